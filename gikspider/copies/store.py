"""The index on disk: one table of documents, one of look-up keys, in SQLite or PostgreSQL.

Both are written by several processes at once; writers take turns, a transaction a document, so a
process that is killed leaves either the whole document or nothing of it.
"""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, Protocol

# Raised whenever fingerprints, keys or tables change their meaning.
FORMAT: Final = "1"
_COLUMNS: Final = "id, root, canonical, kin, revision, rank, seen, report_id, url, mark"
_LOCK: Final = 0x67696B63
_BUSY_SECONDS: Final = 60


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
    def count(self) -> int: ...
    def close(self) -> None: ...


class _Sql:
    """The statements both databases share; `?` stands for a parameter."""

    prefix = ""

    def _all(self, sql: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        raise NotImplementedError

    def with_keys(self, keys: Sequence[int], limit: int) -> list[int]:
        """Documents under any of some keys, the newest `limit` of each."""
        one = f"SELECT doc FROM {self.prefix}key WHERE hash = ? ORDER BY doc DESC LIMIT {int(limit)}"
        sql = " UNION ".join([f"SELECT doc FROM ({one}) AS part"] * len(keys))
        return [row[0] for row in self._all(sql, keys)] if keys else []

    def get(self, ids: Iterable[int]) -> list[Document]:
        wanted = list(dict.fromkeys(ids))
        found: list[Document] = []
        for at in range(0, len(wanted), 500):
            part = wanted[at : at + 500]
            marks = ",".join("?" * len(part))
            sql = f"SELECT {_COLUMNS} FROM {self.prefix}doc WHERE id IN ({marks})"
            found += [_document(row) for row in self._all(sql, part)]
        return found

    def add(self, document: Document, keys: Iterable[int]) -> int:
        """Insert a document under the next number; root, canonical and kin 0 stand for that number."""
        number = int(self._all(f"SELECT COALESCE(MAX(id), 0) + 1 FROM {self.prefix}doc")[0][0])
        self._all(
            f"INSERT INTO {self.prefix}doc ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
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
            ),
        )
        self._add_keys([(key, number) for key in sorted(set(keys))])
        return number

    def _add_keys(self, rows: list[tuple[int, int]]) -> None:
        raise NotImplementedError

    def members(self, root: int, limit: int = -1) -> list[int]:
        sql = f"SELECT id FROM {self.prefix}doc WHERE root = ? AND root <> id ORDER BY id"
        rows = self._all(sql + (f" LIMIT {int(limit)}" if limit >= 0 else ""), (root,))
        return [root, *(row[0] for row in rows)]

    def versions(self, kin: int) -> list[int]:
        sql = f"SELECT id FROM {self.prefix}doc WHERE kin = ? AND kin <> id AND root = id ORDER BY revision"
        return [kin, *(row[0] for row in self._all(sql, (kin,)))]

    def repoint(self, root: int, canonical: int) -> None:
        self._all(f"UPDATE {self.prefix}doc SET canonical = ? WHERE id = ?", (canonical, root))

    def merge(self, root: int, into: int) -> None:
        """Make every document of one version documents of another."""
        values = self._all(f"SELECT kin, revision FROM {self.prefix}doc WHERE id = ?", (into,))[0]
        sql = f"UPDATE {self.prefix}doc SET root = ?, kin = ?, revision = ? WHERE "
        self._all(sql + "root = ? AND root <> id", (into, *values, root))
        self._all(sql + "id = ?", (into, *values, root))

    def link(self, root: int, kin: int, revision: int) -> None:
        """Say which version of a report a root is."""
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

    def count(self) -> int:
        return int(self._all(f"SELECT COUNT(*) FROM {self.prefix}doc")[0][0])


def _schema(prefix: str, number: str, integer: str, blob: str, tail: str) -> list[str]:
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
    ]


