"""CSV feeds: one report in, its rows out, written straight with csv.writer.

UTF-8 with a byte order mark, so that spreadsheets read it; header and rows end with CR LF, cells
that hold line breaks are quoted (RFC 4180). A report's rows are written at once and flushed.
"""

from __future__ import annotations

import csv
import logging
from collections.abc import Callable, Iterable, Sequence
from operator import attrgetter
from typing import IO, Any, ClassVar

from scrapy.exporters import BaseItemExporter

from gikspider.feeds import cells
from gikspider.feeds.schema import Table, tables
from gikspider.feeds.streams import fresh, mend
from gikspider.items import AnnualReport

logger = logging.getLogger(__name__)

BOM = b"\xef\xbb\xbf"
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

    def around(self, report: AnnualReport) -> tuple[Row, Row]:
        """The report's own cells, before and after those of each record."""
        return self._before(report), self._after(report)

    def of(self, report: AnnualReport) -> list[Row]:
        """The cells of each record of the report, formatted a column at a time."""
        records = getattr(report, self.table.rows)
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


class ReportRows(Rows):
    """A row a report: what is long or nested as length, count or codes."""

    def __init__(self, table: Table) -> None:
        super().__init__(table)
        self._summaries = [_SUMMARIES.get(column.name) or _summary(column.name) for column in table.own]

    def of(self, report: AnnualReport) -> list[Row]:
        values = [read(report) for read in self._summaries]
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


class TableCsv(BaseItemExporter):
    """Writes one table of the schema. The option `fields` of a feed picks, orders and renames columns."""

    name: ClassVar[str]
    accepts: ClassVar[tuple[type, ...]] = (AnnualReport,)

    def __init__(self, file: IO[bytes], **kwargs: Any) -> None:
        super().__init__(dont_fail=True, **kwargs)
        self.file = file
        # Rows written, without the header.
        self.written = 0
        self.rows = (Rows if self.name != "reports" else ReportRows)(tables()[self.name])
        self._lines = Lines()
        self._header, self._pick = self._columns()

    def _columns(self) -> tuple[list[str], Callable[[Row], Row] | None]:
        names = [column.name for column in self.rows.table.columns]
        wanted = self.fields_to_export
        if not wanted:
            return names, None
        renamed = dict(wanted) if isinstance(wanted, dict) else {name: name for name in wanted}
        unknown = [name for name in renamed if name not in names]
        if unknown:
            raise ValueError(f"{self.name}.csv has no column {', '.join(unknown)}; it has {', '.join(names)}")
        places = [names.index(name) for name in renamed]
        return list(renamed.values()), lambda row: [row[place] for place in places]

    def start_exporting(self) -> None:
        if fresh(self.file):
            self.file.write(BOM)
            self._write(self._lines.of([self._header]))
        else:
            mend(self.file, b"\r\n")

    def export_item(self, item: Any) -> None:
        before: Row = ()
        after: Row = ()
        if isinstance(item, AnnualReport):
            rows = self.rows.of(item)
            before, after = self.rows.around(item) if rows else ((), ())
        elif isinstance(item, self.accepts):
            rows = self.rows.of_records([item])
        else:
            logger.warning("%s.csv holds reports: a %s was left out", self.name, type(item).__name__)
            return
        if self._pick:
            rows = [self._pick([*before, *row, *after]) for row in rows]
            before = after = ()
        self._write(self._lines.of(rows, before, after))
        self.written += len(rows)

    def _write(self, text: str) -> None:
        if text:
            self.file.write(lines_as_bytes(text))
            self.file.flush()


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
        head = f"{self._line(before)}," if before else ""
        tail = f",{self._line(after)}{self.END}" if after else self.END
        return "".join([f"{head}{line[:-2]}{tail}" for line in made])

    def _line(self, row: Row) -> str:
        self._writer.writerow(row)
        return self._made.pop()[: -len(self.END)]


def lines_as_bytes(text: str) -> bytes:
    try:
        return text.replace("\0", "\ufffd").encode()
    except UnicodeEncodeError:
        return cells.writable(text).encode()


class ReportsCsv(TableCsv):
    name = "reports"


class ObservationsCsv(TableCsv):
    name = "observations"


class StatementsCsv(TableCsv):
    name = "statements"


class ChecksCsv(TableCsv):
    name = "checks"


class FindingsCsv(TableCsv):
    name = "findings"
