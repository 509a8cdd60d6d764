"""Reading a page's statistics forms: from its <table> elements, and from flattened lines where it has none."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from selectolax.lexbor import LexborNode

from gikspider.forms.grid import MAX_COLUMNS, Grid, lay_out
from gikspider.forms.records import assemble
from gikspider.forms.tables import TableReader
from gikspider.items import Finding, Form, Observation

# Places of all tables of a page together; the largest real pages need some 10,000.
MAX_PLACES = 4000 * MAX_COLUMNS


@dataclass(frozen=True, slots=True)
class FormsReading:
    """What the statistics forms of a page say.

    `form` is null where the page has none. `observations` then are none; else every cell of the form
    once, in its order, and local rows after them. `consumed` are [start, end) ranges of the lines
    given that are text of tables.
    """

    form: Form | None
    observations: tuple[Observation, ...] = ()
    findings: tuple[Finding, ...] = ()
    consumed: tuple[tuple[int, int], ...] = ()


def read_tables(
    tables: Sequence[LexborNode], lines: Sequence[str] = (), *, year: int | None = None
) -> FormsReading:
    """Read the statistics forms of one report.

    `tables` are the <table> elements of its body in document order, nested ones included; `lines` its
    text. `year` is the report's: it chooses no form, a form of another year is a finding.
    """
    reader = TableReader()
    for grid in _grids(tables):
        reader.read(grid)
    assembled = assemble(reader.records, year)
    return FormsReading(assembled.form, assembled.observations, tuple(assembled.findings), ())


def _grids(tables: Sequence[LexborNode]) -> list[Grid]:
    grids: list[Grid] = []
    places = 0
    for table in tables:
        grid = lay_out(table)
        places += len(grid) * (len(grid[0]) if grid else 0)
        if places > MAX_PLACES:
            break
        if grid and grid[0]:
            grids.append(grid)
    return grids
