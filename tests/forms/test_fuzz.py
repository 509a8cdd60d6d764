"""Anything at all as a table: nothing is raised, and the work is bounded."""

import random

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from gikspider.forms import check, check_prose, check_years, read_tables
from tests.forms.damage import DAMAGES, page
from tests.forms.printing import html, lines

PIECES = st.sampled_from(
    [
        "<table>",
        "</table>",
        "<tr>",
        "</tr>",
        "<td>",
        "</td>",
        "<td colspan=1000000000>",
        '<td rowspan="99999999999999999999">',
        "<td colspan=0 rowspan=0>",
        "<th>",
        "<thead>",
        "<tbody>",
        "</tbody>",
        "<p>",
        "<br>",
        "<!--",
        "-->",
        "<script>",
        "&nbsp;",
        "\x00",
        "\ud7ff",
        "规章",
        "行政规范性文件",
        "信息内容",
        "本年制发件数",
        "本年新",
        "行政许可",
        "其他",
        "总计",
        "(七)总计",
        "自然人",
        "法人或其他组织",
        "未经复议直接起诉",
        "复议后起诉",
        "结果维持",
        "一、本年新收政府信息公开申请数量",
        "(六)其他处理",
        "第二十条第(一)项",
        "统计指标",
        "申请总数",
        "0",
        "1",
        "12.5万元",
        "减3",
        "--",
        "/",
        "无",
        "一",
        "１２",
        "|",
        "\t",
        "\n",
        "9" * 300,
        "字" * 400,
        "(" * 60,
        "1," * 60,
    ]
)
SETTINGS = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def everything(tables, text):
    reading = read_tables(tables, text, year=2022)
    for start, end in reading.consumed:
        assert 0 <= start < end <= len(text)
    for observation in reading.observations:
        assert (observation.value is None) == (observation.state != "number")
    assert check(reading.observations, form=reading.form, unit_type="town") is not None
    check_years(reading.observations, reading.observations)
    check_prose(reading.observations, ())
    return reading


@SETTINGS
@given(st.lists(PIECES, max_size=120), st.lists(PIECES, max_size=120))
def test_pieces_of_tables_in_any_order(markup, text):
    tree = LexborHTMLParser("<table>" + "".join(markup))
    everything(tree.css("table"), "".join(text).split("\n"))


@SETTINGS
@given(st.binary(max_size=2000))
def test_any_bytes_as_a_table(body):
    tree = LexborHTMLParser("<table><tr><td>" + body.decode("latin-1"))
    everything(tree.css("table"), body.decode("gb18030", "replace").split("\n"))


@SETTINGS
@given(
    st.integers(0, 10**6),
    st.lists(st.sampled_from(sorted(DAMAGES)), unique=True, max_size=5),
    st.integers(0, 4000),
)
def test_damaged_pages_cut_off_anywhere(seed, names, cut):
    rng = random.Random(seed)
    made = page(rng, "2021", names)
    markup = html(made, rng)
    everything(LexborHTMLParser(markup[: len(markup) - cut]).css("table"), lines(made, rng))


def test_hostile_tables_are_bounded():
    cell = '<td colspan="1000000000" rowspan="1000000000">规章'
    huge = "<table>" + ("<tr>" + cell * 200) * 300 + "</table>"
    everything(LexborHTMLParser(huge).css("table"), ())
    many = "<table><tr>" + "<td colspan=1000 rowspan=1000>1" * 40 + "</table>"
    everything(LexborHTMLParser(many * 3000).css("table"), ())
    deep = "<table><tr><td>" * 400
    everything(LexborHTMLParser(deep).css("table"), ())
    nested = "<div>" * 3000 + "规章</div>"
    everything(LexborHTMLParser(f"<table><tr><td>1{nested}<td>2<table>").css("table"), ())


def test_hostile_text_is_bounded():
    words = "信息内容 规章 0 行政许可 1 本年新 其他 总计 (七)总计 未经复议直接起诉 统计指标 申请总数 3 "
    everything((), [words * 4000])
    everything((), (words * 3000).split(" "))
    everything((), ["|" * 50_000, "规章" + "0" * 50_000, "\t".join("0" * 20_000), "规" * 200_000])
    everything((), ["信息内容"] + [f"标签{n}" for n in range(20_000)] + ["0"])
