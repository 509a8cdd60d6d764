"""Reports that come from another process half written: what is long is in JSON and in lines of CSV already.

The process that reads a page also takes its fingerprint and writes the long parts of the report, so that
the crawl's process only puts bytes together. Records are sent packed and made only if someone looks at
them. A `ReadReport` is an `AnnualReport` in all that can be asked of it. Imports nothing of the crawler.
"""

from __future__ import annotations

import marshal
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, fields
from decimal import Decimal
from functools import cache, lru_cache
from itertools import groupby
from operator import attrgetter
from typing import Any, Final, NamedTuple

import orjson

from gikspider.copies import Fingerprint, fingerprint
from gikspider.feeds.encoding import encode, escaped, fragment
from gikspider.feeds.figures import written
from gikspider.feeds.rows import Lines, Rows, counted, lines_as_bytes
from gikspider.feeds.schema import tables
from gikspider.items import AnnualReport, Check, Observation, Section, Statement
from gikspider.reader import FetchedPage

# What is long: its class, and which of its fields are exact numbers, sent as their digits.
RECORDS: Final[dict[str, tuple[type, frozenset[str]]]] = {
    "sections": (Section, frozenset()),
    "observations": (Observation, frozenset({"value"})),
    "statements": (Statement, frozenset({"value"})),
    "checks": (Check, frozenset({"left", "right"})),
}
_NAMES: Final = tuple(field.name for field in fields(AnnualReport))
_SHORT: Final = tuple(name for name in _NAMES if name not in RECORDS)
_short = attrgetter(*_SHORT)
_ALL: Final = attrgetter(*_NAMES)
# The fields in their order, short ones in a row taken together.
_PARTS: Final[tuple[str | tuple[str, ...], ...]] = tuple(
    part
    for long, names in groupby(_NAMES, RECORDS.__contains__)
    for part in (names if long else [tuple(names)])
)
# Between the lines of a table that the cells of the report still have to be put around.
_GAP: Final = "\0"


class Cell(NamedTuple):
    """As much of an observation as comparing two years takes."""

    code: str
    column: str | None
    value: Decimal | None
    table: str


@cache
def _names(name: str) -> tuple[str, ...]:
    return tuple(field.name for field in fields(RECORDS[name][0]))


@cache
def _getter(name: str) -> attrgetter[tuple[Any, ...]]:
    return attrgetter(*_names(name))


def packed(name: str, records: Sequence[Any]) -> bytes:
    """Records as bytes, a column at a time."""
    exact = RECORDS[name][1]
    columns = zip(*map(_getter(name), records), strict=True)
    return marshal.dumps(
        [
            [None if value is None else str(value) for value in column] if field in exact else column
            for field, column in zip(_names(name), columns, strict=False)
        ]
    )


def unpacked(name: str, data: bytes) -> tuple[Any, ...]:
    """The records `packed` packed."""
    record, exact = RECORDS[name]
    names = _names(name)
    columns = [
        [None if value is None else Decimal(value) for value in column] if field in exact else column
        for field, column in zip(names, marshal.loads(data), strict=False)
    ]
    return tuple(record(**dict(zip(names, row, strict=True))) for row in zip(*columns, strict=True))


class Observed:
    """The cells of one report, kept small until they are asked for."""

    __slots__ = ("_data", "_size")

    def __init__(self, data: bytes, size: int) -> None:
        self._data = data
        self._size = size

    def __len__(self) -> int:
        return self._size

    def __iter__(self) -> Iterator[Cell]:
        return iter(_cells(self._data))


@lru_cache(maxsize=64)
def _cells(data: bytes) -> tuple[Cell, ...]:
    """Remembered for a while: a report is compared with the year before it and the year after."""
    columns = dict(zip(_names("observations"), marshal.loads(data), strict=False))
    if not columns:
        return ()
    values = [None if value is None else Decimal(value) for value in columns["value"]]
    return tuple(map(Cell, columns["code"], columns["column"], values, columns["table"]))


@dataclass(frozen=True, slots=True)
class Parts:
    """The long parts of one report: packed, in JSON, as lines of CSV, and counted."""

    records: dict[str, bytes]
    json: dict[str, bytes]
    lines: dict[str, bytes]
    counts: dict[str, Any]


