"""The index of every report ever seen: which page is a copy of which, across crawls and portals."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Self

from gikspider.items import AnnualReport, Copy

from .fingerprint import Fingerprint, fingerprint, pack, unpack
from .hosts import ELSEWHERE, HomeOf, PortalOf, Site, site_of
from .judging import judge
from .keys import content_keys, page_key, rank_of, report_key
from .matching import CANDIDATES, match
from .store import Document, Store, open_store
from .telling import Teller
from .urls import article_path, canonical_url, original_url


@dataclass(frozen=True, slots=True)
class Seen:
    """What the index knows of a page after it was shown it.

    `new`: this page was not in the index with this content. `known`: this version of the report
    was, on this page or another. `canonical`: the address of the page to publish the report from.
    `revision`: which version of the report, 0 for the first seen. `copies`: what changed or is to be
    said about this page: the page itself as a copy; or, where it took the place of the canonical
    page, that page as a copy of this one; or the page as a revision of the report's first version.
    `original`: where a mirror most likely took the page from.
    """

    new: bool
    known: bool
    canonical: str | None
    revision: int
    copies: tuple[Copy, ...] = ()
    original: str | None = None


@dataclass(frozen=True, slots=True)
class _Page:
    url: str | None
    site: Site
    report_id: str
    seen: int
    mark: Fingerprint


class CopyIndex:
    """Which pages carry the same report. One file or database, shared by any number of processes.

    The canonical page of a report is, by rule: one on a registered official host before one on
    another gov.cn host before any other; among those the most complete; among those the first
    seen. Nothing is dropped: every other page is a `Copy` of it. A later page may turn out more
    canonical; from then on all others are copies of that one, which `see` reports for the page it
    displaced and `export` tells of all.

    A page that comes again with the same content is not new and not its own copy; it is counted.
    `counts` is of this process: documents, seen_again, reports, copies, revisions.
    """

    def __init__(self, store: Store, portal_of: PortalOf | None, home_of: HomeOf | None) -> None:
        self._store = store
        self._tell = Teller(store, portal_of)
        self._portal_of = portal_of
        self._home_of = home_of
        self._lock = threading.Lock()
        self.counts: Counter[str] = Counter()

    @classmethod
    def open(
        cls,
        url_or_path: str | Path,
        *,
        portal_of: PortalOf | None = None,
        home_of: HomeOf | None = None,
    ) -> Self:
        """Open or make the index: a file (SQLite), `sqlite:///FILE` or `postgresql://…`.

        `portal_of(url)` tells the registered portal of an address (an object with a `host`), or
        None; `home_of(division_code)` the host of a division's portal. Raises ValueError for
        another scheme or an index of another format, the driver's error where it cannot connect.
        """
        return cls(open_store(url_or_path), portal_of, home_of)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        with self._lock:
            self._store.close()

    def __len__(self) -> int:
        """How many documents the index holds."""
        with self._lock:
            return self._store.count()

    @property
    def seen_only_known(self) -> bool:
        """Whether this process saw something, and nothing but reports the index had already."""
        counts = self.counts
        return counts["documents"] > 0 and not counts["reports"] and not counts["revisions"]

    def see(self, report: AnnualReport) -> Seen:
        """Show the index a report; it is on disk when this returns."""
        return self.see_mark(
            fingerprint(report), url=report.url, report_id=report.report_id, fetched_at=report.fetched_at
        )

    def see_mark(
        self, mark: Fingerprint, *, url: str | None, report_id: str, fetched_at: datetime | None = None
    ) -> Seen:
        """`see` for a report that was fingerprinted elsewhere, in a worker process say."""
        moment = fetched_at or datetime.now(UTC)
        page = _Page(url, site_of(url, self._portal_of), report_id, int(moment.timestamp()), mark)
        with self._lock:
            again = self._again(page)
            if again is None:
                with self._store.writing():
                    # Another process may have seen the page since.
                    again = self._again(page)
                    seen = None if again else self._add(page)
            if again is not None or seen is None:
                assert again is not None
                seen = self._as_before(page, again)
        self.counts["documents"] += 1
        self.counts[self._count_as(seen)] += 1
        return seen

    @staticmethod
    def _count_as(seen: Seen) -> str:
        if not seen.new:
            return "seen_again"
        if seen.known:
            return "copies"
        return "revisions" if seen.revision else "reports"

    # --- a page the index has

    def _again(self, page: _Page) -> Document | None:
        """The document of the same page with the same content, if there is one."""
        if not page.url:
            return None
        address = canonical_url(page.url)
        for row in self._store.get(self._store.with_keys([page_key(address)], CANDIDATES)):
            if not row.url or canonical_url(row.url) != address:
                continue
            mark = unpack(row.mark)
            if mark.exact == page.mark.exact or judge(mark, page.mark).relation == "same":
                return row
        return None

    def _as_before(self, page: _Page, row: Document) -> Seen:
        root = self._tell.one(row.root)
        canonical = self._tell.one(root.canonical)
        copies = tuple(self._tell.rows_of(row, canonical, root))
        return Seen(False, True, canonical.url, root.revision, copies, self._original(page))

    # --- a page it has not

    def _add(self, page: _Page) -> Seen:
        keys = content_keys(page.mark, article_path(page.url))
        found = match(self._store, keys, page.url, page.mark, self._portal_of)
        root = found.same[0] if found.same else None
        for other in found.same[1:]:
            self._join(other, root)
        kin, revision = self._version(root, found.revision_of)
        document = Document(
            id=0,
            root=root.id if root else 0,
            canonical=0,
            kin=kin,
            revision=revision,
            rank=rank_of(page.site.rank, page.mark),
            seen=page.seen,
            report_id=_storable(page.report_id),
            url=None if page.url is None else _storable(page.url),
            mark=pack(page.mark),
        )
        if page.url:
            keys.append(page_key(canonical_url(page.url)))
        keys.append(report_key(page.report_id))
        number = self._store.add(document, keys)
        if root is None and not revision:
            return Seen(True, False, page.url, 0, (), self._original(page))
        return self._placed(page, number, root is not None)

    def _placed(self, page: _Page, number: int, known: bool) -> Seen:
        """Choose the canonical page of the version a new document belongs to, and say what changed."""
        row = self._tell.one(number)
        root = self._tell.one(row.root)
        before = self._tell.one(root.canonical)
        best = min(before, row, key=_order)
        copies: list[Copy] = []
        if best.id != root.canonical:
            self._store.repoint(root.id, best.id)
            root = self._tell.one(root.id)
            copies += self._tell.rows_of(before, best, root)
        copies += self._tell.rows_of(row, best, root)
        return Seen(True, known, best.url, root.revision, tuple(copies), self._original(page))

    def _join(self, other: Document, root: Document | None) -> None:
        """Two versions turn out to be one, since a document belongs to both."""
        if root is None:
            return
        for version in self._store.versions(other.kin)[1:]:
            if version != other.id and other.kin == other.id:
                self._store.link(version, root.kin, self._tell.one(version).revision)
        best = min(self._tell.one(root.canonical), self._tell.one(other.canonical), key=_order)
        self._store.merge(other.id, root.id)
        self._store.repoint(root.id, best.id)

    def _version(self, root: Document | None, revision_of: Document | None) -> tuple[int, int]:
        if root is not None:
            return root.kin, root.revision
        if revision_of is None:
            return 0, 0
        versions = self._store.get(self._store.versions(revision_of.kin))
        return revision_of.kin, 1 + max(version.revision for version in versions)

    def _original(self, page: _Page) -> str | None:
        code = page.mark.unit_code or page.mark.division
        if not page.url or not page.site.host or page.site.rank < ELSEWHERE:
            return None
        home = self._home_of(code[:6]) if self._home_of and code else None
        return original_url(page.url, home)

    # --- what is known

    def copies_of(self, report_id: str) -> tuple[Copy, ...]:
        """Every known copy and revision of a report, by the id any of its pages had."""
        with self._lock:
            ids = self._store.with_keys([report_key(report_id)], CANDIDATES)
            rows = [row for row in self._store.get(ids) if row.report_id == _storable(report_id)]
            kins = {self._tell.one(row.root).kin for row in rows}
            roots = {root for kin in sorted(kins) for root in self._store.versions(kin)}
            return tuple(copy for root in sorted(roots) for copy in self._tell.rows(self._tell.one(root)))

    def export(self) -> Iterator[Copy]:
        """Every copy and revision the index knows, each once, as they stand now; read as it is consumed."""
        with self._lock:
            roots = self._store.shared_roots()
        while True:
            with self._lock:
                root = next(roots, None)
                copies = [] if root is None else list(self._tell.rows(self._tell.one(root)))
            if root is None:
                return
            yield from copies


def _storable(text: str) -> str:
    """Text any database takes: no NUL, no half of a surrogate pair."""
    return text.replace("\0", "").encode("utf-8", "replace").decode()


def _order(row: Document) -> tuple[int, int, int]:
    return row.rank, row.seen, row.id
