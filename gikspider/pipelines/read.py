"""Page in, report out."""

from __future__ import annotations

import asyncio
import gc
import hashlib
from collections.abc import Callable
from functools import partial
from operator import methodcaller
from typing import Any, Self

from scrapy.crawler import Crawler
from scrapy.utils.misc import load_object

from gikspider.items import AnnualReport, Finding
from gikspider.pipelines.workers import Unreadable, Workers
from gikspider.reader import FetchedPage

# A page to load by what reading loads when it is first needed.
SAMPLE = """<html><head><title>某镇2021年政府信息公开工作年度报告</title></head><body><div>
<p>一、总体情况</p><p>本年新收政府信息公开申请1件，主动公开信息25条。</p><table><tr><td>信息内容</td>
<td>本年制发件数</td><td>本年废止件数</td><td>现行有效件数</td></tr><tr><td>规章</td><td>0</td><td>0</td>
<td>0</td></tr></table></div></body></html>"""


class ReadPipeline:
    """Turns a FetchedPage into an AnnualReport; other items pass.

    Settings: READERS, worker processes that read beside the crawl (0: read in the crawl's own process);
    READER_TIMEOUT, seconds one page may take; READER_TASK, what such a process does with a page, by default
    reads it. A page that breaks its reader twice comes out as a
    report without figures and with the finding `unreadable`, so that it is counted and not lost.
    Reports leave in the order in which their pages came: what later steps say of copies and of other years
    must not depend on which process was quicker.
    """

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        size = crawler.settings.getint("READERS")
        timeout = crawler.settings.getfloat("READER_TIMEOUT", 60)
        self._last: asyncio.Event | None = None
        self._task: Callable[[FetchedPage], AnnualReport] = load_object(
            crawler.settings.get("READER_TASK") or methodcaller("read")
        )
        warm = partial(self._task, FetchedPage(url="http://localhost/", body=SAMPLE.encode()))
        self._workers = Workers(size, timeout, self._retried, warm) if size > 0 else None

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler)

    async def process_item(self, item: Any) -> Any:
        if not isinstance(item, FetchedPage):
            return item
        if self._workers is None:
            return await self._read(item)
        before, done = self._last, asyncio.Event()
        self._last = done
        try:
            return await self._read(item)
        finally:
            try:
                if before is not None:
                    await before.wait()
            finally:
                done.set()

    async def _read(self, item: FetchedPage) -> AnnualReport:
        try:
            return await self._workers.run(partial(self._task, item)) if self._workers else item.read()
        except Unreadable as error:
            return self._unread(item, str(error))
        except Exception as error:  # the reader promises never to raise; a page is not lost when it errs
            spider = self._crawler.spider
            if spider is not None:
                spider.logger.error("reading failed: %s", item.url, exc_info=error)
            return self._unread(item, f"{type(error).__name__}: {error}")

    def _unread(self, page: FetchedPage, why: str) -> AnnualReport:
        stats = self._crawler.stats
        if stats is not None:
            stats.inc_value("gik/reader/failed")
        digest = hashlib.sha256(page.body).hexdigest()
        return AnnualReport(
            report_id=f"unread-{digest[:12]}",
            spider=page.spider,
            division_code=page.hints.division,
            title=page.hints.title,
            url=page.url,
            fetched_at=page.fetched_at,
            archive_record=page.archive_record,
            content_sha256=digest,
            findings=(Finding(code="unreadable", severity="error", detail=why),),
        )

    def _retried(self) -> None:
        if self._crawler.stats is not None:
            self._crawler.stats.inc_value("gik/reader/retried")

    def open_spider(self) -> None:
        if self._workers:
            # They take seconds to come up: meanwhile the first pages are fetched.
            self._workers.start()
        # Modules and tables stay for the whole crawl: garbage is looked for in what comes after them.
        gc.freeze()

    def close_spider(self) -> None:
        gc.unfreeze()
        if self._workers:
            self._workers.close()
