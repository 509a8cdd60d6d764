"""The proxy that answers itself: HTTP/1.1 over asyncio, absolute-form requests, CONNECT with TLS, and trouble on demand."""

from __future__ import annotations

import asyncio
import gzip
import ssl
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from http import HTTPStatus
from typing import NamedTuple
from urllib.parse import urlsplit

from .portal import Answer, Request

_CACHE_BYTES = 64 * 1024 * 1024


class Served(NamedTuple):
    """One request as it came in, and the status it got (0: the connection was closed without one)."""

    time: float
    method: str
    url: str
    status: int


@dataclass(slots=True)
class Trouble:
    """What goes wrong for URLs that contain `part`; `times` counts down, None is for ever."""

    part: str
    status: int | None = None
    delay: float = 0.0
    cut: int | None = None
    body: bytes | None = None
    charset: str | None = None
    redirect_loop: bool = False
    location: str | None = None
    headers: tuple[tuple[str, str], ...] = ()
    times: int | None = None


class Cache:
    """Finished pages, the least lately asked for thrown out first."""

    def __init__(self, limit: int = _CACHE_BYTES) -> None:
        self.limit, self.used = limit, 0
        self.pages: OrderedDict[str, tuple[Answer, bytes]] = OrderedDict()

    def get(self, key: str) -> tuple[Answer, bytes] | None:
        if found := self.pages.get(key):
            self.pages.move_to_end(key)
        return found

    def put(self, key: str, answer: Answer, packed: bytes) -> None:
        self.pages[key] = answer, packed
        self.used += len(answer.body) + len(packed)
        while self.used > self.limit and len(self.pages) > 1:
            _, (old, old_packed) = self.pages.popitem(last=False)
            self.used -= len(old.body) + len(old_packed)


class Server:
    """Serves `respond` on 127.0.0.1; `fixed` tells pages that do not depend on the query. All methods but `start` and `stop` belong to its event loop."""

    def __init__(
        self, respond: Callable[[Request], Answer], fixed: Callable[[Request], bool], context: ssl.SSLContext
    ) -> None:
        self.respond, self.fixed, self.context = respond, fixed, context
        self.requests: list[Served] = []
        self.troubles: list[Trouble] = []
        self.cache = Cache()
        self.tasks: set[asyncio.Task[None]] = set()
        self.server: asyncio.Server | None = None

    async def start(self, port: int) -> int:
        self.server = await asyncio.start_server(
            self._connected, "127.0.0.1", port, limit=1 << 18, backlog=512
        )
        return int(self.server.sockets[0].getsockname()[1])

    async def stop(self) -> None:
        if self.server:
            self.server.close()
        for task in list(self.tasks):
            task.cancel()
        await asyncio.gather(*self.tasks, return_exceptions=True)

    async def _connected(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self.tasks.add(task)
        try:
            while await self._exchange(reader, writer):
                pass
        except (OSError, asyncio.IncompleteReadError, asyncio.LimitOverrunError, ValueError, ssl.SSLError):
            pass  # the client went away or spoke no HTTP; its next connection starts afresh
        except asyncio.CancelledError:
            pass  # the replica stops
        finally:
            self.tasks.discard(task)
            writer.close()

    async def _exchange(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, tunnel: str = ""
    ) -> bool:
        """One request and its answer; False when the connection is done."""
        head = await reader.readuntil(b"\r\n\r\n")
        line, *lines = head.decode("latin-1").split("\r\n")
        method, target, version = line.split(" ", 2)
        headers = {
            name.lower(): value.strip() for name, _, value in (text.partition(":") for text in lines if text)
        }
        if method == "CONNECT":
            writer.write(b"HTTP/1.1 200 Connection established\r\n\r\n")
            await writer.drain()
            await writer.start_tls(self.context)
            while await self._exchange(reader, writer, target.removesuffix(":443")):
                pass
            return False
        body = await reader.readexactly(int(headers.get("content-length") or 0))
        if target.startswith("/"):
            scheme, host = ("https", tunnel) if tunnel else ("http", headers.get("host", ""))
            url, path = f"{scheme}://{host}{target}", target
        else:
            parts = urlsplit(target)
            host, url = parts.netloc, target
            path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        keep = version == "HTTP/1.1" and headers.get("connection", "").lower() != "close"
        request = Request.of(method, host.partition(":")[0].lower(), path.partition("#")[0], body)
        return await self._reply(
            writer, request, url, path, "gzip" in headers.get("accept-encoding", ""), keep
        )

    async def _reply(
        self, writer: asyncio.StreamWriter, request: Request, url: str, path: str, gzipped: bool, keep: bool
    ) -> bool:
        arrived = time.time()
        trouble = self._trouble(url)
        if trouble and trouble.delay:
            await asyncio.sleep(trouble.delay)
        answer, packed = self._page(request, path)
        body = packed if gzipped and packed else answer.body
        if trouble:
            answer, body = _spoil(answer, body if trouble.body is None else trouble.body, trouble, url)
            packed = packed if body is packed else b""
        head = _head(answer, len(body), bool(packed) and body is packed, keep)
        self.requests.append(Served(arrived, request.method, url, answer.status))
        if request.method == "HEAD":
            body = b""
        if trouble and trouble.cut is not None:
            writer.write(head + body[: trouble.cut])
            await writer.drain()
            return False
        writer.write(head + body)
        await writer.drain()
        return keep

    def _trouble(self, url: str) -> Trouble | None:
        for trouble in self.troubles:
            if trouble.part in url and trouble.times != 0:
                if trouble.times is not None:
                    trouble.times -= 1
                return trouble
        return None

    def _page(self, request: Request, path: str) -> tuple[Answer, bytes]:
        """The answer, and its gzipped body where the page is one that is sent so."""
        # An article is one page whatever its query says: a benchmark asks for ?n=1, ?n=2 … to have thousands.
        key = f"{request.host}{request.path if self.fixed(request) else path}"
        if request.method == "POST":
            return self.respond(request), b""
        if found := self.cache.get(key):
            return found
        answer = self.respond(request)
        packed = gzip.compress(answer.body, 1, mtime=0) if answer.packed else b""
        self.cache.put(key, answer, packed)
        return answer, packed


def _spoil(answer: Answer, body: bytes, trouble: Trouble, url: str) -> tuple[Answer, bytes]:
    status, headers = trouble.status or answer.status, answer.headers + trouble.headers
    if trouble.redirect_loop or trouble.location:
        status, body = trouble.status or 302, b""
        headers += (("Location", trouble.location or url),)
    return Answer(status, body, answer.type, trouble.charset or answer.charset, False, headers), body


def _head(answer: Answer, length: int, gzipped: bool, keep: bool) -> bytes:
    try:
        reason = HTTPStatus(answer.status).phrase
    except ValueError:
        reason = "Unknown"
    charset = f"; charset={answer.charset}" if answer.charset else ""
    lines = [
        f"HTTP/1.1 {answer.status} {reason}",
        f"Content-Type: {answer.type}{charset}",
        f"Content-Length: {length}",
    ]
    lines += [f"{name}: {value}" for name, value in answer.headers]
    if gzipped:
        lines.append("Content-Encoding: gzip")
    if not keep:
        lines.append("Connection: close")
    return ("\r\n".join(lines) + "\r\n\r\n").encode("latin-1")
