"""Where exports go, and which files make one export.

An export is one folder: `<DATA_DIR>/exports/<spider>/`, and `<DATA_DIR>/exports/sample/<spider>/`
when the figures are made up (setting `SYNTHETIC`), so that the two never lie side by side. A spider
that crawls one of many places says so in `export_folder` (`county/330105`).
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from scrapy import signals

from gikspider.feeds.claim import claimed, released

if TYPE_CHECKING:
    from scrapy import Spider
    from scrapy.crawler import Crawler
    from scrapy.settings import BaseSettings

REPORT = "gikspider.items.AnnualReport"
COPY = "gikspider.items.Copy"
TABLES = ("reports", "observations", "statements", "checks", "findings", "copies")

FEED_EXPORTERS: dict[str, str] = {
    "reports.jsonl": "gikspider.feeds.jsons.JsonLines",
    "reports.json": "gikspider.feeds.jsons.JsonArray",
    **{f"{table}.csv": f"gikspider.feeds.tables.{table.capitalize()}Csv" for table in TABLES},
    "copies.csv": "gikspider.feeds.copies.CopiesCsv",
    "datapackage.json": "gikspider.feeds.package.DataPackage",
    # `-o FILE` names a format by its ending: the same shapes there.
    "jsonlines": "gikspider.feeds.jsons.JsonLines",
    "jsonl": "gikspider.feeds.jsons.JsonLines",
    "jl": "gikspider.feeds.jsons.JsonLines",
    "json": "gikspider.feeds.jsons.JsonArray",
    "csv": "gikspider.feeds.tables.ReportsCsv",
}

# Where feeds of a crawl that can go on after a stop (JOBDIR) are continued and not written over.
FEED_STORAGES: dict[str, str] = {
    "": "gikspider.feeds.storage.ContinuedFile",
    "file": "gikspider.feeds.storage.ContinuedFile",
}


def _feed(name: str) -> dict[str, Any]:
    classes = [REPORT, COPY] if name in ("copies.csv", "datapackage.json") else [REPORT]
    return {
        "format": name,
        "overwrite": True,
        "store_empty": True,
        "encoding": "utf-8",
        "item_classes": classes,
    }


FEED_NAMES = ("reports.jsonl", "reports.json", *(f"{table}.csv" for table in TABLES), "datapackage.json")
FEEDS: dict[str, dict[str, Any]] = {f"%(exports)s/{name}": _feed(name) for name in FEED_NAMES}


def _root(settings: BaseSettings) -> Path:
    return Path(settings.get("DATA_DIR") or "data").absolute()


def exports_folder(settings: BaseSettings, spider: Spider) -> Path:
    """The absolute folder this spider's export is written to."""
    root = _root(settings) / "exports"
    if settings.getbool("SYNTHETIC"):
        root /= "sample"
    return root / str(getattr(spider, "export_folder", None) or spider.name)


def uri_params(params: Mapping[str, Any], spider: Spider) -> dict[str, Any]:
    """FEED_URI_PARAMS: gives feed addresses `%(exports)s` beside Scrapy's own placeholders.

    Where another crawl is writing to the spider's folder, that is a folder beside it.
    """
    settings = spider.crawler.settings
    folder = exports_folder(settings, spider)
    if any("%(exports)s" in str(uri) for uri in settings.getdict("FEEDS")):
        folder = claimed(folder, _root(settings), spider.crawler)
        spider.crawler.signals.connect(_ended, signal=signals.engine_stopped)
    return {**params, "exports": str(folder)}


def _ended(sender: Crawler) -> None:
    released(sender)
