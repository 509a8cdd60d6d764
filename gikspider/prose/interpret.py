"""Understands a text line by line: headings, sentences, the numbers in them and what they deny.

A sentence inherits from what stands before it: its heading's topic, the subject of the last figure,
the year and the channel named in an earlier clause, and whether 其中 has made parts of what follows.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from decimal import Decimal

from gikspider.items import Finding, Statement
from gikspider.prose.alternation import laid_out
from gikspider.prose.canvas import MASK, Line, Sentence
from gikspider.prose.clauses import Clause, clauses
from gikspider.prose.counting import take
from gikspider.prose.mention import COUNTS, mention
from gikspider.prose.numbers import Number, numbers
from gikspider.prose.record import Record, State
from gikspider.prose.scope import channels_in, heading_topic, topics_of
from gikspider.prose.sums import Sums
from gikspider.prose.zeros import NEGATION_HINT, denied

# Beyond this many numbers, or clauses that deny, a text is a table or noise; the rest is not read, and a
# finding says so.
MAX_NUMBERS = 1500
_PARTS = laid_out(r"其中|包括|包含|(?<=[,(])含|按[^,]{2,10}(?:分|划分|分类)")
_UNFILLED = re.compile(r"(?:主动公开(?:政府)?信息(?:共|数)?|收到(?:政府)?信息公开申请)_*(?:条|件)(?=$|[,。])")
_TOP = re.compile(r"[一二三四五六七八九十]{1,3}[、.,]|第[一二三四五六七八九十]")
_ALSO_RESULTS = re.compile("申请|复议|收费|主动公开|成效|完成情况")
_OPENNESS = re.compile("(?:信息|政务)公开")
# So much of such a word can stand before where a search ended.
_STRADDLES = 3
_DECIDES = re.compile("申请|收费|费用|减免|复议|诉讼|投诉|举报|咨询")


@dataclass(slots=True)
class Interpreter:
    """Goes through the lines of one text; `done` gives statements and findings."""

    record: Record
    sums: Sums = field(default_factory=Sums)
    top: str = ""
    sub: str = ""
    budget: int = MAX_NUMBERS
    section: int = 0
    opened: int = 0
    searched: int = 0
    openness: bool = False
    passed: list[Line] = field(default_factory=list)

    def done(self) -> tuple[tuple[Statement, ...], tuple[Finding, ...]]:
        """What was read; every finding once."""
        self.sums.close()
        return tuple(self.record.found), tuple(dict.fromkeys([*self.record.findings, *self.sums.findings]))

    def line(self, line: Line) -> None:
        """Read one paragraph, or take it as the heading of what follows."""
        if not line.sentences:
            self.passed.append(line)
            return
        self._catch_up(line)
        self.opened = self.searched = line.start
        self.openness = False
        if line.heading:
            self._enter(line.heading)
        for sentence in line.sentences:
            if sentence.heading:
                self._enter(sentence.heading)
            if (sentence.counts or sentence.denies) and not self._skipped():
                self._sentence(sentence)

    def _catch_up(self, line: Line) -> None:
        """Enter the section a paragraph stands in, and the headings before it that still hold.

        Of paragraphs without a sentence worth reading only the last heading matters, and the last one
        of the outermost numbering: they are looked for from the paragraph back.
        """
        record = self.record
        sections = record.sections
        while self.section < len(sections) and sections[self.section].start <= line.start:
            self.top, self.sub, record.carried = sections[self.section].heading, "", ""
            self.section += 1
        begin = sections[self.section - 1].start if self.section else 0
        headings: list[str] = []
        while self.passed and (last := self.passed.pop()).start >= begin:
            heading = last.heading
            if heading:
                headings.append(heading)
                if heading != self.top if sections else _TOP.match(heading):
                    break
        self.passed.clear()
        for heading in reversed(headings):
            self._enter(heading)

    def _enter(self, heading: str) -> None:
        record = self.record
        record.carried = ""
        if not record.sections and _TOP.match(heading):
            self.top, self.sub, record.heading = heading, "", heading
        elif heading != self.top:
            self.sub = heading

    def _skipped(self) -> bool:
        """Problems and plans hold no figure of the year, unless their heading says more."""
        heading = self.sub or self.top
        return heading_topic(heading) == "problems" and not _ALSO_RESULTS.search(heading)

    def _sentence(self, sentence: Sentence) -> None:
        text, record = sentence.text, self.record
        if self.budget <= 0:
            record.finding("too_many_numbers", f"only the first {MAX_NUMBERS} numbers and denials were read")
            return
        found = numbers(text) if sentence.counts else []
        self.budget -= len(found)
        topics = topics_of(text) | {heading_topic(self.sub), heading_topic(self.top), record.carried}
        if "培训" in text and (_OPENNESS.search(text) or self._openness_before(sentence.start)):
            # Training told of where a paragraph speaks of openness is training in it.
            topics.add("organisation")
        state = State(sentence, record.year, topics - {""}, found, self.sub or self.top)
        if record.carried and record.found:
            state.last = state.whole = record.found[-1].code
        if not text.startswith("其中"):
            self.sums.close()
        pending, lists = 0, _PARTS.search(text) is not None
        for clause in clauses(text):
            if lists:
                self._list(state, clause)
            end = clause.start
            while pending < len(found) and found[pending].start < clause.end:
                if found[pending].start >= clause.start and self._number(state, clause, pending):
                    end = found[pending].end
                pending += 1
            if sentence.denies:
                self._denials(state, clause, end)
        if sentence.counts and _UNFILLED.search(text):
            record.finding("number_missing", f"no number was filled in: {text}")
        record.found.extend(state.taken)

    def _openness_before(self, at: int) -> bool:
        """Has the paragraph spoken of openness before offset `at`? What was searched once is not searched again."""
        if not self.openness:
            begin = max(self.opened, self.searched - _STRADDLES)
            self.openness = _OPENNESS.search(self.record.text, begin, at) is not None
            self.searched = at
        return self.openness

    def _list(self, state: State, clause: Clause) -> None:
        """其中 begins a list of parts; its bracket ends it, or a semicolon where commas kept it together."""
        text = state.sentence.text
        if (
            state.parts_from > 0
            and text[state.parts_from - 1] == "("
            and text.find(")", state.parts_from, clause.start) > 0
        ):
            state.parts_from, state.whole = -1, ""
        if state.parts_from < 0:
            listing = _PARTS.search(text, clause.start, clause.end)
            if listing is not None:
                state.parts_from, state.whole = listing.start(), state.last
            return
        if text[clause.start - 1 : clause.start] != ";":
            return
        listed = [n for n in state.numbers if state.parts_from <= n.start < clause.start and n.cls in COUNTS]
        if len(listed) > 1 and ";" not in text[listed[0].end : clause.start - 1]:
            state.parts_from, state.whole = -1, ""

    def _number(self, state: State, clause: Clause, index: int) -> bool:
        if clause.start < state.parts_from < state.numbers[index].start and state.stop > clause.start:
            # A total and its parts in one clause, no comma between them.
            state.whole = state.last if state.stop <= state.parts_from else state.whole
        it = mention(state, clause, index)
        if it is None:
            return False
        taken = take(self.record, state, it)
        self._count(state, clause, it.number, taken)
        return taken

    def _count(self, state: State, clause: Clause, number: Number, taken: bool) -> None:
        """Tell the sums about a number: a total before 其中, or one of the parts after it."""
        if number.cls not in {"items", "persons", "times"}:
            return
        text = state.sentence.text
        quote = text[clause.start : number.end].replace(MASK, "")
        total = taken and state.taken and state.taken[-1].kind == "total"
        if total or not 0 <= state.parts_from < number.start:
            self.sums.total(number.value, number.cls, quote)
            return
        around = text[clause.start : clause.end]
        channels = bool(channels_in(around)) and "申请" not in around and "信箱" not in around
        more = "等" in text[number.end : number.end + 3] or clause.mark in {"(", ")"}
        self.sums.part(number.value, number.cls, quote, overlapping=channels or MASK in around, more=more)

    def _denials(self, state: State, clause: Clause, start: int) -> None:
        text, record = state.sentence.text, self.record
        spoken = text[start : clause.end]
        if not NEGATION_HINT.search(spoken):
            return
        self.budget -= 1
        heading = self.sub if _DECIDES.search(self.sub) else self.sub + self.top
        found = denied(spoken.replace(MASK, ""), heading, state.topics)
        if not found or state.forbids("zero", clause.end):
            return
        if record.foreign(state, start, clause.end):
            record.withheld(state, start, clause.end)
            return
        known = {s.code for s in state.taken}
        for zero in found:
            if zero.code not in known:
                none = Number(clause.end, clause.end, Decimal(0), zero.unit, "items", None, False)
                record.emit(state, zero.code, none, zero.unit, start, clause.end, whole=True)
