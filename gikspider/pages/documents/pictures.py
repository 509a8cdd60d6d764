"""Pictures of reports, by OCR: tables with their cells, and the lines around them.

Needs the extra `ocr`; what is read so is marked, since recognition errs.
"""

from __future__ import annotations

import io
import logging
from collections.abc import Iterable
from functools import cache
from typing import Any

from gikspider.pages.documents import parts
from gikspider.pages.documents.kinds import Document, DocumentError, Kind

# A scan of A4 at 600 dpi has 35 million.
MAX_PIXELS = 100_000_000
MAX_PICTURES = 40


def html(body: bytes) -> Document:
    """Text and tables of one picture."""
    _needed()
    from PIL import Image

    Image.MAX_IMAGE_PIXELS = MAX_PIXELS
    with Image.open(io.BytesIO(body)) as opened:
        return read([opened.convert("RGB")], Kind.IMAGE)


def _needed() -> None:
    try:
        import img2table
        import rapidocr  # noqa: F401
    except ImportError as error:
        raise DocumentError("pictures of text need `pip install gikspider[ocr]`") from error
    del img2table


@cache
def _engines() -> tuple[Any, Any]:
    """What recognises lines, and what fills the cells of tables. Loading their models takes seconds."""
    # They tell on every start which model they found where.
    logging.getLogger("RapidOCR").setLevel(logging.ERROR)
    from img2table.ocr import RapidOCR as OfTables
    from rapidocr import RapidOCR

    logging.getLogger("RapidOCR").setLevel(logging.ERROR)
    return RapidOCR(), OfTables()


def read(images: Iterable[Any], kind: Kind) -> Document:
    """Pictures (PIL) of the pages of one document."""
    _needed()
    from img2table.document import Image as Picture

    reader = _engines()[1]
    blocks: list[str] = []
    lines: list[str] = []
    for number, image in enumerate(images):
        if number == MAX_PICTURES:
            raise DocumentError(f"the document holds more than {MAX_PICTURES} pictures of pages")
        file = io.BytesIO()
        image.save(file, "PNG")
        picture = Picture(src=file.getvalue(), detect_rotation=True)
        tables = picture.extract_tables(ocr=reader, implicit_rows=False, borderless_tables=False)
        found = [(float(table.bbox.y1), parts.table(_rows(table))) for table in tables]
        for top, text in _lines(image, [table.bbox for table in tables]):
            found.append((top, parts.paragraph(text)))
            lines.append(text)
        blocks += [block for _, block in sorted(found, key=lambda pair: pair[0])]
    if not any(blocks):
        raise DocumentError("no text was recognised in the picture")
    return Document(parts.page(blocks, lines), kind, "ocr")


def _rows(table: Any) -> list[list[parts.Cell]]:
    """Cells of a table; a merged cell comes once for every place it covers, with one outline."""
    boxes = [[(c.bbox.x1, c.bbox.y1, c.bbox.x2, c.bbox.y2) for c in row] for row in table.content.values()]
    seen = set()
    made = []
    for number, row in enumerate(table.content.values()):
        cells = []
        for column, cell in enumerate(row):
            box = boxes[number][column]
            if box in seen:
                continue
            seen.add(box)
            below = sum(column < len(other) and other[column] == box for other in boxes)
            cells.append(parts.Cell(parts.joined(cell.value or ""), boxes[number].count(box), below))
        made.append(cells)
    return made


def _lines(image: Any, tables: list[Any]) -> list[tuple[float, str]]:
    """Lines of text outside the tables, each with its height on the page."""
    import numpy

    result = _engines()[0](numpy.asarray(image))
    if result.boxes is None:
        return []
    found = []
    for box, text in zip(result.boxes, result.txts, strict=True):
        x, y = float(box[:, 0].mean()), float(box[:, 1].mean())
        if not any(t.x1 <= x <= t.x2 and t.y1 <= y <= t.y2 for t in tables):
            found.append((y, str(text)))
    return found
