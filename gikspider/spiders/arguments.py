"""What a user may ask of a crawl, typed and checked: years, units, since, sample.

A wrong argument raises ArgumentError with one line that says what to write instead: a typo must never
give an empty crawl that looks like a result.

Units are checked against the divisions of the portal. Towns, townships and subdistricts have to be
listed there, since these are the names that get mistyped; departments are listed nowhere and are
accepted when the name reads as a department's. Divisions lag, so a town that merged or was renamed is
asked for with a question mark behind its name (`units=丘头镇?`) and then taken as written.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from difflib import get_close_matches
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from gikspider.items import AnnualReport
from gikspider.registry import children, division, resolve

# Disclosure by regulation began on 2008-05-01; a few cities reported on the years before.
FIRST_YEAR = 2003
SEPARATOR = re.compile(r"[,，、;；\s]+")
RANGE = re.compile(r"^(\d{4})年?\s*(?:[-–—~～至到]\s*(\d{4})年?)?$")
TOWNS = ("town", "township", "subdistrict")
OFFICE = re.compile(r"(?:人民政府|(?<=街道)办事处)$")


class ArgumentError(ValueError):
    """An argument of `scrapy crawl -a` is wrong. The message is one line and says what to do."""


class Arguments(BaseModel):
    """Arguments of a crawl; each null where it was not given."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    years: frozenset[int] | None = None
    units: tuple[str, ...] | None = None
    since: date | None = None
    sample: int | None = None
    # scrapyd hands every job its id this way.
    job: str | None = Field(default=None, alias="_job")

    @field_validator("years", mode="before")
    @classmethod
    def _years(cls, value: Any) -> Any:
        return _years(value) if isinstance(value, str) else value

    @field_validator("units", mode="before")
    @classmethod
    def _units(cls, value: Any) -> Any:
        if not isinstance(value, str):
            return value
        names = tuple(dict.fromkeys(name for name in SEPARATOR.split(value.strip()) if name))
        if not names:
            raise ValueError("names no unit; write for example units=常安镇,梅花镇")
        return names

    @field_validator("since", mode="before")
    @classmethod
    def _since(cls, value: Any) -> Any:
        return _day(value) if isinstance(value, str) else value

    @field_validator("sample", mode="before")
    @classmethod
    def _sample(cls, value: Any) -> Any:
        if (isinstance(value, str) and not re.fullmatch(r"[0-9]{1,9}", value.strip())) or str(value).strip(
            "0 "
        ) == "":
            raise ValueError(f"{value!r} is no positive whole number; write for example sample=10")
        return value

    def refuses(self, report: AnnualReport) -> str | None:
        """The name of the argument by which a report, once read, is not wanted; None for a wanted one.

        What the page does not tell is no reason to drop it.
        """
        if self.years and report.report_year is not None and report.report_year not in self.years:
            return "years"
        if self.since and report.published_on is not None and report.published_on < self.since:
            return "since"
        if self.units and report.unit and not self.wants_unit(report.unit):
            return "units"
        return None

    def wants_unit(self, unit: str) -> bool:
        """Whether a unit, by its full or its short name, is one of those asked for."""
        return self.units is None or any(same_unit(asked, unit) for asked in self.units)


def same_unit(asked: str, unit: str) -> bool:
    """Whether two names mean one unit: 常安镇, 常安镇人民政府 and 藁城区常安镇 do; 安镇 and 常安镇 do not."""
    a, b = OFFICE.sub("", asked), OFFICE.sub("", unit)
    a, b = (a or asked), (b or unit)
    if a == b:
        return True
    shorter, longer = sorted((a, b), key=len)
    before = longer[: -len(shorter)]
    return longer.endswith(shorter) and re.search(r"[省市区县州旗盟]$", before) is not None


def parse_arguments(given: Mapping[str, Any], code: str) -> Arguments:
    """Read the arguments of a crawl of division `code`; ArgumentError for the first one that is wrong."""
    allowed = [name for name in Arguments.model_fields if name != "job"]
    for name in given:
        if name not in (*allowed, "_job"):
            near = get_close_matches(name, allowed, 1, 0.5)
            hint = f"did you mean {near[0]}?" if near else f"there are {', '.join(allowed)}"
            raise ArgumentError(f"unknown argument {name!r}: {hint}")
    try:
        arguments = Arguments.model_validate(dict(given))
    except ValidationError as error:
        first = error.errors()[0]
        reason = str(first.get("ctx", {}).get("error") or first["msg"])
        raise ArgumentError(f"argument {first['loc'][0]}: {reason}") from None
    if arguments.units:
        return arguments.model_copy(update={"units": tuple(_unit(name, code) for name in arguments.units)})
    return arguments


def _years(value: str) -> frozenset[int]:
    """`2018-2020`, `2018,2020` or both mixed, as the years meant."""
    last = date.today().year
    years: set[int] = set()
    for part in re.split(r"[,，、;；]+", value.strip()):
        found = RANGE.match(part.strip())
        if found is None:
            raise ValueError(
                f"{part.strip()!r} is no year; write for example years=2018-2020 or years=2018,2020"
            )
        first, end = int(found[1]), int(found[2] or found[1])
        if first > end:
            raise ValueError(f"{part.strip()!r} runs backwards; write years={end}-{first}")
        for year in (first, end):
            if not FIRST_YEAR <= year <= last:
                raise ValueError(
                    f"{year} is not between {FIRST_YEAR} and {last}, the years there can be reports on"
                )
        years.update(range(first, end + 1))
    return frozenset(years)


def _day(value: str) -> date:
    try:
        return date.fromisoformat(value.strip())
    except ValueError:
        raise ValueError(f"{value!r} is no date; write for example since=2026-01-31") from None


def _unit(name: str, code: str) -> str:
    """The unit asked for, by the name reports are filed under; checked as the module's docstring says."""
    asked = name.rstrip("?？")
    found = resolve(asked, division=code, whole=True)
    if asked != name:
        return found.name if found else asked
    if found is not None and (found.code.startswith(code) if found.code else found.type not in TOWNS):
        return found.name
    home = division(code)
    listed = [child.name for child in children(code)] + ([home.name] if home else [])
    near = get_close_matches(OFFICE.sub("", asked) or asked, listed, 1, 0.4)
    hint = f"did you mean {near[0]}? " if near else ""
    place = f"{home.name} ({code})" if home else code
    raise ArgumentError(
        f"argument units: {place} has no unit {asked!r}: {hint}(write units={asked}? for one the divisions do not list)"
    )
