"""Is a text written in traditional characters, and back to simplified where it is.

Mirrors convert a simplified page character by character. A few traditional characters on a
simplified page (a surname, a shop sign) are no evidence and stay as they are.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import cache

from opencc import OpenCC

from gikspider.text.keys import simplified

# Traditional characters that simplified texts print too: names, 乾隆, 著作, 瞭望, 覆盖, 藉此.
_AT_HOME = frozenset(
    "乾著於後瞭麼徵藉摺覆甯鍾昇剋迴噁堃喆犇淼祇砲裏蹟鬥鬨龢讎讐蘋鉅迺陞衹慼慾彷彿衚衕夥餘麴淩傢隻薑穀鬱"
)
# Simplified characters that a conversion character by character leaves: traditional texts have them too.
_KEPT = frozenset(
    "于范系并干布咨征里后面制采余游周志升卷杰咸郁谷冬折舍表欲凶才丑出了回核台吁纤合曲松向伙么困托注胡"
    "朱术云家几万斗御借准控岳累私吊扎杆梁沈盘筑须愿岩灶霉泛它席念佣旋症占党只秘污群峰查床"
)
_HREF = re.compile(r"""\b(?:href|src|action)\s*=\s*(?:"[^"]*"|'[^']*')""", re.I)
_LINE = re.compile(r"[^\n\r<>]+")
# This many different traditional characters are more than names and a shop sign: look line by line.
QUOTED_LINES = 12


@dataclass(frozen=True, slots=True)
class Script:
    """What a text is written in: characters only traditional (all, and different ones), only simplified."""

    traditional: int
    different: int
    simplified: int

    @property
    def whole(self) -> bool:
        return self.different >= 2 and self.traditional > self.simplified

    @property
    def partly(self) -> bool:
        return self.whole or self.different >= QUOTED_LINES


@cache
def _sets() -> tuple[frozenset[str], frozenset[str]]:
    """Characters only traditional, characters only simplified, within CJK's basic block."""
    every = "\n".join(map(chr, range(0x4E00, 0x9FA6)))
    to_simple = OpenCC("t2s").convert(every).split("\n")
    to_traditional = OpenCC("s2t").convert(every).split("\n")
    pairs = list(zip(every.split("\n"), to_simple, to_traditional, strict=True))
    traditional = {c for c, simple, _ in pairs if simple != c} - _AT_HOME
    return frozenset(traditional), frozenset(
        c for c, simple, other in pairs if other != c and simple == c
    ) - _KEPT


def script_of(text: str) -> Script:
    """Count the characters that belong to one script only."""
    traditional, simple = _sets()
    counts = Counter(text)
    found = [n for c, n in counts.items() if c in traditional]
    return Script(sum(found), len(found), sum(n for c, n in counts.items() if c in simple))


def to_simplified(text: str, script: Script) -> tuple[str, int]:
    """The text in simplified characters, and how many characters changed; addresses in attributes stay."""
    if script.whole:
        changed = _outside_addresses(text)
    elif script.partly:
        changed = _LINE.sub(lambda line: simplified(line[0]) if _mostly(line[0]) else line[0], text)
    else:
        return text, 0
    return changed, sum(a != b for a, b in zip(text, changed, strict=False))


def _mostly(line: str) -> bool:
    own = script_of(line)
    return own.different >= 3 and own.traditional > own.simplified


def _outside_addresses(text: str) -> str:
    kept = [match for match in _HREF.finditer(text) if not match[0].isascii()]
    if not kept:
        return simplified(text)
    parts, at = [], 0
    for match in kept:
        parts += [simplified(text[at : match.start()]), match[0]]
        at = match.end()
    return "".join([*parts, simplified(text[at:])])
