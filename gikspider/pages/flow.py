"""A page as lines: one paragraph a line, a table row a line with its cells separated by tabs.

HTML is walked once, in document order. A table that lays out the page (nested tables, whole articles in one
cell) gives the paragraphs it holds; a table of data gives its rows. Plain text gives its lines as they stand.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from selectolax.lexbor import LexborNode

from ..text.cells import PIECE, Groups, plain_groups
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


# Where a block stands: table, row, cell (ids, -1: none), its element (a number), tag. Tuples: a page has thousands.
_Block = tuple[int, int, int, int, str]
_OUTSIDE: _Block = (-1, -1, -1, -1, "")
_CLASSED = frozenset(("div", "td", "section", "article", "ucapcontent"))
_HEADINGS = frozenset(("h1", "h2", "h3"))


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


@dataclass(slots=True)
class _Run:
    """Text that stands together in one block."""

    block: _Block
    parts: list[str] = field(default_factory=list)
    linked: int = 0
    ready: bool = False  # a whole row, its cells in `parts`


class Walk:
    """One pass over the nodes below a root: runs of text, each with the block it stands in.

    `classed` are the elements a body's container may be, `headings` those of the first three levels, outside
    tables of figures both.
    """

    def __init__(self) -> None:
        self.tables: list[_Table] = []
        self.nodes: list[LexborNode] = []
        self.table_elements: list[int] = []
        self.table_cells: list[Groups | None] = []
        self.runs: list[_Run] = []
        self.rows = self.cells = 0
        self.classed: list[LexborNode] = []
        self.headings: list[LexborNode] = []
        # The blocks' elements by number: their identities, and the number of the element each stands in.
        self.elements: list[int] = []
        self.outer: list[int] = []

    def enter(self, node: LexborNode, tag: str, outer: _Block) -> _Block:
        """Open a block: where it stands."""
        table, row, cell, around, _ = outer
        container = len(self.elements)
        self.elements.append(node.mem_id)
        self.outer.append(around)
        if tag in _CLASSED:
            self.classed.append(node)
        elif tag in _HEADINGS:
            self.headings.append(node)
        if tag == "table":
            if table >= 0:
                self.tables[table].nested = True
            self.tables.append(_Table())
            self.nodes.append(node)
            self.table_elements.append(container)
            self.table_cells.append(None)
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
        groups = plain_groups(table, LAYOUT_CELL)
        if groups is None:
            return False
        number, _, _, container, _ = place
        self.table_cells[number] = groups
        block = (number, -1, -1, container, "tr")
        cells: object = None
        for group in groups:
            for _, cells in group:
                if cells:
                    row = [" ".join(text.replace(PIECE, "").split()) for _, text in cells]
                    self.runs.append(_Run(block, row, ready=True))
        if not cells:
            self.runs.append(_Run(block, ready=True))
        return True

    def containers(self, numbers: dict[int, int]) -> list[int]:
        """For each element the number of the outermost container it is in; `numbers`: mem_id → number."""
        if not numbers:
            return [-1] * (len(self.elements) + 1)
        found: list[int] = []
        for element, around in zip(self.elements, self.outer, strict=True):
            inside = found[around] if around >= 0 else -1
            found.append(inside if inside >= 0 else numbers.get(element, -1))
        return [*found, -1]  # for what stands outside every element, -1


def of_html(root: LexborNode, containers: dict[int, int]) -> Flow:
    """The lines below a node. `containers`: mem_id of a node → number given to the lines inside it."""
    return flow_of(walk_over(root), containers)


def walk_over(root: LexborNode) -> Walk:
    """Go over the nodes below a root, once."""
    walk = Walk()
    runs = walk.runs
    kind_of = tag_kinds().get
    run = _Run(_OUTSIDE)
    stack: list[tuple[Iterator[LexborNode], _Block, bool]] = [(iter((root,)), _OUTSIDE, False)]
    while stack:
        nodes, block, linked = stack[-1]
        for node in nodes:
            tag = node.tag or ""
            kind = kind_of(tag)
            if kind == "text":
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
            elif kind is None or kind == "link":  # inline
                stack.append((node.iter(include_text=True), block, linked or kind == "link"))
                break
            elif kind == "block":
                inner = walk.enter(node, tag, block)
                entered = tag != "table" or not walk.rows_at_once(node, inner)
                run = runs[-1] if runs else run
                if entered:
                    stack.append((node.iter(include_text=True), inner, linked))
                    break
            elif kind == "break":  # ends the line and stays in its block
                run = _Run(block)
                runs.append(run)
        else:
            stack.pop()
    return walk


def _is_data(table: _Table) -> bool:
    return not table.nested and table.cells >= 2 and table.cells > table.rows and table.longest < LAYOUT_CELL


def _texts(runs: list[_Run]) -> list[str]:
    """The text of each run as it is kept; of a whole row its cells, parted by tabs."""
    texts = [("\t" if run.ready else "").join(run.parts) for run in runs]
    if _GONE.search("".join(texts)):
        texts = [_GONE.sub("", text) for text in texts]
    return [text if run.ready else " ".join(text.split()) for run, text in zip(runs, texts, strict=True)]


def flow_of(walk: Walk, containers: dict[int, int]) -> Flow:
    """Lines out of the runs: rows of data tables joined, everything else one run a line."""
    inside = walk.containers(containers)
    flow = Flow(
        tables=walk.nodes,
        table_containers=[inside[element] for element in walk.table_elements],
        table_cells=walk.table_cells,
    )
    texts = _texts(walk.runs)
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
            if not text.isspace():
                flow.lines.append(Line(text, block[0], 0.0, inside[block[3]], "tr"))
        elif text:
            linked = min(1.0, run.linked / max(1, len(text) - text.count(" "))) if run.linked else 0.0
            flow.lines.append(Line(text, -1, linked, inside[block[3]], block[4]))
    if last is not None:
        _close(flow, row, last, inside)
    return flow


def _close(flow: Flow, row: list[str], block: _Block, inside: list[int]) -> None:
    """Write a row as a line, empty cells included."""
    if any(row):
        flow.lines.append(Line("\t".join(row), block[0], 0.0, inside[block[3]], "tr"))
