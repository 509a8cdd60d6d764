"""Real pages, where they are at hand: bodies printed twice, and a mirror beside its original's words."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path

import pytest
from opencc import OpenCC

from gikspider.copies import compare, fingerprint_text, original_url
from gikspider.copies.folding import fold

SEEDS = Path(__file__).parents[3] / "shared" / "seeds"
pytestmark = pytest.mark.skipif(not SEEDS.is_dir(), reason="the seed documents are not beside this project")

# The four headings whose bytes were shifted, as they were written.
HEADINGS = ["（一）完善体制机制", "（二）严格工作标准", "（三）拓宽公开渠道", "（四）突出重点领域"]


def seed(number: str) -> str:
    return next(SEEDS.glob(f"{number}_*.txt")).read_text("utf-8")


@pytest.mark.parametrize("number", ["000", "001"])
def test_a_body_printed_twice_is_read_once(number):
    text = seed(number)
    folded = fold(text)
    assert folded.copies == 2
    long = [line for line in folded.lines if len(line) > 40]
    assert len(long) == len(set(long))
    verdict = compare(text, "\n".join(folded.lines))
    assert (verdict.same, verdict.kind) == (True, "same_page")


def clean(mirror: str) -> str:
    """The mirror's page as the county published it, rendered by hand rather than by our own repair."""
    text = OpenCC("t2s").convert(
        re.sub(r"\(([a-zü\u0300-\u036f]+)\)", "", unicodedata.normalize("NFD", mirror))
    )
    text = text.replace("earthversus.com", "www.mianchi.gov.cn")
    lines = text.splitlines()
    damaged = [at for at, line in enumerate(lines) if line.startswith("?。")]
    assert len(damaged) == len(HEADINGS)
    for at, heading in zip(damaged, HEADINGS, strict=True):
        lines[at] = heading + "," + lines[at].partition(",")[2]
    return "\n".join(lines)


def test_a_mirror_is_a_copy_of_the_clean_page():
    mirror = seed("004")
    original = clean(mirror)
    for verdict in (compare(mirror, original), compare(original, mirror)):
        assert (verdict.same, verdict.kind) == (True, "mirror"), verdict.reason
    # Not of the year after, nor of the county next door.
    assert not compare(mirror, original.replace("2019", "2020").replace("2018", "2019")).same
    assert not compare(mirror, original.replace("渑池", "陕州")).same


def test_the_original_stands_at_the_same_path():
    mark = fingerprint_text(seed("004"))
    assert mark.names.subject() == "渑池县"
    assert mark.spoken_year == 2018
    url = "http://earthversus.com/23365/615126240/1419450.html"
    assert original_url(url, "www.mianchi.gov.cn") == "http://www.mianchi.gov.cn/23365/615126240/1419450.html"


def test_no_two_seeds_are_one_report():
    texts = [path.read_text("utf-8") for path in sorted(SEEDS.glob("*.txt"))]
    for at, a in enumerate(texts):
        for b in texts[at + 1 :]:
            assert compare(a, b).kind is None
