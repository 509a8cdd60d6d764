"""Tables like those met before: official forms are alike on hundreds of thousands of pages, but for their figures.

What a table is read as depends on its labels, on where its cells stand, and on which of them print
figures; which figures these are matters only once the cells are found. So a table is looked up by all
of that first, and laid out and matched only where no such table has been met.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain

from gikspider.forms.grid import Grid, placed
from gikspider.forms.headers import Columns, headers_age
from gikspider.forms.marks import tags
from gikspider.forms.rows import Record
from gikspider.forms.tables import TableReader
from gikspider.forms.vocabulary import Part
from gikspider.forms.written import Written
from gikspider.items import State

# Tables remembered, and how large each may be: the matrix of applications has 250 cells and 600 characters.
MOST_PLANS = 500
MOST_CELLS = 600
MOST_CHARACTERS = 4000
# Marks kept, of texts as short as labels and figures are.
MOST_MARKS = 16384
LONGEST = 40


class _Marks(dict[str, str | int]):
    """What of a text decides how its table is read: of a label all of it, of a figure only its kind."""

    def __missing__(self, text: str) -> str | int:
        if len(text) > LONGEST:
            return text
        if len(self) >= MOST_MARKS:
            self.clear()
        state = tags(text).state
        # Blank texts that are not empty hold invisible characters, and stand in headers as they are.
        mark = text if state == "text" or (state == "blank" and text) else _KINDS[state]
        self[text] = mark
        return mark


_STATES: tuple[State, ...] = ("number", "blank", "not_applicable", "none_word", "missing", "ambiguous")
_KINDS = {state: n for n, state in enumerate(_STATES)}
_MARKS = _Marks()


class Sheet:
    """A table of a page: as it is written, and as a grid once somebody needs it."""

    def __init__(self, written: Written) -> None:
        self.written = written
        # Whether every cell written is known to have a place in the grid.
        self.whole = False

    @cached_property
    def grid(self) -> Grid:
        """The table laid out."""
        return placed(self.written)

    def rows(self) -> Iterator[Sequence[str]]:
        """The texts of each row's own cells."""
        if not self.whole:
            for y, row in enumerate(self.grid):
                yield [cell.text for x, cell in enumerate(row) if cell and cell.row == y and cell.column == x]
            return
        first = 0
        for count in chain.from_iterable(self.written.groups):
            yield self.written.texts[first : first + count]
            first += count


@dataclass(frozen=True, slots=True, eq=False)
class Plan:
    """What a table was read as: its rows, and the columns and the part that go on in the next table.

    The `cells` (and `raw`) of its rows are those of the table first met; in others like it the cells of a row
    are the texts at its `places`.
    """

    rows: tuple[Record, ...]
    columns: Columns | None
    part: Part | None

    def read(self, texts: Sequence[str]) -> list[Record]:
        """The rows of a table of these texts."""
        return [row._replace(cells=tuple([texts[place] for place in row.places])) for row in self.rows]


_PLANS: dict[object, Plan] = {}


class Reader:
    """Reads tables one after the other, as `TableReader` does.

    `used` are the tables in which rows were `found`, `plans` what they follow, null of one that follows none.
    The rows found in a table that follows a plan are those of the plan: `records` gives its own.
    """

    def __init__(self) -> None:
        self._reader = TableReader()
        self.used: list[Sheet] = []
        self.found: list[Sequence[Record]] = []
        self.plans: list[Plan | None] = []

    def read(self, sheet: Sheet) -> None:
        """Read one table."""
        reader, written = self._reader, sheet.written
        marks = tuple(map(_MARKS.__getitem__, written.texts))
        key = (headers_age(), reader.columns, reader.part, written.groups, written.spans, marks)
        plan = _PLANS.get(key)
        if plan is not None:
            reader.columns, reader.part = plan.columns, plan.part
            sheet.whole = True
            rows = plan.rows
        else:
            rows = tuple(reader.read(sheet.grid))
            if self._may_be_kept(rows, sheet):
                plan = Plan(rows, reader.columns, reader.part)
                if len(_PLANS) >= MOST_PLANS:
                    _PLANS.clear()
                _PLANS[key] = plan
        if rows:
            self.used.append(sheet)
            self.found.append(rows)
            self.plans.append(plan)

    def records(self) -> list[Record]:
        """The rows of all tables."""
        found: list[Record] = []
        for sheet, rows, plan in zip(self.used, self.found, self.plans, strict=True):
            found.extend(rows if plan is None else plan.read(sheet.written.texts))
        return found

    def _may_be_kept(self, records: Sequence[Record], sheet: Sheet) -> bool:
        """Whether tables like this one may be read alike: no figure had a say in how it was read."""
        texts = sheet.written.texts
        if self._reader.by_figures or len(texts) > MOST_CELLS or sum(map(len, texts)) > MOST_CHARACTERS:
            return False
        # A row whose cells are not known gives all that is printed in it (`raw`), which a plan does not hold.
        if any(record.cells is None or len(record.cells) != len(record.header) for record in records):
            return False
        return sum(map(len, sheet.rows())) == len(texts)
