"""The forms of 2019 and 2021 in the shapes pages give their tables."""

from collections import Counter
from decimal import Decimal

import pytest
from selectolax.lexbor import LexborHTMLParser

from gikspider.forms import definition, read_tables
from tests.forms.pages import active_rows, application_rows, as_table, legal_rows, modern_html, td


def read(html, year=None, lines=()):
    return read_tables(LexborHTMLParser(html).css("table"), lines, year=year)


def figures(form):
    return {(cell.code, cell.column): str(n) for n, cell in enumerate(definition(form).cells())}


def value(reading, code, column=None):
    (found,) = [o for o in reading.observations if (o.code, o.column) == (code, column)]
    return found


def codes(reading):
    return [finding.code for finding in reading.findings]


@pytest.mark.parametrize(("form", "count"), [("2019", 198), ("2021", 200)])
def test_every_cell_in_the_order_of_the_form(form, count):
    truth = figures(form)
    reading = read(modern_html(form, truth))
    assert reading.form == form
    assert len(reading.observations) == count
    assert [(o.code, o.column) for o in reading.observations] == list(truth)
    assert {key: str(o.value) for key, o in zip(truth, reading.observations, strict=True)} == truth


def test_one_table_for_all_of_article_20_with_captions_as_rows():
    """Word markup, &nbsp; after labels, a span round every run, as one province's platform prints it."""
    table = definition("2021").table("active")
    truth = figures("2021")
    rows = [row for block in table.blocks for row in active_rows(table, block, truth, 4)]
    html = as_table(rows).replace("<td", '<td style="border:\n1px"').replace("</td>", "&nbsp;</td>")
    html = html.replace(
        "本年制发件数", '<p class="p"><span>本年制</span><br><span>发件数</span></p><span></span>'
    )
    reading = read(html)
    found = {o.code: str(o.value) for o in reading.observations if o.table == "active"}
    assert found == {code: text for (code, _), text in truth.items() if code.startswith("active.")}
    assert {o.state for o in reading.observations if o.table != "active"} == {"missing"}


def test_headers_cut_off_in_one_table_of_a_form():
    html = "<table><tr><td>信息内容<td>本年新<td>本年新<td>对外公开总数量<tr><td>规章<td>1<td>2<td>3</table>"
    reading = read(html)
    names = ("newly_made", "newly_disclosed", "total_disclosed")
    assert [value(reading, f"active.regulations.{name}").value for name in names] == [1, 2, 3]
    assert reading.form == "2019"


def test_columns_in_another_order_are_read_by_their_headers():
    html = "<table><tr><td>信息内容<td>现行有效件数<td>本年废止件数<td>本年制发件数<tr><td>规章<td>7<td>8<td>9</table>"
    reading = read(html)
    found = [
        value(reading, f"active.regulations.{name}").value for name in ("issued", "repealed", "in_force")
    ]
    assert found == [9, 8, 7]


def test_a_form_of_2019_in_a_report_on_2022_stays_what_it_is():
    reading = read(modern_html("2019", figures("2019")), year=2022)
    assert reading.form == "2019"
    assert codes(reading) == ["year_conflict"]


@pytest.mark.parametrize(
    ("form", "year", "conflict"),
    [("2019", 2020, False), ("2019", 2016, True), ("2021", 2020, True), ("2021", 2025, False)],
)
def test_a_form_of_another_time_is_a_finding(form, year, conflict):
    assert (codes(read(modern_html(form, figures(form)), year=year)) == ["year_conflict"]) is conflict


def test_tables_of_two_forms_in_one_report():
    active = definition("2019").table("active")
    rows = [row for block in active.blocks for row in active_rows(active, block, figures("2019"), 4)]
    html = as_table(rows) + as_table(
        application_rows(definition("2021").table("applications"), figures("2021"))
    )
    reading = read(html)
    assert reading.form == "2019"
    assert codes(reading) == ["forms_mixed"]
    assert value(reading, "applications.results.other.misc", "total").state == "number"
    assert not [o for o in reading.observations if o.code == "applications.results.other.total"]


def test_units_are_those_printed_or_of_the_form_and_never_guessed():
    header = "<table><tr><td>信息内容<td>采购项目数量<td>采购总金额{}<tr><td>政府集中采购<td>3<td>{}</table>"
    amount = "active.central_procurement.amount"
    for head, cell, unit, number in (
        ("", "1035000", None, "1035000"),
        ("(万元,保留四位小数)", "103.3879", "万元", "103.3879"),
        ("", "160.5964万元", "万元", "160.5964"),
        ("(万元)", "251000元", "元", "251000"),
        ("(元)", "8,040.00", "元", "8040.00"),
    ):
        found = value(read(header.format(head, cell)), amount)
        assert (found.value, found.unit, found.raw) == (Decimal(number), unit, cell)
    fees = value(
        read("<table><tr><td>信息内容<td>本年收费金额<tr><td>行政事业性收费<td>26.55</table>"),
        "active.admin_fees.amount",
    )
    assert (fees.value, fees.unit) == (Decimal("26.55"), "万元")


