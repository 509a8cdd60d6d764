"""The charset of Chinese pages, from their bytes."""

from __future__ import annotations

from scrapy.http import Request, Response, TextResponse
from w3lib.encoding import http_content_type_encoding

from gikspider.middlewares.rebuild import rebuild
from gikspider.text import decode


class ChineseEncoding:
    """Settles the encoding of pages by the reader's own rule, so that crawl and reader see one text.

    Scrapy believes the header, and guesses Korean for a short GBK page that declares nothing. At 545,
    further in than decompression (590). Requests with the meta key `undecoded` are for the reader, which decodes
    for itself: their pages pass, since deciding about a GBK page costs milliseconds.
    """

    def process_response(self, request: Request, response: Response) -> Response:
        if not isinstance(response, TextResponse) or not response.body or request.meta.get("undecoded"):
            return response
        header = (response.headers.get("Content-Type") or b"").decode("latin-1")
        encoding = decode(response.body, http_content_type_encoding(header)).encoding
        return rebuild(response, type(response), encoding=encoding)
