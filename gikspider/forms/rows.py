"""A row of a table as read from a page, and the observations its cells are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from functools import cache, lru_cache
from typing import NamedTuple, cast

from gikspider.forms.definitions import Cell, definition
from gikspider.forms.labels import plain
from gikspider.forms.values import AMBIGUOUS, Value, read_value, unit_in
from gikspider.forms.vocabulary import GROUP_CODES, MODERN, Part, cell_key, cells_by_code
from gikspider.items import Form, Observation, Source

OTHER = "applications.results.other.total"
Key = tuple[str, str | None]
Header = tuple[tuple[str | None, str], ...]


class Record(NamedTuple):
    """A row of values as it stands on the page.

    `row` is null for a row no form has (then `label` names it). `header` gives (column id, header
    text) for each value, column id null for a foreign column; an empty header means that none was
    printed. `cells` are the values' texts in that order, null where it is not known which value
    stands in which column; `raw` is then what was printed.
    """

    part: Part
    row: str | None
    label: str
    header: Header
    cells: tuple[str, ...] | None
    raw: str
    source: Source = "table"
    # Which cell of its table each is: one printed cell that stands for several is no number of each.
    places: tuple[int, ...] = ()


def cells_of_row(record: Record, form: Form) -> dict[Key, Observation]:
    """The cells of a row, each with what is printed in it."""
    part, name, _, header, texts, raw, source, places = record
    if name is None or (name == OTHER and form == "2021" and source != "table"):
        # In flattened text the heading of (六) cannot be told from a row whose label is lost.
        return {}
    row = row_under(part, name, header, form, source)
    if texts is None or len(texts) != row.width:
        return {t.key: observe(t.cell, raw, AMBIGUOUS, None, source) for t in row.targets} if raw else {}
    found = {target.key: see(target, texts[target.place]) for target in row.targets}
    if places and (shared := shared_places(places)):
        for target in row.targets:
            if target.place in shared and found[target.key].state == "number":
                found = {**found, target.key: replace(found[target.key], value=None, state="ambiguous")}
    return found


class Target(NamedTuple):
    """A cell a row's value is for: its place in the row, and the observations already made of it."""

    place: int
    key: Key
    cell: Cell
    header: str
    source: Source
    seen: dict[str, Observation]


# Texts kept for each cell: most cells of most pages print 0.
_MOST_SEEN = 100


def see(target: Target, text: str) -> Observation:
    """The observation of a text in a cell, kept for the next page."""
    if text in target.seen:
        return target.seen[text]
    value = read_value(text, target.cell.type)
    unit = value.unit
    if unit is None and target.cell.type == "money":
        unit = unit_in(target.header)
    found = observe(target.cell, text, value, unit, target.source)
    if len(target.seen) < _MOST_SEEN and len(text) < 20:
        target.seen[text] = found
    return found


class RowTargets(NamedTuple):
    """A row under a header: how many columns it has, and the cells they are for."""

    width: int
    targets: tuple[Target, ...]


@lru_cache(maxsize=1024)
def row_under(part: Part, row: str, header: Header, form: Form, source: Source) -> RowTargets:
    """How many columns a row has, and the cells they are for."""
    header = header or _official_header(part, row, form)
    known = cells_by_code()
    targets: list[Target] = []
    for n, (column, text) in enumerate(header):
        if column is not None:
            key = cell_key(part, row, column)
            cell = known.get(key) or (_group_cell(key) if row in GROUP_CODES else None)
            if cell is not None:
                targets.append(Target(n, key, _own_label(form, cell), text, source, {}))
    return RowTargets(len(header), tuple(targets))


def _own_label(form: Form, cell: Cell) -> Cell:
    """The cell as the form itself labels it; the other form's where it has none such."""
    return next(
        (own for key, own in form_cells(form, cast(Part, cell.table)) if key == (cell.code, cell.column)),
        cell,
    )


def _official_header(part: Part, row: str, form: Form) -> Header:
    """The columns the form has for a row, for a table printed without a header."""
    for block in definition(form).table(part).blocks:
        if any(item.code == row for item in block.rows) or row in GROUP_CODES:
            return tuple((column.id, column.label) for column in block.columns)
    for other in MODERN:
        for block in definition(other).table(part).blocks:
            if any(item.code == row for item in block.rows):
                return tuple((column.id, "") for column in block.columns)
    return ()


@lru_cache(maxsize=1024)
def shared_places(places: tuple[int, ...]) -> frozenset[int]:
    """Columns that share one printed cell."""
    if len(set(places)) == len(places):
        return frozenset()
    seen = Counter(places)
    return frozenset(n for n, place in enumerate(places) if seen[place] > 1)


def local_cells(record: Record) -> Iterable[Observation]:
    name = "".join(plain(record.label).split())[:60]
    for n, (column, text) in enumerate(record.header):
        cell = Cell(
            f"{record.part}.local.{name}", column or text or str(n + 1), name, "", None, "int", record.part
        )
        if record.cells is None or len(record.cells) != len(record.header):
            yield observe(cell, record.raw, AMBIGUOUS, None, record.source)
        else:
            value = read_value(record.cells[n], "money" if column == "amount" else "signed_int")
            yield observe(cell, record.cells[n], value, value.unit, record.source)


def _group_cell(key: Key) -> Cell:
    return Cell(key[0], key[1], key[0], "", "件", "int", "applications")


def observe(cell: Cell, raw: str, value: Value, unit: str | None, source: Source) -> Observation:
    """The observation of a cell."""
    return Observation(
        code=cell.code,
        column=cell.column,
        label=cell.label,
        value=value.value,
        state=value.state,
        raw=raw[:200],
        unit=unit or cell.unit,
        table=cell.table,
        source=source,
    )


@cache
def form_cells(form: Form, part: Part) -> tuple[tuple[Key, Cell], ...]:
    return tuple(((cell.code, cell.column), cell) for cell in definition(form).table(part).cells())


@cache
def missing(cell: Cell, source: Source) -> Observation:
    """The observation of a cell that does not stand on the page."""
    return Observation(
        code=cell.code,
        column=cell.column,
        label=cell.label,
        value=None,
        state="missing",
        raw="",
        unit=cell.unit,
        table=cell.table,
        source=source,
    )
