"""`copies.csv`: rows as they come, and when the crawl ends all of them anew, as the index then knows them."""

from __future__ import annotations

import csv
import logging
import os
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any, ClassVar

from scrapy.crawler import Crawler

from gikspider.copies import FINAL_COPIES
from gikspider.feeds.rows import lines_as_bytes
from gikspider.feeds.streams import rewritable
from gikspider.feeds.tables import BOM, TableCsv
from gikspider.items import Copy

logger = logging.getLogger(__name__)


class CopiesCsv(TableCsv):
    """Copies of a report, whether they come with the report or on their own.

    What a report says of copies is what was known when its page came: a more canonical page may come
    later. So the file is made anew at the end, from what the signal FINAL_COPIES is answered with; of the
    rows before, only those of pages that are copies of themselves (same_page) are kept. A feed that is no
    plain file, or without the column `kind`, keeps its rows as they came.
    """

    name = "copies"
    accepts: ClassVar[tuple[type, ...]] = (Copy,)

    def __init__(self, file: IO[bytes], *, crawler: Crawler | None = None, **kwargs: Any) -> None:
        super().__init__(file, **kwargs)
        self._crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler, file: IO[bytes], **kwargs: Any) -> CopiesCsv:
        return cls(file, crawler=crawler, **kwargs)

    def finish_exporting(self) -> None:
        name = getattr(self.file, "name", None)
        if self._crawler is None or self._pick or not isinstance(name, str) or not rewritable(self.file):
            return
        answers = self._crawler.signals.send_catch_log(signal=FINAL_COPIES)
        copies = next((answer for _, answer in answers if isinstance(answer, Iterator)), None)
        if copies is None:
            return
        path = Path(name)
        scratch = path.with_name(f".{path.name}.{os.getpid()}")
        try:
            self.written = self._anew(path, scratch, copies)
            scratch.replace(path)
        except Exception as error:  # a lost index, a full disk: the rows that came are there
            scratch.unlink(missing_ok=True)
            logger.error("%s is as its rows came, not as they stand now: %s", path, error)

    def _anew(self, path: Path, scratch: Path, copies: Iterator[Copy]) -> int:
        rows = 0
        with scratch.open("wb") as out:
            out.write(BOM + self._lines.of([self._header]).encode())
            for row in _of_themselves(path):
                out.write(lines_as_bytes(self._lines.of([row])))
                rows += 1
            for copy in copies:
                out.write(lines_as_bytes(self._lines.of(self.rows.of_records([copy]))))
                rows += 1
        return rows


def _of_themselves(path: Path) -> Iterator[list[str]]:
    """Rows of pages that print their body several times, as they stand in the file."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = csv.reader(file)
        header = next(rows, [])
        kind, url, of_url = (header.index(name) for name in ("kind", "url", "of_url"))
        for row in rows:
            if row[kind] == "same_page" and row[url] == row[of_url]:
                yield row
