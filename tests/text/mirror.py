"""What mirrors do to a clean page, forwards: material for tests of everything behind `repair`.

Five steps in the order mirrors take them: traditional characters one by one, readings in brackets
behind some characters, GBK, cuts at the bytes of a sentence mark, and a comma doubled. `corrupt`
does them all or those asked for; it is deterministic.
"""

import re
import unicodedata
from collections.abc import Iterable
from functools import cache

from opencc import OpenCC
from pypinyin import Style, pinyin

# Characters with several traditional forms: mirrors leave them as they are.
KEPT = "于范系并干布咨征里后面制采余游周志升卷杰咸郁谷冬折舍表欲凶才丑出了回核"
# Where mirrors and OpenCC's first choice differ.
FIXED = dict(
    zip(
        "复台为众发准历说户脏据当尽获钟线启强内产温够晒苏弥党占价确号术体种几万与签证佣症鉴",
        "復臺為眾發準歷說戶臟據當盡獲鐘線啟強內產溫夠曬蘇彌黨占價確號術體種幾萬與簽證傭癥鑒",
        strict=True,
    )
)
SAME = "群峰查床秘污只吁合曲松向伙么困托注胡朱云家致斗御借控岳累私吊扎杆梁沈筑岩灶席念旋泛它纤愿霉"
# Characters one site annotates, in traditional form, and those another does.
LIGHT = "據發規數統聯現區業鎮續執環鄉穩調創經訓優態監濟當協節醫細識絡隊側"
FULL = (
    LIGHT
    + "報國簡請級機關礎動復進標計網對務號領導結實堅點設產學認內負責權質運預會農項個時強無應構臺費習嚴擴準轉財護"
)


@cache
def converter(name: str) -> OpenCC:
    return OpenCC(name)


@cache
def traditional_character(c: str) -> str:
    if c in KEPT or c in SAME:
        return c
    if c in FIXED:
        return FIXED[c]
    turned = converter("s2t").convert(c)
    return turned if len(turned) == 1 else c


def traditional(text: str) -> str:
    """Step 1: character by character; those with several forms stay."""
    return "".join(traditional_character(c) if "\u4e00" <= c <= "\u9fff" else c for c in text)


@cache
def reading(c: str) -> str:
    return unicodedata.normalize("NFC", pinyin(converter("t2s").convert(c), style=Style.TONE)[0][0])


def annotated(text: str, characters: Iterable[str], brackets: str = "()") -> str:
    """Step 2: the reading behind each of the characters, always the same."""
    chosen = frozenset(characters)
    return "".join(f"{c}{brackets[0]}{reading(c)}{brackets[1]}" if c in chosen else c for c in text)


def gbk(text: str) -> bytes:
    """Step 3: what GBK lacks becomes a question mark."""
    return text.encode("gbk", "replace")


def piece(data: bytes) -> str:
    """One piece decoded alone: half characters become `?`, pairs without meaning vanish."""
    out: list[str] = []
    at = 0
    while at < len(data):
        pair = data[at : at + 2]
        if pair[0] < 0x80:
            out.append(chr(pair[0]))
            at += 1
            continue
        if len(pair) < 2 or pair[1] < 0x40 or pair[1] == 0x7F:
            out.append("?")
        else:
            out.append(pair.decode("gbk", "ignore"))
        at += 2
    return "".join(out)


def cut(data: bytes, marks: str) -> str:
    """Step 4: split at the bytes of each mark, one mark after the other, and decode the pieces."""
    pieces: list[tuple[bool, bytes]] = [(False, data)]
    for mark in marks:
        code = mark.encode("gbk")
        split: list[tuple[bool, bytes]] = []
        for is_mark, part in pieces:
            if is_mark:
                split.append((True, part))
                continue
            for n, rest in enumerate(part.split(code)):
                split += [(True, code)] if n else []
                split.append((False, rest))
        pieces = split
    return "".join(part.decode("gbk") if is_mark else piece(part) for is_mark, part in pieces)


def narrowed(text: str) -> str:
    """Full-width punctuation as ASCII, as some extractors leave it."""
    return "".join(" " if c == "\u3000" else chr(ord(c) - 0xFEE0) if "！" <= c <= "～" else c for c in text)


def corrupt(
    clean: str,
    *,
    pinyin: str | bool = LIGHT,
    marks: str = "。",
    traditional: bool = True,
    narrow: bool = False,
    commas: bool = False,
    brackets: str = "()",
) -> str:
    """A clean simplified text as a mirror shows it.

    `pinyin`: the (traditional) characters that get their reading, True for the longer list, "" or
    False for none. `marks`: sentence marks the text is cut at, "" for no trip through GBK.
    """
    text = _traditional(clean) if traditional else clean
    chosen = FULL if pinyin is True else pinyin or ""
    text = annotated(text, chosen, brackets)
    if commas:
        text = re.sub(r"(?<=[\u4e00-\u9fff])(?=[，。])", "，", text)
    if marks:
        text = cut(gbk(text), marks)
    return narrowed(text) if narrow else text


_traditional = traditional
