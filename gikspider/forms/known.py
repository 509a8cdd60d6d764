"""Tables like those met before: official forms are alike on hundreds of thousands of pages, but for their figures.

What a table is read as depends on its labels, on where its cells stand, and on which of them print
figures; which figures these are matters only once the cells are found. So a table is looked up by all
of that first, and laid out and matched only where no such table has been met.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import islice

from gikspider.forms.grid import Grid, placed
from gikspider.forms.headers import Columns
from gikspider.forms.marks import tags
from gikspider.forms.rows import Header, Record
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


_STATES: tuple[State, ...] = ("number", "blank", "not_applicable", "none_word", "ambiguous")
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
        cells = iter(self.written.texts)
        for group in self.written.groups:
            for count in group:
                yield list(islice(cells, count))


@dataclass(frozen=True, slots=True)
class _Row:
    """A row of a form, and where the texts of its cells stand among those of the table."""

    part: Part
    code: str | None
    label: str
    header: Header
    places: tuple[int, ...]

    def read(self, texts: Sequence[str]) -> Record:
        cells = tuple([texts[place] for place in self.places])
        return Record(self.part, self.code, self.label, self.header, cells, "", "table", self.places)


@dataclass(frozen=True, slots=True)
class _Plan:
    """What a table was read as: its rows, and the columns and the part that go on in the next table."""

    rows: tuple[_Row, ...]
    columns: Columns | None
    part: Part | None


_PLANS: dict[object, _Plan] = {}


class Reader:
    """Reads tables one after the other, as `TableReader` does; `records` are those of all."""

    def __init__(self) -> None:
        self._reader = TableReader()
        self.records = self._reader.records

    def read(self, sheet: Sheet) -> bool:
        """Read one table; whether any row of a form was found in it."""
        reader, written = self._reader, sheet.written
        marks = tuple(map(_MARKS.__getitem__, written.texts))
        key = (reader.columns, reader.part, written.groups, written.spans, marks)
        plan = _PLANS.get(key)
        if plan is not None:
            self.records += [row.read(written.texts) for row in plan.rows]
            reader.columns, reader.part = plan.columns, plan.part
            sheet.whole = True
            return bool(plan.rows)
        before = len(self.records)
        found = reader.read(sheet.grid)
        self._remember(key, self.records[before:], sheet)
        return found

    def _remember(self, key: object, records: Sequence[Record], sheet: Sheet) -> None:
        """Keep how a table was read, unless its figures had a say in it."""
        texts = sheet.written.texts
        if self._reader.by_figures or len(texts) > MOST_CELLS or sum(map(len, texts)) > MOST_CHARACTERS:
            return
        # Without its cells a row gives all that is printed in it, which is not kept here.
        if any(record.cells is None or len(record.cells) != len(record.header) for record in records):
            return
        if sum(map(len, sheet.rows())) < len(texts):
            return
        rows = [_Row(r.part, r.row, r.label, r.header, r.places) for r in records]
        if len(_PLANS) >= MOST_PLANS:
            _PLANS.clear()
        _PLANS[key] = _Plan(tuple(rows), self._reader.columns, self._reader.part)
