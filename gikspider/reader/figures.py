"""What the forms and the sentences of a page say in numbers, and whether they add up."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from .. import forms
from ..items import Check, Form, Observation, Statement, UnitType
from ..pages import Page
from ..prose import read
from ..text import Injection
from .trouble import Trouble


@dataclass(slots=True)
class Figures:
    """What the forms and the prose of a page say in numbers."""

    form: Form | None = None
    observations: tuple[Observation, ...] = ()
    statements: tuple[Statement, ...] = ()
    checks: tuple[Check, ...] = ()
    consumed: tuple[tuple[int, int], ...] = ()

    def read_forms(self, page: Page, year: int | None, trouble: Trouble) -> None:
        """The statistics tables, from grids and from flattened lines."""
        reading = forms.read_tables(page.tables, page.lines, year=year, cells=page.table_cells)
        self.form, self.observations, self.consumed = (
            reading.form,
            tuple(reading.observations),
            tuple(reading.consumed),
        )
        trouble.take(reading.findings)

    def read_prose(self, page: Page, year: int | None, spam: Sequence[Injection], trouble: Trouble) -> None:
        """The figures of the sentences: tables, flattened or not, and injected words left out."""
        spans = [(found.start, found.end) for found in spam]
        exclude = sorted([*page.table_spans, *_offsets(page.lines, self.consumed)])
        reading = read(page.text, sections=page.sections, year=year, exclude=exclude, injected=spans)
        self.statements = tuple(reading.statements)
        trouble.take(reading.findings)
        if trouble.damaged:
            self._withhold(page.text, trouble)

    def _withhold(self, text: str, trouble: Trouble) -> None:
        """Leave out figures that stand where a mirror damaged the text: it may have swallowed a digit."""
        places = [place for words in trouble.damaged for place in _places(" ".join(words.split()), text)]
        hit = [any(s.start < end and start < s.end for start, end in places) for s in self.statements]
        for said, lost in zip(self.statements, hit, strict=True):
            if lost:
                trouble.add("figure_withheld", "warning", f"stands in damaged text: {said.quote}"[:300])
        self.statements = tuple(s for s, lost in zip(self.statements, hit, strict=True) if not lost)

    def check(self, unit_type: UnitType | None) -> None:
        """The identities of the form."""
        self.checks = tuple(forms.check(self.observations, form=self.form, unit_type=unit_type))

    def compare(self) -> None:
        """The tables against the sentences of the same report."""
        self.checks += tuple(forms.check_prose(self.observations, self.statements))


def _places(words: str, text: str) -> Iterator[tuple[int, int]]:
    """Where words stand in a text; words of one sign stand everywhere and mean nothing."""
    at = text.find(words) if len(words) > 1 else -1
    while at >= 0:
        yield at, at + len(words)
        at = text.find(words, at + len(words))


def _offsets(lines: Sequence[str], ranges: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Offsets in the joined text of ranges of lines."""
    starts = [0]
    for line in lines:
        starts.append(starts[-1] + len(line) + 1)
    return [(starts[a], max(starts[a], starts[b] - 1)) for a, b in ranges if 0 <= a < b <= len(lines)]
