"""The index of every report ever seen: which page is a copy of which, across crawls and portals."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Self

from gikspider.items import AnnualReport, Copy

from .databases import open_store
from .fingerprint import Fingerprint, fingerprint, pack, unpack
from .hosts import ELSEWHERE, HomeOf, PortalOf, numeric, site_of
from .judging import judge
from .keys import content_keys, page_key, rank_of, report_key
from .matching import CANDIDATES, match
from .saying import fetch_key, packed, unpacked, versionless
from .seeing import Page, Seen
from .store import Document, Store, canonical_order, storable
from .telling import Teller
from .urls import canonical_url, original_url


class CopyIndex:
    """Which pages carry the same report. One file or database, shared by any number of processes.

    The canonical page of a report is, by rule: one on a registered official host before one on
    another gov.cn host before any other; among those the most complete; among those the first
    seen. Nothing is dropped: every other page is a `Copy` of it. A later page may turn out more
    canonical; from then on all others are copies of that one, which `see` reports for the page it
    displaced and `export` tells of all.

    A page that comes again with the same content is not new and not its own copy; it is counted.
    What was said of one fetch (address and moment) is said again when that fetch is replayed,
    whatever came in between. `counts` is of this process: documents, seen_again, reports, copies,
    revisions, and `known`, those whose version was in the index when it was opened.
    """

    def __init__(self, store: Store, portal_of: PortalOf | None, home_of: HomeOf | None) -> None:
        self._store = store
        self._tell = Teller(store, portal_of)
        self._portal_of = portal_of
        self._home_of = home_of
        self._lock = threading.Lock()
        self._opened_at = self._newest = store.newest()
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

    def see_all(self, reports: Iterable[AnnualReport]) -> list[Seen]:
        """`see` for several reports, in order and in one transaction: half the work a report.

        All are on disk when this returns; where it raises, none. Other processes wait meanwhile, so
        some dozens of reports at once are enough.
        """
        pages = [
            self._page(fingerprint(report), report.url, report.report_id, report.fetched_at)
            for report in reports
        ]
        with self._lock:
            with self._store.writing():
                all_seen = [self._again(page, writing=True) or self._add(page) for page in pages]
                newest = self._store.newest()
            self._newest = newest
        for seen in all_seen:
            self._count(seen)
        return all_seen

    def see_mark(
        self, mark: Fingerprint, *, url: str | None, report_id: str, fetched_at: datetime | None = None
    ) -> Seen:
        """`see` for a report that was fingerprinted elsewhere, in a worker process say."""
        page = self._page(mark, url, report_id, fetched_at)
        with self._lock:
            seen = self._again(page)
            if seen is None:
                with self._store.writing():
                    # Another process may have seen the page since, if documents came that are not ours.
                    if self._store.newest() != self._newest:
                        seen = self._again(page, writing=True)
                    seen = seen or self._add(page)
                self._newest = seen.document if seen.new else self._newest
        self._count(seen)
        return seen

    def _page(self, mark: Fingerprint, url: str | None, report_id: str, fetched_at: datetime | None) -> Page:
        moment = fetched_at or datetime.now(UTC)
        fetch = fetch_key(url, fetched_at) if url and fetched_at else None
        return Page(url, site_of(url, self._portal_of), report_id, int(moment.timestamp()), mark, fetch)

    def _count(self, seen: Seen) -> None:
        self.counts["documents"] += 1
        self.counts[self._count_as(seen)] += 1
        if seen.before:
            self.counts["known"] += 1

    @staticmethod
    def _count_as(seen: Seen) -> str:
        if not seen.new:
            return "seen_again"
        if seen.known:
            return "copies"
        return "revisions" if seen.revision else "reports"

    # --- a page the index has

    def _again(self, page: Page, *, writing: bool = False) -> Seen | None:
        """What the index knows of a page it has with this content; None of another."""
        row = self._row_of(page)
        if row is None:
            return None
        root = self._tell.one(row.root)
        canonical = self._tell.one(root.canonical)
        copies = self._said(page, row)
        if copies is None:
            copies = tuple(self._tell.rows_of(row, canonical, root))
            if writing:
                self._say(page, copies)
            elif page.fetch is not None:
                with self._store.writing():
                    self._say(page, copies)
        before = root.id <= self._opened_at
        return Seen(False, True, canonical.url, root.revision, copies, self._original(page), before, row.id)

    def _row_of(self, page: Page) -> Document | None:
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

    def _said(self, page: Page, row: Document) -> tuple[Copy, ...] | None:
        """What was said of this very fetch when it came; None where it is another fetch of the page."""
        if page.fetch is None:
            return None
        said = self._store.said(page.fetch)
        if said is not None:
            return unpacked(said)
        # Of most pages there is nothing to say when they come first, and nothing is kept then.
        return () if row.seen == page.seen and row.url == storable(page.url or "") else None

    def _say(self, page: Page, copies: tuple[Copy, ...]) -> None:
        if page.fetch is not None:
            self._store.say(page.fetch, packed(copies))

    # --- a page it has not

    def _add(self, page: Page) -> Seen:
        keys = content_keys(page.mark, page.url)
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
            report_id=storable(page.report_id),
            url=None if page.url is None else storable(page.url),
            mark=pack(page.mark),
        )
        if page.url:
            keys.append(page_key(canonical_url(page.url)))
        keys.append(report_key(page.report_id))
        number = self._store.add(document, keys)
        if root is None and not revision:
            return Seen(True, False, page.url, 0, (), self._original(page), False, number)
        seen = self._placed(page, number, root is not None)
        self._say(page, seen.copies)
        return seen

    def _placed(self, page: Page, number: int, known: bool) -> Seen:
        """Choose the canonical page of the version a new document belongs to, and say what changed."""
        row = self._tell.one(number)
        root = self._tell.one(row.root)
        before = self._tell.one(root.canonical)
        best = min(before, row, key=canonical_order)
        copies: list[Copy] = []
        if best.id != root.canonical:
            self._store.repoint(root.id, best.id)
            root = self._tell.one(root.id)
            copies += self._tell.rows_of(before, best, root)
        copies += self._tell.rows_of(row, best, root)
        earlier = root.id <= self._opened_at
        original = self._original(page)
        return Seen(True, known, best.url, root.revision, tuple(copies), original, earlier, number)

    def _join(self, other: Document, root: Document | None) -> None:
        """Two versions turn out to be one, since a document belongs to both."""
        if root is None:
            return
        for version in self._store.versions(other.kin)[1:]:
            if version != other.id and other.kin == other.id:
                self._store.link(version, root.kin, self._tell.one(version).revision)
        best = min(self._tell.one(root.canonical), self._tell.one(other.canonical), key=canonical_order)
        self._store.merge(other.id, root.id)
        self._store.repoint(root.id, best.id)

    def _version(self, root: Document | None, revision_of: Document | None) -> tuple[int, int]:
        if root is not None:
            return root.kin, root.revision
        if revision_of is None:
            return 0, 0
        versions = self._store.get(self._store.versions(revision_of.kin))
        return revision_of.kin, 1 + max(version.revision for version in versions)

    def _original(self, page: Page) -> str | None:
        code = page.mark.unit_code or page.mark.division
        if not page.url or not page.site.host or page.site.rank < ELSEWHERE:
            return None
        # A bare address is how some offices are reached, not a mirror: unless the text says so.
        if numeric(page.site.host) and not page.mark.foreign:
            return None
        home = self._home_of(code[:6]) if self._home_of and code else None
        return original_url(page.url, home)

    # --- what is known

    def copies_of(self, report_id: str) -> tuple[Copy, ...]:
        """Every known copy and revision of a report, by the id any of its pages had."""
        wanted = storable(versionless(report_id))
        with self._lock:
            ids = self._store.with_keys([report_key(wanted)], CANDIDATES)
            rows = [row for row in self._store.get(ids) if row.report_id == wanted]
            kins = {self._tell.one(row.root).kin for row in rows}
            roots = {root for kin in sorted(kins) for root in self._store.versions(kin)}
            return tuple(copy for root in sorted(roots) for copy in self._tell.rows(self._tell.one(root)))

    def export(self, documents: Sequence[int] | None = None) -> Iterator[Copy]:
        """Every copy and revision the index knows, each once, as they stand now; read as it is consumed.

        `documents` (numbers from `Seen`): only those of the reports these pages carry.
        """
        with self._lock:
            roots = self._store.shared_roots() if documents is None else self._store.shared_with(documents)
        while True:
            with self._lock:
                root = next(roots, None)
                copies = [] if root is None else list(self._tell.rows(self._tell.one(root)))
            if root is None:
                return
            yield from copies
