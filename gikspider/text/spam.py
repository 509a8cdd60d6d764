"""Words of betting, porn, streaming and shop spam that a mirror put in the place of a report's words.

A report on a raid against gambling, on the sports bureau or on the welfare lottery names the same
things honestly. So a word counts by what it is (a brand no honest text names), by its company
(官网, app下载, 股份有限 without 公司), by its place (before 信息公开, before a number that counts
nothing) and by its sentence (打击, 查处, 整治).
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple, TypeAlias

# How far a sentence's fight against spam is looked for, in characters either side.
SENTENCE = 40
_SENTENCE_END = re.compile(r"[。！？；;!?\n\r]")
_LETTER = re.compile(r"[a-z0-9]")
_Hit: TypeAlias = tuple[int, int, str]


@dataclass(frozen=True, slots=True)
class Injection:
    """Spam at text[start:end]; `phrase` is that text, `reason` says in words why it cannot belong there."""

    start: int
    end: int
    phrase: str
    reason: str


class _Lexicon(NamedTuple):
    names: dict[str, str]  # word -> category
    words: dict[str, str]
    doubtful: frozenset[str]
    weak: tuple[str, ...]
    shared: tuple[str, ...]
    sites: frozenset[str]
    honest: frozenset[str]
    fighting: re.Pattern[str]
    site: re.Pattern[str]
    after: re.Pattern[str]
    left: re.Pattern[str]
    right: re.Pattern[str]


def injected(text: str) -> tuple[Injection, ...]:
    """Spam phrases of a (repaired, simplified) text, in order, without overlaps. Offsets are in `text`."""
    lower = _lower(text)
    held = _held(lower)
    if not held and _NUMBERED.search(lower) is None:
        return ()
    hits = [*_named(lower, held), *_worded(lower, held), *_beside_site(lower, held), *_shaped(lower, held)]
    merged: list[_Hit] = []
    for start, end, reason in sorted((*_grown(lower, start, end), reason) for start, end, reason in hits):
        if merged and start <= merged[-1][1]:
            first = merged[-1]
            merged[-1] = (first[0], max(first[1], end), first[2])
        else:
            merged.append((start, end, reason))
    return tuple(Injection(start, end, text[start:end], reason) for start, end, reason in merged)


def _lower(text: str) -> str:
    lower = text.lower()
    return (
        lower if len(lower) == len(text) else "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
    )


@cache
def _data() -> dict[str, Any]:
    data: dict[str, Any] = json.loads((files("gikspider.text") / "data" / "spam.json").read_text("utf-8"))
    return data


@cache
def _lexicon() -> _Lexicon:
    data = _data()
    company, site = _any(data["company"]), _any(data["site"])
    return _Lexicon(
        names={word.lower(): kind for kind, words in data["brands"].items() for word in words},
        words={word.lower(): kind for kind, words in data["words"].items() for word in words},
        doubtful=frozenset(word.lower() for word in data["doubtful"]),
        weak=tuple(word.lower() for word in data["weak"]),
        shared=tuple(word.lower() for word in data["shared"]),
        sites=frozenset(word.lower() for word in data["site"]),
        honest=frozenset(data["honest_names"]),
        fighting=re.compile(_any(data["fighting"])),
        site=re.compile(rf"(?:{_any(data['kinds'])})?[\s·|-]?(?:[(（]中国[)）])?[\s·|-]?(?:{site})"),
        after=re.compile(_any(data["honest_after_kind"])),
        left=re.compile(rf"(?:(?:{company})\s?)+$"),
        right=re.compile(rf"(?:(?:{site}|{_any(data['tail'])}|\.com|\.cc|\.vip))+"),
    )


@cache
def _index() -> tuple[re.Pattern[str], dict[str, tuple[tuple[int, str], ...]]]:
    """Every word, with its place in it, by the character that honest texts hold least; a pattern of these."""
    data, lexicon = _data(), _lexicon()
    rarity = {c: place for place, c in enumerate(data["usual"])}
    words = {*lexicon.names, *lexicon.words, *lexicon.weak, *lexicon.sites, *_CUT}
    index: dict[str, list[tuple[int, str]]] = {}
    for word in sorted(words):
        rarest = max(word, key=lambda c: rarity.get(c, len(rarity)))
        index.setdefault(rarest, []).append((word.index(rarest), word))
    pattern = re.compile(f"[{re.escape(''.join(index))}]")
    return pattern, {c: tuple(its) for c, its in index.items()}


def _held(text: str) -> set[str]:
    """The words a text holds. An honest text has few of their characters, so few places are looked at at all."""
    characters, index = _index()
    held: set[str] = set()
    for found in characters.finditer(text):
        at = found.start()
        for before, word in index[text[at]]:
            if text.startswith(word, at - before):
                held.add(word)
    return held


def _any(words: Iterable[str]) -> str:
    """An alternation, longest first."""
    return "|".join(
        re.escape(word.lower()) for word in sorted(set(words), key=lambda word: (-len(word), word))
    )


def _places(text: str, words: Iterable[str]) -> Iterator[tuple[int, int, str]]:
    """Where the words stand; a Latin word or a number is never part of a longer one."""
    for word in words:
        at = text.find(word)
        while at >= 0:
            end = at + len(word)
            if not _part(text, at, end):
                yield at, end, word
            at = text.find(word, end)


def _part(text: str, start: int, end: int) -> bool:
    """A Latin word or number inside a longer one, an address or a mail account."""
    before, after = text[max(0, start - 1) : start], text[end : end + 1]
    if _LETTER.match(text[start]) and (_LETTER.match(before) or before in ("@", ".", "/", "_", "-")):
        return True
    return bool(_LETTER.match(text[end - 1]) and (_LETTER.match(after) or after in ("@", "_", "-")))


def _named(text: str, held: set[str]) -> Iterator[_Hit]:
    names = _lexicon().names
    for start, end, word in _places(text, held & names.keys()):
        kind = "betting" if names[word] == "latin" else names[word]
        yield start, end, f"{kind}: a name no report holds"


def _worded(text: str, held: set[str]) -> Iterator[_Hit]:
    lexicon = _lexicon()
    for start, end, word in _places(text, held & lexicon.words.keys()):
        if not (word in lexicon.doubtful and _fought(text, start, end)):
            yield start, end, f"{lexicon.words[word]}: a word of spam"
    for start, end, _ in _places(text, held.intersection(lexicon.weak)):
        if _TITLE.match(text, end):
            yield start, end, "a word of spam where a name should stand"


def _fought(text: str, start: int, end: int) -> bool:
    """The sentence speaks against what the word names."""
    fighting = _lexicon().fighting
    before = _SENTENCE_END.split(text[max(0, start - SENTENCE) : start])[-1]
    after = _SENTENCE_END.split(text[end : end + SENTENCE], maxsplit=1)[0]
    return bool(fighting.search(before) or fighting.search(after))


def _beside_site(text: str, held: set[str]) -> Iterator[_Hit]:
    """A name that is also a place or a number, with the words of a betting site behind it."""
    lexicon = _lexicon()
    if held.isdisjoint(lexicon.sites):
        return
    for start, end, _ in _places_before(text, lexicon.shared):
        found = lexicon.site.match(text, end)
        if found and not lexicon.after.match(text, found.end()):
            yield start, found.end(), "betting: a name with the words of its site"


def _places_before(text: str, words: Iterable[str]) -> Iterator[tuple[int, int, str]]:
    """As `_places`, but what follows may go on with letters (365app)."""
    for word in words:
        at = text.find(word)
        while at >= 0:
            if not (_LETTER.match(word) and at and _LETTER.match(text[at - 1])):
                yield at, at + len(word), word
            at = text.find(word, at + len(word))


_KIND = "体育|娱乐|彩票|棋牌|电竞|真人"
_SITE = r"[(（]中国[)）]|官网|官方|app|网址|登录|登陆|注册|投注|手机版|全站|入口|网页版"
_SUBJECT = "政府信息公开|信息公开|政务公开|年度报告|人民政府"
# Every shape holds one of these words, or a number before the words of a title; most pages hold none.
_CUT = frozenset((*_KIND.split("|"), "股份有限", "bet"))
_NUMBERED = re.compile(rf"[0-9](?:{_SUBJECT})")
_TITLE = re.compile(rf"{_SUBJECT}|工作年度|工作报告|街道办")
_SHAPES = (
    (re.compile(rf"(?<![a-z0-9])(?!(?:vr|ai|ktv|cba|nba|tv|ip)[^a-z0-9])[a-z]{{1,8}}\d{{0,4}}(?:{_KIND})"), "betting: a made-up name"),
    (re.compile(rf"(?<![\d.])\d{{2,6}}(?:{_KIND})(?={_SITE}|{_SUBJECT})"), "betting: a number as a name"),
    (re.compile(rf"(?<=[\u4e00-\u9fff]{{2}})(?:{_KIND})(?={_SITE})"), "betting: a name with the words of its site"),
    (re.compile(rf"(?<=[\u4e00-\u9fff]{{2}})(?:{_KIND})(?={_SUBJECT}|主动公开|依申请|申请公开|申请\d|街道办|办事处|党委|街道)"), "betting: a name where the publisher should stand"),
    (re.compile(rf"(?<=[\u4e00-\u9fff]{{2}})(?:{_KIND})(?=\s?\d+\s?[条件])"), "betting: a name where the thing counted should stand"),
    (re.compile(r"股份有限(?!\s*(?:公司|责任|合作|合伙))"), "a company name cut short"),
    (re.compile(r"(?<![a-z0-9])(?!alphabet|tibet)[a-z0-9]{1,8}bet(?![a-z])"), "betting: a made-up name"),
    (
        re.compile(rf"(?:(?<=^)|(?<=[\n县市区镇乡道局办委院会厅省州旗“《（(【]))(?:365|\d{{5,6}})(?={_SUBJECT})"),
        "betting: a number where a name should stand",
    ),
)  # fmt: skip


def _shaped(text: str, held: set[str]) -> Iterator[_Hit]:
    lexicon = _lexicon()
    if held.isdisjoint(_CUT) and _NUMBERED.search(text) is None:
        return
    for pattern, reason in _SHAPES:
        for match in pattern.finditer(text):
            kind = re.search(_KIND, match[0])
            if kind and (
                _honest(text, match.start() + kind.start()) or lexicon.after.match(text, match.end())
            ):
                continue
            # A made-up name is the two characters before the kind of business.
            yield match.start() - (2 if kind and kind.start() == 0 else 0), match.end(), reason


# Last characters of places and offices, and what joins words.
_PLACE_ENDS = frozenset(
    "省市县区镇乡州旗道盟城岛域地场园心谷团处室会局所厂矿村屯社木狱位分部队院校司站库港湾划的、和与及，,；;。“《 "
)


def _honest(text: str, kind: int) -> bool:
    """An honest word stands before 体育, 彩票 …: 文化体育, 福利彩票, 市体育, 教育、体育."""
    name = text[max(0, kind - 2) : kind]
    return name in _lexicon().honest or name[-1:] in _PLACE_ENDS or name[:1] in "、，,"


def _grown(text: str, start: int, end: int) -> tuple[int, int]:
    """The span and the words of a company or a web site that stand beside it without a break."""
    lexicon = _lexicon()
    after = lexicon.right.match(text, end)
    before = lexicon.left.search(text, max(0, start - 24), start)
    return (before.start() if before else start), (after.end() if after else end)
