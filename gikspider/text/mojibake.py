"""Runs of text shifted by one byte, read back.

A mirror cut GBK bytes at the two bytes of a sentence mark wherever they stood, also across two
characters, and decoded each piece alone. `　（一）` is A1A1 A3A8 D2BB A3A9; cut at A1A3 (。) it
shows as `?。ㄒ唬┩`. The piece behind the cut begins with a second byte; pairs that mean nothing
vanished; a first byte before an ASCII character became `?` and took that character with it.

Reading back is a search for the likeliest original: every original determines what is shown, so
the likelihood of the original text alone decides (`language`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from functools import cache, lru_cache
from typing import NamedTuple

from gikspider.text.around import context, taken
from gikspider.text.gbk import broken_off, char, code_of, vanishing
from gikspider.text.language import (
    by_lead,
    by_reading,
    by_trail,
    common_leads,
    followers,
    frequent,
    score,
    step,
)
from gikspider.text.pinyin import reads

BEAM = 24
# A reading this much (ln P) behind the best never catches up.
HOPELESS = 22.0
# Observed characters one run is followed for; real runs end after a dozen.
LONGEST = 160
# Mean ln P a character of a believable original, and how much better it must be than what stands there.
BELIEVABLE, BETTER = -8.0, 6.0
# Two originals closer than this leave the choice open: the run is marked.
CLOSE = 4.0
FAR = 8.0
# A reading in brackets behind a character that is not read so.
MISREAD = 15.0
_DIGITS = frozenset("0123456789０１２３４５６７８９一二三四五六七八九十百千万零两")

_READING = re.compile(r"([a-zāáǎàēéěèīíǐìōóǒòūúǔùüǖǘǚǜńňǹɑɡ]{1,6})[)）]")
_BRACKET = re.compile(r"[(（]" + _READING.pattern)
_SENTENCE_END = re.compile(r"[。\n<]")


class State(NamedTuple):
    """A way to read what was seen so far. `pending` is the first byte of a character whose second is to come."""

    score: float
    pending: int
    before: str
    last: str
    text: str = ""
    guessed: str = ""  # characters that no byte of the page shows whole
    at: int = 0
    lost: bool = False  # a swallowed character that could be a digit

    def add(self, c: str, pending: int, at: int) -> State:
        """One more original character, known by its bytes."""
        value = self.score + step(self.before, self.last, c)
        return State(value, pending, self.last, c, self.text + c, self.guessed, at, self.lost)

    def guess(self, c: str, pending: int, at: int) -> State:
        """One more original character, of which the page shows one byte."""
        value = self.score + step(self.before, self.last, c)
        return State(value, pending, self.last, c, self.text + c, self.guessed + c, at, self.lost)


@dataclass(frozen=True, slots=True)
class Run:
    """A shifted run text[start:end]: what was written, or None where no reading is believable."""

    start: int
    end: int
    text: str | None
    doubtful: bool = False  # a digit may be missing or wrong inside
    steps: int = 0  # what reading it cost


@dataclass(slots=True)
class _Search:
    text: str
    stop: int
    narrow: bool
    best: float = 0.0  # ln P of the leading state
    finished: list[State] = field(default_factory=list)


def read_run(text: str, start: int, *, narrow: bool, mark: str) -> Run:
    """Read back the run that begins with the `?` at `start`; `mark` is the sentence mark behind it.

    `narrow`: the page's full-width punctuation was turned to ASCII afterwards.
    """
    before, last = context(text, start)
    run = _read(text[start : start + 4 + LONGEST], before, last, narrow, mark)
    return replace(run, start=start, end=start + run.end)


# Pages print a body twice, and mirrors print a page many times.
@lru_cache(maxsize=512)
def _read(window: str, before: str, last: str, narrow: bool, mark: str) -> Run:
    """The run at the beginning of a window of text, offsets in the window."""
    search = _Search(window, min(len(window), 2 + LONGEST), narrow)
    first, second = mark.encode("gbk")
    begin = State(0.0, 0, before, last)
    states = _best([begin.guess(c, second, 2) for _, c in by_trail()[first]])
    steps = 0
    while states:
        steps += 1
        search.best = states[0].score
        states = _best([after for state in states for after in _advance(search, state)])
    return replace(_verdict(search, last), steps=steps)


def _best(states: list[State], size: int = BEAM) -> list[State]:
    states.sort(reverse=True)
    return [state for state in states[:size] if state.score > states[0].score - HOPELESS]


def _advance(search: _Search, state: State) -> list[State]:
    """Every state one observed character further; finished ones go to `search.finished`."""
    if state.at >= search.stop:
        return []
    c = search.text[state.at]
    if c == "?":
        _swallow(search, state)
        _vanish_and_swallow(search, state)
        return _pair(search, state, 0xA3, 0xBF) if search.narrow else []
    code = code_of(c, narrow=False)
    if code is not None:
        return _pair(search, state, *code)
    if c >= "\x80":
        return []
    if "@" <= c < "\x7f":
        for one in (state, *_vanished(search, state, ord(c))):
            if done := char(one.pending, ord(c)):
                search.finished.append(one.add(done, 0, state.at + 1))
    code = code_of(c, narrow=search.narrow)
    return _pair(search, state, *code) if code else []


def _pair(search: _Search, state: State, lead: int, trail: int) -> list[State]:
    """An observed character: its first byte ends one original character, its second begins the next."""
    after = []
    for one in (state, *_vanished(search, state, lead)):
        c = char(one.pending, lead)
        if c is None:
            continue
        if trail >= 0x80:
            after.append(one.add(c, trail, state.at + 1))
        elif one is state:
            search.finished.append(one.add(c, 0, 0).add(chr(trail), 0, state.at + 1))
    return after


def _middles(search: _Search, state: State) -> list[tuple[State, frozenset[int]]]:
    """One or two pairs without meaning stood here; originals they can have come from, likeliest first.

    With each the bytes that can begin the character which the last pair leaves unfinished. Behind
    the first pair only characters are tried that are known to follow. States far behind the leading
    one are not worth it.
    """
    if state.score < search.best - FAR:
        return []
    once = _sorted([(state.guess(c, 0, state.at), x) for x, c in broken_off().get(state.pending, ())])[:5]
    once = [(middle, gone) for middle, gone in once if middle.score > search.best - HOPELESS]
    if state.score < search.best - FAR / 2:
        return once
    twice = []
    for middle, gone in once:
        follow = {*followers(middle.before, middle.last), *_frequent_broken_off()}
        twice += [(middle.guess(c, 0, state.at), x) for q, x, c in follow if q in gone and vanishing().get(x)]
    return once + _sorted(twice)[:16]


@cache
def _frequent_broken_off() -> tuple[tuple[int, int, str], ...]:
    return tuple((lead, x, c) for lead, x, c in frequent() if vanishing().get(x))


def _sorted(found: list[tuple[State, int]]) -> list[tuple[State, frozenset[int]]]:
    ends = [(middle, vanishing().get(x)) for middle, x in found]
    return sorted(
        ((middle, gone) for middle, gone in ends if gone), key=lambda end: end[0].score, reverse=True
    )


def _vanished(search: _Search, state: State, trail: int) -> list[State]:
    """States behind pairs without meaning; `trail` is the byte that ends the character they left unfinished."""
    leads = common_leads().get(trail, frozenset())
    return [middle._replace(pending=q) for middle, gone in _middles(search, state) for q in gone & leads]


def _vanish_and_swallow(search: _Search, state: State) -> None:
    """A pair without meaning before a `?`: of the second character nothing is left but a reading, if any."""
    reading = _READING.match(search.text, state.at + 1)
    for middle, gone in _middles(search, state):
        if reading:
            _end(search, middle, [c for q, c in by_reading().get(reading[1], ()) if q in gone])
        else:
            _end(search, middle, [c for q, _, c in followers(middle.before, middle.last) if q in gone])


def _swallow(search: _Search, state: State) -> None:
    """A `?`: the second byte of a character, then nothing (before a mark) or a swallowed ASCII character."""
    _end(search, state, [c for _, c in by_lead().get(state.pending, ())])


def _end(search: _Search, state: State, candidates: list[str]) -> None:
    text, at = search.text, state.at
    if reading := _READING.match(text, at + 1):
        for c in candidates:
            if reads(c, reading[1], toneless=False):
                search.finished.append(state.add(c, 0, reading.end()))
        return
    following = text[at + 1 : at + 2]
    orphan = following in ("。", "！", "，", "？", "") or (search.narrow and following in "!,?")
    swallowed, lost = ("", False) if orphan else taken(text, at + 1)
    for c in candidates:
        done = state.guess(c, 0, at + 1)
        search.finished.append(done._replace(text=done.text + swallowed, lost=done.lost or lost))


def _verdict(search: _Search, last: str) -> Run:
    """The likeliest reading, if it is believable and better than what stands there.

    Readings end at different places: each must explain what the longest of them explains.
    """
    text = search.text
    if search.finished:
        end = min(max(state.at for state in search.finished) + 2, len(text))
        ranked = sorted(search.finished, key=lambda state: -_total(text, state, end))
        best, total = ranked[0], _total(text, ranked[0], end)
        length = len(best.text) + max(0, end - best.at)
        if total / length > BELIEVABLE and total > score(text[:end], last) + BETTER:
            return Run(
                0,
                best.at,
                best.text,
                best.lost or _guessed_digit(best) or _open(text, ranked, total, end),
            )
    return Run(0, _unread(text), None, doubtful=True)


def _total(text: str, state: State, end: int) -> float:
    total = state.score + score(text[state.at : end], state.last)
    reading = _BRACKET.match(text, state.at)
    return total - MISREAD if reading and not reads(state.last, reading[1], toneless=False) else total


def _open(text: str, ranked: list[State], total: float, end: int) -> bool:
    """Another reading is nearly as likely, or one not much less likely has other digits."""
    best = ranked[0]
    digits = _digits(best.text)
    for state in ranked[1:40]:
        behind = total - _total(text, state, end)
        if behind < CLOSE and (state.text, state.at) != (best.text, best.at):
            return True
        if behind < FAR and _digits(state.text) != digits:
            return True
    return False


def _digits(text: str) -> str:
    return "".join(c for c in text if c in _DIGITS)


def _guessed_digit(state: State) -> bool:
    return bool(_digits(state.guessed))


def _unread(window: str) -> int:
    """How far the damage may reach: to the end of the sentence or line."""
    found = _SENTENCE_END.search(window, 2)
    return found.start() if found else len(window)
