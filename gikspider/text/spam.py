"""Words of betting, porn, streaming and shop spam that a mirror put in the place of a report's words.

A report on a raid against gambling, on the sports bureau or on the welfare lottery names the same
things honestly. So a word counts by what it is (a brand no honest text names), by its company
(官网, app下载, 股份有限 without 公司) and by its sentence (打击, 查处, 整治).
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple

# How far a sentence's fight against spam is looked for, in characters either side.
SENTENCE = 40
_SENTENCE_END = re.compile(r"[。！？；;!?\n\r]")


@dataclass(frozen=True, slots=True)
class Injection:
    """Spam at text[start:end]; `phrase` is that text, `reason` says in words why it cannot belong there."""

    start: int
    end: int
    phrase: str
    reason: str


class _Lexicon(NamedTuple):
    sure: re.Pattern[str]  # groups name the category
    word: re.Pattern[str]
    doubtful: frozenset[str]
    fighting: re.Pattern[str]
    shapes: tuple[tuple[re.Pattern[str], str], ...]
    left: re.Pattern[str]
    right: re.Pattern[str]
    hint: re.Pattern[str]


def _any(words: Iterable[str]) -> str:
    """An alternation, longest first; a Latin word must not be part of a longer one."""
    parts = []
    for word in sorted(set(words), key=lambda w: (-len(w), w)):
        left = r"(?<![A-Za-z0-9])" if re.match(r"[A-Za-z0-9]", word) else ""
        right = r"(?![A-Za-z])" if re.search(r"[A-Za-z]$", word) else ""
        parts.append(left + re.escape(word) + right)
    return "|".join(parts)


@cache
def _data() -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads((files("gikspider.text") / "data" / "spam.json").read_text("utf-8"))
    return loaded


@cache
def _lexicon() -> _Lexicon:
    data = _data()
    groups = {f"{kind}": _any(words) for kind, words in data["brands"].items()}
    words = {kind: _any(words) for kind, words in data["words"].items()}
    company = _any(data["company"])
    site = _any(data["site"])
    kinds = _any(data["kinds"])
    return _Lexicon(
        sure=re.compile("|".join(f"(?P<{kind}>{words})" for kind, words in groups.items()), re.I),
        word=re.compile("|".join(f"(?P<{kind}>{words})" for kind, words in words.items()), re.I),
        doubtful=frozenset(data["doubtful"]),
        fighting=re.compile(_any(data["fighting"])),
        shapes=tuple(_shapes(data, site)),
        left=re.compile(rf"(?:(?:{company}|{_any(data['shared'])})\s?)+$", re.I),
        right=re.compile(rf"(?:\s?(?:{site}|{company}|{kinds}|\.com|\.cc|\.vip))+", re.I),
        hint=re.compile(
            "体育|娱乐|彩|棋牌|电竞|真人|官网|官方|app|APP|App|股份有限|博|赌|在线|视频|国际|[a-zA-Z]{2}|\\d{2}"
        ),
    )


def _shapes(data: dict[str, Any], site: str) -> Iterator[tuple[re.Pattern[str], str]]:
    """Spam told by its shape; the group `spam` is the part that cannot belong there."""
    shared = _any(data["shared"])
    honest = _any(data["honest_names"])
    after = _any(data["honest_after_kind"])
    kinds = "体育|娱乐|彩票|棋牌|电竞|真人"
    yield (
        re.compile(
            rf"(?P<spam>(?:{shared})(?:{kinds}|国际|游戏|电子)?(?:[(（]中国[)）])?\s?(?:{site})(?!{after}))",
            re.I,
        ),
        "a betting name with the words of its site",
    )
    yield (
        re.compile(
            rf"(?P<spam>[A-Za-z]{{1,8}}\d{{0,4}}(?:{kinds})(?!{after})|\d{{2,6}}(?:{kinds})(?!{after}|[\u4e00-\u9fff]{{0,2}}(?:条|件|次)))"
        ),
        "a betting name with the words of its site",
    )
    yield (
        re.compile(
            rf"(?P<spam>[\u4e00-\u9fff]{{2}}(?<!局)(?:{kinds})(?:[(（]中国[)）])?(?:官网|官方|app|APP|网址|登录|登陆|注册|下载|投注|手机版|全站|入口))"
        ),
        "a betting name with the words of its site",
    )
    yield (
        re.compile(r"(?P<spam>股份有限(?!公司|责任|合作|合伙))"),
        "a company name cut short",
    )
    yield (
        re.compile(
            rf"(?P<spam>(?:(?!{honest})[\u4e00-\u9fff]){{2}}(?<!{'|'.join(data['honest_names'][:1])})体育)(?=\s?\d+\s?[条件])"
        ),
        "a sports name where the thing counted should stand",
    )


def injected(text: str) -> tuple[Injection, ...]:
    """Spam phrases of a (repaired, simplified) text, in order, without overlaps. Offsets are in `text`."""
    lexicon = _lexicon()
    spans = [*_sure(text, lexicon), *_words(text, lexicon), *_shaped(text, lexicon)]
    grown = sorted((*_grown(text, start, end, lexicon), reason) for start, end, reason in spans)
    merged: list[tuple[int, int, str]] = []
    for start, end, reason in grown:
        if merged and start <= merged[-1][1]:
            first = merged[-1]
            merged[-1] = (first[0], max(first[1], end), first[2])
        else:
            merged.append((start, end, reason))
    return tuple(Injection(start, end, text[start:end], reason) for start, end, reason in merged)


def _sure(text: str, lexicon: _Lexicon) -> Iterator[tuple[int, int, str]]:
    for match in lexicon.sure.finditer(text):
        yield (
            match.start(),
            match.end(),
            f"{'betting' if match.lastgroup == 'latin' else match.lastgroup}: a name no report holds",
        )


def _words(text: str, lexicon: _Lexicon) -> Iterator[tuple[int, int, str]]:
    for match in lexicon.word.finditer(text):
        if match[0].lower() in lexicon.doubtful and _fought(text, match.start(), match.end(), lexicon):
            continue
        yield match.start(), match.end(), f"{match.lastgroup}: a word of spam"


def _fought(text: str, start: int, end: int, lexicon: _Lexicon) -> bool:
    """The sentence speaks against what the word names."""
    before = _SENTENCE_END.split(text[max(0, start - SENTENCE) : start])[-1]
    after = _SENTENCE_END.split(text[end : end + SENTENCE], maxsplit=1)[0]
    return bool(lexicon.fighting.search(before) or lexicon.fighting.search(after))


def _shaped(text: str, lexicon: _Lexicon) -> Iterator[tuple[int, int, str]]:
    for pattern, reason in lexicon.shapes:
        for match in pattern.finditer(text):
            yield match.start("spam"), match.end("spam"), reason


def _grown(text: str, start: int, end: int, lexicon: _Lexicon) -> tuple[int, int]:
    """The span and the words of a company or a web site that stand beside it without a break."""
    after = lexicon.right.match(text, end)
    before = lexicon.left.search(text[max(0, start - 40) : start])
    grown = start - len(before[0]) if before else start
    return grown, after.end() if after else end
