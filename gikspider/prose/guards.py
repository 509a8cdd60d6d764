"""What looks like an indicator and is none: growth, shares, plans, articles, hotlines, stocks."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Any

from gikspider.prose.lexicon import check_entry, compiled, load

_SCHEMA: dict[str, Any] = dict.fromkeys(("id", "before", "after", "clause", "around", "sentence"), str) | {"spares": list}


@dataclass(frozen=True, slots=True)
class Guard:
    """One entry of guards.toml; a pattern that is not given never fires."""

    id: str
    before: re.Pattern[str] | None
    after: re.Pattern[str] | None
    clause: re.Pattern[str] | None
    around: re.Pattern[str] | None
    sentence: re.Pattern[str] | None
    spares: frozenset[str]


@cache
def guards() -> tuple[Guard, ...]:
    """Every guard, checked and compiled."""
    made = []
    for n, entry in enumerate(load("guards.toml")["guard"]):
        where = f"guards.toml, guard {n + 1} ({entry.get('id')})"
        check_entry(where, entry, _SCHEMA, {"id"})
        patterns = [compiled(where, entry[k]) if k in entry else None for k in ("before", "after", "clause", "around", "sentence")]
        made.append(Guard(entry["id"], *patterns, frozenset(entry.get("spares", ()))))
    return tuple(made)


def refused(group: str, before: str, after: str, clause: str, around: str, sentence: str) -> str | None:
    """The guard that forbids a figure of `group` here, or None.

    `before` and `after` are the words around the number in its clause, `clause` the whole clause,
    `around` the clause and its neighbours, `sentence` the sentence up to the number.
    """
    for guard in guards():
        if group in guard.spares:
            continue
        if (
            (guard.before is not None and guard.before.search(before))
            or (guard.after is not None and guard.after.match(after))
            or (guard.clause is not None and guard.clause.search(clause))
            or (guard.around is not None and guard.around.search(around))
            or (guard.sentence is not None and guard.sentence.search(sentence))
        ):
            return guard.id
    return None
