"""A file server as quick as one process of Python allows, for benchmarks: it must never be the limit.

Runs in a process of its own and answers as an HTTP proxy, so pages can be asked for under the real
host names.
"""

from __future__ import annotations

import asyncio
import gzip
import multiprocessing
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from multiprocessing.connection import Connection

NOT_FOUND = b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n"


def _answer(body: bytes, compressed: bool) -> bytes:
    how = ""
    if compressed:
        body, how = gzip.compress(body, 6), "Content-Encoding: gzip\r\n"
    head = f"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n{how}Content-Length: {len(body)}\r\n\r\n"
    return head.encode() + body


class _Files(asyncio.Protocol):
    answers: Mapping[bytes, bytes]

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport, self.waiting = transport, b""

    def data_received(self, data: bytes) -> None:
        self.waiting += data
        while b"\r\n\r\n" in self.waiting:
            head, _, self.waiting = self.waiting.partition(b"\r\n\r\n")
            url = head.split(b" ", 2)[1]
            self.transport.write(self.answers.get(url, NOT_FOUND))


def _serve(pages: dict[str, bytes], compressed: bool, ready: Connection) -> None:
    answers = {url.encode(): _answer(body, compressed) for url, body in pages.items()}

    async def main() -> None:
        protocol = type("Files", (_Files,), {"answers": answers})
        server = await asyncio.get_running_loop().create_server(protocol, "127.0.0.1", 0)
        ready.send(server.sockets[0].getsockname()[1])
        await server.serve_forever()

    asyncio.run(main())


@contextmanager
def serving(pages: dict[str, bytes], *, compressed: bool = False) -> Iterator[str]:
    """Serve `pages` (URL → body) until the block ends; gives the address to use as http_proxy.

    Bodies are compressed once, beforehand, as a portal's cache holds them.
    """
    ours, theirs = multiprocessing.Pipe()
    process = multiprocessing.get_context("fork").Process(
        target=_serve, args=(pages, compressed, theirs), daemon=True
    )
    process.start()
    try:
        yield f"http://127.0.0.1:{ours.recv()}"
    finally:
        process.terminate()
        process.join()
