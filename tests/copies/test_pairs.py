"""The generated pairs: no two reports called one, and the copies found."""

from __future__ import annotations

import pytest

from tests.copies.pairs import pairs
from tests.copies.report import printed, summary, tally


def judge_all(counties: int) -> tuple[int, float, float]:
    table = tally(pairs(counties=counties))
    print("\n" + printed(table))
    for (wanted, kind), row in table.items():
        if wanted == "distinct":
            assert row.right == row.pairs, f"{kind}: {row.wrong[0][1].reason}"
    return summary(table)


def test_a_few_counties():
    total, precision, recall = judge_all(6)
    assert total > 300
    assert precision == 1.0
    assert recall >= 0.98


@pytest.mark.slow
def test_two_thousand_pairs():
    total, precision, recall = judge_all(44)
    assert total >= 2000
    assert precision == 1.0
    assert recall >= 0.99
