"""Whose report a page is, which division it belongs to, and which year it is about."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from itertools import islice

from ..items import UnitType
from ..pages import Page, report_year
from ..registry import Unit, current, division, mentions, portal_of, resolve
from .hints import Hints
from .hosts import foreign, note_mirror
from .stated import calls_itself, stated_unit
from .trouble import Trouble

_OWN_TOWN = re.compile(r"[我本全](?:镇|乡|街道|办事处|苏木)")
_OWN_COUNTY = re.compile(r"[我本全][县区市旗州](?!场|民|政|长|域|直)")
# 全社会, 全会 are no department's.
_OWN_DEPARTMENT = re.compile(r"[我本全](?:局|委|办|院|中心|厅|站|队|馆)|[我本](?:社|会)")
_OWN_UNIT = re.compile("[我本]单位")
_OWN_OFFICE = re.compile("[我本全]办")
# Who speaks so has others below it: a county, and no town.
_ABOVE_OTHERS = re.compile("各(?:乡镇|镇街|乡|镇|街道|部门)|[县区市]直|乡镇(?:和|、)?(?:部门|街道)")
_TOWN_NAME = re.compile(r"[\u4e00-\u9fff]{1,12}?(?:镇|乡|街道|苏木)(?![^\u4e00-\u9fff]{0}(?:村|企|亲|各))")


# A report names its own town in its first lines; so many names tell which one it is.
_EARLY, _MOST_NAMES = 600, 40


@dataclass(slots=True)
class Identity:
    """Whose report it is, and the division it belongs to."""

    unit: Unit | None = None
    division_code: str | None = None


def identify(page: Page, url: str | None, hints: Hints, trouble: Trouble) -> Identity:
    """Title first, then publisher, source, signature, then the text's own subject; in the portal's context."""
    mirrored = url is not None and foreign(url)
    context = _context(page, url, hints, mirrored)
    weights = mentions(_evidence(page))
    unit = (
        _named(page, hints, context, weights)
        or stated_unit(page.text, division=context, evidence=weights, own=_own_kind(page.text))
        or _subject(page, context, weights)
    )
    if unit is not None and unit.name.endswith("人民政府办公室"):
        unit = _government(page, unit)
    place = unit.division_code if unit and unit.division_code else context
    if place is None and unit is None and weights:
        place = _most(weights, 6)
    note_mirror(page.text, url if mirrored else None, place, trouble)
    return Identity(unit, place)


def _context(page: Page, url: str | None, hints: Hints, mirrored: bool) -> str | None:
    """The division whose page this is: told by the spider, the portal, or the site's own code."""
    if hints.division and (code := current(hints.division)):
        return code
    if url and not mirrored and (portal := portal_of(url)) is not None and portal.division_code:
        return portal.division_code
    if page.site_id_code and not mirrored:
        return current(page.site_id_code[:6])
    return None


def _evidence(page: Page) -> str:
    """Everything on the page that may name a division, what speaks for itself first and twice."""
    own = [page.title, page.publisher, page.source, page.signed_by, page.editor, *page.breadcrumb]
    said = " ".join(part for part in own if part)
    return f"{said} {said} {page.text[:6000]} {page.text[-600:]}"


def _named(page: Page, hints: Hints, context: str | None, weights: Counter[str]) -> Unit | None:
    """The unit the title names, else the one the page's metadata, signature or trail of columns name."""
    for title in (page.title, hints.title):
        if title and (unit := resolve(title, division=context, evidence=weights)):
            return unit
    names = [
        page.publisher,
        page.source,
        page.signed_by,
        page.catalogue,
        *reversed(page.breadcrumb),
        page.editor,
    ]
    own = _own_kind(page.text)
    unplaced: Unit | None = None
    for name in names:
        if not name or len(name) > 40:
            continue
        unit = resolve(name, division=context, evidence=weights, whole=True)
        if unit is None:
            continue
        fits = calls_itself(unit, own)
        if fits and (unit.code or unit.type == "department"):
            return unit
        unplaced = unplaced or (unit if fits else None)
    return unplaced