def test_a_local_row_is_kept_under_a_local_code():
    html = (
        "<table><tr><td>信息内容<td>本年新制作数量<td>本年新公开数量<td>对外公开总数量"
        "<tr><td>规范性文件<td>1<td>2<td>3<tr><td>其他主动公开文件<td>186<td>86<td>255</table>"
    )
    reading = read(html)
    local = [o for o in reading.observations if o.code == "active.local.其他主动公开文件"]
    assert [(o.column, o.value) for o in local] == [
        ("newly_made", 186),
        ("newly_disclosed", 86),
        ("total_disclosed", 255),
    ]
    assert len(reading.observations) == 198 + 3


def test_six_blank_applicants_beside_a_total():
    truth = {key: text if key[1] in (None, "total") else "" for key, text in figures("2021").items()}
    states = Counter(
        o.state for o in read(modern_html("2021", truth)).observations if o.table == "applications"
    )
    assert states == {"number": 25, "blank": 150}


def test_a_row_with_fewer_cells_than_columns_is_not_guessed():
    table = definition("2019").table("applications")
    rows = application_rows(table, figures("2019"))
    place = next(n for n, row in enumerate(rows) if "重复申请" in row)
    rows[place] = td("2.重复申请") + td("7") + td("1") + td("8")
    reading = read(as_table(rows))
    row = [o for o in reading.observations if o.code == "applications.results.not_processed.repeat"]
    assert {(o.state, o.raw) for o in row} == {("ambiguous", "7 | 1 | 8")}
    assert "cells_ambiguous" in codes(reading)


def test_one_row_printed_twice_with_other_figures_is_neither():
    html = "<table><tr><td>信息内容<td>本年处理决定数量<tr><td>行政处罚<td>5<tr><td>行政处罚<td>6<tr><td>行政强制<td>2<tr><td>行政强制<td>2</table>"
    reading = read(html)
    assert value(reading, "active.admin_penalty.decisions").state == "ambiguous"
    assert value(reading, "active.admin_coercion.decisions").value == 2
    assert "cells_conflict" in codes(reading)


def test_lost_colspans_in_the_header_do_not_shift_the_applicants():
    table = definition("2021").table("applications")
    truth = figures("2021")
    rows = [
        row.replace('colspan="7"', "").replace('colspan="5"', "") for row in application_rows(table, truth)
    ]
    reading = read(as_table(rows))
    assert all(
        str(o.value) == truth[o.code, o.column] for o in reading.observations if o.table == "applications"
    )


def test_the_legal_row_by_groups_and_by_place():
    table = definition("2021").table("legal")
    truth = figures("2021")
    whole = legal_rows(table, truth)
    bare = [
        row.replace(' colspan="5"', "").replace(' colspan="10"', "").replace(' rowspan="2"', "")
        for row in whole
    ]
    for rows in (whole, bare):
        found = {o.code: str(o.value) for o in read(as_table(rows)).observations if o.table == "legal"}
        assert found == {code: text for (code, _), text in truth.items() if code.startswith("legal.")}


def test_vertical_headers_in_the_cells():
    rows = legal_rows(definition("2021").table("legal"), figures("2021"))
    tall = [row.replace("结果维持", "结<br>果<br>维<br>持").replace("总计", "总<br>计") for row in rows]
    assert {o.state for o in read(as_table(tall)).observations if o.table == "legal"} == {"number"}


def test_reviews_and_lawsuits_in_tables_of_their_own():
    review = "<table><tr><td colspan=5>行政复议<tr><td>结果维持<td>结果纠正<td>其他结果<td>尚未审结<td>总计<tr><td>1<td>2<td>3<td>4<td>10</table>"
    reading = read(review)
    assert [value(reading, f"legal.review.{name}").value for name in ("upheld", "total")] == [1, 10]
    assert value(reading, "legal.litigation_direct.total").state == "missing"


def test_a_value_no_count_can_have_is_text_and_an_error():
    reading = read("<table><tr><td>信息内容<td>本年处理决定数量<tr><td>行政许可<td>8.5</table>")
    assert value(reading, "active.admin_license.decisions").state == "text"
    assert [(f.code, f.severity) for f in reading.findings] == [("value_unreadable", "error")]


