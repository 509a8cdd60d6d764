"""Two years of one unit side by side: what one form hands on to the next year's."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from functools import cache
from typing import NamedTuple

from gikspider.forms.definitions import definition
from gikspider.forms.vocabulary import codes_of
from gikspider.items import AnnualReport, Check, CheckStatus, Observation, Severity

Key = tuple[str, str | None]
Cells = Mapping[Key, Decimal | None]
_DOCUMENTS = ("regulations", "normative_documents")
_ITEMS = ("admin_license", "other_external_management", "admin_penalty", "admin_coercion", "admin_fees")
# Pairs of the 2019 and 2021 forms that look alike and count different things.
_BROKEN = (("newly_made", "issued"), ("total_disclosed", "in_force"))
# A count is said to jump from this size on, and by this factor.
_JUMP_FROM, _JUMP = Decimal(20), 5
# What the checks below ask for by its name.
_COLUMNS_NAMED = {
    _DOCUMENTS: ("in_force", "issued", "repealed", "total_disclosed", "newly_disclosed", "newly_made"),
    _ITEMS: ("items_previous_year", "items_change"),
}
_NAMED = frozenset(
    ["applications.carried_in", "applications.carried_out"]
    + [
        f"active.{row}.{column}"
        for rows, columns in _COLUMNS_NAMED.items()
        for row in rows
        for column in columns
    ]
)


class Outline(NamedTuple):
    """As much of a report's cells as comparing two years takes, in a tenth of their memory.

    `named` are cells that checks ask for by name, `large` those from which a figure could jump, in
    the order of the report; `known` has a bit for each cell of the two newer forms that holds a count,
    `others` are further such cells of the older ones. `size` is the number of all cells.
    """

    size: int
    named: Mapping[Key, Decimal | None]
    large: Mapping[Key, Decimal]
    known: int
    others: frozenset[Key]


Figures = AnnualReport | Outline | Iterable[Observation]


def outline(observations: Iterable[Observation]) -> Outline:
    """The outline of a report's cells; of two for the same place the last counts."""
    bits = _bits()
    cells = {(cell.code, cell.column): cell for cell in observations}
    named: dict[Key, Decimal | None] = {}
    large: dict[Key, Decimal] = {}
    known, others = 0, set()
    for key, cell in cells.items():
        value = cell.value
        if key[0] in _NAMED:
            named[key] = value
        if value is None:
            continue
        bit = bits.get(key)
        if bit:
            known |= bit
        elif bit is None and cell.table == "indicators":
            others.add(key)
        else:
            continue
        if value > _JUMP_FROM:
            large[key] = value
    return Outline(len(cells), named, large, known, frozenset(others))


@cache
def _bits() -> Mapping[Key, int]:
    """A bit for each cell of the two newer forms; 0 for sums of money, which may jump."""
    money = {(cell.code, cell.column) for cell in definition("2021").cells() if cell.type == "money"}
    keys = sorted(codes_of("2019") | codes_of("2021"), key=lambda key: (key[0], key[1] or ""))
    return {key: 0 if key in money else 1 << n for n, key in enumerate(keys)}


def check_years(this: Figures, last: Figures) -> tuple[Check, ...]:
    """Compare a report, or the outline of its cells, with that of the year before, of the same unit.

    Reports that state years which do not follow one another are not compared. A check is not
    assessable where a figure is missing; what a mismatch may rightly come from stands in its detail.
    """
    years = [getattr(report, "report_year", None) for report in (this, last)]
    if years[0] is not None and years[1] is not None and years[0] != years[1] + 1:
        return ()
    now, before = _outline(this), _outline(last)
    if not now.size or not before.size:
        return ()
    return (
        *_carried(now.named, before.named),
        *_in_force(now.named, before.named),
        *_items(now.named, before.named),
        *_disclosed(now.named, before.named),
        *_broken(now.named, before.named),
        *_jumps(now, before),
    )


def _outline(report: Figures) -> Outline:
    if isinstance(report, Outline):
        return report
    return outline(report.observations if isinstance(report, AnnualReport) else report)


def _value(cells: Cells, code: str, column: str | None = None) -> Decimal | None:
    return cells.get((code, column))


