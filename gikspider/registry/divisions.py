"""China's administrative divisions: provinces, cities, counties (6-digit codes) and towns (9-digit codes).

Sources and licences: data/NOTICE.md. Counties load in a few milliseconds; the towns of a county are cut
out of their line only when somebody asks for that county.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal

Level = Literal["province", "city", "county", "town"]

# Names that stand in the code list for "no city in between"; nobody's unit is called so.
PSEUDO = ("市辖区", "县", "省直辖县级行政区划", "自治区直辖县级行政区划")


@dataclass(frozen=True, slots=True)
class Division:
    """One division. `province`, `city`, `county` are names of the chain it stands in, itself included.

    `city` is null in municipalities and where a county is governed by its province directly.
    """

    code: str
    name: str
    level: Level
    parent_code: str | None
    province: str | None = None
    city: str | None = None
    county: str | None = None


def _read(name: str) -> str:
    return (files("gikspider.registry") / "data" / name).read_text("utf-8")


def _level(code: str) -> Level:
    if code.endswith("0000"):
        return "province"
    return "city" if code.endswith("00") else "county"


@cache
def rows() -> dict[str, tuple[str, str]]:
    """Code → (name, parent code) of every province, city and county."""
    table: dict[str, tuple[str, str]] = {}
    for line in _read("divisions.csv").splitlines()[1:]:
        code, name, parent = line.split(",")
        # Cities without counties (东莞, 中山, 儋州, 嘉峪关) stand in the list a second time as their own county.
        table.setdefault(code, (name, parent))
    return table


@cache
def town_lines() -> dict[str, str]:
    """County code → its towns as they stand in the file: `100廉州镇 101兴安镇 …`."""
    return dict(line.split("\t", 1) for line in _read("towns.txt").splitlines())


@cache
def towns_of(county: str) -> dict[str, str]:
    """Name → 9-digit code of the towns of a county (or of a city without counties)."""
    line = town_lines().get(county, "")
    return {entry[3:]: county + entry[:3] for entry in line.split(" ")} if line else {}


@cache
def town_index() -> dict[str, list[str]]:
    """Name → codes of all towns of the country that are called so (a fifth of the names are shared)."""
    index: dict[str, list[str]] = {}
    for county, line in town_lines().items():
        for entry in line.split(" "):
            index.setdefault(entry[3:], []).append(county + entry[:3])
    return index


@cache
def changes() -> dict[str, str]:
    """Code that no longer exists → code of the same place today (藁城 was 130182 and is 130109)."""
    return {old: new for old, _, new in (line.split(",") for line in _read("changes.csv").splitlines()[1:])}


@cache
def former_names() -> dict[str, list[str]]:
    """Former name of a county → codes it has today (藁城市 → 130109)."""
    names: dict[str, list[str]] = {}
    for line in _read("changes.csv").splitlines()[1:]:
        _, name, code = line.split(",")
        if rows()[code][0] != name and code not in names.setdefault(name, []):
            names[name].append(code)
    return names


def current(code: str) -> str | None:
    """Today's 6-digit code for a 6-digit code of any time, or None where there is none."""
    code = code[:6]
    return code if code in rows() else changes().get(code)


def chain(code: str) -> Iterator[str]:
    """The code itself and its parents, upwards, pseudo-cities left out."""
    table = rows()
    if len(code) == 9:
        yield code
        code = code[:6]
    while code in table:
        name, parent = table[code]
        if name not in PSEUDO:
            yield code
        code = parent


def within(code: str, scope: str) -> bool:
    """Is `code` the division `scope` itself or a part of it?"""
    return code == scope or scope in chain(code)


@cache
def division(code: str) -> Division | None:
    """The division of a code of 6, 9 or 12 digits (a village code is read as its town's), None if unknown."""
    code = code[:9] if len(code) == 12 else code
    if len(code) == 9:
        found = next((n for n, c in towns_of(code[:6]).items() if c == code), None)
        level: Level = "town"
        parent = code[:6]
    else:
        entry = rows().get(code)
        found, level = (entry[0], _level(code)) if entry else (None, "county")
        parent = entry[1] if entry else ""
    if found is None:
        return None
    names: dict[str, str] = {}
    for above in chain(code):
        if len(above) == 6:
            names.setdefault(_level(above), rows()[above][0])
    return Division(
        code, found, level, parent or None, names.get("province"), names.get("city"), names.get("county")
    )


def children(code: str) -> tuple[Division, ...]:
    """The divisions directly below, in order of their codes; empty for towns and unknown codes.

    Pseudo-cities (市辖区) are passed through: the children of 北京市 are its districts.
    """
    below: list[Division] = []
    if not code:
        return ()
    for child, (name, parent) in rows().items():
        if parent == code:
            if name in PSEUDO:
                below += children(child)
            elif found := division(child):
                below.append(found)
    if not below:
        below = [found for c in sorted(towns_of(code).values()) if (found := division(c))]
    return tuple(sorted(below, key=lambda d: d.code))
