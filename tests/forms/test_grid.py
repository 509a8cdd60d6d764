"""Tables laid out as browsers lay them out, and never larger than they may be."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from gikspider.forms.grid import MAX_COLUMNS, MAX_ROWS, lay_out


def grid(html):
    table = LexborHTMLParser(html).css_first("table")
    return [[cell.text if cell else None for cell in row] for row in lay_out(table)]


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<tr><td>a<td>b<tr><td>c", [["a", "b"], ["c", None]]),
        ("<tr><td rowspan=2>a<td>b<tr><td>c", [["a", "b"], ["a", "c"]]),
        ("<tr><td colspan=2>a<td>b", [["a", "a", "b"]]),
        ('<tr><td rowspan="22;">a<td>b<tr><td>c', [["a", "b"], ["a", "c"]]),
        (
            '<tr><td colspan="">a<td colspan="abc">b<td colspan="-2">c<td colspan="0">d',
            [["a", "b", "c", "d"]],
        ),
        ('<tr><td rowspan="0">a<td>b<tr><td>c<tr><td>d', [["a", "b"], ["a", "c"], ["a", "d"]]),
        ("<thead><tr><td rowspan=5>a<tbody><tr><td>b", [["a"], ["b"]]),
        ("<tr><th>a</th><td>b</td></tr><tr style='display: none'><td>x<tr><td>c", [["a", "b"], ["c", None]]),
        ("<tr><td>a<td style='DISPLAY:none'>x<td hidden>y<td>b", [["a", "b"]]),
        ("<tr></tr><tr><td>a", [[None], ["a"]]),
        ("", []),
    ],
)
def test_layout(html, expected):
    assert grid(f"<table>{html}</table>") == expected


def test_a_span_over_an_occupied_place_goes_on_after_it():
    html = "<table><tr><td>1<td rowspan=2>2<td>3<tr><td>4<td>5</table>"
    assert grid(html) == [["1", "2", "3"], ["4", "2", "5"]]


def test_nested_tables_are_not_entered():
    assert grid("<table><tr><td>a<table><tr><td>n</table>b<td>c</table>") == [["a\nb", "c"]]


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p><span>1</span><span lang=EN-US>2</span></p>", "12"),
        ("1<br>2", "1\n2"),
        ("<p>1</p><p>2</p>", "1\n2"),
        ("<p>1</p><p>&nbsp;</p>", "1"),
        ("商业<br>企业", "商业企业"),
        ("<p>本年新</p><p>制作数量</p>", "本年新制作数量"),
        (" 1\n<!-- x --> ", "1"),
        ("<script>var a = 7</script>3", "3"),
        ("<style>td{}</style>3<select><option>9</select>", "3"),
        ("减<br/>3", "减\n3"),
    ],
)
def test_the_text_of_a_cell(html, text):
    table = LexborHTMLParser(f"<table><tr><td>{html}</table>").css_first("table")
    found = lay_out(table)[0][0].text
    # Between digits a break tells; between characters of a label it does not.
    assert found == text or (not any(map(str.isdigit, text)) and found.replace("\n", "") == text)


def test_spans_of_a_thousand_million_are_bounded():
    cell = '<td colspan="1000000000" rowspan="1000000000">a'
    found = grid("<table>" + f"<tr>{cell * 50}" * 2000 + "</table>")
    assert len(found) <= MAX_ROWS
    assert max(map(len, found)) <= MAX_COLUMNS


def test_cells_after_an_overlong_span_are_kept():
    assert grid('<table><tr><td colspan="100%">a<td>b<td>c</table>')[0][-2:] == ["b", "c"]


SPANS = st.sampled_from(["", "1", "2", "3", "100%", "22;", "0", "-1", "x", "1000000000"])


@settings(max_examples=200, deadline=None)
@given(st.lists(st.lists(st.tuples(SPANS, SPANS), max_size=6), max_size=8))
def test_every_cell_is_somewhere_and_rows_are_even(rows):
    html = "".join(
        "<tr>"
        + "".join(f'<td colspan="{c}" rowspan="{r}">{y}.{x}</td>' for x, (c, r) in enumerate(row))
        + "</tr>"
        for y, row in enumerate(rows)
    )
    found = lay_out(LexborHTMLParser(f"<table>{html}</table>").css_first("table"))
    assert len({len(row) for row in found}) <= 1
    seen = {cell.text for row in found for cell in row if cell}
    # A row's first cell stands somewhere, unless cells from above fill the row to its bound.
    for y, row in enumerate(rows):
        full = (
            len(found[y]) == MAX_COLUMNS and all(cell and cell.row < y for cell in found[y]) if row else False
        )
        assert not row or full or f"{y}.0" in seen
    for y, row in enumerate(found):
        for cell in row:
            assert cell is None or cell.row <= y
