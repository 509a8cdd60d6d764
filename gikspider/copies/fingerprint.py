"""What a report is known by: whose it is, of which year, its figures in order, and its wording."""

from __future__ import annotations

import hashlib
import re
import struct
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from gikspider.items import AnnualReport
from gikspider.text import repair

from . import figures as numbers
from . import names as naming
from .figures import Figures
from .folding import fold, narrow
from .names import Names
from .sketch import sketch

# Findings that say characters of the text were lost or replaced: its figures and names may be wrong.
DAMAGE: Final = frozenset({"mojibake_repaired", "mojibake_left", "injected_text"})
# Findings that only mirrors give rise to.
FOREIGN: Final = frozenset({"traditional_script", "pinyin_inserted", "mirror_host"}) | DAMAGE
_HEAD: Final = 60
_LONGEST_NAME: Final = 200
_HEADER: Final = struct.Struct("<10sIHHBB")
_UNIT_ENDINGS: Final = re.compile("(?:人民政府|政府|办事处|管理委员会|管委会)+$")


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """A report without its text; about 350 bytes packed.

    `year` is the report's year as it was read, `spoken_year` the one its text speaks of. `exact`
    is a hash of the folded body, `size` its length in characters. `damaged`: characters were lost
    or replaced; `foreign`: the text went through a mirror.
    """

    exact: bytes
    size: int
    figures: Figures
    sketch: bytes
    names: Names
    year: int | None = None
    spoken_year: int | None = None
    unit_code: str | None = None
    division: str | None = None
    unit: str | None = None
    damaged: bool = False
    foreign: bool = False

    @property
    def known_unit(self) -> bool:
        """Whether the unit is known beyond its bare name, which many counties may share."""
        return bool(self.unit_code or (self.unit and self.division))

    @property
    def information(self) -> float:
        """What its figures tell, in bits."""
        return numbers.information(self.figures)

    @property
    def about_year(self) -> int | None:
        return self.year or self.spoken_year

    def identity(self) -> str | None:
        """Unit and year as one word, or None where one of them is not known for certain."""
        if not self.known_unit or not self.year:
            return None
        if self.unit_code and (len(self.unit_code) < 9 or not self.unit):
            return f"{self.unit_code}|{self.year}"
        division = (self.unit_code or self.division or "")[:6]
        return f"{division}|{self.unit}|{self.year}"


@lru_cache(maxsize=4096)
def unit_name(name: str | None, *larger: str | None) -> str | None:
    """A unit's name without what is said in two ways: larger places before it, 人民政府 after it."""
    if not name:
        return None
    whole = re.sub(r"\W+", "", narrow(name))
    short = _UNIT_ENDINGS.sub("", whole)
    for place in larger:
        if place and short.startswith(place) and len(short) - len(place) >= 2:
            short = short[len(place) :]
    return (short if len(short) >= 2 else whole) or None


def fingerprint(report: AnnualReport) -> Fingerprint:
    """The fingerprint of a report as the reader left it: repaired, without its chrome. Total."""
    codes = {finding.code for finding in report.findings}
    unit = unit_name(report.unit, report.province, report.city, report.county)
    attached = [
        f"{observation.value:f}"
        for observation in report.observations
        if observation.source in ("attachment", "ocr") and observation.value is not None
    ]
    text = "\n".join([report.text, *attached]) if attached else report.text
    return _take(
        text,
        head="\n".join(filter(None, [report.unit, report.title])) or None,
        codes=codes,
        year=report.report_year,
        unit_code=report.unit_code,
        division=report.division_code,
        unit=unit,
    )


def fingerprint_text(text: str) -> Fingerprint:
    """The fingerprint of a bare text: repaired here; unit and year only as far as its words tell."""
    repaired = repair(text)
    return _take(repaired.text, head=None, codes={finding.code for finding in repaired.findings})


def _take(
    text: str,
    *,
    head: str | None,
    codes: Iterable[str],
    year: int | None = None,
    unit_code: str | None = None,
    division: str | None = None,
    unit: str | None = None,
) -> Fingerprint:
    folded = fold(text)
    if head is None:
        # A title may be broken in two; more than that is text.
        head = "\n".join(line[:_HEAD] for line in folded.lines[:2])
    found, years = numbers.figures(folded.scan)
    if folded.lines and folded.lines[-1][-1].isdigit():
        # Where the text ends in a figure it may have been cut inside it.
        found = found[:-1]
    head_years = (numbers.years(line) for line in head.splitlines())
    found_codes = set(codes)
    return Fingerprint(
        exact=hashlib.blake2b(folded.codes.tobytes(), digest_size=10).digest(),
        size=len(folded.codes),
        figures=found,
        sketch=sketch(folded.codes),
        names=naming.names_in(head, folded.scan),
        year=year,
        spoken_year=numbers.year_of(years, next(filter(None, head_years), ())),
        unit_code=unit_code,
        division=division,
        unit=unit,
        damaged=bool(found_codes & DAMAGE),
        foreign=bool(found_codes & FOREIGN),
    )


def pack(mark: Fingerprint) -> bytes:
    """A fingerprint as bytes, for the index. `unpack(pack(x)) == x` for every report of this world."""
    # What is not: a year of five digits, a unit of 200 characters, is kept as far as it goes.
    flags = int(mark.damaged) | int(mark.foreign) << 1
    # The division is mostly the beginning of the unit's code: then it is not said twice.
    implied = mark.division and (mark.unit_code or "")[:6] == mark.division
    known = (mark.unit_code or "", "=" if implied else mark.division or "", mark.unit or "")
    words = "\t".join(word.replace("\t", " ")[:_LONGEST_NAME] for word in known)
    parts = [words.encode("utf-8", "replace"), naming.pack(mark.names), numbers.pack(mark.figures)]
    header = _HEADER.pack(
        mark.exact, mark.size, _year(mark.year), _year(mark.spoken_year), flags, len(mark.sketch)
    )
    lengths = struct.pack("<HH", len(parts[0]), len(parts[1]))
    return b"".join([header, lengths, mark.sketch, *parts])


def _year(year: int | None) -> int:
    return year if year and 0 < year < 10_000 else 0


@lru_cache(maxsize=256)
def unpack(data: bytes) -> Fingerprint:
    """The fingerprint `pack` packed."""
    exact, size, year, spoken, flags, sketched = _HEADER.unpack_from(data)
    words_size, names_size = struct.unpack_from("<HH", data, _HEADER.size)
    at = _HEADER.size + 4
    signature = bytes(data[at : at + sketched])
    at += sketched
    unit_code, division, unit = bytes(data[at : at + words_size]).decode().split("\t")
    at += words_size
    names = naming.unpack(bytes(data[at : at + names_size]))
    found = numbers.unpack(bytes(data[at + names_size :]))
    return Fingerprint(
        exact=bytes(exact),
        size=size,
        figures=found,
        sketch=signature,
        names=names,
        year=year or None,
        spoken_year=spoken or None,
        unit_code=unit_code or None,
        division=(unit_code[:6] if division == "=" else division) or None,
        unit=unit or None,
        damaged=bool(flags & 1),
        foreign=bool(flags & 2),
    )