class ReadReport(AnnualReport):
    """A report as another process read it; made by `read`."""

    __slots__ = ("_more", "_parts", "mark")
    mark: Fingerprint
    _parts: Parts
    _more: tuple[Check, ...]

    def __new__(cls, **given: Any) -> Any:
        # `dataclasses.replace` calls the class with all fields: what has changed is a plain report.
        return AnnualReport(**given)

    def __getattr__(self, name: str) -> Any:
        """Asked only for what has not been set yet: long parts."""
        if name not in RECORDS:
            raise AttributeError(name)
        made = unpacked(name, self._parts.records[name])
        if name == "checks":
            made += self._more
        object.__setattr__(self, name, made)
        return made

    def __eq__(self, other: object) -> bool:
        return isinstance(other, AnnualReport) and _ALL(self) == _ALL(other)

    def __hash__(self) -> int:
        return hash(_ALL(self))

    def __reduce__(self) -> tuple[Any, ...]:
        return _made, (_short(self), self.mark, self._parts, self._more)

    def changed(self, more_checks: Iterable[Check] = (), **changes: Any) -> AnnualReport:
        """The report with other short parts, and with further checks."""
        if not changes.keys() <= set(_SHORT):
            raise ValueError("long parts are written already")
        short = tuple(changes.get(name, value) for name, value in zip(_SHORT, _short(self), strict=True))
        return _made(short, self.mark, self._parts, (*self._more, *more_checks))

    @property
    def observed(self) -> Observed:
        """What comparing two years needs of the observations."""
        return Observed(self._parts.records["observations"], self._parts.counts["observations_count"])

    def line(self) -> bytes:
        """The report as a line of JSON: what `encode` gives of it."""
        try:
            parts = [self._json(part) for part in _PARTS]
        except orjson.JSONEncodeError:
            return encode(AnnualReport(**{name: getattr(self, name) for name in _NAMES}))
        return b"{" + b",".join(parts) + b"}\n"

    def _json(self, part: str | tuple[str, ...]) -> bytes:
        """A long part, or some short ones in a row, as members of the report's object."""
        if isinstance(part, tuple):
            return escaped(fragment({name: getattr(self, name) for name in part})[1:-1])
        written = self._parts.json[part]
        if part == "checks" and self._more:
            more = escaped(fragment(self._more))
            written = more if written == b"[]" else written[:-1] + b"," + more[1:]
        return b'"%s":%s' % (part.encode(), written)

    def prepared(self, table: str) -> bool:
        """Whether the lines of a table are written already."""
        return table in self._parts.lines

    def rows(self, table: str, how: Rows) -> tuple[bytes, int]:
        """The lines of a table with the report's own cells around them, and how many they are."""
        block, count = self._parts.lines[table], self._parts.counts[f"{table}_lines"]
        if table == "checks" and self._more:
            more, lines = block_of(how, self._more)
            block = block + _GAP.encode() + more if block else more
            count += lines
        if not count:
            return b"", 0
        head, tail = (lines_as_bytes(part) for part in how.edges(self))
        return head + block.replace(_GAP.encode(), tail + head) + tail, count

    def counted(self) -> dict[str, Any]:
        """Counts and codes of the long parts, by the columns of reports.csv."""
        counts = self._parts.counts
        if not self._more:
            return counts
        failing = [check.id for check in self._more if check.status == "fails"]
        codes = dict.fromkeys([*filter(None, counts["checks_failing"].split(";")), *failing])
        holding = counts["checks_holding"] + sum(check.status == "holds" for check in self._more)
        return counts | {"checks_holding": holding, "checks_failing": ";".join(codes)}


def _made(short: Sequence[Any], mark: Fingerprint, parts: Parts, more: tuple[Check, ...] = ()) -> ReadReport:
    report: ReadReport = object.__new__(ReadReport)
    put = object.__setattr__
    for name, value in zip(_SHORT, short, strict=True):
        put(report, name, value)
    put(report, "mark", mark)
    put(report, "_parts", parts)
    put(report, "_more", more)
    return report


@cache
def _rows(name: str) -> Rows:
    return Rows(tables()[name])


_lines = Lines()


def block_of(how: Rows, records: Sequence[Any]) -> tuple[bytes, int]:
    """The lines of some records without the report's own cells, a gap between each two; and how many."""
    rows = how.of_these(records)
    lines = [lines_as_bytes(line) for line in _lines.each(rows)]
    return _GAP.encode().join(lines), len(lines)


def ahead(report: AnnualReport) -> AnnualReport:
    """The report half written; the very report where it holds what no file can (halves of characters)."""
    try:
        cells, cell_lines = written(report.observations, _GAP)
        json = {name: escaped(fragment(getattr(report, name))) for name in RECORDS if name != "observations"}
        records = {name: packed(name, getattr(report, name)) for name in RECORDS}
    except (orjson.JSONEncodeError, ValueError):
        return report
    json["observations"] = cells
    counts = counted(report)
    lines = {"observations": cell_lines}
    counts["observations_lines"] = len(report.observations)
    for name in ("statements", "checks"):
        lines[name], counts[f"{name}_lines"] = block_of(_rows(name), getattr(report, name))
    return _made(_short(report), fingerprint(report), Parts(records, json, lines, counts))


def read(page: FetchedPage) -> AnnualReport:
    """READER_TASK: read a page in a process of its own."""
    return ahead(page.read())
