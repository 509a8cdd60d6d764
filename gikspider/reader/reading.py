"""`read_report`: the whole reading, part by part, each part guarded."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field, replace
from datetime import datetime

from ..items import AnnualReport
from ..pages import Page
from ..registry import division
from ..text import Injection, injected
from .addresses import day_of
from .figures import Figures
from .hints import Hints
from .identity import Identity, identify, year_of
from .opening import NOTHING, looks_plain, page_of, text_of
from .trouble import Trouble
from .verdict import judge, report_id, tables_missing

_NO_HINTS = Hints()
# What a report takes from its page as it is.
_OF_PAGE = (
    "title",
    "published_on",
    "signed_on",
    "source",
    "editor",
    "publisher",
    "index_number",
    "document_number",
    "catalogue",
    "views",
    "site_id_code",
    "body_copies",
    "sections",
    "text",
    "attachments",
)


@dataclass(frozen=True, slots=True)
class FetchedPage:
    """A page as it came from the network, with what is needed to read it here or in another process."""

    url: str
    body: bytes
    hints: Hints = field(default_factory=Hints)
    spider: str | None = None
    fetched_at: datetime | None = None
    archive_record: str | None = None
    family: str | None = None

    def read(self) -> AnnualReport:
        """Read the page."""
        return read_report(
            self.body,
            self.url,
            hints=self.hints,
            fetched_at=self.fetched_at,
            spider=self.spider,
            archive_record=self.archive_record,
        )


def read_report(
    body: bytes,
    url: str | None = None,
    *,
    hints: Hints = _NO_HINTS,
    fetched_at: datetime | None = None,
    spider: str | None = None,
    archive_record: str | None = None,
    plain: bool | None = None,
) -> AnnualReport:
    """Read one page into a report. Never raises; the same bytes and arguments give the same report.

    url: where the page was fetched; tells the portal, never the year. plain: the bytes are plain text; None
    decides by looking for markup.
    """
    trouble = Trouble()
    digest = hashlib.sha256(body).hexdigest()
    source = trouble.guard("decode", lambda: text_of(body, hints.charset, trouble), NOTHING)
    if plain is None:
        plain = looks_plain(source.text)
    page = trouble.guard("page", lambda: page_of(source, url, hints, plain, trouble), Page())
    trouble.take(page.findings)
    nothing: tuple[Injection, ...] = ()
    spam = trouble.guard("injected text", lambda: injected(page.text), nothing)
    if spam:
        said = "; ".join(dict.fromkeys(found.phrase for found in spam))
        trouble.add("injected_text", "warning", f"words that do not belong here: {said}"[:300])
    who = trouble.guard("unit", lambda: identify(page, url, hints, trouble), Identity())
    year = trouble.guard("year", lambda: year_of(page, hints, trouble), None)
    figures = Figures()
    trouble.guard("forms", lambda: figures.read_forms(page, year, trouble), None)
    trouble.guard("prose", lambda: figures.read_prose(page, year, spam, trouble), None)
    trouble.guard("checks", lambda: figures.check(who.unit.type if who.unit else None), None)
    trouble.guard("tables against sentences", figures.compare, None)
    page = _completed(page, url, hints, year)
    judge(page, who, year, trouble)
    if not figures.observations:
        trouble.guard("missing tables", lambda: tables_missing(page, year, trouble), None)
    return _report(page, who, year, figures, trouble, digest, url, fetched_at, spider, archive_record)


def _completed(page: Page, url: str | None, hints: Hints, year: int | None) -> Page:
    """What a page does not print, from where it is filed and listed: its day, its title."""
    day = page.published_on
    if day is None:
        filed = day_of(url) if url else None
        # An address of another age was kept through a migration, or reused.
        day = filed if filed and (year is None or filed.year >= year) else hints.listed_on
    title = page.title or hints.title
    if (day, title) == (page.published_on, page.title):
        return page
    return replace(page, published_on=day, title=title)


def _report(
    page: Page,
    who: Identity,
    year: int | None,
    figures: Figures,
    trouble: Trouble,
    digest: str,
    url: str | None,
    fetched_at: datetime | None,
    spider: str | None,
    archive_record: str | None,
) -> AnnualReport:
    place = division(who.division_code) if who.division_code else None
    start, end = page.period or (None, None)
    return AnnualReport(
        report_id=report_id(who, year, digest),
        spider=spider,
        division_code=who.division_code,
        province=place.province if place else None,
        city=place.city if place else None,
        county=place.county if place else None,
        unit=who.unit.name if who.unit else None,
        unit_code=who.unit.code if who.unit else None,
        unit_type=who.unit.type if who.unit else None,
        report_year=year,
        period_start=start,
        period_end=end,
        **{name: getattr(page, name) for name in _OF_PAGE},
        url=url,
        fetched_at=fetched_at,
        content_sha256=digest,
        form=figures.form,
        observations=figures.observations,
        statements=figures.statements,
        checks=figures.checks,
        findings=tuple(trouble),
        archive_record=archive_record,
    )
