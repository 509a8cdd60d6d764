"""Rows as read from a page, and their assembly into a form: every cell once, each with its state."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from functools import cache, lru_cache
from typing import NamedTuple, cast

from gikspider.forms.definitions import Cell, definition
from gikspider.forms.labels import plain
from gikspider.forms.values import AMBIGUOUS, Value, read_value, unit_in
from gikspider.forms.vocabulary import (
    GROUP_CODES,
    MODERN,
    PARTS,
    Part,
    cell_key,
    cells_by_code,
    evidence,
)
from gikspider.items import Finding, Form, Observation, Source

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
    votes: Counter[Form] = Counter()
    rows = evidence()
    header: Header | None = None
    for record in records:
        if record.part != part:
            continue
        if record.header is not header:
            header = record.header
            votes.update(_votes(part, header))
        if vote := rows.get((part, record.row or "")):
            votes[vote] += 1
    if part == "applications" and votes["2021"]:
        # (六) is a row of the 2019 form and the heading of three rows in the 2021 form.
        return "2021", False
    if not votes:
        return None, False
    best: Form = "2021" if votes["2021"] > votes["2019"] else "2019"
    return best, len([form for form in MODERN if votes[form]]) > 1


@lru_cache(maxsize=1024)
def _votes(part: Part, header: Header) -> tuple[Form, ...]:
    """What a header says about the form."""
    known = evidence()
    names = [name for name, _ in header if name is not None]
    votes = [known[part, name] for name in names if (part, name) in known]
    # Both forms have a column of money; its words tell which: fees, or procurement.
    votes += ["2021" if "费" in text else "2019" for name, text in header if name == "amount"]
    if names == ["decisions"] == [name for name, _ in header]:
        # 处理决定数量 stood beside the items in 2019; 本年处理决定数量 stands alone since 2021.
        votes.append("2021")
    return tuple(votes)


def assemble(records: Sequence[Record], year: int | None) -> Assembled:
    """Make the observations of a form of records. `year` decides only where no label does."""
    if not records:
        return Assembled(None)
    findings: list[Finding] = []
    forms = _forms(records, year, findings)
    values, extras = _place(records, forms, findings)
    sources = {record.part: record.source for record in records}
    observations: list[Observation] = []
    for part in PARTS:
        source = sources.get(part, records[0].source)
        for key, cell in _form_cells(forms[part], part):
            observations.append(values.pop(key) if key in values else missing(cell, source))
    # What is left are cells of the other form or sums of groups: printed, so kept.
    observations.extend(values.values())
    observations.extend(extras)
    return Assembled(forms["active"], tuple(observations), findings)


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


def _place(
    records: Sequence[Record], forms: dict[Part, Form], findings: list[Finding]
) -> tuple[dict[Key, Observation], list[Observation]]:
    values: dict[Key, Observation] = {}
    extras: list[Observation] = []
    conflicts: list[str] = []
    for record in records:
        if record.row is None:
            extras.extend(_local(record))
            continue
        for key, read in _cells(record, forms[record.part]):
            before = values.setdefault(key, read)
            if before is not read and (before.value, before.state) != (read.value, read.state):
                conflicts.append(key[0])
                raw = f"{before.raw} | {read.raw}"[:200]
                values[key] = replace(read, value=None, state="ambiguous", raw=raw)
    if conflicts:
        detail = f"printed twice and not alike: {', '.join(sorted(set(conflicts))[:5])}"
        findings.append(Finding(code="cells_conflict", severity="warning", detail=detail))
    return values, extras


def _cells(record: Record, form: Form) -> list[tuple[Key, Observation]]:
    """The cells of a row, each with what is printed in it."""
    part, row, _, header, texts, raw, source, places = record
    if row is None or (row == OTHER and form == "2021" and source != "table"):
        # In flattened text the heading of (六) cannot be told from a row whose label is lost.
        return []
    count, targets = _targets(part, row, header, form, source)
    if texts is None or len(texts) != count:
        return [(t.key, observe(t.cell, raw, AMBIGUOUS, None, source)) for t in targets] if raw else []
    shared = _shared(places) if places else frozenset()
    read: list[tuple[Key, Observation]] = []
    for target in targets:
        found = target.seen.get(texts[target.place]) or _see(target, texts[target.place])
        if shared and target.place in shared and found.state == "number":
            found = replace(found, value=None, state="ambiguous")
        read.append((target.key, found))
    return read


class _Target(NamedTuple):
    """A cell a row's value is for: its place in the row, and the observations already made of it."""

    place: int
    key: Key
    cell: Cell
    header: str
    source: Source
    seen: dict[str, Observation]


# Texts kept for each cell: most cells of most pages print 0.
_MOST_SEEN = 100


def _see(target: _Target, text: str) -> Observation:
    """The observation of a text in a cell, kept for the next page."""
    value = read_value(text, target.cell.type)
    unit = value.unit
    if unit is None and target.cell.type == "money":
        unit = unit_in(target.header)
    found = observe(target.cell, text, value, unit, target.source)
    if len(target.seen) < _MOST_SEEN and len(text) < 20:
        target.seen[text] = found
    return found


@lru_cache(maxsize=1024)
def _targets(
    part: Part, row: str, header: Header, form: Form, source: Source
) -> tuple[int, tuple[_Target, ...]]:
    """How many columns a row has, and the cells they are for."""
    header = header or _official_header(part, row, form)
    known = cells_by_code()
    targets: list[_Target] = []
    for n, (column, text) in enumerate(header):
        if column is not None:
            key = cell_key(part, row, column)
            cell = known.get(key) or (_group_cell(key) if row in GROUP_CODES else None)
            if cell is not None:
                targets.append(_Target(n, key, _own_label(form, cell), text, source, {}))
    return len(header), tuple(targets)


def _own_label(form: Form, cell: Cell) -> Cell:
    """The cell as the form itself labels it; the other form's where it has none such."""
    return next(
        (own for key, own in _form_cells(form, cast(Part, cell.table)) if key == (cell.code, cell.column)),
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


def _shared(places: tuple[int, ...]) -> frozenset[int]:
    """Columns that share one printed cell."""
    if len(set(places)) == len(places):
        return frozenset()
    seen = Counter(places)
    return frozenset(n for n, place in enumerate(places) if seen[place] > 1)


def _local(record: Record) -> Iterable[Observation]:
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
