"""Which archive files a name means, and what an archive says about itself."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed

ENDINGS = (".warc.gz", ".warc")


class ArchiveError(ValueError):
    """An archive cannot be used; the message is one sentence for the user."""


def archives(named: str | os.PathLike[str] | Iterable[str | os.PathLike[str]]) -> list[Path]:
    """The archive files meant by a file, a folder, or a list of both (as text: separated by commas).

    A folder means every archive below it, in the order of their paths. Raises `ArchiveError` where
    something is missing, is no archive, or holds none.
    """
    if isinstance(named, str):
        # A comma may also stand in a file's name.
        whole = Path(named.strip())
        names = [named.strip()] if whole.exists() else [part.strip() for part in named.split(",")]
    elif isinstance(named, os.PathLike):
        names = [os.fspath(named)]
    else:
        names = [os.fspath(one) for one in named]
    found = [path for name in names if name for path in _below(Path(name))]
    if not found:
        raise ArchiveError("REPLAY names no archive: give a .warc.gz file, or a folder that holds some")
    return list(dict.fromkeys(found))


def _below(path: Path) -> list[Path]:
    if path.is_dir():
        inside = sorted(p for p in path.rglob("*") if p.name.endswith(ENDINGS) and p.is_file())
        if not inside:
            raise ArchiveError(f"REPLAY: {path} holds no archive (*.warc.gz, *.warc)")
        return [p.absolute() for p in inside]
    if not path.exists():
        raise ArchiveError(f"REPLAY: there is no file or folder {path}")
    if not path.name.endswith(ENDINGS):
        raise ArchiveError(f"REPLAY: {path} is no archive; its name should end in .warc.gz or .warc")
    return [path.absolute()]


def about(path: Path) -> dict[str, str]:
    """The fields of an archive's warcinfo record, empty where it has none.

    Raises `ArchiveError` where the file cannot be read as an archive.
    """
    try:
        with path.open("rb") as file:
            for record in ArchiveIterator(file):
                if record.format != "warc":
                    raise ArchiveLoadFailed("no WARC record in it")
                if record.rec_type != "warcinfo":
                    return {}
                lines = record.raw_stream.read().decode("utf-8", "replace").splitlines()
                pairs = (line.partition(":") for line in lines)
                return {name.strip().lower(): value.strip() for name, colon, value in pairs if colon}
    except ArchiveLoadFailed as error:
        reason = str(error).strip().partition("\n")[0] or "no WARC record in it"
        raise ArchiveError(f"REPLAY: {path} cannot be read as an archive: {reason}") from error
    except OSError as error:
        raise ArchiveError(f"REPLAY: {path} cannot be read: {error.strerror or error}") from error
    raise ArchiveError(f"REPLAY: {path} is empty")


def synthetic(paths: Iterable[Path]) -> bool:
    """Whether one of the archives says that what it holds is made up."""
    # Every file is looked at: the unreadable one should be named before a crawl begins.
    told = [about(path).get("synthetic", "") for path in paths]
    return any(word.lower().startswith("yes") for word in told)
