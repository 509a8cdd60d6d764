"""The cells of HTML tables: which tables are plain, and what their cells say."""

import pytest
from selectolax.lexbor import LexborHTMLParser

from gikspider.forms.grid import lay_out
from gikspider.text.cells import groups_of, in_one_line, plain_groups


def table(markup):
    return LexborHTMLParser(f"<table>{markup}</table>").css_first("table")


def texts(groups):
    return [[[text for _, text in cells] for _, cells in group] for group in groups]


ROW = "<tr><td>名称</td><td>5</td></tr>"


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        (ROW, [[["名称", "5"]]]),
        (
            f"<thead>{ROW}</thead><tr><th> <p>收 件</p> </th><td></td></tr>",
            [[["名称", "5"]], [["收 件", ""]]],
        ),
        # Word parts a number over spans; what stands beside a paragraph or behind a break is another line.
        ("<tr><td><p><span>1</span><span>2</span></p></td><td>3</td></tr>", [[["12", "3"]]]),
        ("<tr><td><span>1</span><br>2</td><td>3</td></tr>", [[["1\x002", "3"]]]),
        ("<tr><td>共<p>2</p></td><td>3</td></tr>", [[["共\x002", "3"]]]),
    ],
)
def test_a_plain_table_gives_its_cells_by_row_group(markup, expected):
    assert texts(plain_groups(table(markup), 400)) == expected


@pytest.mark.parametrize(
    "markup",
    [
        "<tr><td>一栏</td></tr>",
        "<tr><td><p>一段</p><p>二段</p></td><td>3</td></tr>",
        "<tr><td><div><span><p>一段</p><b>又</b><p></p></span></div></td><td>3</td></tr>",
        "<tr><td>栏</td><td><table><tr><td>a</td></tr></table></td></tr>",
        "<tr><td>栏</td><td><ul><li>a</ul></td></tr>",
        f"<caption>表</caption>{ROW}",
        f"<script>1</script>{ROW}",
        "<tr><td>栏</td><td><span>1<script>2</script></span></td></tr>",
        f"<tr><td>栏</td><td>{'字' * 400}</td></tr>",
    ],
)
def test_tables_that_lay_out_a_page_are_not_plain(markup):
    assert plain_groups(table(markup), 400) is None
    assert groups_of(table(markup))


@pytest.mark.parametrize(
    "markup",
    [
        ROW,
        "<tr><td rowspan=2><p><span>本年</span><span>收件</span></p></td><td>1<br>2</td></tr><tr><td>3</td></tr>",
        "<tr><td><font>1</font><font> 0</font></td><td style='display: none'>2</td><td>3</td></tr>",
        "<tr hidden><td>1</td><td>2</td></tr><tr><td>共<p>2</p></td><td><b>a</b> <i>b</i></td></tr>",
    ],
)
def test_cells_read_before_lay_out_as_the_table_does(markup):
    def grid(cells):
        return [[cell and (cell.text, cell.row, cell.column) for cell in row] for row in cells]

    whole = table(markup)
    assert grid(lay_out(whole, plain_groups(whole, 400))) == grid(lay_out(whole))


def test_blanks_are_kept_where_no_figure_stands():
    assert in_one_line("收\x00 费  额") == "收 费  额"
    assert in_one_line("1\x002 \n件") == "12 件"
