"""The file a feed is written to: new, or the one of an earlier crawl that is continued."""

from __future__ import annotations

import os
from typing import IO


def fresh(file: IO[bytes]) -> bool:
    """Whether nothing stands in the file yet. What cannot tell (a pipe) counts as new."""
    try:
        return file.tell() == 0
    except (OSError, ValueError):
        return True


def rewritable(file: IO[bytes]) -> bool:
    """Whether what was just written can be written over: a plain file, not opened to append."""
    try:
        return file.seekable() and "a" not in getattr(file, "mode", "a")
    except (AttributeError, ValueError):
        return False


def mend(file: IO[bytes], line_end: bytes = b"\n") -> None:
    """Cut the unfinished last line a killed crawl may have left in a file that is continued.

    The file then stands at its end.
    """
    path = getattr(file, "name", None)
    if not isinstance(path, str):
        return
    _cut(path, line_end)
    file.seek(0, os.SEEK_END)


def _cut(path: str, line_end: bytes) -> None:
    with open(path, "rb+") as again:
        end = again.seek(0, os.SEEK_END)
        while end:
            start = max(0, end - 65536)
            again.seek(start)
            last = again.read(end - start + len(line_end)).rfind(line_end)
            if last >= 0:
                again.truncate(start + last + len(line_end))
                return
            end = start
        again.truncate(0)
