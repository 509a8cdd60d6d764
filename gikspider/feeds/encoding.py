"""A report in JSON, with all it holds, nested, as `gikspider.items` declares it.

Numbers are JSON numbers where a reader gets exactly the number printed: whole ones up to 2**53, and
those a double gives back digit for digit. Any other is text. Dates and moments are ISO 8601. Imports
nothing of the crawler, since processes that read load it.
"""

from __future__ import annotations

import dataclasses
from decimal import Decimal
from typing import Any

import orjson

from gikspider.feeds import cells

LARGEST = 2**53


def plain(value: Any) -> Any:
    if type(value) is Decimal:
        # Nearly every figure is a short whole number.
        digits = str(value)
        return int(digits) if len(digits) < 16 and digits.isdigit() else number(value)
    if isinstance(value, (set, frozenset)):
        return sorted(value)
    return _item(value)


def _item(value: Any) -> Any:
    # Of other projects, and seldom: the reader's processes need not load it.
    from itemadapter import ItemAdapter, is_item

    if is_item(value):
        return ItemAdapter(value).asdict()
    raise TypeError(f"{type(value).__name__} has no JSON form")


def number(value: Decimal) -> int | float | str | None:
    """The JSON value that gives `value` back exactly; null for what is no number."""
    if not value.is_finite():
        return None
    whole = int(value) if value.adjusted() < 16 else LARGEST + 1
    if whole == value and abs(whole) <= LARGEST:
        return whole
    near = float(value) if value.adjusted() < 300 else None
    if near is not None and near % 1 and Decimal(repr(near)) == value:
        return near
    return cells.number(value)


# What some programs, Python's str.splitlines among them, take for the end of a line; inside JSON, all the same.
BREAKS = {"\u2028".encode(): b"\\u2028", "\u2029".encode(): b"\\u2029", "\u0085".encode(): b"\\u0085"}


def fragment(value: Any) -> bytes:
    """A value as JSON without a line break. Raises orjson.JSONEncodeError for what no JSON file can hold."""
    return orjson.dumps(value, plain)


def escaped(line: bytes) -> bytes:
    """JSON without what some programs take for the end of a line."""
    for character, written in BREAKS.items():
        if character in line:
            line = line.replace(character, written)
    return line


def encode(item: Any) -> bytes:
    """One line of JSON, its line break included."""
    try:
        line = orjson.dumps(item, plain, orjson.OPT_APPEND_NEWLINE)
    except orjson.JSONEncodeError:
        # Unpaired surrogates or integers beyond 64 bits: rare enough to be looked for only now.
        line = orjson.dumps(_repaired(item), plain, orjson.OPT_APPEND_NEWLINE)
    return escaped(line)


def _repaired(value: Any) -> Any:
    if isinstance(value, str):
        return cells.writable(value)
    if isinstance(value, int) and abs(value) > LARGEST:
        return str(value)
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {f.name: _repaired(getattr(value, f.name)) for f in dataclasses.fields(value)}
    if isinstance(value, dict):
        return {_repaired(key): _repaired(one) for key, one in value.items()}
    if isinstance(value, (list, tuple)):
        return [_repaired(one) for one in value]
    return value
