"""What has to be settled before a crawl starts: where it writes, and who it says it is."""

from __future__ import annotations

import os
from pathlib import Path

from scrapy.exceptions import UsageError
from scrapy.settings import BaseSettings


def settle(settings: BaseSettings) -> None:
    """Make DATA_DIR absolute, and put CONTACT into the user agent.

    UsageError where there is no DATA_DIR, or only a relative one in a scheduled job, whose working
    folder nobody knows.
    """
    place = settings.get("DATA_DIR")
    if not place or (not Path(place).is_absolute() and "SCRAPY_PROJECT" in os.environ):
        raise UsageError(
            "DATA_DIR is not set: a scheduled job has to be told where to write; "
            "give the job setting=DATA_DIR=/absolute/path or its node GIKSPIDER_DATA=/absolute/path"
        )
    settings.set("DATA_DIR", str(Path(place).absolute()), priority=settings.getpriority("DATA_DIR") or 0)
    agent, contact = settings.get("USER_AGENT") or "", settings.get("CONTACT")
    if contact and contact not in agent:
        settings.set("USER_AGENT", f"{agent.rstrip(')')}; +{contact})", priority="spider")
