"""Two years of one unit side by side: what one form hands on to the next year's."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from functools import cache

from gikspider.forms.checks import Cells
from gikspider.forms.definitions import definition
from gikspider.forms.vocabulary import codes_of
from gikspider.items import AnnualReport, Check, CheckStatus, Observation, Severity

Figures = AnnualReport | Iterable[Observation]
_DOCUMENTS = ("regulations", "normative_documents")
_ITEMS = ("admin_license", "other_external_management", "admin_penalty", "admin_coercion", "admin_fees")
# Pairs of the 2019 and 2021 forms that look alike and count different things.
_BROKEN = (("newly_made", "issued"), ("total_disclosed", "in_force"))
# A count is said to jump from this size on, and by this factor.
_JUMP_FROM, _JUMP = Decimal(20), 5


def check_years(this: Figures, last: Figures) -> tuple[Check, ...]:
    """Compare a report with that of the year before, of the same unit.

    Reports that state years which do not follow one another are not compared. A check is not
    assessable where a figure is missing; what a mismatch may rightly come from stands in its detail.
    """
    years = [getattr(report, "report_year", None) for report in (this, last)]
    if years[0] is not None and years[1] is not None and years[0] != years[1] + 1:
        return ()
    now, before = _cells(this), _cells(last)
    if not now or not before:
        return ()
    return (
        *_carried(now, before),
        *_in_force(now, before),
        *_items(now, before),
        *_disclosed(now, before),
        *_broken(now, before),
        *_jumps(now, before),
    )


def _cells(report: Figures) -> Cells:
    observations = report.observations if isinstance(report, AnnualReport) else report
    return {(o.code, o.column): o for o in observations}


def _value(cells: Cells, code: str, column: str | None = None) -> Decimal | None:
    cell = cells.get((code, column))
    return cell.value if cell is not None else None


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


def _jumps(now: Cells, before: Cells) -> Iterator[Check]:
    known, modern = _known()
    compared = 0
    for key, cell in now.items():
        old = before.get(key)
        if old is None or cell.value is None or old.value is None or known.get(key, "int") == "money":
            continue
        if key not in modern and cell.table != "indicators":
            continue
        compared += 1
        if min(cell.value, old.value) > _JUMP_FROM and (
            cell.value > _JUMP * old.value or old.value > _JUMP * cell.value
        ):
            words = f"{key[0]}{'#' + key[1] if key[1] else ''}: five times as many, or as few, as last year"
            yield Check(
                id="X_JUMP", severity="info", status="fails", left=cell.value, right=old.value, detail=words
            )
    if compared == 0:
        yield Check(id="X_JUMP", severity="info", status="not_assessable", detail="no figure in both years")


@cache
def _known() -> tuple[Mapping[tuple[str, str | None], str], frozenset[tuple[str, str | None]]]:
    """What the cells of the 2021 form count; and the cells of it and of the form before."""
    types = {(cell.code, cell.column): cell.type for cell in definition("2021").cells()}
    return types, codes_of("2019") | codes_of("2021")
