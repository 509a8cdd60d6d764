"""PDF: ruled tables with their spans, and the text between them as paragraphs."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from gikspider.pages.documents import parts
from gikspider.pages.documents.kinds import Document, DocumentError, Kind

MAX_PAGES = 300
PAGE_NUMBER = re.compile(r"^[\s—–\-·.第]*\d{1,3}\s*(?:/\s*\d{1,3})?[\s—–\-·.页]*$")
# Below this share of the page's height a lone number is the page's.
FOOT = 0.85
# How far, in characters, a line may end before the margin or begin after it and still be a full one.
SLACK = 1.6


@dataclass(slots=True)
class Line:
    """A line of text; x from the left of the page, in points."""

    text: str
    left: float
    right: float
    top: float
    size: float


def html(body: bytes) -> Document:
    """The document's text and tables. One that holds only pictures of pages is read by OCR, where installed."""
    try:
        import pdfplumber
        from pdfplumber.utils.exceptions import PdfminerException
    except ImportError as error:
        raise DocumentError("PDF files need `pip install gikspider[attachments]`") from error
    try:
        with pdfplumber.open(io.BytesIO(body)) as opened:
            if len(opened.pages) > MAX_PAGES:
                raise DocumentError(f"the PDF has {len(opened.pages)} pages, more than any annual report")
            pages = [list(_page(page)) for page in opened.pages]
    except PdfminerException as error:
        reason = "it is protected by a password" if "assword" in repr(error) else "it is damaged"
        raise DocumentError(f"the PDF cannot be read: {reason}") from error
    if not any(pages):
        return _scanned(body)
    blocks, lines = _flow(pages)
    return Document(parts.page(blocks, lines), Kind.PDF)


def _scanned(body: bytes) -> Document:
    import pypdfium2  # type: ignore[import-untyped]

    from gikspider.pages.documents import pictures

    with pypdfium2.PdfDocument(body) as opened:
        # 200 dpi: what recognition was measured with.
        images = (page.render(scale=200 / 72).to_pil() for page in opened)
        return pictures.read(images, Kind.PDF)


def _page(page: Any) -> Iterator[Line | list[list[parts.Cell]]]:
    """Lines and tables of a page, from top to bottom."""
    tables = [table for table in page.find_tables() if len(table.cells) > 1]
    outside = page
    for table in tables:
        outside = outside.outside_bbox(_within(table.bbox, page.bbox), strict=False)
    found: list[tuple[float, Line | list[list[parts.Cell]]]] = [
        (table.bbox[1], _cells(table)) for table in tables
    ]
    for line in outside.extract_text_lines(strip=True, return_chars=True):
        text = line["text"].strip()
        if not text or (PAGE_NUMBER.match(text) and line["top"] > page.height * FOOT):
            continue
        size = max(char["size"] for char in line["chars"])
        found.append((line["top"], Line(text, line["x0"], line["x1"], line["top"], size)))
    yield from (one for _, one in sorted(found, key=lambda pair: pair[0]))


def _within(box: Sequence[float], page: Sequence[float]) -> tuple[float, float, float, float]:
    return (max(box[0], page[0]), max(box[1], page[1]), min(box[2], page[2]), min(box[3], page[3]))


def _cells(table: Any) -> list[list[parts.Cell]]:
    columns = parts.edges(x for cell in table.cells for x in (cell[0], cell[2]))
    rows = parts.edges(y for cell in table.cells for y in (cell[1], cell[3]))
    made = []
    for row, texts in zip(table.rows, table.extract(), strict=True):
        made.append(
            [
                parts.Cell(
                    parts.joined(text or ""),
                    parts.span(columns, box[0], box[2]),
                    parts.span(rows, box[1], box[3]),
                )
                for box, text in zip(row.cells, texts, strict=True)
                if box is not None
            ]
        )
    return made


def _flow(pages: Sequence[Sequence[Line | list[list[parts.Cell]]]]) -> tuple[list[str], list[str]]:
    """Paragraphs and tables over all pages: what a page break cut is joined again."""
    blocks: list[str] = []
    lines: list[str] = []
    rows: list[list[parts.Cell]] = []
    words = ""

    def end_table() -> None:
        blocks.append(parts.table(rows))
        rows.clear()

    for page in pages:
        texts = [one for one in page if isinstance(one, Line)]
        left, right = min((t.left for t in texts), default=0), max((t.right for t in texts), default=0)
        before: Line | None = None
        for number, one in enumerate(page):
            if isinstance(one, Line):
                end_table()
                goes_on = words and one.left <= left + SLACK * one.size and _full(before, right, one.size)
                if not goes_on:
                    blocks.append(parts.paragraph(words))
                    lines.append(words)
                    words = ""
                words = parts.joined(f"{words}\n{one.text}", wrapped=True) if words else one.text
                before = one
            else:
                blocks.append(parts.paragraph(words))
                lines.append(words)
                words = ""
                # A table at the top of a page goes on from the one at the bottom of the page before.
                if rows and not (number == 0 and _width(rows) == _width(one)):
                    end_table()
                rows += one
    end_table()
    return [*blocks, parts.paragraph(words)], [*lines, words]


def _full(line: Line | None, right: float, size: float) -> bool:
    """Whether a line runs to the margin, so that the next may go on; the last of a page before may."""
    return line is None or line.right >= right - SLACK * size


def _width(rows: Sequence[Sequence[parts.Cell]]) -> int:
    return max((sum(cell.colspan for cell in row) for row in rows), default=0)
