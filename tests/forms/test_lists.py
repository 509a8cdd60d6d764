"""The forms of 2014 and 2008: an indicator a row, in tables and flattened."""

from decimal import Decimal

import pytest
from selectolax.lexbor import LexborHTMLParser

from gikspider.forms import definition, read_tables

FIGURES = {"2014": 58, "2008": 35}


def rows(form):
    """Rows as the form prints them, each indicator with a figure of its own."""
    table = definition(form).table("indicators")
    out = [list(table.header)]
    for n, row in enumerate(table.blocks[0].rows):
        unit, figure = ("", "") if row.heading else (row.unit, str(200 + 7 * n))
        if form == "2014":
            out.append([str(n + 1), row.label, unit, figure])
        else:
            out.append([row.label, unit, row.number, str(n), figure])
    return out


def truth(form):
    found = definition(form).table("indicators").blocks[0].rows
    return {row.code: Decimal(200 + 7 * n) for n, row in enumerate(found) if not row.heading}


def html(form, drop=()):
    body = "".join(
        "<tr>" + "".join(f"<td>{text}</td>" for n, text in enumerate(row) if n not in drop) + "</tr>"
        for row in rows(form)
    )
    return LexborHTMLParser(f"<table>{body}</table>").css("table")


def year_values(reading):
    return {o.code: o.value for o in reading.observations if o.column is None}


@pytest.mark.parametrize("form", ["2014", "2008"])
def test_every_indicator_of_the_table(form):
    reading = read_tables(html(form))
    assert reading.form == form
    assert year_values(reading) == truth(form)
    assert {(o.table, o.source) for o in reading.observations} == {("indicators", "table")}


@pytest.mark.parametrize("form", ["2014", "2008"])
@pytest.mark.parametrize("separator", ["\n", "\t", " | ", "  "])
def test_every_indicator_of_the_text(form, separator):
    lines = "\n".join(
        separator.join(text for text in row if text or separator != "\n") for row in rows(form)
    ).split("\n")
    reading = read_tables((), ["一、概述", *lines, "", "二、存在的问题", "一是人手不足。"])
    assert reading.form == form
    assert year_values(reading) == truth(form)
    used = {n for start, end in reading.consumed for n in range(start, end)}
    assert used
    assert max(used) <= len(lines) + 1


def test_the_year_is_taken_and_the_period_kept_beside_it():
    reading = read_tables(html("2008"))
    periods = {o.code: o.value for o in reading.observations if o.column == "current_period"}
    assert periods["applications.received.total"] == 9
    assert year_values(reading)["applications.received.total"] == 200 + 7 * 9


def test_the_outcomes_of_reviews_and_lawsuits_share_their_labels():
    found = year_values(read_tables(html("2014")))
    assert found["legal.review.corrected"] != found["legal.litigation.corrected"]


def test_without_numbers_and_units():
    reading = read_tables(html("2014", drop=(0, 2)))
    assert year_values(reading) == truth("2014")


def test_two_columns_of_figures_that_no_header_tells_apart():
    body = "".join(
        f"<tr><td>{r.label}<td>{r.unit}<td>1<td>2"
        for r in definition("2014").table("indicators").blocks[0].rows
        if not r.heading
    )
    reading = read_tables(LexborHTMLParser(f"<table>{body}</table>").css("table"))
    assert {(o.state, o.raw) for o in reading.observations} == {("ambiguous", "1 | 2")}


def test_blank_figures_stay_blank_and_rows_left_out_are_missing():
    body = [
        f"<tr><td>{r.label}<td>{r.unit}<td>"
        for r in definition("2014").table("indicators").blocks[0].rows[:30]
    ]
    reading = read_tables(LexborHTMLParser(f"<table>{''.join(body)}</table>").css("table"))
    states = {o.code: o.state for o in reading.observations}
    assert states["disclosed.total"] == "blank"
    assert states["training.trainees"] == "missing"


def test_fees_in_the_unit_of_the_cell():
    lines = [
        f"{r.label}\t{r.unit}\t{'1200元' if r.code == 'fees.application_fees' else 3}"
        for r in definition("2014").table("indicators").blocks[0].rows
    ]
    found = next(o for o in read_tables((), lines).observations if o.code == "fees.application_fees")
    assert (found.value, found.unit) == (1200, "元")


def lying(form, *more):
    """The form with its indicators as columns: labels, units, figures, and more rows of figures."""
    table = definition(form).table("indicators").blocks[0].rows
    columns = [("统计指标", "单位", "统计数", *more)]
    columns += [
        (row.label, row.unit, str(200 + 7 * n), *more) for n, row in enumerate(table) if not row.heading
    ]
    body = "".join(
        "<tr>" + "".join(f"<td>{text}</td>" for text in row) + "</tr>" for row in zip(*columns, strict=True)
    )
    return LexborHTMLParser(f"<table>{body}</table>").css("table")


@pytest.mark.parametrize("form", ["2014", "2008"])
def test_indicators_as_columns_over_one_row_of_figures(form):
    reading = read_tables(lying(form))
    assert reading.form == form
    assert year_values(reading) == truth(form)


def test_indicators_as_columns_without_units_and_a_name_before_the_figures():
    labels = [row.label for row in definition("2014").table("indicators").blocks[0].rows if not row.heading]
    head, body = (["单位", *labels], ["某某镇", *"123456"])
    rows = "".join("<tr>" + "".join(f"<td>{text}" for text in row[:7]) for row in (head, body))
    reading = read_tables(LexborHTMLParser(f"<table>{rows}</table>").css("table"))
    numbers = [o.value for o in reading.observations if o.state == "number"]
    assert numbers == [1, 2, 3, 4, 5, 6]


def test_several_rows_of_figures_are_those_of_several_units():
    reading = read_tables(lying("2014", "5"))
    assert {o.state for o in reading.observations} == {"missing"}


def test_another_bureau_s_own_table_is_no_form():
    body = "".join(
        f"<tr><td>{label}<td>条<td>5"
        for label in ("主动公开信息数", "机构领导", "政策法规", "规划计划", "部门动态")
    )
    assert read_tables(LexborHTMLParser(f"<table>{body}</table>").css("table")).form is None


def test_prose_with_the_words_of_the_form_is_no_list():
    reading = read_tables(
        (),
        [
            "回应公众关注热点或重大舆情数6次(不同方式回应同一热点或舆情计1次)。",
            "制发规范性文件总数3件,收到申请数2件。",
        ],
    )
    assert (reading.form, reading.consumed) == (None, ())
