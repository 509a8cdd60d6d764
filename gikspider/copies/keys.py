"""Under which keys a document is looked up: each finds candidates, none decides."""

from __future__ import annotations

import hashlib
import math
from typing import Final
from zlib import crc32

from . import figures as numbers
from .fingerprint import Fingerprint
from .judging import ENOUGH
from .urls import article_path

# How many runs of figures a document is found by; a copy cut in half still shares three of six.
RUNS: Final = 6
# 47 bits: SQLite keeps such a key in six bytes, and a million documents meet by chance once or never.
_MASK: Final = (1 << 47) - 1
_WORD: Final = (1 << 64) - 1
_FACTOR: Final = 0x9E3779B97F4A7C15
_RUN: Final = 0x72756E
# The least a telling figure tells is four bits: no run is longer than this.
_LONGEST_RUN: Final = 5
_POWERS: Final = tuple(pow(_FACTOR, n, 1 << 64) for n in range(_LONGEST_RUN + 1))
# Keys of one place differ in these bits alone.
_LOW: Final = 27


def hashed(kind: str, value: str | bytes) -> int:
    """A key of one kind."""
    data = value.encode("utf-8", "surrogatepass") if isinstance(value, str) else value
    digest = hashlib.blake2b(data, digest_size=8, person=kind.encode()).digest()
    return int.from_bytes(digest, "big") & _MASK


def _near(kind: str, place: str, value: str) -> int:
    """A key beside those of one place: what a crawl writes one after the other stands in one page of the index."""
    return crc32(place.encode("utf-8", "surrogatepass")) >> 12 << _LOW | hashed(kind, value) & (1 << _LOW) - 1


def page_key(canonical_url: str) -> int:
    return _near("page", "/".join(canonical_url.split("/", 3)[:3]), canonical_url)


def report_key(report_id: str) -> int:
    return _near("report", report_id[:6], report_id)


def content_keys(mark: Fingerprint, url: str | None = None) -> list[int]:
    """Keys two copies of a report share, whatever their addresses.

    Unit and year; runs of neighbouring figures, each long enough that no other report has it by
    chance, of which the few with the lowest hashes are taken: a cut or a changed figure leaves most
    of them. With too few figures, the subject and the year, the path, and the exact text.
    """
    keys = []
    identity = mark.identity()
    if identity:
        keys.append(_near("identity", identity[:6], identity))
    runs = _runs(mark.figures)
    keys += runs[:RUNS]
    subject = mark.names.subject()
    # Six runs tell more than enough.
    if subject and (not identity or (len(runs) < RUNS and mark.information < 2 * ENOUGH)):
        years = {mark.year, mark.spoken_year} - {None}
        keys += [hashed("subject", f"{subject}|{year}") for year in years]
    if len(runs) < 2:
        keys.append(hashed("exact", mark.exact))
        path = article_path(url)
        if path:
            keys.append(hashed("path", path))
    return keys


def _runs(found: numbers.Figures) -> list[int]:
    """Hashes of the runs of figures that tell just enough, lowest first; small figures are passed over."""
    telling = [(figure, bits) for figure in found if figure > 39 and (bits := numbers.weight(figure)) > 2]
    # Of every beginning its polynomial and its bits; a run is what lies between two beginnings.
    polynomials, bits_to = [0], [0.0]
    for figure, bits in telling:
        polynomials.append((polynomials[-1] * _FACTOR + figure) & _WORD)
        bits_to.append(bits_to[-1] + bits)
    hashes = set()
    end = 0
    for start, polynomial in enumerate(polynomials):
        while end < len(bits_to) and bits_to[end] - bits_to[start] < ENOUGH:
            end += 1
        if end == len(bits_to):
            break
        run = polynomials[end] - polynomial * _POWERS[end - start]
        hashes.add(((run & _WORD) ^ _RUN) * _FACTOR >> 17 & _MASK)
    return sorted(hashes)


def rank_of(site_rank: int, mark: Fingerprint) -> int:
    """The place of a page among the copies of its report, lower is better: host first, then completeness.

    Completeness is the length of the body in steps of 4 %, less ten steps for a damaged one: what
    chrome adds to a page shall not make it the canonical one.
    """
    complete = int(25 * math.log1p(mark.size)) - (10 if mark.damaged else 0)
    return site_rank * 1000 + (999 - max(0, min(999, complete)))
