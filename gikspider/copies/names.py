"""Whose report a text is, by the names in it: enough to see that two texts speak of two places.

Chinese puts no space round a name, so a name is known by its ending and the two characters before
it: 石家庄市藁城区常安镇 gives 常安镇, 藁城区, 家庄市. That is no name to publish; it is one to compare.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from .folding import Scan, scanned

# How many names of a level are kept, and how much a name in the head of the text counts.
KEPT: Final = {"town": 3, "county": 2, "office": 2}
HEAD_WEIGHT: Final = 2
Ranked = tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Names:
    """The names most spoken of, by level, with how often (a name in the head counts two more)."""

    town: Ranked = ()
    county: Ranked = ()
    office: Ranked = ()
    own: str = ""  # the level the writer calls its own (我镇, 全县, 本局), where one is said twice or more

    def level(self, name: str) -> Ranked:
        ranked: Ranked = getattr(self, name)
        return ranked

    def subject(self) -> str | None:
        """The name of the place or office the text is about; None where only a larger place is named.

        A town that calls itself 我镇 and names nothing but its county has no name to be known by.
        """
        for level in [self.own] if self.own else ["town", "office", "county"]:
            ranked = self.level(level)
            if ranked and ranked[0][1] >= 2:
                return ranked[0][0]
        return None


@cache
def _data() -> dict[str, Any]:
    data: dict[str, Any] = json.loads((files("gikspider.copies") / "data" / "names.json").read_text("utf-8"))
    return data


@cache
def _level_of() -> dict[str, str]:
    return {ending: level for level, endings in _data()["levels"].items() for ending in endings}


_OWN: Final = "我本全"
_OWN_ENDINGS: Final = frozenset({"镇", "乡", "街道", "县", "区", "市", "旗", "局", "委", "中心"})


@cache
def _endings() -> re.Pattern[str]:
    return re.compile("|".join(sorted(_level_of(), key=lambda ending: (-len(ending), ending))))


@cache
def _tables() -> tuple[npt.NDArray[np.uint16], npt.NDArray[np.uint16]]:
    """For the last two characters of a name: bits both have where an ending may close a name.

    One bit for each ending. Of an ending of one character the one before must be an ideograph that
    makes no common noun of it, or the 我 of 我镇; of one of two it is the first.
    """
    before, last = np.zeros(0x10000, np.uint16), np.zeros(0x10000, np.uint16)
    for number, ending in enumerate(_level_of()):
        bit = 1 << number
        last[ord(ending[-1])] |= bit
        if len(ending) == 2:
            before[ord(ending[0])] |= bit
            continue
        before[0x4E00:0xA000] |= bit
        common = set(_data()["common"][ending]) - set(_OWN)
        before[[ord(letter) for letter in common]] &= ~np.uint16(bit)
    return before, last


@cache
def _spans() -> npt.NDArray[np.intp]:
    """For the last character of a name how many characters are looked at: the ending and two, four of an office."""
    table = np.zeros(0x10000, np.intp)
    for ending, level in _level_of().items():
        table[ord(ending[-1])] = len(ending) + (4 if level == "office" else 2)
    return table


def _han(text: str) -> bool:
    return min(text) >= "\u4e00" and max(text) <= "\u9fff"


def mentions(scan: Scan) -> dict[tuple[str, str], int]:
    """(level, name) → how often a text mentions it; ("own", level) → how often it calls that its own."""
    text, units = scan
    before, last = _tables()
    lasts = ((before.take(units)[:-1] & last.take(units)[1:]) != 0).nonzero()[0]
    # Counted as they stand first, with what is before: a report says few names often.
    starts = lasts + 2 - _spans().take(units[lasts + 1])
    spelt = Counter(
        [text[start : last + 2] for start, last in zip(starts.tolist(), lasts.tolist(), strict=True)]
    )
    return _known(spelt)


def _in_line(text: str) -> dict[tuple[str, str], int]:
    """`mentions` for a title: that short, a pattern is quicker than tables."""
    return _known(Counter([text[max(0, m.end() - 6) : m.end()] for m in _endings().finditer(text)]))


def _known(spelt: Counter[str]) -> dict[tuple[str, str], int]:
    found: dict[tuple[str, str], int] = {}
    for name, times in spelt.items():
        known = _spelt(name)
        if known:
            found[known] = found.get(known, 0) + times
    return found


@lru_cache(maxsize=16384)
def _spelt(name: str) -> tuple[str, str] | None:
    """What a run of characters with an ending at its end mentions: a name, the writer's own level, or nothing."""
    ending = next(ending for size in (2, 1) if (ending := name[-size:]) in _level_of())
    level, stem = _level_of()[ending], name[: -len(ending)][-4:]
    if stem[-1:] and stem[-1] in _OWN and ending in _OWN_ENDINGS:
        return "own", level
    if len(stem) < 2 or stem[-1] in _data()["common"][ending]:
        return None
    if level != "office" or stem[-2:] not in _data()["long"]:
        stem = stem[-2:]
    return (level, stem + ending) if _han(stem) else None


