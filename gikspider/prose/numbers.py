"""Number tokens of a Chinese sentence: value, counter, qualifier and what class of thing is counted.

A token is read as far as it goes: `约2.2万人次` is 22000 人次 (about), `10多万元` is 10 万元 (at
least), `四十余条` is 40 条 (at least). Money keeps its printed magnitude (万元), because official
forms give money in 万元 and a conversion is the caller's decision.
"""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache
from typing import NamedTuple

from gikspider.items import Qualifier
from gikspider.prose.canvas import DIGIT
from gikspider.prose.lexicon import Lexicon, lexicon
from gikspider.text import numeral

# A count of more digits is a telephone number, an index number or noise.
MAX_DIGITS = 9
_MAGNITUDE = {"": 1, "百": 100, "千": 1000, "万": 10_000, "亿": 100_000_000}
# First one sign, then what may follow it: the search runs from one such sign to the next.
_HAN = "零一二两三四五六七八九十百千"
_NUMERAL = (
    rf"[{DIGIT}〇{_HAN}](?:(?<=\d)(?:\d{{0,2}}(?:,\d{{3}})++(?!\d)(?:\.\d+)?|\d*+(?:\.\d++)?)"
    rf"|(?<=[〇{_HAN}])[〇{_HAN}]*+(?:[万亿][{_HAN}]++){{0,2}}+)"
)


class Number(NamedTuple):
    """A number with its counter; `start`/`end` cover qualifier, number, counter and trailing qualifier."""

    start: int
    end: int
    value: Decimal
    unit: str
    cls: str
    qualifier: Qualifier | None
    han: bool


@cache
def _pattern() -> re.Pattern[str]:
    lex = lexicon()
    after = "|".join(sorted(lex.qualifiers_after, key=len, reverse=True))
    units = "|".join(re.escape(u) for u in sorted(lex.units, key=len, reverse=True))
    return re.compile(rf"({_NUMERAL})([余多来几])?([百千]?[万亿]|百|千)?([余多来几])?({units})?({after})?")


def numbers(text: str) -> list[Number]:
    """Every number of `text` that has a counter, and bare ones (class `bare`), in order."""
    lex, found = lexicon(), []
    for m in _pattern().finditer(text):
        number = _read(m, text, lex)
        if number is not None:
            found.append(number)
    return found


def _read(m: re.Match[str], text: str, lex: Lexicon) -> Number | None:
    raw, more, magnitude, more_behind, unit, post = m.groups("")
    han = not raw[0].isdigit()
    if not han:
        digits = raw.replace(",", "")
        if len(digits) > MAX_DIGITS and len(digits.split(".")[0]) > MAX_DIGITS:
            return None
        value = Decimal(digits)
    else:
        counted = numeral(raw) if unit else None
        if counted is None:
            return None
        value = counted
    cls = lex.units.get(unit, "bare")
    if magnitude:
        if cls == "money" and magnitude in {"万", "亿"}:
            unit = magnitude + unit
        else:
            for c in magnitude:
                value *= _MAGNITUDE[c]
    start, end = m.span()
    qualifier: Qualifier | None = None
    if start and text[start - 1] in lex.qualifier_ends:
        start, qualifier = _before(text, start, lex)
    if more or more_behind:
        qualifier = "at_least"
    elif post:
        qualifier = lex.qualifiers_after[post]
    return Number(start, end, value, unit, cls, qualifier, han)


def _before(text: str, start: int, lex: Lexicon) -> tuple[int, Qualifier | None]:
    """Where a number at `start` begins with the qualifier before it, and the qualifier."""
    for length in (3, 2, 1):
        word = text[max(0, start - length) : start]
        if len(word) == length and word in lex.qualifiers_before:
            return start - length, lex.qualifiers_before[word]
    return start, None
