"""Tables like those met before are read as if they had not been: the same rows, whatever their figures."""

import random
import re

import pytest
from selectolax.lexbor import LexborHTMLParser

from gikspider.forms import check, definition, frames, headers, known, read_tables
from gikspider.forms.frames import MOST_FRAMES
from gikspider.forms.known import MOST_CELLS, MOST_CHARACTERS, MOST_PLANS, Reader, Sheet
from gikspider.forms.written import write_out
from tests.forms.damage import DAMAGES, page
from tests.forms.honesty import plan
from tests.forms.pages import modern_html
from tests.forms.printing import html, lines


@pytest.fixture(autouse=True)
def plans(monkeypatch):
    """The tables remembered: none from another test."""
    monkeypatch.setattr(frames, "_FRAMES", {})
    monkeypatch.setattr(known, "_PLANS", {})
    return known._PLANS


@pytest.fixture
def matched(monkeypatch):
    """Reads markup with every table laid out and matched, as if none had been met before."""

    def read(markup, text=(), year=2022):
        with monkeypatch.context() as patched:
            patched.setattr(known, "_PLANS", {})
            patched.setattr(Reader, "_may_be_kept", lambda *_: False)
            return remembered(markup, text, year)

    return read


def remembered(markup, text=(), year=2022):
    found = read_tables(LexborHTMLParser(markup).css("table"), text, year=year)
    return found, check(found.observations, form=found.form, unit_type="town")


def other_figures(markup, rng):
    """The same page with other figures, as the next town's has them."""
    return re.sub(r">(\d{1,4})<", lambda _: f">{rng.choice((0, rng.randrange(3000)))}<", markup)


def compare(form, names, seed, matched):
    rng = random.Random(seed)
    made = page(rng, form, names)
    text = lines(made, rng)
    for markup in (first := html(made, rng), other_figures(first, rng), other_figures(first, rng)):
        assert repr(remembered(markup, text)) == repr(matched(markup, text))


@pytest.mark.parametrize("form", ["2019", "2021"])
@pytest.mark.parametrize("name", ["", *sorted(DAMAGES)])
def test_a_damage_alone(form, name, matched):
    compare(form, (name,) if name else (), f"{form} {name}", matched)


def test_pages_in_pairs_of_damages_one_after_the_other(matched):
    for n, (form, names) in enumerate(plan(150, seed=3)):
        compare(form, names, f"pair {n}", matched)


@pytest.mark.slow
def test_twenty_thousand_tables(matched):
    for n, (form, names) in enumerate(plan(1200, seed=4)):
        compare(form, names, f"many {n}", matched)


def test_a_page_with_other_figures_is_not_laid_out_again(monkeypatch, matched):
    truth = {(cell.code, cell.column): str(n) for n, cell in enumerate(definition("2021").cells())}
    remembered(modern_html("2021", truth))
    others = modern_html("2021", {key: str(1000 - int(text)) for key, text in truth.items()})
    expected = matched(others)
    monkeypatch.setattr(known, "placed", None)
    monkeypatch.setattr(Reader, "records", None)
    assert remembered(others) == expected


def row(*texts):
    return "<tr>" + "".join(f"<td>{text}" for text in texts)


@pytest.mark.parametrize(
    "table",
    [
        # A figure among the headers is the name of a column.
        row("信息内容", "本年制发件数", "{}", "现行有效件数")
        + row("规章", 1, 2, 3)
        + row("其他文件", 4, 5, 6),
        # A figure under a label may be the rest of it.
        row("信息内容", "上一年项目数量", "本年增/减", "处理决定数量") + row("行政处", 1, 2, 3) + row("{}"),
        # What cannot be seen stands in a header all the same.
        row("信息内容", "本年制发件数", "{}", "备注", "现行有效件数")
        + row("规章", 1, 2, 3, 4)
        + row("本地文件", 5, 6, 7, 8),
    ],
)
def test_figures_that_are_more_than_figures(table, matched):
    for figure in ("2019", "7", "", "\u200b", "\u200c", "/", "无"):
        markup = f"<table>{table.format(figure)}</table>"
        assert repr(remembered(markup)) == repr(matched(markup))


def test_a_table_is_read_by_those_before_it(matched):
    head = row("信息内容", "本年制发件数", "本年废止件数", "现行有效件数")
    body = row("规章", 1, 2, 3) + row("行政规范性文件", 4, 5, 6)
    old = row("信息内容", "本年新制作数量", "本年新公开数量", "对外公开总数量")
    for before in (head, old, row("栏目", "内容")):
        markup = f"<table>{before}{body}</table><table>{body}</table>"
        assert repr(remembered(markup)) == repr(matched(markup))


