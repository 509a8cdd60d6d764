"""The case files of this folder: one sentence a line and the statements it holds."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from gikspider.prose import read

DATA = Path(__file__).parent / "data"
ALIASES = {
    "total": "disclosed.total", "cum": "disclosed.cumulative", "cat": "disclosed.by_category",
    "etext": "disclosed.full_text_rate", "ft": "disclosed.full_text", "dnorm": "disclosed.normative_documents",
    "web": "disclosed.by_channel.website", "wx": "disclosed.by_channel.wechat", "wb": "disclosed.by_channel.weibo",
    "app": "disclosed.by_channel.app", "board": "disclosed.by_channel.board", "gaz": "disclosed.by_channel.gazette",
    "oth": "disclosed.by_channel.other", "tt.": "disclosed.by_channel.toutiao",
    "con": "consultations.total", "con.p": "consultations.in_person", "con.t": "consultations.phone",
    "con.o": "consultations.online",
    "rec": "applications.received.total", "in": "applications.received.in_person", "fax": "applications.received.fax",
    "mail": "applications.received.email", "otha": "applications.received.other", "on": "applications.received.online", "let": "applications.received.letter",
    "nh": "applications.results.unable.not_held", "mc": "applications.results.unable.must_create",
    "su": "applications.results.unable.still_unclear", "rpt": "applications.results.not_processed.repeat",
    "sv": "disclosed.by_channel.short_video", "pc": "applications.results.not_processed.petition_complaint",
    "cin": "applications.carried_in", "cout": "applications.carried_out",
    "done": "applications.concluded.total", "ontime": "applications.concluded.on_time",
    "ext": "applications.concluded.extended", "rep": "applications.replied.total",
    "ap": "applications.replied.already_public", "rg": "applications.replied.granted",
    "rpg": "applications.replied.partially_granted", "rden": "applications.replied.denied.total",
    "nta": "applications.replied.not_this_agency", "ne": "applications.replied.not_exist",
    "oc": "applications.replied.other_channel", "rrate": "applications.reply_rate",
    "g": "applications.results.granted", "pg": "applications.results.partially_granted",
    "den": "applications.results.denied.total", "un": "applications.results.unable.total",
    "np": "applications.results.not_processed.total", "ot": "applications.results.other.total",
    "rev": "legal.review.total", "lit": "legal.litigation.total", "litd": "legal.litigation_direct.total",
    "lita": "legal.litigation_after_review.total", "comp": "complaints.total", "appeal": "appeals.total",
    "revu": "legal.review.upheld", "revc": "legal.review.corrected", "revo": "legal.review.other",
    "revp": "legal.review.pending", "litu": "legal.litigation.upheld", "litc": "legal.litigation.corrected",
    "litp": "legal.litigation.pending", "amend": "applications.replied.amend_supplement", "pv": "website.page_views",
    "afee": "active.admin_fees.amount", "ipn": "fees.info_processing.notices", "ipc": "fees.info_processing.charged",
    "ip": "fees.info_processing.collected", "fee": "fees.application_fees",
    "norm": "active.normative_documents.issued", "normr": "active.normative_documents.repealed",
    "normf": "active.normative_documents.in_force", "normt": "normative_documents.issued_total",
    "reg": "active.regulations.issued", "regf": "active.regulations.in_force", "regr": "active.regulations.repealed",
    "lic": "active.admin_license.decisions", "pen": "active.admin_penalty.decisions", "coe": "active.admin_coercion.decisions",
    "hot": "response.hot_issues", "wwe": "response.weibo_wechat_events", "press": "response.press_conferences.total", "oip": "response.online_interviews.by_principal", 
    "media": "disclosed.by_channel.media", "broadcast": "disclosed.by_channel.broadcast", "nm": "disclosed.by_channel.new_media", "news": "disclosed.by_channel.newspaper",
    "pressp": "response.press_conferences.by_principal", "oi": "response.online_interviews.total", "oev": "response.other_events",
    "ia": "response.interpretation_articles",
    "st": "org.staff.total", "stf": "org.staff.full_time", "stp": "org.staff.part_time", "pts": "org.access_points",
    "off": "org.dedicated_offices", "bud": "org.budget",
    "tm": "training.meetings", "tc": "training.courses", "tt": "training.trainees",
}  # fmt: skip
QUALIFIERS = {"ge": "at_least", "le": "at_most", "about": "about"}
KINDS = {"part", "cumulative", "total"}
# Shares of a whole by subject may come out or not: no form has a code for them.
OPTIONAL = {"disclosed.by_category"}

Told = tuple[str, Decimal, str | None, str, int | None]


@dataclass(frozen=True)
class Case:
    text: str
    year: int
    heading: str
    expected: frozenset[Told]


def told(spec: str) -> Told:
    """`web 60 ge part @2017` as (code, value, qualifier, kind, year)."""
    alias, value, *rest = spec.split()
    qualifier = next((QUALIFIERS[r] for r in rest if r in QUALIFIERS), None)
    kind = next((r for r in rest if r in KINDS), "total")
    year = next((int(r[1:]) for r in rest if r.startswith("@")), None)
    return (ALIASES[alias], Decimal(value), qualifier, kind, year)


def cases(name: str) -> Iterator[Case]:
    """The cases of a file in tests/prose/data."""
    for raw in (DATA / name).read_text("utf-8").splitlines():
        if not raw.strip() or raw.startswith("#"):
            continue
        text, _, spec = raw.partition("=>")
        year, heading = 2018, ""
        if m := re.match(r"\[(\d{4})(?:\|([^\]]*))?\]\s*", text):
            year, heading, text = int(m[1]), m[2] or "", text[m.end() :]
        expected = frozenset(told(s) for s in spec.split(";") if s.strip())
        yield Case(text.strip(), year, heading, expected)


def reading(case: Case) -> set[Told]:
    """What the reader makes of a case."""
    text = f"{case.heading}\n{case.text}" if case.heading else case.text
    return {
        (s.code, s.value.normalize() + 0, s.qualifier, s.kind, s.year) for s in read(text, year=case.year)
    }


def score(name: str) -> tuple[int, int, int, list[tuple[Case, set[Told], set[Told]]]]:
    """(right, invented, missed, faults) over a file; a fault is (case, missing, invented)."""
    right = invented = missed = 0
    faults = []
    for case in cases(name):
        got = reading(case)
        extra = {t for t in got - case.expected if t[0] not in OPTIONAL}
        lacking = set(case.expected) - got
        right += len(case.expected & got)
        invented += len(extra)
        missed += len(lacking)
        if extra or lacking:
            faults.append((case, lacking, extra))
    return right, invented, missed, faults


def reports() -> Iterator[tuple[str, Case]]:
    """The small reports of reports.txt, each with the full list of its statements."""
    for block in (DATA / "reports.txt").read_text("utf-8").split("=== ")[1:]:
        head, _, rest = block.partition("\n")
        name, _, year = head.rpartition("|")
        text, _, spec = rest.rpartition("\n---\n")
        expected = frozenset(told(s) for s in spec.split(";") if s.strip())
        yield name.strip(), Case(text, int(year), "", expected)
