"""Processes that read pages beside the crawl, and that may crash or hang without losing a page.

Every page is a task of one of a few processes. When a process dies or does not answer in
time, all its pages are read again, each alone in a fresh process: the innocent ones come out right, and
the one that breaks its process a second time is given up with `Unreadable`."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import BrokenExecutor
from typing import Any, TypeVar

from gikspider.pipelines.process import Process

T = TypeVar("T")


class Unreadable(Exception):
    """A task broke two processes; the message says how: crashed or hung."""


class Worker:
    """One process. `pending` counts its unfinished tasks; one that answers none of them for `timeout` s hangs."""

    def __init__(self, timeout: float, warm: Callable[[], Any] | None = None) -> None:
        self._process = Process(warm)
        self._timeout = timeout
        self._since = 0.0
        self._watched = False
        self.pending = 0

    async def run(self, task: Callable[[], T]) -> T:
        """The task's result; BrokenExecutor when the process died, TimeoutError when it hung."""
        loop = asyncio.get_running_loop()
        if not self._process.ready.done():
            await asyncio.wait([self._process.ready])  # starting up is not the task's time
        if self.pending == 0:
            self._since = loop.time()
        self.pending += 1
        if not self._watched:
            self._watch(loop)
        try:
            done, result = await (await self._process.submit(task))
        finally:
            self.pending -= 1
        self._since = loop.time()
        if not done:
            raise result
        return result  # type: ignore[no-any-return]

    def _watch(self, loop: asyncio.AbstractEventLoop) -> None:
        """Look again when the process would have hung for long enough, as long as there is something to wait for."""
        self._watched = self.pending > 0
        if not self._watched:
            return
        left = self._since + self._timeout - loop.time()
        if left <= 0:
            self._process.give_up(TimeoutError("no answer"))
        loop.call_later(left if left > 0 else self._timeout, self._watch, loop)

    def kill(self) -> None:
        """End the process at once, whatever it does."""
        self._process.kill()

    def close(self) -> None:
        """End the process; it has nothing left to do."""
        self._process.close()


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
        while len(self._workers) < self._size:
            self._workers.append(Worker(self._timeout, self._warm))

    async def run(self, task: Callable[[], T]) -> T:
        """The result of `task`, which has to be picklable; its own exceptions pass. Unreadable after two breaks."""
        worker = self._free()
        try:
            return await worker.run(task)
        except (BrokenExecutor, TimeoutError):
            self._discard(worker)
        self._retried()
        return await self._again(task)

    async def _again(self, task: Callable[[], T]) -> T:
        async with self._alone:
            worker = Worker(self._timeout, self._warm)
            try:
                return await worker.run(task)
            except TimeoutError:
                raise Unreadable(f"hung: no answer in {self._timeout:g} s, twice") from None
            except BrokenExecutor:
                raise Unreadable("crashed: the process died, twice") from None
            finally:
                worker.kill()

    def _free(self) -> Worker:
        if len(self._workers) < self._size:
            self._workers.append(Worker(self._timeout, self._warm))
            return self._workers[-1]
        return min(self._workers, key=lambda worker: worker.pending)

    def _discard(self, worker: Worker) -> None:
        if worker in self._workers:
            self._workers.remove(worker)
            worker.kill()

    def close(self) -> None:
        for worker in self._workers:
            worker.close()
