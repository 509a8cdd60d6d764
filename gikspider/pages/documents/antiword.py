"""DOC (Word before 2007, and WPS), by the program antiword.

antiword prints a document twice here: as text, where automatic numbers are printed, and as DocBook,
where cells of tables are whole. Text comes from the first, tables from the second.
"""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from itertools import accumulate
from typing import Any

from lxml import etree  # type: ignore[import-untyped]

from gikspider.pages.documents import parts
from gikspider.pages.documents.kinds import Document, DocumentError, Kind

SECONDS = 60


def html(body: bytes) -> Document:
    """Paragraphs and tables of a DOC, in their order."""
    program = shutil.which("antiword")
    if program is None:
        raise DocumentError("DOC and WPS files need the program antiword (apt-get install antiword)")
    with tempfile.NamedTemporaryFile(suffix=".doc") as file:
        file.write(body)
        file.flush()
        # Width 0: lines are not broken.
        printed = _run(program, "-w", "0", file.name)
        tables = _tables(_run(program, "-x", "db", file.name))
    blocks, lines = _blocks(printed.splitlines(), tables)
    return Document(parts.page(blocks, lines), Kind.DOC)


def _run(program: str, *options: str) -> str:
    command = [program, "-m", "UTF-8.txt", *options]
    try:
        done = subprocess.run(command, capture_output=True, timeout=SECONDS, check=False)
    except subprocess.TimeoutExpired as error:
        raise DocumentError(f"the DOC file keeps antiword busy for more than {SECONDS} s") from error
    printed = done.stdout.decode("utf-8", "replace")
    if done.returncode or not printed.strip():
        said = " ".join(done.stderr.decode("utf-8", "replace").replace(options[-1], "the file").split())
        raise DocumentError(f"the DOC file cannot be read: {said or 'it holds no text'}")
    return printed


def _blocks(lines: Sequence[str], tables: Sequence[str]) -> tuple[list[str], list[str]]:
    """Blocks and paragraphs; lines between bars are tables, and give way to those of the other print."""
    blocks: list[str] = []
    texts: list[str] = []
    places: list[int] = []
    rows: list[list[parts.Cell]] = []
    for line in [*lines, ""]:
        bare = line.strip()
        if bare.startswith("|") and bare.endswith("|") and len(bare) > 1:
            rows.append([parts.Cell(text.strip()) for text in bare[1:-1].split("|")])
            continue
        if rows:
            places.append(len(blocks))
            blocks.append(parts.table(rows))
            rows = []
        if bare:
            blocks.append(parts.paragraph(bare))
            texts.append(bare)
    if len(places) == len(tables):
        for place, table in zip(places, tables, strict=True):
            blocks[place] = table
    return blocks, texts


def _tables(docbook: str) -> list[str]:
    parser = etree.XMLParser(recover=True, resolve_entities=False, no_network=True, load_dtd=False)
    root = etree.fromstring(docbook.encode(), parser)
    return [] if root is None else [_table(one) for one in root.iter("informaltable")]


def _table(table: Any) -> str:
    """Rows have column widths of their own: where cells begin and end tells what they span."""
    rows: list[list[tuple[float, float, str]]] = []
    for group in table.iter("tgroup"):
        widths = [float((spec.get("colwidth") or "0").removesuffix("pt")) for spec in group.iter("colspec")]
        ends = list(accumulate(widths))
        for row in group.iter("row"):
            texts = [parts.joined("".join(entry.itertext())) for entry in row.iter("entry")]
            rows.append(list(zip([0.0, *ends], ends, texts, strict=False)))
    columns = parts.edges(x for row in rows for start, end, _ in row for x in (start, end))
    return parts.table(_merged(rows, columns))


def _merged(
    rows: Sequence[Sequence[tuple[float, float, str]]], columns: Sequence[float]
) -> list[list[parts.Cell]]:
    """Cells with spans. antiword leaves the lower parts of a merged cell empty, like cells without an entry.

    Empty cells before the first filled one of a row belong to labels that go on from above; figures
    stand behind labels, so an empty cell there is an empty cell.
    """
    made: list[list[parts.Cell]] = []
    above: dict[tuple[int, int], tuple[int, int]] = {}
    for row in rows:
        cells: list[parts.Cell] = []
        leading = any(text for _, _, text in row)
        for start, end, text in row:
            leading = leading and not text
            place = (round(start), round(end))
            if leading and place in above:
                line, number = above[place]
                old = made[line][number]
                made[line][number] = parts.Cell(old.text, old.colspan, len(made) - line + 1)
                continue
            above[place] = (len(made), len(cells))
            cells.append(parts.Cell(text, parts.span(columns, start, end)))
        made.append(cells)
    return made
