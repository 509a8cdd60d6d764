"""A gzip page on its way to the spider: Scrapy's chain against ours, in turn.

    python -m tests.bench.bench_middlewares [--pages 200] [--rounds 7]

Both end with a response whose encoding is settled. `plain` is our chain on the same page uncompressed, so the
last column says what compression still costs. Pages declare no charset in the header, as portals do.
"""

from __future__ import annotations

import argparse
import gzip
import statistics
import time

from scrapy.downloadermiddlewares.httpcompression import HttpCompressionMiddleware
from scrapy.http import HtmlResponse, Request
from scrapy.utils.test import get_crawler

from gikspider.middlewares import ChineseEncoding, PlainUntilDecoded

URL = "http://www.gc.gov.cn/x.html"
REQUEST = Request(URL)
CELL = '<td style="width:60pt;border:solid windowtext 1pt"><p><span style="font-family:仿宋">政府信息公开{}</span></p></td>'


def page(charset: str) -> bytes:
    cells = "".join(CELL.format(number) for number in range(600))
    return f'<html><head><meta charset="{charset}"></head><body><table>{cells}</table></body></html>'.encode(
        charset
    )


def seconds(chain, body: bytes, packed: bool, count: int) -> float:
    headers = {"Content-Type": "text/html", **({"Content-Encoding": "gzip"} if packed else {})}
    start = time.process_time()
    for _ in range(count):
        chain(HtmlResponse(URL, headers=headers, body=body, request=REQUEST))
    return time.process_time() - start


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--pages", type=int, default=200)
    parser.add_argument("--rounds", type=int, default=7)
    options = parser.parse_args()
    unpack = HttpCompressionMiddleware.from_crawler(get_crawler())
    before, after = PlainUntilDecoded(), ChineseEncoding()

    def stock(response: HtmlResponse) -> str:
        return unpack.process_response(REQUEST, response).encoding

    def ours(response: HtmlResponse) -> str:
        plain = before.process_response(REQUEST, response)
        return after.process_response(REQUEST, unpack.process_response(REQUEST, plain)).encoding

    print(
        f"{'page':<10}{'size':>8}{'stock ms':>10}{'ours ms':>10}{'plain ms':>10}{'stock/ours':>12}{'plain/ours':>12}"
    )
    for charset in ("utf-8", "gb18030"):
        body = page(charset)
        packed = gzip.compress(body)
        rounds = []
        for _ in range(options.rounds):
            rounds.append(
                (
                    seconds(stock, packed, True, options.pages),
                    seconds(ours, packed, True, options.pages),
                    seconds(ours, body, False, options.pages),
                )
            )
        times = [statistics.median(column) * 1000 / options.pages for column in zip(*rounds, strict=True)]
        gain = statistics.median(a / b for a, b, _ in rounds)
        cost = statistics.median(c / b for _, b, c in rounds)
        print(
            f"{charset:<10}{len(body) // 1024:>6}KB"
            + "".join(f"{t:>10.2f}" for t in times)
            + f"{gain:>12.2f}{cost:>12.2f}"
        )


if __name__ == "__main__":
    main()
