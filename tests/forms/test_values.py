"""What a value cell says: numbers where numbers are printed, and seven honest states for the rest."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gikspider.forms.values import chinese_number, read_value, unit_in

NUMBERS = [
    ("0", "int", "0", None),
    ("12", "int", "12", None),
    ("１２", "int", "12", None),
    ("\xa012 ", "int", "12", None),
    ("\u200b7", "int", "7", None),
    ("1,234", "int", "1234", None),
    ("1，234，567", "int", "1234567", None),
    ("8.0", "int", "8", None),
    ("0.00", "int", "0", None),
    ("3件", "int", "3", "件"),
    ("3 件", "int", "3", "件"),
    ("3(件)", "int", "3", "件"),
    ("15人次", "int", "15", "人次"),
    ("2.2万", "int", "22000", None),
    ("430万次", "int", "4300000", "次"),
    ("零", "int", "0", None),
    ("十二", "int", "12", None),
    ("一百零五件", "int", "105", "件"),
    ("三万五千", "int", "35000", None),
    ("+3", "signed_int", "3", None),
    ("-11", "signed_int", "-11", None),
    ("－11", "signed_int", "-11", None),
    ("−11", "signed_int", "-11", None),
    ("--253", "signed_int", "-253", None),
    ("减3", "signed_int", "-3", None),
    ("減3", "signed_int", "-3", None),
    ("减少3项", "signed_int", "-3", "项"),
    ("增3", "signed_int", "3", None),
    ("增加 3", "signed_int", "3", None),
    ("↓3", "signed_int", "-3", None),
    ("-0", "signed_int", "0", None),
    ("+22", "int", "22", None),
    ("160.5964万元", "money", "160.5964", "万元"),
    ("160.5964万", "money", "160.5964", "万元"),
    ("251000元", "money", "251000", "元"),
    ("￥8,040.00", "money", "8040.00", None),
    ("1.2亿元", "money", "1.2", "亿元"),
    ("8040", "money", "8040", None),
    ("0.092", "money", "0.092", None),
]


@pytest.mark.parametrize(("raw", "kind", "value", "unit"), NUMBERS)
def test_numbers(raw, kind, value, unit):
    read = read_value(raw, kind)
    assert (read.state, read.value, read.unit) == ("number", Decimal(value), unit)


STATES = [
    ("", "blank"),
    (" ", "blank"),
    ("\xa0", "blank"),
    ("\u3000\n", "blank"),
    ("/", "not_applicable"),
    ("／", "not_applicable"),
    ("-", "not_applicable"),
    ("——", "not_applicable"),
    ("--", "not_applicable"),
    ("*", "not_applicable"),
    ("不适用", "not_applicable"),
    ("无", "none_word"),
    ("暂无", "none_word"),
    ("无此项", "none_word"),
    ("详见附件", "text"),
    ("见附表", "text"),
    ("8.5", "text"),
    ("8余", "text"),
    ("约3", "text"),
    ("100%", "text"),
    ("1,23", "text"),
    ("1234,567", "text"),
    ("5元", "text"),
    ("x" * 5000, "text"),
    ("1" * 400, "text"),
    ("一", "ambiguous"),
    ("1 2", "ambiguous"),
    ("1\n2", "ambiguous"),
    ("1 035 000", "ambiguous"),
    ("007", "ambiguous"),
    ("— 8", "ambiguous"),
]


@pytest.mark.parametrize(("raw", "state"), STATES)
def test_what_is_no_number_has_a_state_and_no_value(raw, state):
    read = read_value(raw)
    assert (read.state, read.value) == (state, None)


def test_a_count_of_money_and_money_of_a_count_are_text():
    assert read_value("3件", "money").state == "text"
    assert read_value("160.5964万元", "int").state == "text"


@pytest.mark.parametrize(
    ("header", "unit"),
    [
        ("采购总金额(万元,保留四位小数)", "万元"),
        ("采购总金额(元)", "元"),
        ("采购总金额\n（ 万 元 ）", "万元"),
        ("本年收费金额(单位:万元)", "万元"),
        ("採購總金額(萬元)", "万元"),
        ("采购总金额", None),
        ("采购单元数量", None),
    ],
)
def test_the_unit_a_header_prints(header, unit):
    assert unit_in(header) == unit


@pytest.mark.parametrize("text", ["", "十十", "万", "一二", "零一二"])
def test_malformed_chinese_numerals_are_no_number(text):
    assert chinese_number(text) is None or text == ""


@given(st.text(max_size=60), st.sampled_from(["int", "signed_int", "money"]))
def test_any_text_has_a_state(raw, kind):
    read = read_value(raw, kind)
    assert (read.value is not None) == (read.state == "number")


@given(st.integers(0, 10**12))
def test_every_count_is_read_back(number):
    assert read_value(f"{number:,}").value == read_value(str(number)).value == number
