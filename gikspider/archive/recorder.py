"""Records a crawl as it runs: robots.txt, list pages, articles, redirects and errors alike.

The archive is `<ARCHIVE_DIR or DATA_DIR/archive>/<spider>/<spider>-<UTC>.warc.gz`, made when the
first response arrives. Setting `ARCHIVE = False` keeps none. Each response's `meta` gets
`fetched_at` (aware, UTC) and, where it was kept, `archive_record` (the urn of its record).
"""

from __future__ import annotations

import json
import logging
from datetime import UTC, datetime
from pathlib import Path

import scrapy
from scrapy import Request, Spider, signals
from scrapy.crawler import Crawler
from scrapy.http import Response

import gikspider
from gikspider.archive.writer import WarcFile

logger = logging.getLogger(__name__)

FORMAT = "WARC File Format 1.1"
CONFORMS = "http://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/"


class WarcRecorder:
    """Extension. Stats: `gik/archive/file`, `gik/archive/exchanges`, `gik/archive/failed`."""

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler
        self._on = crawler.settings.getbool("ARCHIVE", True)
        self._file: WarcFile | None = None

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> WarcRecorder:
        made = cls(crawler)
        # Where the response leaves the wire: before middlewares decompress, redirect or retry it.
        crawler.signals.connect(made.response_downloaded, signal=signals.response_downloaded)
        crawler.signals.connect(made.spider_closed, signal=signals.spider_closed)
        return made

    def response_downloaded(self, response: Response, request: Request, spider: Spider) -> None:
        moment = datetime.now(UTC)
        request.meta["fetched_at"] = moment
        request.meta["archive_record"] = self._keep(response, request, moment)

    def _keep(self, response: Response, request: Request, moment: datetime) -> str | None:
        if not self._on or not response.url.startswith(("http:", "https:")):
            return None
        try:
            if self._file is None:
                self._file = self._create(moment)
            record = self._file.exchange(request, response, moment)
        except OSError as error:
            self._on = False
            self.crawler.stats.set_value("gik/archive/failed", str(error))
            logger.error("The archive cannot be written, the crawl goes on without: %s", error)
            return None
        self.crawler.stats.inc_value("gik/archive/exchanges")
        return record

    def _create(self, moment: datetime) -> WarcFile:
        settings, spider = self.crawler.settings, self._spider()
        root = Path(settings.get("ARCHIVE_DIR") or Path(settings.get("DATA_DIR") or "data") / "archive")
        stem = f"{spider.name}-{moment:%Y%m%dT%H%M%SZ}"
        for count in range(100):
            path = root.absolute() / spider.name / f"{stem}{f'-{count}' if count else ''}.warc.gz"
            try:
                made = WarcFile(path, self._info(spider))
            except FileExistsError:
                # Another crawl of the same spider began in the same second.
                continue
            self.crawler.stats.set_value("gik/archive/file", str(path))
            return made
        raise OSError(f"{root}: a hundred archives called {stem} are there already")

    def _spider(self) -> Spider:
        if self.crawler.spider is None:
            raise RuntimeError("a response arrived before the spider was made")
        return self.crawler.spider

    def _info(self, spider: Spider) -> dict[str, str]:
        settings = self.crawler.settings
        robots = "obey" if settings.getbool("ROBOTSTXT_OBEY") else "ignore"
        made_up = settings.getbool("SYNTHETIC")
        # Whoever reports on the run has put them there; without such an extension they are not known.
        asked = self.crawler.stats.get_value("gik/arguments", {})
        info = {
            "software": f"gikspider/{gikspider.__version__} Scrapy/{scrapy.__version__}",
            "format": FORMAT,
            "conformsTo": CONFORMS,
            "isPartOf": spider.name,
            "arguments": json.dumps(asked, ensure_ascii=False, sort_keys=True, default=str),
            "robots": robots,
            "http-header-user-agent": str(settings.get("USER_AGENT") or ""),
            "synthetic": "yes" if made_up else "no",
        }
        if made_up:
            info["description"] = (
                "Made-up figures under real place names, served by a replica of the portals."
            )
        return info

    def spider_closed(self, spider: Spider) -> None:
        if self._file is not None:
            self._file.close()
