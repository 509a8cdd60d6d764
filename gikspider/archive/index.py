"""Where in the archives each page stands.

The index is a table on disk (a temporary SQLite file that the system removes), so memory does not
grow with the archive. A page is known by its method, address and, for a form, what was sent.
"""

from __future__ import annotations

import hashlib
import logging
import sqlite3
from collections import OrderedDict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import urldefrag

from warcio.archiveiterator import ArchiveIterator
from warcio.recordloader import ArcWarcRecord

from gikspider.archive.records import CutError, records

logger = logging.getLogger(__name__)

# When a response was recorded, in which archive, at which byte: places are ordered as the crawl went.
Place = tuple[str, int, int]
# Requests and responses of one exchange stand side by side; how many may wait for their other half.
WAITING = 1000


@dataclass(frozen=True, slots=True)
class Kept:
    """A response as it was kept: `body` as the headers describe it."""

    url: str
    status: int
    headers: list[tuple[str, str]]
    body: bytes
    fetched_at: datetime
    record: str
    truncated: bool


def page_key(method: str, url: str, body: bytes = b"") -> bytes:
    """What tells two requests apart: 16 bytes of a hash."""
    digest = hashlib.blake2b(digest_size=16)
    for part in (method.upper().encode(), urldefrag(url).url.encode("utf-8", "surrogatepass"), body):
        digest.update(len(part).to_bytes(8, "big"))
        digest.update(part)
    return digest.digest()