def _own_kind(text: str) -> str | None:
    """What a text calls its own unit: 我镇 → town, 全县 → county, 我局 → department, only 我办 → office, only 本单位 → unit."""
    counts = {
        "town": len(_OWN_TOWN.findall(text)),
        "county": len(_OWN_COUNTY.findall(text)),
        "department": len(_OWN_DEPARTMENT.findall(text)),
    }
    best = max(counts, key=lambda kind: counts[kind])
    if counts[best]:
        offices = best == "department" and len(_OWN_OFFICE.findall(text))
        return "office" if offices == counts[best] else best
    return "unit" if _OWN_UNIT.search(text) else None


def _subject(page: Page, context: str | None, weights: Counter[str]) -> Unit | None:
    """The unit a text is about when nothing names it: the town or county it speaks of most."""
    own = _own_kind(page.text)
    if own in ("department", "office") or len(page.text) < 60:
        return None
    if own == "town":
        names = Counter(match[0] for match in _TOWN_NAME.finditer(page.text))
        for name, _ in names.most_common(8):
            for start in range(len(name) - 1):
                unit = resolve(name[start:], division=context, evidence=weights, whole=True)
                if unit and unit.code and len(unit.code) == 9:
                    return unit
        return None
    if not _ABOVE_OTHERS.search(page.text) and (unit := _town_spoken_of(page.text, context, weights)):
        return unit
    if own == "unit":
        return None
    place = context or _most(weights, 6)
    found = division(place) if place else None
    if found is None or (own is None and weights[found.code] < (1 if context else 3)):
        return None
    kinds: dict[str, UnitType] = {"province": "province", "city": "city"}
    return Unit(found.name, found.code, kinds.get(found.level, "county"), found.code)


def _town_spoken_of(text: str, context: str | None, weights: Counter[str]) -> Unit | None:
    """The town a text names early, again, and far more often than any other; None where there is none such."""
    named: Counter[Unit] = Counter()
    for match in islice(_TOWN_NAME.finditer(text), _MOST_NAMES):
        name = match[0]
        tried = (
            resolve(name[start:], division=context, evidence=weights, whole=True)
            for start in range(len(name) - 1)
        )
        unit = next((unit for unit in tried if unit and unit.code and len(unit.code) == 9), None)
        if unit is not None:
            named[unit] += 1
    (best, count), (_, second) = [*named.most_common(2), (None, 0), (None, 0)][:2]
    if best is None or count < 2 or count < 3 * second:
        return None
    short = best.name[:2]
    return best if 0 <= text.find(short) < _EARLY else None


def _most(weights: Counter[str], most: int) -> str | None:
    """The division named most often; of two named alike the narrower; None when two places tie."""
    ranked = sorted(weights.items(), key=lambda item: (-item[1], item[0].endswith("00"), item[0]))[:most]
    if not ranked or (len(ranked) > 1 and ranked[0][1] == ranked[1][1] and not ranked[1][0].endswith("00")):
        return None
    return ranked[0][0]


def _government(page: Page, unit: Unit) -> Unit:
    """A report of the government's office is the government's own when it speaks of the whole county."""
    whole = len(re.findall(r"全[县区市旗州省]|我[县区市旗](?!政府办)", page.text))
    office = len(re.findall(r"[我本]办|办公室(?=主动公开|共|收到)", page.text))
    found = division(unit.division_code) if unit.division_code else None
    if found is None or whole < 3 or office >= whole:
        return unit
    kinds: dict[str, UnitType] = {"province": "province", "city": "city"}
    return Unit(found.name, found.code, kinds.get(found.level, "county"), found.code)


_FORM_YEAR = re.compile(r"(?<!\d)(20[0-3]\d)\s?年")


def year_of(page: Page, hints: Hints, trouble: Trouble) -> int | None:
    """The year reported on: title, then the stated period, then the first year of the opening; never the address."""
    titled = report_year(page.title or "") or report_year(hints.title or "")
    stated = page.period[1].year if page.period else None
    if titled and stated and stated != titled:
        trouble.add(
            "year_conflict", "warning", f"the title says {titled}, the stated period ends in {stated}"
        )
    if titled or stated:
        return titled or stated
    opening = report_year(page.text[:400])
    if opening is None and (match := _FORM_YEAR.search(page.text[:1500])):
        opening = int(match[1])
    return opening
