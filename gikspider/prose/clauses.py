"""The clauses of a sentence: what stands between two commas that part what is said."""

from __future__ import annotations

import re
from dataclasses import dataclass

_STOPS = re.compile(r"[,;():、]")
_THOUSANDS = re.compile(r"\d,\d{3}(?!\d)")
# A colon before the number it introduces does not part them.
_INTRODUCED = re.compile(r":(?:共|约|为|共计|合计|近){0,2}(?:\d(?!\d{3}年)|无|零|没有)")
# 3件正在办理,结转下年度 speaks of one number.
_CARRIED_ON = re.compile(
    r"(?:(?<=办理)|(?<=理中)|(?<=限内)|(?<=到期)|(?<=未办结)),(?:将|需|已|依法)?(?:结转|转入|顺延)(?:至|到|入)?"
    r"(?:下|次|明|20\d\d年)[^,;:()、\d]{0,14}(?:[,;:()]|$)"
)
# 、parts counts (3条、5条), and not the names of a list.
_LISTED = re.compile(r"(?:\d[余多]?|[余多])(?:[条件份篇项起次宗例则场期%元部]|人次)$")


@dataclass(slots=True)
class Clause:
    """What stands between two commas: [start, end) in its sentence, `mark` the sign that ends it."""

    start: int
    end: int
    mark: str


def clauses(text: str) -> list[Clause]:
    """The clauses of a sentence, in order, empty ones left out."""
    found, start = [], 0
    for m in _STOPS.finditer(text):
        at, mark = m.start(), text[m.start()]
        if mark == "," and at and _THOUSANDS.match(text, at - 1):
            continue
        if mark == "," and _CARRIED_ON.match(text, at):
            continue
        if mark == ":" and _INTRODUCED.match(text, at):
            continue
        if mark == "、" and not _LISTED.search(text, max(start, at - 6), at):
            continue
        if at > start:
            found.append(Clause(start, at, mark))
        start = at + 1
    if start < len(text):
        found.append(Clause(start, len(text), ""))
    return found
