"""The four official statistics forms as data: what they ask for, and how they are laid out.

`data/forms.json` holds them; nothing about a form stands in code. Sources: 国办公开办函〔2021〕30号
(form 2021), 国办公开办函〔2019〕60号 (form 2019), 国办发〔2014〕32号 (form 2014), local annexes of
2008 to 2013 (form 2008).
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Literal, cast

from gikspider.items import Form

FORMS: tuple[Form, ...] = ("2008", "2014", "2019", "2021")
ValueType = Literal["int", "signed_int", "money"]
# blocks: one small table per item of article 20; matrix: rows by applicants; line: one row of values;
# list: one indicator a row.
Kind = Literal["blocks", "matrix", "line", "list"]


@dataclass(frozen=True, slots=True)
class Column:
    """A value column. `groups` are the header cells above it, outermost first."""

    id: str
    label: str
    english: str
    unit: str | None
    type: ValueType
    groups: tuple[str, ...] = ()
    variants: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Row:
    """A row; `parents` are the label cells left of its own, outermost first.

    A `heading` row holds no value. `unit` and `type` are given where the form has no columns (lists);
    `number` is the code printed on the form.
    """

    code: str
    label: str
    english: str
    parents: tuple[str, ...] = ()
    variants: tuple[str, ...] = ()
    unit: str | None = None
    type: ValueType = "int"
    level: int = 0
    number: str | None = None
    heading: bool = False


@dataclass(frozen=True, slots=True)
class Cell:
    """One value the form asks for; (`code`, `column`) is unique within the form."""

    code: str
    column: str | None
    label: str
    english: str
    unit: str | None
    type: ValueType
    table: str


@dataclass(frozen=True, slots=True)
class Block:
    """A rectangle of a table: rows × columns of values. A list has no columns, its rows have units."""

    caption: str | None
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table of a form. `corner` is the text left of the header, `top` the header cell over all columns."""

    id: str
    kind: Kind
    heading: str
    blocks: tuple[Block, ...]
    corner: str | None = None
    top: str | None = None
    header: tuple[str, ...] = ()

    def cells(self) -> Iterator[Cell]:
        """Every value of the table, in the order of the form."""
        for block in self.blocks:
            for row in block.rows:
                if not row.heading:
                    yield from (self.cell(row, column) for column in block.columns or (None,))

    def cell(self, row: Row, column: Column | None) -> Cell:
        """The cell where a row and a column of this table cross."""
        if column is None:
            return Cell(row.code, None, row.label, row.english, row.unit, row.type, self.id)
        words = f"{row.english}: {column.english}"
        match self.kind:
            case "matrix":
                return Cell(
                    row.code,
                    column.id,
                    f"{row.label}/{column.label}",
                    words,
                    column.unit,
                    column.type,
                    self.id,
                )
            case "line":
                label = "/".join((*column.groups, column.label))
                return Cell(
                    f"{row.code}.{column.id}", None, label, column.english, column.unit, column.type, self.id
                )
        code, label = f"{row.code}.{column.id}", f"{row.label}/{column.label}"
        return Cell(code, None, label, words, column.unit, column.type, self.id)


@dataclass(frozen=True, slots=True)
class Definition:
    """One generation of the form. `last_year` is null for the form in force."""

    form: Form
    name: str
    document: str
    first_year: int
    last_year: int | None
    note: str
    tables: tuple[Table, ...]

    def cells(self) -> Iterator[Cell]:
        """Every value of the form, in its order: 35, 58, 198 and 200 of them."""
        for table in self.tables:
            yield from table.cells()

    def table(self, name: str) -> Table:
        """A table by its id: active, applications, legal, indicators."""
        return next(table for table in self.tables if table.id == name)


def data(name: str) -> Any:
    """A JSON file of this room's package data."""
    return json.loads((files("gikspider.forms") / "data" / name).read_text("utf-8"))


def _strings(raw: dict[str, Any], name: str) -> tuple[str, ...]:
    return tuple(raw.get(name, ()))


def _column(raw: dict[str, Any]) -> Column:
    groups = _strings(raw, "groups") or ((raw["group"],) if "group" in raw else ())
    return Column(
        raw["id"], raw["label"], raw["english"], raw["unit"], raw["type"], groups, _strings(raw, "variants")
    )


def _row(raw: dict[str, Any]) -> Row:
    return Row(
        raw["code"],
        raw["label"],
        raw["english"],
        _strings(raw, "parents"),
        _strings(raw, "variants"),
        raw.get("unit"),
        raw.get("type", "int"),
        raw.get("level", 0),
        raw.get("number"),
        raw.get("heading", False),
    )


def _table(raw: dict[str, Any]) -> Table:
    blocks = tuple(
        Block(b.get("caption"), tuple(map(_column, b["columns"])), tuple(map(_row, b["rows"])))
        for b in raw["blocks"]
    )
    return Table(
        raw["table"],
        raw["kind"],
        raw["heading"],
        blocks,
        raw.get("corner"),
        raw.get("top"),
        _strings(raw, "header"),
    )


@cache
def definitions() -> dict[Form, Definition]:
    """All forms by their name, oldest first."""
    found: dict[Form, Definition] = {}
    for raw in data("forms.json")["forms"]:
        form = cast(Form, raw["form"])
        found[form] = Definition(
            form,
            raw["name"],
            raw["document"],
            raw["first_year"],
            raw["last_year"],
            raw["note"],
            tuple(map(_table, raw["tables"])),
        )
    return found


def definition(form: Form) -> Definition:
    """The definition of a form: `definition("2021").table("active").blocks[0].rows[0].label`."""
    return definitions()[form]
