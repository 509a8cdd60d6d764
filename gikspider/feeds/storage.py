"""Files of a crawl that was stopped and goes on (JOBDIR): the export is continued, too."""

from __future__ import annotations

import os
from pathlib import Path
from typing import IO, Any

from scrapy import Spider
from scrapy.crawler import Crawler
from scrapy.extensions.feedexport import FileFeedStorage

# Left in JOBDIR by the first run of a job.
MARK = "exports.begun"


class ContinuedFile(FileFeedStorage):
    """A feed's file. In the second and later runs of a job it is opened at its end, else as the feed says.

    Stat: `gik/feeds/continued`.
    """

    def __init__(
        self, uri: str, *, feed_options: dict[str, Any] | None = None, job: str | None = None
    ) -> None:
        super().__init__(uri, feed_options=feed_options)
        self._mark = Path(job) / MARK if job else None
        # Storages are made when the crawl begins, and opened with the first report.
        self.continued = self._mark is not None and self._mark.exists()

    @classmethod
    def from_crawler(
        cls, crawler: Crawler, uri: str, *, feed_options: dict[str, Any] | None = None
    ) -> ContinuedFile:
        made = cls(uri, feed_options=feed_options, job=crawler.settings.get("JOBDIR"))
        if made.continued:
            crawler.stats.set_value("gik/feeds/continued", True)
        return made

    def open(self, spider: Spider) -> IO[bytes]:
        if self._mark is not None:
            self._mark.parent.mkdir(parents=True, exist_ok=True)
            self._mark.touch()
        path = Path(self.path)
        if not (self.continued and path.exists()):
            return super().open(spider)
        file = path.open("rb+")
        file.seek(0, os.SEEK_END)
        return file
