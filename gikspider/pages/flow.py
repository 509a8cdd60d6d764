"""A page as lines: one paragraph a line, a table row a line with its cells separated by tabs.

HTML is walked once, in document order. A table that lays out the page (nested tables, whole articles in one
cell) gives the paragraphs it holds; a table of data gives its rows. Plain text gives its lines as they stand.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise

from selectolax.lexbor import LexborNode

from .rules import tag_kinds

# A cell with this much text, in several paragraphs, is a page column and no cell of a form.
LAYOUT_CELL = 400

_GONE = re.compile("[\u200b\u200c\u200d\ufeff\u2060\xad]")
_BARS = re.compile(r"(?:\s*\|\s*){3,}")


@dataclass(slots=True)
class Line:
    """One line. `table` numbers the table it is a row of (-1: none); `linked` is how much of it is link text (0-1)."""

    text: str
    table: int = -1
    linked: float = 0.0
    container: int = -1
    tag: str = ""


# Where a block stands: table, row, cell (ids, -1: none), container (-1: none), tag. Tuples: a page has thousands.
_Block = tuple[int, int, int, int, str]
_OUTSIDE: _Block = (-1, -1, -1, -1, "")
_PARTS = "table, tr, td, th, p, li, caption, script, style"
_CELLS = frozenset(("td", "th"))
_ODD = frozenset(("li", "caption", "script", "style"))


@dataclass(slots=True)
class _Table:
    cells: int = 0
    rows: int = 0
    nested: bool = False
    longest: int = 0


@dataclass(slots=True)
class Flow:
    """The lines of a page; `tables` are its <table> nodes in document order, each with the container it is in."""

    lines: list[Line] = field(default_factory=list)
    tables: list[LexborNode] = field(default_factory=list)
    table_containers: list[int] = field(default_factory=list)


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


@dataclass(slots=True)
class _Run:
    """Text that stands together in one block."""

    block: _Block
    parts: list[str] = field(default_factory=list)
    linked: int = 0
    ready: bool = False  # a whole row, its cells in `parts`


class _Walk:
    """One pass over the nodes below a root: runs of text, each with the block it stands in."""

    def __init__(self, containers: dict[int, int]) -> None:
        self.containers = containers
        self.tables: list[_Table] = []
        self.nodes: list[LexborNode] = []
        self.table_containers: list[int] = []
        self.runs: list[_Run] = []
        self.rows = self.cells = 0

    def enter(self, node: LexborNode, tag: str, outer: _Block) -> _Block:
        """Open a block: where it stands."""
        table, row, cell, container, _ = outer
        if container < 0 and self.containers:
            container = self.containers.get(node.mem_id, -1)
        if tag == "table":
            if table >= 0:
                self.tables[table].nested = True
            self.tables.append(_Table())
            self.nodes.append(node)
            self.table_containers.append(container)
            table, row, cell = len(self.tables) - 1, -1, -1
        elif table >= 0:
            if tag == "tr":
                self.rows += 1
                row, cell = self.rows, -1
                self.tables[table].rows += 1
            elif tag in ("td", "th"):
                self.cells += 1
                cell = self.cells
                self.tables[table].cells += 1
                block = (table, row, cell, container, tag)
                self.runs.append(_Run(block))  # an empty cell is a cell
                return block
        return (table, row, cell, container, tag)

    def rows_at_once(self, table: LexborNode, place: _Block) -> bool:
        """Read a plain table without entering its cells: most nodes of a page stand in cells of Word markup.

        Plain: no table inside, one paragraph a cell, several cells a row. Returns whether it was.
        """
        parts = table.css(_PARTS)
        tags = [part.tag for part in parts]
        rows = tags.count("tr")
        cells = tags.count("td") + tags.count("th")
        if (
            cells < 2
            or cells <= rows
            or ("p", "p") in pairwise(tags)
            or "table" in tags[1:]
            or _ODD & set(tags)
        ):
            return False
        texts = [
            " ".join(part.text().split()) for part, tag in zip(parts, tags, strict=True) if tag in _CELLS
        ]
        if max(map(len, texts)) >= LAYOUT_CELL:
            return False
        number, _, _, container, _ = place
        block = (number, -1, -1, container, "tr")
        cell, row = iter(texts), list[str]()
        for tag in tags:
            if tag in _CELLS:
                row.append(next(cell))
            elif tag == "tr" and row:
                self.runs.append(_Run(block, row, ready=True))
                row = []
        self.runs.append(_Run(block, row, ready=True))
        return True


def of_html(root: LexborNode, containers: dict[int, int]) -> Flow:
    """The lines below a node. `containers`: mem_id of a node → number given to the lines inside it."""
    walk = _Walk(containers)
    runs = walk.runs
    kind_of = tag_kinds().get
    run = _Run(_OUTSIDE)
    stack: list[tuple[Iterator[LexborNode], _Block, bool]] = [(iter((root,)), _OUTSIDE, False)]
    while stack:
        nodes, block, linked = stack[-1]
        node = next(nodes, None)
        if node is None:
            stack.pop()
            continue
        tag = node.tag or ""
        kind = kind_of(tag)
        if kind is None:  # inline
            stack.append((node.iter(include_text=True), block, linked))
        elif kind == "text":
            text = node.text_content or ""
            if text.isspace():
                if run.parts:
                    run.parts.append(" ")
            elif text:
                if run.block is not block or runs[-1] is not run:
                    run = _Run(block)
                    runs.append(run)
                run.parts.append(text)
                if linked:
                    run.linked += len(text.strip())
        elif kind == "block":
            inner = walk.enter(node, tag, block)
            if tag != "table" or not walk.rows_at_once(node, inner):
                stack.append((node.iter(include_text=True), inner, linked))
            run = runs[-1] if runs else run
        elif kind == "link":
            stack.append((node.iter(include_text=True), block, True))
        elif kind == "break":  # ends the line and stays in its block
            run = _Run(block)
            runs.append(run)
    return _flow(walk)


def _is_data(table: _Table) -> bool:
    return not table.nested and table.cells >= 2 and table.cells > table.rows and table.longest < LAYOUT_CELL


def _flow(walk: _Walk) -> Flow:
    """Lines out of the runs: rows of data tables joined, everything else one run a line."""
    flow = Flow(tables=walk.nodes, table_containers=walk.table_containers)
    texts = [("\t" if run.ready else "").join(run.parts) for run in walk.runs]
    if _GONE.search("".join(texts)):
        texts = [_GONE.sub("", text) for text in texts]
    texts = [
        text if run.ready else " ".join(text.split()) for run, text in zip(walk.runs, texts, strict=True)
    ]
    sizes: dict[int, int] = {}
    for run, text in zip(walk.runs, texts, strict=True):
        table, _, cell, _, _ = run.block
        if cell >= 0:
            sizes[cell] = size = sizes.get(cell, 0) + len(text)
            if size > walk.tables[table].longest:
                walk.tables[table].longest = size
    data = [_is_data(table) for table in walk.tables]
    row: list[str] = []
    last: _Block | None = None
    for run, text in zip(walk.runs, texts, strict=True):
        block = run.block
        in_row = block[2] >= 0 and data[block[0]]
        if last is not None and (not in_row or block[1] != last[1]):
            _close(flow, row, last)
            row, last = [], None
        if in_row:
            if last is not None and block[2] == last[2]:
                if text:
                    row[-1] = f"{row[-1]} {text}" if row[-1] else text
            else:
                row.append(text)
            last = block
        elif run.ready:
            if not text.isspace():
                flow.lines.append(Line(text, block[0], 0.0, block[3], "tr"))
        elif text:
            linked = min(1.0, run.linked / max(1, len(text) - text.count(" "))) if run.linked else 0.0
            flow.lines.append(Line(text, -1, linked, block[3], block[4]))
    if last is not None:
        _close(flow, row, last)
    return flow


def _close(flow: Flow, row: list[str], block: _Block) -> None:
    """Write a row as a line, empty cells included."""
    if any(row):
        flow.lines.append(Line("\t".join(row), block[0], 0.0, block[3], "tr"))
