"""What the index is shown, and what it answers."""

from __future__ import annotations

from dataclasses import dataclass, field

from gikspider.items import Copy

from .fingerprint import Fingerprint
from .hosts import Site


@dataclass(frozen=True, slots=True)
class Seen:
    """What the index knows of a page after it was shown it.

    `new`: this page was not in the index with this content. `known`: this version of the report
    was, on this page or another. `canonical`: the address of the page to publish the report from.
    `revision`: which version of the report, 0 for the first seen. `copies`: what changed or is to be
    said about this page: the page itself as a copy; or, where it took the place of the canonical
    page, that page as a copy of this one; or the page as a revision of the report's first version.
    `original`: where a mirror most likely took the page from. `before`: this version was in the
    index when this process opened it. `document`: the page's number in the index.
    """

    new: bool
    known: bool
    canonical: str | None
    revision: int
    copies: tuple[Copy, ...] = ()
    original: str | None = None
    before: bool = field(default=False, compare=False)
    document: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Page:
    """A page shown to the index. `seen` is in seconds of Unix time, `fetch` the key of the fetch if it is known."""

    url: str | None
    site: Site
    report_id: str
    seen: int
    mark: Fingerprint
    fetch: int | None
