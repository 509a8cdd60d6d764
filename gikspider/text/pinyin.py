"""Pinyin put in brackets behind characters: 報(bào)告. Taken out where it is a reading of that character."""

from __future__ import annotations

import html
import re
import unicodedata
from collections import Counter
from functools import cache, lru_cache
from importlib.resources import files

_TONED = "āáǎàēéěèêīíǐìōóǒòūúǔùüǖǘǚǜńňǹḿ"
_SYLLABLE = rf"(?:[a-zA-Z{_TONED}ɑɡ\u0300\u0301\u0304\u030c\u0308]|&#?\w{{1,8}};){{1,7}}"
_BRACKET = re.compile(
    rf"(?P<char>[\u3400-\u9fff])(?P<tags>\ufdd1?\s?(?:</?[a-zA-Z][^<>]{{0,200}}>\s?){{0,4}})(?:[(（]|&#40;)\s?(?P<reading>{_SYLLABLE})\s?(?:[)）]|&#41;)",
    re.I,
)
_TONELESS = str.maketrans("āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜńňǹḿ", "aaaaeeeeiiiioooouuuu" + "üüüü" + "nnnm")
# On a page in simplified characters a writer may explain 渑(miǎn)池 or 重(chóng)阳. A mirror annotates
# everyday characters with their everyday reading, again and again.
FEW = 3


@cache
def readings() -> dict[str, tuple[str, ...]]:
    """Toned readings of each character of GBK."""
    found: dict[str, list[str]] = {}
    lines = (files("gikspider.text") / "data" / "readings.txt").read_text("utf-8").splitlines()
    for line in lines[1:]:
        reading, characters = line.split(" ")
        for c in characters:
            found.setdefault(c, []).append(reading)
    return {c: tuple(all_) for c, all_ in found.items()}


@lru_cache(maxsize=20_000)
def reads(char: str, written: str, *, toneless: bool = True) -> bool:
    """True where `written` is a reading of the character; without tone mark too, if `toneless`."""
    reading = html.unescape(written).lower().replace("ɑ", "a").replace("ɡ", "g").replace("v", "ü")
    reading = unicodedata.normalize("NFC", reading)
    known = readings().get(char, ())
    if reading in known:
        return True
    bare = reading.translate(_TONELESS)
    return (
        toneless
        and bare == reading
        and len(bare) > 1
        and any(bare == one.translate(_TONELESS) for one in known)
    )


def strip_pinyin(text: str, *, mirrored: bool) -> tuple[str, int]:
    """Take readings in brackets out; returns the text and how many were taken.

    `mirrored`: the page is known to be converted. Where it is not, readings are taken out only if
    more than a few stand behind characters that nobody needs explained.
    """
    found = [match for match in _BRACKET.finditer(text) if reads(match["char"], match["reading"])]
    if not found or (not mirrored and not _mechanical(found)):
        return text, 0
    parts, at = [], 0
    for match in found:
        parts += [text[at : match.start()], match["char"], match["tags"].strip()]
        at = match.end()
    return "".join([*parts, text[at:]]), len(found)


def _mechanical(found: list[re.Match[str]]) -> bool:
    """Everyday characters that are annotated with one reading each, more often than a writer would."""
    from gikspider.text.encoding import everyday

    seen = {(match["char"], match["reading"]) for match in found if match["char"] in everyday()}
    single = [char for char, n in Counter(char for char, _ in seen).items() if n == 1]
    plain = [char for char in single if len(readings()[char]) == 1]
    return len(plain) >= FEW or (len(plain) >= 1 and len(found) > 2 * FEW)
