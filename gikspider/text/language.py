"""How likely a run of characters is in a report: a character model for choosing between readings.

Characters are compared in simplified form. Figures are natural logarithms; a table gives whole
numbers, which is as exact as choosing between a word and noise needs.
"""

from __future__ import annotations

from collections import defaultdict
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from opencc import OpenCC

from gikspider.text.pinyin import readings

# A character the table does not have, and one that is no Chinese character and no mark of a text.
UNKNOWN, NOISE = -17.0, -20.0
RARE, FREQUENT = -10.5, -6.5
_UNCLOSED, _UNOPENED = -5.0, -14.0  # a number whose bracket is not closed, a bracket nobody opened
_MARKS = {
    "，": -3.2, "。": -3.6, "、": -3.4, "：": -5.0, "；": -5.0, "“": -5.2, "”": -5.2, "《": -5.0, "》": -5.0,
    "（": -5.0, "）": -5.0, "！": -8.0, "？": -8.0, "\u3000": -5.5, "—": -6.5, "…": -8.0, "·": -7.0, "％": -7.0,
    "〔": -7.5, "〕": -7.5, "【": -7.5, "】": -7.5, "～": -8.5, "－": -8.0, "．": -7.5, "‘": -8.5, "’": -8.5, "／": -9.0,
}  # fmt: skip
_NUMERALS = "一二三四五六七八九十"
_NUMBERS = tuple((c.encode("gbk")[0], c.encode("gbk")[1], c) for c in _NUMERALS)
START = "\n"


class Model(NamedTuple):
    """ln P of a word beginning with a character; where a character stands, of a word ending there, and of the
    next character of the word. Marks count as words."""

    begins: dict[str, float]
    ends: dict[str, float]
    pair: dict[str, float]


@cache
def model() -> Model:
    begins = dict(_MARKS) | dict.fromkeys("０１２３４５６７８９", -6.0)
    begins |= {chr(c): -11.0 for c in (*range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B))}
    ends: dict[str, float] = {}
    pair: dict[str, float] = {}
    lines = (files("gikspider.text") / "data" / "pairs.txt").read_text("utf-8").splitlines()
    for line in lines[1:]:
        head, end, groups = line.split(" ")
        begins[head[0]] = -float(head[1:])
        ends[head[0]] = -float(end)
        level = 0
        for c in groups:
            if c < "\u0080":
                level = int(c, 16)
            else:
                pair[head[0] + c] = -float(level)
    return Model(begins, ends, pair)


@cache
def simple_forms() -> dict[str, str]:
    """The simplified form of each character of GBK that has another one."""
    gbk = [bytes([a, b]) for a in range(0x81, 0xFF) for b in range(0x40, 0xFF) if b != 0x7F]
    chars = [c for c in (pair.decode("gbk", "ignore") for pair in gbk) if len(c) == 1 and c >= "\u3400"]
    turned = OpenCC("t2s").convert("\n".join(chars)).split("\n")
    return {c: simple for c, simple in zip(chars, turned, strict=True) if simple != c and len(simple) == 1}


@cache
def by_trail() -> dict[int, tuple[tuple[int, str], ...]]:
    """Known characters by their second GBK byte: (first byte, character)."""
    return _grouped(1)


@cache
def by_lead() -> dict[int, tuple[tuple[int, str], ...]]:
    """Known characters by their first GBK byte: (second byte, character)."""
    return _grouped(0)


@cache
def reach() -> dict[str, float]:
    """ln P of meeting a character: at the beginning of a word, or as the second of its likeliest pair."""
    table = model()
    found = dict(table.begins)
    for pair, value in table.pair.items():
        found[pair[1]] = max(found.get(pair[1], UNKNOWN), table.begins.get(pair[0], UNKNOWN) + value)
    return found


@cache
def common_leads() -> dict[int, frozenset[int]]:
    """First bytes of the characters that are not rare, by second byte."""
    met, simple = reach(), simple_forms()
    return {
        trail: frozenset(lead for lead, c in chars if met.get(simple.get(c, c), UNKNOWN) > RARE)
        for trail, chars in by_trail().items()
    }


