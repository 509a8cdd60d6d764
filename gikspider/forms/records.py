"""Rows as read from a page, and their assembly into a form: every cell once, each with its state."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache

from gikspider.forms.definitions import Cell, Row, definition
from gikspider.forms.labels import plain
from gikspider.forms.values import AMBIGUOUS, Value, read_value, unit_in
from gikspider.forms.vocabulary import (
    GROUP_CODES,
    MODERN,
    PARTS,
    Part,
    cell_key,
    cells_by_code,
    codes_of,
    evidence,
)
from gikspider.items import Finding, Form, Observation, Source

OTHER = "applications.results.other.total"
Key = tuple[str, str | None]
Header = tuple[tuple[str | None, str], ...]


@dataclass(frozen=True, slots=True)
class Record:
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
    # Identities of the cells: one printed cell that stands for several is no number of each.
    places: tuple[int, ...] = ()


@dataclass(slots=True)
class Assembled:
    """Observations in the order of the form, local rows last."""

    form: Form | None
    observations: tuple[Observation, ...] = ()
    findings: list[Finding] = field(default_factory=list)


def choose_form(records: Sequence[Record], part: Part) -> tuple[Form | None, bool]:
    """The form a part's labels belong to, and whether labels of both forms were met."""
    known = evidence()
    votes: Counter[Form] = Counter()
    for record in records:
        if record.part != part:
            continue
        names = {name for name, _ in record.header} | {record.row}
        votes.update(known[part, name] for name in names if name is not None and (part, name) in known)
        # Both forms have a column of money; its words tell which: fees, or procurement.
        votes.update("2021" if "费" in text else "2019" for name, text in record.header if name == "amount")
        if [name for name, _ in record.header] == ["decisions"]:
            # 处理决定数量 stood beside the items in 2019; 本年处理决定数量 stands alone since 2021.
            votes["2021"] += 1
    if part == "applications" and votes["2021"]:
        # (六) is a row of the 2019 form and the heading of three rows in the 2021 form.
        return "2021", False
    if not votes:
        return None, False
    best: Form = "2021" if votes["2021"] > votes["2019"] else "2019"
    return best, len([form for form in MODERN if votes[form]]) > 1


def assemble(records: Sequence[Record], year: int | None) -> Assembled:
    """Make the observations of a form of records. `year` decides only where no label does."""
    if not records:
        return Assembled(None)
    findings: list[Finding] = []
    forms = _forms(records, year, findings)
    main = forms["active"]
    values, extras = _place(records, forms, findings)
    sources = {record.part: record.source for record in records}
    fallback = records[0].source
    observations: list[Observation] = []
    for part in PARTS:
        source = sources.get(part, fallback)
        for key, cell in _form_cells(forms[part], part):
            read = values.pop(key, None)
            observations.append(missing(cell, source) if read is None else observe(cell, *read))
    known = cells_by_code()
    # What is left are cells of the other form or sums of groups: printed, so kept.
    observations.extend(observe(known.get(key) or _group_cell(key), *read) for key, read in values.items())
    observations.extend(extras)
    return Assembled(main, tuple(observations), findings)


def _forms(records: Sequence[Record], year: int | None, findings: list[Finding]) -> dict[Part, Form]:
    chosen = {part: choose_form(records, part) for part in PARTS}
    decided: dict[Part, Form] = {part: form for part, (form, _) in chosen.items() if form}
    if not decided:
        fallback: Form = "2019" if year is not None and year < 2021 else "2021"
        findings.append(
            Finding(
                code="form_undecided",
                severity="info",
                detail=f"no label tells 2019 from 2021, read as {fallback}",
            )
        )
    else:
        fallback = decided.get("active") or decided["applications"]
    if any(mixed for _, mixed in chosen.values()) or len(set(decided.values())) > 1:
        words = ", ".join(f"{part} {form}" for part, form in decided.items())
        findings.append(
            Finding(code="forms_mixed", severity="warning", detail=f"labels of two forms: {words}")
        )
    return {part: decided.get(part, fallback) for part in PARTS}


Read = tuple[str, Value, str | None, Source]


