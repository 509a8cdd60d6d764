"""Dates in the shapes Chinese government pages print them.

Separated (2021-02-10, 2022年01月25日, 2026.01.13), in Chinese numerals (二○一一年四月八日, 二O一一年5月16日),
glued to a time (2021-03-2918:26), and with 年, 月 or 日 lost by a template (20191231日, 2018年11日,
2015215 alone on its line). Regular expressions only; dateparser reads relative words when asked.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeAlias

from gikspider.text.numerals import DIGITS

# Relative dates are looked for in a metadata line, not in a book.
RELATIVE_WINDOW = 20_000

_ZERO = "〇○◯零OoＯｏΟоО0"
_CN = "一二三四五六七八九"
_WIDE = {ord(wide): thin for wide, thin in zip("０１２３４５６７８９－／．：", "0123456789-/.:", strict=True)}
_S = r"[ \t\u3000\xa0]{0,3}"
_YEAR = r"(?:19[4-9]\d|20\d\d)"
_Y, _M, _D = r"\s{0,3}年\s{0,3}", r"\s{0,3}月\s{0,3}", r"\s{0,3}[日号]"
_MONTH = r"(?P<m>1[0-2]|0?[1-9])"
_DAY = r"(?P<d>3[01]|[12]\d|0?[1-9])"
_LEFT = r"(?<![\dA-Za-z])"
# What may follow a day that has no 日: a time, or no digit, counter or further part of a number.
_CLOCK = r"(?=[ T]?\d{1,2}(?::\d{2}|时))"
_END = r"(?![\d%％]|[.,]\d|\s{0,2}[年月条次份个篇期件人项家万元页名多余])"

_NUMERIC = re.compile(
    rf"{_LEFT}(?P<y>{_YEAR})(?:{_Y}|{_S}[-/.]{_S}){_MONTH}(?:{_M}|{_S}[-/.]{_S}){_DAY}(?:{_D}|{_CLOCK}|{_END})"
)
_SPACED = re.compile(
    rf"{_LEFT}(?P<y>2\s{{0,2}}[0O〇○]\s{{0,2}}[\dO〇○]\s{{0,2}}[\dO〇○]){_Y}"
    rf"(?P<m>1\s{{0,2}}[0-2]|0?\s{{0,2}}[1-9]){_M}(?P<d>3\s{{0,2}}[01]|[12]\s{{0,2}}\d|0?\s{{0,2}}[1-9]){_D}"
)
_CHINESE = re.compile(
    rf"{_LEFT}(?P<y>[二2]\s?[{_ZERO}]\s?[\d{_CN}{_ZERO}]\s?[\d{_CN}{_ZERO}]|一九[{_CN}][{_CN}{_ZERO}]|{_YEAR}){_Y}"
    rf"(?P<m>十\s?[一二]?|[元{_CN}]|[一1][{_ZERO}一二]|1[0-2]|0?[1-9]){_M}"
    rf"(?P<d>[二三]?\s?十\s?[{_CN}]?|[廿卅][{_CN}]?|[{_CN}{_ZERO}]{{1,2}}|3[01]|[12]\d|0?[1-9]){_D}"
)
_LOST = re.compile(
    rf"(?<![\dA-Za-z./_-])(?P<y>{_YEAR})(?:(?P<md>\d{{2,4}}){_S}日|(?P<m>\d{{1,2}}){_S}月{_S}{_DAY}{_S}[日号])"
)
_LOST_MONTH = re.compile(
    rf"{_LEFT}(?P<y>{_YEAR}){_Y}(?:(?P<md>\d{{2,4}}){_S}日|(?P<md2>\d{{3,4}})(?=\s*(?:起?[至到]|止)))"
)
_ALONE = re.compile(
    rf"(?:^|(?<=[(（\[【〔]))[ \t\u3000\xa0]*(?P<y>{_YEAR})(?P<md>\d{{3,4}})[ \t\u3000\xa0]*(?:$|(?=[)）\]】〕]))",
    re.M,
)
_LABELLED = re.compile(
    rf"(?:日期|时间|發布|发布|更新于)\s{{0,2}}[:：]?\s{{0,3}}(?P<y>{_YEAR})(?P<md>\d{{4}})(?:(?=\d{{6}}(?!\d))|(?![\d年月.-]))"
)
_THEN = re.compile(
    rf"[\s起始开,，]{{0,3}}(?:(?:至|到|—|-|–|－|～|~|截至|截止){{1,2}})\s{{0,2}}(?:同年|当年|本年|该年)?\s{{0,2}}"
    rf"(?:{_MONTH}(?:{_M}{_DAY}{_S}日|{_S}[-/.]{_S}(?P<d2>3[01]|[12]\d|0?[1-9])(?!\d|[-/.]\d|[条件次]))|(?P<md>\d{{3,4}}){_S}日)"
)
_RELATIVE = re.compile(r"刚刚|[今昨前]天|\d{1,3}\s{0,2}(?:秒|分钟|小时|个小时|天|周|个星期|个月)前")
# Words before a bare number that make it no date.
_NUMBER_LABEL = re.compile(
    r"(?:电话|传真|邮编|编码|邮政编码|号码|热线|编号|代码|QQ|索引号|流水号|文号|ID|id)\s{0,3}[:：]?\s*$"
)
_IDENTIFIER = re.compile(r"[-/_][A-Za-z\d]")
_RANGE = re.compile(rf"-{_YEAR}[-/.年]|-\d{{1,2}}[-/.月]\d")


@dataclass(frozen=True, slots=True)
class FoundDate:
    """A date that stands at text[start:end]; `certain` is False where the digits have a second reading."""

    value: date
    start: int
    end: int
    certain: bool = True


def dates(text: str, *, base: datetime | None = None) -> tuple[FoundDate, ...]:
    """Every full date printed in a text, in order, without overlaps.

    Digits of document numbers, telephone numbers and identifiers are no dates. The end of a period
    takes the year of its beginning (2018年1月1日起至12月31日). With `base` (the moment the page was
    fetched) relative words (昨天, 3天前) are read too, by dateparser.
    """
    plain = text.translate(_WIDE)
    used = bytearray(len(plain))
    found: list[FoundDate] = []
    for pattern, read, needles in _SHAPES:
        if not any(needle in plain for needle in needles):
            continue
        for match in pattern.finditer(plain):
            start, end = match.start("y"), match.end()
            if any(used[start:end]) or (result := read(plain, match)) is None:
                continue
            found.append(FoundDate(result[0], start, end, result[1]))
            used[start:end] = b"\1" * (end - start)
    found += [
        then for first in found if (then := _then(plain, first)) and not any(used[then.start : then.end])
    ]
    if base is not None:
        found += _relative(plain[:RELATIVE_WINDOW], base)
    return tuple(sorted(found, key=lambda one: one.start))


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _numeric(text: str, match: re.Match[str]) -> tuple[date, bool] | None:
    start, end = match.start(), match.end()
    if text[start - 1 : start] in ("/", "_", ".") or _in_number(text, start):
        return None
    if _IDENTIFIER.match(text, end) and not _RANGE.match(text, end):
        return None
    value = _day(int(match["y"]), int(match["m"]), int(match["d"]))
    # 2021-3-118:26 is the 11th at 8:26 or the 1st at 18:26; 2021-03-… pads its numbers.
    glued = len(match["d"]) == 2 and match["d"][0] in "12" and re.match(r"\d:", text[end : end + 2])
    return None if value is None else (value, not (glued and len(match["m"]) == 1))


def _in_number(text: str, start: int) -> bool:
    """The year is the tail of a longer number: 0311-2019-1-25, unless what stands before is a date too."""
    if text[start - 1 : start] != "-" or not text[start - 2 : start - 1].isalnum():
        return False
    before = text[max(0, start - 14) : start - 1]
    return not re.search(r"\d{4}\s*[-/.年]\s*\d{1,2}\s*[-/.月]\s*\d{1,2}日?\s*$|日\s*$", before)


def _spaced(_: str, match: re.Match[str]) -> tuple[date, bool] | None:
    year, month, day = (re.sub(r"\s", "", match[part]) for part in "ymd")
    year = re.sub("[O〇○]", "0", year)
    value = _day(int(year), int(month), int(day))
    return (value, True) if value else None


def _chinese(_: str, match: re.Match[str]) -> tuple[date, bool] | None:
    year, month, day = (_number(match[part]) for part in "ymd")
    value = _day(year, month, day)
    return (value, True) if value else None


def _number(text: str) -> int:
    """Two digits by place (二十五, 廿五) or digits in a row (二〇一九, 2O19, 〇五)."""
    text = re.sub(r"\s", "", text).replace("廿", "二十").replace("卅", "三十").replace("元", "一")
    tens, ten, ones = text.partition("十")
    if ten:
        return _number(tens or "一") * 10 + (_number(ones) if ones else 0)
    return int("".join(str(DIGITS.get(c, c)) if c not in _ZERO else "0" for c in text))


def _splits(year: int, digits: str) -> list[date]:
    """Every way to read 2 to 4 digits as month and day, the month of one digit first."""
    cuts = (2,) if len(digits) == 4 else range(1, len(digits))
    readings = [_day(year, int(digits[:at]), int(digits[at:])) for at in cuts if digits[:at] != "0"]
    return [value for value in readings if value]


def _lost(text: str, match: re.Match[str]) -> tuple[date, bool] | None:
    parts = match.groupdict()
    year = int(parts["y"])
    if parts.get("m"):
        value = _day(year, int(parts["m"]), int(parts["d"]))
        return (value, True) if value else None
    if _NUMBER_LABEL.search(text, max(0, match.start() - 16), match.start()):
        return None
    readings = _splits(year, parts.get("md") or parts["md2"])
    return (readings[0], len(readings) == 1) if readings else None


def _then(text: str, first: FoundDate) -> FoundDate | None:
    """The end of a period whose year is that of its beginning."""
    match = _THEN.match(text, first.end)
    if not match:
        return None
    if match["md"]:
        readings = _splits(first.value.year, match["md"])
    else:
        value = _day(first.value.year, int(match["m"]), int(match["d"] or match["d2"]))
        readings = [value] if value else []
    readings = [value for value in readings if value > first.value]
    if not readings:
        return None
    start = match.start("md") if match["md"] else match.start("m")
    return FoundDate(readings[0], start, match.end(), first.certain and len(readings) == 1)


def _relative(text: str, base: datetime) -> Iterator[FoundDate]:
    import dateparser  # slow to import, and hardly ever needed

    settings = {"RELATIVE_BASE": base.replace(tzinfo=None)}
    for match in _RELATIVE.finditer(text):
        moment = dateparser.parse(match[0].replace(" ", ""), languages=["zh"], settings=settings)
        if moment:
            yield FoundDate(moment.date(), match.start(), match.end(), True)


_Reading: TypeAlias = Callable[[str, re.Match[str]], tuple[date, bool] | None]
# With each shape the words one of which a text must hold for it: most texts need two or three shapes.
_SHAPES: tuple[tuple[re.Pattern[str], _Reading, tuple[str, ...]], ...] = (
    (_NUMERIC, _numeric, ("年", "-", "/", ".")),
    (_SPACED, _spaced, ("年",)),
    (_CHINESE, _chinese, ("年",)),
    (_LOST, _lost, ("日", "号")),
    (_LOST_MONTH, _lost, ("年",)),
    (_LABELLED, _lost, ("日期", "时间", "发布", "發布", "更新")),
    (_ALONE, _lost, ("20", "19")),
)
