"""Which provinces, cities and counties a text speaks of."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache

from .divisions import PSEUDO, former_names, rows

_ENDS = re.compile("[省市县区州盟旗]")
# District names that are ordinary words too: 城区 in a sentence is seldom the 城区 of 晋城.
_WORDS = {"城区", "郊区", "矿区", "市中区", "新城区", "城中区"}
PEOPLES = (
    "蒙古|回|藏|维吾尔|苗|彝|壮|布依|朝鲜|满|侗|瑶|白|土家|哈尼|哈萨克|傣|黎|傈僳|佤|畲|拉祜|水|东乡|纳西|景颇|"
    "柯尔克孜|土|达斡尔|仫佬|羌|布朗|撒拉|毛南|仡佬|锡伯|阿昌|普米|塔吉克|怒|鄂温克|德昂|保安|裕固|独龙|鄂伦春|"
    "门巴|珞巴|各"
)
_ETHNIC = re.compile(f"(?:(?:{PEOPLES})族|哈萨克|蒙古|柯尔克孜|塔吉克|维吾尔)+(?:族)?自治")
_BANNERS = (
    ("科尔沁右翼", "科右"),
    ("科尔沁左翼", "科左"),
    ("达尔罕茂明安联合旗", "达茂旗"),
    ("鄂托克前旗", "鄂前旗"),
)


def aliases(name: str) -> tuple[str, ...]:
    """The ways people write a division's name in full: 互助土族自治县, 互助县, 互助自治县, 科右中旗."""
    found = [name]
    if "自治" in name:
        bare = _ETHNIC.sub("", name)
        if len(bare) > 2 and bare != name:
            found += [bare, bare[:-1] + "自治" + bare[-1]]
        if name.endswith("自治区"):
            found.append(name[:3] if name.startswith("内蒙古") else name[:2])
            found.append(found[-1] + "自治区")
    for full, short in _BANNERS:
        if full in name:
            found.append(name.replace(full, short))
    return tuple(dict.fromkeys(found))


@cache
def full_names() -> dict[str, tuple[str, ...]]:
    """Full name (and every alias, and former names) → codes of provinces, cities, counties."""
    index: dict[str, list[str]] = {}
    for code, (name, _) in rows().items():
        if name not in PSEUDO:
            for alias in aliases(name):
                index.setdefault(alias, []).append(code)
    for name, codes in former_names().items():
        if name not in index:
            index[name] = codes
    return {name: tuple(codes) for name, codes in index.items()}


@cache
def short_names() -> dict[str, tuple[str, ...]]:
    """Name without its 省, 市, 县, 区, 旗, 州, 盟 → codes; of two characters at least (藁城, 杭州, 北京)."""
    index: dict[str, list[str]] = {}
    for name, codes in full_names().items():
        stem = re.sub(r"(?:自治)?[省市县区旗州盟]$|地区$", "", name)
        if len(stem) >= 2 and stem != name:
            known = index.setdefault(stem, [])
            known += [code for code in codes if code not in known]
    return {name: tuple(codes) for name, codes in index.items()}


@cache
def _tails() -> frozenset[str]:
    """The last two characters of every name: most words that end in 市, 县 or 区 end in none of these."""
    return frozenset(name[-2:] for name in full_names())


def mentions(text: str) -> Counter[str]:
    """How often each province, city or county is named in full. A shared name (长安区) counts for all who bear it."""
    names, tails = full_names(), _tails()
    counts: Counter[str] = Counter()
    for match in _ENDS.finditer(text):
        end = match.end()
        if text[end - 2 : end] not in tails:
            continue
        for length in range(min(12, end), 1, -1):
            codes = names.get(text[end - length : end])
            if codes and text[end - length : end] not in _WORDS:
                counts.update(codes)
                break
    return counts
