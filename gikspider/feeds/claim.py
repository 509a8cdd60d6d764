"""One crawl, one folder: two crawls of the same spider at once do not write into one another's files."""

from __future__ import annotations

import logging
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any
from weakref import WeakKeyDictionary, finalize

logger = logging.getLogger(__name__)

# A lock is held until its crawl has ended, or its process, however that ends.
_held: WeakKeyDictionary[Any, tuple[Path, Callable[[], object]]] = WeakKeyDictionary()
MOST = 100


def claimed(folder: Path, root: Path, crawler: Any) -> Path:
    """`folder`, or where another crawl is writing there, the first free one of `folder-2`, `folder-3` …

    `root` is the data folder: locks lie in its `state/locks`. The same crawler gets the same folder
    again. Where files cannot be locked, or the place cannot be written, it is `folder`.
    """
    if crawler in _held:
        return _held[crawler][0]
    for number in range(1, MOST):
        mine = folder if number == 1 else folder.with_name(f"{folder.name}-{number}")
        try:
            lock = _lock(root / "state" / "locks" / f"{'-'.join(mine.relative_to(root).parts)}.lock")
        except OSError as error:
            logger.debug("%s is not locked: %s", mine, error)
            return folder
        if lock is not None:
            _held[crawler] = (mine, finalize(crawler, os.close, lock))
            if number > 1:
                logger.warning("Another crawl writes to %s; this one writes to %s", folder, mine)
            return mine
    return folder


def _lock(path: Path) -> int | None:
    """A handle that holds the lock, None where another process or crawl has it; OSError where none can be had."""
    try:
        import fcntl
    except ImportError as error:
        raise OSError("this system has no flock") from error
    path.parent.mkdir(parents=True, exist_ok=True)
    handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(handle)
        return None
    except OSError:
        os.close(handle)
        raise
    return handle


def released(crawler: Any) -> None:
    """Give the folder of a crawl that has ended free, in a process that goes on."""
    held = _held.pop(crawler, None)
    if held is not None:
        held[1]()
