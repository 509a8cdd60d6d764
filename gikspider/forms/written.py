"""A table as its markup writes it: the text of every cell, and how many places it asks for."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from selectolax.lexbor import LexborNode

from gikspider.text.cells import PIECE, TELLING, Cell, Groups, groups_of

# The widest form has 18 columns (15 and labels); what lies beyond is no form, and a colspan of 10^9
# must not cost memory.
MAX_COLUMNS = 128
MAX_ROWS = 600
# No cell of a form covers more columns; a longer span would only push the cells after it off the grid.
MAX_COLSPAN = 24
_SPAN = re.compile(r"[\t\n\f\r ]*\+?(\d+)")
_HIDDEN = re.compile(r"display\s*:\s*none", re.IGNORECASE)
_UNSEEN = {"script", "style", "template", "noscript", "textarea", "select"}
_BLOCKS = {
    "p",
    "div",
    "br",
    "li",
    "ul",
    "ol",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "section",
    "tr",
    "td",
    "hr",
    "table",
}
# Where a cell stands among `Written.texts`, the columns it covers, and the rows (0: all of its row group's).
Span = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class Written:
    """The cells of a table in the order they are written, hidden rows and cells left out.

    `texts` are those of all cells; `groups` says for each row group how many cells each of its rows has,
    `spans` which cells cover more than one place. These two and the texts are all a layout depends on.
    `texts` keep line breaks as blocks and <br> make them; pieces of one line are joined as they are.
    """

    texts: list[str]
    groups: tuple[tuple[int, ...], ...]
    spans: tuple[Span, ...]

    @property
    def rows(self) -> int:
        """How many rows the table has."""
        return sum(map(len, self.groups))


def write_out(table: LexborNode, cells: Groups | None = None) -> Written:
    """Read what a <table> writes, nested tables not entered.

    A missing, empty or unreadable span is 1 ("100%" is 100, "22;" is 22, as browsers read them). At most
    MAX_ROWS rows, MAX_COLUMNS cells a row and MAX_COLSPAN columns a cell. `cells` are those of the table
    where they have been read before.
    """
    texts: list[str] = []
    spans: list[Span] = []
    groups: list[tuple[int, ...]] = []
    left = MAX_ROWS
    for group in groups_of(table) if cells is None else cells:
        counts: list[int] = []
        for row, its in group:
            if len(counts) == left:
                break
            if not _hidden(row.attributes):
                before = len(texts)
                _write_row(its, texts, spans, cells is not None)
                counts.append(len(texts) - before)
        left -= len(counts)
        groups.append(tuple(counts))
    return Written(texts, tuple(groups), tuple(spans))


def _write_row(row: list[Cell], texts: list[str], spans: list[Span], plain: bool) -> None:
    full = len(texts) + MAX_COLUMNS
    for node, text in row:
        if len(texts) == full:
            return
        attrs = node.attributes
        style = attrs.get("style")
        if ((style and "none" in style) or "hidden" in attrs) and _hidden(attrs):
            continue
        if "colspan" in attrs or "rowspan" in attrs:
            wide = min(_span(attrs.get("colspan"), 1), MAX_COLSPAN)
            high = _span(attrs.get("rowspan"), 0)
            if wide > 1 or high != 1:
                spans.append((len(texts), wide, high))
        texts.append(_in_lines(node, text, plain) if PIECE in text else text)


@lru_cache(maxsize=1024)
def _span(raw: str | None, zero: int) -> int:
    """A span attribute; `zero` is what 0 stands for."""
    if not raw:
        return 1
    found = _SPAN.match(raw)
    if not found:
        return 1
    # Only the first digits count towards a bounded size.
    return int(found[1][:6]) or zero


def _hidden(attrs: dict[str, str | None]) -> bool:
    style = attrs.get("style")
    if style and "none" in style and _HIDDEN.search(style):
        return True
    return "hidden" in attrs


def _in_lines(cell: LexborNode, text: str, plain: bool = False) -> str:
    """The text of a cell of several text nodes, nested tables left out; a line for every block.

    Word splits digits over spans (<span>1</span><span>2</span> is 12); <br> and paragraphs do not
    (1<br>2 is two numbers). Where no digit stands breaks do not matter, and are left out. `plain` where
    the cell is known to hold no table and no script.
    """
    if not TELLING.search(text) and (plain or cell.css_first("table, script, style") is None):
        return text.replace(PIECE, "")
    pieces: list[str] = []
    _collect(cell, pieces)
    lines = (" ".join(line.split()) for line in "".join(pieces).split(PIECE))
    return "\n".join(filter(None, lines))


def _collect(node: LexborNode, pieces: list[str], depth: int = 0) -> None:
    child = node.first_child
    while child is not None:
        if child.is_text_node:
            pieces.append(child.text_content or "")
        elif child.is_element_node:
            tag = child.tag
            block = tag in _BLOCKS
            if block:
                pieces.append(PIECE)
            if tag != "table" and tag not in _UNSEEN and depth < 200:
                _collect(child, pieces, depth + 1)
            if block:
                pieces.append(PIECE)
        child = child.next
