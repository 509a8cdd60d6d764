from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gikspider.feeds import cells


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("", ""),
        ("3", "3"),
        ("无", "无"),
        ("=1+1", "'=1+1"),
        ("+3", "'+3"),
        ("-11", "'-11"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1", "'\t=1"),
        ("\r=1", "'\r=1"),
        ("＝1", "'＝1"),
        ("'=1", "''=1"),
        ("'quoted'", "'quoted'"),
        ("3-5", "3-5"),
        ("—", "—"),
    ],
)
def test_text_a_spreadsheet_would_run_gets_an_apostrophe(text, written):
    assert cells.guard(text) == written
    assert cells.formatter("string", closed=False)([text]) == [written]
    assert cells.unguard(written) == text


@given(st.text(alphabet="'=+-@\t\r\n＝a1", max_size=8) | st.text())
def test_the_apostrophe_is_taken_away_exactly(text):
    assert cells.unguard(cells.guard(text)) == text


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (Decimal(0), "0"),
        (Decimal("-0"), "0"),
        (Decimal("0E+3"), "0"),
        (Decimal("-3"), "-3"),
        (Decimal("1E+3"), "1000"),
        (Decimal("1.50"), "1.50"),
        (Decimal("0.00000001"), "0.00000001"),
        (Decimal("123456789012345678901234567890"), "123456789012345678901234567890"),
        (1e-05, "0.00001"),
        (1e22, "10000000000000000000000"),
        (0.95, "0.95"),
        (Decimal("NaN"), ""),
        (float("inf"), ""),
        (Decimal("1E+999999"), "1E+999999"),
    ],
)
def test_numbers_are_plain_digits(value, written):
    assert cells.number(value) == written


@given(st.decimals(allow_nan=False, allow_infinity=False, places=4, min_value=-(10**12), max_value=10**12))
def test_a_number_is_read_back_as_it_was(value):
    assert Decimal(cells.number(value)) == value
    assert "E" not in cells.number(value)


@pytest.mark.parametrize(
    ("text", "written"), [("好", "好"), ("a\ud800b", "a�b"), ("\ud83d\ude00", "😀"), ("a\0b", "a�b")]
)
def test_what_no_file_can_hold_is_replaced(text, written):
    assert cells.writable(text) == written
    cells.writable(text).encode()
