"""Which pages seen before carry the same report."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any, Self

from scrapy.crawler import Crawler

from gikspider.copies import CopyIndex
from gikspider.items import AnnualReport, Finding


class CopiesPipeline:
    """Asks the index of reports, and tells it, about each report.

    The index is `<DATA_DIR>/state/copies.sqlite`, or what COPIES_INDEX names (a path or a postgresql://
    address). Made-up reports (SYNTHETIC) have one of their own, so that none is taken for the copy of a
    real one. A report the index cannot take comes out with the finding `copies_unknown`.
    """

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._index: CopyIndex | None = None

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler)

    def open_spider(self) -> None:
        self._index = CopyIndex.open(self._place())

    def _place(self) -> str:
        settings = self._crawler.settings
        named = settings.get("COPIES_INDEX")
        if named:
            return str(named)
        state = Path(settings["DATA_DIR"]) / "state"
        if settings.getbool("SYNTHETIC"):
            state /= "sample"
        state.mkdir(parents=True, exist_ok=True)
        return str(state / "copies.sqlite")

    def process_item(self, item: Any) -> Any:
        if not isinstance(item, AnnualReport) or self._index is None:
            return item
        try:
            seen = self._index.see(item)
        except Exception as error:  # a full disk, a lost database: the report itself is whole
            stats, spider = self._crawler.stats, self._crawler.spider
            if stats is not None:
                stats.inc_value("gik/copies/failed")
            if spider is not None:
                spider.logger.error("copies unknown of %s: %s", item.url, error)
            finding = Finding(
                code="copies_unknown", severity="warning", detail=f"{type(error).__name__}: {error}"
            )
            return replace(item, findings=(*item.findings, finding))
        if seen.known and self._crawler.stats is not None:
            self._crawler.stats.inc_value("gik/copies/known")
        return replace(item, copies=seen.copies) if seen.copies else item

    def close_spider(self) -> None:
        if self._index is not None:
            self._index.close()