def _place(
    records: Sequence[Record], forms: dict[Part, Form], findings: list[Finding]
) -> tuple[dict[Key, Read], list[Observation]]:
    values: dict[Key, Read] = {}
    extras: list[Observation] = []
    conflicts: list[str] = []
    for record in records:
        if record.row is None:
            extras.extend(_local(record))
            continue
        for key, read in _cells(record, forms[record.part]):
            before = values.get(key)
            if before is not None and before[1] != read[1]:
                conflicts.append(key[0])
                read = (f"{before[0]} | {read[0]}"[:200], AMBIGUOUS, None, read[3])
            values[key] = read
    if conflicts:
        detail = f"printed twice and not alike: {', '.join(sorted(set(conflicts))[:5])}"
        findings.append(Finding(code="cells_conflict", severity="warning", detail=detail))
    return values, extras


def _cells(record: Record, form: Form) -> Iterable[tuple[Key, Read]]:
    assert record.row is not None
    if record.row == OTHER and form == "2021" and record.source != "table":
        # In flattened text the heading of (六) cannot be told from a row whose label is lost.
        return
    known = cells_by_code()
    header = record.header or _official_header(record, form)
    cells = record.cells if record.cells is not None and len(record.cells) == len(header) else None
    if cells is None and not record.raw:
        return
    shared = _shared(record) if record.places else frozenset()
    money = record.part == "active"
    for n, (column, text) in enumerate(header):
        if column is None:
            continue
        key = cell_key(record.part, record.row, column)
        cell = known.get(key)
        if cell is None and record.row not in GROUP_CODES:
            continue
        if cells is None:
            yield key, (record.raw, AMBIGUOUS, None, record.source)
            continue
        raw = cells[n]
        value = read_value(raw, cell.type if cell else "int")
        if shared and value.state == "number" and n in shared:
            value = AMBIGUOUS
        unit = _unit(cell, value, text) if money else value.unit
        yield key, (raw, value, unit, record.source)


def _official_header(record: Record, form: Form) -> Header:
    """The columns the form has for a row, for a table printed without a header."""
    for block in definition(form).table(record.part).blocks:
        if any(row.code == record.row for row in block.rows) or record.row in GROUP_CODES:
            return tuple((column.id, column.label) for column in block.columns)
    for other in MODERN:
        for block in definition(other).table(record.part).blocks:
            if any(row.code == record.row for row in block.rows):
                return tuple((column.id, "") for column in block.columns)
    return ()


def _shared(record: Record) -> frozenset[int]:
    """Columns that share one printed cell."""
    if len(set(record.places)) == len(record.places):
        return frozenset()
    seen = Counter(record.places)
    return frozenset(n for n, place in enumerate(record.places) if seen[place] > 1)


def _unit(cell: Cell | None, value: Value, header: str) -> str | None:
    if cell is None or cell.type != "money":
        return value.unit
    return value.unit or unit_in(header)


def _local(record: Record) -> Iterable[Observation]:
    name = "".join(plain(record.label).split())[:60]
    for n, (column, text) in enumerate(record.header):
        if record.cells is None or len(record.cells) != len(record.header):
            read: Read = (record.raw, AMBIGUOUS, None, record.source)
        else:
            value = read_value(record.cells[n], "money" if column == "amount" else "signed_int")
            read = (record.cells[n], value, value.unit, record.source)
        cell = Cell(
            f"{record.part}.local.{name}", column or text or str(n + 1), name, "", None, "int", record.part
        )
        yield observe(cell, *read)


def _group_cell(key: Key) -> Cell:
    return Cell(key[0], key[1], key[0], "", "件", "int", "applications")


# Observations of equal cells are shared between pages: most cells of most pages print 0.
_SHARED: dict[tuple[str | None, ...], Observation] = {}
_MOST_SHARED = 50_000


def observe(cell: Cell, raw: str, value: Value, unit: str | None, source: Source) -> Observation:
    """The observation of a cell."""
    known = (cell.code, cell.column, cell.label, raw, value.state, unit, source)
    found = _SHARED.get(known)
    if found is None:
        found = Observation(
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
        if len(_SHARED) >= _MOST_SHARED:
            _SHARED.clear()
        _SHARED[known] = found
    return found


@cache
def _form_cells(form: Form, part: Part) -> tuple[tuple[Key, Cell], ...]:
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


__all__ = [
    "Assembled",
    "Header",
    "Record",
    "Row",
    "assemble",
    "choose_form",
    "codes_of",
    "missing",
    "observe",
]
