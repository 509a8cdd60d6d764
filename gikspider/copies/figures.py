"""The figures a text states, in order: what tells one town's report from its neighbour's.

Dates, clock times, telephone numbers, addresses, document numbers and list numbering are no
figures: they are the same in every town's report, or differ between two copies of one.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cache, lru_cache
from typing import Final

import numpy as np
import numpy.typing as npt

from .folding import Scan, scanned

# A figure is an integer: its digits without the point, times four, plus the number of decimals (0-3).
Figures = tuple[int, ...]

_ADDRESS: Final = re.compile(r"https?://[!-~]+|[0-9A-Za-z_.+-]{1,64}@[0-9A-Za-z.-]+")
# One pass over the digits of a text. Everything begins with one digit and no digit before it, so
# that the engine can skip from digit to digit; a figure is what is neither date, time nor telephone.
_TOKEN: Final = re.compile(
    r"[0-9](?<![0-9][0-9])(?:"
    r"(?<=[12])[0-9]{3}\s?[-./年]\s?[0-9]{1,2}\s?[-./月]\s?[0-9]{1,2}(?![0-9])\s?日?"
    r"(?:\s*[0-9]{1,2}[:时][0-9]{2}(?:[:分][0-9]{2})?)?"
    r"|[0-9]?\s?月(?:\s?[0-9]{1,2}\s?日)?"
    r"|[0-9]?:[0-9]{2}(?::[0-9]{2})?"
    r"|(?<=0)[0-9]{2,3}\s?[-—–]\s?[0-9]{7,8}(?:-[0-9]+)?"
    r"|((?:[0-9]*,[0-9]{3})*[0-9]*(?:\.[0-9]+)?)(?= ?(.?)))"
)
_CALLED: Final = re.compile("邮编|邮政编码|电话|传真|热线")
_YEAR: Final = re.compile(r"(?<!\d)(?:[1１][9９]|[2２][0０])\d\d(?=年)")
# Numbers every report prints: hotlines, whole percentages, the hours of a day.
_CONSTANTS: Final = frozenset({12345, 12315, 12388, 110, 100, 24})
_LONGEST: Final = 11
# A run of so many digits is no figure by its neighbours alone: it may be a telephone number.
_PLAIN: Final = 6


class _Written(dict[str, int]):
    """Figures by their digits, short ones kept; of a run too long to be one on its own only the end is read."""

    def __missing__(self, digits: str) -> int:
        return int(digits[-_PLAIN:]) << 2


_WRITTEN: Final = _Written({str(number): number << 2 for number in range(2000)})


@lru_cache(maxsize=8192)
def _figure(digits: str) -> int | None:
    whole, _, decimals = digits.replace(",", "").partition(".")
    decimals = decimals.rstrip("0")[:3]
    if len(whole) + len(decimals) > _LONGEST:
        return None
    return int(whole + decimals) * 4 + len(decimals)


# What the character beside a run of digits says of it, a bit each.
_DIGIT: Final = 1
_JOINS_BEFORE: Final = 2
_JOINS_AFTER: Final = 4
_BLANK: Final = 8
_JOINS_OVER_BLANK: Final = 16


@cache
def _classes() -> npt.NDArray[np.uint8]:
    """For each character its bits: between which characters a run of digits is certainly a figure.

    A short run is one where nothing beside it can make it part of a date, a clock time, a number
    with a point or commas, a numbered heading, a document or a telephone number.
    """
    table = np.zeros(0x10000, np.uint8)
    letters = "".join(chr(c) for c in range(ord("A"), ord("z") + 1) if chr(c).isalpha())
    for bit, members in (
        (_DIGIT, "0123456789"),
        (_JOINS_BEFORE, letters + "第.,:-/年月日时分—–〔[(【"),
        (_JOINS_AFTER, letters + "号.,:-/年月日时分—–~至、)〕]】"),
        (_BLANK, "".join(chr(c) for c in range(0x10000) if chr(c).isspace())),
        (_JOINS_OVER_BLANK, letters + "号.:-/年月日时分—–~至、)〕]】"),
    ):
        table[[ord(member) for member in members]] |= bit
    return table


def figures(text: str | Scan) -> tuple[Figures, tuple[int, ...]]:
    """The figures of a text (half-width digits) in order, and apart from them the years it speaks of."""
    text, units = scanned(text) if isinstance(text, str) else text
    if "://" in text or "@" in text:
        text, units = scanned(_ADDRESS.sub(" ", text))
    kinds = _classes().take(units)
    digit = kinds & _DIGIT
    edges = (digit[1:] != digit[:-1]).nonzero()[0]
    # `before` is the place before a run's first digit, `last` that of its last.
    before, last = edges[0::2], edges[1::2]
    left, right = kinds[before], kinds[last + 1]
    joined = (left & _JOINS_BEFORE) | (right & _JOINS_AFTER)
    joined |= (left << 1) & kinds[before - 1] & _JOINS_OVER_BLANK
    joined |= (right << 1) & kinds[last + 2] & _JOINS_OVER_BLANK
    found: list[int] = []
    years: list[int] = []
    starts = (before + 1).tolist()
    values = [_WRITTEN[text[start:end]] for start, end in zip(starts, (last + 1).tolist(), strict=True)]
    read = done = 0
    for at in ((joined != 0) | (last - before >= _PLAIN)).nonzero()[0].tolist():
        found += values[done:at]
        done = at + 1
        if starts[at] >= read:
            read = _joined(text, starts[at], found, years)
    return tuple(found + values[done:]), tuple(years)


def _joined(text: str, start: int, found: list[int], years: list[int]) -> int:
    """Read what begins at a digit, into figures or years; the place before which nothing is left to read."""
    match = _TOKEN.match(text, start)
    if match is None:
        return start
    rest, after = match.groups()
    if rest is None:
        return match.end()
    digits = text[start] + rest
    before = text[start - 1]
    end = match.end()
    if before == "第" or after == "号" or _letter(before) or _letter(after):
        return end
    size = len(digits)
    if size == 4 and digits[:2] in ("19", "20") and digits.isdigit() and after:
        if after in "年-—–~至":
            years.append(int(digits))
            return end
        if after in "〕])】" and before in "〔[(【":
            return end
    elif (size >= 6 and _CALLED.search(text, max(0, start - 12), start)) or (
        size <= 2 and after and after in "、.)" and _starts_line(text, start)
    ):
        return end
    value = _figure(digits)
    if value is not None:
        found.append(value)
    return end


def _letter(character: str) -> bool:
    return "A" <= character <= "z" and character.isalpha()


def years(line: str) -> tuple[int, ...]:
    """The years a title or a first line names, in digits of any width."""
    return tuple(int(year) for year in _YEAR.findall("".join(line.split())))


def _starts_line(text: str, at: int) -> bool:
    """Whether nothing but a bracket and a blank or two stands before a place in its line."""
    before = ("\n" + text[:at] if at < 4 else text[at - 4 : at]).rpartition("\n")
    return bool(before[1]) and not before[2].strip("( \t")


def year_of(years: Sequence[int], head: Sequence[int] = ()) -> int | None:
    """The year a text is about: the only one its head names, else the one it names most (twice at least)."""
    if head and len(set(head)) == 1:
        return head[0]
    counts = Counter(years).most_common(2)
    if not counts or counts[0][1] < 2:
        return None
    if len(counts) > 1 and counts[1][1] == counts[0][1]:
        return None
    return counts[0][0]


def words(figure: int) -> str:
    """A figure as it is written."""
    digits, decimals = divmod(figure, 4)
    if not decimals:
        return str(digits)
    text = str(digits).zfill(decimals + 1)
    return f"{text[:-decimals]}.{text[-decimals:]}"


@lru_cache(maxsize=8192)
def weight(figure: int) -> float:
    """How much it says that two texts share this figure, in bits: nothing for 0, ten for thousands."""
    value = figure // 4
    if value == 0 or (figure % 4 == 0 and value in _CONSTANTS):
        return 0.0
    return 1.5 if value < 10 else 4.0 if value < 100 else 7.0 if value < 1000 else 10.0


def information(found: Iterable[int]) -> float:
    """The bits of a set of figures; a figure said three times says it once and a half."""
    return sum(weight(figure) * (1 + 0.25 * (times - 1)) for figure, times in Counter(found).items())


def pack(found: Sequence[int]) -> bytes:
    """Figures as bytes: variable length, a run of zeros as one zero and its length."""
    out = bytearray()
    zeros = 0
    for figure in found:
        if not figure:
            zeros += 1
            continue
        if zeros:
            out += b"\0" + _varint(zeros)
            zeros = 0
        out += _varint(figure)
    if zeros:
        out += b"\0" + _varint(zeros)
    return bytes(out)


@lru_cache(maxsize=8192)
def _varint(value: int) -> bytes:
    out = bytearray()
    while value > 0x7F:
        out.append(value & 0x7F | 0x80)
        value >>= 7
    out.append(value)
    return bytes(out)


def unpack(data: bytes) -> Figures:
    """The figures `pack` packed."""
    found: list[int] = []
    value = shift = 0
    run = False
    for byte in data:
        value |= (byte & 0x7F) << shift
        shift += 7
        if byte & 0x80:
            continue
        if run:
            found.extend([0] * value)
            run = False
        elif value:
            found.append(value)
        else:
            run = True
        value = shift = 0
    return tuple(found)
