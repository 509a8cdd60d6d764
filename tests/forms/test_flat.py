"""Flattened tables: one cell a line, pipes, tabs, spaces, nothing at all between cells."""

import pytest

from gikspider.forms import definition, read_tables
from gikspider.forms.flat import unglue
from gikspider.forms.tokens import segments

NAMES = ["issued", "repealed", "in_force"]


def read(*lines, year=None):
    return read_tables((), lines, year=year)


def values(reading, prefix):
    return [(o.state, o.value) for o in reading.observations if o.code.startswith(prefix)]


def numbers(*found):
    return [("number", n) for n in found]


HEADER = ("第二十条第(一)项", "信息内容", "本年制发件数", "本年废止件数", "现行有效件数")


@pytest.mark.parametrize(
    "lines",
    [
        (*HEADER, "规章", "1", "2", "3", "行政规范性文件", "4", "5", "6"),
        (
            "信息内容 | 本年制发件数 | 本年废止件数 | 现行有效件数",
            "规章 | 1 | 2 | 3",
            "行政规范性文件 | 4 | 5 | 6",
        ),
        (
            "| 信息内容 | 本年制发件数 | 本年废止件数 | 现行有效件数 |",
            "|---|---|---|---|",
            "| 规章 | 1 | 2 | 3 |",
            "| 规范性文件 | 4 | 5 | 6 |",
        ),
        ("信息内容\t本年制发件数\t本年废止件数\t现行有效件数", "规章\t1\t2\t3", "行政规范性文件\t4\t5\t6"),
        (
            "信息内容 |",
            "本年制发件数 |",
            "本年废止件数 |",
            "现行有效件数 |",
            "规章 |",
            "1 |",
            "2 |",
            "3 |",
            "规范性文件 |",
            "4 |",
            "5 |",
            "6 |",
        ),
        ("信息内容 本年制发件数 本年废止件数 现行有效件数", "规章 1 2 3", "行政规范性文件 4 5 6"),
        (
            "信息内容",
            "本年制",
            "发件数",
            "本年废止",
            "件数",
            "现行有",
            "效件数",
            "规",
            "章",
            "1",
            "2",
            "3",
            "行政规范",
            "性文件",
            "4",
            "5",
            "6",
        ),
        ("信息内容 本年制发件数 本年废止件数 现行有效件数 规章 1 2 3 行政规范性文件 4 5 6",),
        (
            "信息内容",
            "本年发件",
            "本年废止件数",
            "现行有效件",
            "规章",
            "\xa01",
            "2件",
            "３",
            "规范性文件",
            "4",
            "5",
            "6 件",
        ),
    ],
)
def test_the_ways_a_table_is_flattened(lines):
    reading = read("二、主动公开政府信息情况", *lines, "三、收到和处理政府信息公开申请情况")
    assert reading.form == "2021"
    assert values(reading, "active.regulations") == numbers(1, 2, 3)
    assert values(reading, "active.normative_documents") == numbers(4, 5, 6)
    assert {o.source for o in reading.observations} == {"flattened"}
    assert reading.consumed == ((1, len(lines) + 1),)


def test_columns_in_another_order():
    reading = read("信息内容", "现行有效件数", "本年制发件数", "本年废止件数", "规章", "1", "2", "3")
    assert values(reading, "active.regulations") == numbers(2, 3, 1)


@pytest.mark.parametrize(
    "row", [("规章", "1", "2"), ("规章 | 1 | 2",), ("规章123",), ("规章100",), ("规章", "1", "2", "3", "4")]
)
def test_what_cannot_be_decided_is_ambiguous(row):
    reading = read(*HEADER, *row, "行政规范性文件", "4", "5", "6")
    assert [state for state, _ in values(reading, "active.regulations")] == ["ambiguous"] * 3
    assert values(reading, "active.normative_documents") == numbers(4, 5, 6)


def test_blank_cells_of_a_separated_row_keep_their_places():
    reading = read(
        "信息内容 | 本年制发件数 | 本年废止件数 | 现行有效件数",
        "| 规章 |  | 2 |  |",
        "规范性文件 | 4 | / | 无",
    )
    assert values(reading, "active.regulations") == [("blank", None), ("number", 2), ("blank", None)]
    assert [s for s, _ in values(reading, "active.normative_documents")] == [
        "number",
        "not_applicable",
        "none_word",
    ]


