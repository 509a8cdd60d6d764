"""One replica for all tests of the replica."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.replica import Replica
from tests.replica.client import Client

ROOT = Path(__file__).parents[1]
UUID = r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"


@pytest.fixture(scope="module")
def replica() -> Iterator[Replica]:
    with Replica(seed=3, units=9) as running:
        yield running


@pytest.fixture(scope="module")
def client(replica: Replica) -> Client:
    return Client(replica)