@cache
def _after() -> dict[str, tuple[tuple[int, int, str], ...]]:
    forms: defaultdict[str, list[str]] = defaultdict(list)
    for c, simple in simple_forms().items():
        forms[simple].append(c)
    found: defaultdict[str, list[tuple[int, int, str]]] = defaultdict(list)
    for pair in model().pair:
        for c in (pair[1], *forms[pair[1]]):
            code = c.encode("gbk", "ignore")
            if len(code) == 2:
                found[pair[0]].append((code[0], code[1], c))
    return {c: tuple(chars) for c, chars in found.items()}


def followers(before: str, last: str) -> tuple[tuple[int, int, str], ...]:
    """Characters the table has seen behind `last`, in every form, each with its two GBK bytes."""
    known = _after().get(simple_forms().get(last, last), ())
    if last == "（":
        return _NUMBERS
    return (*known, (0xA3, 0xA9, "）")) if before == "（" and last in _NUMERALS else known


@cache
def by_reading() -> dict[str, tuple[tuple[int, str], ...]]:
    """Known characters by toned reading: (first GBK byte, character)."""
    groups: defaultdict[str, list[tuple[int, str]]] = defaultdict(list)
    for lead, chars in by_lead().items():
        for _, c in chars:
            for reading in readings().get(c, ()):
                groups[reading].append((lead, c))
    return {reading: tuple(chars) for reading, chars in groups.items()}


@cache
def frequent() -> tuple[tuple[int, int, str], ...]:
    """The characters that may stand anywhere, in every form, each with its two GBK bytes."""
    single, simple = model().begins, simple_forms()
    return tuple(
        (lead, trail, c)
        for lead, chars in by_lead().items()
        for trail, c in chars
        if c >= "\u3400" and single.get(simple.get(c, c), UNKNOWN) > FREQUENT
    )


def _grouped(which: int) -> dict[int, tuple[tuple[int, str], ...]]:
    known = set(model().begins)
    every = known | {c for c, simple in simple_forms().items() if simple in known}
    groups: defaultdict[int, list[tuple[int, str]]] = defaultdict(list)
    for c in sorted(every):
        try:
            code = c.encode("gbk")
        except UnicodeEncodeError:
            continue
        if len(code) == 2:
            groups[code[which]].append((code[1 - which], c))
    return {byte: tuple(chars) for byte, chars in groups.items()}


def step(before: str, last: str, c: str) -> float:
    """ln P(c | before, last), each one character or START."""
    table = model()
    simple = simple_forms()
    c = simple.get(c, c)
    last = simple.get(last, last)
    if last in "（(" and c in _NUMERALS:
        return -3.0
    if before in "（(" and last in _NUMERALS and c in "）)":
        return -0.4
    if last == START:
        if c in "　\xa0 ":
            return -1.0
        if c == "（":
            return -2.0
    if last in "　\xa0 " and c == "（":
        return -2.0
    if c in "）)" and last in "\n　\xa0 ":
        return _UNOPENED
    open_bracket = before in "（(" and last in _NUMERALS and c not in _NUMERALS
    value = table.begins.get(c)
    value = (_foreign(c) if value is None else value) + table.ends.get(last, 0.0)
    if (together := table.pair.get(last + c)) is not None:
        value = max(value, together)
    return value + _UNCLOSED if open_bracket else value


def _foreign(c: str) -> float:
    if c < "\u0080":
        return -5.0 if c.isalnum() or c in " ,.:;()%/" else -9.0
    return UNKNOWN if "\u3400" <= c <= "\u9fff" else NOISE


def score(text: str, before: str = START) -> float:
    """ln P(text) after the character `before`."""
    total, earlier, last = 0.0, START, before
    for c in text:
        total += step(earlier, last, c)
        earlier, last = last, c
    return total
