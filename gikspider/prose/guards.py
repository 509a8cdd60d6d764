"""What looks like an indicator and is none: growth, shares, plans, articles, hotlines, stocks."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Any

from gikspider.prose.alternation import searches
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


@dataclass(frozen=True, slots=True, eq=False)
class Forbidding:
    """What forbids figures in the words of a sentence before them; groups under the same guards share one.

    `hints` find something wherever `sentence` or `trade` do, and are many times faster.
    """

    hints: tuple[re.Pattern[str], ...]
    sentence: re.Pattern[str] | None
    trade: re.Pattern[str] | None

    def ends(self, sentence: str) -> tuple[tuple[int, bool], ...]:
        """Where words end in `sentence` that forbid every later figure up to the next semicolon.

        With each, whether it is business of the author's trade (受理登记申请), which 公开 behind it ends.
        """
        for hint in self.hints:
            if hint.search(sentence):
                break
        else:
            return ()
        ends = [(m.end(), False) for m in self.sentence.finditer(sentence)] if self.sentence else []
        if self.trade:
            ends.extend((m.end(), True) for m in self.trade.finditer(sentence))
        return tuple(ends)


@dataclass(frozen=True, slots=True)
class _Joined:
    """The guards of a group. What any of the first three finds refuses a figure."""

    before: tuple[re.Pattern[str], ...]
    clause: tuple[re.Pattern[str], ...]
    around: tuple[re.Pattern[str], ...]
    forbidding: Forbidding


@cache
def _for(group: str) -> _Joined:
    mine = [g for g in guards() if group not in g.spares and (not g.only or group in g.only)]
    said = {place: [p.pattern for g in mine if (p := getattr(g, place)) is not None] for place in _PLACES}
    return _Joined(
        before=searches(said["before"]),
        clause=searches(said["clause"]),
        around=searches(said["around"]),
        forbidding=_forbidding(tuple(said["sentence"]), tuple(said["trade"])),
    )


@cache
def _forbidding(sentence: tuple[str, ...], trade: tuple[str, ...]) -> Forbidding:
    return Forbidding(searches(sentence + trade), _any(sentence), _any(trade))


def _any(patterns: tuple[str, ...]) -> re.Pattern[str] | None:
    return re.compile("|".join(f"(?:{p})" for p in patterns)) if patterns else None


def refused(group: str, before: str, clause: str, around: str) -> bool:
    """Is a figure of `group` forbidden by the words near it?

    `before` are the words of the clause up to the number, `clause` the whole clause, `around` the
    clause and its neighbours.
    """
    joined = _for(group)
    for places, words in ((joined.before, before), (joined.clause, clause), (joined.around, around)):
        for pattern in places:
            if pattern.search(words):
                return True
    return False


def forbidding(group: str) -> Forbidding:
    """What forbids figures of `group` in the words of a sentence before them."""
    return _for(group).forbidding
