"""Files a page links to."""

import pytest

from gikspider.pages import read_page

URL = "http://www.example.gov.cn/a/b.html"


@pytest.mark.parametrize(
    ("href", "words", "kind"),
    [
        ("x.pdf", "年报", "pdf"),
        ("X.DOC?v=1", "年报", "doc"),
        ("/attachDir/17", "年报.docx", "docx"),
        ("/attachDir/17", "年报", None),
        ("download.jsp?f=a%2Epdf", "年报.doc", "doc"),
        ("download.jsp?f=a%2Epdf", "年报", "pdf"),
        ("图.jpg", "图.jpg", "jpg"),
        ("x.pdf?" + "a" * 1000, "年报", "pdf"),
    ],
)
def test_a_file(href, words, kind):
    for _ in range(2):  # the second time it is remembered
        (found,) = read_page(f'<p>字<a href=" {href} ">{words}</a>', url=URL).attachments
        assert (found.kind, found.name) == (kind, words)
        assert found.url.startswith("http://www.example.gov.cn/")


@pytest.mark.parametrize(
    "link",
    [
        '<a href="x.html">x.pdf</a>',
        '<a href="x.jpg">照片</a>',
        '<a href="#x.pdf">x</a>',
        "<a href=\"JavaScript:open('x.pdf')\">x</a>",
        '<a href="mailto:a@example.doc">x</a>',
        '<link href="x.pdf">',
        '<area href="x.pdf">',
        "<a name=x.pdf>x</a>",
        "<a href>x.pdf</a>",
    ],
)
def test_no_file(link):
    assert read_page(f"<p>字{link}", url=URL).attachments == ()


def test_files_stand_in_order_and_once():
    links = "".join(f'<a href="{name}.pdf">{name}</a>' for name in "abab")
    page = read_page(f"<table><tr><td>1</td><td>{links}</td></tr></table>", url=URL)
    assert [found.name for found in page.attachments] == ["a", "b"]
