"""Which figures of the four forms make one series, and which must never be joined."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from importlib.resources import files
from io import StringIO
from typing import Literal

from gikspider.forms.checks import Cells
from gikspider.forms.definitions import FORMS, data
from gikspider.items import Form

Comparable = Literal["yes", "approx", "no"]
COLUMNS = ("concept", "meaning", "comparable", "note", "form", "sign", "code", "column")


@dataclass(frozen=True, slots=True)
class Term:
    """A cell that is added to (sign 1) or taken from (sign -1) a figure."""

    sign: Literal[1, -1]
    code: str
    column: str | None


@dataclass(frozen=True, slots=True)
class Concept:
    """A figure over the generations of the form: the cells to add up in each; none where a form lacks it.

    `comparable`: yes, one series; approx, one series with the note kept beside it; no, never join.
    """

    id: str
    meaning: str
    comparable: Comparable
    note: str
    terms: dict[Form, tuple[Term, ...]]

    def value(self, form: Form, cells: Cells) -> Decimal | None:
        """The figure of a report; None where the form lacks it or a cell is no number."""
        total = Decimal(0)
        for term in self.terms[form]:
            cell = cells.get((term.code, term.column))
            if cell is None or cell.value is None:
                return None
            total += term.sign * cell.value
        return total if self.terms[form] else None


def _term(text: str) -> Term:
    code, _, column = text.lstrip("+-").partition("#")
    return Term(-1 if text.startswith("-") else 1, code, column or None)


@cache
def crosswalk() -> tuple[Concept, ...]:
    """Every concept the forms share, in words and cells."""
    return tuple(
        Concept(
            raw["concept"],
            raw["meaning"],
            raw["comparable"],
            raw["note"],
            {form: tuple(map(_term, raw[form])) for form in FORMS},
        )
        for raw in data("crosswalk.json")["concepts"]
    )


def crosswalk_csv() -> str:
    """The crosswalk as CSV, one cell a line, to join with `observations.csv` on form, code and column."""
    out = StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    for concept in crosswalk():
        for form in FORMS:
            for term in concept.terms[form]:
                head = (concept.id, concept.meaning, concept.comparable, concept.note, form)
                writer.writerow((*head, term.sign, term.code, term.column or ""))
    return out.getvalue()


def crosswalk_file() -> str:
    """The crosswalk as shipped with the package (`data/crosswalk.csv`)."""
    return (files("gikspider.forms") / "data" / "crosswalk.csv").read_text("utf-8")
