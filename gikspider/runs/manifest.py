"""`manifest.json`: what made an export, and what it holds."""

from __future__ import annotations

import hashlib
import os
import platform
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import orjson
import scrapy

import gikspider

NAME = "manifest.json"
# Settings that decide what a crawl finds and how it behaves towards a portal.
SETTINGS = (
    "ROBOTSTXT_OBEY",
    "USER_AGENT",
    "DOWNLOAD_DELAY",
    "CONCURRENT_REQUESTS_PER_DOMAIN",
    "AUTOTHROTTLE_ENABLED",
    "DOWNLOAD_MAXSIZE",
    "READERS",
    "CLOSESPIDER_TIMEOUT",
    "CLOSESPIDER_ITEMCOUNT",
    "CLOSESPIDER_PAGECOUNT",
)


def versions() -> dict[str, str]:
    """What the export was made with."""
    return {
        "python": platform.python_version(),
        "gikspider": gikspider.__version__,
        "scrapy": scrapy.__version__,
    }


def arguments(spider: Any) -> dict[str, Any]:
    """What the crawl was asked for, without what was left at its default."""
    given = getattr(spider, "arguments", None)
    if given is None:
        return {}
    plain = given.model_dump(mode="json", exclude_none=True, exclude={"job"})
    return {name: sorted(value) if isinstance(value, list) else value for name, value in plain.items()}


def digest(path: Path) -> str:
    """SHA-256 of a file, read in pieces."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def feed(path: Path, folder: Path, rows: int | None) -> dict[str, Any]:
    """One file of an export; its path is relative where it lies below the manifest."""
    name = str(path.relative_to(folder)) if path.is_relative_to(folder) else str(path)
    return {"file": name, "rows": rows, "bytes": path.stat().st_size, "sha256": digest(path)}


def write(path: Path, manifest: Mapping[str, Any]) -> None:
    """Replace the manifest at once: a reader sees the old or the new one, never half."""
    path.parent.mkdir(parents=True, exist_ok=True)
    scratch = path.with_name(f".{path.name}.{os.getpid()}")
    scratch.write_bytes(
        orjson.dumps(manifest, str, orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE | orjson.OPT_NON_STR_KEYS)
    )
    scratch.replace(path)


def read(path: Path) -> dict[str, Any] | None:
    """The manifest in a file; None where there is none that can be read."""
    try:
        found = orjson.loads(path.read_bytes())
    except (OSError, orjson.JSONDecodeError):
        return None
    return found if isinstance(found, dict) else None
