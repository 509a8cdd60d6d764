"""A whole country through the index, in any order: every group is one report, and no copy is lost."""

from __future__ import annotations

import random
from collections import defaultdict
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from gikspider.copies import CopyIndex
from gikspider.items import AnnualReport
from tests.copies.pairs import COPY, copies
from tests.copies.writing import county, numbers_for, report, towns_of

START = datetime(2026, 1, 1, tzinfo=UTC)


def country(seed: int, counties: int) -> list[tuple[str, AnnualReport]]:
    """(which report it truly is, page): every town, three years each, with copies of some."""
    rng = random.Random(seed)
    pages: list[tuple[str, AnnualReport]] = []
    for number in range(counties):
        place = county(rng, number)
        for town, code in towns_of(place):
            for year in (2018, 2019, 2020):
                values = numbers_for(rng, zero=rng.random() < 0.2)
                base = report(place, town, year, values, code=code, table=rng.random() < 0.7)
                pages.append((base.report_id, base))
                if rng.random() < 0.15:
                    zero = not any(values["k"])
                    made = [
                        p for p in copies(rng, base, place, number * 40 + year, zero=zero) if p.wanted == COPY
                    ]
                    pages += [(base.report_id, pair.b) for pair in rng.sample(made, 4)]
    rng.shuffle(pages)
    # Pages of one crawl have addresses of their own; what shares one here is the same page seen twice.
    return [
        (truth, replace(page, fetched_at=START + timedelta(seconds=at)))
        for at, (truth, page) in enumerate(pages)
    ]


@pytest.mark.parametrize("seed", [11, 12])
def test_every_group_is_one_report(tmp_path, seed):
    pages = country(seed, 12)
    truth_of: dict[str | None, set[str]] = defaultdict(set)
    reports = {truth for truth, _ in pages}
    with CopyIndex.open(tmp_path / "copies.sqlite") as index:
        for truth, page in pages:
            index.see(page)
            truth_of[page.url].add(truth)
        exported = list(index.export())
        assert index.counts["documents"] == len(pages)
        assert index.counts["seen_again"] + len(index) == len(pages)
    canonical = defaultdict(set)
    for copy in exported:
        # A copy and what it is a copy of are the same report.
        assert truth_of[copy.url] & truth_of[copy.of_url], copy
        assert copy.kind != "revision", copy.reason
        (truth,) = truth_of[copy.of_url]
        canonical[truth].add(copy.of_url)
    # One canonical page a report; and nearly every other page hangs on it.
    assert all(len(urls) == 1 for urls in canonical.values())
    found = len(exported)
    wanted = len(index_pages(pages)) - len(reports)
    assert found >= 0.98 * wanted


def index_pages(pages: list[tuple[str, AnnualReport]]) -> set[str | None]:
    from gikspider.copies import canonical_url

    return {canonical_url(page.url or "") for _, page in pages}
