"""Answers a crawl's requests from archives, under the real host names, and from nowhere else."""

from __future__ import annotations

import logging

from scrapy import Request, Spider, signals
from scrapy.crawler import Crawler
from scrapy.exceptions import IgnoreRequest, NotConfigured
from scrapy.http import Headers, Response
from scrapy.responsetypes import responsetypes
from scrapy.utils.httpobj import urlparse_cached

from gikspider.archive.files import archives
from gikspider.archive.index import Kept, WarcIndex
from gikspider.archive.order import Order, State

logger = logging.getLogger(__name__)


class NotInArchive(IgnoreRequest):
    """The replayed archives hold no answer to this request."""


class WarcReplay:
    """Downloader middleware, the one nearest to the downloader.

    Answers are given in the order in which they were recorded, so that what depends on order (which of
    two copies is seen first) comes out as it did.

    A page the archives do not hold raises `NotInArchive`; nothing is fetched. Stats:
    `gik/replay/found`, `gik/replay/missing` (robots.txt not counted), `gik/replay/cut`
    (archives whose end is broken).
    """

    def __init__(self, crawler: Crawler) -> None:
        named = crawler.settings.get("REPLAY")
        if not named:
            raise NotConfigured
        self.stats = crawler.stats
        self.index = WarcIndex(archives(named))
        self._order = Order(self.index.after, lambda: _state(crawler))
        self.stats.set_value("gik/replay/files", [str(path) for path in self.index.paths])
        self.stats.set_value("gik/replay/pages", len(self.index))
        if self.index.cut:
            self.stats.set_value("gik/replay/cut", len(self.index.cut))

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> WarcReplay:
        made = cls(crawler)
        crawler.signals.connect(made.spider_closed, signal=signals.spider_closed)
        return made

    async def process_request(self, request: Request) -> Response | None:
        if not request.url.startswith(("http:", "https:")):
            return None
        place = self.index.place(request.method, request.url, request.body)
        if place is None:
            if urlparse_cached(request).path != "/robots.txt":
                self.stats.inc_value("gik/replay/missing")
                logger.debug("Not in the archive: %s", request.url)
            raise NotInArchive(f"not in the archive: {request.method} {request.url}")
        await self._order.turn(place)
        kept = self.index.at(place)
        self.stats.inc_value("gik/replay/found")
        request.meta["fetched_at"] = kept.fetched_at
        request.meta["archive_record"] = kept.record
        return _response(kept)

    def spider_closed(self, spider: Spider) -> None:
        self.index.close()


def _state(crawler: Crawler) -> State:
    """What the engine is doing, as far as answers in their order have to know."""
    slot = crawler.engine.scraper.slot
    if slot is None or slot.closing is not None or not crawler.crawling:
        return State.CLOSING
    engine_slot = getattr(crawler.engine, "_slot", None)
    if engine_slot is not None and engine_slot.closing is not None:
        return State.CLOSING
    return State.IDLE if slot.is_idle() else State.BUSY


def _response(kept: Kept) -> Response:
    headers = Headers()
    for name, value in kept.headers:
        headers.appendlist(name, value)
    kind = responsetypes.from_args(headers=headers, url=kept.url, body=kept.body)
    flags = ["archive", *(["dataloss"] if kept.truncated else [])]
    return kind(kept.url, status=kept.status, headers=headers, body=kept.body, flags=flags)
