"""Keys: what is left of a label or a text when only its meaning-bearing characters count."""

from __future__ import annotations

import unicodedata
from functools import cache

from opencc import OpenCC


@cache
def _t2s() -> OpenCC:
    return OpenCC("t2s")


def simplified(text: str) -> str:
    """Traditional characters to simplified ones, by OpenCC's t2s tables."""
    return text if text.isascii() else str(_t2s().convert(text))


def key(text: str) -> str:
    """A matching key: NFKC, lower case, simplified, letters and digits only.

    For comparing labels and texts, never for storing: `key("政 府信息（条）") == key("政府信息(條)")`.
    A decimal point between digits stays, since 1.5 and 15 are two figures.
    """
    text = simplified(unicodedata.normalize("NFKC", text)).lower()
    if text.isalnum():
        return text
    kept = [c for i, c in enumerate(text) if c.isalnum() or (c == "." and _between_digits(text, i))]
    return "".join(kept)


def _between_digits(text: str, at: int) -> bool:
    return text[at - 1 : at].isdecimal() and text[at + 1 : at + 2].isdecimal()
