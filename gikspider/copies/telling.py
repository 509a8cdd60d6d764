"""What the index says of a document: as a copy of which page, of what kind, how alike and why."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from functools import lru_cache

from gikspider.items import Copy

from .fingerprint import Fingerprint, unpack
from .hosts import PortalOf, kept_path, kind_of, site_of
from .judging import Judgement, judge
from .saying import versioned
from .store import Document, Store


def compared(row: Document, url: str | None, mark: Fingerprint, portal_of: PortalOf | None) -> Judgement:
    """What a document of the index is to a page."""
    path = kept_path(row.url, site_of(row.url, portal_of), url, site_of(url, portal_of))
    return _judged(unpack(row.mark), mark, path)


@lru_cache(maxsize=64)
def _judged(a: Fingerprint, b: Fingerprint, kept_path: bool) -> Judgement:
    """`judge`, for pairs that are asked for twice: once to find a copy, once to tell of it."""
    return judge(a, b, kept_path=kept_path)


class Teller:
    """Copy rows, made from the documents as they stand now: nothing said is stored, so nothing gets stale."""

    def __init__(self, store: Store, portal_of: PortalOf | None) -> None:
        self._store = store
        self._portal_of = portal_of

    def one(self, number: int) -> Document:
        return self._store.get([number])[0]

    def rows(self, root: Document) -> Iterator[Copy]:
        """The rows of every page of one version of a report."""
        canonical = self.one(root.canonical)
        for row in self._store.get(self._store.members(root.id)):
            yield from self.rows_of(row, canonical, root)

    def rows_of(self, row: Document, canonical: Document, root: Document) -> Iterator[Copy]:
        """The row of one page, if it has one: as a copy, or as the canonical page of a later version."""
        if row.id != canonical.id:
            yield self._copy(row, canonical, root, revision=False)
        elif root.revision:
            first = self.one(root.kin)
            yield self._copy(row, self.one(first.canonical), root, revision=True)

    def _copy(self, row: Document, of: Document, root: Document, *, revision: bool) -> Copy:
        mark, other = unpack(row.mark), unpack(of.mark)
        judgement = compared(of, row.url, mark, self._portal_of)
        sites = site_of(row.url, self._portal_of), site_of(of.url, self._portal_of)
        foreign = mark.foreign or other.foreign
        kind = "revision" if revision else kind_of(row.url, sites[0], of.url, sites[1], foreign=foreign)
        reason = judgement.reason
        if judgement.relation == "other":
            reason = f"through another copy of the report; beside this one: {reason}"
        return Copy(
            report_id=versioned(row.report_id, root.revision),
            url=row.url,
            host=sites[0].host or None,
            kind=kind,
            similarity=judgement.similarity,
            of_url=of.url,
            first_seen=datetime.fromtimestamp(row.seen, UTC),
            reason=reason,
        )
