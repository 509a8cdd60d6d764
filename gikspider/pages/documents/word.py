"""DOCX: paragraphs with their automatic numbers, and tables with their merged cells."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

from gikspider.pages.documents import parts
from gikspider.pages.documents.kinds import Document, DocumentError, Kind
from gikspider.pages.documents.numbering import Numbering

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
# Text Word shows in a paragraph; what was deleted under tracking is w:delText and stays out.
SHOWN = {f"{W}t": None, f"{W}tab": " ", f"{W}br": "\n", f"{W}cr": "\n", f"{W}noBreakHyphen": "-"}
# Alternative drawings and comments repeat or annotate text.
SKIPPED = {f"{W}del", f"{W}moveFrom", "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"}


def html(body: bytes) -> Document:
    """Paragraphs and tables of a DOCX, in their order."""
    try:
        import docx
    except ImportError as error:
        raise DocumentError("DOCX files need `pip install gikspider[attachments]`") from error
    opened = docx.Document(io.BytesIO(body))
    numbers = Numbering(opened)
    blocks: list[str] = []
    lines: list[str] = []
    for block in _blocks(opened.element.body):
        if block.tag == f"{W}tbl":
            blocks.append(_table(block, numbers))
        else:
            for line in _text(block, numbers).split("\n"):
                blocks.append(parts.paragraph(line))
                lines.append(line)
    if not any(blocks):
        raise DocumentError("the DOCX file holds no text")
    return Document(parts.page(blocks, lines), Kind.DOCX)


def _blocks(parent: Any) -> Iterator[Any]:
    """Paragraphs and tables, also those in content controls."""
    for child in parent:
        if child.tag in (f"{W}p", f"{W}tbl"):
            yield child
        elif child.tag in (f"{W}sdt", f"{W}sdtContent", f"{W}ins", f"{W}smartTag", f"{W}customXml"):
            yield from _blocks(child)


def _text(paragraph: Any, numbers: Numbering) -> str:
    shown = "".join(_pieces(paragraph))
    return numbers.before(paragraph) + shown if shown.strip() else ""


def _pieces(node: Any) -> Iterator[str]:
    for child in node:
        if child.tag in SKIPPED:
            continue
        if child.tag in SHOWN:
            yield SHOWN[child.tag] or child.text or ""
        else:
            yield from _pieces(child)


def _table(table: Any, numbers: Numbering) -> str:
    rows: list[list[parts.Cell]] = []
    # Cells that go on below, by the column they begin in: where they stand in `rows`.
    open_cells: dict[int, tuple[int, int]] = {}
    for row in table.iterfind(f"{W}tr"):
        made: list[parts.Cell] = []
        column = _number(row.find(f"{W}trPr/{W}gridBefore"), 0)
        for _ in range(column):
            made.append(parts.Cell(""))
        for cell in _cells(row):
            width = _number(cell.find(f"{W}tcPr/{W}gridSpan"), 1)
            merge = cell.find(f"{W}tcPr/{W}vMerge")
            goes_on = merge is not None and merge.get(f"{W}val") != "restart"
            if goes_on and column in open_cells:
                above, place = open_cells[column]
                old = rows[above][place]
                rows[above][place] = parts.Cell(old.text, old.colspan, len(rows) - above + 1, old.inner)
            else:
                open_cells[column] = (len(rows), len(made))
                made.append(_cell(cell, width, numbers))
            column += width
        rows.append(made)
    return parts.table(rows)


def _cells(row: Any) -> Iterator[Any]:
    for child in row:
        if child.tag == f"{W}tc":
            yield child
        elif child.tag in (f"{W}sdt", f"{W}sdtContent"):
            yield from _cells(child)


def _cell(cell: Any, width: int, numbers: Numbering) -> parts.Cell:
    blocks = list(_blocks(cell))
    texts = [_text(block, numbers) for block in blocks if block.tag == f"{W}p"]
    inner = "".join(_table(block, numbers) for block in blocks if block.tag == f"{W}tbl")
    return parts.Cell(parts.joined("\n".join(text for text in texts if text)), width, 1, inner)


def _number(node: Any, default: int) -> int:
    try:
        return max(0, min(100, int(node.get(f"{W}val")))) if node is not None else default
    except (TypeError, ValueError):
        return default
