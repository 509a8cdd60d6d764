"""The period a report says its figures cover, and the day and unit it is signed with."""

from __future__ import annotations

import re
import unicodedata
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from ..text import FoundDate, dates

_Y, _S = r"(?P<{0}>20\d\d)", r"\s{0,3}"
_LOST = r"[年.\-/]?"
_PERIOD = re.compile(
    rf"(?P<y1>20\d\d){_S}{_LOST}{_S}(?P<m1>1[0-2]|0?[1-9]){_S}[月.\-/]?{_S}"
    rf"(?P<d1>3[01]|[12]\d|0?[1-9]){_S}[日号]?{_S}(?:起|始|开始)?{_S}[,，]?{_S}(?:至|到|—+|-+|–|~|～|─+){_S}(?:(?P<y2>20\d\d){_S}{_LOST}|同年|当年|本年)?{_S}"
    rf"(?P<m2>1[0-2]|0?[1-9]){_S}[月.\-/]?{_S}(?P<d2>3[01]|[12]\d|0?[1-9]){_S}[日号]?"
)
_UNTIL = re.compile(
    rf"(?:截止|截至)(?:到|至)?{_S}(?:(?P<y>20\d\d){_S}年?{_S})?(?P<m>1[0-2]|0?[1-9]){_S}月{_S}(?:份|底|末|(?P<d>3[01]|[12]\d|0?[1-9]){_S}日)"
)
_PERIOD_CN = re.compile(r"(?:统计|数据|期限|时限)")
_YEAR = re.compile(r"(?<!\d)(20[0-3]\d)\s?年")


@dataclass(frozen=True, slots=True)
class Period:
    """First and last day; `partial` says in words why the period is not the whole year, null where it is."""

    start: date | None = None
    end: date | None = None
    partial: str | None = None


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def period_of(text: str, year: int | None = None) -> Period:
    """The stated period (自2018年1月1日起至12月31日止, 年, 月, 日 possibly lost), else nothing.

    A statement that reaches only to a month before December (截止2014年11月份) makes the period partial.
    """
    candidates: list[tuple[int, date, date]] = []
    for match in _PERIOD.finditer(text[:60_000]):
        # 统计期限为20231月1日: the digit of the month is never the year's when a 月 follows.
        first = _day(int(match["y1"]), int(match["m1"]), int(match["d1"]))
        last = _day(int(match["y2"] or match["y1"]), int(match["m2"]), int(match["d2"]))
        if first is None or last is None or not 0 < (last - first).days < 800:
            continue
        near = text[max(0, match.start() - 24) : match.start()]
        score = 2 * bool(_PERIOD_CN.search(near)) + ((first.month, first.day) == (1, 1)) + (last.month == 12)
        candidates.append((-score, first, last))
        if len(candidates) > 20:
            break
    start = end = None
    if candidates and min(candidates)[0] <= -2:
        _, start, end = min(candidates, key=lambda c: c[0])
    return Period(start, end, _partial(text, start, end, year))


def _partial(text: str, start: date | None, end: date | None, year: int | None) -> str | None:
    """Why the figures do not cover a whole year, in words."""
    if start and end:
        whole = (start.month, start.day, end.month, end.day) == (1, 1, 12, 31)
        return None if whole else f"the stated period is {start.isoformat()} to {end.isoformat()}"
    for match in _UNTIL.finditer(text[:60_000]):
        said, month = (int(match["y"]) if match["y"] else year), int(match["m"])
        if said is None or (year is not None and said != year):
            continue
        day = int(match["d"]) if match["d"] else monthrange(said, month)[1]
        if (month, day) != (12, 31) and month < 12:
            return f"the text counts to {said}-{month:02d} only: {match[0]}"
    return None


_YEARLIKE = re.compile(r"\d{4}|二\s?[〇○零oO0]")
_UNIT = re.compile(
    r"^[\u4e00-\u9fff（）()、· ]{2,40}(?:政府|局|委员会|委|办公室|办|办事处|街道|镇|乡|苏木|中心|院|所|站|队|党委|党工委|管委会|社|厅|会|馆)$"
)


@dataclass(frozen=True, slots=True)
class Signature:
    """Who signed and when; `line` is the index of the first line of the block, null where there is none."""

    unit: str | None = None
    day: date | None = None
    line: int | None = None
    certain: bool = True


@lru_cache(maxsize=2048)  # the units of a county sign within the same few weeks
def _first_date(line: str) -> FoundDate | None:
    return next(iter(dates(line)), None)


def signature_of(lines: list[str]) -> Signature:
    """The signature at the end of a body: a unit's name and a date on the last lines (2015215 is 2015-02-15)."""
    unit: str | None = None
    day: date | None = None
    first: int | None = None
    certain = True
    low = max(0, len(lines) - 12)
    for index in range(len(lines) - 1, low - 1, -1):
        line = unicodedata.normalize("NFKC", lines[index]).strip()
        if "\t" in line or len(line) > 60:
            if day is None and unit is None and index > len(lines) - 6:
                continue
            break
        found = _first_date(line) if _YEARLIKE.search(line) else None
        if found is not None and day is None:
            left = (line[: found.start] + line[found.end :]).strip(" ()（）[]:：,，.。")
            if not left or _UNIT.match(left.replace(" ", "")):
                day, certain, first = found.value, found.certain, index
                unit = left.replace(" ", "") or unit
                continue
        name = line.replace(" ", "").replace("\u3000", "")
        if day is not None and unit is None and _UNIT.match(name) and len(name) <= 40:
            unit, first = name, index
            continue
        if day is not None and unit is not None and _UNIT.match(name):
            first = index
            continue
        if day is not None:
            break
        if (len(line) > 30 or "。" in line) and index < len(lines) - 6:
            break
    return Signature(unit, day, first, certain)
