"""Are two reports the same? Decided on unit, year and figures; wording only where these are silent.

Boilerplate makes the reports of neighbouring towns and of one town's years 98 % alike, so no
similarity of wording can say that two reports are one. What can:

1. Units known and different, or years known and different: never the same.
2. Unit and year known and equal: a copy where the figures agree (some may be lost, or stand in
   another order), a revision where a figure was changed.
3. Unit or year unknown: a copy only where the names in the text do not contradict, and either
   enough figures agree, or, with too few figures to tell, the names agree and the wording too.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Final, Literal

from rapidfuzz.distance import Indel

from . import figures as numbers
from .fingerprint import Fingerprint
from .names import common_subject, contradict
from .sketch import containment, jaccard

Relation = Literal["same", "revision", "other"]
# Bits of shared figures that no two reports share by chance: two four-digit counts, five two-digit ones.
ENOUGH: Final = 20.0
# The share of the poorer text's information that the other must repeat, whole and damaged.
COVER: Final = 0.95
COVER_DAMAGED: Final = 0.75
# And for a corrected version of one report, known by the place and the year its text names.
COVER_REVISED: Final = 0.5
# How much of the shorter text must stand in the longer.
WORDING: Final = 0.5
WORDING_DAMAGED: Final = 0.3
WORDING_ALONE: Final = 0.8
# Figures aligned one by one; a report of ten thousand figures is no report.
_ALIGNED: Final = 4000


@dataclass(frozen=True, slots=True)
class Judgement:
    """`similarity` is that of the wording, 0 to 1; `reason` says in words what decided."""

    relation: Relation
    similarity: float
    reason: str


@dataclass(frozen=True, slots=True)
class Difference:
    """How two sequences of figures differ. `changed`: pairs that stand for one another."""

    missing: int
    added: int
    changed: tuple[tuple[int, int], ...]
    reordered: bool
    common: float
    cover: float

    def words(self) -> str:
        if self.changed:
            pairs = "; ".join(f"{numbers.words(a)} against {numbers.words(b)}" for a, b in self.changed[:3])
            return f"{len(self.changed)} figures changed ({pairs})"
        if self.missing or self.added:
            sides = [
                f"{n} lost in {side}"
                for n, side in ((self.missing, "the second"), (self.added, "the first"))
                if n
            ]
            return "all figures agree but " + " and ".join(sides)
        return "the same figures in another order" if self.reordered else "the same figures"


def judge(a: Fingerprint, b: Fingerprint, *, kept_path: bool = False) -> Judgement:
    """Whether two fingerprints are of the same report, of two versions of it, or of two reports.

    `kept_path`: one stands on a foreign host under the other's path; it tells where too few
    figures and no name do.
    """
    alike = 1.0 if a.exact == b.exact else round(min(0.999, jaccard(a.sketch, b.sketch)), 3)
    units, why = unit_relation(a, b)
    if units == "different":
        return Judgement("other", alike, why)
    years = years_differ(a, b)
    if years:
        return Judgement("other", alike, f"years differ: {years[0]} and {years[1]}")
    if units == "same" and a.year and b.year:
        return _one_identity(a, b, alike)
    return _by_content(a, b, alike, kept_path)


def years_differ(a: Fingerprint, b: Fingerprint) -> tuple[int, int] | None:
    """The years two reports are about, where they differ: as read from both; else as both texts speak."""
    for x, y in ((a.year, b.year), (a.spoken_year, b.spoken_year), (a.about_year, b.about_year)):
        if x and y:
            return (x, y) if x != y else None
    return None


def unit_relation(a: Fingerprint, b: Fingerprint) -> tuple[Literal["same", "different", "unknown"], str]:
    """Whether two reports are of the same unit, as far as codes, divisions and names say."""
    if a.unit_code and b.unit_code:
        same = a.unit_code == b.unit_code
        return ("same", "") if same else ("different", f"units differ: {_unit(a)} and {_unit(b)}")
    apart = f"units differ: {_unit(a)} and {_unit(b)}"
    left, right = (x.unit_code or x.division or "" for x in (a, b))
    if left and right and not _within(left, right):
        return "different", apart
    if not (a.unit and b.unit):
        return "unknown", ""
    if a.unit == b.unit:
        return ("same", "") if left and right and left[:6] == right[:6] else ("unknown", "")
    if a.unit.endswith(b.unit) or b.unit.endswith(a.unit):
        return "unknown", ""
    return "different", apart


def _within(a: str, b: str) -> bool:
    """Whether one division code lies in the other: 13 0000 holds 1301 00, that 130109, that 130109111."""
    short, long = sorted((_significant(a), _significant(b)), key=len)
    return long.startswith(short)


def _significant(code: str) -> str:
    head = code[:6]
    while head.endswith("00"):
        head = head[:-2]
    return head if len(head) < 6 else code


def _unit(mark: Fingerprint) -> str:
    return " ".join(filter(None, [mark.unit, mark.unit_code or mark.division])) or "unknown"


def compare_figures(a: Fingerprint, b: Fingerprint) -> Difference:
    """How the figures of two reports differ; weighted by what each figure tells."""
    left, right = Counter(a.figures), Counter(b.figures)
    common = numbers.information((left & right).elements())
    poorer = min(a.information, b.information)
    only_left, only_right = left - right, right - left
    changed: tuple[tuple[int, int], ...] = ()
    if only_left and only_right:
        # Aligned in one order, whichever way round they are given: alignments are not unique.
        if (len(a.figures), a.figures) <= (len(b.figures), b.figures):
            changed = _changed(a.figures[:_ALIGNED], b.figures[:_ALIGNED], only_left, only_right)
        else:
            swapped = _changed(b.figures[:_ALIGNED], a.figures[:_ALIGNED], only_right, only_left)
            changed = tuple((x, y) for y, x in swapped)
    return Difference(
        missing=sum(only_left.values()),
        added=sum(only_right.values()),
        changed=changed,
        reordered=not only_left and not only_right and a.figures != b.figures,
        common=common,
        cover=common / poorer if poorer else 1.0,
    )


def _changed(
    a: numbers.Figures, b: numbers.Figures, only_a: Counter[int], only_b: Counter[int]
) -> tuple[tuple[int, int], ...]:
    """Figures that stand in each other's place: between the same neighbours, one here and one there."""
    pairs: list[tuple[int, int]] = []
    here: list[int] = []
    there: list[int] = []
    for op in [*Indel.opcodes(a, b), None]:
        if op is not None and op.tag != "equal":
            here += a[op.src_start : op.src_end]
            there += b[op.dest_start : op.dest_end]
            continue
        pairs += [(x, y) for x, y in zip(here, there, strict=False) if x in only_a and y in only_b]
        here, there = [], []
    return tuple(pairs)


