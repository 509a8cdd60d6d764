"""Which unit a title, a source or a signature names: a town, a department, the county itself.

`resolve("藁城区常安镇2018年政务公开工作年度报告")` → 常安镇, 130109111. Names are read from the left: divisions from
the widest down, then what is left over (a town, a department, an office of the government). A name several
places bear gets a code only when its context decides; a wrong code is worse than none.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from ..items import UnitType
from .divisions import chain, current, division, rows, town_index, towns_of, within
from .mentions import PEOPLES, full_names, short_names
from .subjects import OFFICE, kind_of_tail, subject, town_type


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit as a report names it. `name` is without its parents; `code` has 9 digits for a town, 6 for a county
    or above, and is null for departments, unknown towns and names that stay ambiguous. `division_code` is the
    county (or city, province) the unit belongs to, null where nothing tells."""

    name: str
    code: str | None
    type: UnitType
    division_code: str | None


# 中关村国家自主创新示范区大兴生物医药产业基地 is a name of the town list.
LONGEST_NAME = 32
# 内蒙古阿拉善高新技术产业开发区 counts as a county.
LONGEST_PLACE = 20
_BODIES = ("department", "zone")
Weights = Mapping[str, int]
# A zone runs towns without being a division: 万盛经开区关坝镇 is 关坝镇.
_ZONE_LEAD = re.compile(
    r"^[\u4e00-\u9fff]{2,10}?(?:经济技术开发区|经济开发区|技术产业开发区|开发区|经开区|高新区|新区|管理区|示范区)"
    r"(?:管理委员会|管委会)?(?=[\u4e00-\u9fff]{2,6}(?:镇|乡|街道|苏木))"
)
_ETHNIC_TOWN = re.compile(f"(?:(?:{PEOPLES})族)+(?=[乡镇]$)|民族(?=[乡镇]$)")


@cache
def _town_names(county: str) -> dict[str, str]:
    """Every way to write a county's towns → code: 街道办事处, 地区/镇 pairs, 民族乡 without its people."""
    names = dict(towns_of(county))
    for name, code in towns_of(county).items():
        for alias in town_aliases(name):
            names.setdefault(alias, code)
    return names


def town_aliases(name: str) -> tuple[str, ...]:
    """Other ways to write a town's name: 上塘街道办事处 → 上塘街道, 古砦仫佬族乡 → 古砦乡, 亦庄地区 → 亦庄镇."""
    if name.endswith("办事处"):
        bare = name.removesuffix("办事处")
        return (bare,) if bare.endswith("街道") else (bare + "街道",)
    if name.endswith("地区"):  # Beijing's 地区办事处 are towns under another hat
        return (name[:-2] + "镇", name[:-2] + "乡", name[:-2] + "街道")
    bare = _ETHNIC_TOWN.sub("", name) if "族" in name else name
    return (bare,) if bare != name and len(bare) > 2 else ()


def _longest(text: str, names: Iterable[str], most: int) -> str | None:
    lookup = names if isinstance(names, dict) else set(names)
    for length in range(min(most, len(text)), 1, -1):
        if text[:length] in lookup:
            return text[:length]
    return None


def _pick(codes: Iterable[str], scope: str | None, context: str | None, weights: Weights) -> str | None:
    """The one code of several that fits: inside what the text named, then the context, then what else is said."""
    found = [code for code in codes if scope is None or within(code, scope)]
    if len(found) > 1 and context:
        near = [c for c in found if within(c, context)] or [c for c in found if within(context, c)]
        if not near:  # the context's own city, then its province
            for above in list(chain(context))[1:]:
                near = [c for c in found if within(c, above)]
                if near:
                    break
        found = near or found
    if len(found) > 1 and weights:
        scores = {c: sum(weights.get(above, 0) for above in chain(c)) for c in found}
        best = max(scores.values())
        found = [c for c in found if scores[c] == best] if best else found
    return found[0] if len(found) == 1 else None


