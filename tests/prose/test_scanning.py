"""The quick searches that decide what is looked at more closely."""

from __future__ import annotations

import sys

import pytest

from gikspider.prose import canvas, guards, interpret, lexicon, read
from gikspider.prose.alternation import grouped, laid_out, searches, spread
from tests.prose.cases import cases


def test_a_count_is_seen_whatever_digits_it_is_printed_in() -> None:
    digits = [c for c in map(chr, range(sys.maxunicode + 1)) if c.isdecimal()]
    assert len(digits) > 600
    for search in (canvas._COUNT, canvas._INTEREST):
        assert [c for c in digits if search.search(f"共{c}条") is None] == []


@pytest.mark.parametrize(
    ("pattern", "alternatives"),
    [
        ("ab|c", ["ab", "c"]),
        ("(?:a|b)c|d", ["ac", "bc", "d"]),
        ("(?:(?:a|b)c|d)e", ["ace", "bce", "de"]),
        ("(?:a|b)?c", ["(?:a|b)?c"]),
        ("(?:a|)b", ["ab", "b"]),
        (r"(?:[|)]|\)|a(?:x|y))b", ["[|)]b", r"\)b", "a(?:x|y)b"]),
        (r"(?:[]|]|[^]|\]]|[a\]|])b", ["[]|]b", r"[^]|\]]b", r"[a\]|]b"]),
        ("(?<!x|y)(?:a|b)", ["a(?<!(?:x|y)a)", "b(?<!(?:x|y)b)"]),
        ("(?<!x)(?<=y)(?:ab|c?)", ["a(?<!(?:x)a)(?<=(?:y)a)b", "(?<!x)(?<=y)c?"]),
    ],
)
def test_groups_at_the_beginning_are_laid_out(pattern: str, alternatives: list[str]) -> None:
    assert spread(pattern) == alternatives


def test_alternatives_that_begin_alike_are_told_together_in_their_order() -> None:
    assert grouped(["网上", "公开", "网", "(?:a|b)c", "公示", "网站", "共?计", "网"]) == (
        "网(?:上|)|公开|(?:a|b)c|公示|网站|共?计|网"
    )
    assert (
        lexicon.alternatives(["网", "政务网", "网站|网上", "政府网站"])
        == "(?:网(?:站|上|)|政(?:府网站|务网))"
    )


def test_every_guard_laid_out_finds_what_it_found() -> None:
    texts = [case.text for name in ("development.txt", "held_out.txt") for case in cases(name)]
    found = 0
    for guard in guards.guards():
        for pattern in (guard.before, guard.clause, guard.around, guard.sentence):
            if pattern is None:
                continue
            fast = laid_out(pattern.pattern)
            for text in texts:
                ends = [m.span() for m in pattern.finditer(text)]
                found += len(ends)
                assert [m.span() for m in fast.finditer(text)] == ends
                assert any(s.search(text) for s in searches([pattern.pattern])) == bool(ends)
    assert found > 100


@pytest.mark.parametrize("torn", ["", "\n", "\n ", "\n3", "\n\n3"])
def test_what_stands_behind_a_table_is_cut_as_if_it_were_read_from_the_beginning(torn: str) -> None:
    text = f"表格\n规章\t2\t3{torn}件,收到信息公开申请5件。\n\n主动公开政府信息7条。"
    every = list(canvas._paragraphs(text, []))
    for end in range(len(text)):
        behind = [(max(start, end), stop) for start, stop in every if stop > end]
        assert list(canvas._paragraphs(text, [(0, end)])) == behind


def test_a_paragraph_is_searched_for_openness_once(monkeypatch: pytest.MonkeyPatch) -> None:
    searched = 0
    real = interpret._OPENNESS

    class Counting:
        def search(self, text, begin=0, end=None):
            nonlocal searched
            end = len(text) if end is None else end
            searched += end - begin
            return real.search(text, begin, end)

    monkeypatch.setattr(interpret, "_OPENNESS", Counting())
    text = "的" * 50_000 + "。" + "举办培训3次。" * 200
    assert len(read(text, year=2020)) == 0
    assert 50_000 < searched < 2 * len(text)
    told = read("信息公开有专人负责。" + "平时多学习。" * 3 + "举办培训3次。\n举办培训4次。", year=2020)
    assert [(s.code, s.value) for s in told] == [("training.courses", 3)]
