"""Metadata of a page: the line under the title, the index table; what it says in <meta> tags is completed here.

Words are data (data/labels.json). Values run to the next label or the end of the line, so glued lines
(`14:43信息来源:溆浦县政府办`), spaced labels (`索 引 号`) and tables whose label and value are two cells are read alike.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from datetime import date
from functools import cache, lru_cache
from itertools import chain

from ..text import dates
from .rules import load
from .titles import Kind, classify, report_year

_WORD = re.compile(r"[a-z_]+")
_DATE_AT = re.compile(
    r"((?:19|20)\d\d)\s{0,2}[-年/.\u2013\u2014]\s{0,2}(\d{1,2})\s{0,2}[-月/.\u2013\u2014]\s{0,2}(\d{1,2})(?=\s?日|\s?\d\d:\d\d|\D|$)"
)
_GLUED = re.compile(r"((?:19|20)\d\d)[-/.](\d\d)[-/.](\d\d)(?=\d\d:\d\d)")
_COMPACT = re.compile(r"(?<!\d)((?:19|20)\d\d)(0[1-9]|1[0-2])([0-2]\d|3[01])(?!\d)")
EMPTY = re.compile(r"^[\s\[\]【】()（）|:：、,，.。;；\-—_/\\]*$|^(?:无|暂无|null|none|undefined|NULL|None)$")
_BLANKS = re.compile(r"[ \u3000\xa0]")
_BLANK_OR_COLON = re.compile(r"[\s:：]")
_OF_DATES = re.compile(r"[\d\s:：\-—./年月日时分秒|•·,，()（）]+")
_YEARLIKE = re.compile(r"\d{4}|二[〇○零oO0]")
_FURTHER = re.compile(r"[ \t\u3000\xa0]{2,}.*$")
_NUMBER = re.compile(r"\D{0,3}(\d{1,9})(?!\d|[-年.:])")
_NAME_ENDS = re.compile(r"[\t]|[ \u3000]{2,}|(?<=[\u4e00-\u9fff])[ \u3000]+(?=(?:19|20)\d\d[-年])")
_DOTS = re.compile(r"\s*[•·]\s*")
_VALUE_EDGES = " \t\u3000:：|[]【】;；,，、>"
_INDEX = re.compile(r"[A-Za-z0-9][A-Za-z0-9./_\-—() （）\[\]:]{3,60}")
# An index number that no label tells of: 11370112MB2803691Q/2021-6538710, 755170542/2022-00003.
_BARE_INDEX = re.compile(r"[A-Z0-9]{5,20}/20\d\d-\d{3,9}")


@dataclass(slots=True)
class Metadata:
    """What a page says of itself beside its text. Dates as dates, numbers as numbers, the rest as printed."""

    published_on: date | None = None
    written_on: date | None = None
    source: str | None = None
    publisher: str | None = None
    editor: str | None = None
    index_number: str | None = None
    document_number: str | None = None
    catalogue: str | None = None
    title: str | None = None
    views: int | None = None
    meta_title: str | None = None
    site_id_code: str | None = None
    columns: list[str] = field(default_factory=list)


@cache
def _labels() -> tuple[re.Pattern[str], dict[str, tuple[str, int]]]:
    """A pattern of all labels, longest first, and label → (field, rank)."""
    table: dict[str, tuple[str, int]] = {}
    for name, labels in load("labels.json")["fields"].items():
        for rank, label in enumerate(labels):
            table[label] = (name, rank)
    words = sorted(table, key=len, reverse=True)
    spaced = "|".join(r"[ \u3000\xa0]{0,6}".join(map(re.escape, word)) for word in words)
    return re.compile(rf"(?P<label>{spaced})(?:[ \u3000\xa0]*[:：]|(?=[ \t\u3000\xa0\]】)|])|$)"), table


@lru_cache(maxsize=4096)  # the lines around the body are the same on all pages of a site
def _matches(line: str) -> tuple[tuple[str, int, int, int, bool], ...]:
    """Labels of a line: (field, rank, start, end of label, has a colon). Without a colon a label must stand alone."""
    pattern, table = _labels()
    found = []
    for match in pattern.finditer(line):
        word = _BLANKS.sub("", match["label"])
        name, rank = table[word]
        colon = match.end() > match.end("label")
        before = line[: match.start()]
        if not colon and before and before[-1] not in " \t\u3000\xa0[【(（|":
            continue
        if (
            not colon
            and len(word) < 3
            and name not in ("views", "document_number")
            and (name != "title" or before)
            and "\t" not in line
        ) and name != "ignore":
            continue
        found.append((name, rank, match.start(), match.end(), colon))
    return tuple(found)


def is_metadata(line: str) -> bool:
    """Is a line made of labels and their values, and nothing else?"""
    if len(line) > 400:
        return False
    labels = _matches(line)
    if not labels:
        return bare_date(line) is not None and len(line) <= 60
    if labels[0][2] > 40:
        return False
    if "。" in line[: labels[-1][2]] or len(line) - labels[-1][3] > 80:
        return False
    strong = sum(1 for label in labels if label[4] or label[0] != "ignore")
    if not any(label[4] for label in labels) and len(labels) < 2:
        return strong > 0 and len(line) <= 40
    return strong > 0


def bare_date(line: str) -> date | None:
    """The date of a line that holds a date and little else (a time, a site, 主动公开), None of any other line."""
    found = first_date(line)
    if found is None or "星期" in line or "。" in line or "年度" in line:
        return None
    rest = _OF_DATES.sub("", line)
    return found if len(rest) <= 24 else None


def is_bare_index(line: str) -> bool:
    """An index number that stands alone."""
    return _BARE_INDEX.fullmatch(line) is not None


def is_labelled(line: str) -> bool:
    """Does a line label anything (标 题：…, 名称 …, 索引号：…)? Then it is no title itself."""
    if ":" not in line and "：" not in line and line[:1] not in _title_openings():
        return False
    return any(colon or (name == "title" and start == 0) for name, _, start, _, colon in _matches(line))


@cache
def _title_openings() -> frozenset[str]:
    """What the labels of a title begin with."""
    return frozenset(label[0] for label, (name, _) in _labels()[1].items() if name == "title")


def first_date(text: str) -> date | None:
    """The first date of a metadata value: the common shapes at once, the rarer ones by the text room."""
    text = unicodedata.normalize("NFKC", text)
    match = _GLUED.search(text) or _DATE_AT.search(text) or _COMPACT.search(text)
    if match:
        try:
            return date(int(match[1]), int(match[2]), int(match[3]))
        except ValueError:
            pass  # no such day: let the slower reader look at the whole value
    if not _YEARLIKE.search(text):
        return None
    return next((found.value for found in dates(text) if found.certain), None)


def _clean(value: str) -> str | None:
    value = value.strip(_VALUE_EDGES).strip()
    value = _FURTHER.sub("", value) if len(value) > 30 else value
    if not value or len(value) > 120 or EMPTY.match(value):
        return None
    return value


class _Reader:
    """Collects values; a label ranked higher replaces one ranked lower, a first value stays."""

    def __init__(self) -> None:
        self.meta = Metadata()
        self.ranks: dict[str, int] = {}

    def take(self, name: str, rank: int, raw: str) -> bool:
        """Keep a value if it is one of its kind. Returns whether it was."""
        value = _clean(raw)
        if value is None or name == "ignore":
            return False
        if name == "published":
            found = first_date(value)
            if found is None:
                return False
            if rank >= 15:  # 发文日期, 成文日期 …: when it was written, the next best thing
                self.meta.written_on = self.meta.written_on or found
            return self._keep("published_on", rank, found)
        if name == "views":
            number = _NUMBER.match(value)
            return number is not None and self._keep("views", rank, int(number[1]))
        if name == "index_number":
            match = _INDEX.match(value)
            return match is not None and self._keep(name, rank, match[0].strip())
        if name in ("source", "publisher", "editor"):
            value = _NAME_ENDS.split(value, maxsplit=1)[0].strip()
            if len(value) > 40 or "。" in value or first_date(value) or _is_report_title(value):
                return False
        if (name == "title") != _is_report_title(value) and name in (
            "title",
            "document_number",
            "index_number",
        ):
            return False
        return self._keep(name, rank, value)

    def _keep(self, name: str, rank: int, value: object) -> bool:
        if name not in self.ranks or rank < self.ranks[name]:
            self.ranks[name] = rank
            setattr(self.meta, name, value)
        return True


def _is_report_title(text: str) -> bool:
    return classify(text) is Kind.REPORT and (report_year(text) is not None or len(text) > 12)


def read_lines(lines: list[str]) -> Metadata:
    """The metadata of the lines above (and around) a body, in their order."""
    reader = _Reader()
    waiting: tuple[str, int] | None = None
    header: list[str] = []
    for line in chain.from_iterable(_DOTS.split(x) if x.count("•") > 1 else (x,) for x in lines):
        labels = _matches(line)
        cells = line.split("\t")
        if header and len(cells) == len(header) and not labels:
            for label, cell in zip(header, cells, strict=True):
                name, rank = _labels()[1][label]
                reader.take(name, rank, cell)
        header = _header(cells)
        if waiting and not (labels and labels[0][2] == 0) and len(line) <= 60:
            reader.take(waiting[0], waiting[1], line)
        waiting = None
        head = line[: labels[0][2]] if labels else line
        if not labels and "index_number" not in reader.ranks and _BARE_INDEX.fullmatch(line):
            reader.take("index_number", 9, line)
        if head and "published_on" not in reader.ranks and len(line) <= 200:
            found = bare_date(head) if labels else bare_date(line)
            if found:
                reader._keep("published_on", 14, found)
        for this, following in zip(labels, [*labels[1:], None], strict=False):
            name, rank, _, end, _ = this
            stop = following[2] if following else len(line)
            value = line[end:stop]
            taken = reader.take(name, rank, value)
            if not taken and following is None and not value.strip(_VALUE_EDGES):
                alone = len(labels) == 1 and labels[0][2] == 0
                waiting = (name, rank) if alone and name != "ignore" else None
    return reader.meta


def _header(cells: list[str]) -> list[str]:
    """The labels of a row that holds nothing but labels (its values are the row below); else nothing."""
    if len(cells) < 3:
        return []
    words = [_BLANK_OR_COLON.sub("", cell) for cell in cells]
    return words if all(word in _labels()[1] for word in words) else []


_CODE = re.compile(r"(?:网站)?标识码\s{0,3}[:：]?\s{0,3}([A-Za-z]{0,2}\d{8,12})")


def site_id(lines: list[str]) -> str | None:
    """The 网站标识码 a footer prints (10 digits), None where there is none."""
    for line in reversed(lines):
        if "标识码" in line and (match := _CODE.search(line)):
            return match[1]
    return None


def merge(first: Metadata, second: Metadata) -> Metadata:
    """What the first says, completed by the second."""
    merged = Metadata()
    for name in Metadata.__slots__:
        a, b = getattr(first, name), getattr(second, name)
        setattr(merged, name, list(chain(a, b)) if name == "columns" else a if a is not None else b)
    return merged