class SqliteStore(_Sql):
    """One file, in write-ahead logging: readers never wait, writers wait for each other."""

    def __init__(self, path: str | Path) -> None:
        self.path = Path(path)
        self.path.parent.mkdir(parents=True, exist_ok=True)
        # Whoever owns the index serialises calls; it may be used from another thread than opened it.
        self._db = sqlite3.connect(
            self.path, timeout=_BUSY_SECONDS, isolation_level=None, check_same_thread=False
        )
        try:
            self._prepare()
        except BaseException:
            self._db.close()
            raise

    def _prepare(self) -> None:
        self._db.execute(f"PRAGMA busy_timeout = {_BUSY_SECONDS * 1000}")
        self._to_wal()
        # In WAL mode NORMAL survives any crash of a process; a power cut may lose the last pages seen.
        self._db.execute("PRAGMA synchronous = NORMAL")
        # A document touches a dozen pages all over the key table: the log is folded in less often, so
        # that pages written many times are synced once (at most 16 MiB of log).
        self._db.execute("PRAGMA wal_autocheckpoint = 4000")
        # 16 MiB whatever the size of the index: memory stays flat.
        self._db.execute("PRAGMA cache_size = -16384")
        with self.writing():
            for statement in _schema("", "INTEGER PRIMARY KEY", "INTEGER", "BLOB", " WITHOUT ROWID"):
                self._db.execute(statement)
            self._all("INSERT OR IGNORE INTO meta VALUES ('format', ?)", (FORMAT,))
            found = self._all("SELECT value FROM meta WHERE name = 'format'")[0][0]
        _same_format(found, str(self.path))

    def _to_wal(self) -> None:
        """Two processes that open a new file at once may both want to switch; the busy timeout does not cover it."""
        deadline = time.monotonic() + _BUSY_SECONDS
        while True:
            try:
                self._db.execute("PRAGMA journal_mode = WAL")
                return
            except sqlite3.OperationalError as error:
                if "locked" not in str(error) or time.monotonic() > deadline:
                    raise
                time.sleep(0.02)

    @contextmanager
    def writing(self) -> Iterator[None]:
        self._db.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            self._db.execute("ROLLBACK")
            raise
        self._db.execute("COMMIT")

    def _all(self, sql: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        return self._db.execute(sql, values).fetchall()

    def _add_keys(self, rows: list[tuple[int, int]]) -> None:
        self._db.executemany("INSERT OR IGNORE INTO key VALUES (?, ?)", rows)

    def close(self) -> None:
        self._db.close()


class PostgresStore(_Sql):
    """The same tables in a PostgreSQL database, their names beginning with `copies_`."""

    prefix = "copies_"

    def __init__(self, url: str) -> None:
        try:
            import psycopg
        except ImportError as error:
            raise RuntimeError(
                "a PostgreSQL index needs psycopg: pip install 'gikspider[postgres]'"
            ) from error
        self._db = psycopg.connect(url, autocommit=True)
        try:
            with self.writing():
                number = "BIGINT PRIMARY KEY"
                for statement in _schema(self.prefix, number, "BIGINT", "BYTEA", ""):
                    self._all(statement)
                self._all("INSERT INTO copies_meta VALUES ('format', ?) ON CONFLICT DO NOTHING", (FORMAT,))
                found = self._all("SELECT value FROM copies_meta WHERE name = 'format'")[0][0]
            _same_format(found, "the PostgreSQL index")
        except BaseException:
            self._db.close()
            raise

    @contextmanager
    def writing(self) -> Iterator[None]:
        with self._db.transaction():
            # Writers take turns, as in SQLite: two pages of one report must not both be the first.
            self._all("SELECT pg_advisory_xact_lock(?)", (_LOCK,))
            yield

    def _all(self, sql: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        cursor = self._db.execute(sql.replace("?", "%s").encode(), values)
        return cursor.fetchall() if cursor.description else []

    def _add_keys(self, rows: list[tuple[int, int]]) -> None:
        with self._db.cursor() as cursor:
            cursor.executemany("INSERT INTO copies_key VALUES (%s, %s) ON CONFLICT DO NOTHING", rows)

    def close(self) -> None:
        self._db.close()


def _same_format(found: str, where: str) -> None:
    if found != FORMAT:
        raise ValueError(
            f"{where} was written in format {found}, this version writes {FORMAT}: start a new index"
        )


def open_store(url_or_path: str | Path) -> Store:
    """The store behind a PostgreSQL URL, a `sqlite:///` URL or a path."""
    text = str(url_or_path)
    if text.startswith(("postgresql://", "postgres://")):
        return PostgresStore(text)
    if text.startswith("sqlite:///"):
        return SqliteStore(text.removeprefix("sqlite:///"))
    if "://" in text:
        scheme = text.partition("://")[0]
        raise ValueError(f"{scheme}:// is no index: give a file, sqlite:///FILE or postgresql://…")
    return SqliteStore(text)
