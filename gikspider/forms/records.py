"""From the rows read on a page to a form: every cell once, each with its state."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import TypeVar

from gikspider.forms.definitions import Cell
from gikspider.forms.flat import enough
from gikspider.forms.rows import Header, Key, Record, cells_of_row, form_cells, local_cells, missing
from gikspider.forms.vocabulary import MODERN, PARTS, Part, evidence
from gikspider.items import Finding, Form, Observation, Source


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
    forms = chosen_forms(records, year, findings)
    values, extras = _place(records, forms, findings)
    observations = in_order(values, forms, records, missing)
    return Assembled(forms["active"], (*observations, *extras), findings)


Value = TypeVar("Value")


def in_order(
    values: dict[Key, Value],
    forms: Mapping[Part, Form],
    records: Sequence[Record],
    absent: Callable[[Cell, Source], Value],
) -> list[Value]:
    """The cells of a form in its order, `absent` ones too; after them what else is printed.

    What else there may be are cells of the other form and sums of groups.
    """
    sources = {record.part: record.source for record in records}
    left = dict(values)
    found: list[Value] = []
    for part in PARTS:
        source = sources.get(part, records[0].source)
        for key, cell in form_cells(forms[part], part):
            its = left.pop(key, None)
            found.append(absent(cell, source) if its is None else its)
    found.extend(left.values())
    return found


def parts_read(records: Iterable[Record]) -> tuple[list[Record], tuple[Part, ...]]:
    """The rows of tables of a form, part by part; and the parts of which too little was read to be one."""
    by_part = {part: [record for record in records if record.part == part] for part in PARTS}
    left = tuple(part for part in PARTS if not enough(by_part[part], part))
    return [record for part in PARTS if part not in left for record in by_part[part]], left


def fallback_form(year: int | None) -> Form:
    """The form that tables of a year have where no label tells."""
    return "2019" if year is not None and year < 2021 else "2021"


def chosen_forms(records: Sequence[Record], year: int | None, findings: list[Finding]) -> dict[Part, Form]:
    """The form of each part, and what is odd about it in the findings."""
    chosen = {part: choose_form(records, part) for part in PARTS}
    decided: dict[Part, Form] = {part: form for part, (form, _) in chosen.items() if form}
    if not decided:
        fallback = fallback_form(year)
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
            extras.extend(local_cells(record))
            continue
        row = cells_of_row(record, forms[record.part])
        if not values.keys().isdisjoint(row):
            row = {key: _reconciled(values.get(key), read, conflicts) for key, read in row.items()}
        values.update(row)
    if conflicts:
        detail = f"printed twice and not alike: {', '.join(sorted(set(conflicts))[:5])}"
        findings.append(Finding(code="cells_conflict", severity="warning", detail=detail))
    return values, extras


def _reconciled(before: Observation | None, read: Observation, conflicts: list[str]) -> Observation:
    """One cell printed twice: what both say, or nothing certain."""
    if before is None or (before.value, before.state) == (read.value, read.state):
        return read
    conflicts.append(read.code)
    return replace(read, value=None, state="ambiguous", raw=f"{before.raw} | {read.raw}"[:200])
