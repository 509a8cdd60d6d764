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

logger = logging.getLogger(__name__)


class NotInArchive(IgnoreRequest):
    """The replayed archives hold no answer to this request."""


class WarcReplay:
    """Downloader middleware, the one nearest to the downloader.

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
        self.stats.set_value("gik/replay/files", [str(path) for path in self.index.paths])
        self.stats.set_value("gik/replay/pages", len(self.index))
        if self.index.cut:
            self.stats.set_value("gik/replay/cut", len(self.index.cut))

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> WarcReplay:
        made = cls(crawler)
        crawler.signals.connect(made.spider_closed, signal=signals.spider_closed)
        return made

    def process_request(self, request: Request) -> Response | None:
        if not request.url.startswith(("http:", "https:")):
            return None
        kept = self.index.get(request.method, request.url, request.body)
        if kept is None:
            if urlparse_cached(request).path != "/robots.txt":
                self.stats.inc_value("gik/replay/missing")
                logger.debug("Not in the archive: %s", request.url)
            raise NotInArchive(f"not in the archive: {request.method} {request.url}")
        self.stats.inc_value("gik/replay/found")
        request.meta["fetched_at"] = kept.fetched_at
        request.meta["archive_record"] = kept.record
        return _response(kept)

    def spider_closed(self, spider: Spider) -> None:
        self.index.close()


def _response(kept: Kept) -> Response:
    headers = Headers()
    for name, value in kept.headers:
        headers.appendlist(name, value)
    kind = responsetypes.from_args(headers=headers, url=kept.url, body=kept.body)
    flags = ["archive", *(["dataloss"] if kept.truncated else [])]
    return kind(kept.url, status=kept.status, headers=headers, body=kept.body, flags=flags)
