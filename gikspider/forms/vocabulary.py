"""The words of the 2019 and 2021 forms, arranged for reading: which label means which row or column."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Literal

from gikspider.forms.definitions import Cell, Column, Definition, Row, data, definition
from gikspider.forms.labels import Labels, keys, squeeze
from gikspider.items import Form

Part = Literal["active", "applications", "legal"]
PARTS: tuple[Part, ...] = ("active", "applications", "legal")
MODERN: tuple[Form, ...] = ("2019", "2021")
# Rows that repeat the word of a column: rows only where the numbering or the place says so.
SHARED_ROWS = frozenset({"applications.results.total", "applications.results.other.misc"})
# Sums some pages print in the row of a group; no cell of the form, kept when printed.
GROUP_TOTALS = {
    "不予公开": "applications.results.denied.total",
    "无法提供": "applications.results.unable.total",
    "不予处理": "applications.results.not_processed.total",
    "其他处理": "applications.results.other.total",
}
GROUP_CODES = frozenset(GROUP_TOTALS.values())


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Labels of one part of the forms: `rows` and `columns` give codes and column ids."""

    part: Part
    rows: Labels
    columns: Labels
    official: tuple[tuple[str, ...], ...]
    spelled: dict[str, tuple[str, ...]]


def _pairs(items: Sequence[Row] | Sequence[Column]) -> list[tuple[str, str]]:
    return [
        (text, item.code if isinstance(item, Row) else item.id)
        for item in items
        for text in (item.label, *item.variants)
    ]


def _blocks(part: Part) -> list[tuple[tuple[Row, ...], tuple[Column, ...]]]:
    return [(block.rows, block.columns) for form in MODERN for block in definition(form).table(part).blocks]


@cache
def vocabulary(part: Part) -> Vocabulary:
    """The labels of a part, over both forms: choosing the form comes after reading the labels."""
    blocks = _blocks(part)
    decoys = data("reading.json")["decoys"]
    row_pairs = [pair for rows, _ in blocks for pair in _pairs(rows) if pair[0]]
    if part == "applications":
        row_pairs += list(GROUP_TOTALS.items())
    # Of a legal column only the last label is written in its header cell: result, not group.
    column_pairs = [
        (text, identity.rsplit(".", 1)[-1]) for _, columns in blocks for text, identity in _pairs(columns)
    ]
    words = [text for text, _ in row_pairs], [text for text, _ in column_pairs]
    official = tuple(dict.fromkeys(tuple(c.id for c in columns) for _, columns in blocks))
    spelled: dict[str, list[str]] = {}
    for text, identity in column_pairs:
        spelled.setdefault(identity, []).append(squeeze(text))
    return Vocabulary(
        part,
        Labels(row_pairs, [*decoys, *words[1]]),
        Labels(column_pairs, [*decoys, *words[0]]),
        official,
        {identity: tuple(texts) for identity, texts in spelled.items()},
    )


@cache
def cells_by_code() -> dict[tuple[str, str | None], Cell]:
    """Every cell of the 2019 and 2021 forms by code and column; the later form's label wins."""
    return {(cell.code, cell.column): cell for form in MODERN for cell in definition(form).cells()}


@cache
def codes_of(form: Form) -> frozenset[tuple[str, str | None]]:
    """The (code, column) pairs of a form."""
    return frozenset((cell.code, cell.column) for cell in definition(form).cells())


def cell_key(part: Part, row: str, column: str) -> tuple[str, str | None]:
    """The (code, column) of the place where a row and a column cross."""
    return (row, column) if part == "applications" else (f"{row}.{column}", None)


@cache
def evidence() -> dict[tuple[Part, str], Form]:
    """Row codes and column ids that only one of the two forms has, by part."""
    found: dict[tuple[Part, str], Form] = {}
    for part in PARTS:
        owned = {form: _names(definition(form), part) for form in MODERN}
        for form, other in (("2019", "2021"), ("2021", "2019")):
            for name in owned[form] - owned[other]:  # type: ignore[index]
                found[part, name] = form  # type: ignore[assignment]
    return found


def _names(form: Definition, part: Part) -> set[str]:
    blocks = form.table(part).blocks
    return {c.id for b in blocks for c in b.columns} | {r.code for b in blocks for r in b.rows}


@lru_cache(maxsize=8192)
def column_of(part: Part, text: str) -> str | None:
    """The column id a header cell means."""
    return vocabulary(part).columns.find(text)


@lru_cache(maxsize=8192)
def row_of(part: Part, text: str) -> str | None:
    """The row code a label cell means."""
    return vocabulary(part).rows.find(text)


def fill_cut_headers(part: Part, found: Sequence[str | None], texts: Sequence[str]) -> tuple[str | None, ...]:
    """Columns by position where headers are cut off (本年新 | 本年新), and only there.

    `found` are the columns the headers gave, None where a header is not read; `texts` the headers. An
    unread header must be empty or a part of the label the form has in that place, and one layout only
    may fit; else `found` is given back.
    """
    if all(found):
        return tuple(found)
    words = vocabulary(part).spelled
    fits = [
        layout
        for layout in vocabulary(part).official
        if len(layout) == len(found)
        and any(found)
        and all(
            seen == name or (seen is None and _cut_from(text, words[name.rsplit(".", 1)[-1]]))
            for seen, name, text in zip(found, layout, texts, strict=True)
        )
    ]
    return fits[0] if len(fits) == 1 else tuple(found)


def cut_header(part: Part, text: str) -> bool:
    """Whether a text may be a column's label with its end or beginning cut off."""
    return len(squeeze(text)) >= 2 and any(
        _cut_from(text, spelled) for spelled in vocabulary(part).spelled.values()
    )


def _cut_from(text: str, spelled: tuple[str, ...]) -> bool:
    key = squeeze(text)
    return not key or (
        len(key) >= 2 and any(label.startswith(key) or label.endswith(key) for label in spelled)
    )


@cache
def group_words() -> dict[str, str]:
    """Header words above the legal columns, and the group each stands for."""
    groups: dict[str, str] = {}
    for column in definition("2021").table("legal").blocks[0].columns:
        groups[keys(column.groups[-1])[0]] = column.id.split(".")[0]
    return groups
