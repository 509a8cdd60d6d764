"""One made-up report: text, tables and truth, all drawn from one plan; its markup is written when first asked for."""

from __future__ import annotations

import random
import re
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import cached_property

from gikspider.items import Form, State

from . import drafts, figures, old_forms, tables
from .country import County, Unit, chance
from .figures import Figures
from .markup import Flat, Word
from .talk import Talk
from .truth import Key, Planted

_KB = 1024
# Characters of style a cell gets in the trial from which a page's weight is worked out.
_TRIAL = 120


def form_of(seed: int, unit: Unit, year: int) -> Form | None:
    """The form a unit's report follows: its period's, a late unit's old one, or none."""
    rng = chance(seed, "form", unit.division, unit.name)
    late, draw = rng.random() < 0.1, chance(seed, "form", unit.division, unit.name, year).random()
    if year < 2014:
        return "2008" if draw < 0.12 else None
    if year < 2019:
        return "2014" if draw < 0.25 else None
    if draw < 0.04:
        return None
    return "2019" if year < 2021 or (late and year < 2023) else "2021"


class Report:
    """A report before any portal prints it. Everything follows from seed, unit and year."""

    def __init__(
        self, seed: int, county: County, unit: Unit, year: int, counted: Figures, weight: int | None
    ) -> None:
        self.county, self.unit, self.year = county, unit, year
        self.rng = rng = chance(seed, "report", unit.division, unit.name, year)
        self.form = form_of(seed, unit, year)
        self.published = _published(rng, year)
        self.signed = (
            (self.published - timedelta(days=rng.randint(0, 6))).date() if rng.random() < 0.7 else None
        )
        self.title = _title(rng, county, unit, year)
        self.views = rng.randint(3, 4000)
        self.weight = weight or rng.choice((30, 40, 60, 60, 80, 80, 120))
        self.talk = Talk(rng, unit, county.name, counted)
        self.values, self.planted = self._cells(counted)
        drafts.write(self.talk, self.form)
        self.quirks = self._quirks()
        if self.signed:
            drafts.signature(self.talk, self.signed.year, self.signed.month, self.signed.day)
        self.attachment = _attachment(rng, self)

    @property
    def period(self) -> tuple[date, date] | None:
        stated = any(
            "统计" in text and "12月31日" in text for kind, text in self.talk.blocks if kind == "text"
        )
        return (date(self.year, 1, 1), date(self.year, 12, 31)) if stated else None

    def _cells(self, counted: Figures) -> tuple[dict[Key, Decimal | State], tuple[Planted, ...]]:
        if self.form is None:
            return {}, ()
        if self.form in ("2008", "2014"):
            return {**(old_forms.form_2008 if self.form == "2008" else old_forms.form_2014)(counted)}, ()
        cells: dict[Key, Decimal] = {
            **figures.active(counted, self.form),
            **figures.applications(counted, self.form),
            **{(code, None): Decimal(n) for code, n in counted.legal.items()},
        }
        planted = (figures.plant(self.rng, cells, self.form),) if self.rng.random() < 0.08 else ()
        values: dict[Key, Decimal | State] = {**cells}
        if self._misfiled():
            values |= {
                (code.replace("normative_documents", "regulations"), None): value
                for (code, _), value in cells.items()
                if "normative_documents" in code
            }
        if not planted and self.rng.random() < 0.1:
            _leave_out_zeros(self.rng, values)
        return values, planted

    @cached_property
    def text(self) -> str:
        """The visible prose without title and tables, one paragraph a line."""
        return "\n".join(text for kind, text in self.talk.blocks if kind != "table")

    def _misfiled(self) -> bool:
        """Some units, which may make no rules, enter their documents as rules too."""
        draw = chance(self.unit.division, self.unit.name, self.year, "misfiled").random()
        return self.form in ("2019", "2021") and draw < 0.03

    def _quirks(self) -> tuple[str, ...]:
        """What is odd about this report; a title is shortened only where the page tells the missing part elsewhere."""
        rng, found = chance(self.unit.division, self.unit.name, self.year, "quirks"), []
        plain = all(isinstance(value, Decimal) for value in self.values.values())
        if self._misfiled():
            found.append("rules_misfiled")
        if self.form in ("2019", "2021") and plain and rng.random() < 0.03:
            found.append("flattened")
        if rng.random() < 0.06:
            found.append("run_in")
        if self.period and rng.random() < 0.04:
            self.title = re.sub(r"(?:关于)?\d{4}年度?", "", self.title).replace(
                "政府信息公开工作的年度", "政府信息公开工作年度"
            )
            found.append("no_year_in_title")
        elif self.signed and self.unit.type in ("town", "township") and rng.random() < 0.04:
            self.title = f"{self.year}年政府信息公开工作年度报告"
            found.append("no_unit_in_title")
        return tuple(found)

    def body(self, copies: int = 1) -> str:
        """The body as pasted from Word; `copies` bodies on a page share the page's weight."""
        target = self.weight * _KB // copies - 2500
        trial = self._written(_TRIAL)
        places = trial.count("<td") + trial.count('"MsoNormal" style')
        room = _TRIAL + (target - len(trial.encode())) // max(1, places)
        if room > 25:
            return self._written(min(room, 900))
        # Too heavy in full dress: plain cells and paragraphs, each with what is left for a style.
        places = trial.count("<td") + trial.count("<p ")
        bare = self._written(0)
        return self._written(max(0, (target - len(bare.encode())) // max(1, places) - 9), light=True)

    def _written(self, room: int, light: bool = False) -> str:
        rng = chance(self.unit.division, self.unit.name, self.year, "body")
        word = (Flat if "flattened" in self.quirks else Word)(rng, room, light)
        hand = tables.Hand.of(word, rng)
        return "".join(self._blocks(word, hand))

    def _blocks(self, word: Word, hand: tables.Hand) -> Iterable[str]:
        heading = ""
        for kind, text in self.talk.blocks:
            if kind == "heading" and "run_in" in self.quirks:
                heading = text + "。"
                continue
            if heading and kind != "text":
                yield word.paragraph(heading.removesuffix("。"))
                heading = ""
            if kind == "table":
                yield self._table(text, hand)
            elif kind == "sign":
                yield word.paragraph(text, align="right")
            elif kind == "text":
                yield word.paragraph(heading + text)
                heading = ""
            else:
                yield word.paragraph(f"<strong>{text}</strong>" if word.light else text)

    def _table(self, name: str, hand: tables.Hand) -> str:
        if name == "returns":
            return tables.returns(hand, self.values)
        if name == "indicators":
            return tables.indicators(hand, self.values)
        if name == "active":
            return tables.active(hand, str(self.form), self.values)
        if name == "applications":
            return tables.applications(hand, str(self.form), self.values)
        return tables.legal(hand, self.values)


def _leave_out_zeros(rng: random.Random, values: dict[Key, Decimal | State]) -> None:
    """Some pages leave zeros out: blank, a dash, or 无, for whole rows of the applications table or for 规章."""
    state: State = rng.choice(("blank", "blank", "not_applicable", "none_word"))
    rows = {code for code, column in values if column}
    empty = sorted(code for code in rows if all(values[code, c] == 0 for r, c in values if r == code))
    for code in rng.sample(empty, len(empty) // 3):
        values |= {key: state for key in values if key[0] == code}
    values |= {key: state for key in values if key[0].startswith("active.regulations.") and values[key] == 0}


def _published(rng: random.Random, year: int) -> datetime:
    """Mostly in the January (before 2019: to the end of March) that follows; now and then years late."""
    days = rng.randint(4, 84 if year < 2019 else 29)
    late = rng.randint(1, 4) if rng.random() < 0.03 and year < 2021 else 0
    moment = datetime(year + 1 + late, 1, 1) + timedelta(days=days)
    return moment.replace(hour=rng.randint(8, 18), minute=rng.randint(0, 59), second=rng.randint(0, 59))


def _title(rng: random.Random, county: County, unit: Unit, year: int) -> str:
    city = county.city + county.name
    # A department's name already begins with its county's.
    within = unit.name if unit.type in ("department", "county") else county.name + unit.name
    shapes = [
        f"{within}{year}年政府信息公开工作年度报告",
        f"{unit.name}{year}年政府信息公开工作年度报告",
        f"{unit.name}政府信息公开工作{year}年度报告",
        f"{unit.authority}{year}年政府信息公开年度报告",
        f"{city}{unit.short if unit.type != 'county' else ''}{year}年政府信息公开工作年度报告",
        f"{year}年{unit.name}政府信息公开年度报告",
        f"{within}{year}年度政务公开工作年度报告",
        f"{within}关于{year}年度政府信息公开工作的年度报告",
    ]
    if unit.type == "county":
        shapes.append(f"{year}年政府信息公开工作年度报告")
    return rng.choice(shapes)


def _attachment(rng: random.Random, report: Report) -> str | None:
    """The name of a file that carries the report (or its table) once more, on some pages."""
    if rng.random() > 0.12:
        return None
    kind = rng.choice(("pdf", "docx", "doc"))
    return (
        f"{report.title}.{kind}" if rng.random() < 0.6 else f"{report.year}年度政府信息公开情况统计表.{kind}"
    )
