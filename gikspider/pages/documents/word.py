"""Word: DOCX with its automatic numbers and merged cells, and DOC (also WPS) by the program antiword."""

from __future__ import annotations

import io
import shutil
import subprocess
import tempfile
from collections.abc import Iterable, Iterator
from typing import Any

from gikspider.pages.documents import parts
from gikspider.pages.documents.kinds import Document, DocumentError, Kind
from gikspider.pages.documents.numbering import Numbering

SECONDS = 60
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


def doc_html(body: bytes) -> Document:
    """A DOC as antiword prints it: paragraphs as lines, rows of tables between bars."""
    program = shutil.which("antiword")
    if program is None:
        raise DocumentError("DOC and WPS files need the program antiword (apt-get install antiword)")
    with tempfile.NamedTemporaryFile(suffix=".doc") as file:
        file.write(body)
        file.flush()
        try:
            done = subprocess.run(
                [program, "-m", "UTF-8.txt", "-w", "0", file.name],
                capture_output=True,
                timeout=SECONDS,
                check=False,
            )
        except subprocess.TimeoutExpired as error:
            raise DocumentError(f"the DOC file keeps antiword busy for more than {SECONDS} s") from error
    printed = done.stdout.decode("utf-8", "replace")
    if done.returncode or not printed.strip():
        said = " ".join(done.stderr.decode("utf-8", "replace").replace(file.name, "the file").split())
        raise DocumentError(f"the DOC file cannot be read: {said or 'it holds no text'}")
    blocks, lines = _printed(printed.splitlines())
    return Document(parts.page(blocks, lines), Kind.DOC)


def _printed(lines: Iterable[str]) -> tuple[list[str], list[str]]:
    """Blocks and paragraphs from what antiword printed.

    A cell too narrow for its text goes on in the next line, below its own column; a row ends where its
    line of bars is followed by one whose first cell is filled or by a line without bars. antiword prints no
    rules between rows, so a row whose first cell is empty is taken for one that goes on only when the row
    before has text to go on with in every column it fills.
    """
    blocks: list[str] = []
    texts: list[str] = []
    rows: list[list[parts.Cell]] = []
    for line in lines:
        bare = line.strip()
        if bare.startswith("|") and bare.endswith("|") and len(bare) > 1:
            rows.append([parts.Cell(text.strip()) for text in bare[1:-1].split("|")])
            continue
        if rows:
            blocks.append(parts.table(rows))
            rows = []
        if bare:
            blocks.append(parts.paragraph(bare))
            texts.append(bare)
    blocks.append(parts.table(rows))
    return blocks, texts
