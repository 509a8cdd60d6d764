"""Zeros in words: 未收到…申请, 复议、诉讼均未发生, a bare 无 whose meaning its heading decides.

Words only: what comes out is the code of every indicator a clause denies and where its words stand.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Any

from gikspider.prose.alternation import laid_out
from gikspider.prose.lexicon import alternatives, check_entry, compiled, load

_SCHEMA: dict[str, Any] = {
    "code": str,
    "unit": str,
    "noun": str,
    "heading": str,
    "topic": str,
    "needs_openness": bool,
}
_WHO = r"(?:\d{4}年度?|[〇一二三四五六七八九]{4}年度?|本年度?|全年|年内|目前|截至目前|今年|[我本][镇乡局县区市街道委办院所处站中心馆队校会社厅司行关支大管单位部门机级]{1,3}|全[镇乡局县区市街道委校院系统]{1,2}|[^,;、未无没]{1,12}(?:镇|乡|街道|局|县|区|办事处|中心|委|馆|队|院|站|所|处|厅|校|大学|银行|人行|海关)|该|也|均|都|暂|的|情况|:|在|期间|内|,){0,5}"
_VAGUE = r"(?:此类|此项|该类|该项|相关|有关|上述|以上|这类|这方面|类似|任何|相应|申请|情况|事项|内容|发生|的|情形|案件|现象|业务|记录|要求|收到|接到|受理|行为|一|起|例|件){0,6}"


@dataclass(frozen=True, slots=True)
class Zero:
    """One entry of zeros.toml."""

    code: str
    unit: str
    noun: re.Pattern[str]
    heading: re.Pattern[str] | None
    needs_openness: bool
    topic: str


@dataclass(frozen=True, slots=True)
class Denied:
    """An indicator denied: its code, its unit, and the end of its noun in the clause."""

    code: str
    unit: str
    end: int


@dataclass(frozen=True, slots=True)
class _Words:
    zeros: tuple[Zero, ...]
    negation: re.Pattern[str]
    verb: re.Pattern[str]
    spoils: re.Pattern[str]
    closing: re.Pattern[str]
    bare: re.Pattern[str]


@cache
def words() -> _Words:
    """zeros.toml, checked and compiled."""
    raw = load("zeros.toml")
    check_entry(
        "zeros.toml", raw, dict.fromkeys(("negators", "verbs", "spoils", "closings", "zero"), list), {"zero"}
    )
    made = []
    for n, entry in enumerate(raw["zero"]):
        where = f"zeros.toml, zero {n + 1} ({entry.get('code')})"
        check_entry(where, entry, _SCHEMA, {"code", "unit", "noun"})
        heading = compiled(where, entry["heading"]) if "heading" in entry else None
        noun = compiled(where, entry["noun"])
        made.append(
            Zero(
                entry["code"],
                entry["unit"],
                noun,
                heading,
                entry.get("needs_openness", False),
                entry.get("topic", ""),
            )
        )
    negators = alternatives(raw["negators"])
    return _Words(
        tuple(made),
        laid_out(rf"(?<![有既])(?:{negators}|免费提供(?!咨询|查询|培训))"),
        re.compile(rf"(?:过|到|再|直接|曾|实际|主动|)?{alternatives(raw['verbs'])}"),
        re.compile(alternatives(raw["spoils"])),
        re.compile(rf"(?:均|都|数|数量|总数|次数|件数|情况|:|为|也|案件|事项|,|。|累计|共|方面|我[镇乡局县区市]){{0,4}}{alternatives(raw['closings'])}(?:发生|情况|现象|此类情况|相关情况|$)"),
        re.compile(rf"^{_WHO}(?:无|没有|暂无|尚无|未发生|未收到|未接到|没有发生|零|未产生|未涉及|未出现|未受理|从未发生|从未收到){_VAGUE}$"),
    )  # fmt: skip


# Characters looked at behind a negation and before it, negations tried in a clause, and the longest
# clause that can be nothing but a bare 无.
_SCOPE, _BEFORE, _TRIES, _SHORT = 90, 30, 6, 40
# 并无, 全无 are read with their first character; 南无, 虚无, 有无 deny nothing.
_NO_NEGATION = frozenset("有既南虚")
NEGATION_HINT = re.compile(r"[未没无零免不](?:(?<!不)|存在|收)")
# 没有上年结转的申请 says nothing of new ones.
_CARRIED = re.compile("(?:结转|遗留)[^,;、和及]{0,12}$")
_CARRIED_YEAR = re.compile("(上年|上一年|去年|下年|下一年|次年)度?[均也]?$")
_OPENNESS = re.compile(r"公开|复议|诉讼|申请")


def denied(clause: str, heading: str, topics: set[str]) -> list[Denied]:
    """Indicators `clause` denies in words, in the order of zeros.toml.

    `heading` decides what a bare 无 or 无申请 means.
    """
    lex = words()
    if len(clause) <= _SHORT and lex.bare.match(clause.replace("\x00", "").strip("、")):
        found = [
            Denied(z.code, z.unit, len(clause)) for z in lex.zeros if z.heading and z.heading.search(heading)
        ]
        if not found and "申请" in clause and (not heading or "application" in topics):
            found = [Denied("applications.received.total", "件", len(clause))]
        return found
    for tried, m in enumerate(lex.negation.finditer(clause)):
        if tried >= _TRIES:
            break
        near = clause[max(0, m.start() - _BEFORE) : m.end() + _SCOPE]
        if (clause[m.start() - 1 : m.start()] in _NO_NEGATION and m.start()) or lex.spoils.search(near):
            continue
        found = _nouns(clause[m.end() : m.end() + _SCOPE], m, near, heading, topics)
        if found:
            return found
    end = lex.closing.search(clause, 0, 4 * _SCOPE)
    if end is not None and not lex.spoils.search(clause, max(0, end.start() - _SCOPE), end.end()):
        before = clause[max(0, end.start() - _SCOPE) : end.start()]
        return [
            Denied(d.code, d.unit, len(clause)) for d in _find(before, clause[: 4 * _SCOPE], heading, topics)
        ]
    return []


def _nouns(scope: str, m: re.Match[str], clause: str, heading: str, topics: set[str]) -> list[Denied]:
    lex = words()
    if m.group() == "免费提供" or m.group() in {"不收取", "不收", "不再收取", "免收", "免"}:
        scope = m.group() + scope
        if m.group() == "免费提供" or re.match(
            r"不(?:再)?收取?[^,;]{0,12}(?:费|$)|免收|免费(?!咨询|查询|查阅|培训|法律|开放|发放|赠|讲)", scope
        ):
            return (
                [Denied("fees.application_fees", "万元", m.end())]
                if _OPENNESS.search(clause + heading) or "fee" in topics
                else []
            )
        return []
    verb = lex.verb.match(scope)
    if verb is None:
        return []
    # 上年度无结转: the year stands before the negation.
    lead = _CARRIED_YEAR.search(m.string, 0, m.start()) if scope.startswith("结转") else None
    if lead is not None:
        scope = lead[1] + scope
    return [Denied(d.code, d.unit, m.end() + d.end) for d in _find(scope, clause, heading, topics)]


def _find(scope: str, clause: str, heading: str, topics: set[str]) -> list[Denied]:
    found: list[Denied] = []
    for zero in words().zeros:
        if zero.topic and zero.topic not in topics:
            continue
        m = zero.noun.search(scope)
        if m is None or any(d.code == zero.code for d in found):
            continue
        if zero.needs_openness and not (
            _OPENNESS.search(clause)
            or topics & {"fee", "legal", "complaint", "application"}
            or _OPENNESS.search(heading)
            or (zero.heading is not None and zero.heading.search(heading))
        ):
            continue
        if zero.code == "applications.received.total" and _CARRIED.search(scope, 0, m.start()):
            continue
        found.append(Denied(zero.code, zero.unit, m.end()))
    codes = {d.code for d in found}
    if "fees.info_processing.collected" in codes:
        found = [d for d in found if d.code != "fees.application_fees"]
    return found


# Indicators that reports name side by side with one number for all.
_COORDINATED = frozenset(
    {
        "applications.received.total",
        "legal.review.total",
        "legal.litigation.total",
        "appeals.total",
        "complaints.total",
    }
)


_CAUSED = re.compile("(?:因|由|针对|涉及)[^,;、]{0,10}申请[^,;、]{0,14}(?:复议|诉讼|应诉)")
# 收费通知的件数和总金额以及实际收取的总金额均为0.
_SUMS = (("和总金额", "charged"), ("、总金额", "charged"), ("实际收取", "collected"))


def coordinated(left: str, code: str) -> list[Denied]:
    """Other indicators named beside the one of `code` in `left` (行政复议、行政诉讼 before 均为0件)."""
    if code == "fees.info_processing.notices":
        return [
            Denied(f"fees.info_processing.{name}", "元", len(left)) for word, name in _SUMS if word in left
        ]
    if code and code not in _COORDINATED:
        return []
    found = _find(left, left, "", {"legal", "fee"})
    if _CAUSED.search(left):
        # 因依申请公开引发的行政复议 counts no applications.
        found = [d for d in found if d.code != "applications.received.total"]
    return [d for d in found if d.code != code and d.code in _COORDINATED]
