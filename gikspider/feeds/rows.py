"""The rows of the CSV files, made from reports. Imports nothing of the crawler, since processes that read load it."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Sequence
from operator import attrgetter
from typing import Any

from gikspider.feeds import cells
from gikspider.feeds.schema import Table
from gikspider.items import AnnualReport

Row = Sequence[cells.Cell]


def _record(names: Sequence[str]) -> Callable[[Any], tuple[Any, ...]]:
    """A getter that gives a tuple also for one name or none."""
    if len(names) > 1:
        return attrgetter(*names)
    return lambda one: tuple(getattr(one, name) for name in names)


class Rows:
    """The rows of one table, from reports."""

    def __init__(self, table: Table) -> None:
        self.table = table
        self._before = self._cells(table.before)
        self._after = self._cells(table.after)
        self._own = _record([column.field for column in table.own])
        self._formats = [cells.formatter(column.type, bool(column.values)) for column in table.own]
        self._lines = Lines()
        self._columns_around = (
            " ".join(column.name for column in table.before)
            + " | "
            + " ".join(column.name for column in table.after)
        )

    @staticmethod
    def _cells(columns: Sequence[Any]) -> Callable[[Any], list[cells.Cell]]:
        made = [
            (
                _SUMMARIES.get(column.name) or attrgetter(column.field),
                cells.formatter(column.type, bool(column.values)),
            )
            for column in columns
        ]
        return lambda report: [write((read(report),))[0] for read, write in made]

    def edges(self, report: AnnualReport) -> tuple[str, str]:
        """What stands in each line before and after the cells of a record."""
        # A report goes to one table after another, and most have the same columns around their own.
        last = _edges.get(self._columns_around)
        if last is not None and last[0] is report:
            return last[1]
        before, after = self.around(report)
        head, tail = (self._lines.line(part) if part else "" for part in (before, after))
        made = f"{head}," if before else "", f",{tail}{Lines.END}" if after else Lines.END
        _edges[self._columns_around] = report, made
        return made

    def around(self, report: AnnualReport) -> tuple[Row, Row]:
        """The report's own cells, before and after those of each record."""
        return self._before(report), self._after(report)

    def of(self, report: AnnualReport) -> list[Row]:
        """The cells of each record of the report, formatted a column at a time."""
        return self.of_these(getattr(report, self.table.rows))

    def of_these(self, records: Sequence[Any]) -> list[Row]:
        """The cells of some records, without those of their report."""
        if not records:
            return []
        columns = zip(*map(self._own, records), strict=True)
        own = [write(column) for write, column in zip(self._formats, columns, strict=True)]
        return list(zip(*own, strict=True))

    def of_records(self, records: Sequence[Any]) -> list[Row]:
        """Rows of records that stand alone: only for a table without columns of the report."""
        return [
            [write((value,))[0] for write, value in zip(self._formats, self._own(one), strict=True)]
            for one in records
        ]


# By the names of the columns around: the report last asked for, and its edges.
_edges: dict[str, tuple[AnnualReport, tuple[str, str]]] = {}


class ReportRows(Rows):
    """A row a report: what is long or nested as length, count or codes."""

    def __init__(self, table: Table) -> None:
        super().__init__(table)
        self._summaries = [
            (column.name, _SUMMARIES.get(column.name) or _summary(column.name)) for column in table.own
        ]

    def of(self, report: AnnualReport) -> list[Row]:
        # A report that was written ahead has counted what is long.
        ahead = getattr(report, "counted", None)
        known = ahead() if ahead else {}
        values = [known[name] if name in known else read(report) for name, read in self._summaries]
        return [[write((value,))[0] for write, value in zip(self._formats, values, strict=True)]]


def copy_of(report: AnnualReport) -> str | None:
    """Where the report should be taken from, on a page that is a copy; None on the page that is not."""
    mine = (
        copy
        for copy in report.copies
        # A page that prints its body twice is a copy of itself, and to be taken all the same.
        if copy.url == report.url and copy.kind != "revision" and copy.of_url != report.url
    )
    return next((copy.of_url for copy in mine), None)


_SUMMARIES: dict[str, Callable[[AnnualReport], Any]] = {
    "copy_of": copy_of,
    "text_length": lambda report: len(report.text),
    "checks_holding": lambda report: sum(check.status == "holds" for check in report.checks),
    "checks_failing": lambda report: cells.codes(c.id for c in report.checks if c.status == "fails"),
    "findings": lambda report: cells.codes(finding.code for finding in report.findings),
}


def _summary(name: str) -> Callable[[AnnualReport], Any]:
    if name.endswith("_count"):
        field = name.removesuffix("_count")
        return lambda report: len(getattr(report, field))
    return attrgetter(name)


# Of columns that are made from what is long.
_LONG = ("sections_count", "observations_count", "statements_count", "checks_holding", "checks_failing")


def counted(report: AnnualReport) -> dict[str, Any]:
    """What is long in a report, counted, by the columns of its row."""
    return {name: (_SUMMARIES.get(name) or _summary(name))(report) for name in _LONG}


class Lines:
    """Rows as text. Cells that are the same in every row are written once and put around each."""

    END = "\r\n"

    def __init__(self) -> None:
        self._made: list[str] = []
        self._writer = csv.writer(self)

    def write(self, line: str) -> None:
        """Takes a line from csv.writer."""
        self._made.append(line)

    def of(self, rows: Iterable[Row], before: Row = (), after: Row = ()) -> str:
        self._writer.writerows(rows)
        made, self._made = self._made, []
        if not (before or after):
            return "".join(made)
        head = f"{self.line(before)}," if before else ""
        tail = f",{self.line(after)}{self.END}" if after else self.END
        return "".join([f"{head}{line[:-2]}{tail}" for line in made])

    def each(self, rows: Iterable[Row]) -> list[str]:
        """Rows as text, a line each, without its end."""
        self._writer.writerows(rows)
        made, self._made = self._made, []
        return [line[: -len(self.END)] for line in made]

    def line(self, row: Row) -> str:
        self._writer.writerow(row)
        return self._made.pop()[: -len(self.END)]


def lines_as_bytes(text: str) -> bytes:
    try:
        return text.replace("\0", "\ufffd").encode()
    except UnicodeEncodeError:
        return cells.writable(text).encode()
