"""CSV feeds: one report in, its rows out, written straight with csv.writer.

UTF-8 with a byte order mark, so that spreadsheets read it; header and rows end with CR LF, cells
that hold line breaks are quoted (RFC 4180). A report's rows are written at once and flushed.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import IO, Any, ClassVar

from scrapy.exporters import BaseItemExporter

from gikspider.feeds.ahead import ReadReport
from gikspider.feeds.rows import Lines, ReportRows, Row, Rows, lines_as_bytes
from gikspider.feeds.schema import tables
from gikspider.feeds.streams import fresh, mend
from gikspider.items import AnnualReport

logger = logging.getLogger(__name__)

BOM = b"\xef\xbb\xbf"


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
        if isinstance(item, ReadReport) and not self._pick and item.prepared(self.name):
            block, rows_in_it = item.rows(self.name, self.rows)
            if block:
                self.file.write(block)
                self.file.flush()
            self.written += rows_in_it
            return
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
