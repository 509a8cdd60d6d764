"""One pass over the nodes of a page: runs of text, each with the block it stands in; plain tables read row by row."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from selectolax.lexbor import LexborNode

from ..text.cells import PIECE, Groups, plain_groups
from .rules import numbered_kinds, tag_kinds

# A cell with this much text, in several paragraphs, is a page column and no cell of a form.
LAYOUT_CELL = 400

# Where a block stands: table, row, cell (ids, -1: none), its element (a number), tag. Tuples: a page has thousands.
Block = tuple[int, int, int, int, str]
_OUTSIDE: Block = (-1, -1, -1, -1, "")
_CLASSED = frozenset(("div", "td", "section", "article", "ucapcontent"))
_HEADINGS = frozenset(("h1", "h2", "h3"))


@dataclass(slots=True)
class Table:
    cells: int = 0
    rows: int = 0
    nested: bool = False
    longest: int = 0


@dataclass(slots=True)
class Run:
    """Text that stands together in one block."""

    block: Block
    parts: list[str] = field(default_factory=list)
    linked: int = 0
    ready: bool = False  # whole rows, each a line of `parts`


class Walk:
    """One pass over the nodes below a root: runs of text, each with the block it stands in.

    `classed` are the elements a body's container may be, `headings` those of the first three levels, outside
    tables of figures both.
    """

    def __init__(self) -> None:
        self.tables: list[Table] = []
        self.nodes: list[LexborNode] = []
        self.table_elements: list[int] = []
        self.table_cells: list[Groups | None] = []
        self.runs: list[Run] = []
        self.rows = self.cells = 0
        self.classed: list[LexborNode] = []
        self.headings: list[LexborNode] = []
        # The blocks' elements by number: their identities, and the number of the element each stands in.
        self.elements: list[int] = []
        self.outer: list[int] = []

    def enter(self, node: LexborNode, tag: str, outer: Block) -> Block:
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
            self.tables.append(Table())
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
                self.runs.append(Run(block))  # an empty cell is a cell
                return block
        return (table, row, cell, container, tag)

    def rows_at_once(self, table: LexborNode, place: Block) -> bool:
        """Read a plain table without entering its cells: most nodes of a page stand in cells of Word markup.

        Plain: no table inside, one paragraph a cell, several cells a row. Returns whether it was.
        """
        groups = plain_groups(table, LAYOUT_CELL)
        if groups is None:
            return False
        number, _, _, container, _ = place
        self.table_cells[number] = groups
        block = (number, -1, -1, container, "tr")
        rows = [[text for _, text in cells] for group in groups for _, cells in group]
        self.runs.append(Run(block, [_row(row) for row in rows if row], ready=True))
        if not rows[-1]:
            self.runs.append(Run(block, ready=True))
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


def walk_over(root: LexborNode) -> Walk:
    """Go over the nodes below a root, once."""
    walk = Walk()
    runs = walk.runs
    kinds = numbered_kinds()
    run = Run(_OUTSIDE)
    stack: list[tuple[Iterator[LexborNode], Block, bool]] = [(iter((root,)), _OUTSIDE, False)]
    while stack:
        nodes, block, linked = stack[-1]
        for node in nodes:
            kind = kinds.get(node.tag_id) or _kind_by_name(node)
            place = block
            if kind == "text":
                text = node.text_content or ""
            elif kind == "inline" or kind == "link":
                stack.append((node.iter(include_text=True), block, linked or kind == "link"))
                break
            elif kind == "block":
                tag = node.tag or ""
                place = walk.enter(node, tag, block)
                whole = tag == "table" and walk.rows_at_once(node, place)
                run = runs[-1] if runs else run
                if whole:
                    continue
                # What is blank right behind a table stands in its last row.
                inside = None if run.ready else _inline_text(node)
                if inside is None:
                    stack.append((node.iter(include_text=True), place, linked))
                    break
                text = inside
            else:
                if kind == "break":  # ends the line and stays in its block
                    run = Run(block)
                    runs.append(run)
                continue
            if text.isspace():
                if run.parts:
                    _append_blank(run)
            elif text:
                if run.block is not place or runs[-1] is not run:
                    run = Run(place)
                    runs.append(run)
                run.parts.append(text)
                if linked:
                    run.linked += len(text.strip())
        else:
            stack.pop()
    return walk


def _row(cells: list[str]) -> str:
    whole = "".join(cells)
    if " " in whole or not whole.isprintable():  # most rows have no blank to make one of
        cells = [" ".join(cell.replace(PIECE, "").split()) for cell in cells]
    return "\t".join(cells)


def _append_blank(run: Run) -> None:
    if run.ready:
        run.parts[-1] += "\t "
    else:
        run.parts.append(" ")


def _inline_text(block: LexborNode) -> str | None:
    """The text of a block that holds text and inline elements only, read at once; None of any other."""
    kinds = numbered_kinds()
    nodes = block.traverse()
    next(nodes)  # the block itself
    for node in nodes:
        if (kinds.get(node.tag_id) or _kind_by_name(node)) != "inline":
            return None
    return block.text()


def _kind_by_name(node: LexborNode) -> str:
    return tag_kinds().get(node.tag or "", "inline")