def _walk(text: str, context: str | None, weights: Weights) -> tuple[str | None, str, bool]:
    """Peel divisions off the left of a name.

    Returns (code of the last one or None, what is left, ambiguous): ambiguous when a division is named that
    several places are called and nothing decided.
    """
    scope: str | None = None
    rest = text
    while rest:
        name = _longest(rest, full_names(), LONGEST_PLACE)
        if name and (after := rest[len(name) :]) is not None:
            codes = full_names()[name]
            inside = [c for c in codes if scope is None or (c != scope and within(c, scope))]
            if inside and not _is_town_here(rest, scope or context, len(name)):
                chosen = _pick(inside, None, context, weights) or _by_town(inside, after)
                if chosen is None:
                    return scope, rest, True
                scope, rest = chosen, after
                continue
        step = _short_step(rest, scope, context, weights)
        if step is None:
            break
        scope, rest = step
    return scope, rest, False


def _by_town(counties: list[str], rest: str) -> str | None:
    """The one county among several of one name that has the town which follows."""
    having = [c for c in counties if _longest(rest, _town_names(c), LONGEST_NAME)]
    return having[0] if len(having) == 1 else None


def _is_town_here(text: str, scope: str | None, taken: int) -> bool:
    """Does a longer town name of the scope begin here? (东乡县 must not eat 东乡县镇, nor 通州区 …街道.)"""
    if scope is None or scope.endswith("00"):
        return False
    name = _longest(text, _town_names(scope), LONGEST_NAME)
    return name is not None and len(name) > taken


def _short_step(
    rest: str, scope: str | None, context: str | None, weights: Weights
) -> tuple[str, str] | None:
    """A division written without 市, 县 or 区 (北京大兴区, 藁城常安镇): believed only if what follows bears it out."""
    for length in range(min(6, len(rest)), 1, -1):
        codes = short_names().get(rest[:length])
        if not codes:
            continue
        after = rest[length:]
        inside = [c for c in codes if scope is None or (c != scope and within(c, scope))]
        below = _longest(after, full_names(), LONGEST_PLACE)
        fit = [c for c in inside if below and any(within(b, c) and b != c for b in full_names()[below])]
        fit = fit or [
            c for c in inside if not c.endswith("00") and _longest(after, _town_names(c), LONGEST_NAME)
        ]
        if not fit and len(after) >= 3 and kind_of_tail(after) in _BODIES and not _town_like(rest):
            fit = inside
        chosen = _pick(fit, None, context, weights)
        if chosen:
            return chosen, after
    return None


def _town_like(text: str) -> bool:
    return re.match(r".{1,8}?(?:镇|乡|街道|苏木)", text) is not None


def resolve(
    text: str, *, division: str | None = None, evidence: Weights | None = None, whole: bool = False
) -> Unit | None:
    """The unit a title, source, publisher or signature names, None if it names none.

    division: the code of the county (city, province) whose portal says it; it completes and decides names,
        never overrides a place that is written out.
    evidence: how often the text around names each division (see `mentions`); decides between places of one name.
    whole: the text is a bare name and no title, so nothing is cut off it.
    """
    name = subject(text, whole=whole)
    context = current(division) if division else None
    weights = evidence or {}
    if not name:
        return None
    if at_once := _listed(name, context):
        return at_once
    scope, rest, ambiguous = _walk(name, context, weights)
    if ambiguous:
        return _undecided(rest)
    rest = re.sub(r"^(?:人民)?政府(?=.{2,14}(?:街道|镇|乡|苏木))", "", rest) if scope else rest
    if scope is None:
        rest = re.sub(r"^(?:全|我|本)?[省市县区旗](?=人民政府|政府|府?办)", "", rest) if context else rest
    unit = _town(rest, scope, context, weights)
    if unit is not None:
        return unit
    if kind_of_tail(rest) == "zone" and scope and len(name) <= 40:
        return Unit(name, None, "other", scope)  # a zone is known by its whole name (江苏睢宁经济开发区)
    return _other(rest, scope, context)


def _listed(name: str, context: str | None) -> Unit | None:
    """A name the town list has as it stands, place names and all (石家庄经济技术开发区 is a "town" of 藁城区)."""
    if context and not context.endswith("00"):
        towns = _town_names(context)
        if (known := _longest(name, towns, LONGEST_NAME)) and kind_of_tail(
            name[len(known) :]
        ) == "government":
            return _of_town(known, towns[known], name[len(known) :], context)
    if kind_of_tail(name) == "zone":
        codes = [c for c in _towns_called(name) if context is None or within(c, context)]
        if len(codes) == 1:
            return _of_town(name, codes[0], "", codes[0][:6])
    return None


