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


def match(context: str, cls: str, topics: frozenset[str] | set[str], year: int | None) -> Hit | None:
    """The first figure that fits a number of class `cls`, which stands as # in `context`."""
    for figure in figures():
        if cls not in figure.counts or not any(word in context for word in figure.needs):
            continue
        if figure.topics and figure.topics.isdisjoint(topics):
            continue
        if figure.years and year is not None and not figure.years[0] <= year <= figure.years[1]:
            continue
        for pattern in figure.patterns:
            if m := pattern.search(context):
                return Hit(figure, m.start(), m.end())
    return None
