"""One definition of every column, made from the record classes.

The order of fields in `gikspider.items` is the order of columns; their types give the Table Schema
types; `data/dictionary.json` says in words what a field holds. CSV headers, the data package and
the JSON Schema of `reports.jsonl` are all made from here.
"""

from __future__ import annotations

import dataclasses
import json
import types
import typing
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from importlib.resources import files
from typing import Any, Literal

from gikspider import items

TYPES: dict[type, str] = {
    str: "string",
    int: "integer",
    float: "number",
    Decimal: "number",
    date: "date",
    datetime: "datetime",
}


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a file: `field` of a record, under `name`; `values` where the list is closed."""

    name: str
    field: str
    type: str
    values: tuple[str, ...] = ()
    required: bool = False
    description: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """A CSV: a row a record of `rows` (a field of the report), or a row a report where that is empty.

    `before` and `after` are columns of the report, repeated on each of its rows.
    """

    name: str
    rows: str
    before: tuple[Column, ...]
    own: tuple[Column, ...]
    after: tuple[Column, ...]
    key: tuple[str, ...] = ()

    @property
    def columns(self) -> tuple[Column, ...]:
        return self.before + self.own + self.after


@cache
def dictionary() -> dict[str, dict[str, str]]:
    """What each field holds, in words: record class → field → sentence."""
    text = (files("gikspider.feeds") / "data" / "dictionary.json").read_text("utf-8")
    words: dict[str, dict[str, str]] = json.loads(text)
    return words


@cache
def columns(record: type) -> dict[str, Column]:
    """The scalar fields of a record class, in their order; nested ones are left out."""
    hints = typing.get_type_hints(record)
    found = {}
    for field in dataclasses.fields(record):
        kind, values, optional = _kind(hints[field.name])
        if kind:
            words = dictionary()[record.__name__][field.name]
            found[field.name] = Column(field.name, field.name, kind, values, not optional, words)
    return found


def nested(record: type) -> dict[str, type]:
    """The fields of a record class that hold other records, with the class of those."""
    hints = typing.get_type_hints(record)
    return {
        field.name: typing.get_args(hints[field.name])[0]
        for field in dataclasses.fields(record)
        if typing.get_origin(hints[field.name]) is tuple
    }


def _kind(hint: Any) -> tuple[str | None, tuple[str, ...], bool]:
    """Table Schema type, closed list of values, and whether null is allowed; no type when nested."""
    optional = False
    if typing.get_origin(hint) in (typing.Union, types.UnionType):
        members = [one for one in typing.get_args(hint) if one is not type(None)]
        optional, hint = len(members) < len(typing.get_args(hint)), members[0]
    if typing.get_origin(hint) is Literal:
        return "string", typing.get_args(hint), optional
    return TYPES.get(hint), (), optional


# Made from a report when it is written: on a page that is a copy, where the original stands.
COPY_OF = "copy_of"
# A report's cells know the report; these columns say which one on every row.
IDENTITY = (
    "report_id",
    "division_code",
    "province",
    "city",
    "county",
    "unit",
    "unit_code",
    "unit_type",
    "report_year",
    "form",
)
ORIGIN = ("url", "copy_of", "fetched_at", "archive_record")
# `unit` of a report is who reports; `unit` of a figure is what it counts in.
RENAMED = {"unit": "unit_of_measure"}


def _exploded(rows: str, record: type, *, identity: tuple[str, ...] = IDENTITY) -> Table:
    report = {**columns(items.AnnualReport), COPY_OF: _copy_of()}
    own = tuple(
        dataclasses.replace(column, name=RENAMED.get(name, name)) for name, column in columns(record).items()
    )
    return Table(
        rows, rows, tuple(report[n] for n in identity), own, tuple(report[n] for n in ORIGIN if identity)
    )


def _copy_of() -> Column:
    return Column(COPY_OF, "copies", "string", (), False, dictionary()["reports"][COPY_OF])


def _reports() -> Table:
    """Scalars of the report in their order; for what is long or nested, a length, a count or codes."""
    words = dictionary()["reports"]
    kinds = {"checks_failing": "string", "findings": "string", COPY_OF: "string"}
    instead = {name: [f"{name}_count"] for name in nested(items.AnnualReport)} | {
        "text": ["text_length"],
        "checks": ["checks_holding", "checks_failing"],
        "findings": ["findings"],
        "copies": [COPY_OF, "copies_count"],
    }
    scalars = columns(items.AnnualReport)
    own: list[Column] = []
    for field in dataclasses.fields(items.AnnualReport):
        for name in instead.get(field.name, ()):
            own.append(Column(name, field.name, kinds.get(name, "integer"), (), False, words[name]))
        if field.name not in instead:
            own.append(scalars[field.name])
    return Table("reports", "", (), tuple(own), (), key=("report_id", "url", "content_sha256"))


@cache
def tables() -> dict[str, Table]:
    """Every CSV of an export, by name."""
    made = [
        _reports(),
        _exploded("observations", items.Observation),
        _exploded("statements", items.Statement),
        _exploded("checks", items.Check),
        _exploded("findings", items.Finding),
        _exploded("copies", items.Copy, identity=()),
    ]
    return {table.name: table for table in made}


def json_schema(record: type = items.AnnualReport) -> dict[str, Any]:
    """The JSON Schema of one line of `reports.jsonl`."""
    scalars, inner = columns(record), nested(record)
    properties: dict[str, Any] = {}
    for field in dataclasses.fields(record):
        if field.name in inner:
            properties[field.name] = {
                "type": "array",
                "description": dictionary()[record.__name__][field.name],
                "items": json_schema(inner[field.name]),
            }
        else:
            properties[field.name] = _property(scalars[field.name])
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


def _property(column: Column) -> dict[str, Any]:
    # A number no double holds exactly is written as text, so that no digit of it is lost.
    kinds = {"date": ["string"], "datetime": ["string"], "number": ["number", "string"]}
    kind = [*kinds.get(column.type, [column.type])]
    if not column.required:
        kind.append("null")
    made: dict[str, Any] = {"type": kind, "description": column.description}
    if column.type in ("date", "datetime"):
        made["format"] = {"date": "date", "datetime": "date-time"}[column.type]
    if column.values:
        made["enum"] = [*column.values, *([] if column.required else [None])]
    return made
