"""How a value is written into a cell of a CSV, a column of values at a time.

* Numbers are plain digits, never an exponent; dates are ISO 8601; null is an empty cell.
* Text a spreadsheet would run as a formula (it begins with = + - @, their full-width forms, a tab or
  a line break) gets an apostrophe in front. `unguard` takes it away again: text that itself began
  with apostrophes before such a sign got one more, so exactly one is removed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

STARTS = frozenset("=+-@＝＋－＠\t\r\n'")
_RUNS = re.compile(r"'*[=+\-@＝＋－＠\t\r\n]")
_GUARDED = re.compile(r"'+[=+\-@＝＋－＠\t\r\n]")
# Unpaired surrogates cannot be written as UTF-8, and readers of CSV stop at a NUL.
_UNWRITABLE = re.compile("[\ud800-\udfff\0]")

# Beyond this many digits a number is no figure of a report, and stays in the notation it came in.
LONGEST = 400

Cell = str | int | None
Formatter = Callable[[Sequence[Any]], Sequence[Cell]]


def guard(text: str) -> str:
    """`text`, made harmless in a spreadsheet."""
    return "'" + text if _RUNS.match(text) else text


def unguard(text: str) -> str:
    """What was written, from what stands in the cell: the inverse of `guard`."""
    return text[1:] if _GUARDED.match(text) else text


def number(value: Decimal | float | int) -> str:
    """Plain digits: 1E+3 is 1000, 1E-7 is 0.0000001, minus zero is 0; what is no number is empty."""
    exact = value if isinstance(value, Decimal) else Decimal(repr(value))
    if not exact.is_finite():
        return ""
    if abs(exact.adjusted()) > LONGEST:
        return str(exact)
    if not exact:
        exact = abs(exact)
    text = str(exact)
    return format(exact, "f") if "E" in text else text


def writable(text: str) -> str:
    """`text` with U+FFFD for what no UTF-8 file can hold; paired surrogates become their character."""
    if not _UNWRITABLE.search(text):
        return text
    joined = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return joined.replace("\0", "\ufffd")


def _texts(values: Sequence[str | None]) -> Sequence[Cell]:
    return [v if not v or v[0] not in STARTS else guard(v) for v in values]


def _numbers(values: Sequence[Decimal | float | None]) -> Sequence[Cell]:
    # What prints as digits needs no more care; nearly every figure does.
    return [v if v is None else text if (text := str(v)).isdigit() else number(v) for v in values]


def _dates(values: Sequence[date | datetime | None]) -> Sequence[Cell]:
    return [v if v is None else v.isoformat() for v in values]


def _as_they_are(values: Sequence[Cell]) -> Sequence[Cell]:
    return values


def formatter(kind: str, closed: bool) -> Formatter:
    """The writer of a column of this Table Schema type; `closed` where its values are a fixed list."""
    if closed:
        return _as_they_are
    by_kind: dict[str, Formatter] = {
        "string": _texts,
        "number": _numbers,
        "date": _dates,
        "datetime": _dates,
        "integer": _as_they_are,
    }
    return by_kind[kind]


def codes(values: Iterable[str]) -> str:
    """Several codes in one cell, each once, in their order, separated by semicolons."""
    return ";".join(dict.fromkeys(values))
