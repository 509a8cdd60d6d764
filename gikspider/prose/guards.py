"""What looks like an indicator and is none: growth, shares, plans, articles, hotlines, stocks."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Any

from gikspider.prose.lexicon import check_entry, compiled, load

_PLACES = ("before", "clause", "around", "sentence", "trade")
_SCHEMA: dict[str, Any] = dict.fromkeys(("id", *_PLACES), str) | {"spares": list, "only": list}


@dataclass(frozen=True, slots=True)
class Guard:
    """One entry of guards.toml; a pattern that is not given never fires."""

    id: str
    before: re.Pattern[str] | None
    clause: re.Pattern[str] | None
    around: re.Pattern[str] | None
    sentence: re.Pattern[str] | None
    trade: re.Pattern[str] | None
    spares: frozenset[str]
    only: frozenset[str]


@cache
def guards() -> tuple[Guard, ...]:
    """Every guard, checked and compiled."""
    made = []
    for n, entry in enumerate(load("guards.toml")["guard"]):
        where = f"guards.toml, guard {n + 1} ({entry.get('id')})"
        check_entry(where, entry, _SCHEMA, {"id"})
        patterns = {place: compiled(where, entry[place]) if place in entry else None for place in _PLACES}
        made.append(
            Guard(
                id=entry["id"],
                spares=frozenset(entry.get("spares", ())),
                only=frozenset(entry.get("only", ())),
                **patterns,
            )
        )
    return tuple(made)


@cache
def _for(group: str) -> tuple[re.Pattern[str] | None, ...]:
    """All guards of `group`, one pattern for each place they look at."""
    mine = [g for g in guards() if group not in g.spares and (not g.only or group in g.only)]
    joined = []
    for place in _PLACES:
        parts = [p.pattern for g in mine if (p := getattr(g, place)) is not None]
        joined.append(re.compile("|".join(f"(?:{p})" for p in parts)) if parts else None)
    return tuple(joined)


def refused(group: str, before: str, clause: str, around: str) -> bool:
    """Is a figure of `group` forbidden by the words near it?

    `before` are the words of the clause up to the number, `clause` the whole clause, `around` the
    clause and its neighbours.
    """
    by_before, by_clause, by_around, *_ = _for(group)
    return bool(
        (by_before is not None and by_before.search(before))
        or (by_clause is not None and by_clause.search(clause))
        or (by_around is not None and by_around.search(around))
    )


def forbidding(group: str, sentence: str) -> tuple[tuple[int, bool], ...]:
    """Where words end in `sentence` that forbid every later figure of `group` up to the next semicolon.

    With each, whether it is business of the author's trade (受理登记申请), which 公开 behind it ends.
    """
    *_, by_sentence, by_trade = _for(group)
    ends = [(m.end(), False) for m in by_sentence.finditer(sentence)] if by_sentence is not None else []
    if by_trade is not None:
        ends.extend((m.end(), True) for m in by_trade.finditer(sentence))
    return tuple(ends)
