"""Single pages from the web for `scrapy extract`, as politely as a crawl: robots, delays, one at a time."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from typing import Any

from scrapy import Request, Spider
from scrapy.crawler import AsyncCrawlerProcess
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Response
from scrapy.settings import Settings
from scrapy.spidermiddlewares.httperror import HttpError
from twisted.python.failure import Failure
from w3lib.encoding import http_content_type_encoding

from gikspider.runs.extraction import Input

# Nothing is exported, archived or judged: the page is only read.
ONLY_FETCH: dict[str, Any] = {
    "ARCHIVE": False,
    "FEEDS": {},
    "ITEM_PIPELINES": {},
    "EXTENSIONS": {"gikspider.archive.WarcRecorder": 100},
    "LOGSTATS_INTERVAL": 0,
    "STATS_DUMP": False,
}


class PageSpider(Spider):
    """Fetches the given addresses, each once, into `fetched`."""

    name = "extract"

    def __init__(self, addresses: Sequence[str], fetched: dict[str, Input]) -> None:
        super().__init__()
        self.addresses = addresses
        self.fetched = fetched

    async def start(self) -> AsyncIterator[Request]:
        for address in dict.fromkeys(self.addresses):
            try:
                request = Request(
                    address,
                    callback=self.came,
                    errback=self.failed,
                    cb_kwargs={"address": address},
                    dont_filter=True,
                )
            except ValueError:
                self.fetched[address] = Input(address, error="it is no web address")
                continue
            yield request

    def came(self, response: Response, address: str) -> None:
        kind = (response.headers.get("Content-Type") or b"").decode("latin-1")
        self.fetched[address] = Input(
            address,
            body=response.body,
            url=response.url,
            charset=http_content_type_encoding(kind),
            fetched_at=response.meta.get("fetched_at"),
        )

    def failed(self, failure: Failure) -> None:
        address = failure.request.cb_kwargs["address"]  # type: ignore[attr-defined]
        self.fetched[address] = Input(address, error=f"it could not be fetched: {reason(failure.value)}")


def reason(error: BaseException | None) -> str:
    """Why a page did not come, in a few words."""
    if isinstance(error, HttpError):
        return f"the server answered {error.response.status}"
    if isinstance(error, IgnoreRequest):
        return str(error) or "the request was not allowed"
    said = " ".join(str(error).split()) or type(error).__name__
    return said[:200]


def fetch(addresses: Sequence[str], settings: Settings) -> dict[str, Input]:
    """The pages at some addresses, by address; what could not be fetched has an `error`."""
    fetched: dict[str, Input] = {}
    for name, value in ONLY_FETCH.items():
        settings.set(name, value, priority="cmdline")
    # What goes wrong is said in the page's own line.
    if settings.getpriority("LOG_LEVEL") != 40:
        settings.set("LOG_LEVEL", "CRITICAL", priority="cmdline")
    process = AsyncCrawlerProcess(settings)
    process.crawl(PageSpider, addresses=addresses, fetched=fetched)
    process.start()
    return {
        address: fetched.get(address, Input(address, error="it was not fetched")) for address in addresses
    }
