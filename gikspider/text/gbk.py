"""The bytes of GBK: which pairs are characters, which mean nothing, and what a shown character was made of."""

from __future__ import annotations

from functools import cache

from gikspider.text.language import by_lead


@cache
def vanishing() -> dict[int, frozenset[int]]:
    """Second halves of byte pairs that GBK gives no character, by first byte."""
    return {a: frozenset(b for b in range(0x80, 0xFF) if char(a, b) is None) for a in range(0x81, 0xFF)}


@cache
def broken_off() -> dict[int, tuple[tuple[int, str], ...]]:
    """Characters whose second byte can begin a pair without meaning, by first byte."""
    return {lead: tuple((x, c) for x, c in chars if vanishing().get(x)) for lead, chars in by_lead().items()}


@cache
def char(lead: int, trail: int) -> str | None:
    try:
        c = bytes((lead, trail)).decode("gbk")
    except UnicodeDecodeError:
        return None
    return c if len(c) == 1 else None


def code_of(c: str, *, narrow: bool) -> tuple[int, int] | None:
    """The two bytes a character shows; for a narrow page those of its full-width form."""
    if narrow and "!" <= c <= "~":
        c = chr(ord(c) + 0xFEE0)
    try:
        code = c.encode("gb18030" if "\ue000" <= c <= "\uf8ff" else "gbk")
    except UnicodeEncodeError:
        return None
    return (code[0], code[1]) if len(code) == 2 else None
