"""From bytes to a page: what kind of bytes, their text, repaired, and the page in it."""

from __future__ import annotations

import re

from ..pages import Page, read_page
from ..text import Decoded, decode, repair
from .hints import Hints
from .trouble import Trouble

# More than this is no page a person published; what is beyond is not read.
MOST_BYTES = 12_000_000
MOST_CHARACTERS = 4_000_000

_MARKUP = re.compile(
    r"<(?:!doctype|html|head|body|div|p|br|table|span|title|meta|td|h1|ul|a|font|script)\b", re.I
)


def looks_plain(text: str) -> bool:
    return _MARKUP.search(text[:200_000]) is None


_SIGNATURES = (
    b"%PDF",
    b"PK\x03\x04",
    b"\xd0\xcf\x11\xe0",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"Rar!",
    b"\x1f\x8b",
    b"{\\rtf",
)


NOTHING = Decoded("", "utf-8")


def text_of(body: bytes, charset: str | None, trouble: Trouble) -> Decoded:
    """The text of a page's bytes; empty, with a finding, where the bytes are no text."""
    if not body or body.isspace():
        trouble.add("empty", "error", "no bytes" if not body else "nothing but white space")
        return NOTHING
    start = body[:4096]
    if start.startswith(_SIGNATURES) or (
        0 in start and start.count(0) > len(start) // 20 and start[:2] not in (b"\xff\xfe", b"\xfe\xff")
    ):
        trouble.add("binary", "error", f"no page but a file ({start[:4]!r} …)")
        return NOTHING
    if len(body) > MOST_BYTES:
        trouble.add("too_large", "warning", f"{len(body):,} bytes; read up to {MOST_BYTES:,}")
        body = body[:MOST_BYTES]
        # Not inside a character: that the page was cut here is no property of the page.
        body = body[: body.rfind(b">") + 1] or body
    decoded = decode(body, charset)
    trouble.take(decoded.findings)
    return decoded


_INLINE_DATA = re.compile(r"data:[a-z]+/[a-z0-9.+-]+;base64,[A-Za-z0-9+/=\s]{2000,}")


def page_of(source: Decoded, url: str | None, hints: Hints, plain: bool, trouble: Trouble) -> Page:
    """Repair the text and read the page out of it."""
    text = source.text
    if len(text) > 300_000 and "base64," in text:
        text = _INLINE_DATA.sub("data:", text)  # pictures pasted into the markup
    if len(text) > MOST_CHARACTERS:
        trouble.add("too_large", "warning", f"{len(text):,} characters; read up to {MOST_CHARACTERS:,}")
        text = text[:MOST_CHARACTERS]
    repaired = trouble.guard("repair", lambda: repair(text), None)
    if repaired is not None:
        trouble.take(repaired.findings)
        text = repaired.text
        words = dict.fromkeys(text[start:end] for start, end in repaired.damaged)
        trouble.damaged = tuple(piece for piece in words if any(map(str.isdigit, piece)))
    utf8 = source.utf8 if text is source.text else None
    return read_page(text, url=url, shape=hints.shape, plain=plain, utf8=utf8)
