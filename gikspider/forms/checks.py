"""Do the figures of a form add up? Every identity as a check; nothing is ever repaired from one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from functools import cache
from itertools import chain, product
from typing import Any

from gikspider.forms.identities import Identity, Key, form_places, identities, identities_of_cell
from gikspider.forms.vocabulary import codes_of
from gikspider.items import Check, CheckStatus, Form, Observation, Severity, UnitType

Cells = Mapping[Key, Observation]
Values = list[Any]
# Stands for what is no number: adding it to one is an error.
_NOTHING = object()
_HOLDS = {"=": Decimal.__eq__, "<=": Decimal.__le__, ">=": Decimal.__ge__}
_ZERO = Decimal(0)
# States that a second pass may take for 0; the check stays not assessable, its detail tells.
_EMPTY = frozenset({"blank", "not_applicable", "none_word"})
# Units that may not issue government rules (规章). Their figures stay what they are.
_WITHOUT_RULES = frozenset({"county", "town", "township", "subdistrict", "department"})
# A fee column filled in 元 instead of 万元 passes this for units below a city.
_FEE_LIMIT = Decimal(100_000)
_ITEMS = ("admin_license", "other_external_management", "admin_penalty", "admin_coercion", "admin_fees")


def check(
    observations: Iterable[Observation], *, form: Form | None, unit_type: UnitType | None = None
) -> tuple[Check, ...]:
    """Evaluate every identity of a report's form over its observations.

    A check is not assessable where an operand is no number; `left` and `right` then are null. The
    detail names the column or row, and the cell where crossing sums point at a single one.
    """
    observations = tuple(observations)
    if form is None or not observations:
        return ()
    cells: Cells
    every: Sequence[Identity]
    if _is_whole(observations, form):
        cells = dict(zip(form_places(form), observations, strict=True))
        every = identities(form)
        checks = _over_whole(form, cells)
    else:
        cells = {(o.code, o.column): o for o in observations}
        pairs = list(_identities(form, cells))
        every = [identity for identity, _ in pairs]
        checks = [_evaluate(identity, cells, values) for identity, values in pairs]
    if "fails" in [result.status for result in checks]:
        checks = localise(list(zip(every, checks, strict=True)))
    if form in ("2019", "2021"):
        checks.append(_non_negative(cells))
        checks.extend(_plausible(cells, unit_type))
    if form == "2008":
        checks.append(_year_to_date(cells))
    return tuple(checks)


def _is_whole(observations: Sequence[Observation], form: Form) -> bool:
    """Whether these are the cells of a form, all of them and in its order."""
    codes, columns = _order(form)
    return [o.code for o in observations] == codes and [o.column for o in observations] == columns


@cache
def _order(form: Form) -> tuple[list[str], list[str | None]]:
    return [code for code, _ in form_places(form)], [column for _, column in form_places(form)]


def _over_whole(form: Form, cells: Cells) -> list[Check]:
    """The form's identities over all its cells: those over zeros only, which most are, hold as they stand."""
    every, of_cell = identities(form), identities_of_cell(form)
    values: Values = [_NOTHING if cell.value is None else cell.value for cell in cells.values()]
    told = [of_cell[place] for place, value in enumerate(values) if value]
    values.append(_ZERO)
    checks = [identity.zero for identity in every]
    for number in set(chain.from_iterable(told)):
        checks[number] = _evaluate(every[number], cells, values)
    return checks


def _identities(form: Form, cells: Cells) -> Iterator[tuple[Identity, Values]]:
    """The form's identities, and those of the other modern form where tables are of that form.

    Each comes with the values of its form's cells in their order, null where there is none.
    """
    values = _values(form, cells)
    other: Form = "2019" if form == "2021" else "2021"
    if form not in ("2019", "2021") or (codes_of(other) - codes_of(form)).isdisjoint(cells):
        yield from ((identity, values) for identity in identities(form) if identity.left[0] in cells)
        return
    whole = [identity for identity in identities(form) if cells.keys() >= identity.cells]
    yield from ((identity, values) for identity in whole)
    own = {(identity.id, identity.where) for identity in whole}
    values = _values(other, cells)
    for identity in identities(other):
        if (identity.id, identity.where) not in own and cells.keys() >= identity.cells:
            yield identity, values


