"""The headed parts of a report: one section per heading of the outermost numbering in use.

Numberings, outermost first: 第一部分, 一、, （一）, 1、, (1). Numbers may be skipped or repeated; a heading may carry
its text on the same line, or stand inside a paragraph; rows of a flattened form carry numbers and are no headings.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import NamedTuple

from ..items import Section
from .rules import load

_CN = "一二三四五六七八九十"
_HEADING = re.compile(
    rf"^(?:第(?P<part>[{_CN}]{{1,3}})(?:部分|章)[、:：.\s]*|(?P<cn>[{_CN}]{{1,3}})\s*(?:[、.．。,，:：]|\s(?=\S{{2,20}}$))\s*"
    rf"|[（(](?P<cnb>[{_CN}]{{1,3}})[)）]\s*[、.]?\s*|(?P<num>\d{{1,2}})\s*(?:[、．]|\.(?!\d))\s*|[（(](?P<numb>\d{{1,2}})[)）]\s*)"
    r"(?P<rest>.+)$"
)
# What a numbered line begins with; digits of other scripts number nothing here.
_FIRST = frozenset(f"第（({_CN}0123456789０１２３４５６７８９")
_CN_FIRST = frozenset(_CN)
_RANKS = ("part", "cn", "cnb", "num", "numb")
_HINT = re.compile(rf"[{_CN}]、")
_LEAD = re.compile(r"[。:：]|[；;](?=.{10})| {2,}|\s(?=\S{12})")
# Longer than this before its first full stop, a numbered line is a paragraph that happens to be numbered.
LONGEST_HEADING = 48


class _Head(NamedTuple):
    line: int
    rank: int
    ordinal: int
    heading: str
    offset: int  # where the section's own words begin in the line; its length if they begin below


@lru_cache(maxsize=1024)
def ordinal_of(numeral: str) -> int:
    """1-99 of a Chinese or Arabic ordinal."""
    if numeral.isdigit():
        return int(numeral)
    tens, _, ones = numeral.rpartition("十") if "十" in numeral else ("", "", numeral)
    if "十" in numeral:
        return (_CN.index(tens) + 1 if tens else 1) * 10 + (_CN.index(ones) + 1 if ones else 0)
    return _CN.index(ones[-1]) + 1


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    data = load("headings.json")
    words, ends = data["vocabulary"], data["end_words"]
    inline = re.compile(
        rf"(?:(?<=[。；;!！?？:：])\s*|\s|^)(?P<n>[{_CN}]{{1,3}})、(?P<h>[^。；;:：\s]{{2,34}}?)"
        rf"(?:(?<={'|'.join(w for w in ends.split('|') if len(w) == 2)})(?=\s*(?:(?:20)?\d\d\d?\d?年|[我本按根今为全一无没暂未（(])|[。:：\s]|$)|(?=\s|$))"
    )
    return re.compile(words), re.compile(data["form_lines"]), re.compile(data["form_start"]), inline


def part_headings(lines: list[str], rows: set[int]) -> tuple[list[str], set[int]]:
    """Give headings that stand inside a paragraph a line of their own. Returns the lines and the rows' new indices."""
    words, _, _, inline = _patterns()
    out: list[str] = []
    moved: set[int] = set()
    last = 0
    for index, line in enumerate(lines):
        if index in rows:
            moved.add(len(out))
            out.append(line)
            continue
        start, before = 0, last
        if len(line) > 24 and "、" in line and _HINT.search(line):
            for match in inline.finditer(line):
                number = ordinal_of(match["n"])
                if not words.search(match["h"]) or not (last < number <= last + 2):
                    continue
                last = number
                begin, end = match.start("n"), match.end()
                out += [piece for piece in (line[start:begin].strip(),) if piece]
                out.append(line[begin:end].strip())
                start = end + (1 if line[end : end + 1] in "。:：" else 0)
        if last == before and line[:1] in _CN_FIRST and len(line) <= LONGEST_HEADING:
            own = _HEADING.match(line)
            if own is not None and own["cn"]:
                last = ordinal_of(own["cn"])
        rest = line[start:].strip() if start else line
        if rest:
            out.append(rest)
    return out, moved


def _heads(lines: list[str], rows: set[int]) -> list[_Head]:
    """Every numbered line that can be a heading, of any rank."""
    words, form_line, form_start, _ = _patterns()
    heads: list[_Head] = []
    in_form = False
    for index, line in enumerate(lines):
        if index in rows:
            continue
        if len(line) < 60 and form_start.match(line):
            in_form = True
        match = _HEADING.match(line) if line[:1] in _FIRST else None
        if not match:
            continue
        numbers = match.groups()
        rank = 0
        while not numbers[rank]:
            rank += 1
        rest = match["rest"].strip()
        if form_line.match(rest) or (in_form and rank >= 1):
            continue
        cut = _LEAD.search(rest)
        head = rest[: cut.start()] if cut else rest
        if not head or len(head) > LONGEST_HEADING or (head[0].isdigit() and rank == 3 and len(head) < 4):
            continue
        begin = match.start("rest")
        end = begin + len(head)
        after = line[end:].lstrip("。:：；; \u3000")
        offset = len(line) - len(after) if after else len(line)
        # An enumeration inside a sentence is no heading: its line is long and its first words say nothing.
        if after and rank == 1 and not words.search(head) and len(head) > 24:
            continue
        heads.append(_Head(index, rank, ordinal_of(numbers[rank]), line[:end], offset))
    return heads


def _top(heads: list[_Head]) -> list[_Head]:
    """The headings of the outermost numbering, nested restarts of the same numbering left out."""
    words = _patterns()[0]
    for rank in range(len(_RANKS)):
        these = [head for head in heads if head.rank == rank]
        if len(these) < (1 if rank == 1 else 2):
            continue
        kept: list[_Head] = []
        nested = 0  # the last number of a list inside a section that counts the way the sections do
        for head in these:
            last = kept[-1].ordinal if kept else 0
            known = words.search(head.heading) is not None
            if nested and head.ordinal == nested + 1 <= last:
                nested = head.ordinal
            elif head.ordinal > last or (
                known and (head.ordinal == last or (head.ordinal > 1 and len(head.heading) <= 30))
            ):
                kept.append(head)
                nested = 0
            else:
                nested = head.ordinal
        return kept
    return []


def sections_of(lines: list[str], rows: set[int]) -> tuple[Section, ...]:
    """Sections of a body whose text is `"\\n".join(lines)`; `rows` are the indices of table rows."""
    starts: list[int] = []
    offset = 0
    for line in lines:
        starts.append(offset)
        offset += len(line) + 1
    text = "\n".join(lines)
    heads = _top(_heads(lines, rows))
    found = []
    for head, after in zip(heads, [*heads[1:], None], strict=False):
        begin = starts[head.line] + head.offset
        if head.offset == len(lines[head.line]):
            begin = min(begin + 1, len(text))
        end = starts[after.line] - 1 if after else len(text)
        begin = min(begin, max(end, starts[head.line] + len(head.heading)))
        end = max(begin, end)
        found.append(Section(heading=head.heading, level=1, text=text[begin:end], start=begin))
    return tuple(found)
