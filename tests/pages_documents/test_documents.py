import contextlib
import io
import re
import shutil
import zipfile
from importlib import resources

import pytest
from hypothesis import given
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from gikspider.pages.documents import DocumentError, Kind, kind_of, parts, to_html
from gikspider.pages.documents.numbering import chinese, number
from tests.pages_documents import making

pytest.importorskip("pdfplumber", reason="needs the extra attachments")


def cells(html, table=0):
    """(text, columns, rows) of each cell, row by row."""
    found = LexborHTMLParser(html).css("table")[table]
    return [
        [
            (cell.text(), int(cell.attributes.get("colspan") or 1), int(cell.attributes.get("rowspan") or 1))
            for cell in row.css("td")
        ]
        for row in found.css("tr")
    ]


def paragraphs(html):
    return [one.text() for one in LexborHTMLParser(html).css("p")]


@pytest.mark.parametrize("make", [making.pdf, making.docx, making.mhtml])
def test_text_and_tables_stand_in_their_order(make):
    found = to_html(make())
    assert found.source == "attachment"
    assert paragraphs(found.html) == [making.UNIT, making.TITLE, *making.BEFORE, *making.AFTER]
    assert cells(found.html) == making.TABLE
    before, after = found.html.split("<table>")
    assert making.BEFORE[-1] in before
    assert making.AFTER[0] in after


@pytest.mark.parametrize("make", [making.pdf, making.docx, making.xlsx])
def test_the_title_is_put_together_from_its_lines(make):
    assert f"<title>{making.UNIT}{making.TITLE}</title>" in to_html(make()).html


def test_spreadsheets_keep_their_spans_and_whole_numbers():
    found = to_html(making.xlsx())
    assert found.kind is Kind.XLSX
    rows = cells(found.html)
    assert rows[0] == [(making.UNIT + making.TITLE, 5, 1)]
    assert rows[1:] == making.TABLE
    assert found.html.count("<table>") == 1


@pytest.mark.skipif(
    not shutil.which("antiword"), reason="antiword is not installed (apt-get install antiword)"
)
def test_old_word_files():
    body = (resources.files("tests.pages_documents") / "data" / "report.doc").read_bytes()
    found = to_html(body, "报告.doc")
    assert found.kind is Kind.DOC
    assert paragraphs(found.html)[:3] == [making.UNIT, making.TITLE, "一、总体情况"]
    rows = cells(found.html)
    assert rows[3] == [
        ("三、本年度办理结果", 1, 2),
        ("（一）予以公开", 1, 1),
        ("2", 1, 1),
        ("", 1, 1),
        ("2", 1, 1),
    ]
    assert rows[2][0] == ("一、本年新收政府信息公开申请数量", 2, 1)
    assert rows[0][1] == ("申请人情况", 2, 1)


def test_without_antiword_the_user_is_told(monkeypatch):
    monkeypatch.setattr(shutil, "which", lambda name: None)
    body = (resources.files("tests.pages_documents") / "data" / "report.doc").read_bytes()
    with pytest.raises(DocumentError, match="apt-get install antiword"):
        to_html(body)


@pytest.mark.parametrize(
    ("make", "module", "said"),
    [
        (making.pdf, "pdfplumber", r"PDF files need `pip install gikspider\[attachments\]`"),
        (making.docx, "docx", r"DOCX files need"),
        (making.xlsx, "python_calamine", r"spreadsheets need"),
        (lambda: b"\x89PNG\r\n\x1a\n", "img2table", r"pictures of text need `pip install gikspider\[ocr\]`"),
    ],
)
def test_without_the_extra_the_user_is_told(monkeypatch, make, module, said):
    body = make()
    monkeypatch.setitem(__import__("sys").modules, module, None)
    with pytest.raises(DocumentError, match=said):
        to_html(body)


def test_pages_are_joined_where_they_break():
    html = to_html(making.pdf(pages=3)).html
    assert html.count("<table>") == 3
    assert not re.search(r"<p>[—\s\d]+</p>", html)


def test_saved_pages_in_other_clothes():
    for body in (making.mhtml("quoted-printable", "utf-8"), b"\r\n" + making.mhtml()):
        assert making.BEFORE[0] in to_html(body, "报告.doc").html


@pytest.mark.parametrize(
    ("body", "name", "kind"),
    [
        (b"%PDF-1.4", "", Kind.PDF),
        (b"junk\n%PDF-1.4", "", Kind.PDF),
        (b"{\\rtf1", "x.doc", Kind.RTF),
        (b"\xff\xd8\xff\xe0", "", Kind.IMAGE),
        (b"BM is how this begins", "x.txt", None),
        (b"BM\0\0", "x.bmp", Kind.IMAGE),
        (b"<html>", "x.pdf", None),
        ("年度报告".encode(), "x.doc", None),
        (b"", "x.pdf", None),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "Workbook".encode("utf-16-le"), "x.doc", Kind.XLS),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "x.et", Kind.XLS),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "x.wps", Kind.DOC),
    ],
)
def test_bytes_tell_the_kind_not_names(body, name, kind):
    assert kind_of(body, name) is kind


