"""Watches a crawl and writes down what it came to."""

from __future__ import annotations

import logging
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from scrapy import Spider, signals
from scrapy.crawler import Crawler
from scrapy.utils.misc import load_object

from gikspider.items import AnnualReport
from gikspider.runs import manifest, previous
from gikspider.runs.verdict import Verdict, facts, judge

logger = logging.getLogger(__name__)

# Stands for what a crawl exports, to ask a feed's filter whether it takes that.
AN_ITEM = AnnualReport(report_id="", content_sha256="")
UNFINISHED = "the crawl has not ended; where none is running, it was killed"


class RunReport:
    """Extension. Stats: `gik/verdict`, `gik/why`, `gik/arguments`, `gik/feeds/failed`.

    The manifest lies in the folder of the exports; where the feeds were sent elsewhere (`-o FILE`), beside
    the first of them as `FILE.manifest.json`. It is written when the crawl begins, with the verdict
    `unfinished`, and again when it has ended.
    """

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler
        self.started = datetime.now(UTC)
        self.reason = "shutdown"
        self.feeds: list[dict[str, Any]] = []
        self.verdict: Verdict | None = None
        self._path: Path | None = None
        self._whole = 0

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> RunReport:
        made = cls(crawler)
        connect = crawler.signals.connect
        connect(made.spider_opened, signal=signals.spider_opened)
        connect(made.item_error, signal=signals.item_error)
        connect(made.feed_slot_closed, signal=signals.feed_slot_closed)
        connect(made.spider_closed, signal=signals.spider_closed)
        connect(made.engine_stopped, signal=signals.engine_stopped)
        return made

    def spider_opened(self, spider: Spider) -> None:
        self.crawler.stats.set_value("gik/arguments", manifest.arguments(spider))
        self._path = self._where(spider)
        continued = self.crawler.stats.get_value("gik/feeds/continued", False)
        if self._path is not None and self._path.name == manifest.NAME and not continued:
            try:
                previous.set_aside(self._path.parent)
            except OSError as error:
                logger.error("The export before this one cannot be kept: %s", error)
        self._write(spider, "unfinished", UNFINISHED)

    def _write(self, spider: Spider, word: str, why: str) -> None:
        if self._path is None:
            return
        try:
            manifest.write(self._path, self._manifest(spider, word, why))
        except OSError as error:
            logger.error("The manifest cannot be written: %s", error)

    def _where(self, spider: Spider) -> Path | None:
        """Where the manifest goes; None where nothing is exported to a file."""
        settings = self.crawler.settings
        by_name = load_object(settings["FEED_URI_PARAMS"]) if settings.get("FEED_URI_PARAMS") else None
        folder = by_name({}, spider).get("exports") if by_name else None
        feeds = [str(uri) for uri in settings.getdict("FEEDS")]
        if folder and (any("%(exports)s" in uri for uri in feeds) or not feeds):
            return Path(folder) / manifest.NAME
        local = [uri.removeprefix("file://") for uri in feeds if "%(" not in uri]
        local = [uri for uri in local if "://" not in uri and not uri.startswith("stdout:") and uri != "-"]
        return Path(f"{local[0]}.{manifest.NAME}").absolute() if local else None

    def item_error(self, item: Any, response: Any, spider: Spider, failure: Any) -> None:
        # A pipeline that raises loses the item: that has to show in the verdict.
        self.crawler.stats.inc_value("gik/items/lost")

    def feed_slot_closed(self, slot: Any) -> None:
        scraped = self.crawler.stats.get_value("item_scraped_count", 0)
        if slot.itemcount < scraped and slot.filter.accepts(AN_ITEM):
            # An item that a feed fails to write is logged by Scrapy, and lost.
            logger.error("%s lacks %d of %d reports", slot.uri, scraped - slot.itemcount, scraped)
        else:
            self._whole += 1
        path = Path(slot.uri.removeprefix("file://"))
        if self._path is not None and path.is_file():
            rows = getattr(slot.exporter, "written", slot.itemcount)
            if self.crawler.stats.get_value("gik/feeds/continued"):
                # Other rows were there before, and nobody counted them.
                rows = None
            self.feeds.append(manifest.feed(path, self._path.parent, rows))

    def spider_closed(self, spider: Spider, reason: str) -> None:
        self.reason = reason

    def engine_stopped(self) -> None:
        """The crawl is over and its feeds are closed: judge it."""
        spider = self.crawler.spider
        if spider is None:
            return
        stats = self.crawler.stats
        if stats.get_value("item_scraped_count", 0):
            stats.set_value("gik/feeds/failed", len(self.crawler.settings.getdict("FEEDS")) - self._whole)
        sample = getattr(getattr(spider, "arguments", None), "sample", None)
        self.verdict = judge(facts(stats.get_stats(), self.reason, sample))
        stats.set_value("gik/verdict", self.verdict.word)
        stats.set_value("gik/why", self.verdict.why)
        self._write(spider, self.verdict.word, self.verdict.why)
        level = logging.INFO if self.verdict.word == "complete" else logging.WARNING
        logger.log(level, "%s: %s: %s", spider.name, self.verdict.word, self.verdict.why)

    def _manifest(self, spider: Spider, word: str, why: str) -> dict[str, Any]:
        settings, stats = self.crawler.settings, self.crawler.stats.get_stats()
        over = word != "unfinished"
        now = datetime.now(UTC)
        ledger = getattr(spider, "ledger", None)
        return {
            "spider": spider.name,
            "division": getattr(spider, "division", None),
            "job": getattr(getattr(spider, "arguments", None), "job", None),
            "arguments": manifest.arguments(spider),
            "synthetic": settings.getbool("SYNTHETIC"),
            "verdict": word,
            "why": why,
            "exit_status": self.verdict.exit_status if self.verdict else None,
            "started": self.started.isoformat(),
            "finished": now.isoformat() if over else None,
            "seconds": round((now - self.started).total_seconds(), 1) if over else None,
            "finish_reason": self.reason if over else None,
            "versions": manifest.versions(),
            "settings": {name: settings.get(name) for name in manifest.SETTINGS},
            "counts": counts(stats),
            "ledger": ledger.as_dict() if ledger is not None and over else None,
            "replayed": stats.get("gik/replay/files"),
            "archive": {
                "file": stats.get("gik/archive/file"),
                "exchanges": stats.get("gik/archive/exchanges", 0),
                "failed": stats.get("gik/archive/failed"),
            },
            "feeds": sorted(self.feeds, key=lambda one: str(one["file"])),
        }


def counts(stats: dict[str, Any]) -> dict[str, int]:
    """The crawl's own counters, and what Scrapy counted of requests and answers; sorted by name."""
    kept = ("downloader/request_count", "downloader/response_count", "downloader/response_status_count/")
    found = {
        key.removeprefix("gik/"): value
        for key, value in stats.items()
        if isinstance(value, int) and (key.startswith("gik/") or key.startswith(kept))
    }
    return dict(sorted({"reports": 0, **found}.items()))
