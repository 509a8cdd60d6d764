"""Whose report, on which year; and whether it is one that was asked for."""

from __future__ import annotations

from typing import Any, Self

from scrapy.crawler import Crawler
from scrapy.exceptions import DropItem

from gikspider.items import AnnualReport

# Findings of the reader by which a page is no report at all …
NOT_A_REPORT = {"not_a_report"}
# … and those by which it is not even a page: the portal answered, but not with what it lists.
NO_PAGE = {"login_page", "error_page", "empty", "binary"}


class IdentifyPipeline:
    """Drops pages that turned out to be none, and reports that the arguments of the crawl do not want.

    Every drop is a stat and a log line, and the spider's ledger remembers the address.
    """

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler)

    def process_item(self, item: Any) -> Any:
        if not isinstance(item, AnnualReport):
            return item
        codes = {finding.code for finding in item.findings}
        ledger = getattr(self._crawler.spider, "ledger", None)
        missing = sorted(codes & NO_PAGE)
        if missing:
            if ledger is not None:
                ledger.fail(item.url or "", "article", missing[0], title=item.title)
            self._count("gik/failed/article")
            self._count(f"gik/failed/article/{missing[0]}")
            raise DropItem(f"no page ({missing[0]}): {item.url}", log_level="ERROR")
        if codes & NOT_A_REPORT:
            if ledger is not None:
                ledger.not_reports.append(item.url)
            self._count("gik/not_reports")
            raise DropItem(f"not a report: {item.title} {item.url}", log_level="INFO")
        self._filter(item, ledger)
        self._count("gik/reports")
        return item

    def _filter(self, report: AnnualReport, ledger: Any) -> None:
        """What the link could not tell and the page does: year, unit, day of publication."""
        arguments = getattr(self._crawler.spider, "arguments", None)
        argument = arguments.refuses(report) if arguments is not None else None
        if argument is None:
            return
        self._count(f"gik/filtered_after_reading/{argument}")
        if ledger is not None:
            ledger.filtered[argument] += 1
        raise DropItem(f"not asked for ({argument}): {report.title} {report.url}", log_level="DEBUG")

    def _count(self, key: str) -> None:
        if self._crawler.stats is not None:
            self._crawler.stats.inc_value(key)
