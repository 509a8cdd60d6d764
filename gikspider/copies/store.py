"""The index on disk: a table of documents, one of look-up keys, and one of what was said of fetches.

Statements both databases share. Both are written by several processes at once; writers take turns, a
transaction a document, so a process that is killed leaves either the whole document or nothing of it.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final, Protocol

# Raised whenever fingerprints, keys or tables change their meaning.
FORMAT: Final = "4"
_COLUMNS: Final = "id, root, canonical, kin, revision, rank, seen, report_id, url, mark"


@dataclass(frozen=True, slots=True)
class Document:
    """A row of the index.

    `root` is the first document with this version of the report; `canonical`, set on the root
    alone, the page it is published from; `kin` the root of the report's first version; `revision`
    counts versions from 0. `seen` is in seconds of Unix time.
    """

    id: int
    root: int
    canonical: int
    kin: int
    revision: int
    rank: int
    seen: int
    report_id: str
    url: str | None
    mark: bytes


def _document(row: tuple[Any, ...]) -> Document:
    number, root, canonical, kin, revision, rank, seen, report_id, url, mark = row
    return Document(number, root, canonical, kin, revision, rank, seen, report_id, url, bytes(mark))


@lru_cache(maxsize=64)
def _looking_up(prefix: str, keys: int, limit: int) -> str:
    one = f"SELECT doc FROM {prefix}key WHERE hash = ? ORDER BY doc DESC LIMIT {int(limit)}"
    return one if keys == 1 else " UNION ALL ".join([f"SELECT doc FROM ({one}) AS part"] * keys)


def canonical_order(row: Document) -> tuple[int, int, int]:
    """The lowest is the page to publish from: by host and completeness, then the first seen."""
    return row.rank, row.seen, row.id


def storable(text: str) -> str:
    """Text any database takes: no NUL, no half of a surrogate pair."""
    return text.replace("\0", "").encode("utf-8", "replace").decode()


class Store(Protocol):
    """What the index needs of a database."""

    def writing(self) -> AbstractContextManager[None]: ...
    def with_keys(self, keys: Sequence[int], limit: int) -> list[int]: ...
    def get(self, ids: Iterable[int]) -> list[Document]: ...
    def add(self, document: Document, keys: Iterable[int]) -> int: ...
    def members(self, root: int, limit: int = -1) -> list[int]: ...
    def versions(self, kin: int) -> list[int]: ...
    def repoint(self, root: int, canonical: int) -> None: ...
    def merge(self, root: int, into: int) -> None: ...
    def link(self, root: int, kin: int, revision: int) -> None: ...
    def shared_roots(self) -> Iterator[int]: ...
    def shared_with(self, documents: Sequence[int]) -> Iterator[int]: ...
    def said(self, fetch: int) -> bytes | None: ...
    def say(self, fetch: int, copies: bytes) -> None: ...
    def newest(self) -> int: ...
    def count(self) -> int: ...
    def close(self) -> None: ...


class Sql(ABC):
    """The statements both databases share; `?` stands for a parameter."""

    prefix = ""
    # Rows read or written in the transaction under way, by number; None outside of one.
    _rows: dict[int, Document] | None = None
    # The last document's number, once it was asked for in that transaction.
    _last: int | None = None

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        """Nobody else writes while this lasts: what was read is not read again."""
        self._rows = {}
        try:
            yield
        finally:
            self._rows = self._last = None

    @abstractmethod
    def _all(self, sql: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        """All rows of a statement."""

    def with_keys(self, keys: Sequence[int], limit: int) -> list[int]:
        """Documents under any of some keys, the newest `limit` of each."""
        rows = self._all(_looking_up(self.prefix, len(keys), limit), keys) if keys else []
        return list(dict.fromkeys(row[0] for row in rows))

    def get(self, ids: Iterable[int]) -> list[Document]:
        wanted = list(dict.fromkeys(ids))
        read = self._rows
        found: list[Document] = []
        if read is not None:
            found = [read[number] for number in wanted if number in read]
            wanted = [number for number in wanted if number not in read]
        for at in range(0, len(wanted), 500):
            part = wanted[at : at + 500]
            marks = ",".join("?" * len(part))
            sql = f"SELECT {_COLUMNS} FROM {self.prefix}doc WHERE id IN ({marks})"
            found += [_document(row) for row in self._all(sql, part)]
        if read is not None:
            read.update((row.id, row) for row in found)
        return found

    def add(self, document: Document, keys: Iterable[int]) -> int:
        """Insert a document under the next number; root, canonical and kin 0 stand for that number."""
        number = self.newest() + 1
        row = (
            number,
            document.root or number,
            document.canonical or number,
            document.kin or number,
            document.revision,
            document.rank,
            document.seen,
            document.report_id,
            document.url,
            document.mark,
        )
        self._all(f"INSERT INTO {self.prefix}doc ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", row)
        if self._rows is not None:
            self._rows[number] = Document(*row)
            self._last = number
        self._add_keys([(key, number) for key in sorted(set(keys))])
        return number

    @abstractmethod
    def _add_keys(self, rows: list[tuple[int, int]]) -> None:
        """Insert (key, document) pairs, none of them there yet."""

    def members(self, root: int, limit: int = -1) -> list[int]:
        sql = f"SELECT id FROM {self.prefix}doc WHERE root = ? AND root <> id ORDER BY id"
        rows = self._all(sql + (f" LIMIT {int(limit)}" if limit >= 0 else ""), (root,))
        return [root, *(row[0] for row in rows)]

    def versions(self, kin: int) -> list[int]:
        sql = f"SELECT id FROM {self.prefix}doc WHERE kin = ? AND kin <> id AND root = id ORDER BY revision"
        return [kin, *(row[0] for row in self._all(sql, (kin,)))]

    def _changed(self) -> None:
        if self._rows is not None:
            self._rows.clear()

    def repoint(self, root: int, canonical: int) -> None:
        self._changed()
        self._all(f"UPDATE {self.prefix}doc SET canonical = ? WHERE id = ?", (canonical, root))

    def merge(self, root: int, into: int) -> None:
        """Make every document of one version documents of another."""
        self._changed()
        values = self._all(f"SELECT kin, revision FROM {self.prefix}doc WHERE id = ?", (into,))[0]
        sql = f"UPDATE {self.prefix}doc SET root = ?, kin = ?, revision = ? WHERE "
        self._all(sql + "root = ? AND root <> id", (into, *values, root))
        self._all(sql + "id = ?", (into, *values, root))

    def link(self, root: int, kin: int, revision: int) -> None:
        """Say which version of a report a root is."""
        self._changed()
        self._all(f"UPDATE {self.prefix}doc SET kin = ?, revision = ? WHERE id = ?", (kin, revision, root))

    def shared_roots(self) -> Iterator[int]:
        """Roots with more than one document or that are a later version, in order; read page by page."""
        last = 0
        sql = (
            f"SELECT root FROM {self.prefix}doc WHERE root <> id AND root > ? "
            f"UNION SELECT id FROM {self.prefix}doc WHERE kin <> id AND root = id AND id > ? "
            "ORDER BY 1 LIMIT 500"
        )
        while rows := self._all(sql, (last, last)):
            for (root,) in rows:
                yield root
            last = rows[-1][0]

    def shared_with(self, documents: Sequence[int]) -> Iterator[int]:
        """Those of `shared_roots` that are versions of the reports some documents carry; each once."""
        given: set[int] = set()
        for at in range(0, len(documents), 500):
            part = documents[at : at + 500]
            marks = ",".join("?" * len(part))
            kins = (
                f"SELECT DISTINCT root.kin FROM {self.prefix}doc doc JOIN {self.prefix}doc root "
                f"ON root.id = doc.root WHERE doc.id IN ({marks}) ORDER BY 1"
            )
            for (kin,) in self._all(kins, part):
                if kin not in given and self._shared(kin):
                    given.add(kin)
                    yield from self.versions(kin)

    def _shared(self, kin: int) -> bool:
        return len(self.versions(kin)) > 1 or len(self.members(kin, 1)) > 1

    def said(self, fetch: int) -> bytes | None:
        """What `say` kept of a fetch."""
        rows = self._all(f"SELECT copies FROM {self.prefix}said WHERE id = ?", (fetch,))
        return bytes(rows[0][0]) if rows else None

    def say(self, fetch: int, copies: bytes) -> None:
        sql = f"INSERT INTO {self.prefix}said VALUES (?, ?) ON CONFLICT (id) DO NOTHING"
        self._all(sql, (fetch, copies))

    def newest(self) -> int:
        """The number of the last document."""
        if self._last is not None:
            return self._last
        last = int(self._all(f"SELECT COALESCE(MAX(id), 0) FROM {self.prefix}doc")[0][0])
        if self._rows is not None:
            self._last = last
        return last

    def count(self) -> int:
        return int(self._all(f"SELECT COUNT(*) FROM {self.prefix}doc")[0][0])


def schema(prefix: str, number: str, integer: str, blob: str, tail: str) -> list[str]:
    return [
        f"CREATE TABLE IF NOT EXISTS {prefix}meta (name TEXT PRIMARY KEY, value TEXT NOT NULL)",
        f"CREATE TABLE IF NOT EXISTS {prefix}doc (id {number}, root {integer} NOT NULL, canonical {integer} NOT NULL, "
        f"kin {integer} NOT NULL, revision INTEGER NOT NULL, rank INTEGER NOT NULL, seen {integer} NOT NULL, "
        f"report_id TEXT NOT NULL, url TEXT, mark {blob} NOT NULL)",
        # Most documents are their own root and first version: only the others need finding.
        f"CREATE INDEX IF NOT EXISTS {prefix}doc_root ON {prefix}doc (root) WHERE root <> id",
        f"CREATE INDEX IF NOT EXISTS {prefix}doc_kin ON {prefix}doc (kin) WHERE kin <> id",
        f"CREATE TABLE IF NOT EXISTS {prefix}key (hash {integer} NOT NULL, doc {integer} NOT NULL, "
        f"PRIMARY KEY (hash, doc)){tail}",
        f"CREATE TABLE IF NOT EXISTS {prefix}said (id {number}, copies {blob} NOT NULL)",
    ]
