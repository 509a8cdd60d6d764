"""Figures stated in prose against the tables of the same report."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from gikspider.forms.checks import Cells
from gikspider.forms.definitions import data, definition
from gikspider.forms.identities import Key
from gikspider.items import Check, CheckStatus, Observation, Severity, Statement

_RECEIVED = frozenset({"applications.received.total", "applications.received_new"})
_REPLIED = frozenset({"applications.replied.total", "applications.concluded.total"})
_WAYS = "applications.received."
_MONEY = {"元": Decimal(1), "万元": Decimal(10_000), "亿元": Decimal(100_000_000)}
# 约 in prose is taken to be near enough within a tenth.
_ABOUT = Decimal("0.1")


@dataclass(frozen=True, slots=True)
class Rule:
    """Statement codes, and the sums of cells (one of several) they should equal."""

    id: str
    severity: Severity
    codes: frozenset[str]
    targets: tuple[tuple[Key, ...], ...]


@cache
def rules() -> tuple[Rule, ...]:
    """The comparisons of `data/prose_checks.json`."""

    def key(text: str) -> Key:
        code, _, column = text.partition("#")
        return code, column or None

    return tuple(
        Rule(
            raw["id"],
            raw["severity"],
            frozenset(raw["codes"]),
            tuple(tuple(map(key, t)) for t in raw["targets"]),
        )
        for raw in data("prose_checks.json")["rules"]
    )


def check_prose(observations: Iterable[Observation], statements: Iterable[Statement]) -> tuple[Check, ...]:
    """Compare what the sentences of a report state with what its tables hold.

    Statements on other years, parts of a whole and cumulative figures are not compared with a table.
    Where prose may mean one of two sums (received, or received and carried in), either will do; the
    detail says which did.
    """
    cells: Cells = {(o.code, o.column): o for o in observations}
    stated = [s for s in statements if s.year is None]
    checks: list[Check] = []
    for statement in stated:
        if cells and statement.kind in ("total", "negated"):
            checks.extend(
                _compare(rule, statement, cells) for rule in rules() if _applies(rule, statement, cells)
            )
            checks.extend(_none_received(statement, cells))
            checks.extend(_finished(statement, cells))
    checks.extend(_parts(stated))
    checks.extend(_percent(stated))
    return tuple(checks)


def _applies(rule: Rule, statement: Statement, cells: Cells) -> bool:
    return statement.code.partition("#")[0] in rule.codes and any(
        all(key in cells for key in target) for target in rule.targets
    )


def _compare(rule: Rule, statement: Statement, cells: Cells) -> Check:
    sums = [(target, _sum(target, cells)) for target in rule.targets if all(key in cells for key in target)]
    known = [(target, total) for target, total in sums if total is not None]
    detail = f"{statement.code}: {statement.quote[:60]}"
    stated = _in_unit(statement, cells.get(rule.targets[0][0]))
    if not known or stated is None:
        return Check(id=rule.id, severity=rule.severity, status="not_assessable", detail=detail)
    agreeing = [(target, total) for target, total in known if _agrees(statement, stated, total)]
    target, total = (agreeing or known)[0]
    words = " + ".join(f"{code}#{column}" if column else code for code, column in target)
    status: CheckStatus = "holds" if agreeing else "fails"
    return Check(
        id=rule.id,
        severity=rule.severity,
        status=status,
        left=stated,
        right=total,
        detail=f"{detail} | {words}"[:300],
    )


def _sum(keys: Sequence[Key], cells: Cells) -> Decimal | None:
    values = [cells[key].value for key in keys]
    return None if None in values else sum((v for v in values if v is not None), Decimal(0))


def _in_unit(statement: Statement, cell: Observation | None) -> Decimal | None:
    """The value stated in the unit of the cell; None where money has no unit on one side only."""
    if cell is None or (statement.unit not in _MONEY and cell.unit not in _MONEY) or statement.value == 0:
        return statement.value
    if statement.unit not in _MONEY or cell.unit not in _MONEY:
        return None
    return statement.value * _MONEY[statement.unit] / _MONEY[cell.unit or ""]


def _agrees(statement: Statement, stated: Decimal, total: Decimal) -> bool:
    match statement.qualifier:
        case "at_least":
            return total >= stated
        case "at_most":
            return total <= stated
        case "about":
            return abs(total - stated) <= _ABOUT * max(abs(stated), abs(total))
    return total == stated


def _none_received(statement: Statement, cells: Cells) -> Iterator[Check]:
    """No application received: all seven cells must say 0."""
    if statement.code.partition("#")[0] not in _RECEIVED or statement.value != 0:
        return
    columns = definition("2021").table("applications").blocks[0].columns
    row = [cells.get(("applications.received_new", column.id)) for column in columns]
    found = [cell for cell in row if cell is not None]
    if not found:
        return
    numbers = [cell.value for cell in found if cell.value is not None]
    status: CheckStatus = "holds"
    if any(number != 0 for number in numbers):
        status = "fails"
    elif len(numbers) < len(row):
        status = "not_assessable"
    detail = f"none received: {statement.quote[:60]}"
    left = None if status == "not_assessable" else Decimal(0)
    right = max(numbers, default=None) if status != "not_assessable" else None
    yield Check(id="P_NONE", severity="error", status=status, left=left, right=right, detail=detail)


def _finished(statement: Statement, cells: Cells) -> Iterator[Check]:
    """All replied to: nothing is carried out."""
    if (
        statement.code != "applications.reply_rate"
        or statement.value != 100
        or statement.qualifier is not None
    ):
        return
    cell = cells.get(("applications.carried_out", "total"))
    if cell is None:
        return
    detail = f"all replied to: {statement.quote[:60]}"
    if cell.value is None:
        yield Check(id="P_FINISHED", severity="warning", status="not_assessable", detail=detail)
    else:
        status: CheckStatus = "holds" if cell.value == 0 else "fails"
        yield Check(
            id="P_FINISHED",
            severity="warning",
            status=status,
            left=Decimal(0),
            right=cell.value,
            detail=detail,
        )


def _parts(stated: Sequence[Statement]) -> Iterator[Check]:
    """Applications by way of receipt against their total, section by section. Channels overlap and are left out.

    A sum below the total is not assessable: a list of parts may be open (等).
    """
    for total in stated:
        if total.code not in _RECEIVED or total.kind != "total" or total.qualifier is not None:
            continue
        parts = [
            s
            for s in stated
            if s.kind == "part"
            and s.code.startswith(_WAYS)
            and s.code not in _RECEIVED
            and s.section == total.section
            and s.qualifier is None
        ]
        if len(parts) < 2:
            continue
        right = sum((part.value for part in parts), Decimal(0))
        status: CheckStatus = (
            "holds" if right == total.value else "fails" if right > total.value else "not_assessable"
        )
        detail = " + ".join(str(part.value) for part in parts) + f" against {total.value}"
        assessed = status != "not_assessable"
        yield Check(
            id="P_SUBSUM",
            severity="info",
            status=status,
            left=total.value if assessed else None,
            right=right if assessed else None,
            detail=detail,
        )


def _percent(stated: Sequence[Statement]) -> Iterator[Check]:
    """A stated rate of replies against the stated numbers, rounded as printed."""
    received = next((s.value for s in stated if s.code in _RECEIVED and s.kind == "total"), None)
    replied = next((s.value for s in stated if s.code in _REPLIED and s.kind == "total"), None)
    for rate in stated:
        if rate.code != "applications.reply_rate" or rate.unit != "%" or not received or replied is None:
            continue
        computed = (100 * replied / received).quantize(rate.value)
        status: CheckStatus = "holds" if computed == rate.value else "fails"
        yield Check(
            id="P_PERCENT",
            severity="info",
            status=status,
            left=rate.value,
            right=computed,
            detail=f"{replied} of {received}: {rate.quote[:60]}",
        )
