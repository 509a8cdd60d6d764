"""Which indicator a number is: the patterns of `figures.toml`, tried on the words around it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from operator import add
from typing import Any, NamedTuple

from gikspider.prose.lexicon import LexiconError, check_entry, compiled, lexicon, load

_SCHEMA: dict[str, Any] = {
    "group": str, "code": str, "unit": str, "counts": list, "needs": (list, str), "patterns": list,
    "topics": list, "part": bool, "years": list,
}  # fmt: skip
_REQUIRED = {"group", "code", "unit", "counts", "needs", "patterns"}


@dataclass(frozen=True, slots=True)
class Figure:
    """One entry of figures.toml."""

    group: str
    code: str
    unit: str
    counts: frozenset[str]
    needs: tuple[str, ...]
    patterns: tuple[re.Pattern[str], ...]
    topics: frozenset[str]
    part: bool
    years: tuple[int, int] | None


class Hit(NamedTuple):
    """A figure that fits: [start, end) of the words in the context it was found in."""

    figure: Figure
    start: int
    end: int


@cache
def figures() -> tuple[Figure, ...]:
    """Every figure, in order of priority, checked and compiled."""
    return tuple(_figure(n, entry) for n, entry in enumerate(load("figures.toml")["figure"]))


def _figure(n: int, entry: dict[str, Any]) -> Figure:
    where = f"figures.toml, figure {n + 1} ({entry.get('code')})"
    check_entry(where, entry, _SCHEMA, _REQUIRED)
    known = {*lexicon().units.values(), "bare"}
    if bad := set(entry["counts"]) - known:
        raise LexiconError(f"{where}: no such class of counters: {bad}")
    needs = tuple(lexicon().channels) if entry["needs"] == "channels" else tuple(entry["needs"])
    years = entry.get("years")
    return Figure(
        entry["group"], entry["code"], entry["unit"], frozenset(entry["counts"]), needs,
        tuple(compiled(where, p) for p in entry["patterns"]), frozenset(entry.get("topics", ())),
        entry.get("part", False), (years[0], years[1]) if years else None,
    )  # fmt: skip


class _Index(NamedTuple):
    """Needed words and the figures that need them, one bit each: of one character, and by their first two."""

    single: tuple[tuple[str, int], ...]
    pairs: frozenset[str]
    words: dict[str, tuple[tuple[str, int], ...]]

    def needing(self, text: str, *, begun: bool = False) -> int:
        """The figures one of whose words stands in `text`, or only begins there (`begun`)."""
        found = 0
        for sign, its in self.single:
            if sign in text:
                found |= its
        # All neighbours at once: looking for every needed word would cost several times as much.
        for pair in self.pairs.intersection(map(add, text, text[1:])):
            for word, its in self.words[pair]:
                if begun or word in text:
                    found |= its
        return found


@cache
def _index() -> _Index:
    needing: dict[str, int] = {}
    for place, figure in enumerate(figures()):
        for word in figure.needs:
            needing[word] = needing.get(word, 0) | 1 << place
    pairs: dict[str, list[tuple[str, int]]] = {}
    for word, its in needing.items():
        if len(word) > 1:
            pairs.setdefault(word[:2], []).append((word, its))
    return _Index(
        tuple((word, its) for word, its in needing.items() if len(word) == 1),
        frozenset(pairs),
        {pair: tuple(words) for pair, words in pairs.items()},
    )


@cache
def _taking() -> dict[str, int]:
    """By class of counters: the figures that take it, one bit each."""
    taking: dict[str, int] = {}
    for place, figure in enumerate(figures()):
        for cls in figure.counts:
            taking[cls] = taking.get(cls, 0) | 1 << place
    return taking


@lru_cache(maxsize=256)
def in_year(year: int | None) -> int:
    """The figures a report of `year` can have, one bit each."""
    return sum(
        1 << place
        for place, f in enumerate(figures())
        if not (f.years and year is not None and not f.years[0] <= year <= f.years[1])
    )


def begun_in(sentence: str) -> int:
    """The figures whose words begin in a sentence, one bit each.

    Words that only meet because what stands between them is masked are none.
    """
    return _index().needing(sentence, begun=True)


@lru_cache(maxsize=4096)
def match(context: str, cls: str, topics: frozenset[str], among: int) -> Hit | None:
    """The first figure of `among` that fits a number of class `cls`, which stands as # in `context`.

    Reports say the same around other numbers, a county's towns most of all: what was found is remembered.
    """
    every, left = figures(), among & _taking().get(cls, 0)
    if left:
        left &= _index().needing(context)
    while left:
        first = left & -left
        left ^= first
        figure = every[first.bit_length() - 1]
        if figure.topics and figure.topics.isdisjoint(topics):
            continue
        for pattern in figure.patterns:
            if m := pattern.search(context):
                return Hit(figure, m.start(), m.end())
    return None
