"""Processes that read pages beside the crawl, and that may crash or hang without losing a page.

Every page is a task of one of a few one-process executors. When a process dies or does not answer in
time, all its pages are read again, each alone in a fresh process: the innocent ones come out right, and
the one that breaks its process a second time is given up with `Unreadable`. Imports nothing of the
crawler, since worker processes load this module.
"""

from __future__ import annotations

import asyncio
import gc
import multiprocessing
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import BrokenExecutor, Future, ProcessPoolExecutor
from contextlib import contextmanager, suppress
from types import ModuleType
from typing import Any, TypeVar

T = TypeVar("T")
# A process is started from nothing: forking a crawl would copy its sockets, threads and memory.
CONTEXT = multiprocessing.get_context("spawn")
# Seconds. Threads of the executors hand pages over; at Python's 0.005 each waits so long for the busy crawl to let it.
SWITCH_INTERVAL = 0.0002


class Unreadable(Exception):
    """A task broke two processes; the message says how: crashed or hung."""


def _prepare(warm: Callable[[], Any] | None) -> None:
    """In the worker: leave Ctrl-C to the crawl, end when the crawl ends without saying so, and load what tasks need."""
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
    # What was loaded stays: it need not be looked through again whenever garbage is collected.
    gc.freeze()


@contextmanager
def _nameless() -> Iterator[None]:
    """While a process is started: hide the program, which it would import first, the whole crawler with it."""
    program = sys.modules["__main__"]
    sys.modules["__main__"] = ModuleType("__main__")
    try:
        yield
    finally:
        sys.modules["__main__"] = program


class Worker:
    """One process. `pending` counts its unfinished tasks, `since` is when it last finished one."""

    def __init__(self, warm: Callable[[], Any] | None = None) -> None:
        self._executor = ProcessPoolExecutor(1, mp_context=CONTEXT, initializer=_prepare, initargs=(warm,))
        with _nameless():
            self._pid: Future[int] = self._executor.submit(os.getpid)
        self.pending = 0
        self.since = 0.0

    async def run(self, task: Callable[[], T], timeout: float) -> T:
        """The task's result; BrokenExecutor when the process died, TimeoutError when it finished nothing for `timeout` s."""
        clock = asyncio.get_running_loop().time
        if not self._pid.done():
            await asyncio.wait([asyncio.wrap_future(self._pid)])  # starting up is not the task's time
        if self.pending == 0:
            self.since = clock()
        self.pending += 1
        answer = asyncio.wrap_future(self._executor.submit(task))
        # Where it is no longer waited for, nobody needs to hear how it ended.
        answer.add_done_callback(lambda done: done.cancelled() or done.exception())
        try:
            while not answer.done():
                left = self.since + timeout - clock()
                if left <= 0:
                    raise TimeoutError
                await asyncio.wait([answer], timeout=left)
        finally:
            self.pending -= 1
        self.since = clock()
        if answer.cancelled():
            raise BrokenExecutor("the process was ended")
        return answer.result()

    def kill(self) -> None:
        """End the process at once, whatever it does."""
        if self._pid.done() and not self._pid.cancelled() and self._pid.exception() is None:
            with suppress(ProcessLookupError):
                os.kill(self._pid.result(), signal.SIGKILL)
        self._executor.shutdown(wait=False, cancel_futures=True)

    def close(self) -> None:
        """End the process when it has nothing left to do."""
        self._executor.shutdown(wait=False, cancel_futures=True)


class Workers:
    """`size` processes, started by `start` or else with the tasks. `timeout` bounds one task, in seconds.

    `warm` is done in each process before its first task; it has to be picklable.
    """

    def __init__(
        self,
        size: int,
        timeout: float,
        retried: Callable[[], Any] = lambda: None,
        warm: Callable[[], Any] | None = None,
    ) -> None:
        self._warm = warm
        self._size = size
        self._timeout = timeout
        self._retried = retried
        self._workers: list[Worker] = []
        self._alone = asyncio.Lock()

    def start(self) -> None:
        """Start all processes now."""
        sys.setswitchinterval(min(sys.getswitchinterval(), SWITCH_INTERVAL))
        while len(self._workers) < self._size:
            self._workers.append(Worker(self._warm))

    async def run(self, task: Callable[[], T]) -> T:
        """The result of `task`, which has to be picklable; its own exceptions pass. Unreadable after two breaks."""
        worker = self._free()
        try:
            return await worker.run(task, self._timeout)
        except (BrokenExecutor, TimeoutError):
            self._discard(worker)
        self._retried()
        return await self._again(task)

    async def _again(self, task: Callable[[], T]) -> T:
        async with self._alone:
            worker = Worker(self._warm)
            try:
                return await worker.run(task, self._timeout)
            except TimeoutError:
                raise Unreadable(f"hung: no answer in {self._timeout:g} s, twice") from None
            except BrokenExecutor:
                raise Unreadable("crashed: the process died, twice") from None
            finally:
                worker.kill()

    def _free(self) -> Worker:
        if len(self._workers) < self._size:
            self._workers.append(Worker(self._warm))
            return self._workers[-1]
        return min(self._workers, key=lambda worker: worker.pending)

    def _discard(self, worker: Worker) -> None:
        if worker in self._workers:
            self._workers.remove(worker)
            worker.kill()

    def close(self) -> None:
        for worker in self._workers:
            worker.close()
