"""The real pages, where they are at hand."""

import json
import os
from pathlib import Path

import pytest

from gikspider.text import decode, injected, repair

SEEDS = Path(os.environ.get("GIKSPIDER_SEEDS", Path(__file__).parents[3] / "shared" / "seeds"))
pytestmark = pytest.mark.skipif(not SEEDS.is_dir(), reason="the seed pages are not part of the project")


def page(number: str) -> str:
    (path,) = SEEDS.glob(f"{number}_*.txt")
    return decode(path.read_bytes()).text


def expected(number: str) -> dict:
    found = json.loads((SEEDS / "expected.json").read_text("utf-8"))
    return next(value for name, value in found.items() if name.startswith(number))


@pytest.mark.parametrize("number", ["000", "001", "002", "003"])
def test_a_page_that_is_no_mirror_stays(number):
    text = page(number)
    assert repair(text).text == text
    assert repair(text).findings == ()


def test_the_mirror_comes_back():
    repaired = repair(page("004"))
    for clean in expected("004")["clean_text_contains"]:
        assert clean in repaired.text
    assert {finding.code for finding in repaired.findings} == {
        "traditional_script",
        "pinyin_inserted",
        "mojibake_repaired",
    }
    trusted = "".join(
        repaired.text[a:b]
        for a, b in zip(
            [0, *(e for _, e in repaired.damaged)], [*(s for s, _ in repaired.damaged), None], strict=True
        )
    )
    for figure in ("4672条", "231条", "4720条", "191件", "190件"):
        assert figure in trusted


def test_injected_words():
    assert {spam.phrase for spam in injected(page("001"))} == {"中国股份有限华球体育"}
    for number in ("000", "002", "003", "004"):
        assert injected(repair(page(number)).text) == ()
