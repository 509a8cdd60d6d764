"""A report's text reduced to what its copies share: no page chrome, one body, no typography.

Two copies of a report differ in white space, punctuation width, hit counters, 发布时间 lines, font
switches, breadcrumbs and footers, and one may print the body twice. None of that is content.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections import Counter
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Final, NamedTuple

import numpy as np
import numpy.typing as npt

Codes = npt.NDArray[np.uint16]

# A paragraph of this many characters does not stand twice in one report by chance.
ANCHOR: Final = 24
# How many paragraphs that come back are looked at as the start of a second body.
_ANCHORS: Final = 20
# A line of metadata is short; a paragraph that happens to begin with 来源 is not.
META_LINE: Final = 100
# What a line that is a date begins with; most rows of figures begin with another one.
_CENTURIES: Final = ("19", "20")
# What is read of a text: six times the longest report known to us.
MAX_CHARS: Final = 400_000
_BMP: Final = 0x10000
_ASTRAL: Final = re.compile("[\U00010000-\U0010ffff]")
# No character: stands for one beyond the basic plane, so that a text has as many code units as characters.
_BEYOND: Final = 0xFFFF
# Blank lines round a scanned text: the neighbours of any character may be looked at without a test.
PAD: Final = "\n" * 4


class Scan(NamedTuple):
    """A text with `PAD` before and after it, and its characters as numbers, one each."""

    text: str
    units: Codes


@dataclass(frozen=True, slots=True)
class Folded:
    """A body without chrome (`lines`, half-width digits) and its content characters (`codes`).

    `scan` is the body, a line a line. `codes` holds one code point a character: letters, digits and
    ideographs only, lower case, compatibility forms folded. `copies` says how often the page
    printed the body.
    """

    lines: tuple[str, ...]
    scan: Scan
    codes: Codes
    copies: int


@cache
def _chrome() -> dict[str, Any]:
    path = files("gikspider.copies") / "data" / "chrome.json"
    data: dict[str, Any] = json.loads(path.read_text("utf-8"))
    return data


def _any(words: list[str]) -> str:
    """An alternation, longest word first; label letters may be spaced out (索 引 号)."""
    ordered = sorted(words, key=lambda word: (-len(word), word))
    return "|".join(r"[ \t]?".join(map(re.escape, word)) for word in ordered)


@cache
def _line_rule() -> re.Pattern[str]:
    """What a whole line of chrome looks like; a line with a footer's mark anywhere is one too."""
    chrome = _chrome()
    words = _any(chrome["words"] + chrome["counters"])
    labels = _any(chrome["labels"] + chrome["counters"] + chrome["breadcrumb"] + chrome["footers"])
    return re.compile(
        rf"[\s【\[(|]*(?:(?:{labels})[\s】\])]*[:：].*"
        rf"|(?:{_any(chrome['breadcrumb'])}).*"
        rf"|(?:{_any(chrome['counters'])})\s*\d{{1,9}}\s*(?:人?次)?[)\]】]?"
        rf"|(?:(?:{words})[\s】\])|/【\[(:：]*)+"
        r"|[\s|]*(?:19|20)\d\d[-./年]\d{1,2}[-./月]\d{1,2}日?\s*(?:\d{1,2}[:时]\d{2}(?:[:分]\d{2})?)?[分秒\s]*)$"
    )


@cache
def _first_letters() -> tuple[frozenset[str], tuple[str, ...]]:
    """What a line of chrome begins with, and what may stand anywhere in one."""
    chrome = _chrome()
    words = [
        word for name in ("breadcrumb", "labels", "counters", "words", "footers") for word in chrome[name]
    ]
    return frozenset(word[0] for word in words) | set("|【[(/"), tuple(chrome["footer_marks"])


@cache
def _inline_rules() -> tuple[re.Pattern[str], ...]:
    """A counter, a publication date with its label or a font switch, inside a line that says more.

    Each begins with a set of characters, which lets the engine skip from one to the next. The
    brackets such a thing stands in are no content anyway.
    """
    counters = _chrome()["counters"]
    first = "".join(sorted({word[0] for word in counters}))
    date = r"(?:\d{4}[-./年]\d{1,2}[-./月]\d{1,2}日?(?:\s*\d{1,2}[:时]\d{2}(?:[:分]\d{2})?)?)?"
    return (
        re.compile(rf"[{first}](?:{_any([word[1:] for word in counters])})\s*:\s*\d{{0,9}}\s*(?:人?次)?"),
        re.compile(rf"[发更录][布文表新入](?:时间|日期)\s*:\s*{date}"),
        re.compile(r"[【\[(]\s*(?:字体|字号|打印|关闭)[^】\])\n]{0,20}[】\])]"),
    )


@cache
def _inline_tables() -> tuple[npt.NDArray[np.uint8], npt.NDArray[np.uint8]]:
    """For two neighbouring characters: bits both have where an inline rule or a footer's mark may be.

    The second and third of a counter's or a date's label, the first two of a font switch.
    """
    tables = np.zeros(_BMP, np.uint8), np.zeros(_BMP, np.uint8)
    chrome = _chrome()
    blank = "".join(chr(c) for c in range(_BMP) if chr(c).isspace())
    counters, marks = chrome["counters"], chrome["footer_marks"]
    pairs = [
        ("".join(word[1] for word in counters), ":" + blank + "".join(word[2:3] for word in counters)),
        ("布文表新入", "时日"),
        ("【[(", "字打关" + blank),
        ("".join(mark[-2] for mark in marks), "".join(mark[-1] for mark in marks)),
    ]
    for bit, pair in enumerate(pairs):
        for table, letters in zip(tables, pair, strict=True):
            table[[ord(letter) for letter in letters]] |= 1 << bit
    return tables


