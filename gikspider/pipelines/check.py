"""Checks that need two reports: what one year carries over, the next has to begin with."""

from __future__ import annotations

from collections import OrderedDict
from typing import Any, Self

from scrapy.crawler import Crawler

from gikspider.forms import Outline, check_years, outline
from gikspider.items import AnnualReport, Check, Finding
from gikspider.pipelines.changing import changed

# Years of one unit stand at most as far apart as a list has units; what was seen longer ago is forgotten.
REMEMBERED = 1_000


class CheckPipeline:
    """Compares a report with those of the same unit on the year before and the year after, once both were seen.

    The checks of a pair are added to the report that comes second, since the first has left the house.
    Checks within one report come from the reader.
    """

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._seen: OrderedDict[tuple[str, int], Outline] = OrderedDict()

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler)

    def process_item(self, item: Any) -> Any:
        if not isinstance(item, AnnualReport) or item.report_year is None or not item.unit:
            return item
        unit = item.unit_code or f"{item.division_code} {item.unit}"
        # A report from another process keeps its cells packed, and brings their outline along.
        mine: Outline = getattr(item, "outline", None) or outline(item.observations)
        if not mine.size:
            return item
        try:
            checks = self._checks(unit, item.report_year, mine)
        except Exception as error:  # the report is whole without its neighbours
            spider = self._crawler.spider
            if spider is not None:
                spider.logger.error("years not compared of %s: %s", item.url, error, exc_info=error)
            finding = Finding(
                code="years_not_compared", severity="warning", detail=f"{type(error).__name__}: {error}"
            )
            return changed(item, findings=(*item.findings, finding))
        finally:
            self._remember((unit, item.report_year), mine)
        return changed(item, more_checks=checks) if checks else item

    def _checks(self, unit: str, year: int, mine: Outline) -> list[Check]:
        before, after = self._seen.get((unit, year - 1)), self._seen.get((unit, year + 1))
        checks: list[Check] = []
        if before:
            checks += check_years(mine, before)
        if after:
            checks += check_years(after, mine)
        return checks

    def _remember(self, key: tuple[str, int], mine: Outline) -> None:
        self._seen[key] = mine
        self._seen.move_to_end(key)
        if len(self._seen) > REMEMBERED:
            self._seen.popitem(last=False)
