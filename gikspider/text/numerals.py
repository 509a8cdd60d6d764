"""Numerals as reports print them: Arabic, full width, Chinese, and mixtures with 万 and 亿."""

from __future__ import annotations

import re
from decimal import Decimal

LONGEST = 48

DIGITS = {c: n for n, c in enumerate("零一二三四五六七八九")} | {
    **dict.fromkeys("〇○◯Ｏ", 0),
    **{c: n for n, c in enumerate("壹贰叁肆伍陆柒捌玖", 1)},
    **dict.fromkeys("两兩", 2),
    "貳": 2,
    "參": 3,
    "叄": 3,
    "陸": 6,
    "弌": 1,
    "弍": 2,
    "弎": 3,
}
TENS = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
MYRIADS = {"万": 10_000, "萬": 10_000, "亿": 100_000_000, "億": 100_000_000}
# Written-together tens: 廿五 is 25.
_SCORES = {"廿": "二十", "卄": "二十", "卅": "三十", "卌": "四十"}

_TIDY = {
    ord(wide): narrow
    for wide, narrow in zip("０１２３４５６７８９．，＋－％", "0123456789.,+-%", strict=True)
}
_TIDY |= {ord("−"): "-", ord("﹣"): "-", ord("﹢"): "+", ord("﹒"): ".", ord("﹐"): ","}
_ARABIC = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?|\.\d+", re.ASCII)
_SCALED = re.compile(r"([\d.,]+)([十百千拾佰仟]?)([万萬亿億]?)", re.ASCII)
_SPACE = re.compile(r"[\s\u200b\ufeff]+")


def numeral(text: str) -> Decimal | None:
    """The value of a string that is one numeral and nothing else; None for everything else.

    Units, counters and qualifiers (条, %, 余, 约) are the caller's: `numeral("四十余")` is None.
    Commas count only as thousands separators; white space inside is ignored.
    """
    if len(text) > LONGEST * 2:
        return None
    text = _SPACE.sub("", text).translate(_TIDY)
    if not text or len(text) > LONGEST:
        return None
    sign = 1
    if text[0] in "+-负負":
        sign, text = (1 if text[0] == "+" else -1), text[1:]
    value = _unsigned(text)
    if value is None:
        return None
    whole = value.to_integral_value()
    return sign * (whole if whole == value else value)


def _unsigned(text: str) -> Decimal | None:
    if _ARABIC.fullmatch(text):
        return Decimal(text.replace(",", ""))
    for short, long in _SCORES.items():
        text = text.replace(short, long)
    if any("0" <= c <= "9" for c in text):
        return _mixed(text)
    whole, dot, fraction = text.partition("点")
    if dot:
        return _fraction(whole, fraction)
    value = _chinese(text)
    return None if value is None else Decimal(value)


def _fraction(whole: str, fraction: str) -> Decimal | None:
    """三点五, 一点二万: the scale belongs to the whole number."""
    scale = 1
    while fraction and fraction[-1] in MYRIADS:
        scale *= MYRIADS[fraction[-1]]
        fraction = fraction[:-1]
    before = _chinese(whole)
    if before is None or not fraction or any(c not in DIGITS for c in fraction):
        return None
    return Decimal(f"{before}.{''.join(str(DIGITS[c]) for c in fraction)}") * scale


def _mixed(text: str) -> Decimal | None:
    """Arabic digits with Chinese scales: 1.2万, 3亿5000万, 1千, 5万2千."""
    total, at, last = Decimal(0), 0, None
    while at < len(text):
        found = _SCALED.match(text, at)
        if not found or not _ARABIC.fullmatch(found[1]):
            return None
        scale = TENS.get(found[2], 1) * MYRIADS.get(found[3], 1)
        if last is not None and scale >= last:
            return None
        total += Decimal(found[1].replace(",", "")) * scale
        at, last = found.end(), scale
    return total


def _chinese(text: str) -> int | None:
    """Whole Chinese numeral: by places (一百零五) or digit by digit (二〇一八)."""
    if not text or any(c not in DIGITS and c not in TENS and c not in MYRIADS for c in text):
        return None
    if all(c in DIGITS for c in text):
        return int("".join(str(DIGITS[c]) for c in text))
    total, rest = 0, text
    for scale, signs in ((100_000_000, "亿億"), (10_000, "万萬")):
        at = max(rest.find(sign) for sign in signs)
        if at < 0:
            continue
        head = _below_myriad(rest[:at]) if scale == 10_000 else _chinese(rest[:at])
        if head is None:
            return None
        total, rest = total + head * scale, rest[at + 1 :]
        if len(rest) == 1 and rest in DIGITS and DIGITS[rest]:
            # 一万二 is 12000: the last digit takes the next lower place.
            return total + DIGITS[rest] * scale // 10
    if not rest:
        return total
    low = _below_myriad(rest)
    return None if low is None else total + low


def _below_myriad(text: str) -> int | None:
    total, digit, last, zero = 0, None, 10_000, False
    for c in text:
        if c in DIGITS:
            if digit is not None and digit != 0:
                return None
            digit, zero = DIGITS[c], zero or DIGITS[c] == 0
        elif c in TENS:
            place = TENS[c]
            if place >= last or (not digit and (place != 10 or (total and not zero))):
                return None
            total += (digit or 1) * place
            digit, last = None, place
            zero = False
        else:
            return None
    if not text:
        return None
    if digit and last in (100, 1000) and not zero:
        # 两百五 is 250.
        return total + digit * last // 10
    return total + (digit or 0)
