"""The text as the reader sees it: lines, headings, sentences and clauses, every character with its offset.

Nothing is rewritten in length except that blanks and stray question marks inside a line are left
out; a line keeps the offset of every character it kept, so a quote can always be cut from the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

# Full-width to ASCII and one shape for each kind of quotation mark: always one character for one.
_FOLD = {0xFF01 + i: 0x21 + i for i in range(94)}
_FOLD |= {ord(a): ord(b) for a, b in zip("　\xa0‘’'\"「」『』○Ｏ﹑﹐．·", "  “”“”“”“”〇0、,.·", strict=True)}
_JUNK = re.compile(r"[ \r\v\f?\u200b-\u200f\ufeff\ufffd\u2002-\u200a]+")
_TIGHT = re.compile(r"[^ \r\v\f?\u200b-\u200f\ufeff\ufffd\u2002-\u200a]+")
# A line break inside a sentence: the number or its counter was an element of its own.
_BROKEN = r"\n(?=\s{0,8}(?:\d{1,7}\s{0,8})?(?:余)?(?:条|件|份|篇|项|起|次|宗|人次)[,，。;；、)）(（])"
_LINE = re.compile(rf"[^\n]++(?:(?<=[\u4e00-\u9fff\d]){_BROKEN}[^\n]++)*+")
_MASKED = re.compile(r"\([^()]{0,80}\)|“[^“”]{0,60}”|《[^《》]{0,80}》|〈[^〈〉]{0,80}〉")
_COUNTED = re.compile(r"\d[余多]?(?:万)?(?:条|件|份|篇|项|起|次|宗|人次|个|例|元|万元|场|期)|[一二三四五六七八九十]件")
# A quoted label is what is counted, a quoted name is not.
_OUTCOME = re.compile(r"(?:同意|不予|部分|予以|不同意|非本|不属于|信息不存在|属于|已主动|主动公开|无法|其他|申请|免予|更改)[^“”]{0,16}|依申请公开|信息公开申请")
_CLAUSE_END = re.compile(
    r"(?<!\d),|,(?!\d{3}(?!\d))|[;()]"
    r"|:(?!(?:共|约|为|共计|合计|近){0,2}(?:\d|无|零|没有))"
    r"|(?<=\d[条件份篇项起次宗例则%元])、|(?<=\d人次)、|(?<=[余多][条件份篇次])、"
)
# No sentence is longer than this; text without full stops is cut behind a comma, so that the work per
# number stays bounded.
_SENTENCE = re.compile(r"[^。!\n]{1,1200}(?=[。!\n]|$)|[^。!\n]{1,1200}(?<=[,;:])|[^。!\n]{1,1200}")
_NUMBERING = re.compile(
    r"(?:[一二三四五六七八九十]{1,3}[、.,]|第[一二三四五六七八九十]{1,3}(?:部分|章)[、:]?"
    r"|\([一二三四五六七八九十\d]{1,3}\)[、.]?|\d{1,2}[、.](?!\d))"
)
_HEADED = re.compile(rf"{_NUMBERING.pattern}[^,。;:]{{2,40}}?(?:情况|事项|问题|措施|概述|打算|附表|减免|建设)(?:[。:]|(?=[\d二]|我|本|全|截|今|未|没|无|自|共|按))")
MASK = "\x00"


@dataclass(slots=True)
class Line:
    """One paragraph without blanks; `at(i)` is the offset of its i-th character in the whole text."""

    text: str
    start: int
    offsets: Sequence[int] | None = None

    def at(self, index: int) -> int:
        """Offset in the whole text of character `index`."""
        return self.start + index if self.offsets is None else self.offsets[index]


@dataclass(slots=True)
class Clause:
    """What stands between two commas: [start, end) in its sentence, `mark` the sign that ends it."""

    start: int
    end: int
    mark: str


@dataclass(slots=True)
class Sentence:
    """A sentence with names, titles and bracketed asides masked; `base` is its start in the line."""

    text: str
    base: int
    clauses: list[Clause] = field(default_factory=list)


def fold(text: str) -> str:
    """`text` with full-width characters and quotation marks in one shape, of the same length."""
    return text.translate(_FOLD)


def lines(text: str, exclude: Sequence[tuple[int, int]] = ()) -> Iterator[Line]:
    """The paragraphs of folded `text` outside `exclude`; rows of a table (tabs) are left out."""
    barred = sorted(exclude)
    i = 0
    for m in _LINE.finditer(text):
        start, end = m.span()
        while i < len(barred) and barred[i][1] <= start:
            i += 1
        if i < len(barred) and barred[i][0] < end:
            continue
        raw = m.group().replace("\n", " ")
        if raw.count("\t") > 1:
            continue
        yield _compact(raw.replace("\t", " "), start)


def _compact(raw: str, start: int) -> Line:
    if _JUNK.search(raw) is None:
        return Line(raw, start)
    offsets: list[int] = []
    kept = []
    for m in _TIGHT.finditer(raw):
        kept.append(m.group())
        offsets.extend(range(start + m.start(), start + m.end()))
    return Line("".join(kept), start, offsets)


def heading_of(line: str) -> tuple[str, int]:
    """The heading `line` opens with and where the text behind it begins; ("", 0) where it has none."""
    numbering = _NUMBERING.match(line)
    if numbering is None:
        return "", 0
    if len(line) <= 45 and not re.search(r"[。,;]|\d[余多]?[条件份篇起]", line[numbering.end() :].rstrip("。:")):
        return line.rstrip("。:"), len(line)
    headed = _HEADED.match(line[:70])
    return (headed.group().rstrip("。:"), headed.end()) if headed else ("", 0)


def sentences(line: str, start: int = 0) -> Iterator[Sentence]:
    """The sentences of a line from `start`, each cut into clauses."""
    for m in _SENTENCE.finditer(line, start):
        yield Sentence(_mask(m.group()), m.start())


def _mask(text: str) -> str:
    if not any(c in text for c in "(“《〈"):
        return text
    return _MASKED.sub(_masked, text)


def _masked(m: re.Match[str]) -> str:
    aside = m.group()
    if aside[0] == "(" and _COUNTED.search(aside):
        return aside
    if aside[0] == "“" and _OUTCOME.fullmatch(aside[1:-1]):
        return MASK + aside[1:-1] + MASK
    return MASK * len(aside)


def clauses(text: str) -> list[Clause]:
    """The clauses of a sentence, in order, empty ones left out."""
    found, start = [], 0
    for m in _CLAUSE_END.finditer(text):
        if m.start() > start:
            found.append(Clause(start, m.start(), m.group()))
        start = m.end()
    if start < len(text):
        found.append(Clause(start, len(text), ""))
    return found
