"""The files a crawl leaves: nested JSON Lines, one CSV a record class, and the descriptor of both.

`reports.jsonl` is the primary file. Every file is written a whole report at a time and flushed, so
a crawl that is killed leaves files that read to the last whole report.
"""

from gikspider.feeds.layout import (
    FEED_EXPORTERS,
    FEED_NAMES,
    FEED_STORAGES,
    FEEDS,
    exports_folder,
    uri_params,
)

__all__ = ["FEEDS", "FEED_EXPORTERS", "FEED_NAMES", "FEED_STORAGES", "exports_folder", "uri_params"]
