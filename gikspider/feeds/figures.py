"""Cells and checks of a report as JSON and as lines of CSV in one go, mostly put together from parts made before.

A form's cells differ from report to report in what is printed in them, and in nothing else; and nearly all
that is printed is a short whole number. What this gives is what `encoding.fragment` and `rows` give.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from operator import attrgetter
from typing import Any, Final, NamedTuple, TypeVar

from gikspider.feeds.encoding import escaped, fragment
from gikspider.feeds.rows import Lines, Rows, lines_as_bytes
from gikspider.feeds.schema import tables
from gikspider.items import Check, Observation

K = TypeVar("K")
V = TypeVar("V")
R = TypeVar("R")
# Numbers as they are written, by field.
Digits = tuple[tuple[str, str], ...]

# Parts remembered, of each kind; one takes half a kilobyte.
MOST: Final = 4_000
# The fields of a cell, in their order, before and after what is printed in it.
_BEFORE: Final = ("code", "column", "label")
_AFTER: Final = ("unit", "table", "source")
_values = attrgetter(*_BEFORE, "value", "state", "raw", *_AFTER)
_lines = Lines()
_around: dict[tuple[Any, ...], tuple[str, str, str, str]] = {}
_others: dict[tuple[Any, ...], tuple[str, str]] = {}
# A cell that prints 0 is one object on all pages, and so is a sum of zeros: what is written of them is found by
# the object itself, and of whole runs of them by the objects in their order.
_records: dict[int, tuple[Any, str, str, Digits]] = {}
_sums: dict[tuple[str, ...], tuple[str, str, Digits]] = {}
_runs: dict[tuple[int, ...], _Run] = {}
# A form's rows have four to eight cells. Runs are longer than records: a quarter as many are remembered.
RUN: Final = 8
# Between the lines of a table that the cells of the report still have to be put around.
GAP: Final = "\0"


class Written(NamedTuple):
    """Records as an array of JSON, and as lines of CSV without the report's own cells, GAP between each two.

    `exact` has the digits of those numbers that are more than digits, by place and field, since JSON
    keeps their value and not how they are written.
    """

    json: bytes
    lines: bytes
    exact: dict[tuple[int, str], str]


class _Run(NamedTuple):
    """Some records that follow one another. It holds them, so that nothing else comes to have their ids."""

    records: Sequence[Any]
    json: bytes
    lines: bytes
    exact: tuple[tuple[int, str, str], ...]


def cells(observations: Sequence[Observation]) -> Written:
    """Observations as files hold them. Raises orjson.JSONEncodeError for what no JSON file can hold."""
    return _written(observations, _cell)


def checks(records: Sequence[Check]) -> Written:
    """Checks as files hold them; most are the same sums of zeros in every report."""
    return _written(records, _check)


def _written(records: Sequence[R], write: Callable[[R], tuple[str, str, Digits]]) -> Written:
    json: list[bytes] = []
    lines: list[bytes] = []
    exact: dict[tuple[int, str], str] = {}
    ids = list(map(id, records))
    for at in range(0, len(ids), RUN):
        key = tuple(ids[at : at + RUN])
        run = _runs.get(key)
        if run is None:
            run = _kept(_runs, key, _run(records[at : at + RUN], write), MOST // 4)
        json.append(run.json)
        lines.append(run.lines)
        for place, field, digits in run.exact:
            exact[at + place, field] = digits
    return Written(b"[%s]" % b",".join(json), GAP.encode().join(lines), exact)


def _run(records: Sequence[R], write: Callable[[R], tuple[str, str, Digits]]) -> _Run:
    known = _records
    parts: list[tuple[Any, str, str, Digits]] = []
    for record in records:
        found = known.get(id(record))
        if found is None or found[0] is not record:
            found = _kept(known, id(record), (record, *write(record)), MOST)
        parts.append(found)
    return _Run(
        records,
        ",".join([part[1] for part in parts]).encode(),
        GAP.join([part[2] for part in parts]).encode(),
        tuple((place, *said) for place, part in enumerate(parts) for said in part[3]),
    )


def plain_digits(digits: str) -> bool:
    """Whether a number so written is the same digits again when read from JSON."""
    return len(digits) < 16 and digits.isdecimal() and (digits[0] != "0" or digits == "0")


def _cell(observation: Observation) -> tuple[str, str, Digits]:
    code, column, label, value, state, raw, unit, table, source = _values(observation)
    key = (code, column, label, unit, table, source)
    digits = str(value)
    if state == "number" and digits == raw and len(raw) < 16 and raw.isdigit():
        before, after, head, tail = _around.get(key) or _parts(key, observation)
        cell = f'{before}{raw},"state":"number","raw":"{raw}"{after}'
        line = f"{head}{raw},number,{raw}{tail}"
    else:
        other = (*key, digits, state, raw)
        cell, line = _others.get(other) or _whole(other, observation)
    return cell, line, () if value is None or plain_digits(digits) else (("value", digits),)


def _check(check: Check) -> tuple[str, str, Digits]:
    left, right = str(check.left), str(check.right)
    key = (check.id, check.severity, check.status, left, right, check.detail)
    return _sums.get(key) or _kept(_sums, key, _sum(check, (("left", left), ("right", right))), MOST)


def _sum(check: Check, sides: Digits) -> tuple[str, str, Digits]:
    exact = tuple(
        (name, digits)
        for name, digits in sides
        if getattr(check, name) is not None and not plain_digits(digits)
    )
    return _text(check), _line(_rows("checks").of_these([check])[0]), exact


def _kept(where: dict[K, V], key: K, value: V, most: int) -> V:
    if len(where) >= most:
        where.clear()
    where[key] = value
    return value


def _parts(key: tuple[Any, ...], observation: Observation) -> tuple[str, str, str, str]:
    """What stands before and after the three cells that differ: in JSON, in CSV."""
    first = {name: getattr(observation, name) for name in _BEFORE}
    last = {name: getattr(observation, name) for name in _AFTER}
    row = _rows("observations").of_these([observation])[0]
    made = (
        f'{_text(first)[:-1]},"value":',
        f",{_text(last)[1:]}",
        f"{_line(row[:3])},",
        f",{_line(row[6:])}",
    )
    return _kept(_around, key, made, MOST)


def _whole(key: tuple[Any, ...], observation: Observation) -> tuple[str, str]:
    made = _text(observation), _line(_rows("observations").of_these([observation])[0])
    return _kept(_others, key, made, MOST)


@cache
def _rows(name: str) -> Rows:
    return Rows(tables()[name])


def _text(value: Any) -> str:
    return escaped(fragment(value)).decode()


def _line(row: Sequence[Any]) -> str:
    return lines_as_bytes(_lines.line(row)).decode()
