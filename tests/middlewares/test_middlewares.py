"""Compressed pages and Chinese charsets on their way from the network to the spider."""

import gzip

import pytest
from scrapy.downloadermiddlewares.httpcompression import HttpCompressionMiddleware
from scrapy.http import HtmlResponse, Request, Response
from scrapy.utils.test import get_crawler

from gikspider.middlewares import ChineseEncoding, PlainUntilDecoded

URL = "http://www.gc.gov.cn/x.html"
REQUEST = Request(URL, meta={"fetched_at": "then"})
SHORT = "<title>政务公开</title><p>藁城区</p>"
LONG = "<html><body>" + "我区认真落实政府信息公开条例，主动公开政府信息。" * 40 + "</body></html>"


def html(body: bytes, content_type: str = "text/html", **headers: str) -> HtmlResponse:
    return HtmlResponse(
        URL, body=body, headers={"Content-Type": content_type, **headers}, request=REQUEST, flags=["x"]
    )


@pytest.mark.parametrize(
    ("text", "charset", "content_type"),
    [
        (LONG, "utf-8", "text/html"),
        (LONG, "gb18030", "text/html"),
        (SHORT, "gb18030", "text/html"),  # declares nothing: guessed as Korean otherwise
        (LONG, "gb18030", "text/html; charset=utf-8"),  # the header lies
        (LONG, "gb18030", "text/html; charset=gb2312"),
        (SHORT, "utf-8", "text/html; charset=gbk"),
        (LONG, "big5", "text/html; charset=big5"),
    ],
)
def test_a_page_reads_as_it_was_written(text, charset, content_type):
    if charset == "big5":
        text = text.translate(str.maketrans("区认实务开条动", "區認實務開條動")).replace("信息", "資訊")
        text = "<html><body>" + "主動公開政府資訊，認真落實條例。" * 40 + "</body></html>"
    answered = ChineseEncoding().process_response(REQUEST, html(text.encode(charset), content_type))
    assert answered.text == text
    assert type(answered) is HtmlResponse
    assert (answered.url, answered.status, answered.flags, answered.meta["fetched_at"]) == (
        URL,
        200,
        ["x"],
        "then",
    )


def test_what_is_no_text_or_empty_passes_as_it_is():
    for response in (Response(URL, body=b"\x89PNG"), html(b"")):
        assert ChineseEncoding().process_response(REQUEST, response) is response


def test_what_only_the_reader_reads_is_left_alone():
    response = html(LONG.encode("gb18030"))
    assert ChineseEncoding().process_response(Request(URL, meta={"undecoded": True}), response) is response


def test_a_compressed_page_is_plain_until_it_is_decompressed():
    packed = html(gzip.compress(LONG.encode("gb18030")), **{"Content-Encoding": "gzip"})
    plain = PlainUntilDecoded().process_response(REQUEST, packed)
    assert type(plain) is Response
    assert (plain.body, plain.headers, plain.flags, plain.request) == (
        packed.body,
        packed.headers,
        ["x"],
        REQUEST,
    )
    middleware = HttpCompressionMiddleware.from_crawler(get_crawler())
    unpacked = middleware.process_response(REQUEST, plain)
    assert isinstance(unpacked, HtmlResponse)
    assert ChineseEncoding().process_response(REQUEST, unpacked).text == LONG


def test_a_page_that_is_not_compressed_passes_as_it_is():
    response = html(LONG.encode())
    assert PlainUntilDecoded().process_response(REQUEST, response) is response


def test_the_encoding_of_compressed_bytes_is_never_guessed(monkeypatch):
    """Guessing is what costs: it must not happen on the way, neither here nor in Scrapy."""
    asked = []
    monkeypatch.setattr(HtmlResponse, "_auto_detect_fun", lambda self, text: asked.append(text) or "utf-8")
    packed = html(gzip.compress(LONG.encode()), **{"Content-Encoding": "gzip"})
    plain = PlainUntilDecoded().process_response(REQUEST, packed)
    unpacked = HttpCompressionMiddleware.from_crawler(get_crawler()).process_response(REQUEST, plain)
    ChineseEncoding().process_response(REQUEST, unpacked)
    assert asked == []
