"""Reading one page whole, beside what a user would assemble for it: GNE for title, date and body, pandas for tables.

`python -m tests.bench.bench_reader`: pages of the replica of 60 to 255 KB of Word markup; CPU time, the readers in
turns within one run, medians of the rounds and the spread of the ratio. The assembled reader gives text and grids:
"page and grids" is the same work; "read_report" is the whole report, forms, statements and checks included.
"""

from __future__ import annotations

import logging
import statistics
import time
from collections.abc import Callable
from io import StringIO
from urllib.parse import urlsplit

from selectolax.lexbor import LexborHTMLParser

from gikspider.forms.grid import lay_out
from gikspider.pages import read_page
from gikspider.reader import read_report
from gikspider.text import decode
from tests.replica import Replica
from tests.replica.portal import Request

ROUNDS = 7
WEIGHTS = (60, 120, 255)

Page = tuple[bytes, str]


def pages(weight: int) -> list[Page]:
    """Reports with tables, of about `weight` kilobytes each."""
    replica = Replica(seed=5, units=1, years=[2019, 2021], weight=weight)
    made = []
    for expected in replica.truth:
        address = urlsplit(expected.url)
        path = address.path + (f"?{address.query}" if address.query else "")
        body = replica.respond(Request.of("GET", address.netloc, path)).body
        if expected.form and expected.charset == "utf-8" and len(body) > weight * 600:
            made.append((body, expected.url))
    return made


def whole(page: Page) -> object:
    """The whole report: what a crawl keeps."""
    return read_report(*page)


def same_work(page: Page) -> object:
    """What the assembled reader gives: title, dates, body and the tables' grids (metadata and sections besides)."""
    decoded = decode(page[0])
    read = read_page(decoded.text, url=page[1], utf8=decoded.utf8)
    return read, [lay_out(table, cells) for table, cells in zip(read.tables, read.table_cells, strict=True)]


def parsed(page: Page) -> object:
    """The floor: decoding and parsing, nothing read."""
    return LexborHTMLParser(page[0].decode("utf-8")).root


def assembled(page: Page) -> object:
    """GNE and pandas, as their documentation shows them."""
    from gne import GeneralNewsExtractor
    from pandas import read_html

    markup = page[0].decode("utf-8")
    article = GeneralNewsExtractor().extract(markup)
    try:
        tables = read_html(StringIO(markup), flavor="lxml")
    except ValueError:  # a span no browser minds, or no table: what the user is left with
        tables = []
    return article, tables


def cost(read: Callable[[Page], object], made: list[Page]) -> float:
    """CPU milliseconds a page."""
    begun = time.process_time()
    for page in made:
        read(page)
    return (time.process_time() - begun) * 1000 / len(made)


def main() -> None:
    """Print one table of milliseconds and ratios for each weight."""
    logging.disable(logging.CRITICAL)
    readers = {
        "parse only": parsed,
        "page and grids": same_work,
        "read_report": whole,
        "GNE + pandas": assembled,
    }
    for weight in WEIGHTS:
        made = pages(weight)
        for read in readers.values():
            read(made[0])
        rounds = [{name: cost(read, made) for name, read in readers.items()} for _ in range(ROUNDS)]
        size = statistics.mean(len(body) for body, _ in made) / 1024
        print(f"\n{len(made)} pages of {size:.0f} KB, {ROUNDS} rounds")
        for name in readers:
            times = [times[name] for times in rounds]
            ratios = [times["GNE + pandas"] / times[name] for times in rounds]
            print(
                f"  {name:<14}{statistics.median(times):9.2f} ms   {statistics.median(ratios):6.1f} x "
                f"[{min(ratios):.1f}-{max(ratios):.1f}]"
            )


if __name__ == "__main__":
    main()
