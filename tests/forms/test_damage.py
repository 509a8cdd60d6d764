"""Damaged tables: every cell right or honestly open, none silently wrong; `python -m tests.forms.report` for all."""

import random

import pytest

from tests.forms.damage import DAMAGES, page
from tests.forms.honesty import judge, read, run

# What a reader must make of a damage alone: the share of cells right. Below 1 only where characters,
# cells or rows are gone.
LEAST_RIGHT = {
    "C_LOST": 0.6,
    "L_CONFUSED": 0.8,
    "L_MISSPELT": 0.9,
    "R_LABEL_LOST": 0.7,
    "R_LOST": 0.9,
    "S_OVERLONG_ROW": 0.6,
    "S_OVERLONG_COLUMN": 0.6,
    "T_CONCAT": 0.0,
    "T_DEDUP": 0.0,
}


@pytest.mark.parametrize("form", ["2019", "2021"])
@pytest.mark.parametrize("name", sorted(DAMAGES))
def test_a_damage_alone(form, name):
    rng = random.Random(f"{form} {name}")
    made = page(rng, form, (name,))
    reading = read(made, rng)
    verdict = judge(made, reading)
    assert verdict.wrong == []
    assert verdict.counts["right"] >= LEAST_RIGHT.get(name, 1) * len(made.expected)
    for code, values in made.local.items():
        assert [o.value for o in reading.observations if o.code == code] == values


def test_two_thousand_tables_in_pairs_of_damages():
    outcomes, wrong, tables = run(360, seed=20)
    assert tables >= 2000
    assert wrong == []
    assert outcomes["L_SPLIT"]["right"] > 0


@pytest.mark.slow
def test_twenty_thousand_tables():
    _, wrong, tables = run(3400, seed=21)
    assert tables >= 20_000
    assert wrong == []
