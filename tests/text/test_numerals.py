"""Numerals: one value for each way to write it, none for what is no numeral."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gikspider.text import numeral

VALUES = [
    ("0", 0), ("12", 12), ("007", 7), ("1,234", 1234), ("12,345,678", 12345678), ("１２", 12), ("1，234", 1234), ("3.50", "3.5"),
    ("1 234", 1234), ("1.2万", 12000), ("１．２万", 12000), ("3亿5000万", 350000000), ("5万2千", 52000), ("1千2百", 1200), ("0.5亿", 50000000),
    ("零", 0), ("〇", 0), ("○", 0), ("一", 1), ("两", 2), ("十", 10), ("十五", 15), ("一十五", 15), ("二十", 20), ("廿五", 25), ("卅", 30), ("九十九", 99),
    ("一百", 100), ("一百零五", 105), ("一百二十三", 123), ("两百五", 250), ("二百一十", 210), ("一千零五十", 1050), ("一千五", 1500), ("三千零六", 3006),
    ("一万二", 12000), ("十万", 100000), ("二十万三千", 203000), ("一亿零五万", 100050000), ("二〇一八", 2018), ("一二三", 123),
    ("壹佰贰拾叁", 123), ("三点五", "3.5"), ("零点零三", "0.03"), ("一点二万", 12000), ("两万五", 25000), ("萬", None), ("-3", -3), ("负五", -5),
]  # fmt: skip
NONE = [
    "",
    " ",
    "条",
    "四十余",
    "约20",
    "12条",
    "1,2",
    "12,34",
    "1.2.3",
    "十百",
    "一百十百",
    "五五十",
    "①",
    "²",
    "万",
    "点五",
    "三点",
    "百分之五",
    "1万2万",
    "--3",
    "abc",
    "一" * 500,
    "9" * 500,
]


@pytest.mark.parametrize(("text", "value"), VALUES)
def test_a_numeral_has_its_value(text, value):
    assert numeral(text) == (None if value is None else Decimal(value))


@pytest.mark.parametrize("text", NONE)
def test_what_is_no_numeral_has_none(text):
    assert numeral(text) is None


def _write(n: int) -> str:
    digits = "零一二三四五六七八九"
    if n < 10:
        return digits[n]
    for scale, name in ((100_000_000, "亿"), (10_000, "万"), (1000, "千"), (100, "百"), (10, "十")):
        if n >= scale:
            head, rest = divmod(n, scale)
            zero = "零" if rest and rest < scale // 10 else ""
            return _write(head) + name + zero + (_write(rest) if rest else "")
    raise AssertionError


@given(st.integers(0, 999_999_999))
def test_what_is_written_out_is_read_back(n):
    assert numeral(_write(n)) == n
    assert numeral(f"{n:,}") == n
    assert numeral(str(n).translate(str.maketrans("0123456789", "０１２３４５６７８９"))) == n


@given(st.text(max_size=60))
def test_anything_is_survived(text):
    value = numeral(text)
    assert value is None or value.is_finite()
