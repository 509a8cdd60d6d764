"""Reads an archive from its beginning, and knows where it breaks off.

warcio reads a broken last record as if it ended there. Here it is an error, since a page cut short
would be read as a report that says less.
"""

from __future__ import annotations

import io
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed
from warcio.recordloader import ArcWarcRecord

BLOCK = 1 << 16
# How much of a record is kept to read its headers, and what a form sent, from.
HEAD = 1 << 20


class CutError(ValueError):
    """The archive breaks off; the message says where, to follow its name."""


def records(path: Path) -> Iterator[tuple[int, ArcWarcRecord, bytes]]:
    """Offset, headers and (the first MiB of) body of every whole record.

    Raises `CutError` after the last whole one where the file breaks off or is damaged.
    """
    with path.open("rb") as file:
        packed = file.read(2) == b"\x1f\x8b"
        file.seek(0)
        yield from _packed(file) if packed else _plain(file)


def _packed(file: IO[bytes]) -> Iterator[tuple[int, ArcWarcRecord, bytes]]:
    for at, head in _members(file):
        try:
            record = next(iter(ArchiveIterator(io.BytesIO(head))), None)
        except ArchiveLoadFailed as error:
            raise CutError(f"holds something else than a record at byte {at}") from error
        if record is not None:
            yield at, record, record.raw_stream.read()


def _members(file: IO[bytes]) -> Iterator[tuple[int, bytes]]:
    """Offset and first MiB of every whole gzip member."""
    at, rest = 0, b""
    while True:
        unpacker, head, taken = zlib.decompressobj(zlib.MAX_WBITS + 16), bytearray(), 0
        while not unpacker.eof:
            data = rest or file.read(BLOCK)
            if not data:
                if taken:
                    raise CutError(f"ends in the middle of a record, at byte {at}")
                return
            taken += len(data)
            try:
                piece = unpacker.decompress(data)
            except zlib.error as error:
                raise CutError(f"is damaged at byte {at}") from error
            rest = b""
            head += piece[: HEAD - len(head)]
        rest = unpacker.unused_data
        yield at, bytes(head)
        at += taken - len(rest)


def _plain(file: IO[bytes]) -> Iterator[tuple[int, ArcWarcRecord, bytes]]:
    found = ArchiveIterator(file)
    try:
        for record in found:
            body = record.raw_stream.read(HEAD)
            while record.raw_stream.read(BLOCK):
                pass
            if getattr(record.raw_stream, "limit", 0):
                raise CutError(f"ends in the middle of a record, at byte {found.get_record_offset()}")
            yield found.get_record_offset(), record, body
    except ArchiveLoadFailed as error:
        raise CutError(f"is damaged at byte {found.offset}") from error
