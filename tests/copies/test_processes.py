"""Two crawls on one index at once, one of them killed: intact, nothing lost, nothing doubled."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from gikspider.copies import CopyIndex
from tests.copies.crowd import reports
from tests.copies.postgres import POSTGRES, emptied, running_postgres

ROOT = Path(__file__).parents[2]
EACH = 160


def start(target: str, first: int, last: int) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "tests.copies.crowd", target, "1", str(first), str(last)]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)


def lines_until(process: subprocess.Popen[str], count: int) -> list[str]:
    assert process.stdout is not None
    return [line for _, line in zip(range(count), process.stdout, strict=False)]


def two_crawls_one_killed(target: str) -> tuple[list[str], list[str]]:
    """Both show overlapping streams; the second is killed in the middle. What each said it had stored."""
    survivor, victim = start(target, 0, EACH), start(target, EACH // 2, EACH + EACH // 2)
    try:
        told = lines_until(victim, 30)
        os.kill(victim.pid, signal.SIGKILL)
        told += victim.communicate(timeout=60)[0].splitlines(keepends=True)
        said, _ = survivor.communicate(timeout=120)
        assert survivor.returncode == 0
        assert victim.returncode == -signal.SIGKILL
    finally:
        for process in (survivor, victim):
            if process.poll() is None:
                process.kill()
                process.wait()
    # A line the kill cut short was not said.
    return said.splitlines()[1:], [line.strip() for line in told if line.endswith("\n")][1:]


def check(target: str, said: list[str], told: list[str]) -> None:
    stored = {line.split()[0] for line in said + told}
    assert {page.url for page in reports(1, 0, EACH)} <= stored
    with CopyIndex.open(target) as index:
        # Everything that was said to be stored is, once; at most one more was on its way.
        assert len(stored) <= len(index) <= len(stored) + 1
        for page in reports(1, 0, EACH):
            seen = index.see(page)
            assert (seen.new, seen.known, seen.copies) == (False, True, ())
        assert index.seen_only_known
        assert list(index.export()) == []
        # What the killed crawl did not come to is taken up where it was left.
        fresh = [index.see(page).new for page in reports(1, EACH, EACH + EACH // 2)]
        assert len(index) == EACH + EACH // 2
        assert sum(fresh) == len(index) - len(stored) or sum(fresh) == len(index) - len(stored) - 1


def the_same_pages_at_once(target: str) -> None:
    """Two crawls in step on the same pages: each page is the first of its report for one of them only."""
    crawls = [start(target, 0, EACH) for _ in range(2)]
    said = [crawl.communicate(timeout=120)[0].splitlines()[1:] for crawl in crawls]
    assert [crawl.returncode for crawl in crawls] == [0, 0]
    news = sum(line.split()[1] == "1" for lines in said for line in lines)
    with CopyIndex.open(target) as index:
        assert len(index) == news == EACH
        assert list(index.export()) == []


def test_sqlite(tmp_path):
    target = str(tmp_path / "copies.sqlite")
    said, told = two_crawls_one_killed(target)
    database = sqlite3.connect(target)
    assert database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    assert database.execute("PRAGMA journal_mode").fetchall() == [("wal",)]
    # No key without its document, no document without the key of its page.
    assert database.execute("SELECT COUNT(*) FROM key WHERE doc NOT IN (SELECT id FROM doc)").fetchone() == (
        0,
    )
    assert database.execute("SELECT COUNT(*) FROM doc WHERE id NOT IN (SELECT doc FROM key)").fetchone() == (
        0,
    )
    assert database.execute("SELECT COUNT(*) - COUNT(DISTINCT url) FROM doc").fetchone() == (0,)
    database.close()
    check(target, said, told)
    the_same_pages_at_once(str(tmp_path / "second.sqlite"))


@pytest.mark.skipif(POSTGRES is None, reason="no PostgreSQL server installed (initdb, postgres)")
def test_postgres(tmp_path):
    with running_postgres(tmp_path) as url:
        said, told = two_crawls_one_killed(url)
        check(url, said, told)
        emptied(url)
        the_same_pages_at_once(url)
