"""Which pages seen before carry the same report."""

from __future__ import annotations

from array import array
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, Self
from urllib.parse import urlsplit

from scrapy.crawler import Crawler

from gikspider.copies import FINAL_COPIES, CopyIndex, Seen, fingerprint, versioned
from gikspider.items import AnnualReport, Copy, Finding
from gikspider.pipelines.changing import changed
from gikspider.registry import portal_of, portals

# Left in JOBDIR: the pages an interrupted crawl has seen, eight bytes each.
SEEN = "copies.seen"


class CopiesPipeline:
    """Asks the index of reports, and tells it, about each report.

    The index is `<DATA_DIR>/state/copies.sqlite`, or what COPIES_INDEX names (a path or a postgresql://
    address). Made-up reports (SYNTHETIC) have one of their own, so that none is taken for the copy of a
    real one. A report the index cannot take comes out with the finding `copies_unknown`; a mirror's page
    with `mirror_original`, the address it was most likely taken from. A later version of a report known
    already gets the number of its version (`-r2`).

    When the crawl ends, what the index counted goes to the stats `gik/copies/…`: documents, reports,
    copies, revisions, seen_again, known (from crawls before this one) and only_known. The signal
    FINAL_COPIES is then answered with all copies of the reports seen, as they stand.
    """

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._index: CopyIndex | None = None
        self._seen = array("q")
        crawler.signals.connect(self.final, signal=FINAL_COPIES)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler)

    def open_spider(self) -> None:
        self._index = self._open()
        job = self._crawler.settings.get("JOBDIR")
        before = Path(job) / SEEN if job else None
        if before is not None and before.exists():
            data = before.read_bytes()
            self._seen.frombytes(data[: len(data) // 8 * 8])

    def _open(self) -> CopyIndex:
        return CopyIndex.open(self._place(), portal_of=portal_of, home_of=home_of)

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
            # The process that read the page may have taken the fingerprint, too.
            mark = getattr(item, "mark", None) or fingerprint(item)
            seen = self._index.see_mark(
                mark, url=item.url, report_id=item.report_id, fetched_at=item.fetched_at
            )
        except Exception as error:  # a full disk, a lost database: the report itself is whole
            stats, spider = self._crawler.stats, self._crawler.spider
            if stats is not None:
                stats.inc_value("gik/copies/failed")
            if spider is not None:
                spider.logger.error("copies unknown of %s: %s", item.url, error)
            finding = Finding(
                code="copies_unknown", severity="warning", detail=f"{type(error).__name__}: {error}"
            )
            return changed(item, findings=(*item.findings, finding))
        self._seen.append(seen.document)
        changes = _changes(item, seen)
        return changed(item, **changes) if changes else item

    def final(self) -> Iterator[Copy]:
        """All copies and revisions of the reports this crawl saw, as the index knows them now."""
        with self._open() as index:
            yield from index.export(self._seen)

    def close_spider(self) -> None:
        if self._index is None:
            return
        job = self._crawler.settings.get("JOBDIR")
        if job:
            Path(job).mkdir(parents=True, exist_ok=True)
            (Path(job) / SEEN).write_bytes(self._seen.tobytes())
        if self._crawler.stats is not None:
            for name, count in self._index.counts.items():
                self._crawler.stats.set_value(f"gik/copies/{name}", count)
            self._crawler.stats.set_value("gik/copies/only_known", self._index.seen_only_known)
        self._index.close()


def _changes(item: AnnualReport, seen: Seen) -> dict[str, Any]:
    """What the index adds to a report."""
    changes: dict[str, Any] = {}
    copies = (*seen.copies, *_printed_again(item, seen.revision))
    if copies:
        changes["copies"] = copies
    if seen.revision:
        changes["report_id"] = versioned(item.report_id, seen.revision)
    if seen.original:
        found = Finding(
            code="mirror_original", severity="info", detail=f"most likely taken from {seen.original}"
        )
        changes["findings"] = (*item.findings, found)
    return changes


def _printed_again(item: AnnualReport, revision: int) -> Iterator[Copy]:
    """The body that one page prints several times, as the copy of itself that it is."""
    if item.body_copies > 1:
        yield Copy(
            report_id=versioned(item.report_id, revision),
            url=item.url,
            host=urlsplit(item.url).hostname if item.url else None,
            kind="same_page",
            similarity=1.0,
            of_url=item.url,
            first_seen=item.fetched_at,
            reason=f"the page prints the body {item.body_copies} times; it is kept once",
        )


def home_of(division: str) -> str | None:
    """The host of a division's registered portal, None where none is known."""
    return _homes().get(division)


@cache
def _homes() -> dict[str, str]:
    homes: dict[str, str] = {}
    for portal in portals():
        if portal.division_code and portal.host:
            # As the register spells it: some answer under www. alone.
            homes.setdefault(portal.division_code, urlsplit(portal.homepage).netloc or portal.host)
    return homes
