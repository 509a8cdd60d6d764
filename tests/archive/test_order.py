import asyncio
import random

import pytest
from scrapy.exceptions import IgnoreRequest

from gikspider.archive.order import Order, State

PLACES = [("2026", 0, n) for n in range(10)]


def after(place):
    return next((one for one in PLACES if place is None or one > place), None)


def given(asked, state=State.IDLE):
    """The order in which answers were given when they were asked for in this order."""
    got = []

    async def ask(order, place):
        await order.turn(place)
        got.append(place[2])

    async def run():
        order = Order(after, lambda: state)
        await asyncio.wait_for(asyncio.gather(*(ask(order, PLACES[n]) for n in asked)), 5)

    asyncio.run(run())
    return got


@pytest.mark.parametrize("seed", range(5))
def test_answers_come_in_the_order_of_the_recording(seed):
    asked = list(range(10))
    random.Random(seed).shuffle(asked)
    assert given(asked, State.BUSY) == list(range(10))


def test_answers_nobody_asks_for_are_not_waited_for():
    assert given([7, 3, 5]) == [3, 5, 7]


def test_an_answer_asked_for_twice_is_given_twice():
    assert sorted(given([1, 0, 1, 0])) == [0, 0, 1, 1]


def test_a_crawl_that_ends_lets_go():
    with pytest.raises(IgnoreRequest, match="ending"):
        given([5, 6], State.CLOSING)


def test_a_request_made_late_still_comes_in_its_turn():
    got = []

    async def run():
        order = Order(after, lambda: State.BUSY)

        async def ask(place, first=0.0):
            await asyncio.sleep(first)
            await order.turn(place)
            got.append(place[2])

        await asyncio.gather(ask(PLACES[1]), ask(PLACES[2]), ask(PLACES[0], 0.05))

    asyncio.run(run())
    assert got == [0, 1, 2]