def test_a_separator_at_the_end_may_close_the_row_or_open_a_blank_cell():
    reading = read(
        "信息内容 | 本年制发件数 | 本年废止件数 | 现行有效件数", "规章 | 1 | 2 | ", "规范性文件 | 4 | 5 | 6 |"
    )
    assert [s for s, _ in values(reading, "active.regulations")] == ["ambiguous"] * 3
    assert values(reading, "active.normative_documents") == numbers(4, 5, 6)


def test_rows_without_separators_where_only_one_reading_is_possible():
    reading = read("信息内容本年制发件数本年废止件数现行有效件数", "规章000", "行政规范性文件010")
    assert values(reading, "active.regulations") == numbers(0, 0, 0)
    assert [s for s, _ in values(reading, "active.normative_documents")] == ["ambiguous"] * 3


@pytest.mark.parametrize(
    ("digits", "count", "cells"),
    [
        ("000", 3, ("0", "0", "0")),
        ("0000000", 7, tuple("0000000")),
        ("16", 1, ("16",)),
        ("0", 1, ("0",)),
        ("100", 3, None),
        ("001", 3, None),
        ("00", 3, None),
        ("0000", 3, None),
        ("05", 1, None),
    ],
)
def test_unglue(digits, count, cells):
    assert unglue(digits, count) == cells


def test_the_form_with_every_value_blank():
    """Labels without a value: the form is there, its cells are not."""
    active = definition("2019").table("active")
    lines = [
        text
        for b in active.blocks
        for text in (b.caption, "信息内容", *(c.label for c in b.columns), *(r.label for r in b.rows))
    ]
    reading = read(*lines, year=2022)
    assert reading.form == "2019"
    assert {o.state for o in reading.observations} == {"missing"}
    assert "year_conflict" in [f.code for f in reading.findings]


def application_lines(form, row_text):
    table = definition(form).table("applications")
    head = [
        "申请人情况",
        "自然人",
        "法人或其他组织",
        "总计",
        "商业企业",
        "科研机构",
        "社会公益组织",
        "法律服务机构",
        "其他",
    ]
    seen = []
    out = list(head)
    for n, row in enumerate(table.blocks[0].rows):
        for parent in row.parents:
            if parent not in seen:
                seen.append(parent)
                out.append(parent)
        out += row_text(n, row)
    return out


def test_the_matrix_one_cell_a_line():
    lines = application_lines("2021", lambda n, row: [row.label, *(str((10 * n + c) % 60) for c in range(7))])
    reading = read(*lines)
    found = [o.value for o in reading.observations if o.table == "applications"]
    assert found == [(10 * n + c) % 60 for n in range(25) for c in range(7)]


def test_a_row_that_lost_its_blank_cells():
    def text(n, row):
        return [row.label, *("3" * 7)] if n else [row.label, "3", "3"]

    reading = read(*application_lines("2019", text))
    row = [o for o in reading.observations if o.code == "applications.received_new"]
    assert {(o.state, o.raw) for o in row} == {("ambiguous", "3 | 3")}
    assert values(reading, "applications.carried_in") == numbers(*[3] * 7)


def test_a_page_number_between_rows_is_no_value():
    lines = application_lines("2019", lambda n, row: [row.label, *("4" * 7), *(["- 5 -"] if n == 3 else [])])
    assert {o.state for o in read(*lines).observations if o.table == "applications"} == {"number"}


def test_the_legal_row_with_headers_as_a_flip_book_prints_them():
    lines = (
        "行政复议",
        "行政诉讼",
        "未经复议直接起诉",
        "复议后起诉",
        "结果 结果 其他 尚未 总 结果 结果 其他 尚未 总 结果 结果 其他 尚未 总",
        "维持 纠正 结果 审结 计 维持 纠正 结果 审结 计 维持 纠正 结果 审结 计",
        "1 2 3 4 10 5 6 7 8 26 0 0 0 0 0",
        "五、存在的主要问题及改进情况",
    )
    assert values(read(*lines), "legal.") == numbers(1, 2, 3, 4, 10, 5, 6, 7, 8, 26, 0, 0, 0, 0, 0)


def test_the_legal_row_with_vertical_headers():
    five = [c for label in ("结果维持", "结果纠正", "其他结果", "尚未审结", "总计") for c in label]
    lines = [
        "行政复议",
        "行政诉讼",
        *five,
        "未经复议直接起诉",
        "复议后起诉",
        *five,
        *five,
        *map(str, range(15)),
    ]
    assert values(read(*lines), "legal.") == numbers(*range(15))


