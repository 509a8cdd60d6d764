"""Cutting the lines of a flattened table into cells: runs of label text, each with the values after it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache

from gikspider.forms.labels import squeeze
from gikspider.forms.marks import tags
from gikspider.forms.values import kind_of
from gikspider.forms.vocabulary import PARTS, group_words, vocabulary

_SEPARATOR = re.compile(r"[\t|｜│┃¦║]")
_RULE = re.compile(r"[\s|｜│:+=─━┼┬┴├┤┌┐└┘-]*")
_PAGE_NUMBER = re.compile(r"\s*(?:[-—–]\s*\d{1,3}\s*[-—–]|第\s*\d{1,3}\s*页.{0,12})\s*")
_UNIT = re.compile(r"(?:亿|万)?元|件次|人次|[件条项个起宗次篇份人]")
_GLUED = re.compile(r"(.*[^\d\s.,+-])(\d{1,30})", re.DOTALL)
# A whole report may stand in one line; what is longer than the longest report is not read.
LONGEST_LINE = 100_000
# All labels of a form together are fewer; what stands before the last ones of a run is prose.
LONGEST_RUN = 400


@dataclass(slots=True)
class Segment:
    """A run of label texts and the values that follow it.

    `exact` says that the values are the cells of one separated row, blank ones in their places; else
    blank cells may have vanished. `glued` values have no separator at all. `lines` are those of the
    texts, `end` is one past the last line used.
    """

    texts: list[str] = field(default_factory=list)
    lines: list[int] = field(default_factory=list)
    values: list[str] = field(default_factory=list)
    exact: bool = False
    glued: bool = False
    end: int = 0

    def add(self, text: str, line: int) -> None:
        """Append a label text."""
        if len(self.texts) >= 2 * LONGEST_RUN:
            del self.texts[:LONGEST_RUN], self.lines[:LONGEST_RUN]
        self.texts.append(text)
        self.lines.append(line)
        self.end = line + 1


def is_value(text: str) -> bool:
    """Whether a cell standing alone is a value; a lone Chinese numeral is rather a heading's."""
    state = kind_of(text)
    if state == "text":
        return False
    if state in ("number", "ambiguous") and not any(
        "0" <= c <= "9" for c in unicodedata.normalize("NFKC", text)
    ):
        return text.strip() in ("零", "〇")
    # ① is the number of an item, not a value.
    return not any("①" <= c <= "⓿" for c in text)


def segments(lines: Sequence[str], skip: Iterable[int] = ()) -> list[Segment]:
    """All runs of the lines; `skip` are lines that are already read."""
    found: list[Segment] = []
    current = Segment()
    left_out = frozenset(skip)
    for n, line in enumerate(lines):
        if n in left_out or not line.strip() or _PAGE_NUMBER.fullmatch(line):
            continue
        if len(line) > LONGEST_LINE or (_RULE.fullmatch(line) and not is_value(line)):
            continue
        cells = cells_of(line)
        if cells is None:
            parts = list(pieces(line))
            for text in parts:
                current = _take(found, current, text, n, len(parts) == 1)
        else:
            current = _take_row(found, current, cells, n)
    _flush(found, current)
    return found


def _flush(found: list[Segment], current: Segment) -> Segment:
    if current.texts or current.values:
        found.append(current)
    return Segment()


def is_row(line: str) -> bool:
    """Whether a line is a separated row."""
    return _SEPARATOR.search(line) is not None


def cells_of(line: str) -> list[str] | None:
    """The cells of a separated row, blank ones kept; None for a line that is one cell or spaced text."""
    if not is_row(line):
        return None
    piped = "\t" not in line
    cells = [cell.strip() for cell in _SEPARATOR.split(line)]
    if piped and not cells[0]:
        del cells[0]
    if piped and cells and not cells[-1]:
        del cells[-1]
    printed = [cell for cell in cells if cell]
    # One cell and its separators: a table with every cell on its own line.
    if len(printed) <= 1 and (len(cells) <= 2 or not printed or is_value(printed[0])):
        return None
    return cells


def pieces(line: str) -> Iterator[str]:
    """A line's pieces between white space; a unit word after a number belongs to it."""
    held = ""
    for piece in _SEPARATOR.sub(" ", line).split():
        if held and _UNIT.fullmatch(piece):
            held += piece
            continue
        if held:
            yield held
        held = piece if is_value(piece) else ""
        if not held:
            yield piece
    if held:
        yield held


def _take(found: list[Segment], current: Segment, text: str, line: int, alone: bool) -> Segment:
    """Add one cell to the run it belongs to; a cell `alone` in its line may be a whole row without separators."""
    if is_value(text):
        if current.exact:
            current = _flush(found, current)
        current.values.append(text)
        current.end = line + 1
        return current
    if current.values:
        current = _flush(found, current)
    label, digits = split_glued(text) if alone else (text, "")
    for word in _header_words(label) if alone else [label]:
        current.add(word, line)
    if digits:
        current.values, current.glued = [digits], True
        current = _flush(found, current)
    return current


def split_glued(text: str) -> tuple[str, str]:
    """A label and the digits printed after it with nothing between (规章000); digits "" where there are none."""
    match = _GLUED.fullmatch(text)
    if match and any(vocabulary(part).rows.find_exact(match[1]) for part in PARTS):
        return match[1], match[2]
    return text, ""


@cache
def _header() -> re.Pattern[str]:
    """All words of the headers, longest first."""
    spelled = {word for part in PARTS for words in vocabulary(part).spelled.values() for word in words}
    words = {*spelled, *group_words(), "信息内容", "法人或其他组织", "申请人情况", "行政诉讼"}
    return re.compile("|".join(sorted(map(re.escape, words), key=len, reverse=True)))


def _header_words(text: str) -> list[str]:
    """The words of a header row printed without separators; else the text itself."""
    key = squeeze(text) if 8 <= len(text) <= 120 else ""
    found = _header().findall(key)
    return found if len(found) > 1 and "".join(found) == key else [text]


def _take_row(found: list[Segment], current: Segment, cells: list[str], line: int) -> Segment:
    """Add a separated row: its label cells to the run, the cells after the label as values."""
    if current.values:
        current = _flush(found, current)
    split = _values_from(cells)
    for cell in cells[:split]:
        if cell and tags(cell).state == "text":
            current.add(cell, line)
    if split == len(cells):
        return current
    current.values, current.exact, current.end = cells[split:], True, line + 1
    return _flush(found, current)


def _values_from(cells: Sequence[str]) -> int:
    """Where the values of a separated row begin: after its last row label, or after its last text."""
    label = last = -1
    numbers = False
    numbered = len(cells) > 1 and tags(cells[0]).state == "number" and tags(cells[1]).names_row
    for n, cell in enumerate(cells):
        mark = tags(cell)
        if numbered and n == 0:
            continue  # the row's number
        if mark.state not in ("text", "blank"):
            numbers = True
            break
        if mark.state == "text":
            last = n
            if mark.names_row:
                label = n
    words = sum(tags(cell).header_word for cell in cells)
    if label >= 0 and (numbers or (words <= 1 and label < len(cells) - 1)):
        return label + 1
    return last + 1 if numbers else len(cells)
