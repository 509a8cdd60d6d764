"""The unit a report says it comes from, in its opening: who compiled it, whose report it is, whom to ask."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from ..registry import Unit, resolve

# The opening is where a report introduces itself; further down others are named too.
_OPENING = 1500
_NAME = r"[\u4e00-\u9fff]"
_REPORT = r"(?:政府|政务)?信息公开(?:工作)?(?:年度)?(?:工作)?(?:年度)?(?:报告|年报|工作实际|总体情况)"
# Ordered by how surely the words name the report's own unit.
_PATTERNS = (
    re.compile(rf"由({_NAME}{{3,40}}?)(?:党政(?:综合)?办公室{_NAME}{{0,6}}|办公室)?(?:[(（][^()（）]{{1,30}}[)）])?"
               r"(?:负责|组织|结合有关统计数据|牵头|按照[^。]{1,120}?|根据[^。]{1,120}?)?编[制写]"),
    re.compile(rf"({_NAME}{{4,40}}?)(?:[(（][^()（）]{{1,16}}[)）])?(?:根据|按照|依据)[^。]{{1,120}}?编制(?:本报告|本年报|本年度报告)"),
    re.compile(rf"({_NAME}{{3,44}}?)(?:特|现)?编制(?=了?的?《?20\d\d年|了?《?{_NAME}{{3,30}}20\d\d年)"),
    re.compile(rf"({_NAME}{{2,44}}?)(?:20\d\d)年度?{_REPORT}"),
    re.compile(rf"20\d\d年度?({_NAME}{{2,30}}?)(?:[(（][^()（）]{{1,12}}[)）])?{_REPORT}"),
    # 2020年,青石镇政府高度重视…: who did the year's work.
    re.compile(rf"20\d\d年(?:度|内|以来|来)?[,，、]?\s?({_NAME}{{3,24}}?)(?:人民政府|党委、?政府|政府)?"
               r"(?:认真|高度重视|严格|积极|坚持|始终|切实|紧紧|紧密|不断|持续|深入|全面|扎实|按照|根据|围绕|以《|共?主动公开|共?收到|依法)"),
    re.compile(rf"(?:请与|请联系|请致电|联系)[:：]?({_NAME}{{3,40}}?)(?:联系|[(（,，;；。]|$)"),
)  # fmt: skip
TOWNS = frozenset(("town", "township", "subdistrict"))
_DID, _ASKED = _PATTERNS[-2:]
# What stands before the name in the same breath.
_LEAD = re.compile(
    r"^.*(?:公布|发布|公开|编制|编写|现将|要求|结合|规定|有关|请与|联系|特向社会|由于|由|根据|按照|本报告|本年报|精神|实际|做好)的?(?=.{3})"
)
_PRONOUN = re.compile("[我本各](?:镇|乡|街|县|区|市|局|委|办|单位|机关|部门|级)|现将|以下")
_OFFICE = re.compile(
    r"(?:人民政府)?(?:党政综合|党政|综合|政务公开|政府信息公开|信息公开|电子政务|基层治理综合|综合信息|办公)?"
    r"(?:领导小组)?(?:办公室|办|科|股|指挥室|中心|服务中心)$"
)


def stated_unit(text: str, *, division: str | None, evidence: Counter[str], own: str | None) -> Unit | None:
    """The unit the opening of a report names as its own, None where it names none for sure.

    own: what the text calls its unit (town, county, department, office), None where it does not say; a unit
    of another kind is not believed. Only names the registry can place, or departments, are believed.
    """
    opening = text[:_OPENING]
    for pattern in _PATTERNS:
        for found in pattern.finditer(opening):
            for name in _names(found[1]):
                unit = resolve(name, division=division, evidence=evidence, whole=True)
                if unit is None or (pattern is _DID and unit.code is None):
                    continue  # what a department did is told in every report
                asked = pattern is _ASKED and text.count(unit.name) < 2
                if _fits(unit, own, asked=asked):
                    return unit
    return None


def _names(said: str) -> Iterator[str]:
    """A name as it stands, without what leads up to it, and without the office one is sent to."""
    name = _LEAD.sub("", said)
    if not 3 <= len(name) <= 40 or _PRONOUN.search(name):
        return
    bare = _OFFICE.sub("", name)
    if bare != name and len(bare) >= 3:
        yield bare
    yield name


def calls_itself(unit: Unit, own: str | None) -> bool:
    """Can a unit call itself what a text calls its own (see `stated_unit`)?"""
    town = unit.type in TOWNS
    if own == "office":
        # A subdistrict's office says 我办, as an office of the county does.
        return not town or unit.type == "subdistrict"
    return own in (None, "unit") or (own == "town") == town


def _fits(unit: Unit, own: str | None, *, asked: bool) -> bool:
    own = None if own == "unit" else own
    town = unit.type in TOWNS
    if own == "office":
        own = "town" if unit.type == "subdistrict" and not asked else "department"
    if town:
        return own == "town" or (not asked and own != "department") or own is None
    if unit.type == "department":
        return own == "department" or (own is None and not asked)
    return unit.code is not None and own == "county"
