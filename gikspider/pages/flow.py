"""A page as lines: one paragraph a line, a table row a line with its cells separated by tabs.

HTML is walked once, in document order. A table that lays out the page (nested tables, whole articles in one
cell) gives the paragraphs it holds; a table of data gives its rows. Plain text gives its lines as they stand.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from selectolax.lexbor import LexborNode

from ..text.cells import Groups
from .walk import LAYOUT_CELL, Block, Run, Table, Walk, walk_over

_INVISIBLE = "\u200b\u200c\u200d\ufeff\u2060\xad"
_GONE = re.compile(f"[{_INVISIBLE}]")
_BARS = re.compile(r"(?:\s*\|\s*){3,}")


@dataclass(slots=True)
class Line:
    """One line. `table` numbers the table it is a row of (-1: none); `linked` is how much of it is link text (0-1)."""

    text: str
    table: int = -1
    linked: float = 0.0
    container: int = -1
    tag: str = ""


@dataclass(slots=True)
class Flow:
    """The lines of a page; `tables` are its <table> nodes in document order, each with the container it is in."""

    lines: list[Line] = field(default_factory=list)
    tables: list[LexborNode] = field(default_factory=list)
    table_containers: list[int] = field(default_factory=list)
    # The cells of each table of figures as they were read, null for other tables.
    table_cells: list[Groups | None] = field(default_factory=list)


def clean(text: str) -> str:
    """A line as it is kept: single blanks inside, none at its ends, nothing invisible."""
    return " ".join(_GONE.sub("", text).split())


def of_text(text: str) -> Flow:
    """The lines of a plain text, blank ones left out; runs of cell bars (|||||) collapsed; tabs kept."""
    flow = Flow()
    for raw in text.splitlines():
        raw = _BARS.sub(" ", raw)
        line = "\t".join(clean(cell) for cell in raw.split("\t")).strip("\t") if "\t" in raw else clean(raw)
        if line:
            flow.lines.append(Line(line, tag="p"))
    return flow


def of_html(root: LexborNode, containers: dict[int, int]) -> Flow:
    """The lines below a node. `containers`: mem_id of a node → number given to the lines inside it."""
    return flow_of(walk_over(root), containers)


def _is_data(table: Table) -> bool:
    return not table.nested and table.cells >= 2 and table.cells > table.rows and table.longest < LAYOUT_CELL


def _texts(runs: list[Run]) -> list[str]:
    """The text of each run as it is kept; of whole rows one a line, their cells parted by tabs."""
    texts = [("\n" if run.ready else "").join(run.parts) for run in runs]
    whole = "".join(texts)
    if any(sign in whole for sign in _INVISIBLE):
        texts = [_GONE.sub("", text) for text in texts]
    return [text if run.ready else " ".join(text.split()) for run, text in zip(runs, texts, strict=True)]


def _measure(walk: Walk, texts: list[str]) -> None:
    """Note the longest cell of each table that was entered."""
    sizes: dict[int, int] = {}
    for run, text in zip(walk.runs, texts, strict=True):
        table, _, cell, _, _ = run.block
        if cell >= 0:
            sizes[cell] = size = sizes.get(cell, 0) + len(text)
            if size > walk.tables[table].longest:
                walk.tables[table].longest = size


def flow_of(walk: Walk, containers: dict[int, int]) -> Flow:
    """Lines out of the runs: rows of data tables joined, everything else one run a line."""
    inside = walk.containers(containers)
    flow = Flow(
        tables=walk.nodes,
        table_containers=[inside[element] for element in walk.table_elements],
        table_cells=walk.table_cells,
    )
    texts = _texts(walk.runs)
    if walk.cells:
        _measure(walk, texts)
    data = [_is_data(table) for table in walk.tables]
    row: list[str] = []
    last: Block | None = None
    for run, text in zip(walk.runs, texts, strict=True):
        block = run.block
        in_row = block[2] >= 0 and data[block[0]]
        if last is not None and (not in_row or block[1] != last[1]):
            _close(flow, row, last, inside)
            row, last = [], None
        if in_row:
            if last is not None and block[2] == last[2]:
                if text:
                    row[-1] = f"{row[-1]} {text}" if row[-1] else text
            else:
                row.append(text)
            last = block
        elif run.ready:
            number, container = block[0], inside[block[3]]
            flow.lines += [
                Line(line, number, 0.0, container, "tr") for line in text.split("\n") if not line.isspace()
            ]
        elif text:
            linked = min(1.0, run.linked / max(1, len(text) - text.count(" "))) if run.linked else 0.0
            flow.lines.append(Line(text, -1, linked, inside[block[3]], block[4]))
    if last is not None:
        _close(flow, row, last, inside)
    return flow


def _close(flow: Flow, row: list[str], block: Block, inside: list[int]) -> None:
    """Write a row as a line, empty cells included."""
    if any(row):
        flow.lines.append(Line("\t".join(row), block[0], 0.0, inside[block[3]], "tr"))
