"""Turns a crawl into a replay when the setting REPLAY names archives."""

from __future__ import annotations

from typing import Any

from scrapy.exceptions import NotConfigured, UsageError
from scrapy.settings import BaseSettings

from gikspider.archive.files import ArchiveError, archives, synthetic

# Politeness is for servers; an archive is asked as fast as it can be read, once.
FOR_REPLAY: dict[str, Any] = {
    "ARCHIVE": False,
    "AUTOTHROTTLE_ENABLED": False,
    # No limit: requests wait for their turn in the order of the recording, and none may be kept from asking.
    "CONCURRENT_REQUESTS": 0,
    "DOWNLOAD_DELAY": 0,
    "DOWNLOAD_DELAY_JITTER": 0,
    "DOWNLOAD_SLOTS": {},
    "HTTPCACHE_ENABLED": False,
    "HTTPPROXY_ENABLED": False,
    "RETRY_ENABLED": False,
}


class ReplayAddon:
    """Add-on: with REPLAY, no delays, no retries, no new archive; made-up archives set SYNTHETIC.

    Outside `scrapy crawl`, which checks before anything starts, a wrong REPLAY raises UsageError.
    """

    def update_settings(self, settings: BaseSettings) -> None:
        named = settings.get("REPLAY")
        if not named:
            raise NotConfigured
        try:
            made_up = synthetic(archives(named))
        except ArchiveError as error:
            raise UsageError(str(error)) from error
        for name, value in FOR_REPLAY.items():
            settings.set(name, value, priority="cmdline")
        if made_up:
            settings.set("SYNTHETIC", True, priority="cmdline")