def zipped(**parts):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in parts.items():
            packed.writestr(name.replace("__", "/").replace("_xml", ".xml"), content)
    return file.getvalue()


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (making.pdf()[:3000], "PDF"),
        (making.pdf(password="secret"), "password"),
        (making.docx()[:2000], "damaged or unfinished"),
        (zipped(word__document_xml="<broken"), "DOCX"),
        (zipped(xl__workbook_xml="<broken"), "XLSX"),
        (zipped(readme_xml="x"), "no document of a kind"),
        (zipped(mimetype="application/vnd.oasis.opendocument.text"), "ODT files are not read"),
        (b"{\\rtf1 x}", "RTF files are not read: save it as DOCX or PDF"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument".encode("utf-16-le"), "DOC"),
        (b"MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=x\r\n\r\n--x--", "holds no HTML"),
        (b"\xff\xd8\xffbroken", "picture"),
        (b"\0" * 10, "no document of a kind"),
    ],
)
def test_what_cannot_be_read_is_one_sentence(body, said):
    with pytest.raises(DocumentError, match=said) as caught:
        to_html(body, "x.bin")
    assert "\n" not in str(caught.value)
    assert "Traceback" not in str(caught.value)


@given(
    st.binary(max_size=300),
    st.sampled_from([b"%PDF-1.4\n", b"PK\x03\x04", b"{\\rtf", b"\x89PNG\r\n\x1a\n", b""]),
)
def test_any_bytes_give_html_or_a_document_error(tail, head):
    with contextlib.suppress(DocumentError):
        assert to_html(head + tail).html.startswith("<")


def test_a_bomb_is_not_unpacked():
    body = zipped(word__document_xml=b"0" * (401 << 20))
    assert len(body) < 1 << 20
    with pytest.raises(DocumentError, match="unpacks to more than"):
        to_html(body)


def test_pictures_are_read_where_the_extra_is_installed(capfd):
    pytest.importorskip("img2table", reason="needs the extra ocr")
    body = (resources.files("tests.pages_documents") / "data" / "report.png").read_bytes()
    found = to_html(body)
    assert found.source == "ocr"
    assert f"<title>{making.UNIT}{making.TITLE}</title>" in found.html
    figures = [[cell[0] for cell in row[-3:]] for row in cells(found.html)[2:]]
    assert figures == [["3", "1", "4"], ["2", "", "2"], ["1", "1", "2"]]
    # The lines of `scrapy extract` go there.
    assert capfd.readouterr().out == ""


def test_a_pdf_without_text_is_a_picture():
    with pytest.raises(DocumentError, match=r"pictures of text need|no text was recognised"):
        to_html(making.pdf(text=False))


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (1, "一"),
        (10, "十"),
        (11, "十一"),
        (20, "二十"),
        (35, "三十五"),
        (100, "一百"),
        (103, "一百零三"),
        (110, "一百一十"),
        (0, "0"),
    ],
)
def test_chinese_numbers(value, expected):
    assert chinese(value) == expected


@pytest.mark.parametrize(
    ("value", "style", "expected"),
    [
        (3, "decimal", "3"), (3, "chineseCountingThousand", "三"), (12, "chineseLegalSimplified", "壹拾贰"),
        (3, "decimalEnclosedCircle", "③"), (2, "lowerLetter", "b"), (12, "decimalFullWidth", "１２"), (4, "lowerRoman", "4"),
    ],
)  # fmt: skip
def test_numbers_as_word_prints_them(value, style, expected):
    assert number(value, style) == expected


def numbered():
    """A DOCX whose headings are numbered by Word."""
    import docx
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls

    document = docx.Document()
    root = document.part.numbering_part.element
    level = '<w:lvl w:ilvl="{}"><w:start w:val="1"/><w:numFmt w:val="{}"/><w:lvlText w:val="{}"/></w:lvl>'
    levels = level.format(0, "chineseCounting", "%1、") + level.format(1, "decimal", "（%2）")
    root.insert(0, parse_xml(f'<w:abstractNum {nsdecls("w")} w:abstractNumId="90">{levels}</w:abstractNum>'))
    root.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="90"><w:abstractNumId w:val="90"/></w:num>'))
    for depth, text in [(0, "概述"), (1, "主动公开"), (1, "申请"), (0, "收费"), (1, "减免"), (None, "正文")]:
        paragraph = document.add_paragraph(text)
        if depth is not None:
            properties = paragraph._p.get_or_add_pPr()
            properties.append(
                parse_xml(f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{depth}"/><w:numId w:val="90"/></w:numPr>')
            )
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def test_numbers_word_sets_by_itself_are_there():
    assert paragraphs(to_html(numbered()).html) == [
        "一、概述",
        "（1）主动公开",
        "（2）申请",
        "二、收费",
        "（1）减免",
        "正文",
    ]


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (["某镇2020年政府信息公开工作年度报告", "一、概述"], "某镇2020年政府信息公开工作年度报告"),
        (["某镇人民政府", "2020年政府信息公开工作年度报告"], "某镇人民政府2020年政府信息公开工作年度报告"),
        (["附件1", "某镇2020年政府信息公开工作年度报告"], "某镇2020年政府信息公开工作年度报告"),
        (["", "  ", "某镇2020年报告"], "某镇2020年报告"),
        (["一、概述", "某镇报告"], None),
        (["按照要求，现将报告公布如下。"], None),
        ([], None),
    ],
)
def test_titles(lines, expected):
    assert parts.title(lines) == expected


@pytest.mark.parametrize(
    ("text", "cell", "line"),
    [
        ("政府\n信息", "政府信息", "政府信息"),
        ("a\nb", "a b", "a b"),
        ("第1\n项", "第1项", "第1项"),
        ("信息\n48条", "信息48条", "信息48条"),
        ("3\n4", "3 4", "34"),
        (" 公开 \n 数量 ", "公开数量", "公开数量"),
        ("甲\n\n乙\n丙", "甲乙丙", "甲乙丙"),
        ("", "", ""),
    ],
)
def test_broken_lines_are_joined(text, cell, line):
    assert parts.joined(text) == cell
    assert parts.joined(text, wrapped=True) == line
