"""The files a crawl leaves: nested JSON Lines, one CSV a record class, and the descriptor of both.

`reports.jsonl` is the primary file. Every file is written a whole report at a time and flushed, so
a crawl that is killed leaves files that read to the last whole report.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from gikspider.feeds.layout import (
        FEED_EXPORTERS,
        FEED_NAMES,
        FEED_STORAGES,
        FEEDS,
        exports_folder,
        uri_params,
    )

__all__ = ["FEEDS", "FEED_EXPORTERS", "FEED_NAMES", "FEED_STORAGES", "exports_folder", "uri_params"]


def __getattr__(name: str) -> Any:
    # When asked for: processes that read use other modules of this room, and have no crawler.
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from gikspider.feeds import layout

    return getattr(layout, name)
