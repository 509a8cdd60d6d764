"""Keeps the last export that holds reports while a new crawl writes its own.

A crawl overwrites the export of the one before. Before its first file is opened, the old set moves to
`previous/` beside it, unless it holds nothing: a portal that is down for a week then costs no data,
however often it is crawled.
"""

from __future__ import annotations

import logging
import shutil
from pathlib import Path

from gikspider.runs import manifest

logger = logging.getLogger(__name__)

FOLDER = "previous"


def set_aside(folder: Path) -> bool:
    """Move the export in `folder` to `folder/previous`. False where there is none, or none with reports."""
    old = manifest.read(folder / manifest.NAME)
    if old is None or not old.get("counts", {}).get("reports"):
        return False
    files = [one for one in folder.iterdir() if one.is_file() and not one.name.startswith(".")]
    kept = folder / FOLDER
    scratch = folder / f".{FOLDER}"
    shutil.rmtree(scratch, ignore_errors=True)
    scratch.mkdir()
    for one in files:
        one.replace(scratch / one.name)
    shutil.rmtree(kept, ignore_errors=True)
    scratch.replace(kept)
    logger.info("The export before this one is kept in %s", kept)
    return True