HEAD = row("信息内容", "本年制发件数", "本年废止件数", "现行有效件数")
OLD_HEAD = row("信息内容", "本年新制作数量", "本年新公开数量", "对外公开总数量")
APPLICANTS = row("", "自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "总计")
RULES, DOCUMENTS, PERMITS = "规章", "行政规范性文件", "行政许可"


@pytest.mark.parametrize(
    "rows",
    [
        # One cell printed twice, alike on one page and not on the other.
        HEAD + row(RULES, 1, 2, 3) + row(RULES, 1, 2, "{}"),
        HEAD + row(RULES, 1, 2, 3) + row(DOCUMENTS, 1, 2, "{}"),
        # Labels of both forms.
        HEAD + row(RULES, 1, 2, 3) + OLD_HEAD + row(DOCUMENTS, 1, 2, "{}"),
        # No label tells which form it is; the year does.
        APPLICANTS
        + row("一、本年新收政府信息公开申请数量", "{}", *"123456")
        + row("二、上年结转政府信息公开申请数量", *"1234567")
        + row("(一)予以公开", *"1234567"),
        # A row of no form, and the sum of a group.
        HEAD + row(RULES, 1, 2, 3) + row("本地文件", 1, 2, "{}"),
        # Too few rows to be a table of the form.
        row("一、本年新收政府信息公开申请数量", "{}", *"123456"),
        "",
    ],
)
def test_whatever_the_rows_make_up(rows, matched):
    text = ["信息内容", "行政许可", "本年处理决定数量", "7"]
    for lines_ in ((), text):
        for year in (2019, None, 2023):
            for figure in ("3", "4", "3", "/", "9"):
                markup = f"<table>{rows.format(figure)}</table>"
                assert repr(remembered(markup, lines_, year)) == repr(matched(markup, lines_, year))


def test_parts_that_stand_in_the_text_only(matched):
    made = page(random.Random(1), "2021", ())
    text = lines(made, random.Random(1))
    table = html(made, random.Random(1)).partition("</table>")[0]
    for markup in (table, other_figures(table, random.Random(2))):
        assert repr(remembered(markup, text)) == repr(matched(markup, text))
        assert {o.source for o in remembered(markup, text)[0].observations} == {"table", "flattened"}


def test_the_lines_of_a_table_with_cells_that_have_no_place(matched):
    wide = "<tr>" + "".join(f'<td colspan="24">{text}' for text in "甲乙丙丁戊己庚")
    markup = f"<table>{HEAD}{row(RULES, 1, 2, 3)}{wide}</table>"
    text = ["规章\t1\t2\t3", "甲乙丙丁戊己", "甲乙丙丁戊己庚"]
    for _ in range(2):
        assert remembered(markup, text) == matched(markup, text)
        assert remembered(markup, text)[0].consumed == ((0, 2),)


def test_a_table_that_follows_no_plan_beside_those_that_do(matched):
    odd = "<table>" + row("信息内容", "本年制发件数", "{}", "现行有效件数") + row(RULES, 1, 2, 3) + "</table>"
    plain = f"<table>{HEAD}{row(DOCUMENTS, 4, 5, 6)}</table>"
    for figure in ("本年废止件数", "7", "8", "本年废止件数"):
        for markup in (odd.format(figure) + plain, plain + odd.format(figure)):
            assert repr(remembered(markup)) == repr(matched(markup))


def test_headers_forgotten_between_two_pages(monkeypatch, matched):
    """A header met again counts once for the form; a plan must not hold one from before the forgetting."""
    single = row("信息内容", "本年处理决定数量")
    first = f"<table>{single}{row(PERMITS, 1)}</table>"
    second = f"<table>{single}{row('行政处罚', 2)}</table>"
    known_headers = headers._Known()
    monkeypatch.setattr(headers, "_KNOWN", known_headers)
    remembered(first)
    known_headers.most = 0
    remembered(f"<table>{HEAD}{row(RULES, 1, 2, 3)}</table>")
    known_headers.most = 2000
    assert known_headers.times_cleared > 0
    remembered(second)
    reader = Reader()
    for table in LexborHTMLParser(first + second).css("table"):
        reader.read(Sheet(write_out(table)))
    one, two = reader.records()
    assert one.header is two.header


def read(markup):
    Reader().read(Sheet(write_out(LexborHTMLParser(markup).css_first("table"))))


def test_the_tables_remembered_are_bounded(plans):
    for n in range(MOST_PLANS + 20):
        read(f"<table>{row('栏目', f'第{n}栏')}</table>")
        assert len(plans) <= MOST_PLANS
    assert 0 < len(plans) <= 20


@pytest.mark.parametrize(
    "markup",
    [
        "<table>" + row(*["1"] * 100) * (MOST_CELLS // 100 + 1),
        "<table>" + row("栏" * (MOST_CHARACTERS + 1)),
        "<table>" + row(*["栏目内容"] * 100) * (MOST_CHARACTERS // 400 + 1),
    ],
)
def test_no_large_table_is_remembered(markup, plans):
    read(markup)
    assert not plans


def test_the_pages_remembered_are_bounded(monkeypatch):
    monkeypatch.setattr(frames, "MOST_FRAMES", 5)
    for n in range(12):
        remembered(f"<table>{HEAD}{row(RULES, 1, 2, 3)}{row(f'第{n}栏')}</table>")
        assert 0 < len(frames._FRAMES) <= 5 < MOST_FRAMES


def test_marks_of_texts_are_bounded(monkeypatch):
    monkeypatch.setattr(known, "MOST_MARKS", 50)
    marks = known._Marks()
    for n in range(1000):
        assert marks[f"第{n}项"] == f"第{n}项"
        assert marks["字" * 400] == "字" * 400
        assert marks[str(n)] == marks["0"] != marks["/"]
        assert len(marks) <= 50
