"""What the index said of a page, kept, so that a replayed fetch is told the same; and how versions are called."""

from __future__ import annotations

import json
import re
from datetime import datetime
from operator import attrgetter
from typing import Final

from gikspider.items import Copy

from .keys import hashed

_FIELDS: Final = ("report_id", "url", "host", "kind", "similarity", "of_url", "first_seen", "reason")
_values = attrgetter(*_FIELDS)
# The signal that asks whoever keeps the index for all copies as they stand at the end of a crawl: who
# writes them down and who knows them are not acquainted.
FINAL_COPIES: Final = "gik_final_copies"
_VERSION: Final = re.compile(r"-r\d+$")


def fetch_key(url: str, moment: datetime) -> int:
    """The key of one fetch: an address and the moment it answered."""
    return hashed("fetch", f"{moment.timestamp():.6f} {url}")


def packed(copies: tuple[Copy, ...]) -> bytes:
    """Copies as bytes; nothing for none."""
    if not copies:
        return b""
    return json.dumps([_values(copy) for copy in copies], default=datetime.isoformat).encode()


def unpacked(data: bytes) -> tuple[Copy, ...]:
    """The copies `packed` packed."""
    made = []
    for values in json.loads(data or b"[]"):
        said = dict(zip(_FIELDS, values, strict=True))
        moment = said["first_seen"]
        made.append(Copy(**said | {"first_seen": datetime.fromisoformat(moment) if moment else None}))
    return tuple(made)


def versioned(report_id: str, revision: int) -> str:
    """The id of a version: the first has the report's own, the second adds -r2, the third -r3."""
    return f"{report_id}-r{revision + 1}" if revision else report_id


def versionless(report_id: str) -> str:
    """The report's own id, from that of any of its versions."""
    return _VERSION.sub("", report_id)
