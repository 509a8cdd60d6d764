"""The text as the reader sees it: lines, headings and sentences, every character with its offset.

Nothing is rewritten in length except that blanks and stray question marks inside a line are left
out; a line keeps the offset of every character it kept, so a quote can always be cut from the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from gikspider.prose.headings import heading_of

# Full-width to ASCII and one shape for each kind of quotation mark: always one character for one.
_FOLD = {chr(0xFF01 + i): chr(0x21 + i) for i in range(94)}
_FOLD["谘"] = "咨"
_FOLD |= dict(zip("　\xa0‘’'\"「」『』○﹑﹐．·", "  “”“”“”“”〇、,.·", strict=True))
# The few that nearly every sentence has are replaced one by one, which is many times faster.
_USUAL = tuple((wide, _FOLD[wide]) for wide in "，；：（）")
_WIDE = re.compile("[" + re.escape("".join(_FOLD)) + "]")
# What is left out inside a line, and a line break where a line has been torn.
_BLANKS = r" \t\r\v\f?\u200b-\u200f\ufeff\ufffd\u2002-\u200a"
_JUNK = re.compile(rf"[{_BLANKS}\n]")
_TIGHT = re.compile(rf"[^{_BLANKS}\n]+")
_UNUSUAL = re.compile(_WIDE.pattern[:-1] + rf"{_BLANKS}]")
# A line break inside a sentence: the number or its counter was an element of its own.
_BROKEN = r"\n(?=\s{0,8}(?:\d{1,7}\s{0,8})?(?:余)?(?:条|件|份|篇|项|起|次|宗|人次)[,，。;；、)）(（])"
_LINE = re.compile(rf"[^\n]++(?:(?<=[\u4e00-\u9fff\d]){_BROKEN}[^\n]++)*+")
# The line break between the two parts of a torn line.
_TORN = re.compile(rf"(?<=[\u4e00-\u9fff\d]){_BROKEN}[^\n]")
_MASKED = re.compile(r"\([^()]{0,80}\)|“[^“”]{0,60}”|《[^《》]{0,80}》|〈[^〈〉]{0,80}〉")
_COUNTED = re.compile(
    r"\d[余多]?(?:万)?(?:条|件|份|篇|项|起|次|宗|人|名|个|例|元|万元|场|期)|[一二三四五六七八九十]件"
)
# A quoted label is what is counted, a quoted name is not.
_OUTCOME = re.compile(
    r"(?:同意|不予|部分|予以|不同意|非本|不属于|信息不存在|政府信息不存在|申请信息|属于|已主动|主动公开|无法|其他|申请|免予|更改)[^“”]{0,16}|行政(?:许可|处罚|强制)|依申请公开|两微一端|新闻发布会|在线访谈|信息公开申请|政府信息公开|信息公开|政务公开|[^“”]{0,6}(?:信箱|热线)"
)
_OPENNESS = {"政府信息公开", "信息公开", "政务公开"}
# (不同渠道公开相同信息计1条) says how the form counts.
_COUNTS_ONCE = ("计1条)", "计1次)", "计1件)", "计一条)", "计一次)")
# No sentence is longer than this; text without full stops is cut behind a comma, so that the work per
# number stays bounded.
_SENTENCE = re.compile(r"[^。!！]{1,1200}(?=[。!！]|$)|[^。!！]{1,1200}(?<=[,;:，；：])|[^。!！]{1,1200}")
# Only sentences that can hold a figure are looked at more closely.
_TAIL = (
    r"(?![\d年月日.、])[\s?]{0,3}[余多来几]?[百千]?[万亿]?[余多]?[\s?]{0,3}"
    r"(?:[条件份封篇项起宗例则只桩次场期批轮个人名位元块%％‰处]|[,，;；。)）]|$)"
)
_HAN_TAIL = r"[余多来几]?(?:条|件|份|篇|项|起|次|宗|例|场|人)"
_BLANK_TAIL = r"开(?:政府)?信息(?:公开申请)?(?:共|数)?[\s_]{0,12}(?:条|件)"
_HAN = "一二三四五六七八九十两百千零"
# Every sign \d stands for, and a few more: a set of ranges is searched for several times faster than a
# category, and what follows looks at the sign again.
DIGIT = r"0-9\u0660-\u1c59\ua620-\uabf9\uff10-\uff19\U00010000-\U0010ffff"
_COUNT = re.compile(
    rf"[{DIGIT}{_HAN}公](?:(?<=[\d０-９]){_TAIL}|(?<=[{_HAN}]){_HAN_TAIL}|(?<=公){_BLANK_TAIL}(?=[,，。]|$))"
)
_DENIAL = re.compile(r"[未没无零免不](?:(?<!不)|存在|收|再收)")
# One character first, so that the search runs from one such character to the next.
_INTEREST = re.compile(
    rf"[{DIGIT}{_HAN}公未没无免不](?:(?<=公){_BLANK_TAIL}|(?<=[\d０-９]){_TAIL}|(?<=不)(?:存在|收|再收)"
    rf"|(?<=[{_HAN}]){_HAN_TAIL}|(?<=[未没无零免]))"
)
_DENIABLE = re.compile(r"申请|复议|诉讼|费|投诉|举报|咨询|规范性文件|发布会|结转")
_BARE = 40
_BLANK = frozenset(" \t\u3000\xa0\r")
_OPENING = frozenset("一二三四五六七八九十第(（0123456789０１２３４５６７８９")
_RAW_NUMBERING = re.compile(
    r"[一二三四五六七八九十]{1,3}\s?[、.．,，]|第[一二三四五六七八九十]|[(（]\s?[一二三四五六七八九十\d０-９]{1,3}\s?[)）]|[\d０-９]{1,2}\s?[、.．]"
)
_HEAD = 100
# What a name in quotation marks may end with that says where something was published.
_ACCOUNT_KIND = re.compile(
    r"(?<=[\u4e00-\u9fff])(微博|微信公众号|公众号|信息网|政务网|门户网|网站|政府网|抖音号|头条号|视频号|客户端|政府公报|政报)[”》]$"
)
# “青石金盾网” is a site of its own, “人民网” another's, and “一张网” none.
_SITE_NAME = re.compile(
    r"[\u4e00-\u9fff]{2,14}(?<!一张)(?<!微官)(?<!互联)(?<!物联)(?<!内)(?<!专)(?<!管)(?<!电)(?<!路)(?<!新闻)(?<!人民)(?<!新华)(?<!中新)(?<!光明)(?<!央视)(?<!中国)网[”》]$"
)
_SITE = "官网"
_ANOTHER_KIND = re.compile("(?:官方|政务)?(?:微信|微博|公众号|抖音|头条|视频号|客户端|APP|网站|门户)")
_APPLIED = re.compile("《[^《》]{0,4}信息公开申请[表书]》")
MASK = "\x00"


@dataclass(slots=True)
class Sentence:
    """A sentence without blanks, names, titles and bracketed asides masked."""

    text: str
    start: int
    offsets: Sequence[int] | None
    counts: bool
    denies: bool
    # The heading the sentence opens with, where a whole report is one paragraph.
    heading: str = ""

    def at(self, index: int) -> int:
        """Offset in the whole text of character `index`."""
        return self.start + index if self.offsets is None else self.offsets[index]


class _Sheet:
    """A text, and the same text with full-width characters and quotation marks in one shape: offsets hold in both."""

    def __init__(self, text: str) -> None:
        self.text = text
        for wide, narrow in _USUAL:
            text = text.replace(wide, narrow)
        # Most texts hold nothing more to fold, and many no blanks: one look tells both.
        self.tidy = _UNUSUAL.search(text) is None
        if not self.tidy and _WIDE.search(text) is not None:
            text = _WIDE.sub(lambda m: _FOLD[m.group()], text)
        self.folded = text

    def compact(self, start: int, end: int) -> tuple[str, Sequence[int] | None]:
        """[start, end) without blanks, and the offset of each character kept (None: they follow one another)."""
        raw = self.folded[start:end]
        if (self.tidy and "\n" not in raw) or _JUNK.search(raw) is None:
            return raw, None
        offsets: list[int] = []
        kept = []
        for m in _TIGHT.finditer(raw):
            kept.append(m.group())
            offsets.extend(range(start + m.start(), start + m.end()))
        return "".join(kept), offsets

    def opening(self, start: int, end: int) -> tuple[str, int]:
        """The heading a paragraph opens with and the offset of what follows it."""
        text = self.text
        while start < end and text[start] in _BLANK:
            start += 1
        if start == end or text[start] not in _OPENING or not _RAW_NUMBERING.match(text, start, end):
            return "", start
        head, offsets = self.compact(start, min(end, start + _HEAD))
        heading, length = heading_of(head, whole=end - start <= _HEAD)
        if length >= len(head):
            return heading, end
        return heading, offsets[length] if offsets is not None else start + length

    def sentences(self, start: int, end: int, hit: int) -> list[Sentence]:
        """The sentences of [start, end) worth reading, and those that open with a heading.

        `hit` is where the first sign of interest stands in [start, end).
        """
        text, worth = self.text, []
        for m in _SENTENCE.finditer(text, start, end):
            begin, stop = m.span()
            heading = ""
            if begin > start and (text[begin] in _OPENING or text[begin] in _BLANK):
                heading, body = self.opening(begin, stop)
                if heading:
                    begin = body
            first = hit
            if not begin <= hit < stop or (stop < end and text[stop] != "。"):
                # Only a full stop lets the same signs be of interest in the sentence as in the paragraph.
                found = None if stop <= hit and text[stop] == "。" else _INTEREST.search(text, begin, stop)
                if found is None:
                    if heading:
                        worth.append(Sentence("", begin, None, False, False, heading))
                    continue
                first = found.start()
            counts = _COUNT.search(text, first, stop) is not None
            denies = _DENIAL.search(text, first, stop) is not None and (
                stop - begin <= _BARE or _DENIABLE.search(text, begin, stop) is not None
            )
            if counts or denies or heading:
                kept, offsets = self.compact(begin, stop)
                worth.append(Sentence(_mask(kept), begin, offsets, counts, denies, heading))
        return worth


@dataclass(slots=True)
class Line:
    """A paragraph: where it starts, the sentences worth reading, and the heading it opens with ("" if none)."""

    start: int
    sentences: list[Sentence]
    _sheet: _Sheet
    _stop: int
    _heading: str | None = None

    @property
    def heading(self) -> str:
        """Looked for when it is asked for: of most paragraphs without a figure nobody asks."""
        if self._heading is None:
            self._heading, _ = self._sheet.opening(self.start, self._stop)
        return self._heading


def lines(text: str, exclude: Sequence[tuple[int, int]] = ()) -> Iterator[Line]:
    """The paragraphs of `text` outside `exclude`; rows of a table (tabs) are left out."""
    sheet = _Sheet(text)
    for begin, stop in _paragraphs(text, sorted(exclude)):
        found = _INTEREST.search(text, begin, stop)
        if found is None:
            yield Line(begin, [], sheet, stop)
            continue
        heading, body = sheet.opening(begin, stop)
        interest = found if found.start() >= body else _INTEREST.search(text, body, stop)
        sentences = [] if interest is None else sheet.sentences(body, stop, interest.start())
        yield Line(begin, sentences, sheet, stop, heading)


def _paragraphs(text: str, barred: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """[start, end) of every paragraph, or of its pieces outside the spans of `barred`."""
    tabs = "\t" in text
    first = at = 0
    while at >= 0:
        resume = -1
        for m in _LINE.finditer(text, at):
            start, end = m.span()
            while first < len(barred) and barred[first][1] <= start:
                first += 1
            if first < len(barred) and barred[first][0] <= start and end <= barred[first][1]:
                resume = _last_break(text, end, barred[first][1])
                if resume >= 0:
                    break
            elif not tabs or text.count("\t", start, end) <= 1:
                if first == len(barred):
                    yield start, end
                else:
                    yield from _outside(start, end, barred, first)
        at = resume


def _last_break(text: str, start: int, end: int) -> int:
    """Where the last line begins that [start, end) reaches; -1 where it is torn from the one before it."""
    at = text.rfind("\n", start, end)
    return -1 if at < 0 or _TORN.match(text, at) else at


def _outside(start: int, end: int, barred: list[tuple[int, int]], first: int) -> list[tuple[int, int]]:
    """The pieces of [start, end) outside the spans of `barred` from `first` on."""
    pieces = []
    while first < len(barred) and barred[first][0] < end:
        if start < barred[first][0]:
            pieces.append((start, barred[first][0]))
        start = max(start, barred[first][1])
        first += 1
    if start < end:
        pieces.append((start, end))
    return pieces


def _mask(text: str) -> str:
    if "(" in text or "“" in text or "《" in text or "〈" in text:
        return _MASKED.sub(_masked, text)
    return text


def _masked(m: re.Match[str]) -> str:
    aside = m.group()
    if aside in {"(兼)", "(和)"} or _APPLIED.fullmatch(aside):
        # 专(兼)职人员 are those of both kinds; 未收到《信息公开申请表》 is none received.
        return MASK + aside[1:-1] + MASK
    if aside[0] == "(" and _COUNTED.search(aside) and not aside.endswith(_COUNTS_ONCE):
        return f"({_mask(aside[1:-1])})"
    if aside[0] in "“《" and (channel := _ACCOUNT_KIND.search(aside)) is not None:
        if _ANOTHER_KIND.match(m.string, m.end()):
            # “青石政府网”微信公众号 is no website.
            return MASK * len(aside)
        # “青石政务微博”、《青石统计信息网》: the name says what kind of channel it is.
        return MASK * channel.start() + channel[1] + MASK
    if aside[0] == "“" and _SITE_NAME.search(aside) is not None:
        return MASK * (len(aside) - len(_SITE) - 1) + _SITE + MASK
    if (aside[0] == "“" and _OUTCOME.fullmatch(aside[1:-1])) or aside[1:-1] in _OPENNESS:
        return MASK + aside[1:-1] + MASK
    return MASK * len(aside)
