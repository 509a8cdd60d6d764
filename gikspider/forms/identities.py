"""The identities of the forms (勾稽关系), from `data/identities.json`, spelled out cell by cell once.

APP_BALANCE is printed in the forms of 2019 and 2021; the others follow from their layout.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from operator import itemgetter
from typing import Any, Literal

from gikspider.forms.definitions import data, definition
from gikspider.items import Check, Form, Severity

Key = tuple[str, str | None]
Relation = Literal["=", "<=", ">="]


@dataclass(frozen=True, slots=True)
class Identity:
    """left relation right, each side a sum of cells; `where` names the column or row it is for."""

    id: str
    severity: Severity
    where: str
    left: tuple[Key, ...]
    relation: Relation
    right: tuple[Key, ...]
    words: str
    # What a check's detail begins with, and all cells of both sides.
    prefix: str
    cells: frozenset[Key]
    # The values of each side out of those of the form in its order, with a zero at the end.
    left_of: Callable[[list[Any]], tuple[Any, ...]]
    right_of: Callable[[list[Any]], tuple[Any, ...]]
    # The check of a column or row of zeros, which most are.
    zero: Check


@cache
def identities(form: Form) -> tuple[Identity, ...]:
    """Every identity of a form, one for each column or row it applies to."""
    cells = {(cell.code, cell.column) for cell in definition(form).cells()}
    found: list[Identity] = []
    for raw in data("identities.json")["identities"]:
        if form not in raw.get("only", (form,)) or raw.get("form", form) != form:
            continue
        found.extend(i for i in _spelled(raw, form) if cells.issuperset((*i.left, *i.right)))
    return tuple(found)


@cache
def identities_of_cell(form: Form) -> tuple[tuple[int, ...], ...]:
    """For each cell of a form, in its order, the numbers of the identities it stands in."""
    return tuple(
        tuple(number for number, identity in enumerate(identities(form)) if key in identity.cells)
        for key in form_places(form)
    )


@cache
def form_places(form: Form) -> dict[Key, int]:
    """Where each cell stands in the order of a form."""
    return {(cell.code, cell.column): n for n, cell in enumerate(definition(form).cells())}


def _spelled(raw: dict[str, Any], form: Form) -> list[Identity]:
    if raw["over"] == "once":
        return [
            _identity(
                raw,
                form,
                name,
                [(t.format(name), None) for t in raw["left"]],
                [(t.format(name), None) for t in raw["right"]],
            )
            for name in raw.get("each", [""])
        ]
    if form not in ("2019", "2021"):
        return []
    block = definition(form).table("applications").blocks[0]
    if raw["over"] == "columns":
        return [
            _identity(
                raw,
                form,
                c.id,
                [(code, c.id) for code in raw["left"]],
                [(code, c.id) for code in raw["right"]],
            )
            for c in block.columns
        ]
    return [
        _identity(
            raw,
            form,
            r.code,
            [(r.code, column) for column in raw["left"]],
            [(r.code, column) for column in raw["right"]],
        )
        for r in block.rows
    ]


def _identity(raw: dict[str, Any], form: Form, where: str, left: list[Key], right: list[Key]) -> Identity:
    places = form_places(form)
    prefix = f"{where}: " if where else ""
    zero = Check(
        id=raw["id"],
        severity=raw["severity"],
        status="holds",
        left=Decimal(0),
        right=Decimal(0),
        detail=f"{prefix}0 {raw['relation']} 0, {raw['words']}",
    )
    return Identity(
        raw["id"],
        raw["severity"],
        where,
        tuple(left),
        raw["relation"],
        tuple(right),
        raw["words"],
        prefix,
        frozenset((*left, *right)),
        itemgetter(*(places.get(key, -1) for key in left), -1, -1),
        itemgetter(*(places.get(key, -1) for key in right), -1, -1),
        zero,
    )
