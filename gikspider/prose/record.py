"""What has been read so far: the state of one sentence, and the record of a text's statements and findings."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from functools import lru_cache

from gikspider.items import Finding, Section, Statement, StatementKind
from gikspider.prose.canvas import Sentence
from gikspider.prose.figures import Hit, begun_in, in_year, match
from gikspider.prose.guards import Forbidding, forbidding
from gikspider.prose.numbers import Number
from gikspider.prose.scope import is_cumulative, partial_period, year_of

# Characters looked at before a number for its year, its period and a plan.
FAR = 300
_NEW_THIS_YEAR = re.compile("本年度?新增|当年新增|年度?新增")
_PILED_UP = re.compile("(?<!全年)(?<!年内)累计(?:主动|已)?公开")
_TOPICS = {
    "applications": "application",
    "legal": "legal",
    "fees": "fee",
    "disclosed": "disclosure",
    "complaints": "complaint",
}


@dataclass(slots=True)
class State:
    """What the numbers of one sentence share.

    `stop` is the end of the last number taken; `parts_from` the clause of 其中 (-1: none), `whole`
    the code it divides; `last` the code read last; `shares` the codes the next numbers of a list
    belong to (微博、微信分别发布92条、306条); `heading` the last one above.
    """

    sentence: Sentence
    year: int | None
    topics: set[str]
    numbers: list[Number]
    heading: str = ""
    stop: int = 0
    parts_from: int = -1
    last: str = ""
    whole: str = ""
    taken: list[Statement] = field(default_factory=list)
    shares: list[tuple[str, str]] = field(default_factory=list)
    _begun: int | None = None
    _forbidding: dict[Forbidding, tuple[tuple[int, bool], ...]] = field(default_factory=dict)

    def fitting(self, context: str, cls: str, *, masked: bool) -> Hit | None:
        """The figure that fits a number of class `cls`, # in `context`; `masked`: something is left out of its words.

        Words that only meet because what stands between them is left out are none.
        """
        topics, text, among = frozenset(self.topics), self.sentence.text, in_year(self.year)
        hit = match(context, cls, topics, among)
        if hit is None or not masked or any(word[:2] in text for word in hit.figure.needs):
            return hit
        if self._begun is None:
            self._begun = begun_in(text)
        return match(context, cls, topics, among & self._begun)

    def forbids(self, group: str, at: int) -> bool:
        """Does the sentence, since the last semicolon before `at`, speak of a plan, of one day, of a trade?"""
        text = self.sentence.text
        words = forbidding(group)
        ends = self._forbidding.get(words)
        if ends is None:
            ends = self._forbidding[words] = words.ends(text)
        if not ends:
            return False
        since = text.rfind(";", 0, at)
        return any(
            since < end <= at and not (trade and text.find("公开", end, at) >= 0) for end, trade in ends
        )

    def span(self, begin: int, end: int) -> tuple[int, int]:
        """Offsets in the whole text of [begin, end) of the sentence, leading punctuation left out."""
        while begin < end - 1 and self.sentence.text[begin] in ",;:、()":
            begin += 1
        return self.sentence.at(begin), self.sentence.at(end - 1) + 1

    def is_part(self, code: str, at: int) -> bool:
        """Is a figure of `code` at `at` a sub-count? Another subject ends the list of parts."""
        if not 0 <= self.parts_from < at or (not self.whole and code == "disclosed.total"):
            return False
        if not self.whole or family(self.whole) == family(code):
            return True
        self.parts_from, self.whole = -1, ""
        return False


@dataclass(slots=True)
class Record:
    """Statements and findings of one text, in the order they stand."""

    text: str
    sections: tuple[Section, ...]
    year: int | None
    injected: tuple[tuple[int, int], ...]
    heading: str = ""
    # Topic of the figure read last, which the next sentence inherits.
    carried: str = ""
    found: list[Statement] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)

    def emit(
        self, state: State, code: str, number: Number, unit: str, begin: int, end: int,
        *, part: bool = False, cumulative: bool = False, whole: bool = False,
    ) -> None:  # fmt: skip
        """Take `number` as the figure `code`, quoted from [begin, end) of the sentence.

        `part`, `cumulative` and `whole` settle the kind; without them the sentence does.
        """
        text, far = state.sentence.text, max(0, number.start - FAR)
        spoken = text[far : number.start]
        if code == "disclosed.total" and _NEW_THIS_YEAR.search(text, begin, number.start):
            if state.taken:
                make_last_cumulative(state)
                whole = True
            else:
                self._make_cumulative_before(number)
        elif code == "disclosed.total" and _PILED_UP.search(text, begin, number.start):
            cumulative = cumulative or self._after_the_new(state, number)
        # A rate is no sub-count, and what was carried in is a figure of its own however it is listed.
        whole = whole or number.cls == "percent" or code == "applications.carried_in"
        kind: StatementKind = "part" if part or (not whole and state.is_part(code, number.start)) else "total"
        since = text[max(far, state.stop) : number.start] if state.stop <= begin else spoken
        if cumulative or (not whole and is_cumulative(since, self.year)):
            if not code.startswith("disclosed."):
                return
            kind, code = "cumulative", "disclosed.cumulative" if code == "disclosed.total" else code
        if kind == "part" and code == state.whole and not part:
            # The share of one body or kind in a total (其中市政府21场) is no figure of the report's unit.
            return
        self._add(state, code, number, unit, kind, begin, end, year_of(spoken))
        if words := partial_period(spoken, self.year):
            self.finding("period_partial", f"the count stops before the end of the year: {words}")
        state.stop, state.last, self.carried = number.end, code, _topic(code)
        state.topics.add(self.carried)

    def _make_cumulative_before(self, number: Number) -> None:
        """截至2012年底累计公开900条。2012年新增90条: the sentence before told of all years."""
        for at in range(len(self.found) - 1, max(-1, len(self.found) - 4), -1):
            told = self.found[at]
            if told.code == "disclosed.total" and "累计" in told.quote and told.value >= number.value:
                self.found[at] = replace(told, code="disclosed.cumulative", kind="cumulative")

    def _after_the_new(self, state: State, number: Number) -> bool:
        """新增公开90条,累计公开900条: do the words before tell the year's own?"""
        told = [*self.found[-3:], *state.taken]
        return any(
            s.code == "disclosed.total" and "新增" in s.quote and s.value <= number.value for s in told
        )

    def _add(
        self, state: State, code: str, number: Number, unit: str, kind: StatementKind,
        begin: int, end: int, year: int | None,
    ) -> None:  # fmt: skip
        start, stop = state.span(begin, end)
        statement = Statement(
            code=code, value=number.value, unit=unit or None, qualifier=number.qualifier, kind=kind,
            quote=self.text[start:stop], start=start, end=stop, section=self._section_at(start),
            year=year if year is not None and self.year is not None and year < self.year else None,
        )  # fmt: skip
        state.taken.append(statement)

    def foreign(self, state: State, begin: int, end: int) -> bool:
        """Do injected words stand in [begin, end) of the sentence?"""
        if not self.injected:
            return False
        start, stop = state.span(begin, end)
        return any(a < stop and start < b for a, b in self.injected)

    def withheld(self, state: State, begin: int, end: int) -> None:
        """A number whose words were overwritten does not come out, and a finding says so."""
        start, stop = state.span(begin, end)
        said = f"a number was withheld, foreign words stand in its clause: {self.text[start:stop]}"
        self.findings.append(Finding(code="injected_text", severity="warning", detail=said))

    def finding(self, code: str, detail: str) -> None:
        """Note something a reader of the figures should know."""
        self.findings.append(Finding(code=code, severity="info", detail=detail))

    def _section_at(self, offset: int) -> str | None:
        for s in self.sections:
            if s.start <= offset < s.start + len(s.text):
                return s.heading
        return None if self.sections else (self.heading or None)


@lru_cache(maxsize=512)
def family(code: str) -> str:
    """What a code is about: parts and their whole are of one family."""
    return ".".join(code.split(".")[: 2 if code.startswith(("legal", "response", "active")) else 1])


@lru_cache(maxsize=512)
def _topic(code: str) -> str:
    if code.startswith("fees.info_processing"):
        return "fee_processing"
    if code.startswith("active.normative_documents"):
        return "normative"
    return _TOPICS.get(code.split(".")[0], "")


def make_last_cumulative(state: State) -> None:
    """The total read last turns out to count several years: 累计5928条,其中本年度新增2110条."""
    if not state.taken:
        return
    last = state.taken[-1]
    if last.code == "disclosed.total" or (last.code.startswith("disclosed.") and "累计" in last.quote):
        state.taken[-1] = replace(state.taken[-1], code="disclosed.cumulative", kind="cumulative")
