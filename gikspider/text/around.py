"""What stands around a shifted run: the words before it, and the character a `?` behind it took along."""

from __future__ import annotations

import re

from gikspider.text.language import START

_TAG = re.compile(r"/?[a-zA-Z][a-zA-Z0-9]{0,10}(?:\s[^<>]{0,300})?/?>")
_ENTITY = re.compile(r"(?:nbsp|ensp|emsp|ldquo|rdquo|mdash|middot|hellip|#\d{2,5});")
_NUMBERED = re.compile(r"[（(]?[一二三四五六七八九十]{1,3}[）)、]")
_BRACKET_BEFORE = re.compile(r"([\u3400-\u9fff])[(（][a-zāáǎàēéěèīíǐìōóǒòūúǔùüǖǘǚǜńňǹɑɡ]{1,6}[)）]$")


def context(text: str, at: int) -> tuple[str, str]:
    """The two characters before a position; START at the beginning of a line or behind a tag."""
    line = text[max(0, at - 40) : at]
    line = re.split(r"[\n>]", line)[-1]
    while found := _BRACKET_BEFORE.search(line):
        line = line[: found.start() + 1]
    line = START + START + line.lstrip(" ")
    return line[-2], line[-1]


def taken(text: str, at: int) -> tuple[str, bool]:
    """The ASCII character that a `?` swallowed, as far as what follows tells it; `?` where it does not."""
    if _TAG.match(text, at):
        return "<", False
    if _ENTITY.match(text, at):
        return "&", False
    if _NUMBERED.match(text, at):
        return "\n", True
    return "?", True
