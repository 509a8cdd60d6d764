"""One WARC/1.1 file, written an exchange at a time.

Bodies are kept as they came, still compressed where the server compressed them (`Content-Encoding`
says so), without the chunks of the transfer. A response and its request are handed to the system in
one write: a crawl that is killed loses at most the exchange it was writing.
"""

from __future__ import annotations

import io
import zlib
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from http import HTTPStatus
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

from scrapy.utils.httpobj import urlparse_cached
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

try:
    from isal import isal_zlib as packing
except ImportError:  # not built for this machine
    import zlib as packing  # type: ignore[no-redef]

if TYPE_CHECKING:
    from scrapy import Request
    from scrapy.http import Response

# warcio compresses at zlib's level 9: 0.69 ms for a page of 90 KB. zlib's 3 takes 0.19 and a quarter more disk; isal's
# 2, where there is isal, 0.06 and two fifths more.
LEVEL = 2 if packing is not zlib else 3
# What describes the transfer, not the page: the body kept is already out of its chunks.
OF_TRANSFER = {b"transfer-encoding", b"content-length", b"connection", b"keep-alive"}
# Who fetched is in the warcinfo record; passwords are nobody's business.
SECRET = {b"authorization", b"proxy-authorization", b"cookie"}
_PRINTABLE = "".join(chr(code) for code in range(0x20, 0x7F))


class _Member:
    """A sink that makes every record one gzip member, collected until `take`."""

    def __init__(self, compressed: bool) -> None:
        self._compressed = compressed
        self._done: list[bytes] = []
        self._open: list[bytes] = []

    def write(self, data: bytes) -> None:
        self._open.append(data)

    def flush(self) -> None:
        data = b"".join(self._open)
        self._open.clear()
        if self._compressed and data:
            packer = packing.compressobj(LEVEL, zlib.DEFLATED, zlib.MAX_WBITS + 16)
            data = packer.compress(data) + packer.flush()
        self._done.append(data)

    def take(self) -> bytes:
        data = b"".join(self._done)
        self._done.clear()
        return data


class WarcFile:
    """An archive being written. A new file is made; an existing one is never touched.

    `exchange` raises OSError where the disk refuses; the file then ends with the last whole record.
    """

    def __init__(self, path: Path, info: Mapping[str, str]) -> None:
        self.path = path
        self.exchanges = 0
        path.parent.mkdir(parents=True, exist_ok=True)
        self._file = path.open("xb", buffering=0)
        self._size = 0
        self._sink = _Member(path.name.endswith(".gz"))
        self._warc = WARCWriter(self._sink, gzip=False, warc_version="1.1")
        self._warc.write_record(self._warc.create_warcinfo_record(path.name, dict(info)))
        self._save()

    def exchange(self, request: Request, response: Response, moment: datetime) -> str:
        """Keep a response with its request; returns the urn of the response record."""
        stamp = {"WARC-Date": moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")}
        extra = dict(stamp)
        if response.ip_address is not None and "proxy" not in request.meta:
            extra["WARC-IP-Address"] = str(response.ip_address)
        if "dataloss" in response.flags or "partial" in response.flags:
            extra["WARC-Truncated"] = "disconnect"
        answer = self._warc.create_warc_record(
            response.url,
            "response",
            payload=io.BytesIO(response.body),
            length=len(response.body),
            http_headers=_answer_headers(response),
            warc_headers_dict=extra,
        )
        asked = self._warc.create_warc_record(
            response.url,
            "request",
            payload=io.BytesIO(request.body),
            length=len(request.body),
            http_headers=_request_headers(request),
            warc_headers_dict=stamp,
        )
        self._warc.write_request_response_pair(asked, answer)
        self._save()
        self.exchanges += 1
        return str(answer.rec_headers.get_header("WARC-Record-ID")).strip("<>")

    def _save(self) -> None:
        data = self._sink.take()
        try:
            written = self._file.write(data)
            if written != len(data):
                raise OSError(f"{self.path}: only {written} of {len(data)} bytes could be written")
        except OSError:
            self._file.truncate(self._size)
            self._file.seek(self._size)
            raise
        self._size += len(data)

    def close(self) -> None:
        self._file.close()


def _text(value: bytes) -> str:
    """A header as ASCII: raw bytes percent-encoded as they stand, so that a redirect leads where it led."""
    return value.decode("ascii") if value.isascii() else quote(value, safe=_PRINTABLE)


def _pairs(headers: Mapping[bytes, list[bytes]], leave_out: Iterable[bytes]) -> list[tuple[str, str]]:
    left_out = set(leave_out)
    return [
        (_text(name), _text(value))
        for name, values in headers.items()
        for value in values
        if name.lower() not in left_out
    ]


def _answer_headers(response: Response) -> StatusAndHeaders:
    try:
        phrase = HTTPStatus(response.status).phrase
    except ValueError:
        phrase = ""
    pairs = _pairs(response.headers, OF_TRANSFER)
    pairs.append(("Content-Length", str(len(response.body))))
    return StatusAndHeaders(f"{response.status} {phrase}", pairs, protocol=response.protocol or "HTTP/1.1")


def _request_headers(request: Request) -> StatusAndHeaders:
    parts = urlparse_cached(request)
    target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    pairs = [("Host", parts.netloc.rpartition("@")[2]), *_pairs(request.headers, SECRET | OF_TRANSFER)]
    if request.body:
        pairs.append(("Content-Length", str(len(request.body))))
    return StatusAndHeaders(f"{request.method} {target} HTTP/1.1", pairs, is_http_request=True)
