"""Number tokens of a Chinese sentence: value, counter, qualifier and what class of thing is counted.

A token is read as far as it goes: `约2.2万人次` is 22000 人次 (about), `10多万元` is 10 万元 (at
least), `四十余条` is 40 条 (at least). Money keeps its printed magnitude (万元), because official
forms give money in 万元 and a conversion is the caller's decision.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from gikspider.items import Qualifier
from gikspider.prose.lexicon import lexicon
from gikspider.text import numeral

# A count of more digits is a telephone number, an index number or noise.
MAX_DIGITS = 9
_MAGNITUDE = {"": 1, "百": 100, "千": 1000, "万": 10_000, "亿": 100_000_000}
_AT_LEAST = frozenset("余多来几")


@dataclass(frozen=True, slots=True)
class Number:
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
    return re.compile(
        r"(?P<n>\d{1,3}(?:,\d{3})++(?!\d)(?:\.\d+)?|\d++(?:\.\d++)?|[〇零一二两三四五六七八九十百千]++(?:[万亿][零一二两三四五六七八九十百千]++){0,2}+)"
        r"(?P<more>[余多来几])?(?P<mag>[百千]?[万亿]|百|千)?(?P<more2>[余多来几])?"
        rf"(?P<unit>{units})?(?P<post>{after})?"
    )


def numbers(text: str) -> list[Number]:
    """Every number of `text` that has a counter, and bare ones (class `bare`), in order."""
    found = []
    for m in _pattern().finditer(text):
        number = _read(m, text)
        if number is not None:
            found.append(number)
    return found


def _read(m: re.Match[str], text: str) -> Number | None:
    raw, unit, han = m["n"], m["unit"] or "", False
    if raw[0].isdigit():
        digits = raw.replace(",", "")
        if len(digits.split(".")[0]) > MAX_DIGITS:
            return None
        value = Decimal(digits)
    else:
        counted = numeral(raw) if unit else None
        if counted is None:
            return None
        value, han = counted, True
    magnitude = m["mag"] or ""
    cls = lexicon().units.get(unit, "bare")
    if cls == "money" and magnitude in {"万", "亿"}:
        unit = magnitude + unit
    else:
        for c in magnitude:
            value *= _MAGNITUDE[c]
    more = (m["more"] or m["more2"] or "") in _AT_LEAST and bool(m["more"] or m["more2"])
    start, qualifier = _before(text, m.start())
    if more:
        qualifier = "at_least"
    elif m["post"]:
        qualifier = lexicon().qualifiers_after[m["post"]]
    return Number(start, m.end(), value, unit, cls, qualifier, han)


def _before(text: str, start: int) -> tuple[int, Qualifier | None]:
    """Where a number at `start` begins with the qualifier before it, and the qualifier."""
    lex = lexicon()
    if start and text[start - 1] in lex.qualifier_ends:
        for length in (3, 2, 1):
            word = text[max(0, start - length) : start]
            if len(word) == length and word in lex.qualifiers_before:
                return start - length, lex.qualifiers_before[word]
    return start, None