def _undecided(rest: str) -> Unit | None:
    """A county nobody could place: its name (or its town's) without a code."""
    county = _longest(rest, full_names(), LONGEST_PLACE) or rest
    after = rest[len(county) :]
    if town := re.match(r"(.{1,14}(?:镇|乡|街道|苏木))", after):
        return Unit(town[1], None, town_type(town[1]), None)
    kind = kind_of_tail(after)
    if kind == "department":
        return Unit(after, None, "department", None)
    return Unit(county, None, "county", None) if kind == "government" else None


def _town(rest: str, scope: str | None, context: str | None, weights: Weights) -> Unit | None:
    """The town the rest of a name begins with, known or not."""
    place = scope or context
    if place and not place.endswith("0000"):
        towns = _town_names(place)
        if known := _longest(rest, towns, LONGEST_NAME):
            return _of_town(known, towns[known], rest[len(known) :], place)
    if place is None or place.endswith("00"):
        for length in range(min(LONGEST_NAME, len(rest)), 1, -1):
            codes = [c for c in _towns_called(rest[:length]) if place is None or within(c, place)]
            if codes and kind_of_tail(rest[length:]) is not None:
                code = _pick(codes, None, None, weights)
                return _of_town(rest[:length], code, rest[length:], code[:6] if code else place)
    if (bare := _ZONE_LEAD.sub("", rest)) != rest:
        return _town(bare, scope, context, weights)
    match = re.match(r"([\u4e00-\u9fff]{1,14}(?:镇|乡|街道|苏木))(.*)$", rest)
    if match is None or kind_of_tail(match[2]) is None:
        return None
    # A county that has no such town: the name is data (towns merge and rename), not another county's town.
    return _of_town(match[1], None, match[2], place)


def _towns_called(name: str) -> list[str]:
    """Codes of the towns of the country with a name (街道办 and 街道办事处 are 街道)."""
    if name.endswith(("街道办", "街道办事处")):
        name = name[: name.rindex("办")]
    return town_index().get(name, [])


def _of_town(name: str, code: str | None, tail: str, county: str | None) -> Unit:
    kind = kind_of_tail(tail)
    if code:
        official = current_town(code)
        # Beijing's 地区 are called 镇 by everybody; a report keeps the name it gives itself.
        name = name if official is None or official.endswith("地区") else official
    if kind == "department" and not OFFICE.fullmatch(tail):
        return Unit(name + tail, None, "department", county)
    if code is None and name.endswith("街道办事处"):
        name = name.removesuffix("办事处")
    return Unit(name, code, town_type(name), county)


def current_town(code: str) -> str | None:
    """The name the list gives a town code, without 办事处."""
    found = division(code)
    if found is None:
        return None
    return found.name.removesuffix("办事处") if found.name.endswith("街道办事处") else found.name


def _other(rest: str, scope: str | None, context: str | None) -> Unit | None:
    """A department, a zone, or the government of the division itself."""
    place = scope or context
    kind = kind_of_tail(rest)
    if kind == "government":
        if scope is None and not rest:
            return None
        if place is None:
            return None
        return Unit(rows()[place][0], place, _division_type(place), place)
    if kind == "office":
        return Unit(rows()[place][0] + "人民政府办公室", None, "department", place) if place else None
    if kind in ("department", "zone") and 2 < len(rest) <= 40:
        if scope is None and context:
            rest = re.sub(r"^(?:我|本)?(?:[县区](?!域)|市(?![场政容民]))(?=..)", "", rest)
        inner = next((c for n, cs in full_names().items() if n in rest for c in cs if len(cs) == 1), None)
        return Unit(rest, None, "department" if kind == "department" else "other", scope or inner or context)
    return None


def _division_type(code: str) -> UnitType:
    if code.endswith("0000"):
        return "province"
    return "city" if code.endswith("00") else "county"
