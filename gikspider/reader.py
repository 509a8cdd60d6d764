"""`read_report`: from the bytes of a page to an `AnnualReport`, in one call and without a crawler.

decode → repair → page → injected words → forms → prose → unit, year → checks. Total: any bytes give a report; what
could not be read stands in its findings, and a part that fails costs that part only.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TypeVar

from .items import AnnualReport, Check, Finding, Form, Observation, Statement, UnitType
from .pages import Kind, Page, Shape, classify, read_page, report_year
from .registry import Unit, current, division, host_of, mentions, portal_of, resolve
from .text import decode, injected, repair

# More than this is no page a person published; what is beyond is not read.
MOST_BYTES = 12_000_000
MOST_CHARACTERS = 6_000_000

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Hints:
    """What is known of a page before it is read: from the list that linked it, its spider, the HTTP header.

    division: code of the county (city, province) whose portal it is. charset: the header's. shape: the family's.
    """

    division: str | None = None
    title: str | None = None
    listed_on: date | None = None
    shape: Shape | None = None
    charset: str | None = None


@dataclass(frozen=True, slots=True)
class FetchedPage:
    """A page as it came from the network, with what is needed to read it here or in another process."""

    url: str
    body: bytes
    hints: Hints = field(default_factory=Hints)
    spider: str | None = None
    fetched_at: datetime | None = None
    archive_record: str | None = None
    family: str | None = None

    def read(self) -> AnnualReport:
        """Read the page."""
        return read_report(
            self.body,
            self.url,
            hints=self.hints,
            fetched_at=self.fetched_at,
            spider=self.spider,
            archive_record=self.archive_record,
        )


class _Findings(list[Finding]):
    """The findings of one reading, each once."""

    def add(self, code: str, severity: str, detail: str = "") -> None:
        self.extend_new((Finding(code=code, severity=severity, detail=detail),))  # type: ignore[arg-type]

    def extend_new(self, more: Sequence[Finding]) -> None:
        self.extend(finding for finding in more if finding not in self)

    def guard(self, part: str, read: Callable[[], T], instead: T) -> T:
        """Run one part of the reading; what it raises becomes a finding that names part and exception."""
        try:
            return read()
        except RecursionError:
            self.add("unreadable_part", "error", f"{part}: nested too deep")
        except Exception as error:  # one part's failure must not cost the report
            self.add("unreadable_part", "error", f"{part}: {type(error).__name__}: {error}"[:300])
        return instead


def read_report(
    body: bytes,
    url: str | None = None,
    *,
    hints: Hints = Hints(),  # noqa: B008 - frozen, shared on purpose
    fetched_at: datetime | None = None,
    spider: str | None = None,
    archive_record: str | None = None,
    plain: bool | None = None,
) -> AnnualReport:
    """Read one page into a report. Never raises; the same bytes and arguments give the same report.

    url: where the page was fetched; tells the portal, never the year. plain: the bytes are plain text; None
    decides by looking for markup.
    """
    findings = _Findings()
    digest = hashlib.sha256(body).hexdigest()
    text = findings.guard("decode", lambda: _text(body, hints.charset, findings), "")
    if plain is None:
        plain = _looks_plain(text)
    page = findings.guard("page", lambda: _page(text, url, hints, plain, findings), Page())
    findings.extend_new(page.findings)
    spam = findings.guard("injected text", lambda: injected(page.text), ())
    if spam:
        said = "; ".join(dict.fromkeys(found.phrase for found in spam))
        findings.add("injected_text", "warning", f"words that do not belong here: {said}"[:300])
    who = findings.guard("unit", lambda: _Identity.of(page, url, hints, findings), _Identity())
    year = findings.guard("year", lambda: _year(page, hints, findings), None)
    figures = _Figures()
    findings.guard("forms", lambda: figures.read_forms(page, year, findings), None)
    findings.guard("prose", lambda: figures.read_prose(page, year, spam, findings), None)
    findings.guard("checks", lambda: figures.check(who.unit.type if who.unit else None), None)
    _verdict(page, who, year, findings, bool(body.strip()))
    return _report(page, who, year, figures, findings, digest, url, fetched_at, spider, archive_record)


_MARKUP = re.compile(r"<(?:!doctype|html|head|body|div|p|br|table|span|title|meta|td|h1|ul|a|font|script)\b", re.I)


def _looks_plain(text: str) -> bool:
    return _MARKUP.search(text[:200_000]) is None


_SIGNATURES = (b"%PDF", b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"Rar!", b"\x1f\x8b", b"{\\rtf")


def _text(body: bytes, charset: str | None, findings: _Findings) -> str:
    """The text of a page's bytes; empty, with a finding, where the bytes are no text."""
    if not body.strip():
        findings.add("empty", "error", "no bytes" if not body else "nothing but white space")
        return ""
    start = body[:4096]
    if start.startswith(_SIGNATURES) or (start.count(0) > len(start) // 20 and start[:2] not in (b"\xff\xfe", b"\xfe\xff")):
        findings.add("binary", "error", f"no page but a file ({start[:4]!r} …)")
        return ""
    if len(body) > MOST_BYTES:
        findings.add("too_large", "warning", f"{len(body):,} bytes; read up to {MOST_BYTES:,}")
        body = body[:MOST_BYTES]
    decoded = decode(body, charset)
    findings.extend_new(decoded.findings)
    return decoded.text


_INLINE_DATA = re.compile(r"data:[a-z]+/[a-z0-9.+-]+;base64,[A-Za-z0-9+/=\s]{2000,}")


def _page(text: str, url: str | None, hints: Hints, plain: bool, findings: _Findings) -> Page:
    """Repair the text and read the page out of it."""
    if len(text) > 300_000 and "base64," in text:
        text = _INLINE_DATA.sub("data:", text)  # pictures pasted into the markup
    if len(text) > MOST_CHARACTERS:
        findings.add("too_large", "warning", f"{len(text):,} characters; read up to {MOST_CHARACTERS:,}")
        text = text[:MOST_CHARACTERS]
    repaired = findings.guard("repair", lambda: repair(text), None)
    if repaired is not None:
        findings.extend_new(repaired.findings)
        text = repaired.text
    return read_page(text, url=url, shape=hints.shape, plain=plain)


# --- who and when -----------------------------------------------------------------------------------------------

_OWN_TOWN = re.compile(r"[我本全](?:镇|乡|街道|办事处|苏木)")
_OWN_COUNTY = re.compile(r"[我本全][县区市旗州](?!场|民|政|长|域|直)")
_OWN_DEPARTMENT = re.compile(r"[我本全](?:局|委|办|院|中心|厅|站|队|馆|社|会|单位)")
_TOWN_NAME = re.compile(r"[\u4e00-\u9fff]{1,12}?(?:镇|乡|街道|苏木)(?![^\u4e00-\u9fff]{0}(?:村|企|亲|各))")
_HOST = re.compile(r"(?:https?://|(?<![a-z0-9.@-])www\.)([a-z0-9-]+(?:\.[a-z0-9-]+)+)", re.I)
_GOVERNMENT_SITE = re.compile(r"(?:政府|门户|官方|公开|县|区|市|镇|局).{0,12}(?:网站|网|平台)")


@dataclass(slots=True)
class _Identity:
    """Whose report it is, and the division it belongs to."""

    unit: Unit | None = None
    division_code: str | None = None

    @classmethod
    def of(cls, page: Page, url: str | None, hints: Hints, findings: _Findings) -> _Identity:
        """Title first, then publisher, source, signature, then the text's own subject; in the portal's context."""
        foreign = url is not None and _foreign(url, findings)
        context = _context(page, url, hints, foreign)
        weights = mentions(_evidence(page))
        unit = _named(page, hints, context, weights) or _subject(page, context, weights)
        if unit is not None and unit.name.endswith("人民政府办公室"):
            unit = _government(page, unit)
        place = unit.division_code if unit and unit.division_code else context
        if place is None and unit is None and weights:
            place = _most(weights, 6)
        _printed_host(page, url, foreign, place, findings)
        return cls(unit, place)


def _foreign(url: str, findings: _Findings) -> bool:
    """Is a page kept on a host that is no government's and no portal of the registry?"""
    host = host_of(url)
    if not host or host.endswith("gov.cn") or portal_of(host) is not None or url.startswith("file:"):
        return False
    if re.fullmatch(r"[\d.]+|localhost", host):
        return False
    findings.add("mirror_host", "warning", f"{host} is no government host")
    return True


def _context(page: Page, url: str | None, hints: Hints, foreign: bool) -> str | None:
    """The division whose page this is: told by the spider, the portal, or the site's own code."""
    if hints.division and (code := current(hints.division)):
        return code
    if url and not foreign and (portal := portal_of(url)) is not None and portal.division_code:
        return portal.division_code
    if page.site_id_code and not foreign:
        return current(page.site_id_code[:6])
    return None


def _evidence(page: Page) -> str:
    """Everything on the page that may name a division, what speaks for itself first and twice."""
    own = [page.title, page.publisher, page.source, page.signed_by, page.editor, *page.breadcrumb]
    said = " ".join(part for part in own if part)
    return f"{said} {said} {page.text[:6000]} {page.text[-600:]}"


def _named(page: Page, hints: Hints, context: str | None, weights: Counter[str]) -> Unit | None:
    """The unit the title names, else the one the page's metadata, signature or trail of columns name."""
    for title in (page.title, hints.title):
        if title and (unit := resolve(title, division=context, evidence=weights)):
            return unit
    names = [page.publisher, page.source, page.signed_by, page.catalogue, *reversed(page.breadcrumb), page.editor]
    found = [unit for name in names if name and len(name) <= 40 for unit in (resolve(name, division=context, evidence=weights, whole=True),) if unit]
    own = _own_kind(page.text)
    for unit in found:
        fits = own is None or (own == "town") == (unit.type in ("town", "township", "subdistrict"))
        if fits and (unit.code or unit.type == "department"):
            return unit
    return None


def _own_kind(text: str) -> str | None:
    """What a text calls its own unit: 我镇 → town, 全县 → county, 我局 → department."""
    counts = {
        "town": len(_OWN_TOWN.findall(text)),
        "county": len(_OWN_COUNTY.findall(text)),
        "department": len(_OWN_DEPARTMENT.findall(text)),
    }
    best = max(counts, key=lambda kind: counts[kind])
    return best if counts[best] else None


def _subject(page: Page, context: str | None, weights: Counter[str]) -> Unit | None:
    """The unit a text is about when nothing names it: the town or county it speaks of most."""
    own = _own_kind(page.text)
    if own == "department":
        return None
    if own == "town":
        names = Counter(match[0] for match in _TOWN_NAME.finditer(page.text))
        for name, _ in names.most_common(8):
            for start in range(len(name) - 1):
                unit = resolve(name[start:], division=context, evidence=weights, whole=True)
                if unit and unit.code and len(unit.code) == 9:
                    return unit
        return None
    place = context or _most(weights, 6)
    found = division(place) if place else None
    if found is None or (own is None and context is None and weights[found.code] < 3):
        return None
    kinds: dict[str, UnitType] = {"province": "province", "city": "city"}
    return Unit(found.name, found.code, kinds.get(found.level, "county"), found.code)


def _most(weights: Counter[str], most: int) -> str | None:
    """The division named most often; of two named alike the narrower; None when two places tie."""
    ranked = sorted(weights.items(), key=lambda item: (-item[1], item[0].endswith("00"), item[0]))[:most]
    if not ranked or (len(ranked) > 1 and ranked[0][1] == ranked[1][1] and not ranked[1][0].endswith("00")):
        return None
    return ranked[0][0]


def _government(page: Page, unit: Unit) -> Unit:
    """A report of the government's office is the government's own when it speaks of the whole county."""
    whole = len(re.findall(r"全[县区市旗州省]|我[县区市旗](?!政府办)", page.text))
    office = len(re.findall(r"[我本]办|办公室(?=主动公开|共|收到)", page.text))
    found = division(unit.division_code) if unit.division_code else None
    if found is None or whole < 3 or office >= whole:
        return unit
    kinds: dict[str, UnitType] = {"province": "province", "city": "city"}
    return Unit(found.name, found.code, kinds.get(found.level, "county"), found.code)


def _printed_host(page: Page, url: str | None, foreign: bool, place: str | None, findings: _Findings) -> None:
    """A text that gives a foreign host where the government's own should stand was copied by a mirror."""
    official = next((host_of(p.homepage) for p in _portals_of(place)), None) if place else None
    for match in _HOST.finditer(page.text):
        host = match[1].lower().removeprefix("www.")
        around = page.text[max(0, match.start() - 20) : match.start()]
        if host.endswith("gov.cn") or portal_of(host) is not None or not _GOVERNMENT_SITE.search(around):
            continue
        own = f"; the official host is {official}" if official else ""
        findings.add("mirror_host", "warning", f"the text prints {host} as the government's site{own}")
        return
    if foreign and official:
        findings[:] = [
            Finding(code=f.code, severity=f.severity, detail=f"{f.detail}; the official host is {official}")
            if f.code == "mirror_host"
            else f
            for f in findings
        ]


def _portals_of(code: str) -> list:  # type: ignore[type-arg]
    from .registry import portals

    return [portal for portal in portals() if portal.division_code == code]


_FORM_YEAR = re.compile(r"(?<!\d)(20[0-3]\d)\s?年")


def _year(page: Page, hints: Hints, findings: _Findings) -> int | None:
    """The year reported on: title, then the stated period, then the first year of the opening; never the address."""
    titled = report_year(page.title or "") or report_year(hints.title or "")
    stated = page.period[1].year if page.period else None
    if titled and stated and stated != titled:
        findings.add("year_conflict", "warning", f"the title says {titled}, the stated period ends in {stated}")
    if titled or stated:
        return titled or stated
    opening = report_year(page.text[:400])
    if opening is None and (match := _FORM_YEAR.search(page.text[:1500])):
        opening = int(match[1])
    return opening


# --- figures ----------------------------------------------------------------------------------------------------


@dataclass(slots=True)
class _Figures:
    """What the forms and the prose of a page say in numbers."""

    form: Form | None = None
    observations: tuple[Observation, ...] = ()
    statements: tuple[Statement, ...] = ()
    checks: tuple[Check, ...] = ()
    consumed: tuple[tuple[int, int], ...] = ()

    def read_forms(self, page: Page, year: int | None, findings: _Findings) -> None:
        """The statistics tables, from grids and from flattened lines."""
        from .forms import read_tables

        reading = read_tables(page.tables, page.lines, year=year)
        self.form, self.observations, self.consumed = reading.form, tuple(reading.observations), tuple(reading.consumed)
        findings.extend_new(reading.findings)

    def read_prose(self, page: Page, year: int | None, spam: Sequence[object], findings: _Findings) -> None:
        """The figures of the sentences: tables, flattened or not, and injected words left out."""
        from .prose import read

        spans = [(found.start, found.end) for found in spam]  # type: ignore[attr-defined]
        exclude = sorted([*page.table_spans, *_offsets(page.lines, self.consumed)])
        reading = read(page.text, sections=page.sections, year=year, exclude=exclude, injected=spans)
        self.statements = tuple(reading.statements)
        findings.extend_new(reading.findings)

    def check(self, unit_type: UnitType | None) -> None:
        """The identities of the form, and of the form with the prose."""
        from .forms import check, check_prose

        self.checks = (
            *check(self.observations, form=self.form, unit_type=unit_type),
            *check_prose(self.observations, self.statements),
        )


def _offsets(lines: Sequence[str], ranges: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Offsets in the joined text of ranges of lines."""
    starts = [0]
    for line in lines:
        starts.append(starts[-1] + len(line) + 1)
    return [(starts[a], max(starts[a], starts[b] - 1)) for a, b in ranges if 0 <= a < b <= len(lines)]


# --- verdict ----------------------------------------------------------------------------------------------------


def _verdict(page: Page, who: _Identity, year: int | None, findings: _Findings, any_bytes: bool) -> None:
    """What is missing, and whether this is an annual report at all."""
    codes = {finding.code for finding in findings}
    if codes & {"empty", "binary", "login_page", "error_page"}:
        return
    if not any_bytes:
        return
    kind = classify(page.title) if page.title else None
    if kind not in (None, Kind.REPORT, Kind.OTHER):
        findings.add("not_a_report", "error", f"the title announces something else ({kind}): {page.title}")
    elif kind is not Kind.REPORT and "公开" not in page.text[:3000]:
        findings.add("not_a_report", "error", "neither title nor text speak of openness")
    if not page.title:
        findings.add("no_title", "warning")
    if not page.text:
        findings.add("no_body", "error", "no text of a report was found on the page")
    if page.published_on is None and page.signed_on is None:
        findings.add("no_date", "info", "the page does not say when it was published")
    if who.unit is None:
        findings.add("no_unit", "warning", "nothing on the page names the unit that reports")
    if year is None:
        findings.add("no_year", "warning", "neither title nor text say which year is reported on")


def _report_id(who: _Identity, year: int | None, digest: str) -> str:
    """`<unit code>-<year>`; departments and unknown units `<division>-<8 hex of the name>-<year>`."""
    told = str(year) if year else "0000"
    if who.unit is None:
        return f"{who.division_code or 'unknown'}-{digest[:8]}-{told}"
    if who.unit.code:
        return f"{who.unit.code}-{told}"
    name = hashlib.sha256(who.unit.name.encode()).hexdigest()[:8]
    return f"{who.division_code or 'unknown'}-{name}-{told}"


def _report(
    page: Page,
    who: _Identity,
    year: int | None,
    figures: _Figures,
    findings: _Findings,
    digest: str,
    url: str | None,
    fetched_at: datetime | None,
    spider: str | None,
    archive_record: str | None,
) -> AnnualReport:
    place = division(who.division_code) if who.division_code else None
    start, end = page.period or (None, None)
    return AnnualReport(
        report_id=_report_id(who, year, digest),
        spider=spider,
        division_code=who.division_code,
        province=place.province if place else None,
        city=place.city if place else None,
        county=place.county if place else None,
        unit=who.unit.name if who.unit else None,
        unit_code=who.unit.code if who.unit else None,
        unit_type=who.unit.type if who.unit else None,
        report_year=year,
        title=page.title,
        published_on=page.published_on,
        signed_on=page.signed_on,
        period_start=start,
        period_end=end,
        source=page.source,
        editor=page.editor,
        publisher=page.publisher,
        index_number=page.index_number,
        document_number=page.document_number,
        catalogue=page.catalogue,
        views=page.views,
        site_id_code=page.site_id_code,
        url=url,
        fetched_at=fetched_at,
        content_sha256=digest,
        form=figures.form,
        body_copies=page.body_copies,
        sections=page.sections,
        text=page.text,
        observations=figures.observations,
        statements=figures.statements,
        checks=figures.checks,
        findings=tuple(findings),
        attachments=page.attachments,
        archive_record=archive_record,
    )
