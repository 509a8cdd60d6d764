"""One line an item. Scrapy prints the whole of it, which for a report is a hundred screens."""

from __future__ import annotations

import logging
from typing import Any

from scrapy import Spider
from scrapy.http import Response
from scrapy.logformatter import LogFormatter, LogFormatterResult
from twisted.python.failure import Failure


class OneLine(LogFormatter):
    """LOG_FORMATTER: names a report by id, title and address, and a dropped page by the reason alone."""

    def scraped(self, item: Any, response: Response | Failure | None, spider: Spider) -> LogFormatterResult:
        return _line(logging.DEBUG, "read: %(item)s", item=name_of(item))

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
