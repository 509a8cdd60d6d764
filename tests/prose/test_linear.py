"""A text of a megabyte ends, whatever it is made of."""

from __future__ import annotations

import subprocess
import sys

import pytest

SIZE = 1_000_000
TEXTS = {
    "counter": "条",
    "digit": "1",
    "comma": ",",
    "numbers": "1,",
    "counts": "1条",
    "glued": "公开信息1条",
    "clauses": "主动公开政府信息1条,",
    "applications": "收到申请",
    "negation": "未",
    "denials": "未收到申请,",
    "bracket": "(",
    "quote": "“",
    "line": "\n",
    "blank": " ",
    "han": "一",
    "years": "2018年",
    "magnitude": "1万",
    "headings": "一、情况",
}


@pytest.mark.parametrize("name", TEXTS)
def test_a_megabyte_of_one_thing_ends(name: str) -> None:
    unit = TEXTS[name]
    code = f"from gikspider.prose import read; print(len(read({unit!r} * {SIZE // len(unit)}, year=2018)))"
    # The bound is far above what it takes (about a second): only a blow-up can reach it.
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, timeout=40, check=True
    )
    assert int(done.stdout) <= 4000


def test_numbers_beyond_the_budget_are_reported() -> None:
    from gikspider.prose import read
    from gikspider.prose.interpret import MAX_NUMBERS

    reading = read("主动公开政府信息1条。\n" * (MAX_NUMBERS + 10), year=2018)
    assert len(reading) <= MAX_NUMBERS
    assert [f.code for f in reading.findings] == ["too_many_numbers"]