def _rank(status: int) -> int:
    """Of several answers to one request a page is preferred to a redirect, and that to an error."""
    return {2: 2, 3: 1}.get(status // 100, 0)


class WarcIndex:
    """The responses of some archives; the newest page of an address counts, errors only where there is no page."""

    def __init__(self, paths: Iterable[Path]) -> None:
        self.paths = list(paths)
        self.cut: list[Path] = []
        # An unnamed database: in memory while small, then in a file nobody else sees.
        self._base = sqlite3.connect("", isolation_level=None)
        self._base.execute(
            "CREATE TABLE page (key BLOB PRIMARY KEY, rank INT, day TEXT, file INT, at INT) WITHOUT ROWID"
        )
        self._open: OrderedDict[Path, Any] = OrderedDict()
        self._base.execute("BEGIN")
        for number, path in enumerate(self.paths):
            self._base.executemany(
                "INSERT INTO page VALUES (?, ?, ?, ?, ?) ON CONFLICT (key) DO UPDATE SET rank = excluded.rank,"
                " day = excluded.day, file = excluded.file, at = excluded.at"
                " WHERE (excluded.rank, excluded.day) >= (rank, day)",
                ((key, rank, day, number, at) for key, rank, day, at in self._scan(path)),
            )
        self._base.execute("COMMIT")
        self._base.execute("CREATE INDEX recorded ON page (day, file, at)")

    def __len__(self) -> int:
        return int(self._base.execute("SELECT count(*) FROM page").fetchone()[0])

    def place(self, method: str, url: str, body: bytes = b"") -> Place | None:
        """Where the response to a request stands, or None where no archive has one."""
        found: Place | None = self._base.execute(
            "SELECT day, file, at FROM page WHERE key = ?", (page_key(method, url, body),)
        ).fetchone()
        return found

    def after(self, place: Place | None) -> Place | None:
        """The place of the response recorded next (None: of the first), None after the last."""
        found: Place | None = self._base.execute(
            "SELECT day, file, at FROM page WHERE (day, file, at) > (?, ?, ?) ORDER BY day, file, at LIMIT 1",
            place or ("", -1, -1),
        ).fetchone()
        return found

    def at(self, place: Place) -> Kept:
        """The response that stands at a place."""
        return _kept(self._record(self.paths[place[1]], place[2]))

    def get(self, method: str, url: str, body: bytes = b"") -> Kept | None:
        """The response to a request, or None where no archive has one."""
        place = self.place(method, url, body)
        return self.at(place) if place else None

    def _record(self, path: Path, at: int) -> ArcWarcRecord:
        file = self._open.pop(path, None) or path.open("rb")
        self._open[path] = file
        if len(self._open) > 16:
            self._open.popitem(last=False)[1].close()
        file.seek(at)
        return next(iter(ArchiveIterator(file)))

    def close(self) -> None:
        self._base.close()
        for file in self._open.values():
            file.close()
        self._open.clear()

    def _scan(self, path: Path) -> Iterator[tuple[bytes, int, str, int]]:
        """Key, rank, date and offset of every whole response; a broken end is told, not raised."""
        pairs = _Pairs()
        try:
            for at, record, body in records(path):
                if record.http_headers and record.rec_type == "response":
                    yield from pairs.response(record, at)
                elif record.http_headers and record.rec_type == "request":
                    yield from pairs.request(record, body)
        except CutError as error:
            self.cut.append(path)
            logger.warning("%s %s; what stands before it is used", path, error)
        yield from pairs.rest()


class _Pairs:
    """Brings requests and responses together, whichever comes first."""

    def __init__(self) -> None:
        self._responses: OrderedDict[str, tuple[str, int, str, int]] = OrderedDict()
        self._requests: OrderedDict[str, tuple[str, bytes]] = OrderedDict()

    def response(self, record: ArcWarcRecord, at: int) -> Iterator[tuple[bytes, int, str, int]]:
        headers = record.rec_headers
        url = _address(record)
        try:
            status = int(record.http_headers.get_statuscode())
        except ValueError:
            return
        name = headers.get_header("WARC-Record-ID")
        mine = (url, _rank(status), headers.get_header("WARC-Date") or "", at)
        asked = self._requests.pop(name, None)
        asked = asked or self._requests.pop(headers.get_header("WARC-Concurrent-To") or "", None)
        if asked:
            yield _entry(asked, mine)
            return
        self._responses[name] = mine
        if len(self._responses) > WAITING:
            yield _entry(("GET", b""), self._responses.popitem(last=False)[1])

    def request(self, record: ArcWarcRecord, body: bytes) -> Iterator[tuple[bytes, int, str, int]]:
        asked = (str(record.http_headers.protocol), body)
        other = record.rec_headers.get_header("WARC-Concurrent-To") or ""
        mine = self._responses.pop(other, None)
        if mine:
            yield _entry(asked, mine)
            return
        for name in filter(None, (other, record.rec_headers.get_header("WARC-Record-ID"))):
            self._requests[name] = asked
        while len(self._requests) > WAITING:
            self._requests.popitem(last=False)

    def rest(self) -> Iterator[tuple[bytes, int, str, int]]:
        for mine in self._responses.values():
            yield _entry(("GET", b""), mine)


def _entry(asked: tuple[str, bytes], response: tuple[str, int, str, int]) -> tuple[bytes, int, str, int]:
    method, body = asked
    url, rank, day, at = response
    return page_key(method, url, body), rank, day, at


def _address(record: ArcWarcRecord) -> str:
    # Some older programs put the address between angle brackets.
    return str(record.rec_headers.get_header("WARC-Target-URI") or "").strip("<>")


def _kept(record: ArcWarcRecord) -> Kept:
    headers = record.rec_headers
    pairs = list(record.http_headers.headers)
    chunked = (record.http_headers.get_header("Transfer-Encoding") or "").lower() == "chunked"
    # Other programs keep the chunks of the transfer in the body; then it is also decompressed here.
    body = record.content_stream().read() if chunked else record.raw_stream.read()
    gone = {"transfer-encoding", "content-encoding", "content-length"} if chunked else set()
    moment = datetime.fromisoformat(headers.get_header("WARC-Date"))
    return Kept(
        url=_address(record),
        status=int(record.http_headers.get_statuscode()),
        headers=[(name, value) for name, value in pairs if name.lower() not in gone],
        body=body,
        fetched_at=moment if moment.tzinfo else moment.replace(tzinfo=UTC),
        record=headers.get_header("WARC-Record-ID").strip("<>"),
        truncated=headers.get_header("WARC-Truncated") is not None,
    )
