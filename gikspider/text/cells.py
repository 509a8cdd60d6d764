"""The cells of an HTML table, read once for all who need them: the lines of a page and the grid of its tables."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TypeAlias

from selectolax.lexbor import LexborHTMLParser, LexborNode

# Stands between the text nodes of a cell: what was an element of its own.
PIECE = "\x00"
BLANKS = " \t\r\n\f\xa0\u3000" + PIECE

# Where none of these stands line breaks do not matter.
TELLING = re.compile(r"[\d/-]")

# A cell and its text, no blanks at its ends; PIECE where its text nodes may be lines of their own.
Cell: TypeAlias = tuple[LexborNode, str]
Row: TypeAlias = tuple[LexborNode, list[Cell]]
# The rows of a table by row group: thead, tbody, tfoot, rows outside any.
Groups: TypeAlias = list[list[Row]]

_GROUPS = frozenset(("thead", "tbody", "tfoot"))
# By number: a tag's name is made anew each time it is asked for, and a page asks for a thousand.
_CELLS = frozenset(LexborHTMLParser("").create_node(tag).tag_id for tag in ("td", "th"))
# Elements that break no line.
_INLINE = frozenset(("span", "font", "strong", "b", "em", "i", "u", "a", "o:p", "sub", "sup"))
_ODD = frozenset(("table", "li", "caption", "script", "style"))
# A longer text without elements in it is looked into: it may be a script's.
_SHORT = 60


def groups_of(table: LexborNode) -> Groups:
    """The rows of a table with the text of each cell, nested tables not entered. Any table."""
    groups: Groups = []
    loose: list[Row] = []
    for child in table.iter():
        tag = child.tag
        if tag == "tr":
            loose.append((child, _cells(child)))
        elif tag in _GROUPS:
            if loose:
                groups.append(loose)
                loose = []
            groups.append([(row, _cells(row)) for row in child.iter() if row.tag == "tr"])
    if loose:
        groups.append(loose)
    return groups


def _cells(row: LexborNode) -> list[Cell]:
    return [(cell, cell.text(True, PIECE).strip(BLANKS)) for cell in row.iter() if cell.tag_id in _CELLS]


def plain_groups(table: LexborNode, longest: int) -> Groups | None:
    """The rows of a table of figures; None for every other table.

    A table of figures has more cells than rows, a paragraph and less than `longest` characters a cell, and no
    table, list, caption or script inside.
    """
    groups: Groups = []
    loose: list[Row] = []
    inside: Iterable[LexborNode]
    rows = cells = 0
    for child in table.iter():
        tag = child.tag
        if tag == "tr":
            group, inside = loose, (child,)
        elif tag in _GROUPS:
            if loose:
                groups.append(loose)
                loose = []
            group, inside = [], child.iter()
            groups.append(group)
        elif tag in _ODD:
            return None
        else:
            continue
        for row in inside:
            if row.tag != "tr":
                if row.tag in _ODD:
                    return None
                continue
            found = _plain_cells(row, longest)
            if found is None:
                return None
            group.append((row, found))
            rows += 1
            cells += len(found)
    if loose:
        groups.append(loose)
    return groups if cells >= 2 and cells > rows else None


def _plain_cells(row: LexborNode, longest: int) -> list[Cell] | None:
    found: list[Cell] = []
    for cell in row.iter():
        if cell.tag_id not in _CELLS:
            if cell.tag in _ODD:
                return None
            continue
        text = cell.text(True, PIECE).strip(BLANKS)
        only = cell.first_child
        usual = only is None or (only.next is None and only.tag in _SIMPLE)
        if usual and PIECE not in text and len(text) <= _SHORT:
            found.append((cell, text))
        elif (looked_into := _plain_text(cell, text, longest)) is None:
            return None
        else:
            found.append((cell, looked_into))
    return found


# What the only node of a usual cell is.
_SIMPLE = frozenset(("p", "-text"))


def _plain_text(cell: LexborNode, text: str, longest: int) -> str | None:
    """The text of a cell that holds one paragraph of less than `longest` characters, and no table, list or
    script; None of any other. Text nodes that no line break parts are joined."""
    if len(text) >= longest and len(" ".join(text.replace(PIECE, "").split())) >= longest:
        return None
    paragraphs = 0
    # A paragraph beside other text is a line of its own.
    only = cell.first_child
    broken = only is not None and only.next is not None and cell.css_first("p") is not None
    stack = [cell]
    while stack:
        for node in stack.pop().iter():
            tag = node.tag
            if tag in _ODD:
                return None
            if tag == "p":
                paragraphs += 1
            elif tag not in _INLINE:
                broken = True
            stack.append(node)
    if paragraphs > 1:
        return None
    return text if broken or PIECE not in text else in_one_line(text)


def in_one_line(text: str) -> str:
    """The text nodes of a cell joined as they are; single blanks where figures stand."""
    joined = text.replace(PIECE, "")
    return " ".join(joined.split()) if TELLING.search(joined) else joined
