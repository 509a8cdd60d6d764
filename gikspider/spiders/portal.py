"""The spider all portals share. A portal declares who and where; this crawls."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from datetime import date
from typing import Any, ClassVar, Self

from scrapy import Request, Spider, signals
from scrapy.crawler import Crawler
from scrapy.exceptions import ResponseDataLossError
from scrapy.http import Response
from scrapy.settings import BaseSettings

from gikspider.cms import MAX_STEPS, Entry, Family, Role, family_of, walk_of
from gikspider.copies import canonical_url
from gikspider.pages import report_year
from gikspider.reader import FetchedPage
from gikspider.registry import resolve
from gikspider.spiders.arguments import Arguments, parse_arguments
from gikspider.spiders.choosing import on_site, unwanted
from gikspider.spiders.conditions import settle
from gikspider.spiders.declaration import Column, check, domains
from gikspider.spiders.fetched import fetched, led_away, published
from gikspider.spiders.ledger import Ledger
from gikspider.spiders.obstacles import failure_reason, forward, obstacle

# Column → year → unit group: further down are no lists of reports.
MAX_DEPTH = 3
MAX_FORWARDS = 3


class PortalSpider(Spider):
    """One portal: identity, columns, families, and since when. Declarations are checked when a class is defined."""

    division: ClassVar[str]
    families: ClassVar[list[type[Family]]]
    columns: ClassVar[list[Column]]
    # The portal answered at these columns from the one day to the other; `successor` names the spider that follows.
    valid_from: ClassVar[date | None] = None
    valid_until: ClassVar[date | None] = None
    successor: ClassVar[str | None] = None

    def __init_subclass__(cls, abstract: bool = False, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        if not abstract:
            check(cls)

    def __init__(self, name: str | None = None, **arguments: str) -> None:
        super().__init__(name)
        self.given = dict(arguments)  # as typed, for archive and manifest
        self.arguments: Arguments = parse_arguments(arguments, self.division)
        self.allowed_domains = domains(self.division, self.columns)
        self.ledger = Ledger()
        self._lists: set[str] = set()
        self._articles: set[str] = set()
        self._lists_read = 0  # lists that were reports themselves

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> Self:
        spider = super().from_crawler(crawler, *args, **kwargs)
        crawler.signals.connect(spider.dropped, signals.request_dropped)
        return spider

    @classmethod
    def update_settings(cls, settings: BaseSettings) -> None:
        """Before anything starts: where to write has to be known, and who asks is said."""
        super().update_settings(settings)
        settle(settings)

    async def start(self) -> AsyncIterator[Any]:
        # With JOBDIR, `state` outlives an interrupted crawl: what was asked for before is not asked for again.
        state: dict[str, Any] = getattr(self, "state", {})
        self._articles = state.setdefault("articles", self._articles)
        if self.valid_until and self.valid_until < date.today():
            follows = f"; {self.successor} follows it" if self.successor else ""
            self.logger.warning(
                "the columns of %s were valid until %s%s", self.name, self.valid_until, follows
            )
        if not self.settings.get("CONTACT") and not self.settings.get("REPLAY"):
            self.logger.info(
                "portals cannot tell who asks: name yourself with -s CONTACT=mailto:you@your.org"
            )
        for column in self.columns:
            self._lists.add(canonical_url(column.url))
            self._count("gik/columns")
            # Reports of one column before the list of the next: a crawl cut short holds whole columns.
            yield self._list_request(Request(column.url, dont_filter=True), column.unit, 0)

    # Lists

    def parse_list(self, response: Response, unit: str | None = None, depth: int = 0) -> Iterator[Any]:
        """A list page: what it links, what follows it, what stands below it; and itself where it is a report."""
        if response.status == 404:
            return  # past the last page, where the family says that this is how lists end
        further = self._forwarded(response)
        if further is not None:
            yield further
            return
        hindrance = obstacle(response)
        if hindrance and not (hindrance == "empty" and walk_of(response).step):
            self._failed(response.url, "list", hindrance, hindrance == "waf_stub")
            return
        family = family_of(response.url)
        if family is None:
            self._failed(response.url, "list", "redirected")
            return
        role = family.matches(response.url)
        if role is Role.ARTICLE:
            yield self._page(response, None, family)
            return
        self._count("gik/list_pages")
        if role is Role.LIST and family.is_report(response):
            if self._enough():
                return
            self._lists_read += 1
            self._count("gik/lists_that_are_reports")
            yield self._page(response, None, family)
        for entry in family.entries(response):
            request = self._article_request(entry, unit, response)
            if request is not None:
                yield request
        if self._enough():
            return
        for request in family.next_pages(response):
            yield self._list_request(request, unit, depth)
        if walk_of(response).step >= MAX_STEPS:
            self._failed(response.url, "list", "too_many_pages")  # the rest was not looked at
        if role is Role.LIST and depth < MAX_DEPTH:
            for column in family.columns(response):
                if self._new_column(column):
                    yield self._list_request(Request(column.url), unit, depth + 1)

    def _new_column(self, column: Entry) -> bool:
        """Whether a list found below a column is to be read: on site, not read yet, not that of a unit nobody asked for."""
        key = canonical_url(column.url)
        if key in self._lists or not on_site(column.url, self.allowed_domains):
            return False
        self._lists.add(key)
        if self.arguments.units:
            found = resolve(column.title, division=self.division)
            if found and not self.arguments.wants_unit(found.name):
                self._count("gik/columns/spared")
                self.logger.debug("column not read (units): %s %s", column.title, column.url)
                return False
        return True

    def _list_request(self, request: Request, unit: str | None, depth: int) -> Request:
        return request.replace(
            callback=self.parse_list,
            errback=self.list_failed,
            cb_kwargs={"unit": unit, "depth": depth},
            priority=-depth,
        )

    # Links

    def _article_request(self, entry: Entry, unit: str | None, response: Response) -> Request | None:
        """The request for a link that is wanted; None, counted and logged, for one that is not."""
        reason = unwanted(entry, self.allowed_domains)
        if reason is not None:
            self._count(f"gik/skipped/{reason}")
            self.ledger.skipped[reason] += 1
            self.logger.debug("not followed (%s): %s %s", reason, entry.title, entry.url)
            return None
        key = canonical_url(entry.url)
        if key in self._articles:
            self._count("gik/entries/again")
            return None
        self._articles.add(key)
        named, year = self._names(entry, unit)
        argument = self._filtered(entry, named, year)
        if argument is not None:
            self._count(f"gik/filtered/{argument}")
            self.ledger.filtered[argument] += 1
            return None
        self._count("gik/entries")
        self.ledger.listed[named, year] += 1
        return Request(
            entry.url,
            callback=self.parse_article,
            errback=self.article_failed,
            cb_kwargs={"entry": entry, "unit": named, "year": year},
            priority=1,
            meta={"undecoded": True},  # see gikspider.middlewares.encoding
            dont_filter=True,  # filtered above, by canonical address
        )

    def _names(self, entry: Entry, unit: str | None) -> tuple[str | None, int | None]:
        found = resolve(entry.title, division=self.division)
        return (found.name if found else unit), report_year(entry.title)

    def _filtered(self, entry: Entry, unit: str | None, year: int | None) -> str | None:
        """The argument by which a listed report is not wanted, as far as the list tells."""
        wanted = self.arguments
        if wanted.years and year is not None and year not in wanted.years:
            return "years"
        day = entry.listed_on or published(entry.url)
        if wanted.since and day is not None and day < wanted.since:
            return "since"
        if wanted.units and unit is not None and not wanted.wants_unit(unit):
            return "units"
        return "sample" if self._enough() else None

    def _enough(self) -> bool:
        taken = self.ledger.listed.total() + self._lists_read
        return self.arguments.sample is not None and taken >= self.arguments.sample

    # Articles

    def parse_article(
        self, response: Response, entry: Entry, unit: str | None, year: int | None
    ) -> Iterator[Any]:
        """An article as it came: read by the pipeline, since reading needs no spider."""
        further = self._forwarded(response)
        if further is not None:
            yield further
            return
        hindrance = obstacle(response)
        family = family_of(response.url) or (family_of(entry.url) if response.url == entry.url else None)
        if hindrance is None and entry.family is not None and led_away(response, family):
            hindrance = "redirected"
        if hindrance:
            self._failed(
                entry.url,
                "article",
                hindrance,
                hindrance == "waf_stub",
                title=entry.title,
                unit=unit,
                year=year,
            )
            return
        self.ledger.fetched[unit, year] += 1
        yield self._page(response, entry, family)

    def _forwarded(self, response: Response) -> Request | None:
        """The same request for the page that this one forwards to, as a redirect would be followed."""
        url = forward(response)
        chain = response.meta.get("redirect_urls", [])
        if (
            url is None
            or response.request is None
            or len(chain) >= MAX_FORWARDS
            or not on_site(url, self.allowed_domains)
        ):
            return None
        meta = {**response.meta, "redirect_urls": [*chain, response.url]}
        return response.request.replace(url=url, meta=meta, dont_filter=True)

    def _page(self, response: Response, entry: Entry | None, family: Family | None) -> FetchedPage:
        self._count("gik/articles")
        return fetched(response, self.name, self.division, entry, family)

    # Failures

    def list_failed(self, trouble: Any) -> None:
        """Errback of list pages."""
        reason, status, blocked = failure_reason(trouble.value)
        self._failed(trouble.request.url, "list", reason, blocked, status=status)

    def dropped(self, request: Request) -> None:
        """A request the scheduler refused as seen: a page that forwards to itself is a failure, others are known."""
        chain = request.meta.get("redirect_urls")
        if chain and request.url in chain:
            self._failed(chain[0], "list", "redirect_loop")

    def article_failed(self, trouble: Any) -> Iterator[Request]:
        """Errback of articles. What a broken connection left of a page is better than nothing: asked for once more so."""
        request: Request = trouble.request
        if trouble.check(ResponseDataLossError) and "download_fail_on_dataloss" not in request.meta:
            self._count("gik/cut_off")
            meta = {**request.meta, "download_fail_on_dataloss": False, "dont_retry": True}
            yield request.replace(meta=meta, dont_filter=True)
            return
        reason, status, blocked = failure_reason(trouble.value)
        asked = request.cb_kwargs
        entry: Entry = asked["entry"]
        about = {"status": status, "title": entry.title, "unit": asked["unit"], "year": asked["year"]}
        self._failed(entry.url, "article", reason, blocked, **about)

    def _failed(self, url: str, role: str, reason: str, blocked: bool = False, **about: Any) -> None:
        self.ledger.fail(url, role, reason, blocked=blocked, **about)
        self._count(f"gik/failed/{role}")
        self._count(f"gik/failed/{role}/{reason}")
        if blocked:
            self._count("gik/blocked")
        self.logger.error("%s page not read (%s): %s", role, reason, url)

    # Small things

    def _count(self, key: str) -> None:
        self.crawler.stats.inc_value(key)
