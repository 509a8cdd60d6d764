"""Character shingles and their MinHash: how alike two texts are, in 96 bytes.

Each of the 96 permutations keeps the lowest byte of its minimum (b-bit minwise hashing, Li and
König 2010): two unequal minima agree by chance once in 256, which `jaccard` takes out again.
"""

from __future__ import annotations

import struct
from typing import Final

import numpy as np
import numpy.typing as npt
from rensa import RMinHash

from .folding import Codes

SHINGLE: Final = 5
PERMUTATIONS: Final = 96
# Part of the format of every index on disk: another seed is another format.
SEED: Final = 42
_FACTOR: Final = np.uint32(0x9E3779B1)
_FACTOR_2: Final = np.uint32(pow(0x9E3779B1, 2, 1 << 32))
_MINIMA: Final = struct.Struct(f"<{PERMUTATIONS}I")
_MIX: Final = np.uint32(0x85EBCA6B)


def shingles(codes: Codes) -> npt.NDArray[np.uint64]:
    """One 32-bit hash (in 64) for each run of five characters; a shorter text is one run."""
    wide = codes.astype(np.uint32)
    if len(wide) < SHINGLE:
        wide = np.concatenate([wide, np.zeros(SHINGLE - len(wide), np.uint32)])
    # Polynomials of two, four, then five characters: three multiplications instead of five.
    two = wide[:-1] * _FACTOR
    two += wide[1:]
    four = two[:-2] * _FACTOR_2
    four += two[2:]
    hashes = four[:-1] * _FACTOR
    hashes += wide[4:]
    hashes ^= hashes >> np.uint32(15)
    hashes *= _MIX
    return hashes.astype(np.uint64)


def sketch(codes: Codes) -> bytes:
    """The MinHash signature of a text's shingles, 96 bytes; of an empty text, none."""
    if len(codes) == 0:
        return b""
    hashes = shingles(codes)
    offsets = np.array([0, len(hashes)], np.uint64)
    rows = RMinHash.digest_matrix_from_flat_token_hashes(hashes, offsets, PERMUTATIONS, SEED).to_rows()
    return _MINIMA.pack(*rows[0])[::4]


def jaccard(a: bytes, b: bytes) -> float:
    """The share of shingles two texts have in common, estimated from their signatures (± 0.05)."""
    if len(a) != PERMUTATIONS or len(b) != PERMUTATIONS:
        return 0.0
    equal = int(np.count_nonzero(np.frombuffer(a, np.uint8) == np.frombuffer(b, np.uint8)))
    return max(0.0, (equal / PERMUTATIONS - 1 / 256) / (1 - 1 / 256))


def containment(similarity: float, size_a: int, size_b: int) -> float:
    """The share of the shorter text found in the longer, from Jaccard similarity and the two lengths."""
    shorter = min(size_a, size_b)
    if shorter <= 0:
        return 0.0
    shared = similarity * (size_a + size_b) / (1 + similarity)
    return min(1.0, shared / shorter)
