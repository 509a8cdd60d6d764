"""Reports that come from another process half written: what is long is in JSON and in lines of CSV already.

The process that reads a page also takes its fingerprint and writes the long parts of the report, so that
the crawl's process only puts bytes together. Records are made again from their JSON only if someone looks
at them. A `ReadReport` is an `AnnualReport` in all that can be asked of it. Imports nothing of the crawler.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from decimal import Decimal
from functools import cache
from itertools import groupby
from operator import attrgetter
from typing import Any, Final

import orjson

from gikspider.copies import Fingerprint, fingerprint
from gikspider.feeds.encoding import encode, escaped, fragment
from gikspider.feeds.figures import GAP, Written, cells, checks, plain_digits
from gikspider.feeds.rows import Lines, Rows, counted, lines_as_bytes
from gikspider.feeds.schema import tables
from gikspider.forms import Outline, outline
from gikspider.items import AnnualReport, Check, Observation, Section, Statement
from gikspider.reader import FetchedPage

# What is long: its class, and which of its fields are exact numbers.
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


Exact = dict[tuple[int, str], str]


def _exact(records: Sequence[Any], name: str) -> Exact:
    """The digits of those numbers of some records that JSON gives back otherwise written."""
    return {
        (place, field): digits
        for field in RECORDS[name][1]
        for place, record in enumerate(records)
        if (value := getattr(record, field)) is not None and not plain_digits(digits := str(value))
    }


def _again(name: str, written: bytes, exact: Exact) -> tuple[Any, ...]:
    """The records whose JSON this is."""
    record, numbers = RECORDS[name]
    made = orjson.loads(written)
    for place, given in enumerate(made):
        for field in numbers:
            if given[field] is not None:
                given[field] = Decimal(exact.get((place, field)) or given[field])
    return tuple(record(**given) for given in made)


@dataclass(frozen=True, slots=True)
class Parts:
    """The long parts of one report: in JSON, as lines of CSV, counted, and in outline."""

    json: dict[str, bytes]
    exact: dict[str, Exact]
    lines: dict[str, bytes]
    counts: dict[str, Any]
    outline: Outline


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
        made = _again(name, self._parts.json[name], self._parts.exact.get(name, {}))
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
    def outline(self) -> Outline:
        """What comparing two years needs of the observations."""
        return self._parts.outline

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
            block = block + GAP.encode() + more if block else more
            count += lines
        if not count:
            return b"", 0
        head, tail = (lines_as_bytes(part) for part in how.edges(self))
        return head + block.replace(GAP.encode(), tail + head) + tail, count

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
    return GAP.encode().join(lines), len(lines)


def ahead(report: AnnualReport) -> AnnualReport:
    """The report half written; the very report where it holds what no file can (halves of characters)."""
    try:
        parts = {
            "observations": cells(report.observations),
            "checks": checks(report.checks),
            "statements": _of_few(report, "statements"),
            "sections": _of_few(report, "sections"),
        }
    except (orjson.JSONEncodeError, ValueError):
        return report
    made = Parts(
        {name: part.json for name, part in parts.items()},
        {name: part.exact for name, part in parts.items() if part.exact},
        {name: part.lines for name, part in parts.items() if name != "sections"},
        counted(report) | {f"{name}_lines": len(getattr(report, name)) for name in parts},
        outline(report.observations),
    )
    return _made(_short(report), fingerprint(report), made)


def _of_few(report: AnnualReport, name: str) -> Written:
    """Records that are few and all different; those of sections stand in no table."""
    records = getattr(report, name)
    lines = block_of(_rows(name), records)[0] if name in tables() else b""
    return Written(escaped(fragment(records)), lines, _exact(records, name))


def read(page: FetchedPage) -> AnnualReport:
    """READER_TASK: read a page in a process of its own."""
    return ahead(page.read())
