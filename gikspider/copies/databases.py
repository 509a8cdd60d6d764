"""The databases an index may live in: a SQLite file by default, PostgreSQL by its address."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

from . import store
from .store import Sql, Store, schema

_LOCK: Final = 0x67696B63
_BUSY_SECONDS: Final = 60


class SqliteStore(Sql):
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
            for statement in schema("", "INTEGER PRIMARY KEY", "INTEGER", "BLOB", " WITHOUT ROWID"):
                self._db.execute(statement)
            self._all("INSERT OR IGNORE INTO meta VALUES ('format', ?)", (store.FORMAT,))
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
            with self._transaction():
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


class PostgresStore(Sql):
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
                for statement in schema(self.prefix, number, "BIGINT", "BYTEA", ""):
                    self._all(statement)
                self._all(
                    "INSERT INTO copies_meta VALUES ('format', ?) ON CONFLICT DO NOTHING", (store.FORMAT,)
                )
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
            with self._transaction():
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
    if found != store.FORMAT:
        raise ValueError(
            f"{where} was written in format {found}, this version writes {store.FORMAT}: start a new index"
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