def _values(form: Form, cells: Cells) -> Values:
    """The values of a form's cells in their order, and a zero after them; what is no number cannot be added."""
    found: Values = [
        cell.value if (cell := cells.get(key)) is not None and cell.value is not None else _NOTHING
        for key in form_places(form)
    ]
    found.append(_ZERO)
    return found


def _evaluate(identity: Identity, cells: Cells, values: Values) -> Check:
    try:
        left = sum(filter(None, identity.left_of(values)), _ZERO)
        right = sum(filter(None, identity.right_of(values)), _ZERO)
    except TypeError:
        return _check(identity, "not_assessable", None, None, _open_detail(identity, cells))
    if not left and not right:
        return identity.zero
    holds = _HOLDS[identity.relation](left, right)
    detail = f"{identity.prefix}{left} {identity.relation} {right}, {identity.words}"
    return _check(identity, "holds" if holds else "fails", left, right, detail)


def _check(
    identity: Identity, status: CheckStatus, left: Decimal | None, right: Decimal | None, detail: str
) -> Check:
    return Check(
        id=identity.id, severity=identity.severity, status=status, left=left, right=right, detail=detail
    )


def _inferred(keys: Iterable[Key], cells: Cells) -> Decimal:
    """The sum of cells with those that hold no number left out."""
    return sum((value for key in keys if (value := cells[key].value) is not None), _ZERO)


def _open_detail(identity: Identity, cells: Cells) -> str:
    """Why a check could not be made, and what it would say with blanks read as 0."""
    states = {cells[key].state if key in cells else "missing" for key in identity.cells}
    detail = f"{identity.prefix}operands {', '.join(sorted(states - {'number'}))}"
    if "number" in states and states <= _EMPTY | {"number"}:
        left, right = _inferred(identity.left, cells), _inferred(identity.right, cells)
        word = "holds" if _HOLDS[identity.relation](left, right) else "does not hold"
        detail += f"; {word} with inferred zeros ({left} {identity.relation} {right})"
    return detail


def localise(results: Sequence[tuple[Identity, Check]]) -> list[Check]:
    """Name the one cell that would explain a failed row and a failed column of the applications table."""
    failed = [
        (i, c) for i, c in results if c.status == "fails" and i.id.startswith("APP_") and i.relation == "="
    ]
    rows = [(n, i, c) for n, (i, c) in enumerate(failed) if i.id == "APP_ROW_SUM"]
    columns = [(n, i, c) for n, (i, c) in enumerate(failed) if i.id != "APP_ROW_SUM"]
    suspects: dict[int, set[Key]] = {}
    for (m, row, row_check), (n, column, column_check) in product(rows, columns):
        crossing = row.cells & column.cells
        if len(crossing) == 1 and _same(row, row_check, column, column_check, *crossing):
            suspects.setdefault(m, set()).update(crossing)
            suspects.setdefault(n, set()).update(crossing)
    notes = {id(failed[n][1]): found for n, found in suspects.items()}
    checks: list[Check] = []
    for identity, result in results:
        found = notes.get(id(result), set())
        if len(found) == 1:
            code, name = next(iter(found))
            detail = f"{result.detail}; crossing sums point at {code}#{name}"
        elif result.status == "fails" and identity.where == "total" and _only_total(identity, results):
            detail = f"{result.detail}; holds for every applicant, the column 总计 is suspect"
        else:
            checks.append(result)
            continue
        checks.append(_check(identity, result.status, result.left, result.right, detail))
    return checks


def _same(row: Identity, a: Check, column: Identity, b: Check, cell: Key) -> bool:
    """Whether one change of the crossing cell would repair both sums."""
    if a.left is None or a.right is None or b.left is None or b.right is None:
        return False
    first = a.right - a.left if cell in row.left else a.left - a.right
    second = b.right - b.left if cell in column.left else b.left - b.right
    return first == second


def _only_total(identity: Identity, results: Iterable[tuple[Identity, Check]]) -> bool:
    same = [c.status for i, c in results if i.id == identity.id and i.where != "total"]
    return bool(same) and all(status == "holds" for status in same)