def test_legal_headers_in_an_order_of_their_own_are_not_read_by_place():
    five = ["总计", "结果维持", "结果纠正", "其他结果"]
    lines = [
        "行政复议",
        "行政诉讼",
        *five,
        "未经复议直接起诉",
        "复议后起诉",
        *five,
        *five,
        *map(str, range(15)),
    ]
    assert {state for state, _ in values(read(*lines), "legal.")} == {"ambiguous"}


def test_repeated_lines_removed_by_an_extractor_leave_nothing_to_trust():
    active = definition("2021").table("active")
    lines = [
        t
        for b in active.blocks
        for t in (
            b.caption,
            "信息内容",
            *(c.label for c in b.columns),
            *(x for r in b.rows for x in (r.label, "0", "1", "2")),
        )
    ]
    lines += application_lines("2021", lambda n, row: [row.label, *("0" * 7)])
    reading = read(*dict.fromkeys(lines))
    assert not [o for o in reading.observations if o.value is not None]


def test_prose_that_speaks_of_the_rows_is_no_table():
    reading = read(
        "一、总体情况",
        "全年办理行政许可",
        "5",
        "件,行政处罚",
        "3",
        "件。",
        "1、规章 0件",
        "2、规范性文件 3件",
        "信息内容丰富,自然人申请 2 件,科研机构 0 件。",
    )
    assert (reading.form, reading.consumed) == (None, ())


def test_a_report_in_one_line_of_prose_and_cells_is_not_consumed_whole():
    prose = "全年主动公开信息680条," * 30
    line = f"{prose} 信息内容 本年制发件数 本年废止件数 现行有效件数 规章 1 2 3 行政规范性文件 4 5 6 {prose}"
    reading = read(line)
    assert values(reading, "active.normative_documents") == numbers(4, 5, 6)
    assert reading.consumed == ()


def test_segments_know_their_lines():
    found = segments(["规章", "", "1", "2", "行政许可|3|", "x"])
    assert [(s.texts, s.values, s.lines, s.end) for s in found] == [
        (["规章"], ["1", "2"], [0], 4),
        (["行政许可"], ["3"], [4], 5),
        (["x"], [], [5], 6),
    ]


APPLICANTS = ("自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "总计")
TWO_ROWS = (
    ("一、本年新收政府信息公开申请数量", "1", "2", "0", "0", "0", "3", "6"),
    ("二、上年结转政府信息公开申请数量", "4", "0", "0", "0", "0", "0", "4"),
)


@pytest.mark.parametrize("separator", ["\n", "\t", " | "])
def test_two_rows_of_applications_under_all_their_applicants(separator):
    head = ("申请人情况", "自然人", "法人或其他组织", "总计", *APPLICANTS[1:6])
    head = head if separator == "\n" else APPLICANTS
    lines = [line for row in (head, *TWO_ROWS) for line in separator.join(row).split("\n")]
    reading = read(*lines, year=2022)
    found = {o.code: [] for o in reading.observations}
    for o in reading.observations:
        found[o.code].append(o.value)
    assert found["applications.received_new"] == [1, 2, 0, 0, 0, 3, 6]
    assert found["applications.carried_in"] == [4, 0, 0, 0, 0, 0, 4]
    assert found["applications.results.granted"] == [None] * 7
    assert reading.consumed[-1][1] == len(lines)


@pytest.mark.parametrize(
    "lines",
    [
        # One row, applicants or not.
        ("\t".join(APPLICANTS), "\t".join(TWO_ROWS[0])),
        # Two rows under words of which some are others.
        (
            "自然人\t企业\t总计",
            "一、本年新收政府信息公开申请数量\t1\t2\t3",
            "二、上年结转政府信息公开申请数量\t0\t0\t0",
        ),
        ("\t".join(TWO_ROWS[0]), "\t".join(TWO_ROWS[1])),
        # Sentences.
        (
            "自然人申请情况",
            *("一、本年新收政府信息公开申请数量", "6", "二、上年结转政府信息公开申请数量", "4"),
        ),
        ("自然人", "一、本年新收政府信息公开申请数量", "6", "二、上年结转政府信息公开申请数量", "4"),
    ],
)
def test_two_rows_that_are_no_table(lines):
    assert read("申请人情况", *lines, year=2022).form is None
