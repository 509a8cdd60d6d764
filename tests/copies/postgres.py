"""A PostgreSQL server of one's own, on a unix socket in a temporary folder, for as long as a test needs it."""

from __future__ import annotations

import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


def _bin() -> Path | None:
    """The folder of a server's programs: on the path (a link is followed), or where Debian puts them."""
    found = [Path(p).resolve().parent for name in ("initdb", "postgres") if (p := shutil.which(name))]
    for folder in [*found, *sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)]:
        if (folder / "initdb").exists() and (folder / "postgres").exists():
            return folder
    return None


POSTGRES = _bin()


def _user() -> str | None:
    """PostgreSQL refuses to run as root: then as postgres, else as nobody."""
    if os.geteuid():
        return None
    names = {entry.pw_name for entry in pwd.getpwall()}
    return next((name for name in ("postgres", "nobody") if name in names), None)


@contextmanager
def running_postgres(tmp_path: Path) -> Iterator[str]:
    """The URL of a fresh server. The socket's path must be short, so it has a folder of its own."""
    assert POSTGRES is not None
    user = _user()
    home = Path(tempfile.mkdtemp(prefix="pg", dir=tempfile.gettempdir()))
    try:
        if user:
            shutil.chown(home, user)
        run = {"cwd": home, "user": user} if user else {"cwd": home}
        log = (tmp_path / "postgres.log").open("wb")
        subprocess.run(
            [POSTGRES / "initdb", "-D", home / "db", "-U", "gik", "-A", "trust", "-E", "UTF8", "--no-sync"],
            check=True, stdout=log, stderr=log, **run,
        )  # fmt: skip
        options = ["-c", "listen_addresses=", "-c", f"unix_socket_directories={home}", "-c", "fsync=off"]
        server = subprocess.Popen(
            [POSTGRES / "postgres", "-D", home / "db", *options], stdout=log, stderr=log, **run
        )
        try:
            url = f"postgresql://gik@/postgres?host={home}"
            _wait(url, server)
            yield url
        finally:
            server.send_signal(signal.SIGINT)
            server.wait(timeout=30)
            log.close()
    finally:
        shutil.rmtree(home, ignore_errors=True)


def _wait(url: str, server: subprocess.Popen[bytes]) -> None:
    import psycopg

    deadline = time.monotonic() + 30
    while True:
        try:
            psycopg.connect(url).close()
            return
        except psycopg.OperationalError:
            if server.poll() is not None or time.monotonic() > deadline:
                raise
            time.sleep(0.05)


def emptied(url: str) -> None:
    """Leave nothing of an index in the server."""
    import psycopg

    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("DROP TABLE IF EXISTS copies_doc, copies_key, copies_said, copies_meta")