def _non_negative(cells: Cells) -> Check:
    table = [o for o in cells.values() if o.table == "applications"]
    numbers = [o.value for o in table if o.value]
    lowest = min(numbers, default=_ZERO if any(o.state == "number" for o in table) else None)
    below = lowest is not None and lowest < 0
    negative = [(o.code, o.column) for o in table if o.value is not None and o.value < 0] if below else []
    status: CheckStatus = "not_assessable" if lowest is None else "fails" if negative else "holds"
    detail = "negative: " + ", ".join(f"{code}#{column}" for code, column in negative[:5]) if negative else ""
    right = None if lowest is None else _ZERO
    return Check(id="APP_NONNEG", severity="error", status=status, left=lowest, right=right, detail=detail)


def _plausible(cells: Cells, unit_type: UnitType | None) -> Iterable[Check]:
    yield from _rules(cells, unit_type)
    for name in _ITEMS:
        yield from _misfilled(cells, f"active.{name}")
    projects = cells.get(("active.central_procurement.projects", None))
    amount = cells.get(("active.central_procurement.amount", None))
    if projects is not None and amount is not None:
        yield _judged(
            "ACT19_PROCUREMENT",
            projects.value,
            amount.value,
            lambda left, right: (left > 0) == (right > 0),
            "projects and amount are both 0 or both not",
        )
    fee = cells.get(("active.admin_fees.amount", None))
    if fee is not None:
        value = fee.value / 10_000 if fee.value is not None and fee.unit == "元" else fee.value
        known = value if unit_type in _WITHOUT_RULES else None
        words = f"万元; a {unit_type or 'unit of unknown type'} above this has probably filled in 元"
        yield _judged("ACT21_FEE_SCALE", known, _FEE_LIMIT, lambda left, right: left <= right, words)


def _rules(cells: Cells, unit_type: UnitType | None) -> Iterable[Check]:
    for column in ("newly_made", "newly_disclosed", "total_disclosed", "issued", "repealed", "in_force"):
        code = f"active.regulations.{column}"
        cell = cells.get((code, None))
        if cell is None:
            continue
        if unit_type in ("city", "province"):
            yield _judged(
                "ACT_RULEMAKING_POWER", cell.value, _ZERO, lambda a, b: a >= b, f"{code}: may issue rules"
            )
        else:
            value = cell.value if unit_type in _WITHOUT_RULES else None
            words = f"{code}: a {unit_type or 'unit of unknown type'} issues no rules (规章)"
            yield _judged("ACT_RULEMAKING_POWER", value, _ZERO, lambda a, b: a == b, words)


def _misfilled(cells: Cells, row: str) -> Iterable[Check]:
    """Decisions equal to last year's items and their change: the column was read as this year's items."""
    previous, change, decisions = (
        cells.get((f"{row}.{name}", None)) for name in ("items_previous_year", "items_change", "decisions")
    )
    if previous is None or change is None or decisions is None:
        return
    left = decisions.value
    right = None if previous.value is None or change.value is None else previous.value + change.value
    moved = change.value != 0
    yield _judged(
        "ACT19_MISFILL",
        left,
        right,
        lambda a, b: not (moved and a == b),
        f"{row}: decisions, not items of this year",
    )


def _judged(name: str, left: Decimal | None, right: Decimal | None, test: object, words: str) -> Check:
    severity: Severity = "warning"
    if left is None or right is None:
        return Check(id=name, severity=severity, status="not_assessable", detail=words)
    assert callable(test)
    status: CheckStatus = "holds" if test(left, right) else "fails"
    return Check(id=name, severity=severity, status=status, left=left, right=right, detail=words)


def _year_to_date(cells: Cells) -> Check:
    """This period's figures are part of the year's, where the form prints both columns."""
    pairs = [
        (o.value, year.value, o.code)
        for (code, column), o in cells.items()
        if column == "current_period" and (year := cells.get((code, None))) is not None
    ]
    known = [(a, b, code) for a, b, code in pairs if a is not None and b is not None]
    if not known:
        return Check(
            id="F08_YTD", severity="warning", status="not_assessable", detail="no column of the period"
        )
    over = [code for a, b, code in known if a > b]
    left, right = sum((a for a, _, _ in known), _ZERO), sum((b for _, b, _ in known), _ZERO)
    return Check(
        id="F08_YTD",
        severity="warning",
        status="fails" if over else "holds",
        left=left,
        right=right,
        detail=f"more in the period than in the year: {', '.join(over[:5])}" if over else "",
    )
