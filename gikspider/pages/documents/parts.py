"""Pieces of HTML documents are made of."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape

MAX_BYTES = 100 << 20
# A title is told by this word, among the first lines.
REPORT = re.compile(r"报告|統計|统计表")
SENTENCE = re.compile(r"[。；;：:]")
HEADING = re.compile(r"^[（(]?[一二三四五六七八九十]+[）)、.．]")
TITLE_LINES, TITLE_LENGTH = 6, 60
_BREAK = re.compile(r"(\S?)[ \t]*\n\s*(\S?)")


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table, in the place where it begins. `inner` is HTML that stands in it besides its text."""

    text: str
    colspan: int = 1
    rowspan: int = 1
    inner: str = ""


def joined(text: str, *, wrapped: bool = False) -> str:
    """Lines that a narrow cell or page broke, as one: a space stands only between Latin words.

    Two numbers below one another in a cell stay two. In a line that was `wrapped` at the margin they
    were one.
    """

    def seam(found: re.Match[str]) -> str:
        before, after = found[1], found[2]
        words = before.isascii() and after.isascii() and (before + after).isalnum()
        apart = words and not (wrapped and before.isdigit() and after.isdigit())
        return f"{before} {after}" if apart else before + after

    return _BREAK.sub(seam, text.strip())


def edges(values: Iterable[float]) -> list[float]:
    """Distinct positions of a grid's rules, in points; those within two points of one another are one."""
    found: list[float] = []
    for value in sorted(values):
        if not found or value - found[-1] > 2:
            found.append(value)
    return found


def span(rules: Sequence[float], start: float, end: float) -> int:
    """How many columns (or rows) between `rules` a cell from `start` to `end` covers; at least one."""
    return max(1, sum(start + 2 < rule <= end + 2 for rule in rules))


def paragraph(text: str) -> str:
    return f"<p>{escape(text, quote=False)}</p>" if text.strip() else ""


def table(rows: Iterable[Sequence[Cell]]) -> str:
    """Rows of cells, each in the place where it begins, as a table."""
    lines = ["".join(_cell(cell) for cell in row) for row in rows]
    return "<table>" + "".join(f"<tr>{line}</tr>" for line in lines) + "</table>" if lines else ""


def _cell(cell: Cell) -> str:
    spans = (f' colspan="{cell.colspan}"' if cell.colspan > 1 else "") + (
        f' rowspan="{cell.rowspan}"' if cell.rowspan > 1 else ""
    )
    return f"<td{spans}>{escape(cell.text, quote=False)}{cell.inner}</td>"


def page(blocks: Sequence[str], lines: Sequence[str]) -> str:
    """A whole page; `lines` are its first paragraphs, which may hold its title (also over several lines)."""
    named = title(lines)
    head = f"<title>{escape(named, quote=False)}</title>" if named else ""
    body = "\n".join(block for block in blocks if block)
    return f'<!DOCTYPE html><html><head><meta charset="utf-8">{head}</head><body>\n{body}\n</body></html>'


def title(lines: Sequence[str]) -> str | None:
    """The title among the first lines of a document, None where there is none."""
    taken: list[str] = []
    for line in [one.strip() for one in lines if one.strip()][:TITLE_LINES]:
        if len(line) > TITLE_LENGTH or SENTENCE.search(line) or HEADING.match(line):
            return None
        taken.append(line)
        if REPORT.search(line):
            # What stands above may be its first half, or the name of a newspaper: half a title names no year.
            return "".join(taken[-2:]) if len(taken) > 1 and _halves(taken[-2], line) else line
    return None


def _halves(first: str, second: str) -> bool:
    """Whether a title was broken between two lines: the unit above, the report below."""
    return (
        not REPORT.search(first) and not re.search(r"\d{4}年\d|〔|号$|附件|^\W*$", first) and len(second) < 30
    )