def _units(text: str) -> Codes:
    return np.frombuffer(text.encode("utf-16-le", "surrogatepass"), np.uint16)


def scanned(text: str) -> Scan:
    """A text laid out for table look-ups; characters beyond the basic plane become U+FFFF."""
    text = f"{PAD}{text}{PAD}"
    units = _units(text)
    if len(units) != len(text):
        text = _ASTRAL.sub(chr(_BEYOND), text)
        units = _units(text)
    return Scan(text, units)


@cache
def _narrowed() -> Codes:
    table = np.arange(_BMP, dtype=np.uint16)
    table[0xFF01:0xFF5F] -= 0xFEE0
    table[[0x3000, 0xA0]] = 0x20
    return table


def narrow(text: str) -> str:
    """`text` with full-width ASCII and blanks half-width; the very object where there is none."""
    return _narrow(text)[0]


def _narrow(text: str) -> tuple[str, Codes]:
    """A text narrowed, and its code units."""
    # By table look-up: `str.translate` takes five times as long on Chinese text. No half of a
    # surrogate pair is in the table, so code units do as well as characters.
    units = _units(text)
    narrowed = _narrowed().take(units)
    data = narrowed.tobytes()
    if data == units.tobytes():
        return text, units
    return data.decode("utf-16-le", "surrogatepass"), narrowed


@cache
def _table() -> Codes:
    """For each character of the basic plane what it counts as, or 0 where it is no content."""
    table = np.zeros(_BMP, np.uint16)
    for point in range(_BMP):
        folded = unicodedata.normalize("NFKC", chr(point)).lower()
        content = next((c for c in folded if c.isalnum()), "")
        if content and ord(content) < _BMP and not 0xE000 <= point < 0xF900:
            table[point] = ord(content)
    table[_BEYOND] = _BEYOND
    return table


def codes_of(text: str) -> Codes:
    """The content characters of `text` as code points; all beyond the basic plane count as one."""
    return _content(scanned(text))


def _content(scan: Scan) -> Codes:
    kept = _table().take(scan.units)
    codes: Codes = kept[kept != 0]
    return codes


def _uninlined(text: str, units: Codes) -> tuple[str, bool]:
    """A text without the chrome inside its lines, and whether some line may carry a footer's mark."""
    first, second = _inline_tables()
    hits = first.take(units)[:-1] & second.take(units)[1:]
    if not np.count_nonzero(hits):
        return text, False
    rules = _inline_rules()
    places = [at for hit in hits.nonzero()[0].tolist() for at in (hit - 1, hit) if at >= 0]
    # Where characters take two units the places are not those of the text: then all rules are tried.
    if len(units) != len(text) or any(rule.match(text, at) for at in places for rule in rules):
        for rule in rules:
            text = rule.sub("", text)
    return text, True


def _unchromed(text: str, units: Codes) -> list[str]:
    lines = []
    rule = _line_rule()
    text, marked = _uninlined(text, units)
    first, marks = _first_letters()
    for line in text.splitlines():
        stripped = line.strip()
        if not stripped:
            continue
        # Most lines are told from chrome by their length or first character alone.
        if len(stripped) <= META_LINE:
            if marked and any(mark in stripped for mark in marks):
                continue
            dated = stripped.startswith(_CENTURIES) and not stripped.isdigit()
            if (dated or stripped[0] in first) and rule.match(stripped):
                continue
        lines.append(stripped)
    return lines


def _once(lines: list[str]) -> tuple[list[str], int]:
    """The lines of the first body where the page prints it again, and how often it stands there.

    The second printing is found by the first long paragraph that comes back and is followed by
    what followed it; a single sentence used twice is not a second body.
    """
    anchors = [line for line in lines if len(line) >= ANCHOR]
    if len(set(anchors)) == len(anchors):
        return lines, 1
    keys = ["".join(line.split()) for line in lines]
    first: dict[str, int] = {}
    tried = 0
    for at, key in enumerate(keys):
        start = first.setdefault(key, at) if len(key) >= ANCHOR else at
        if start == at:
            continue
        body, tail = keys[start:at], keys[at:]
        shared = (Counter(body) & Counter(tail)).total()
        # The second body may be cut off within a paragraph.
        shared += len(tail[-1]) > 3 and any(k != tail[-1] and k.startswith(tail[-1]) for k in body)
        # A body of one paragraph is printed twice where nothing else of that length is on the page.
        if shared >= 0.7 * min(len(tail), len(body)) and (shared >= 2 or len(body) == len(tail) == 1):
            return lines[:at], 1 + max(1, round(shared / len(body)))
        tried += 1
        if tried == _ANCHORS:
            break
    return lines, 1


def fold(text: str) -> Folded:
    """Reduce a body of text to its content. Total: any string, linear in its length."""
    lines, copies = _once(_unchromed(*_narrow(text[:MAX_CHARS])))
    scan = scanned("\n".join(lines))
    return Folded(tuple(lines), scan, _content(scan), copies)
