"""JSON feeds: a report with all it holds, nested, as `gikspider.items` declares it.

Numbers are JSON numbers where a reader gets exactly the number printed: whole ones up to 2**53, and
those a double gives back digit for digit. Any other is text. Dates and moments are ISO 8601.
"""

from __future__ import annotations

import dataclasses
from decimal import Decimal
from typing import IO, Any

import orjson
from itemadapter import ItemAdapter, is_item
from scrapy.exporters import BaseItemExporter

from gikspider.feeds import cells
from gikspider.feeds.streams import fresh, mend, rewritable
from gikspider.items import AnnualReport

LARGEST = 2**53


def _plain(value: Any) -> Any:
    if type(value) is Decimal:
        # Nearly every figure is a short whole number.
        digits = str(value)
        return int(digits) if len(digits) < 16 and digits.isdigit() else number(value)
    if isinstance(value, (set, frozenset)):
        return sorted(value)
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
            self._item, self._line = item, encode(item)
        return self._line


_once = _Once()


# What some programs, Python's str.splitlines among them, take for the end of a line; inside JSON, all the same.
BREAKS = {"\u2028".encode(): b"\\u2028", "\u2029".encode(): b"\\u2029", "\u0085".encode(): b"\\u0085"}


def encode(item: Any) -> bytes:
    """One line of JSON, its line break included."""
    try:
        line = orjson.dumps(item, _plain, orjson.OPT_APPEND_NEWLINE)
    except orjson.JSONEncodeError:
        # Unpaired surrogates or integers beyond 64 bits: rare enough to be looked for only now.
        line = orjson.dumps(_repaired(item), _plain, orjson.OPT_APPEND_NEWLINE)
    for character, escaped in BREAKS.items():
        if character in line:
            line = line.replace(character, escaped)
    return line


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
