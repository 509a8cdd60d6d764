"""One process beside the crawl that does tasks in the order in which it is given them.

Tasks and answers go through a socket, pickled, each after its length. The crawl's side is one more
connection of its event loop: no threads that wait for one another. Imports nothing of the crawler,
since the process loads this module.
"""

from __future__ import annotations

import asyncio
import gc
import multiprocessing
import os
import pickle
import signal
import socket
import struct
import sys
import threading
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import BrokenExecutor
from contextlib import contextmanager, suppress
from types import ModuleType
from typing import Any

Task = Callable[[], Any]
# A process is started from nothing: forking a crawl would copy its sockets, threads and memory.
CONTEXT = multiprocessing.get_context("spawn")
LENGTH = struct.Struct("!Q")
# Objects made, and collections of the younger generation, before garbage is looked for.
GARBAGE = (20_000, 20, 50)
# Seconds a process gets to end by itself when there is nothing left to do.
PATIENCE = 2


# ---- in the process ----------------------------------------------------------------------------


def _serve(channel: socket.socket, warm: Task | None) -> None:
    """Do tasks until the crawl closes the channel."""
    _prepare(warm)
    try:
        _send(channel, os.getpid())
    except ConnectionError:
        return  # the crawl has ended meanwhile
    while (task := _received(channel)) is not None:
        try:
            answer = True, pickle.loads(task)()
        except Exception as error:  # the task's own, and the crawl's business
            answer = False, _portable(error)
        try:
            _send(channel, answer)
        except ConnectionError:
            break
        except Exception as error:  # what cannot be pickled
            _send(channel, (False, TypeError(f"{type(answer[1]).__name__} cannot be sent: {error}")))


def _portable(error: Exception) -> Exception:
    """The exception, or what it says where it cannot be sent."""
    try:
        pickle.loads(pickle.dumps(error))
    except Exception:  # its class decides what it raises
        return RuntimeError(f"{type(error).__name__}: {error}")
    return error


def _prepare(warm: Task | None) -> None:
    """Leave Ctrl-C to the crawl, end when the crawl ends without saying so, and load what tasks need."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = multiprocessing.parent_process()

    def watch() -> None:
        if parent is not None:
            parent.join()
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()
    if warm is not None:
        # Whatever is wrong with it will be wrong with tasks, where it is dealt with.
        with suppress(Exception):
            warm()
    # What was loaded stays: it need not be looked through again whenever garbage is collected. Reading leaves
    # next to no circles behind, so that looking for them every 700 objects finds nothing.
    gc.freeze()
    gc.set_threshold(*GARBAGE)


def _send(channel: socket.socket, answer: Any) -> None:
    data = pickle.dumps(answer, pickle.HIGHEST_PROTOCOL)
    channel.sendall(LENGTH.pack(len(data)) + data)


def _received(channel: socket.socket) -> bytearray | None:
    """The next task, pickled; None when there will be no more."""
    head = _exactly(channel, LENGTH.size)
    return _exactly(channel, LENGTH.unpack(head)[0]) if head else None


def _exactly(channel: socket.socket, size: int) -> bytearray | None:
    data = bytearray(size)
    view = memoryview(data)
    while view:
        try:
            count = channel.recv_into(view)
        except ConnectionError:
            return None
        if not count:
            return None
        view = view[count:]
    return data


# ---- in the crawl ------------------------------------------------------------------------------


@contextmanager
def _nameless() -> Iterator[None]:
    """While a process is started: hide the program, which it would import first, the whole crawler with it."""
    program = sys.modules["__main__"]
    sys.modules["__main__"] = ModuleType("__main__")
    try:
        yield
    finally:
        sys.modules["__main__"] = program


class _Channel(asyncio.Protocol):
    """Answers as they come, handed to those who wait for them, first come, first served."""

    def __init__(self) -> None:
        self.waiting: deque[asyncio.Future[Any]] = deque()
        self._held = bytearray()

    def data_received(self, data: bytes) -> None:
        held = self._held
        held += data
        while len(held) >= LENGTH.size:
            end = LENGTH.size + LENGTH.unpack_from(held)[0]
            if len(held) < end:
                return
            with memoryview(held) as view:
                answer = _unpickled(view[LENGTH.size : end])
            del held[:end]
            waiter = self.waiting.popleft()
            if not waiter.done():
                waiter.set_result(answer)

    def connection_lost(self, error: Exception | None) -> None:
        self.give_up(BrokenExecutor("the process ended"))

    def give_up(self, error: Exception) -> None:
        for waiter in self.waiting:
            if not waiter.done():
                waiter.set_exception(error)


def _unpickled(data: memoryview) -> Any:
    try:
        return pickle.loads(data)
    except Exception as error:  # a class that cannot be made again: this one answer's business
        return False, RuntimeError(f"what it gave cannot be read: {type(error).__name__}: {error}")


class Process:
    """A process of its own. `warm` is done in it before the first task. Made inside a running event loop."""

    def __init__(self, warm: Task | None = None) -> None:
        ours, theirs = socket.socketpair()
        # It ends with the crawl however that ends.
        self._process = CONTEXT.Process(target=_serve, args=(theirs, warm), daemon=True)
        with _nameless(), theirs:
            self._process.start()
        self._channel = _Channel()
        self._loop = asyncio.get_running_loop()
        # What it says first, when it is ready, is its number.
        self.ready: asyncio.Future[Any] = self._loop.create_future()
        self.ready.add_done_callback(_heard)
        self._channel.waiting.append(self.ready)
        self._transport: asyncio.WriteTransport | None = None
        self._ended = False
        self._ours = ours
        self._connected = self._loop.create_task(self._connect())

    async def _connect(self) -> None:
        self._ours.setblocking(False)
        self._transport, _ = await self._loop.create_connection(lambda: self._channel, sock=self._ours)

    async def submit(self, task: Task) -> asyncio.Future[Any]:
        """Hand a task over; gives what will be (True, its result) or (False, its exception).

        BrokenExecutor, now or then, where the process has ended.
        """
        await self._connected
        if self._transport is None or self._ended or self._transport.is_closing():
            raise BrokenExecutor("the process has ended")
        answer = self._loop.create_future()
        # Where it is no longer waited for, nobody needs to hear how it ended.
        answer.add_done_callback(_heard)
        data = pickle.dumps(task, pickle.HIGHEST_PROTOCOL)
        self._channel.waiting.append(answer)
        self._transport.write(LENGTH.pack(len(data)) + data)
        return answer

    def give_up(self, error: Exception) -> None:
        """Wait for no answer any more: whoever does gets `error`."""
        self._channel.give_up(error)

    def kill(self) -> None:
        """End the process at once, whatever it does."""
        self._ended = True
        self._process.kill()
        self._process.join(PATIENCE)

    def close(self) -> None:
        """End the process; it has nothing left to do."""
        self._ended = True
        with suppress(OSError):  # it has ended by itself
            self._ours.shutdown(socket.SHUT_RDWR)
        self._process.join(PATIENCE)
        if self._process.is_alive():
            self.kill()


def _heard(answer: asyncio.Future[Any]) -> None:
    if not answer.cancelled():
        answer.exception()
