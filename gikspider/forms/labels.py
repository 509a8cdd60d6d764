"""Reading labels: one key for every way a label is written, and matching that never confuses two.

A key drops what pages add to a label (numbering, brackets with explanations, years, quotes, white
space, traditional script); a label that still differs is matched by edit distance, within bounds,
and only where no other label of the same table is as near.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from functools import cache, lru_cache

from rapidfuzz.distance import Levenshtein

from gikspider.forms.definitions import data

# A label is never longer; what is, is prose.
LONGEST = 300
_NUMBERING = re.compile(
    r"\s*(?:其中\s*[:,]?|\(\s*[一二三四五六七八九十]{1,3}\s*\)|[一二三四五六七八九十]{1,3}\s*[、.,:)]"
    r"|\(\s*\d{1,2}\s*\)|\d{1,2}\s*[、.:)](?!\d)|\d{1,2}(?=[^\d\s.,%年月日/+-])|第[一二三四五六七八九十]{1,3}项\s*[、:,])"
)
_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|[(\[].*$")
_YEAR = re.compile(r"(?:本年)?(?:19|20)\d\d年?度?")
_DROP = re.compile(
    r"[\s\u200b-\u200f\u2060\ufeff\u00ad、,。.;:()/\-–—·*＊\[\]【】《》〈〉“”\"'‘’「」『』〔〕_|^`~!?]+"
)


@cache
def _script() -> dict[int, int]:
    reading = data("reading.json")
    return str.maketrans(reading["traditional"], reading["simplified"])


def plain(text: str) -> str:
    """Text in NFKC and simplified script; the only change of script is over characters of the forms."""
    if not text.isascii():
        text = unicodedata.normalize("NFKC", text).translate(_script())
    return text


def squeeze(text: str) -> str:
    """Text without white space, quotes and punctuation, numbering kept: for finding labels in a run."""
    return _DROP.sub("", plain(text))


@lru_cache(maxsize=16384)
def keys(text: str) -> tuple[str, ...]:
    """The keys a label may be known by, the fullest first; empty for what cannot be a label."""
    if len(text) > LONGEST:
        return ()
    text = plain(text)
    while found := _NUMBERING.match(text):
        text = text[found.end() :]
    full = _DROP.sub("", text)
    if not full:
        return ()
    if full == text and not any(map(str.isdigit, full)):
        return (full,)
    bare = _BRACKETS.sub("", text) if "(" in text or "[" in text else text
    for _ in range(3):  # brackets within brackets
        bare = _BRACKETS.sub("", bare)
    dated = _DROP.sub("", _YEAR.sub("本年", bare))
    return tuple(
        dict.fromkeys(k for k in (full, _DROP.sub("", bare), dated, dated.removeprefix("本年")) if k)
    )


class Labels:
    """The labels of one table: `find(text)` gives the identity of the label a text is, or None.

    Built from (label or variant, identity) pairs; `decoys` are other words of the table that a
    misspelt label must not be taken for, nor be taken from.
    """

    def __init__(self, labels: Iterable[tuple[str, str]], decoys: Iterable[str] = ()) -> None:
        self.exact: dict[str, str] = {}
        for label, identity in labels:
            for key in keys(label)[:2]:
                self.exact.setdefault(key, identity)
        self._others: Mapping[str, None] = dict.fromkeys(
            k for word in decoys for k in keys(word)[:1] if k not in self.exact
        )
        self._longest = max(map(len, self.exact), default=0)
        self._characters = frozenset("".join(self.exact))
        self._beginnings = frozenset(key[:n] for key in self.exact for n in range(1, len(key) + 1))
        self._found: dict[str, str | None] = {}

    def find(self, text: str) -> str | None:
        """The identity of a label, exactly or by the nearest spelling; None where two are as near."""
        try:
            return self._found[text]
        except KeyError:
            pass
        found = self.find_exact(text) or self._nearest(text)
        if len(self._found) < 8192 and len(text) <= LONGEST:
            self._found[text] = found
        return found

    def begins(self, text: str) -> bool:
        """Whether a label, or only its numbering, may begin with this text."""
        found = keys(text)
        return len(text) < 8 if not found else any(key in self._beginnings for key in found)

    def find_exact(self, text: str) -> str | None:
        """The identity of a label as one of its known wordings."""
        for key in keys(text):
            if key in self.exact:
                return self.exact[key]
        return None

    def _nearest(self, text: str) -> str | None:
        """One edit in four characters at most, and clearly nearer than any other label."""
        for key in keys(text)[:2]:
            strange = sum(c not in self._characters for c in key)
            if 4 <= len(key) <= self._longest + 4 and key not in self._others and strange <= 3:
                found = self._within(key, max(1, min(3, len(key) // 4)))
                if found is not None:
                    return found
        return None

    def _within(self, key: str, bound: int) -> str | None:
        best: dict[str | None, int] = {}
        for label in (*self.exact, *self._others):
            if abs(len(label) - len(key)) <= bound + 1 and len(label) >= 4:
                distance = Levenshtein.distance(key, label, score_cutoff=bound + 1)
                identity = self.exact.get(label)
                best[identity] = min(best.get(identity, bound + 2), distance)
        ranked = sorted((distance, identity or "") for identity, distance in best.items())
        if not ranked or ranked[0][0] > bound or not ranked[0][1]:
            return None
        # A second label must be at least one edit further away, two where the first is not near.
        if len(ranked) > 1 and ranked[1][0] - ranked[0][0] < min(2, ranked[0][0]):
            return None
        return ranked[0][1]
