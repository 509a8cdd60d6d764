"""Alternations laid out so that a search skips every sign none of their alternatives begins with.

`(?:同比|较上年)增长|第` is searched for many times faster as `同比增长|较上年增长|第`: only where every
alternative begins with a sign of its own does the engine run from one such sign to the next.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

# How an alternative begins that does not begin with a plain sign.
_ODD = re.compile(r"[(\[^$.\\]|.?[?*+{]|$", re.DOTALL)
_REPEATS = frozenset("?*+{")


def spread(pattern: str) -> list[str]:
    """The alternatives of `pattern`, those of a group at their beginning each on its own.

    What must not or must stand before an alternative (`(?<!不)公开`) is looked at behind its first
    sign (`公(?<!不公)开`). In the order in which they are tried; joined by | they match what `pattern` does.
    """
    every = []
    for alternative in alternatives_of(pattern):
        group = _group(alternative)
        rest = alternative[len(group) :]
        if not group or rest[:1] in _REPEATS:
            every.append(alternative)
        elif group.startswith("(?:"):
            for inner in alternatives_of(group[3:-1]):
                every.extend(spread(inner + rest))
        else:
            for inner in spread(rest):
                if _ODD.match(inner):
                    every.append(group + inner)
                else:
                    every.append(f"{inner[0]}{group[:4]}(?:{group[4:-1]}){inner[0]}){inner[1:]}")
    return every


def laid_out(pattern: str) -> re.Pattern[str]:
    """`pattern` compiled so that a search for it is fast."""
    return re.compile(grouped(spread(pattern)))


def grouped(alternatives: Iterable[str]) -> str:
    """The alternatives as one pattern, those that begin with the same sign told together: `公(?:开|示)|网(?:站|)`.

    A place is then tried once a sign, not once an alternative. What is found stays the same: two
    alternatives that begin with different signs never fit the same place.
    """
    parts: list[str] = []
    run: dict[str, list[str]] = {}
    for alternative in [*alternatives, ""]:
        if not _ODD.match(alternative):
            run.setdefault(alternative[0], []).append(alternative[1:])
            continue
        for sign, tails in run.items():
            parts.append(sign + (tails[0] if len(tails) == 1 else f"(?:{'|'.join(tails)})"))
        run = {}
        parts.append(alternative)
    return "|".join(parts[:-1])


def searches(patterns: Iterable[str]) -> tuple[re.Pattern[str], ...]:
    """Few expressions one of which is found wherever one of `patterns` is."""
    every = [alternative for pattern in patterns for alternative in spread(pattern)]
    odd = [a for a in every if _ODD.match(a)]
    plain = [a for a in every if not _ODD.match(a)]
    return tuple(re.compile(p) for p in ([grouped(plain)] if plain else []) + odd)


def alternatives_of(pattern: str) -> list[str]:
    """The parts of a pattern between the | that stand in no group."""
    bars = [at for at, sign, depth in _signs(pattern) if sign == "|" and depth == 0]
    return [pattern[a + 1 : b] for a, b in zip([-1, *bars], [*bars, len(pattern)], strict=True)]


def _group(pattern: str) -> str:
    """The group or the look behind that a pattern begins with, its parentheses included; "" if none."""
    if not pattern.startswith(("(?:", "(?<!", "(?<=")):
        return ""
    return pattern[: next(at for at, sign, depth in _signs(pattern) if sign == ")" and depth == 0) + 1]


def _signs(pattern: str) -> Iterator[tuple[int, str, int]]:
    """(place, sign, depth) of every | and ) that is neither escaped nor in a set; depth outside of a )."""
    at = depth = 0
    while at < len(pattern):
        sign = pattern[at]
        if sign == "\\":
            at += 1
        elif sign == "[":
            # A ] that comes first stands for itself.
            at += 2 if pattern.startswith("[^", at) else 1
            at += 1 if pattern.startswith("]", at) else 0
            while pattern[at] != "]":
                at += 2 if pattern[at] == "\\" else 1
        elif sign == "(":
            depth += 1
        elif sign in "|)":
            depth -= sign == ")"
            yield at, sign, depth
        at += 1
