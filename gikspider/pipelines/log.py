"""One line an item. Scrapy prints the whole of it, which for a report is a hundred screens."""

from __future__ import annotations

import logging
from typing import Any, Self

from scrapy import Request, Spider
from scrapy.crawler import Crawler
from scrapy.http import Response
from scrapy.logformatter import LogFormatter, LogFormatterResult
from twisted.python.failure import Failure


class OneLine(LogFormatter):
    """LOG_FORMATTER: names a report by id, title and address, and a dropped page by the reason alone.

    Scrapy makes a record of every line and lets handlers drop it: what no handler would print is not made.
    """

    def __init__(self, level: int = logging.DEBUG) -> None:
        self._level = level

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        level = crawler.settings.get("LOG_LEVEL")
        number = logging.getLevelName(level) if isinstance(level, str) else level
        return cls(number if isinstance(number, int) else logging.DEBUG)

    # Scrapy takes None for no line at all, though its types do not say so.
    def scraped(  # type: ignore[override]
        self, item: Any, response: Response | Failure | None, spider: Spider
    ) -> LogFormatterResult | None:
        if self._level > logging.DEBUG:
            return None
        return _line(logging.DEBUG, "read: %(item)s", item=name_of(item))

    def crawled(  # type: ignore[override]
        self, request: Request, response: Response, spider: Spider
    ) -> LogFormatterResult | None:
        return super().crawled(request, response, spider) if self._level <= logging.DEBUG else None

    def dropped(
        self, item: Any, exception: BaseException, response: Response | Failure | None, spider: Spider
    ) -> LogFormatterResult:
        level = getattr(exception, "log_level", None) or logging.WARNING
        number = logging.getLevelName(level) if isinstance(level, str) else level
        return _line(number, "dropped: %(why)s", why=str(exception))

    def item_error(
        self, item: Any, exception: BaseException, response: Response | Failure | None, spider: Spider
    ) -> LogFormatterResult:
        return _line(logging.ERROR, "error processing %(item)s", item=name_of(item))


def _line(level: int, message: str, **arguments: str) -> LogFormatterResult:
    return {"level": level, "msg": message, "args": arguments}


def name_of(item: Any) -> str:
    """An item in a few words: what it has of id, title and address."""
    parts = (getattr(item, field, None) for field in ("report_id", "title", "url"))
    return " ".join(str(part) for part in parts if part) or type(item).__name__
