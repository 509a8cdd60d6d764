"""Tables like those met before are read as if they had not been: the same rows, whatever their figures."""

import random
import re

import pytest
from selectolax.lexbor import LexborHTMLParser

from gikspider.forms import check, definition, known, read_tables, reading
from gikspider.forms.known import MOST_CELLS, MOST_CHARACTERS, MOST_PLANS, Reader, Sheet
from gikspider.forms.tables import TableReader
from gikspider.forms.written import write_out
from tests.forms.damage import DAMAGES, page
from tests.forms.honesty import plan
from tests.forms.pages import modern_html
from tests.forms.printing import html, lines


class Forgetful(TableReader):
    """Lays every table out and matches it, as if none had been met before."""

    def read(self, sheet):
        return super().read(sheet.grid)


@pytest.fixture
def matched(monkeypatch):
    """Reads markup with every table matched anew."""

    def read(markup, text=()):
        with monkeypatch.context() as patched:
            patched.setattr(reading, "Reader", Forgetful)
            return remembered(markup, text)

    return read


@pytest.fixture(autouse=True)
def plans(monkeypatch):
    monkeypatch.setattr(known, "_PLANS", {})
    return known._PLANS


def remembered(markup, text=()):
    found = read_tables(LexborHTMLParser(markup).css("table"), text, year=2022)
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


def test_marks_of_texts_are_bounded(monkeypatch):
    monkeypatch.setattr(known, "MOST_MARKS", 50)
    marks = known._Marks()
    for n in range(1000):
        assert marks[f"第{n}项"] == f"第{n}项"
        assert marks["字" * 400] == "字" * 400
        assert marks[str(n)] == marks["0"] != marks["/"]
        assert len(marks) <= 50
