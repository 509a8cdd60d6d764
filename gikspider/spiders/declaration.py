"""What a portal declares, and the check of it when its class is defined."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlsplit

from gikspider.cms import Family
from gikspider.registry import division, portals


class DeclarationError(TypeError):
    """A portal is declared wrongly. The message names the class and what to change."""


@dataclass(frozen=True, slots=True)
class Column:
    """Where a portal lists reports: the address of its first page, and whose they are where only one unit's are."""

    url: str
    unit: str | None = None


# Name of each declared spider, and the class that has it.
_declared: dict[str, str] = {}


def check(cls: type) -> None:
    """Raise DeclarationError for the first thing that is wrong with a portal's declaration."""
    complaint = next(_complaints(cls), None)
    if complaint:
        raise DeclarationError(f"{cls.__module__}.{cls.__qualname__}: {complaint}")
    _declared[cls.__dict__["name"]] = f"{cls.__module__}.{cls.__qualname__}"


def _complaints(cls: Any):
    name = cls.__dict__.get("name")
    if not isinstance(name, str) or not name.isidentifier():
        yield f"name has to be an identifier like hebei_gaocheng, not {name!r}"
    other = _declared.get(name)
    if other not in (None, f"{cls.__module__}.{cls.__qualname__}"):
        yield f"name {name!r} is already that of {other}"
    code = getattr(cls, "division", None)
    if not isinstance(code, str) or division(code) is None:
        yield f"division {code!r} is no code of the divisions file"
    families = getattr(cls, "families", ())
    if not _is_list(families) or not families:
        yield "families is empty: name at least one family of gikspider.cms"
    wrong = [f for f in families if not (isinstance(f, type) and issubclass(f, Family))]
    if wrong:
        yield f"families holds {wrong[0]!r}, which is no class of gikspider.cms"
    yield from _about_columns(cls, families)
    yield from _about_life(cls)


def _about_columns(cls: Any, families: Sequence[type[Family]]):
    columns = getattr(cls, "columns", ())
    if not _is_list(columns) or not columns:
        yield "columns is empty: name at least one Column(url) that lists reports"
        return
    seen = set()
    for column in columns:
        if not isinstance(column, Column):
            yield f"columns holds {column!r}, which is no Column"
        parts = urlsplit(column.url)
        if parts.scheme not in ("http", "https") or not parts.hostname:
            yield f"column {column.url!r} is no http address"
        if column.url in seen:
            yield f"column {column.url} is declared twice"
        seen.add(column.url)
        if not any(family().matches(column.url) for family in families):
            names = ", ".join(family.__name__ for family in families)
            yield f"column {column.url} has a shape that none of its families ({names}) knows"


def _about_life(cls: Any):
    for field in ("valid_from", "valid_until"):
        value = getattr(cls, field, None)
        if value is not None and type(value) is not date:
            yield f"{field} has to be a date, not {value!r}"
    if cls.valid_from and cls.valid_until and cls.valid_from > cls.valid_until:
        yield f"valid_from {cls.valid_from} is later than valid_until {cls.valid_until}"
    if cls.successor and not cls.valid_until:
        yield f"successor {cls.successor!r} is named without valid_until"
    if cls.successor is not None and cls.successor == cls.__dict__.get("name"):
        yield "successor is the spider itself"


def _is_list(value: object) -> bool:
    return isinstance(value, list | tuple)


def domains(code: str, columns: Sequence[Column]) -> list[str]:
    """Domains a portal's crawl may visit: those of its columns and of its registered home page, with subdomains."""
    addresses = [column.url for column in columns]
    addresses += [portal.homepage for portal in portals() if portal.division_code == code and portal.homepage]
    hosts = (urlsplit(address).hostname or "" for address in addresses)
    return sorted({host.removeprefix("www.") for host in hosts if host})
