"""The cells of a report as JSON and as lines of CSV in one go, a cell mostly put together from parts made before.

A form's cells differ from report to report in what is printed in them, and in nothing else; and nearly all
that is printed is a short whole number. What this gives is what `encoding.fragment` and `rows` give.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache
from operator import attrgetter
from typing import Any, Final

from gikspider.feeds.encoding import escaped, fragment
from gikspider.feeds.rows import Lines, Rows, lines_as_bytes
from gikspider.feeds.schema import tables
from gikspider.items import Observation

# Parts remembered, of each of two kinds; one takes half a kilobyte.
MOST: Final = 10_000
# The fields of a cell, in their order, before and after what is printed in it.
_BEFORE: Final = ("code", "column", "label")
_AFTER: Final = ("unit", "table", "source")
_values = attrgetter(*_BEFORE, "value", "state", "raw", *_AFTER)
_lines = Lines()
_around: dict[tuple[Any, ...], tuple[str, str, str, str]] = {}
_others: dict[tuple[Any, ...], tuple[str, str]] = {}


def written(observations: Iterable[Observation], gap: str) -> tuple[bytes, bytes]:
    """An array of JSON, and lines of CSV without the report's own cells, `gap` between each two.

    Raises orjson.JSONEncodeError for what no JSON file can hold.
    """
    json: list[str] = []
    lines: list[str] = []
    for observation in observations:
        code, column, label, value, state, raw, unit, table, source = _values(observation)
        key = (code, column, label, unit, table, source)
        digits = str(value)
        if state == "number" and digits == raw and len(raw) < 16 and raw.isdigit():
            before, after, head, tail = _around.get(key) or _parts(key, observation)
            json.append(f'{before}{raw},"state":"number","raw":"{raw}"{after}')
            lines.append(f"{head}{raw},number,{raw}{tail}")
        else:
            other = (*key, digits, state, raw)
            cell, line = _others.get(other) or _whole(other, observation)
            json.append(cell)
            lines.append(line)
    return f"[{','.join(json)}]".encode(), gap.join(lines).encode()


def _parts(key: tuple[Any, ...], observation: Observation) -> tuple[str, str, str, str]:
    """What stands before and after the three cells that differ: in JSON, in CSV."""
    first = {name: getattr(observation, name) for name in _BEFORE}
    last = {name: getattr(observation, name) for name in _AFTER}
    row = _rows().of_these([observation])[0]
    made = (
        f'{_text(first)[:-1]},"value":',
        f",{_text(last)[1:]}",
        f"{_line(row[:3])},",
        f",{_line(row[6:])}",
    )
    if len(_around) >= MOST:
        _around.clear()
    _around[key] = made
    return made


def _whole(key: tuple[Any, ...], observation: Observation) -> tuple[str, str]:
    made = _text(observation), _line(_rows().of_these([observation])[0])
    if len(_others) >= MOST:
        _others.clear()
    _others[key] = made
    return made


@cache
def _rows() -> Rows:
    return Rows(tables()["observations"])


def _text(value: Any) -> str:
    return escaped(fragment(value)).decode()


def _line(row: Sequence[Any]) -> str:
    return lines_as_bytes(_lines.line(row)).decode()
