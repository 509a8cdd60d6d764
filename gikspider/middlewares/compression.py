"""A compressed body is bytes, not a page."""

from __future__ import annotations

from scrapy.http import Request, Response, TextResponse

from gikspider.middlewares.rebuild import rebuild


class PlainUntilDecoded:
    """Hands compressed answers on as plain responses until they are decompressed.

    Scrapy's HttpCompressionMiddleware (590) replaces the response, and replacing a text response asks for
    its encoding: without a charset in the header, as portals answer, the encoding is then guessed from the
    gzip bytes, which costs 2.5 ms a page and halves the crawl. At 595 this stands one step further out.
    """

    def process_response(self, request: Request, response: Response) -> Response:
        if response.headers.get("Content-Encoding") and isinstance(response, TextResponse):
            return rebuild(response, Response)
        return response
