"""What a page says, known because the page was made from it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from gikspider.items import Form, Qualifier, State, StatementKind, UnitType

Key = tuple[str, str | None]


@dataclass(frozen=True, slots=True)
class ExpectedStatement:
    """A figure stated in prose. `negation`: a zero said without a number (未收到 …), so without a unit."""

    code: str
    value: Decimal
    unit: str | None
    qualifier: Qualifier | None
    kind: StatementKind
    quote: str
    negation: bool = False


@dataclass(frozen=True, slots=True)
class Planted:
    """An error put on a page: the cell that was changed, what it should be, and the checks that must fail."""

    checks: tuple[str, ...]
    code: str
    column: str | None
    right: Decimal
    printed: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class ExpectedReport:
    """One report of one unit on one year, with everything its page says.

    `unit` is without its parents (教育局, 常安镇; a government office keeps its government's name).
    `url` is where its own column lists it, `copies` are further addresses that carry the same report,
    `urls` both. `values` maps (code, column) to the printed number, or to the state of a cell that
    holds none; `column` is an applicant in the applications table, current_period for the last quarter in
    form 2008, and null elsewhere. `listed_title` is the link's title.
    `quirks` names what is odd about the page: flattened (a cell a paragraph), rules_misfiled (规章 repeats the documents, by units that
    may make no rules), run_in (headings begin their
    paragraph), sloppy_spans, layout_table, no_unit_in_title, no_year_in_title, no_metadata, glued_date,
    charset_undeclared.
    """

    division: str
    unit: str
    unit_code: str | None
    unit_type: UnitType
    year: int
    title: str
    listed_title: str
    published_on: date
    signed_on: date | None
    period: tuple[date, date] | None
    source: str | None
    editor: str | None
    publisher: str | None
    index_number: str | None
    document_number: str | None
    catalogue: str | None
    views: int | None
    site_id_code: str
    charset: str
    quirks: tuple[str, ...]
    url: str
    copies: tuple[str, ...]
    form: Form | None
    body_copies: int
    sections: tuple[str, ...]
    attachments: tuple[str, ...]
    values: Mapping[Key, Decimal | State]
    statements: tuple[ExpectedStatement, ...]
    planted: tuple[Planted, ...]

    @property
    def urls(self) -> tuple[str, ...]:
        return (self.url, *self.copies)