def test_tables_of_other_things_are_no_form():
    html = "<table><tr><td>索引号<td>01526086<td>发布日期<td>2021-02-10</table><table><tr><td>项目<td>金额<tr><td>行政许可<td>5</table>"
    reading = read(html, lines=["索引号\t01526086"])
    assert (reading.form, reading.consumed) == (None, ())


def test_lines_that_are_rows_of_the_tables_are_consumed_and_not_read_again():
    truth = figures("2021")
    page = modern_html("2021", truth)
    tree = LexborHTMLParser(page)
    lines = ["总体情况良好。"]
    for row in tree.css("tr"):
        lines.append("\t".join(cell.text() for cell in row.css("td")))
    lines.append("行政许可5件。")
    reading = read_tables(tree.css("table"), lines)
    assert reading.consumed == ((1, len(lines) - 1),)
    assert {o.source for o in reading.observations} == {"table"}


def test_a_table_missing_from_the_markup_is_read_from_the_text():
    """Two tables stand in the markup, the third was flattened."""
    truth = figures("2021")
    tables = as_table(application_rows(definition("2021").table("applications"), truth))
    lines = [
        "行政复议",
        "行政诉讼",
        *(["结果维持", "结果纠正", "其他结果", "尚未审结", "总计"]),
        "未经复议直接起诉",
        "复议后起诉",
    ]
    lines += ["结果维持", "结果纠正", "其他结果", "尚未审结", "总计"] * 2 + ["3"] * 15
    reading = read(tables, lines=lines)
    assert {(o.state, o.source) for o in reading.observations if o.table == "legal"} == {
        ("number", "flattened")
    }
    assert {o.source for o in reading.observations if o.table == "applications"} == {"table"}


def test_rows_with_a_number_of_their_own():
    html = (
        "<table><tr><td>序号<td>信息内容<td>本年制发件数<td>本年废止件数<td>现行有效件数"
        "<tr><td>1<td>规章<td>4<td>5<td>6<tr><td>2<td>行政规范性文件<td>7<td>8<td>9</table>"
    )
    lines = [
        "序号\t信息内容\t本年制发件数\t本年废止件数\t现行有效件数",
        "1\t规章\t4\t5\t6",
        "2\t行政规范性文件\t7\t8\t9",
    ]
    for reading in (read(html), read_tables((), lines)):
        names = [
            f"active.{row}.{column}"
            for row in ("regulations", "normative_documents")
            for column in ("issued", "repealed", "in_force")
        ]
        assert [value(reading, name).value for name in names] == [4, 5, 6, 7, 8, 9]


@pytest.mark.parametrize(
    "rows",
    [
        "<tr><td>行政规范性<td rowspan=2>2<td rowspan=2>1<td rowspan=2>9<tr><td>文件",
        "<tr><td>行政规范性<td><td><td><tr><td>文件<td>2<td>1<td>9",
        "<tr><td>行政规范性文件<td>2<td>1<td>9",
    ],
)
def test_a_label_over_two_rows(rows):
    head = "<table><tr><td>信息内容<td>本年制发件数<td>本年废止件数<td>现行有效件数"
    reading = read(f"{head}{rows}</table>")
    found = [
        value(reading, f"active.normative_documents.{name}").value
        for name in ("issued", "repealed", "in_force")
    ]
    assert found == [2, 1, 9]
    assert not [o for o in reading.observations if ".local." in o.code]


def test_a_header_over_two_rows_and_a_row_of_units():
    head = "<table><tr><td rowspan=3>信息内容<td>本年新<td>本年新<td rowspan=2>对外公开<br>总数量<tr><td>制作数量<td>公开数量<tr><td>件<td>件<td>件"
    reading = read(f"{head}<tr><td>规章<td>2<td>1<td>9</table>")
    names = ("newly_made", "newly_disclosed", "total_disclosed")
    assert [value(reading, f"active.regulations.{name}").value for name in names] == [2, 1, 9]


def test_one_word_for_all_columns_and_one_number_for_all():
    head = "<table><tr><td>信息内容<td>本年制发件数<td>本年废止件数<td>现行有效件数"
    reading = read(f"{head}<tr><td>规章<td colspan=3>无<tr><td>规范性文件<td colspan=3>5</table>")
    assert {o.state for o in reading.observations if o.code.startswith("active.regulations")} == {"none_word"}
    assert {o.state for o in reading.observations if o.code.startswith("active.normative")} == {"ambiguous"}
