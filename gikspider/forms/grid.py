"""Laying out an HTML table as a rectangle, the way browsers do, whatever its spans say."""

from __future__ import annotations

from dataclasses import dataclass

from selectolax.lexbor import LexborNode

from gikspider.forms.written import MAX_COLUMNS, MAX_ROWS, Written, write_out
from gikspider.text.cells import Groups

__all__ = ["MAX_COLUMNS", "MAX_ROWS", "Grid", "GridCell", "lay_out", "placed"]


@dataclass(slots=True, eq=False)
class GridCell:
    """A cell of the table; the same object stands in every place of the grid it covers.

    `number` is its place among the cells as they are written.
    """

    text: str
    row: int
    column: int
    number: int


Grid = list[list[GridCell | None]]


def lay_out(table: LexborNode, cells: Groups | None = None) -> Grid:
    """Lay a <table> out as a rectangle of `GridCell`, None where no cell stands.

    A rowspan ends with its row group. At most MAX_ROWS × MAX_COLUMNS places. `cells` are those of the
    table where they have been read before.
    Source: HTML Living Standard, 4.9.12.1 "Forming a table".
    """
    return placed(write_out(table, cells))


def placed(written: Written) -> Grid:
    """The grid of a table as it is written."""
    grid: Grid = []
    spans = {number: (wide, high) for number, wide, high in written.spans}
    number = 0
    for group in written.groups:
        end = len(grid) + len(group)
        start = len(grid)
        grid.extend([] for _ in group)
        for y, count in enumerate(group, start):
            _place_row(grid, y, end, written.texts[number : number + count], number, spans)
            number += count
    width = max(map(len, grid), default=0)
    for row in grid:
        if len(row) < width:
            row.extend([None] * (width - len(row)))
    return grid


def _place_row(
    grid: Grid, y: int, end: int, texts: list[str], first: int, spans: dict[int, tuple[int, int]]
) -> None:
    line = grid[y]
    x = 0
    for number, text in enumerate(texts, first):
        width = len(line)
        while x < width and line[x] is not None:
            x += 1
        if x >= MAX_COLUMNS:
            return
        cell = GridCell(text, y, x, number)
        if number in spans:
            wide, high = spans[number]
            wide = min(wide, MAX_COLUMNS - x)
            high = min(high or end - y, end - y)
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
