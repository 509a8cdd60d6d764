"""Under which keys a document is looked up: each finds candidates, none decides."""

from __future__ import annotations

import hashlib
import math
from typing import Final

from . import figures as numbers
from .fingerprint import Fingerprint
from .judging import ENOUGH

# How many runs of figures a document is found by; a copy cut in half still shares three of six.
RUNS: Final = 6
# 47 bits: SQLite keeps such a key in six bytes, and a million documents meet by chance once or never.
_MASK: Final = (1 << 47) - 1
_WORD: Final = (1 << 64) - 1
_FACTOR: Final = 0x9E3779B97F4A7C15
_RUN: Final = 0x72756E


def hashed(kind: str, value: str | bytes) -> int:
    """A key of one kind."""
    data = value.encode("utf-8", "surrogatepass") if isinstance(value, str) else value
    digest = hashlib.blake2b(data, digest_size=8, person=kind.encode()).digest()
    return int.from_bytes(digest, "big") & _MASK


def page_key(canonical_url: str) -> int:
    return hashed("page", canonical_url)


def report_key(report_id: str) -> int:
    return hashed("report", report_id)


def content_keys(mark: Fingerprint, path: str | None = None) -> list[int]:
    """Keys two copies of a report share, whatever their addresses.

    Unit and year; runs of neighbouring figures, each long enough that no other report has it by
    chance, of which the few with the lowest hashes are taken: a cut or a changed figure leaves most
    of them. With too few figures, the subject and the year, the path, and the exact text.
    """
    keys = []
    identity = mark.identity()
    if identity:
        keys.append(hashed("identity", identity))
    runs = _runs(mark.figures)
    keys += runs[:RUNS]
    subject = mark.names.subject()
    # Six runs tell more than enough.
    if subject and (not identity or (len(runs) < RUNS and mark.information < 2 * ENOUGH)):
        years = {mark.year, mark.spoken_year} - {None}
        keys += [hashed("subject", f"{subject}|{year}") for year in years]
    if len(runs) < 2 and path:
        keys.append(hashed("path", path))
    if len(runs) < 2:
        keys.append(hashed("exact", mark.exact))
    return keys


def _runs(found: numbers.Figures) -> list[int]:
    """Hashes of the runs of figures that tell just enough, lowest first; small figures are passed over."""
    telling = [(figure, bits) for figure in found if figure > 39 and (bits := numbers.weight(figure)) > 2]
    hashes = set()
    for start in range(len(telling)):
        told, hashed_run = 0.0, _RUN
        for figure, bits in telling[start:]:
            # A multiplicative hash: it is part of the format, and thirty of them are made a document.
            hashed_run = (hashed_run ^ figure) * _FACTOR & _WORD
            told += bits
            if told >= ENOUGH:
                hashes.add(hashed_run >> 17)
                break
    return sorted(hashes)


def rank_of(site_rank: int, mark: Fingerprint) -> int:
    """The place of a page among the copies of its report, lower is better: host first, then completeness.

    Completeness is the length of the body in steps of 4 %, less ten steps for a damaged one: what
    chrome adds to a page shall not make it the canonical one.
    """
    complete = int(25 * math.log1p(mark.size)) - (10 if mark.damaged else 0)
    return site_rank * 1000 + (999 - max(0, min(999, complete)))
