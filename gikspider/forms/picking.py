"""Which cells of a row are its values, and which of them stands under which header."""

from __future__ import annotations

from collections.abc import Sequence

from gikspider.forms.grid import GridCell
from gikspider.forms.headers import Columns


def pick(
    row: Sequence[GridCell | None], y: int, label: GridCell | None, columns: Columns | None
) -> tuple[tuple[GridCell, ...] | None, tuple[GridCell, ...]]:
    """The value cells of a row in the order of the columns, and all cells right of its label.

    Two readings are made: the cells under the headers, and the row's own cells counted from the
    label. Where both are possible and differ (a span pushed the row aside), or none is, the first
    answer is None: which value belongs to which column is not known. Without columns (no header was
    printed) the row's own cells are given as they come.
    """
    start = 0
    if label is not None:
        start = label.column + 1
        while start < len(row) and row[start] is label:
            start += 1
    if columns is not None and (plain := plain_row(row, y, start, columns)):
        return plain, plain
    printed = tuple(dict.fromkeys(cell for cell in row[start:] if cell is not None))
    own = tuple(cell for cell in printed if cell.row == y)
    if columns is None:
        return (own or None), printed
    under = _under_headers(row, y, start, columns) if columns.positions else None
    counted = _counted(own, len(columns.header), columns.part != "active" and len(columns.header) in (7, 15))
    if under is not None and counted is not None and under != counted:
        return None, printed
    return under or counted, printed


def plain_row(
    row: Sequence[GridCell | None], y: int, start: int, columns: Columns
) -> tuple[GridCell, ...] | None:
    """The usual case: after the label as many cells as columns, all the row's own, each under its header."""
    end = start + len(columns.header)
    if columns.positions is None or columns.positions[0] != start or columns.positions[-1] != end - 1:
        return None
    if end > len(row) or (end < len(row) and any(row[end:])):
        return None
    picked: list[GridCell] = []
    for place in range(start, end):
        cell = row[place]
        if cell is None or cell.row != y or cell.column != place:
            return None
        picked.append(cell)
    return tuple(picked)


def _under_headers(
    row: Sequence[GridCell | None], y: int, start: int, columns: Columns
) -> tuple[GridCell, ...] | None:
    """The cells under the headers; None where one hangs in from another row, or a value stands beside them."""
    assert columns.positions is not None
    picked: list[GridCell] = []
    for place in columns.positions:
        cell = row[place] if place < len(row) else None
        if cell is None or place < start or (cell.row != y and cell.text):
            return None
        picked.append(cell)
    taken = set(map(id, picked))
    if any(cell is not None and id(cell) not in taken and cell.text for cell in row[start:]):
        return None
    return tuple(picked)


def _counted(own: Sequence[GridCell], count: int, whole: bool) -> tuple[GridCell, ...] | None:
    """Exactly as many cells as columns, blank ones beyond them left out.

    Blank cells after the label belong to its part of the row only where the header is known to be
    `whole`: else a column may be missing there.
    """
    extra = len(own) - count
    if extra < 0:
        return None
    right = all(not cell.text for cell in own[count:])
    left = all(not cell.text for cell in own[:extra])
    if extra and (right == left or not (right or whole)):
        return None
    return tuple(own[:count] if right else own[extra:])
