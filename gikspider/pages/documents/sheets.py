"""Spreadsheets (XLS, XLSX, ET, ODS): every sheet with something in it is a table."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from gikspider.pages.documents import parts
from gikspider.pages.documents.kinds import Document, DocumentError, Kind, kind_of

# The official forms have less than a hundred rows; what lies beyond is a register, not a report.
MAX_ROWS, MAX_COLUMNS = 5000, 200


def html(body: bytes) -> Document:
    """Every sheet as a heading with its name and a table."""
    try:
        from python_calamine import CalamineWorkbook
    except ImportError as error:
        raise DocumentError("spreadsheets need `pip install gikspider[attachments]`") from error
    book = CalamineWorkbook.from_filelike(io.BytesIO(body))
    blocks, lines = [], []
    for name in book.sheet_names:
        sheet = book.get_sheet_by_name(name)
        rows = [[text(value) for value in row[:MAX_COLUMNS]] for row in _rows(sheet)]
        if any(any(row) for row in rows):
            lines += ["".join(row) for row in rows[:3] if sum(map(bool, row)) == 1]
            blocks.append(parts.table(_cells(rows, getattr(sheet, "merged_cell_ranges", None) or [])))
    if not blocks:
        raise DocumentError("the spreadsheet is empty")
    named = parts.title(lines)
    if named:
        blocks.insert(0, parts.paragraph(named))
    return Document(parts.page(blocks, lines), kind_of(body) or Kind.XLS)


def _rows(sheet: Any) -> list[list[Any]]:
    # Empty rows above count: merged ranges name rows by their place.
    return list(sheet.to_python(skip_empty_area=False, nrows=MAX_ROWS))


def text(value: Any) -> str:
    """A cell's value as it would be shown: whole numbers without a point."""
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    if isinstance(value, datetime):
        return value.date().isoformat() if not (value.hour or value.minute) else value.isoformat(" ")
    if isinstance(value, date):
        return value.isoformat()
    return str(value).strip()


def _cells(rows: Sequence[Sequence[str]], merged: Sequence[Any]) -> list[list[parts.Cell]]:
    """Cells with their spans; rows with nothing in them are left out."""
    spans: dict[tuple[int, int], tuple[int, int]] = {}
    covered: set[tuple[int, int]] = set()
    for (top, left), (bottom, right) in merged:
        bottom, right = min(bottom, len(rows) - 1), min(right, MAX_COLUMNS - 1)
        spans[top, left] = (right - left + 1, bottom - top + 1)
        covered.update(
            (row, column)
            for row in range(top, bottom + 1)
            for column in range(left, right + 1)
            if (row, column) != (top, left)
        )
    width = max((index + 1 for row in rows for index, value in enumerate(row) if value), default=0)
    width = max([width, *(left + span[0] for (_, left), span in spans.items())])
    made = []
    for number, row in enumerate(rows):
        cells = [
            parts.Cell(value, *spans.get((number, column), (1, 1)))
            for column, value in enumerate(row[:width])
            if (number, column) not in covered
        ]
        # A row that only continues cells from above still counts for their spans.
        if any(cell.text for cell in cells) or any((number, column) in covered for column in range(width)):
            made.append(cells)
    return made