def _equal(name: str, severity: Severity, left: Decimal | None, right: Decimal | None, detail: str) -> Check:
    if left is None or right is None:
        return Check(id=name, severity=severity, status="not_assessable", detail=detail)
    status: CheckStatus = "holds" if left == right else "fails"
    return Check(id=name, severity=severity, status=status, left=left, right=right, detail=detail)


def _carried(now: Cells, before: Cells) -> Iterator[Check]:
    """What last year carried out is what this year carries in, applicant by applicant."""
    if ("applications.carried_in", "total") not in now or ("applications.carried_out", "total") not in before:
        return
    total = [
        _value(now, "applications.carried_in", "total"),
        _value(before, "applications.carried_out", "total"),
    ]
    agrees = total[0] is not None and total[0] == total[1]
    for column in definition("2021").table("applications").blocks[0].columns:
        left = _value(now, "applications.carried_in", column.id)
        right = _value(before, "applications.carried_out", column.id)
        # Applicants may be classed anew while the total still agrees.
        severity: Severity = "info" if agrees and column.id != "total" else "warning"
        words = f"{column.id}: carried in against carried out last year; units merge and split, cases are counted anew"
        yield _equal("X_CARRY", severity, left, right, words)


def _in_force(now: Cells, before: Cells) -> Iterator[Check]:
    for name in _DOCUMENTS:
        row = f"active.{name}"
        if (f"{row}.in_force", None) not in now or (f"{row}.in_force", None) not in before:
            continue
        parts = [
            _value(before, f"{row}.in_force"),
            _value(now, f"{row}.issued"),
            _value(now, f"{row}.repealed"),
        ]
        right = None if None in parts else parts[0] + parts[1] - parts[2]  # type: ignore[operator]
        words = f"{name}: in force = last year's + issued - repealed; documents also lapse"
        yield _equal("X_IN_FORCE", "warning", _value(now, f"{row}.in_force"), right, words)


def _items(now: Cells, before: Cells) -> Iterator[Check]:
    for name in _ITEMS:
        row = f"active.{name}"
        key = (f"{row}.items_previous_year", None)
        if key not in now or key not in before:
            continue
        parts = [_value(before, key[0]), _value(before, f"{row}.items_change")]
        right = None if None in parts else parts[0] + parts[1]  # type: ignore[operator]
        words = f"{name}: items of last year = those stated then and their change"
        yield _equal("X_ITEMS", "info", _value(now, key[0]), right, words)


def _disclosed(now: Cells, before: Cells) -> Iterator[Check]:
    for name in _DOCUMENTS:
        row = f"active.{name}"
        key = (f"{row}.total_disclosed", None)
        if key not in now or key not in before:
            continue
        left, stock, new = _value(now, key[0]), _value(before, key[0]), _value(now, f"{row}.newly_disclosed")
        words = f"{name}: all disclosed grows by what is newly disclosed, unless documents are taken down"
        if left is None or stock is None or new is None:
            yield Check(id="X_TOTAL_DISCLOSED", severity="info", status="not_assessable", detail=words)
        else:
            status: CheckStatus = "holds" if left >= stock + new else "fails"
            yield Check(
                id="X_TOTAL_DISCLOSED",
                severity="info",
                status=status,
                left=left,
                right=stock + new,
                detail=words,
            )


def _broken(now: Cells, before: Cells) -> Iterator[Check]:
    """Columns of the two forms that must not be joined into one series."""
    for name in _DOCUMENTS:
        for old, new in _BROKEN:
            pair = (f"active.{name}.{old}", f"active.{name}.{new}")
            if (pair[0], None) in before and (pair[1], None) in now:
                words = f"{pair[0]} and {pair[1]} are defined differently and make no series"
                yield Check(id="X_2020_2021_BREAK", severity="info", status="not_assessable", detail=words)


def _jumps(now: Outline, before: Outline) -> Iterator[Check]:
    if not (now.known & before.known or now.others & before.others):
        yield Check(id="X_JUMP", severity="info", status="not_assessable", detail="no figure in both years")
    for key, value in now.large.items():
        old = before.large.get(key)
        if old is not None and (value > _JUMP * old or old > _JUMP * value):
            words = f"{key[0]}{'#' + key[1] if key[1] else ''}: five times as many, or as few, as last year"
            yield Check(id="X_JUMP", severity="info", status="fails", left=value, right=old, detail=words)
