"""Laying out an HTML table as a rectangle, the way browsers do, whatever its spans say."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from selectolax.lexbor import LexborNode

from gikspider.text.cells import BLANKS, PIECE, TELLING, Cell, Groups, groups_of

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


@dataclass(slots=True, eq=False)
class GridCell:
    """A cell of the table; the same object stands in every place of the grid it covers.

    `text` keeps line breaks as blocks and <br> make them; pieces of one line are joined as they are.
    """

    text: str
    row: int
    column: int


Grid = list[list[GridCell | None]]


def lay_out(table: LexborNode, cells: Groups | None = None) -> Grid:
    """Lay a <table> out as a rectangle of `GridCell`, None where no cell stands.

    A missing, empty or unreadable span is 1 ("100%" is 100, "22;" is 22, as browsers read them), a
    rowspan ends with its row group, hidden rows and cells are not laid out, nested tables are not
    entered. At most MAX_ROWS × MAX_COLUMNS places, and MAX_COLSPAN columns a cell. `cells` are those of
    the table where they have been read before.
    Source: HTML Living Standard, 4.9.12.1 "Forming a table".
    """
    grid: Grid = []
    for grouped in groups_of(table) if cells is None else cells:
        group = [its for row, its in grouped if not _hidden(row.attributes)]
        start, end = len(grid), min(MAX_ROWS, len(grid) + len(group))
        grid.extend([] for _ in range(end - start))
        for y in range(start, end):
            _lay_row(grid, y, end, group[y - start], cells is not None)
    width = max(map(len, grid), default=0)
    for row in grid:
        if len(row) < width:
            row.extend([None] * (width - len(row)))
    return grid


def _lay_row(grid: Grid, y: int, end: int, row: list[Cell], plain: bool) -> None:
    line = grid[y]
    x = 0
    for node, text in row:
        attrs = node.attributes
        style = attrs.get("style")
        if ((style and "none" in style) or "hidden" in attrs) and _hidden(attrs):
            continue
        if PIECE in text:
            text = _in_lines(node, text, plain)
        width = len(line)
        while x < width and line[x] is not None:
            x += 1
        if x >= MAX_COLUMNS:
            return
        cell = GridCell(text, y, x)
        if "colspan" in attrs or "rowspan" in attrs:
            wide = min(_span(attrs.get("colspan")), MAX_COLSPAN, MAX_COLUMNS - x)
            high = min(_span(attrs.get("rowspan"), end - y), end - y)
            if high == 1 and x == width:
                line.extend([cell] * wide)
            else:
                _place(grid[y : y + high], cell, wide)
            x += wide
            continue
        if x == width:
            line.append(cell)
        else:
            line[x] = cell
        x += 1


def _place(rows: Grid, cell: GridCell, wide: int) -> None:
    """Put a cell into every place it spans."""
    x = cell.column
    for row in rows:
        if len(row) < x + wide:
            row.extend([None] * (x + wide - len(row)))
        for place in range(x, x + wide):
            row[place] = cell


@lru_cache(maxsize=1024)
def _span(raw: str | None, whole: int = 1) -> int:
    """A span attribute; `whole` is what 0 stands for (a rowspan of 0 goes to the end of its group)."""
    if not raw:
        return 1
    found = _SPAN.match(raw)
    if not found:
        return 1
    # Only the first digits count towards a bounded size.
    return int(found[1][:6]) or whole


def _hidden(attrs: dict[str, str | None]) -> bool:
    style = attrs.get("style")
    if style and "none" in style and _HIDDEN.search(style):
        return True
    return "hidden" in attrs


def cell_text(cell: LexborNode) -> str:
    """The text of a cell without nested tables; a line for every block, pieces within a line joined.

    Word splits digits over spans (<span>1</span><span>2</span> is 12); <br> and paragraphs do not
    (1<br>2 is two numbers). Where no digit stands breaks do not matter, and are left out.
    """
    text: str = cell.text(separator=PIECE).strip(BLANKS)
    return _in_lines(cell, text) if PIECE in text else text


def _in_lines(cell: LexborNode, text: str, plain: bool = False) -> str:
    """The text of a cell of several text nodes; `plain` where it is known to hold no table and no script."""
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
