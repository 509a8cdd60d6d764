"""Writes a report's text paragraph by paragraph and remembers every figure it put into words."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

from gikspider.items import Qualifier, StatementKind

from . import phrases
from .country import Unit
from .figures import Figures
from .truth import ExpectedStatement

BlockKind = Literal["heading", "subheading", "text", "table", "sign"]
_NUMBERS = ("一", "二", "三", "四", "五", "六", "七", "八", "九", "十")


@dataclass(slots=True)
class Talk:
    """The draft of one report. `blocks` are (kind, text); a table's text names the table."""

    rng: random.Random
    unit: Unit
    county: str
    figures: Figures
    blocks: list[tuple[BlockKind, str]] = field(default_factory=list)
    statements: list[ExpectedStatement] = field(default_factory=list)
    sections: list[str] = field(default_factory=list)
    _subs: int = 0

    def fill(self, text: str, **more: object) -> str:
        year = self.figures.year
        return text.format(
            we=self.unit.we, short=self.unit.short, authority=self.unit.authority, county=self.county, year=year,
            next=year + 1, phone="0{}-8{}".format(*self._phone()), post=self._phone()[1] % 900000 + 50000, **more,
        )  # fmt: skip

    def _phone(self) -> tuple[int, int]:
        number = int(self.unit.division) * 7919 + len(self.unit.name) * 104729
        return 300 + number % 600, number % 9000000 + 1000000

    def heading(self, text: str) -> None:
        heading = f"{_NUMBERS[len(self.sections)]}、{text}"
        self.sections.append(heading)
        self.blocks.append(("heading", heading))
        self._subs = 0

    def subheading(self, text: str) -> None:
        self.blocks.append(("subheading", f"（{_NUMBERS[self._subs]}）{text}"))
        self._subs += 1

    def paragraph(self, *sentences: str) -> None:
        text = "".join(s if s.endswith(("。", "）", "：")) else f"{s}。" for s in sentences if s)
        if text:
            self.blocks.append(("text", text))

    def table(self, name: str) -> None:
        self.blocks.append(("table", name))

    def some(self, sentences: Sequence[str], count: int = 1) -> list[str]:
        return [self.fill(s) for s in self.rng.sample(sentences, min(count, len(sentences)))]

    def say(
        self,
        code: str,
        template: str | Sequence[str],
        value: int | Decimal,
        *,
        kind: StatementKind = "total",
        loose: bool = False,
    ) -> str:
        """A clause with a figure in it; `loose` allows 余, 近 and 约. Records it and returns it."""
        if not isinstance(template, str):
            template = self.rng.choice(template)
        printed, shown, qualifier, before, after = self._word(value, loose)
        clause = self.fill(template, n="\0")
        start = clause.index("\0")
        quote = clause = clause.replace("\0", before + shown + after)
        unit = clause[start + len(before + shown + after) :]
        self.statements.append(ExpectedStatement(code, printed, unit or None, qualifier, kind, quote))
        return clause

    def _word(self, value: int | Decimal, loose: bool) -> tuple[Decimal, str, Qualifier | None, str, str]:
        """(printed value, its characters, qualifier, words before it, words after it)."""
        number = Decimal(value)
        if loose and number >= 30 and self.rng.random() < 0.15:
            ten = int(number) // 10 * 10
            qualifiers: list[tuple[int, Qualifier, str, str]] = [
                (ten, "at_least", "", "余"), (ten, "at_least", "", "多"), (ten + 10, "at_most", "近", ""), (ten, "about", "约", ""),
            ]  # fmt: skip
            ten, qualifier, before, after = self.rng.choice(qualifiers)
            return Decimal(ten), str(ten), qualifier, before, after
        if number == 1 and self.rng.random() < 0.15:
            return number, "一", None, "", ""
        return number, f"{number.normalize():f}" if number else "0", None, "", ""

    def deny(self, code: str, template: str | Sequence[str]) -> str:
        """A clause that says zero by a negation: no number, so no unit either."""
        clause = self.fill(template if isinstance(template, str) else self.rng.choice(template))
        self.statements.append(ExpectedStatement(code, Decimal(0), None, None, "total", clause, True))
        return clause

    def disclosed(self) -> None:
        """How much was published, by which channels; part of a total or figures of their own."""
        counts = dict(self.figures.disclosed)
        total = counts.pop("total")
        channels = {name: n for name, n in counts.items() if n}
        whole = self.rng.random() < 0.75
        first = self.say("disclosed.total", phrases.DISCLOSED, total, loose=True) if whole else ""
        loose = not any(s.qualifier for s in self.statements[-1:]) and not whole
        parts = []
        for name, n in channels.items():
            code, templates = phrases.CHANNELS[name]
            parts.append(self.say(code, templates, n, kind="part" if whole else "total", loose=loose))
        if whole:
            self.paragraph(f"{first}，其中{'，'.join(parts)}")
        else:
            self.paragraph(*parts)
        if self.rng.random() < 0.08:
            self.paragraph(
                self.say("disclosed.cumulative", phrases.CUMULATIVE, total * 3 + 17, kind="cumulative")
            )

    def received(self, *, detailed: bool) -> None:
        """Applications: how many came, by which way, what became of them (from 2019 on)."""
        figures = self.figures
        n = sum(figures.received.values())
        if not n:
            if self.rng.random() < 0.6:
                self.paragraph(self.deny("applications.received.total", phrases.NOT_RECEIVED))
            else:
                self.paragraph(self.say("applications.received.total", phrases.RECEIVED, 0))
            return
        sentence = self.say("applications.received.total", phrases.RECEIVED, n)
        if self.rng.random() < 0.5:
            ways = [
                self.say(*phrases.WAYS[way], count, kind="part")
                for way, count in figures.received_by.items()
                if count
            ]
            sentence += "，其中" + "、".join(ways)
        more = self._outcomes() if detailed and self.rng.random() < 0.6 else "均已按时答复申请人"
        self.paragraph(sentence, more)

    def _outcomes(self) -> str:
        figures, parts = self.figures, []
        if n := sum(figures.carried_in.values()):
            parts.append(self.say("applications.carried_in", phrases.CARRIED_IN, n))
        for code, template in phrases.OUTCOMES:
            if n := figures.result(code.removesuffix(".total")):
                parts.append(self.say(code, template, n, kind="part"))
        if n := sum(figures.carried_out.values()):
            parts.append(self.say("applications.carried_out", phrases.CARRIED_OUT, n))
        return "，".join(parts)

    def legal(self) -> None:
        """Reconsideration and litigation in words."""
        legal = self.figures.legal
        review = legal["legal.review.total"]
        lawsuits = legal["legal.litigation_direct.total"] + legal["legal.litigation_after_review.total"]
        said = self.rng.random() < 0.5
        self.paragraph(
            self.say("legal.review.total", phrases.REVIEW, review)
            if review or said
            else self.deny("legal.review.total", phrases.NO_REVIEW),
            self.say("legal.litigation.total", phrases.LITIGATION, lawsuits)
            if lawsuits or said
            else self.deny("legal.litigation.total", phrases.NO_LITIGATION),
        )
