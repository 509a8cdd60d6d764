"""A page as lines: one paragraph a line, a table row a line with its cells separated by tabs.

HTML is walked once, in document order. A table that lays out the page (nested tables, whole articles in one
cell) gives the paragraphs it holds; a table of data gives its rows. Plain text gives its lines as they stand.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from selectolax.lexbor import LexborNode

from .rules import tag_kinds

# An inline run nested deeper than this is no markup anybody wrote; climbing it would take quadratic time.
MAX_CLIMB = 200
# A cell with this much text, in several paragraphs, is a page column and no cell of a form.
LAYOUT_CELL = 400

_BLANK = re.compile(r"[ \t\r\n\f\v\xa0\u2000-\u200a\u202f\u205f]+")
_EDGES = " \t\r\n\f\v\xa0\u3000\u200b\u200c\u200d\ufeff\u2060\xad\u2002\u2003"
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


# Where a block stands: table, row, cell (ids, -1: none), container (-1: none), tag. A tuple, since a page has thousands.
_Block = tuple[int, int, int, int, str]
_LINK: _Block = (-2, 0, 0, 0, "a")
_SKIP: _Block = (-3, 0, 0, 0, "")


@dataclass(slots=True)
class _Table:
    cells: int = 0
    rows: int = 0
    nested: bool = False
    longest: int = 0


@dataclass(slots=True)
class Flow:
    """The lines of a page; `tables` are its <table> nodes in document order; `deep` says nesting was cut."""

    lines: list[Line] = field(default_factory=list)
    tables: list[LexborNode] = field(default_factory=list)
    table_containers: list[int] = field(default_factory=list)
    deep: bool = False


def clean(text: str) -> str:
    """A line as it is kept: single blanks inside, no blanks or invisible characters at its ends."""
    if "\u200b" in text or "\ufeff" in text or "\xad" in text or "\u2060" in text or "\u200d" in text:
        text = _GONE.sub("", text)
    return _BLANK.sub(" ", text).strip(_EDGES)


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


class _Walk:
    """One pass over the nodes below a root: runs of text, each with the block it stands in."""

    def __init__(self, containers: dict[int, int]) -> None:
        self.containers = containers
        self.blocks: dict[int, _Block] = {}
        self.tables: list[_Table] = []
        self.nodes: list[LexborNode] = []
        self.runs: list[_Run] = []
        self.rows = self.cells = 0
        self.deep = False

    def above(self, node: LexborNode) -> tuple[_Block | None, bool]:
        """The nearest block above a node, and whether a link stands between the two."""
        blocks, linked = self.blocks, False
        parent = node.parent
        for _ in range(MAX_CLIMB):
            if parent is None:
                return None, linked
            found = blocks.get(parent.mem_id)
            if found is _LINK:
                linked = True
            elif found is not None:
                return found, linked
            parent = parent.parent
        self.deep = True
        return (self.runs[-1].block if self.runs else None), linked

    def enter(self, node: LexborNode, tag: str) -> None:
        """Open a block: note where it stands."""
        outer, _ = self.above(node)
        table, row, cell, container = outer[:4] if outer else (-1, -1, -1, -1)
        mem_id = node.mem_id
        if outer is _SKIP:
            self.blocks[mem_id] = _SKIP
            return
        if container < 0 and self.containers:
            container = self.containers.get(mem_id, -1)
        if tag == "table":
            if table >= 0:
                self.tables[table].nested = True
            self.tables.append(_Table())
            self.nodes.append(node)
            table, row, cell = len(self.tables) - 1, -1, -1
        elif tag == "tr" and table >= 0:
            self.rows += 1
            row, cell = self.rows, -1
            self.tables[table].rows += 1
        elif tag in ("td", "th") and table >= 0:
            self.cells += 1
            cell = self.cells
            self.tables[table].cells += 1
        self.blocks[mem_id] = block = (table, row, cell, container, tag)
        if cell >= 0 and tag in ("td", "th"):
            self.runs.append(_Run(block))  # an empty cell is a cell

    def text(self, node: LexborNode) -> None:
        """Add a text node to the run of its block, or begin one."""
        text = node.text_content
        if not text:
            return
        runs = self.runs
        if text.isspace():
            if runs and runs[-1].parts:
                runs[-1].parts.append(" ")
            return
        block, linked = self.above(node)
        if block is None or block is _SKIP:
            return
        if not runs or runs[-1].block is not block:
            runs.append(_Run(block))
        run = runs[-1]
        run.parts.append(text)
        if linked:
            run.linked += len(text.strip())


def of_html(root: LexborNode, containers: dict[int, int]) -> Flow:
    """The lines below a node. `containers`: mem_id of a node → number given to the lines inside it."""
    walk = _Walk(containers)
    kinds = tag_kinds()
    for node in root.traverse(include_text=True):
        tag = node.tag
        if tag == "-text":
            walk.text(node)
            continue
        kind = kinds.get(tag or "")
        if kind == "block":
            walk.enter(node, tag)  # type: ignore[arg-type]
        elif kind == "link":
            walk.blocks[node.mem_id] = _LINK
        elif kind == "skip":
            walk.blocks[node.mem_id] = _SKIP
        elif kind == "break":
            # A line break ends the line and stays in its block.
            block, _ = walk.above(node)
            if block is not None and block is not _SKIP:
                walk.runs.append(_Run(block))
    return _flow(walk)


def _is_data(table: _Table) -> bool:
    return not table.nested and table.cells >= 2 and table.cells > table.rows and table.longest < LAYOUT_CELL


def _flow(walk: _Walk) -> Flow:
    """Lines out of the runs: rows of data tables joined, everything else one run a line."""
    flow = Flow(tables=walk.nodes, deep=walk.deep)
    flow.table_containers = [walk.blocks[node.mem_id][3] for node in walk.nodes]
    texts = [clean("".join(run.parts)) if run.parts else "" for run in walk.runs]
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
