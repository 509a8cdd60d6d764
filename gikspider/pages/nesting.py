"""Markup nested so deep that a parser would take minutes: told cheaply, and read as text instead."""

from __future__ import annotations

import html as entities
import re

# Real pages stay below 100; a parser's time grows with the square of the depth.
DEEPEST = 3_000
# A page is looked at in so many pieces, their tags counted.
_PIECES = 32
# Fewer tags than this cannot nest deep enough to matter.
FEWEST_TAGS = 2 * DEEPEST

_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9:]*)")
_VOID = frozenset(
    [
        "area",
        "base",
        "br",
        "col",
        "embed",
        "hr",
        "img",
        "input",
        "link",
        "meta",
        "param",
        "source",
        "track",
        "wbr",
        "p",
        "li",
        "td",
        "th",
        "tr",
        "dd",
        "dt",
        "option",
        "tbody",
        "o:p",
    ]
)
# None of these looks past the next "<" in vain: the time stays linear whatever is left open.
_BREAK = re.compile(r"<(?:/?(?:p|div|br|tr|li|h[1-6]|table|ul|dd|dt)\b)[^<>]*>", re.I)
_ANY = re.compile(
    r"<(script|style)\b[^<]*(?:<(?!/?\1\b)[^<]*)*</\1[^<>]*>|<!--[^<]*(?:<(?!!--)[^<]*)*?-->|<[^<>]*>", re.I
)


def flattened(html: str) -> str | None:
    """The text of a page that nests too deep, its tags taken out; None for every other page."""
    size = max(1, len(html) // _PIECES)
    tags = [html.count("<", start, start + size) for start in range(0, len(html), size)]
    if sum(tags) < FEWEST_TAGS or _shallow(html, size, tags):
        return None
    depth = deepest = 0
    for close, name in _TAG.findall(html):
        if name.lower() in _VOID:
            continue
        depth += -1 if close else 1
        if depth > deepest:
            deepest = depth
        if depth < 0:
            depth = 0
    if deepest <= DEEPEST:
        return None
    return entities.unescape(_ANY.sub("", _BREAK.sub("\n", html)))


def _shallow(html: str, size: int, tags: list[int]) -> bool:
    """Can the nesting not exceed the bound, counting starts and ends piece by piece? (Elements without an end count
    as open for good, so True is certain and False is not.)"""
    depth = 0
    for number, count in enumerate(tags):
        ends = html.count("</", number * size, (number + 1) * size)
        starts = count - ends
        if depth + starts > DEEPEST:
            return False
        depth = max(0, depth + starts - ends)
    return True
