"""Understands sentences one after another: which number is which indicator, and what is denied.

A sentence inherits from what stands before it: its heading's topic, the subject of the last figure,
the year and the channel named in an earlier clause, and whether 其中 has made parts of what follows.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from gikspider.items import Finding, Section, Statement, StatementKind
from gikspider.prose.canvas import MASK, Clause, Line, Sentence, clauses
from gikspider.prose.figures import Figure, Hit, candidates, match
from gikspider.prose.guards import refused
from gikspider.prose.numbers import Number, numbers
from gikspider.prose.scope import (
    channel_of,
    channels_in,
    heading_topic,
    is_cumulative,
    narrowed,
    partial_period,
    topics_of,
    year_of,
)
from gikspider.prose.sums import Sums
from gikspider.prose.zeros import NEGATION_HINT, coordinated, denied

# Beyond this many numbers, or clauses that deny, a text is a table or noise; the rest is not read, and a
# finding says so.
MAX_NUMBERS = 2000
# Characters looked at: before a number, behind it, and before it for year, period and plan.
_LEFT, _RIGHT, _FAR = 70, 40, 300
_WHO_WHEN = (
    r"(?:其中|\d{4}年度?|全年|本年度?|今年|当年|年内|累计|历年|共计|合计|总计|共|总数|约|为|达|到|有|我[镇乡局县区市街道委办院]{1,2}"
    r"|本[镇乡局县区市单位街道机关]{1,2}|全[镇乡县区市局街道]{1,2}|,|:|并|已|均|新增|分别|总|数量|数|量|也)"
)
_THIN = re.compile(rf"{_WHO_WHEN}{{0,10}}$")
_PARTS = re.compile(r"其中|包括|包含|(?<=,)含|按[^,]{2,10}(?:分|划分|分类)")
_COUNTS = frozenset({"items", "times", "loose", "persons", "money"})
_UNFILLED = re.compile(r"(?:主动公开(?:政府)?信息(?:共|数)?|收到(?:政府)?信息公开申请)_*(?:条|件)(?=$|[,。])")
# What two of these published together is neither one channel's figure nor the whole.
_NEW_MEDIA = frozenset({"weibo", "wechat", "app", "toutiao", "short_video", "media", "newspaper", "broadcast"})
_SEVERAL = re.compile(r"各$|各为$|均为$|均$|分别为$")


@dataclass(slots=True)
class _State:
    """What the numbers of one sentence share."""

    sentence: Sentence
    figures: tuple[Figure, ...]
    topics: set[str]
    numbers: list[Number]
    stop: int = 0
    parts_from: int = -1
    last: str = ""
    whole: str = ""
    taken: list[Statement] = field(default_factory=list)
    # Codes the next numbers of a list belong to: 微博、微信分别发布92条、306条.
    shares: list[tuple[str, str]] = field(default_factory=list)


@dataclass(slots=True)
class Interpreter:
    """Goes through the lines of one text; `done` gives statements and findings."""

    text: str
    sections: tuple[Section, ...]
    year: int | None
    injected: tuple[tuple[int, int], ...]
    found: list[Statement] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    sums: Sums = field(default_factory=Sums)
    top: str = ""
    sub: str = ""
    budget: int = MAX_NUMBERS
    carried: str = ""
    current: int = 0

    def done(self) -> tuple[tuple[Statement, ...], tuple[Finding, ...]]:
        """What was read; every finding once."""
        self.sums.close()
        return tuple(self.found), tuple(dict.fromkeys([*self.findings, *self.sums.findings]))

    def line(self, line: Line) -> None:
        """Read one paragraph, or take it as the heading of what follows."""
        self._enter(line)
        if line.heading:
            self.carried = ""
        if not line.sentences or self._skipped():
            return
        for sentence in line.sentences:
            self._sentence(sentence)

    def _enter(self, line: Line) -> None:
        while self.current < len(self.sections) and self.sections[self.current].start <= line.start:
            self.top, self.sub, self.carried = self.sections[self.current].heading, "", ""
            self.current += 1
        heading = line.heading
        if not heading:
            return
        if not self.sections and re.match(r"[一二三四五六七八九十]{1,3}[、.,]|第[一二三四五六七八九十]", heading):
            self.top, self.sub = heading, ""
        elif heading != self.top:
            self.sub = heading

    def _skipped(self) -> bool:
        heading = self.sub or self.top
        return heading_topic(heading) == "problems" and not re.search("申请|复议|收费|主动公开|成效|完成情况", heading)

    def _sentence(self, sentence: Sentence) -> None:
        text = sentence.text
        if self.budget <= 0:
            self._finding("too_many_numbers", f"only the first {MAX_NUMBERS} numbers and denials were read")
            return
        found = numbers(text) if sentence.counts else []
        self.budget -= len(found)
        topics = topics_of(text) | {heading_topic(self.sub), heading_topic(self.top), self.carried}
        figures = candidates(text, self.year) if found else ()
        state = _State(sentence, figures, topics - {""}, found)
        if self.carried:
            state.last = state.whole = self.last_code()
        if not text.startswith(("其中", ",其中")):
            self.sums.close()
        pending = 0
        for clause in clauses(text):
            if _PARTS.search(text, clause.start, clause.end) and state.parts_from < 0:
                state.parts_from = clause.start
                state.whole = state.last
            self._new_subject(state, clause)
            end = clause.start
            while pending < len(found) and found[pending].start < clause.end:
                number = found[pending]
                if number.start >= clause.start and self._number(state, clause, pending):
                    end = number.end
                pending += 1
            if sentence.denies:
                self._denials(state, clause, end)
        if sentence.counts and _UNFILLED.search(text):
            self._finding("number_missing", f"no number was filled in: {text}")
        self.found.extend(state.taken)

    def _new_subject(self, state: _State, clause: Clause) -> None:
        """A semicolon ends a list of parts that was kept together by commas."""
        text = state.sentence.text
        if state.parts_from < 0 or text[clause.start - 1 : clause.start] != ";":
            return
        listed = [n for n in state.numbers if state.parts_from <= n.start < clause.start and n.cls in _COUNTS]
        if len(listed) > 1 and ";" not in text[listed[0].end : clause.start - 1]:
            state.parts_from, state.whole = -1, ""

    def last_code(self) -> str:
        """Code of the last statement read."""
        return self.found[-1].code if self.found else ""

    # ── numbers ───────────────────────────────────────────────────────────────────────────────────

    def _number(self, state: _State, clause: Clause, index: int) -> bool:
        number, text = state.numbers[index], state.sentence.text
        if number.cls in {"date", "other"} and number.unit not in {"处"}:
            return False
        begin = max([clause.start, *(n.end for n in state.numbers[max(0, index - 3) : index] if n.cls in _COUNTS or n.cls == "percent")])
        following = [n.start for n in state.numbers[index + 1 : index + 2] if n.cls != "date"]
        finish = min([clause.end, *following])
        left = text[max(begin, number.start - _LEFT) : number.start].replace(MASK, "")
        right = text[number.end : min(finish, number.end + _RIGHT)].replace(MASK, "")
        if number.cls == "bare" and not self._may_be_bare(state, number, right):
            return False
        if state.shares and left in {"、", "和", "及", "与", "", ","}:
            code, unit = state.shares.pop(0)
            self._emit(state, code, number, number.unit or unit, begin, number.end)
            return True
        state.shares = []
        taken = self._take(state, clause, number, begin, left, right)
        self._count(state, clause, number, taken)
        return taken

    def _may_be_bare(self, state: _State, number: Number, right: str) -> bool:
        if right or number.value != number.value.to_integral_value() or not re.search("[,;]", state.sentence.text):
            return False
        digits = state.sentence.text[number.start : number.end]
        return not re.search(r"0\d", digits[:2]) and not 1990 <= number.value <= 2100

    def _take(self, state: _State, clause: Clause, number: Number, begin: int, left: str, right: str) -> bool:
        hit, context, begin = self._match(state, clause, number, begin, left, right)
        if hit is None:
            if self._inherit(state, clause, number, begin, left, right) or self._category(state, clause, number, begin, left):
                return True
            if number.cls in _COUNTS and self._foreign(state, begin, number.end):
                self._withheld(state, begin, number.end)
            return False
        text = state.sentence.text
        before = context[: context.index("#")]
        if self._guarded(state, hit.figure.group, clause, number, before):
            return False
        if "分别" in before and self._shared(state, hit, before):
            self._emit(state, state.shares.pop(0)[0], number, number.unit or hit.figure.unit, begin, number.end)
            return True
        code = self._code(state, hit, context, clause, begin, number)
        if code is None:
            return False
        if code == "disclosed.total" and self._is_part(state, code, begin) and "主动公开" not in context:
            code = "disclosed.by_category"
        start = begin if context.startswith(left) is False or MASK in text[begin : number.start] else max(begin, number.start - len(left) + hit.start)
        if self._foreign(state, start, number.end):
            self._withheld(state, start, number.end)
            return False
        end = number.end + max(0, hit.end - context.index("#") - 1)
        if MASK in text[number.end : clause.end]:
            end = clause.end if hit.end > context.index("#") + 1 else number.end
        unit = number.unit or hit.figure.unit
        self._emit(state, code, number, unit, begin, end, part=hit.figure.part)
        self._beside(state, code, number, before, begin, end)
        return True

    def _shared(self, state: _State, hit: Hit, before: str) -> bool:
        """Does 分别 give each of several subjects its own number? Then `state.shares` holds their codes."""
        if hit.figure.code.startswith("disclosed."):
            codes = [f"disclosed.by_channel.{c}" for c, _, _ in channels_in(before)]
        else:
            codes = [d.code for d in sorted(coordinated(before, ""), key=lambda d: d.end)]
        codes = list(dict.fromkeys(codes))
        if len(codes) < 2:
            return False
        state.shares = [(code, hit.figure.unit) for code in codes]
        return True

    def _guarded(self, state: _State, group: str, clause: Clause, number: Number, before: str) -> bool:
        text = state.sentence.text
        spoken = text[clause.start : clause.end].replace(MASK, "")
        around = text[max(0, clause.start - 30) : clause.end + 30]
        said = text[max(text.rfind(";", 0, number.start) + 1, number.start - _FAR) : number.start]
        return refused(group, before, spoken, around, said)

    def _match(
        self, state: _State, clause: Clause, number: Number, begin: int, left: str, right: str
    ) -> tuple[Hit | None, str, int]:
        context = f"{left}#{right}"
        hit = match(context, number.cls, state.topics, state.figures)
        if hit is not None or begin != clause.start or clause.start == 0:
            return hit, context, begin
        if not _THIN.match(left) or state.stop > 0 and state.stop >= clause.start - 1:
            return hit, context, begin
        # The subject stands in the clause before: 主动公开政府信息,全年共46条.
        begin = max(state.stop, clause.start - _LEFT)
        context = f"{state.sentence.text[begin : number.start].replace(MASK, '')}#{right}"
        return match(context, number.cls, state.topics, state.figures), context, begin

    def _inherit(self, state: _State, clause: Clause, number: Number, begin: int, left: str, right: str) -> bool:
        """A number without a subject of its own: 历年累计234条, or 其中2018年度55条."""
        if number.cls != "items" or not _THIN.match(left) or right:
            return False
        disclosed = state.last.startswith("disclosed.") or not state.last and "disclosure" in state.topics | {"disclosure"} and "application" not in state.topics
        if not disclosed:
            return False
        if re.search("历年累计|历年来累计|历年共", left):
            self._emit(state, "disclosed.cumulative", number, number.unit, begin, number.end, cumulative=True)
            return True
        named = year_of(left)
        if state.last and (named is not None or re.search("本年|当年|今年|年内", left)):
            before = state.taken[-1] if state.taken else None
            if before is not None and before.code == "disclosed.total" and named in {None, self.year}:
                state.taken[-1] = _as_cumulative(before)
            self._emit(state, "disclosed.total", number, number.unit, begin, number.end, whole=True)
            return True
        return False

    def _category(self, state: _State, clause: Clause, number: Number, begin: int, left: str) -> bool:
        """One subject's share of a disclosure figure: 其中工作动态50条."""
        if number.cls != "items" or not state.whole.startswith("disclosed.") or state.parts_from < 0 or begin < state.parts_from:
            return False
        if not re.search(r"[\u4e00-\u9fff]{2}$", left.rstrip(":")) or self._guarded(state, "category", clause, number, left):
            return False
        if self._foreign(state, begin, number.end) or re.search("申请|复议|诉讼|投诉|收到|受理|接到", left):
            return False
        self._emit(state, "disclosed.by_category", number, number.unit, begin, number.end, part=True)
        return True

    def _code(self, state: _State, hit: Hit, context: str, clause: Clause, begin: int, number: Number) -> str | None:
        code, text = hit.figure.code, state.sentence.text
        if code.startswith("legal.*."):
            family = state.last.split(".")[1] if state.last.startswith("legal.") else ""
            return code.replace("*", family) if family else None
        if code not in {"disclosed.total", "disclosed.by_channel"}:
            return code
        earlier = text[max(state.stop, begin - _FAR, 0) : max(begin, state.stop)].replace(MASK, "")
        words = context[hit.start : hit.end]
        if narrowed(earlier + context[: context.index("#")]):
            return None
        if code == "disclosed.by_channel":
            channel = channel_of(words[: words.index("#")] if "#" in words else words, "")
        else:
            channel = channel_of(context[: context.index("#")], earlier, weak="主动公开" not in words)
        if channel:
            return f"disclosed.by_channel.{channel}"
        if channel == "" or "主动公开" in words:
            return "disclosed.total"
        named = {c for c, _, _ in channels_in(earlier + context)}
        if "等" in earlier + context or len(named) > 2 or not named <= _NEW_MEDIA:
            return "disclosed.total"
        return None

    def _beside(self, state: _State, code: str, number: Number, before: str, begin: int, end: int) -> None:
        """The other indicators of 行政复议、行政诉讼均为0件: one number, several subjects."""
        if number.value != 0 and not _SEVERAL.search(before):
            return
        for other in coordinated(before, code):
            if other.code.split(".")[0] == code.split(".")[0] or number.value == 0:
                self._emit(state, other.code, number, number.unit or other.unit, begin, end)

    # ── denials ───────────────────────────────────────────────────────────────────────────────────

    def _denials(self, state: _State, clause: Clause, start: int) -> None:
        text = state.sentence.text[start : clause.end]
        if not NEGATION_HINT.search(text):
            return
        self.budget -= 1
        heading = self._deciding_heading()
        found, _ = denied(text, heading, state.topics)
        if not found or refused("zero", "", "", "", state.sentence.text[max(0, clause.end - _FAR) : clause.end]):
            return
        if self._foreign(state, start, clause.end):
            self._withheld(state, start, clause.end)
            return
        known = {s.code for s in state.taken}
        for zero in found:
            if zero.code not in known:
                number = Number(clause.end, clause.end, Decimal(0), zero.unit, "items", None, False)
                self._emit(state, zero.code, number, zero.unit, start, clause.end, whole=True)

    def _deciding_heading(self) -> str:
        return self.sub if re.search("申请|收费|费用|减免|复议|诉讼|投诉|举报|咨询", self.sub) else self.sub + self.top

    # ── what comes out ────────────────────────────────────────────────────────────────────────────

    def _emit(
        self, state: _State, code: str, number: Number, unit: str, begin: int, end: int,
        *, part: bool = False, cumulative: bool = False, whole: bool = False,
    ) -> None:  # fmt: skip
        text = state.sentence.text
        spoken = text[max(0, number.start - _FAR) : number.start]
        before = text[max(0, number.start - _FAR, state.stop if state.stop <= begin else 0) : number.start]
        if code == "disclosed.total" and re.search("本年度?新增|当年新增|年度?新增", text[begin : number.start]) and state.taken:
            state.taken[-1] = _as_cumulative(state.taken[-1]) if state.taken[-1].code == code else state.taken[-1]
            whole = True
        # A rate is no sub-count, and what was carried in is a figure of its own however it is listed.
        whole = whole or number.cls == "percent" or code == "applications.carried_in"
        kind: StatementKind = "part" if part or (not whole and self._is_part(state, code, begin)) else "total"
        if cumulative or (not whole and is_cumulative(before, self.year)):
            if not code.startswith("disclosed."):
                return
            kind, code = "cumulative", "disclosed.cumulative" if code == "disclosed.total" else code
        year = year_of(spoken)
        if kind == "part" and code == state.whole and not part:
            # The share of one body or kind in a total (其中市政府21场) is no figure of the report's unit.
            return
        start, stop = self._span(state, begin, end)
        state.taken.append(
            Statement(
                code=code, value=number.value, unit=unit or None, qualifier=number.qualifier, kind=kind,
                quote=self.text[start:stop], start=start, end=stop, section=self._section_at(start),
                year=year if self.year is not None and year != self.year else None,
            )  # fmt: skip
        )
        self._note_period(spoken)
        state.stop, state.last, self.carried = number.end, code, _topic(code)
        state.topics.add(self.carried)

    def _is_part(self, state: _State, code: str, begin: int) -> bool:
        if state.parts_from < 0 or begin < state.parts_from:
            return False
        if not state.whole and code == "disclosed.total":
            return False
        if not state.whole or _family(state.whole) == _family(code):
            return True
        state.parts_from, state.whole = -1, ""
        return False

    def _span(self, state: _State, begin: int, end: int) -> tuple[int, int]:
        text = state.sentence.text
        while begin < end - 1 and text[begin] in ",;:、()":
            begin += 1
        return state.sentence.at(begin), state.sentence.at(end - 1) + 1

    def _count(self, state: _State, clause: Clause, number: Number, taken: bool) -> None:
        """Tell the sums about a number: a total before 其中, or one of the parts after it."""
        if number.cls not in {"items", "persons", "times"}:
            return
        text = state.sentence.text
        quote = text[clause.start : number.end].replace(MASK, "")
        if state.parts_from < 0 or clause.start < state.parts_from:
            self.sums.total(number.value, number.cls, quote)
            return
        if taken and state.taken and state.taken[-1].kind == "total":
            self.sums.total(number.value, number.cls, quote)
            return
        around = text[clause.start : clause.end]
        overlapping = bool(channels_in(around)) and "申请" not in around and "信箱" not in around
        more = "等" in text[number.end : number.end + 3] or clause.mark in {"(", ")"}
        self.sums.part(number.value, number.cls, quote, overlapping=overlapping or MASK in around, more=more)

    def _foreign(self, state: _State, begin: int, end: int) -> bool:
        if not self.injected:
            return False
        start, stop = self._span(state, begin, end)
        return any(a < stop and start < b for a, b in self.injected)

    def _withheld(self, state: _State, begin: int, end: int) -> None:
        start, stop = self._span(state, begin, end)
        self._finding("injected_text", f"a number was withheld, foreign words stand in its clause: {self.text[start:stop]}", "warning")

    def _note_period(self, before: str) -> None:
        words = partial_period(before, self.year)
        if words:
            self._finding("period_partial", f"the count stops before the end of the year: {words}")

    def _finding(self, code: str, detail: str, severity: str = "info") -> None:
        self.findings.append(Finding(code=code, severity="warning" if severity == "warning" else "info", detail=detail))

    def _section_at(self, offset: int) -> str | None:
        for s in self.sections:
            if s.start <= offset < s.start + len(s.text):
                return s.heading
        return None if self.sections else (self.top or None)


def _family(code: str) -> str:
    return ".".join(code.split(".")[: 2 if code.startswith(("legal", "response", "active")) else 1])


def _topic(code: str) -> str:
    if code.startswith("fees.info_processing"):
        return "fee_processing"
    return {"applications": "application", "legal": "legal", "fees": "fee", "disclosed": "disclosure", "complaints": "complaint"}.get(
        code.split(".")[0], ""
    )


def _as_cumulative(s: Statement) -> Statement:
    return Statement(
        code="disclosed.cumulative", value=s.value, unit=s.unit, qualifier=s.qualifier, kind="cumulative",
        quote=s.quote, start=s.start, end=s.end, section=s.section, year=s.year,
    )  # fmt: skip
