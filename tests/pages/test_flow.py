"""HTML as lines: paragraphs, rows, layout tables, links, containers."""

import time

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from gikspider.pages import walk
from gikspider.pages.flow import of_html, of_text
from gikspider.pages.nesting import flattened
from gikspider.pages.rules import numbered_kinds, tag_kinds


def texts(html):
    return [line.text for line in of_html(LexborHTMLParser(html).root, {}).lines]


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<p>一<span>二</span><b>三</b></p>", ["一二三"]),
        ("<div>前<p>中</p>后</div>", ["前", "中", "后"]),
        ("<p>上<br>下</p>", ["上", "下"]),
        ("<p>&nbsp;　一、\u200b概述&nbsp;</p>", ["一、概述"]),
        ("<p>2021年<span>\n</span>报告</p>", ["2021年 报告"]),
        ("<script>x</script><style>y</style><p>z</p><!-- c -->", ["z"]),
        ("<head><title>标题</title></head><body>正文</body>", ["正文"]),
        ("<table><tr><td><p>1</p><p>2</p></td><td></td><td>3</td></tr></table>后", ["1 2\t\t3", "后"]),
        ("<table><tr><td><p>一段</p><p>二段</p></td></tr></table>", ["一段", "二段"]),
        (
            "<table><tr><td>栏</td><td><table><tr><td>a</td><td>b</td></tr></table></td></tr></table>",
            ["栏", "a\tb"],
        ),
        ("<ul><li>甲<li>乙</ul>", ["甲", "乙"]),
        ("<div>前<p> </p>后</div>", ["前 后"]),
        ("<p>一<ins>二</ins><o:p>三</o:p><!-- c --></p>", ["一二三"]),
        ("<p>一<select><option>二</option></select>三</p>", ["一三"]),
        ("<table><tr><td>a  b</td><td>1</td></tr></table>", ["a b\t1"]),
        ("<table><tr><td>a b</td><td>&nbsp;</td></tr><tr><td>1</td><td></td></tr></table>", ["a b\t", "1\t"]),
        ("<p></p><table><tr><td></td><td></td></tr></table>", []),
    ],
)
def test_lines(html, expected):
    assert texts(html) == expected


def test_rows_know_their_table_and_links_their_share():
    flow = of_html(
        LexborHTMLParser(
            "<table><tr><td>a</td><td>b</td></tr></table><p>x</p><table><tr><td>c</td><td>d</td></tr></table>"
            "<p><a href=#>链接</a></p><p><a href=#>一半</a>另半</p>"
        ).root,
        {},
    )
    assert [line.table for line in flow.lines] == [0, -1, 1, -1, -1]
    assert [line.linked for line in flow.lines][-2:] == [1.0, 0.5]
    assert len(flow.tables) == 2


def test_lines_know_their_container():
    tree = LexborHTMLParser("<p>外</p><div id=a><p>内</p></div><div id=b>次</div>")
    nodes = tree.css("#a, #b")
    flow = of_html(tree.root, {node.mem_id: i for i, node in enumerate(nodes)})
    assert [(line.text, line.container) for line in flow.lines] == [("外", -1), ("内", 0), ("次", 1)]


def test_text_keeps_tabs_and_drops_runs_of_bars():
    lines = of_text("  一\t二 \n\n　三||||||\r\n").lines
    assert [line.text for line in lines] == ["一\t二", "三"]


@pytest.mark.parametrize("tag", ["div", "span", "b", "table><tr><td", "font"])
def test_markup_nested_beyond_reading_is_read_as_text(tag):
    html = "<p>前</p>" + f"<{tag}>" * 20_000 + "里" + "<script>不读</script>"
    assert flattened(html).split() == ["前", "里"]
    assert flattened("<p>" * 20_000 + "页") is None


@pytest.mark.parametrize("html", ["<a" * 200_000, "<" * 500_000, "<script" * 100_000, "<!--" * 100_000])
def test_open_tags_take_no_quadratic_time(html):
    begun = time.process_time()
    flattened(html)
    assert time.process_time() - begun < 20  # seconds; quadratic time would be hours


@settings(max_examples=150, deadline=None)
@given(
    st.lists(
        st.sampled_from(["<p>", "</p>", "<td>", "<tr>", "<table>", "</table>", "<div>", "</div>", "<br>", "<a>", "</a>", "<span>", "字", " ", "<li>"]),
        max_size=60,
    )
)  # fmt: skip
def test_no_character_is_lost_or_made(parts):
    html = "".join(parts)
    assert "".join("".join(texts(html)).split()).count("字") == html.count("字")


def test_the_parsers_numbers_tell_what_names_tell():
    named = tag_kinds()
    for tag in [*named, "span", "font", "strong", "b", "em", "i", "u", "sub", "sup", "o:p", "ins", "custom"]:
        tree = LexborHTMLParser("字" if tag == "-text" else "")
        node = tree.body.first_child if tag == "-text" else tree.create_node(tag)
        assert numbered_kinds().get(node.tag_id, named.get(tag, "inline")) == named.get(tag, "inline"), tag


PLAIN = "<table><tr><td>1</td><td>2</td></tr></table>"


@settings(max_examples=200, deadline=None)
@given(
    st.lists(
        st.sampled_from(["<p>", "</p>", "<td>", "<tr>", "<table>", "</table>", PLAIN, PLAIN, "<div>", "</div>", "<br>", "<a>", "</a>", "<span>", "</span>", "<o:p>", "字", "1", " ", " ", "&nbsp;", "<script>", "</script>"]),
        max_size=60,
    )
)  # fmt: skip
@example([PLAIN, "<p>", "<span>", " ", "</span>", "字"])
def test_a_paragraph_read_at_once_reads_as_one_read_node_by_node(parts):
    tree = LexborHTMLParser("".join(parts))
    at_once = of_html(tree.root, {}).lines
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(walk, "_inline_text", lambda block: None)
        assert of_html(tree.root, {}).lines == at_once
