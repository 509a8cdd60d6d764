"""What leaves the house: typed, immutable records, and nothing but records.

Field names are column names: the order of fields here is the order of columns in every feed, and
the data dictionary is made from these classes. Nested records are tuples, so a report can be
hashed, compared and sent to another process as it is.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Literal

UnitType = Literal["county", "town", "township", "subdistrict", "department", "city", "province", "other"]
Form = Literal["2008", "2014", "2019", "2021"]
State = Literal["number", "blank", "not_applicable", "none_word", "text", "missing", "ambiguous"]
Source = Literal["table", "flattened", "attachment", "ocr", "prose"]
Qualifier = Literal["at_least", "at_most", "about"]
StatementKind = Literal["total", "part", "cumulative", "negated"]
Severity = Literal["error", "warning", "info"]
CheckStatus = Literal["holds", "fails", "not_assessable"]
CopyKind = Literal["same_page", "same_portal", "other_portal", "mirror", "revision"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A headed part of a report. `text` excludes the heading; `report.text[start:start + len(text)] == text`."""

    heading: str
    level: int
    text: str
    start: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Observation:
    """One cell of an official statistics form.

    `column` is null where the form has none; `value` is null unless `state` is number; `unit` is
    the unit the cell, its header or the form gives (件, 项, 万元 …), null where none does. `table`
    names the table of the form: active, applications, legal, indicators. Only a printed 0 is 0.
    """

    code: str
    column: str | None = None
    label: str
    value: Decimal | None
    state: State
    raw: str
    unit: str | None = None
    table: str
    source: Source


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """A figure stated in prose. `report.text[start:end] == quote`; `year` is null where it is the report's."""

    code: str
    value: Decimal
    unit: str | None
    qualifier: Qualifier | None = None
    kind: StatementKind
    quote: str
    start: int
    end: int
    section: str | None
    year: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One identity evaluated. `left` and `right` are null where an operand is missing; nothing is repaired."""

    id: str
    severity: Severity
    status: CheckStatus
    left: Decimal | None = None
    right: Decimal | None = None
    detail: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """Something a reader of the figures should know about the page they came from."""

    code: str
    severity: Severity
    detail: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Attachment:
    """A file the page links to; `kind` is its extension as the link text or address tells it."""

    url: str
    name: str
    kind: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Copy:
    """Another page that carries the same report (or, kind revision, another version of it).

    `of_url` is the canonical page; `similarity` is 0 to 1; `reason` says in words what decided.
    """

    report_id: str
    url: str | None
    host: str | None
    kind: CopyKind
    similarity: float
    of_url: str | None
    first_seen: datetime | None
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AnnualReport:
    """One annual report of one unit on its openness, as one page states it.

    The year it is about (`report_year`), the day it was published (`published_on`) and the moment
    it was fetched (`fetched_at`) are three different things.
    """

    report_id: str
    spider: str | None = None
    division_code: str | None = None
    province: str | None = None
    city: str | None = None
    county: str | None = None
    unit: str | None = None
    unit_code: str | None = None
    unit_type: UnitType | None = None
    report_year: int | None = None
    title: str | None = None
    published_on: date | None = None
    signed_on: date | None = None
    period_start: date | None = None
    period_end: date | None = None
    source: str | None = None
    editor: str | None = None
    publisher: str | None = None
    index_number: str | None = None
    document_number: str | None = None
    catalogue: str | None = None
    views: int | None = None
    site_id_code: str | None = None
    url: str | None = None
    fetched_at: datetime | None = None
    content_sha256: str
    form: Form | None = None
    body_copies: int = 1
    sections: tuple[Section, ...] = ()
    text: str = ""
    observations: tuple[Observation, ...] = ()
    statements: tuple[Statement, ...] = ()
    checks: tuple[Check, ...] = ()
    findings: tuple[Finding, ...] = ()
    attachments: tuple[Attachment, ...] = ()
    copies: tuple[Copy, ...] = ()
    archive_record: str | None = None
