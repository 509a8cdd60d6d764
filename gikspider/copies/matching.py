"""Which report of the index a page carries: candidates by key, judged one by one, and no guess."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from .fingerprint import Fingerprint, unpack
from .hosts import PortalOf
from .judging import unit_relation, years_differ
from .store import Document, Store
from .telling import compared

# Candidates looked at under one key; a key that more documents share tells nothing.
CANDIDATES: Final = 64
# Members of a version asked whose report it is.
_WITNESSES: Final = 8


@dataclass(frozen=True, slots=True)
class Match:
    """Roots of the versions a page belongs to, best first, and the report it is a later version of."""

    same: tuple[Document, ...]
    revision_of: Document | None


def match(
    store: Store, keys: list[int], url: str | None, mark: Fingerprint, portal_of: PortalOf | None
) -> Match:
    """The versions a page is the same as, and the report it is a version of.

    A page of unknown unit that fits versions of two known units fits neither: that is not decided.
    """
    same: dict[int, float] = {}
    revised: dict[int, float] = {}
    candidates = store.get(store.with_keys(keys, CANDIDATES))
    if not candidates:
        return Match((), None)
    for row in candidates:
        judgement = compared(row, url, mark, portal_of)
        found = {"same": same, "revision": revised}.get(judgement.relation)
        if found is not None:
            found[row.root] = max(found.get(row.root, 0.0), judgement.similarity)
    roots = _fitting(store, same, mark)
    if len({identity for root in roots for identity in _identities(store, root)}) > 1:
        wanted = mark.identity()
        roots = [root for root in roots if wanted is not None and wanted in _identities(store, root)]
    if roots:
        return Match(tuple(roots), None)
    return Match((), next(iter(_fitting(store, revised, mark)), None))


def _fitting(store: Store, found: dict[int, float], mark: Fingerprint) -> list[Document]:
    """Roots by similarity, without those known to be of another unit or year than the page."""
    roots = store.get(found)
    roots.sort(key=lambda root: (-found[root.id], root.id))
    return [root for root in roots if not any(_conflict(known, mark) for known in _marks(store, root))]


def _marks(store: Store, root: Document) -> Iterable[Fingerprint]:
    """The fingerprints that say whose report a version is."""
    return [unpack(row.mark) for row in store.get({root.canonical, *store.members(root.id, _WITNESSES)})]


def _identities(store: Store, root: Document) -> set[str]:
    return {identity for mark in _marks(store, root) if (identity := mark.identity())}


def _conflict(known: Fingerprint, mark: Fingerprint) -> bool:
    return unit_relation(known, mark)[0] == "different" or years_differ(known, mark) is not None
