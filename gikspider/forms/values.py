"""Reading a value cell: a number only where one is printed, and an honest state for all else."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal
from functools import cache, lru_cache
from typing import NamedTuple

from gikspider.forms.definitions import ValueType, data
from gikspider.items import State


class Value(NamedTuple):
    """What a cell says: `value` is null unless `state` is number; `unit` is null where the cell has none."""

    value: Decimal | None
    state: State
    unit: str | None = None


BLANK = Value(None, "blank")
MISSING = Value(None, "missing")
AMBIGUOUS = Value(None, "ambiguous")
NOT_APPLICABLE = Value(None, "not_applicable")
NONE_WORD = Value(None, "none_word")
TEXT = Value(None, "text")

# Longer texts are no numbers of any form.
LONGEST = 40
_INVISIBLE = re.compile("[\u200b-\u200f\u2060\ufeff\u00ad]")
_DASHES = re.compile(r"[-‐‑‒–—―─━−﹣_/\\*＊]+")
_NUMBER = re.compile(
    r"(?P<sign>增加|减少|增长|下降|增|减|[↑↓+]|[-−–—]{1,2})?\s*"
    r"(?:[¥￥]\s*)?"
    r"(?P<digits>\d{1,3}(?:,\s?\d{3})+(?!\d)|\d{1,15})(?P<fraction>\.\d{1,8})?\s*"
    r"\(?(?P<unit>[^\d\s()]{0,3})\)?"
)
_SIGN_WORDS = {"增加", "减少", "增长", "下降", "增", "减"}
_MINUS = {"减少", "下降", "减", "↓"}
_CHINESE = re.compile(
    r"(?P<sign>增加|减少|增|减)?(?P<number>[零〇一二两三四五六七八九十百千万亿]+)(?P<unit>[^\d\s]{0,3})"
)
_DIGITS = {c: n for n, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_SCALES = {"十": 10, "百": 100, "千": 1000}


class _Words(NamedTuple):
    not_applicable: frozenset[str]
    none: frozenset[str]
    counters: frozenset[str]
    money: dict[str, str]


@cache
def _words() -> _Words:
    raw = data("reading.json")
    return _Words(
        frozenset(raw["not_applicable"]), frozenset(raw["none"]), frozenset(raw["counters"]), raw["money"]
    )


@lru_cache(maxsize=16384)
def read_value(raw: str, type: ValueType = "int") -> Value:
    """The value a cell prints, for a column of counts (int), of changes (signed_int) or of money.

    Signs may be written in words (减3, ↓3) or doubled (--253 is one minus). Two numbers in one cell,
    leading zeros, and a lone 一 (a number or a dash) are ambiguous; a number the column cannot hold
    (8.5 of a count) is text. The unit is the one printed in the cell.
    """
    text = _INVISIBLE.sub("", unicodedata.normalize("NFKC", raw[: LONGEST * 8])).replace("減", "减").strip()
    if not text:
        return BLANK
    if text.isascii() and text.isdigit() and len(text) < 16:
        return AMBIGUOUS if text[0] == "0" and len(text) > 1 else Value(Decimal(text), "number")
    if _DASHES.fullmatch("".join(text.split())):
        return NOT_APPLICABLE
    words = _words()
    if text in words.not_applicable:
        return NOT_APPLICABLE
    if text in words.none:
        return NONE_WORD
    if len(text) > LONGEST:
        return TEXT
    if re.search(r"\d\s+\d", text) and not re.search(r",\s\d{3}\b", text):
        return AMBIGUOUS
    found = _NUMBER.fullmatch(text)
    if found and found["sign"] and found["sign"] not in _SIGN_WORDS and text[len(found["sign"])].isspace():
        return AMBIGUOUS  # a dash and a number
    return _arabic(found, type) if found else _chinese(text, type)


def kind_of(text: str) -> State:
    """The state of a cell whose column is not known yet: a number of any kind is a number."""
    state = read_value(text).state
    return read_value(text, "money").state if state == "text" else state


def _arabic(found: re.Match[str], type: ValueType) -> Value:
    digits = re.sub(r"[,\s]", "", found["digits"])
    if len(digits) > 1 and digits[0] == "0":
        return AMBIGUOUS
    number = Decimal(digits + (found["fraction"] or ""))
    sign = found["sign"] or ""
    if sign in _MINUS or sign[:1] in {"-", "−", "–", "—"}:
        number = -number if number else Decimal(0)
    return _with_unit(number, found["unit"], type)


def _with_unit(number: Decimal, unit: str, type: ValueType) -> Value:
    words = _words()
    if type == "money":
        if unit and unit not in words.money:
            return TEXT
        return Value(number, "number", words.money.get(unit))
    if unit[:1] in {"万", "亿"}:
        number, unit = number * (10_000 if unit[0] == "万" else 100_000_000), unit[1:]
    if unit and unit not in words.counters:
        return TEXT
    whole = number.to_integral_value()
    return Value(whole, "number", unit or None) if number == whole else TEXT


def _chinese(text: str, type: ValueType) -> Value:
    if text == "一":
        return AMBIGUOUS
    found = _CHINESE.fullmatch(text)
    number = chinese_number(found["number"]) if found else None
    if found is None or number is None:
        return TEXT
    return _with_unit(Decimal(-number if found["sign"] in _MINUS else number), found["unit"], type)


def chinese_number(text: str) -> int | None:
    """A Chinese numeral below 10^12 (一百二十三, 两千, 三万五千); None where it is not well formed."""
    total = section = digit = 0
    last = 10**12
    pending = False
    for c in text:
        if c in _DIGITS:
            if pending and digit:
                return None
            digit, pending = _DIGITS[c], True
        elif c in _SCALES:
            if _SCALES[c] >= last:
                return None
            last = _SCALES[c]
            section += (digit if pending else 1) * last
            digit, pending = 0, False
        else:
            scale = 10_000 if c == "万" else 10**8
            if section + digit == 0 or (total and total < scale * 10_000):
                return None
            total += (section + digit) * scale
            section, digit, pending, last = 0, 0, False, 10**12
    return total + section + digit


_HEADER_UNIT = re.compile(r"(?:^|[(:,额位为])(亿元|万元|元)")


def unit_in(label: str) -> str | None:
    """The money unit a label prints (采购总金额(万元)), None where it has none."""
    text = (
        "".join(unicodedata.normalize("NFKC", label).split())
        .replace("萬", "万")
        .replace("億", "亿")
        .replace("額", "额")
    )
    found = _HEADER_UNIT.search(text)
    return found[1] if found else None