def _one_identity(a: Fingerprint, b: Fingerprint, alike: float) -> Judgement:
    """Unit and year are known and equal: copy or revision."""
    whose = f"{_unit(a)}, {a.year}"
    if a.exact == b.exact:
        return Judgement("same", 1.0, f"the same text ({whose})")
    difference = compare_figures(a, b)
    held = containment(alike, a.size, b.size)
    said = f"{whose}: {difference.words()}; {held:.0%} of the shorter text in the other"
    damaged = a.damaged or b.damaged
    if difference.changed and not (damaged and difference.cover >= COVER_DAMAGED):
        return Judgement("revision", alike, said)
    if difference.changed:
        return Judgement("same", alike, said + "; characters were lost or replaced")
    if held >= WORDING or (difference.common >= ENOUGH and difference.cover >= COVER):
        return Judgement("same", alike, said)
    return Judgement("revision", alike, said)


def _by_content(a: Fingerprint, b: Fingerprint, alike: float, kept_path: bool) -> Judgement:
    """The unit or the year of one is not known: only the content can tell, and it must tell enough."""
    damaged = a.damaged or b.damaged
    against = contradict(a.names, b.names, lenient=damaged)
    if against:
        return Judgement("other", alike, against)
    if a.exact == b.exact and a.size:
        return Judgement("same", 1.0, "the same text, and nothing in it speaks against one unit")
    difference = compare_figures(a, b)
    held = containment(alike, a.size, b.size)
    said = f"{difference.words()}; {held:.0%} of the shorter text in the other"
    place = common_subject(a.names, b.names)
    one_year = bool(a.about_year and a.about_year == b.about_year)
    if difference.common >= ENOUGH and held >= (WORDING_DAMAGED if damaged else WORDING):
        # Where the names were replaced too, only the figures are left to tell.
        wanted = COVER_DAMAGED if damaged and place else COVER
        changes_allowed = damaged and place is not None
        if difference.cover >= wanted and (changes_allowed or not difference.changed):
            return Judgement("same", alike, said)
    elif (place or kept_path) and one_year and held >= WORDING_ALONE and (damaged or not difference.changed):
        why = f"both about {place}, {a.about_year}" if place else f"the same path, both about {a.about_year}"
        return Judgement("same", alike, f"{why}: {said}")
    if place and one_year and held >= WORDING and difference.changed and difference.cover >= COVER_REVISED:
        return Judgement("revision", alike, f"both about {place}, {a.about_year}: {said}")
    if difference.common < ENOUGH and not place:
        return Judgement("other", alike, "too few figures, and no name in both, to call them one report")
    return Judgement("other", alike, said)
