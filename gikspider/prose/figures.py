"""Which indicator a number is: the patterns of `figures.toml`, tried on the words around it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Any

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


@dataclass(frozen=True, slots=True)
class Hit:
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


@cache
def _openings() -> dict[str, tuple[tuple[str, tuple[int, ...]], ...]]:
    """By its first character: the first two of every needed word, and the places of the figures that need it."""
    index: dict[str, set[int]] = {}
    for place, figure in enumerate(figures()):
        for word in figure.needs:
            index.setdefault(word[:2], set()).add(place)
    by_first: dict[str, list[tuple[str, tuple[int, ...]]]] = {}
    for pair, places in index.items():
        by_first.setdefault(pair[0], []).append((pair, tuple(places)))
    return {first: tuple(pairs) for first, pairs in by_first.items()}


def candidates(sentence: str, year: int | None) -> tuple[Figure, ...]:
    """The figures a sentence can hold at all, in order of priority: those one of whose words it has."""
    openings, every = _openings(), figures()
    places: set[int] = set()
    for first in openings.keys() & set(sentence):
        for pair, its in openings[first]:
            if pair in sentence:
                places.update(its)
    found = (every[place] for place in sorted(places))
    return tuple(
        f for f in found if not (f.years and year is not None and not f.years[0] <= year <= f.years[1])
    )


def match(context: str, cls: str, topics: set[str], among: tuple[Figure, ...]) -> Hit | None:
    """The first figure of `among` that fits a number of class `cls`, which stands as # in `context`."""
    for figure in among:
        if cls not in figure.counts or (figure.topics and figure.topics.isdisjoint(topics)):
            continue
        for word in figure.needs:
            if word in context:
                break
        else:
            continue
        for pattern in figure.patterns:
            if m := pattern.search(context):
                return Hit(figure, m.start(), m.end())
    return None
