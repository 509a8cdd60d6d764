"""JSON feeds: a report a line, or all in one array. What a report is in JSON: `gikspider.feeds.encoding`."""

from __future__ import annotations

from typing import IO, Any

from scrapy.exporters import BaseItemExporter

from gikspider.feeds.ahead import ReadReport
from gikspider.feeds.encoding import encode, number
from gikspider.feeds.streams import fresh, mend, rewritable
from gikspider.items import AnnualReport

__all__ = ["JsonArray", "JsonLines", "encode", "number"]


class _Once:
    """A report goes to several JSON feeds one after another, and is encoded for the first."""

    def __init__(self) -> None:
        self._item: AnnualReport | None = None
        self._line = b""

    def encode(self, item: Any) -> bytes:
        if not isinstance(item, AnnualReport):
            return encode(item)
        if item is not self._item:
            # The report is kept, not its id: an id comes again for another object.
            line = item.line() if isinstance(item, ReadReport) else encode(item)
            self._item, self._line = item, line
        return self._line


_once = _Once()


class JsonLines(BaseItemExporter):
    """A report a line, each flushed when it is whole."""

    def __init__(self, file: IO[bytes], **kwargs: Any) -> None:
        super().__init__(dont_fail=True, **kwargs)
        self.file = file

    def start_exporting(self) -> None:
        if not fresh(self.file):
            mend(self.file)

    def export_item(self, item: Any) -> None:
        self.file.write(_once.encode(item))
        self.file.flush()


class JsonArray(BaseItemExporter):
    """One array of reports, closed again after each: the file reads as JSON at every moment."""

    END = b"]\n"

    def __init__(self, file: IO[bytes], **kwargs: Any) -> None:
        super().__init__(dont_fail=True, **kwargs)
        self.file = file
        self._count = 0
        self._closing = rewritable(file)

    def start_exporting(self) -> None:
        if not self._closing or fresh(self.file):
            self.file.write(b"[\n")
            self._close()
            return
        mend(self.file)
        size = self.file.tell()
        self.file.seek(max(0, size - len(self.END)))
        closed = self.file.read() == self.END
        self._count = int(size > len(b"[\n") + closed * len(self.END))
        if not closed:
            self._close()

    def export_item(self, item: Any) -> None:
        line = (b"," if self._count else b"") + _once.encode(item)
        if self._closing:
            self.file.seek(-len(self.END), 2)
        self.file.write(line)
        self._close()
        self._count += 1

    def _close(self) -> None:
        if self._closing:
            self.file.write(self.END)
        self.file.flush()

    def finish_exporting(self) -> None:
        if not self._closing:
            self.file.write(self.END)
            self.file.flush()
