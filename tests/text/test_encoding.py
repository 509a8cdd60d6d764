"""Bytes to text: lying headers, missing charsets, cut characters, and files that are no text."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from gikspider.text import decode

SIMPLE = "根据《条例》规定，2019年我镇主动公开政府信息46条。"
TRADITIONAL = "縣政府信息公開工作年度報告，主動公開"
PAGE = '<html><head><meta http-equiv="Content-Type" content="text/html; charset={}"></head><body>{}</body></html>'


def codes(decoded):
    return {finding.code for finding in decoded.findings}


@pytest.mark.parametrize(
    ("body", "declared", "text", "encoding", "found"),
    [
        (SIMPLE.encode(), None, SIMPLE, "utf-8", set()),
        (SIMPLE.encode(), "utf-8", SIMPLE, "utf-8", set()),
        (SIMPLE.encode(), "UTF8", SIMPLE, "utf-8", set()),
        (SIMPLE.encode(), "gb2312", SIMPLE, "utf-8", {"charset_wrong"}),
        (SIMPLE.encode("gbk"), "gb2312", SIMPLE, "gb18030", set()),
        (SIMPLE.encode("gbk"), "GB_2312-80", SIMPLE, "gb18030", set()),
        (SIMPLE.encode("gbk"), None, SIMPLE, "gb18030", set()),
        (SIMPLE.encode("gbk"), "utf-8", SIMPLE, "gb18030", {"charset_wrong"}),
        (SIMPLE.encode("gbk"), "iso-8859-1", SIMPLE, "gb18030", {"charset_wrong"}),
        (SIMPLE.encode("gbk"), "no-such-charset", SIMPLE, "gb18030", set()),
        ("朱镕基㎡䶮".encode("gb18030"), "gbk", "朱镕基㎡䶮", "gb18030", set()),
        (TRADITIONAL.encode("big5"), "big5", TRADITIONAL, "big5hkscs", set()),
        (TRADITIONAL.encode("big5"), None, TRADITIONAL, "big5hkscs", set()),
        (TRADITIONAL.encode("big5"), "gbk", TRADITIONAL, "big5hkscs", {"charset_wrong"}),
        (TRADITIONAL.encode("gbk"), None, TRADITIONAL, "gb18030", set()),
        (TRADITIONAL.encode("gbk"), "big5", TRADITIONAL, "gb18030", {"charset_wrong"}),
        # Short: a guess over all charsets takes these for Korean.
        ("年度报告".encode("gbk"), None, "年度报告", "gb18030", set()),
        ("公开".encode("gbk"), None, "公开", "gb18030", set()),
        ("县".encode("gbk"), None, "县", "gb18030", set()),
        # Valid UTF-8 by accident.
        ("联通".encode("gbk"), None, "联通", "gb18030", set()),
        # Byte order marks.
        (SIMPLE.encode("utf-8-sig"), None, SIMPLE, "utf-8", set()),
        (SIMPLE.encode("utf-8-sig"), "gbk", SIMPLE, "utf-8", {"charset_wrong"}),
        (SIMPLE.encode("utf-16"), None, SIMPLE, "utf-16-le", set()),
        (b"\xfe\xff" + SIMPLE.encode("utf-16-be"), None, SIMPLE, "utf-16-be", set()),
        (SIMPLE.encode("utf-32"), None, SIMPLE, "utf-32-le", set()),
        (SIMPLE.encode("utf-16-le"), None, SIMPLE, "utf-16-le", set()),
        (
            (PAGE.format("utf-16", SIMPLE)).encode("utf-16-be"),
            None,
            PAGE.format("utf-16", SIMPLE),
            "utf-16-be",
            set(),
        ),
        # Cut off.
        (SIMPLE.encode()[:-1], None, SIMPLE[:-1], "utf-8", {"truncated"}),
        (SIMPLE.encode()[:-2], None, SIMPLE[:-1], "utf-8", {"truncated"}),
        (SIMPLE.encode("gbk")[:-1], None, SIMPLE[:-1], "gb18030", {"truncated"}),
        (SIMPLE.encode("utf-16")[:-1], None, SIMPLE[:-1], "utf-16-le", {"truncated"}),
        (b"plain ASCII", "gbk", "plain ASCII", "utf-8", set()),
        (b"", None, "", "utf-8", {"empty"}),
        (b"\xef\xbb\xbf", None, "", "utf-8", {"empty"}),
        (b"\x00\x01\x02\x03", None, "", "binary", {"binary"}),
        (b"%PDF-1.7 ...", "utf-8", "", "binary", {"binary"}),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), None, "", "binary", {"binary"}),
        ((SIMPLE * 40).encode() + b"\0", None, SIMPLE * 40, "utf-8", {"binary"}),
    ],
)
def test_bytes_are_read(body, declared, text, encoding, found):
    decoded = decode(body, declared)
    assert (decoded.text, decoded.encoding, codes(decoded)) == (text, encoding, found)


@pytest.mark.parametrize("charset", ["gb2312", "GBK", "gb18030"])
def test_the_meta_charset_counts(charset):
    page = PAGE.format(charset, "政务公开")
    assert decode(page.encode("gbk")).text == page
    assert codes(decode(page.encode("gbk"))) == set()
    assert codes(decode(page.encode("utf-8"))) == {"charset_wrong"}


@pytest.mark.parametrize(
    ("said", "read"),
    [
        ('<?xml version="1.0" Encoding="GBK"?><p>', "gbk"),
        ("<!-- charset? --><META CharSet = 'GBK'>", "gbk"),
        ("<meta charset=gbk><?xml encoding='big5'?>", "gbk"),
        ("<p>charset</p>", None),
    ],
)
def test_the_first_charset_a_page_claims_is_read(said, read):
    found = decode((said + "政务公开").encode()).findings
    assert [finding.detail for finding in found] == (
        [f"meta says {said[said.lower().index('gbk') :][:3]}; the bytes are utf-8"] if read else []
    )


@pytest.mark.parametrize("body", [SIMPLE.encode(), b"plain ASCII"])
def test_bytes_that_are_the_text_are_handed_on(body):
    assert decode(body).utf8 is body
    for other in (
        b"\xef\xbb\xbf" + body,
        SIMPLE.encode("gbk"),
        SIMPLE.encode()[:-1],
        SIMPLE.encode() + b"\0",
    ):
        assert decode(other).utf8 is None


def test_a_meta_beyond_the_first_4_kb_does_not():
    page = " " * 5000 + PAGE.format("gbk", SIMPLE)
    assert codes(decode(page.encode("utf-8"))) == set()


def test_a_few_broken_bytes_do_not_turn_the_page():
    body = bytearray((SIMPLE * 30).encode())
    for at in (100, 700, 1500):
        body[at] = 0xFF
    decoded = decode(bytes(body), "gbk")
    assert decoded.encoding == "utf-8"
    assert codes(decoded) == {"charset_broken", "charset_wrong"}
    assert decoded.text.count("我镇主动公开") > 25


def test_a_broken_byte_in_a_gbk_page():
    body = bytearray((SIMPLE * 30).encode("gbk"))
    body[100] = 0xFF
    decoded = decode(bytes(body), "gbk")
    assert decoded.encoding == "gb18030"
    assert codes(decoded) == {"charset_broken"}
    assert decoded.text.count("我镇主动公开") > 27


@given(
    st.text(alphabet=st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5), min_size=1),
    st.sampled_from(["", "<p>"]),
)
def test_utf_8_proves_itself(text, before):
    body = (before + text).encode()
    for declared in (None, "gbk", "big5", "iso-8859-1"):
        assert decode(body, declared).text == before + text


@given(st.integers(1, 3), st.text(alphabet="公开政府信息，年度报告二〇一八", min_size=2))
def test_a_cut_tail_costs_one_character(cut, text):
    decoded = decode(text.encode()[:-cut])
    assert decoded.text == text[:-1]
    assert codes(decoded) == ({"truncated"} if cut < 3 else set())


WORDS = [
    "政府信息公开",
    "年度报告",
    "我镇",
    "主动公开",
    "2019年",
    "，",
    "条例",
    "申请",
    "46条",
    "。",
    "县人民政府",
    "<br>",
]


@given(
    st.lists(st.sampled_from(WORDS), min_size=1, max_size=30),
    st.sampled_from([None, "utf-8", "gb2312", "latin-1"]),
)
def test_gbk_text_of_any_length_is_read(words, declared):
    text = "".join(words)
    assert decode(text.encode("gbk"), declared).text == text


@given(
    st.binary(max_size=300),
    st.sampled_from([None, "utf-8", "gbk", "big5", "", "utf-16", "idna", "base64", "\0"]),
)
@example(b"\xff\xfe", None)
@example(b"\xff\xfe\x00\x00", None)
@example(b"\x80" * 50, "gbk")
@example(b"<meta charset=hex>\xe9", None)
@example(b"<meta charset=rot13>\xe9\xff\xe9", "undefined")
def test_any_bytes_are_survived(body, declared):
    decoded = decode(body, declared)
    decoded.text.encode("utf-8", "surrogatepass")
    assert decoded.encoding
