"""From a response to the page that is handed on to be read."""

from __future__ import annotations

from datetime import UTC, date, datetime

from scrapy.http import Response
from w3lib.encoding import http_content_type_encoding

from gikspider.cms import Entry, Family, Role, family_of, holds_report
from gikspider.reader import FetchedPage, Hints


def fetched(
    response: Response, spider: str, division: str, entry: Entry | None, family: Family | None
) -> FetchedPage:
    """The page as it came, with what list, header and family tell of it.

    `entry` is null for a list that is itself the report. A title the list prints cut is no hint.
    """
    header = (response.headers.get("Content-Type") or b"").decode("latin-1")
    hints = Hints(
        division=division,
        title=entry.title if entry and not entry.cut else None,
        listed_on=(entry.listed_on if entry else None) or published(response.url),
        shape=family.shape if family else None,
        charset=http_content_type_encoding(header),
    )
    return FetchedPage(
        url=response.url,
        body=response.body,
        hints=hints,
        spider=spider,
        fetched_at=response.meta.get("fetched_at") or datetime.now(UTC),
        archive_record=response.meta.get("archive_record"),
        family=family.name if family else None,
    )


def published(url: str) -> date | None:
    """The day of publication, where the address tells it."""
    family = family_of(url)
    return family.published(url) if family else None


def led_away(response: Response, family: Family | None) -> bool:
    """Whether a redirect ended at a page that is no article: a portal's way of saying that it is gone."""
    if not response.meta.get("redirect_urls"):
        return False
    at_article = family is not None and family.matches(response.url) is Role.ARTICLE
    return not at_article and not holds_report(response)
