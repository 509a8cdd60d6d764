"""Gives answers in the order in which they were recorded, whatever order they are asked for in."""

from __future__ import annotations

import asyncio
import heapq
from collections.abc import Callable
from enum import Enum
from itertools import count

from scrapy.exceptions import IgnoreRequest

from gikspider.archive.index import Place

# How long nothing may happen, in seconds, before an answer is no longer waited for that nobody asks for.
QUIET = 0.005


class State(Enum):
    """What the crawl does meanwhile: works on answers it has, waits for more, or ends."""

    BUSY = 1
    IDLE = 2
    CLOSING = 3


class Order:
    """Requests wait here until it is their turn.

    The turn passes from one recorded answer to the next. When the crawl has nothing else to do and the
    answer whose turn it is was not asked for (another argument, another spider), the turn passes to the
    earliest that was. An answer whose turn is over is given at once.
    """

    def __init__(self, after: Callable[[Place | None], Place | None], state: Callable[[], State]) -> None:
        self._after = after
        self._state = state
        self._next = after(None)
        self._waiting: list[tuple[Place, int, asyncio.Future[None]]] = []
        self._number = count()
        self._moved = False
        self._watching = False

    async def turn(self, place: Place) -> None:
        """Return when it is the turn of the answer at `place`; IgnoreRequest when the crawl ends before."""
        if self._next is None or place < self._next:
            return
        loop = asyncio.get_running_loop()
        mine = loop.create_future()
        heapq.heappush(self._waiting, (place, next(self._number), mine))
        self._moved = True
        # Not at once: whoever got the turn before, and has not been woken yet, comes first.
        loop.call_soon(self._pass_on)
        self._watch()
        await mine

    def _pass_on(self) -> None:
        while self._waiting and (self._next is None or self._waiting[0][0] <= self._next):
            place, _, waiting = heapq.heappop(self._waiting)
            if self._next is not None and place == self._next:
                self._next = self._after(place)
            if not waiting.done():
                waiting.set_result(None)
            self._moved = True

    def _watch(self) -> None:
        if self._waiting and not self._watching:
            self._watching = True
            asyncio.get_running_loop().call_later(QUIET, self._look)

    def _look(self) -> None:
        self._watching = False
        state = self._state()
        if state is State.CLOSING:
            for _, _, waiting in self._waiting:
                if not waiting.done():
                    waiting.set_exception(IgnoreRequest("the crawl is ending"))
            self._waiting.clear()
        elif state is State.IDLE and not self._moved and self._waiting:
            self._next = self._waiting[0][0]
            self._pass_on()
        self._moved = False
        self._watch()