def names_in(head: str, text: str | Scan) -> Names:
    """The names of a text whose title or first lines are `head`."""
    counts = mentions(scanned(text) if isinstance(text, str) else text)
    own = _own({level: times for (kind, level), times in counts.items() if kind == "own"})
    for key in _in_line(head):
        counts[key] = counts.get(key, 0) + HEAD_WEIGHT
    levels: dict[str, list[tuple[str, int]]] = {"own": [], **{level: [] for level in KEPT}}
    for (level, found), times in counts.items():
        levels[level].append((found, times))
    town, county, office = (_most_said(levels[level], kept) for level, kept in KEPT.items())
    return Names(town, county, office, own)


def _most_said(found: list[tuple[str, int]], kept: int) -> Ranked:
    found.sort(key=lambda item: -item[1])
    return tuple((name, min(times, 255)) for name, times in found[:kept])


def _own(said: dict[str, int]) -> str:
    """The level a writer says is its own; the most frequent one, if it is said more than once."""
    ranked = sorted(said.items(), key=lambda item: -item[1])
    if not ranked or ranked[0][1] < 2 or (len(ranked) > 1 and ranked[0][1] < 2 * ranked[1][1]):
        return ""
    return ranked[0][0]


def contradict(a: Names, b: Names, *, lenient: bool = False) -> str | None:
    """Why two texts cannot be about the same place, in words, or None.

    `lenient` is for a text in which names were replaced: a missing name then says nothing.
    """
    if a.own and b.own and a.own != b.own and not lenient:
        return f"one is written by a {a.own}, the other by a {b.own}"
    for level in KEPT:
        left, right = a.level(level), b.level(level)
        said = _rivals(left, right) or (
            None if lenient else _silence(left, right, level) or _silence(right, left, level)
        )
        if said:
            return said
    return None


@cache
def _shared() -> frozenset[str]:
    lines = (files("gikspider.copies") / "data" / "shared_names.txt").read_text("utf-8").splitlines()
    return frozenset(line for line in lines if line and not line.startswith("#"))


def common_subject(a: Names, b: Names) -> str | None:
    """The place or office both texts are about, or None where a name alone does not say which.

    Eighty-eight counties have a 城关镇, and every county an 教育局: such a name counts only where the
    texts name a county in common. Any other name counts unless the counties named differ.
    """
    subject = a.subject()
    if subject is None or subject != b.subject():
        return None
    left, right = ({name for name, _ in names.county} for names in (a, b))
    many = subject in _shared() or subject in {name for name, _ in a.office}
    if left & right or not (many or (left and right)):
        return subject
    return None


def _dominant(ranked: Ranked) -> tuple[str, int] | None:
    if not ranked or ranked[0][1] < 2:
        return None
    if len(ranked) > 1 and ranked[0][1] < 2 * ranked[1][1]:
        return None
    return ranked[0]


def _rivals(left: Ranked, right: Ranked) -> str | None:
    first, second = _dominant(left), _dominant(right)
    if first and second and first[0] != second[0]:
        return f"one speaks of {first[0]}, the other of {second[0]}"
    return None


def _silence(left: Ranked, right: Ranked, level: str) -> str | None:
    """One text is about a town or an office, and the other never names it."""
    first = _dominant(left)
    if level != "county" and first and first[1] >= 4 and first[0] not in {name for name, _ in right}:
        return f"one speaks of {first[0]} again and again, the other never"
    return None


def pack(names: Names) -> bytes:
    """Names as UTF-8: levels parted by /, names by commas, each with its count; the own level last."""
    levels = (",".join(f"{name}{times}" for name, times in names.level(level)) for level in KEPT)
    return "/".join([*levels, names.own[:1]]).encode()


def unpack(data: bytes) -> Names:
    """The names `pack` packed."""
    levels: list[Ranked] = []
    *parts, own = data.decode().split("/")
    for part in parts:
        matches = re.findall(r"([^\d,]+)(\d+)", part)
        levels.append(tuple((name, int(times)) for name, times in matches))
    town, county, office = levels
    level = next((level for level in KEPT if own and level.startswith(own)), "")
    return Names(town, county, office, own=level)
