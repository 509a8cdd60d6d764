"""Titles of reports on a page: which lines are one, over how many lines, in which words."""

from __future__ import annotations

import re
from dataclasses import dataclass

from .chrome import is_breadcrumb, is_control, squeeze
from .flow import Line
from .metadata import bare_date, is_labelled, is_metadata
from .titles import Kind, classify, report_year, without_site

# Every true title calls itself one of these; most headings and sentences do not.
_GENRE = re.compile(r"报\s*告|年\s*报|总\s*结|汇\s*报")
LONGEST_TITLE = 110
_OPENING_ENDS = (
    "政府", "局", "会", "办公室", "镇", "乡", "街道", "办事处", "中心", "公开", "工作", "年", "年度", "信息", "的", "办", "院", "区", "县", "市",
)  # fmt: skip
_OPENING_LAST = frozenset(end[-1] for end in _OPENING_ENDS)
_NO_OPENING = frozenset("。:：;；\t>|")
# A town with its county (五常市民意乡) is a unit's name and no menu entry.
_PLACED_TOWN = re.compile(r"[\u4e00-\u9fff]{2,9}[县市区旗][\u4e00-\u9fff]{2,8}(?:镇|乡|街道|苏木)")


@dataclass(frozen=True, slots=True)
class Title:
    """A title on the page: the lines it stands on [start, stop), its text joined."""

    start: int
    stop: int
    text: str


def _could_title(text: str) -> bool:
    return (
        6 <= len(text) <= LONGEST_TITLE
        and "。" not in text
        and "\t" not in text
        and ("公开" in text or "年报" in text or "报告" in text)
    )


def _is_title(text: str) -> bool:
    return (
        _could_title(text)
        and _GENRE.search(text) is not None
        and not is_breadcrumb(text)
        and classify(text) is Kind.REPORT
    )


def _opens_title(text: str) -> bool:
    """Can a line be the first part of a title that goes on below? (A unit, a year, half of the topic.)"""
    return 2 < len(text) <= 45 and text.endswith(_OPENING_ENDS) and _NO_OPENING.isdisjoint(text)


def _begins_title(text: str) -> bool:
    """The cheap half of the question whether a title begins here."""
    could = _could_title(text) or (text[-1:] in _OPENING_LAST and _opens_title(squeeze(text)))
    return could and not is_labelled(text)


def titles_of(lines: list[Line]) -> list[Title]:
    """Every report title among the lines, parts on neighbouring lines joined; links and breadcrumbs are none."""
    found: list[Title] = []
    index = 0
    while index < len(lines):
        line = lines[index]
        text = line.text
        if line.linked > 0.7 or line.table >= 0 or len(text) > LONGEST_TITLE or not _begins_title(text):
            index += 1
            continue
        joined = _joined(lines, index)
        if joined is not None:
            found.append(joined)
            index = joined.stop
        else:
            index += 1
    return found


def _joined(lines: list[Line], index: int) -> Title | None:
    """The title that begins on a line, over one to four lines."""
    text = lines[index].text
    if _is_title(text) or ("公开" in text and _GENRE.search(text) and _is_title(squeeze_title(text))):
        below = lines[index + 1] if index + 1 < len(lines) else None
        if report_year(text) is None and below is not None and len(below.text) <= 16:
            whole = squeeze(text) + squeeze(below.text)
            if report_year(below.text) is not None and _is_title(whole) and not is_bare_date(below.text):
                return Title(index, index + 2, whole)
        return Title(index, index + 1, squeeze_title(text))
    if not _opens_title(squeeze(text)) or is_control(text) or is_metadata(text):
        return None
    whole = squeeze(text)
    for stop in range(index + 1, min(index + 4, len(lines))):
        part = lines[stop]
        if (
            part.linked > 0.7
            or part.table >= 0
            or len(part.text) > 60
            or is_breadcrumb(part.text)
            or is_labelled(part.text)
        ):
            return None
        whole += squeeze(part.text)
        if _is_title(whole):
            alone = _is_title(part.text)
            # A unit's name above a complete title belongs to it, and so does the year it goes on from; a
            # menu entry does not.
            split = report_year(text) is not None and report_year(part.text) is None
            if alone and not split and (report_year(text) is not None or not _is_unit(squeeze(text))):
                return None
            if _says_again(squeeze(text), squeeze(lines[index + 1].text)):
                return None  # a menu entry above the title: it begins a line below
            return Title(index, stop + 1, whole)
        if not _opens_title(squeeze(part.text)):
            return None
    return None


def _says_again(label: str, name: str) -> bool:
    """Does a name end in the words of the label above it? (区政府办公室 / 某市某区人民政府办公室)"""
    short, long = (said.replace("人民政府", "政府") for said in (label, name))
    return len(short) > 2 and len(long) > len(short) and long.endswith(short)


def _is_unit(text: str) -> bool:
    return _PLACED_TOWN.fullmatch(text) is not None or text.endswith(
        ("人民政府", "局", "委员会", "办事处", "办公室", "镇政府", "乡政府", "县政府", "区政府", "市政府")
    )


_SITE_MARK = re.compile(r"[-—_|]")
# What a list, a flip-book or a template puts around a title.
_BEFORE = re.compile(r"^(?:Page\s*\d+\s*[-—]\s*|\d{1,3}\s+(?=\S{8}))", re.I)
_AFTER = re.compile(
    r"(?:\s*[\[(（]?20\d\d[-./年]\d{1,2}[-./月]\d{1,2}日?(?:\s*\d{1,2}:\d\d(?::\d\d)?)?[\])）]?)+$"
)


def squeeze_title(text: str) -> str:
    """A title in one piece: typesetting blanks, the site's name, list numbers and dates around it taken off."""
    text = _AFTER.sub("", _BEFORE.sub("", text.strip())) or text
    if _SITE_MARK.search(text):
        text = without_site(text)
    text = squeeze(text)
    return text[1:-1] if text.startswith("《") and text.endswith("》") else text


def date_after(text: str) -> str:
    """The date that stands behind a title on its own line, as printed; empty where none does."""
    match = _AFTER.search(text)
    return match[0].strip() if match else ""


def is_bare_date(text: str) -> bool:
    """A line with a date and nothing that labels it."""
    return len(text) <= 30 and ":" not in text and "：" not in text and bare_date(text) is not None
