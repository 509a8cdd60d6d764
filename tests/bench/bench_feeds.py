"""Writing reports against Scrapy's own exporters, and keeping pages against warcio as it comes.

    python -m tests.bench.bench_feeds [--rounds 7]

A report has 200 cells and ten statements. Scrapy's CSV gets an item a cell, as a project without
exporters of its own would send it. Every round does each of a pair in turn; printed are medians of
milliseconds and of the rounds' ratios.
"""

from __future__ import annotations

import argparse
import io
import statistics
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

from scrapy import Request
from scrapy.exporters import CsvItemExporter, JsonLinesItemExporter
from scrapy.http import HtmlResponse
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from gikspider.archive.index import WarcIndex
from gikspider.archive.writer import WarcFile
from gikspider.feeds import jsons, tables
from gikspider.feeds.schema import tables as schemas
from gikspider.items import AnnualReport
from tests.feeds.reports import observation, report
from tests.replica import Replica
from tests.replica.portal import Request as Served

COUNT = 40
Work = Callable[[], object]


def sample(count: int) -> list[AnnualReport]:
    """Reports with as many cells and as much text as real ones."""
    cells = tuple(
        observation(code=f"results.{row}", column=f"column_{column}", value=Decimal(row * column))
        for row in range(25)
        for column in range(8)
    )
    base = report(observations=cells, text="全年主动公开政府信息，依法办理申请。" * 200)
    base = replace(base, statements=base.statements * 10)
    return [replace(base, report_id=f"130109111-{number}") for number in range(count)]


def ours(exporter: type, reports: list[AnnualReport]) -> None:
    made = exporter(io.BytesIO(), encoding="utf-8")
    made.start_exporting()
    for one in reports:
        made.export_item(one)
    made.finish_exporting()


def scrapys_lines(reports: list[AnnualReport]) -> None:
    made = JsonLinesItemExporter(io.BytesIO(), encoding="utf-8")
    made.start_exporting()
    for one in reports:
        made.export_item(one)
    made.finish_exporting()


def rows_as_items(reports: list[AnnualReport]) -> list[dict[str, object]]:
    """A cell as an item, made before the clock runs: only writing is measured."""
    table = schemas()["observations"]
    return [
        {c.name: getattr(one, c.field) for c in (*table.before, *table.after)}
        | {c.name: getattr(cell, c.field) for c in table.own}
        for one in reports
        for cell in one.observations
    ]


def scrapys_rows(items: list[dict[str, object]]) -> None:
    names = [column.name for column in schemas()["observations"].columns]
    made = CsvItemExporter(io.BytesIO(), encoding="utf-8", fields_to_export=names)
    made.start_exporting()
    for item in items:
        made.export_item(item)
    made.finish_exporting()


URL = "http://www.gc.gov.cn/a.html"
HEADERS = {"Content-Type": "text/html"}


def pages(count: int) -> list[bytes]:
    """Pages of 90 KB, as heavy with markup as real ones."""
    replica = Replica(seed=1, counties=["210922"], years=range(2020, 2024), weight=90)
    found = []
    for expected in replica.truth[:count]:
        host, _, path = expected.url.split("//", 1)[1].partition("/")
        found.append(replica.respond(Served.of("GET", host, f"/{path}")).body)
    return found


def our_archive(bodies: list[bytes]) -> Path:
    path = Path(tempfile.mkdtemp()) / "a.warc.gz"
    file = WarcFile(path, {})
    for number, page in enumerate(bodies):
        url = f"{URL}?{number}"
        answer = HtmlResponse(url, body=page, headers=HEADERS, encoding="utf-8")
        file.exchange(Request(url), answer, datetime.now(UTC))
    file.close()
    return path


def plain_warcio(bodies: list[bytes]) -> None:
    with (Path(tempfile.mkdtemp()) / "a.warc.gz").open("wb") as file:
        writer = WARCWriter(file, gzip=True)
        for number, page in enumerate(bodies):
            head = StatusAndHeaders("200 OK", list(HEADERS.items()), protocol="HTTP/1.1")
            asked = StatusAndHeaders("GET / HTTP/1.1", [("Host", "www.gc.gov.cn")], is_http_request=True)
            body = io.BytesIO(page)
            answer = writer.create_warc_record(f"{URL}?{number}", "response", body, http_headers=head)
            request = writer.create_warc_record(f"{URL}?{number}", "request", http_headers=asked)
            writer.write_request_response_pair(request, answer)
            file.flush()


def pair(name: str, first: Work, second: Work, rounds: int, count: int) -> None:
    """Both in turn; prints milliseconds a report or page of each, and how many times the second takes."""
    times: tuple[list[float], list[float]] = ([], [])
    for _ in range(rounds):
        for work, taken in zip((first, second), times, strict=True):
            start = time.process_time()
            work()
            taken.append((time.process_time() - start) * 1000 / count)
    ratio = statistics.median(b / a for a, b in zip(*times, strict=True))
    print(f"{name:42}{statistics.median(times[0]):10.3f}{statistics.median(times[1]):10.3f}{ratio:9.1f}x")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=7)
    rounds = parser.parse_args().rounds
    reports = sample(COUNT)
    items = rows_as_items(reports)
    print(f"{'CPU, ms a report or page':42}{'here':>10}{'other':>10}{'other/here':>10}")
    pair(
        "nested JSON Lines | Scrapy's",
        lambda: ours(jsons.JsonLines, reports),
        lambda: scrapys_lines(reports),
        rounds,
        COUNT,
    )
    pair(
        "observations.csv | Scrapy's CSV",
        lambda: ours(tables.ObservationsCsv, reports),
        lambda: scrapys_rows(items),
        rounds,
        COUNT,
    )

    def everything() -> None:
        ours(jsons.JsonLines, reports)
        ours(jsons.JsonArray, reports)
        for name in schemas():
            ours(getattr(tables, f"{name.capitalize()}Csv"), reports)

    pair("all feeds | Scrapy's JSON Lines alone", everything, lambda: scrapys_lines(reports), rounds, COUNT)
    bodies = pages(COUNT)
    count = len(bodies)
    pair(
        "page to archive | warcio as it comes",
        lambda: our_archive(bodies),
        lambda: plain_warcio(bodies),
        rounds,
        count,
    )
    archive = our_archive(bodies * 10)
    start = time.process_time()
    index = WarcIndex([archive])
    print(f"{'index of an archive, ms a page':42}{(time.process_time() - start) * 1000 / len(index):10.3f}")
    print(f"{'size of a page in the archive':42}{archive.stat().st_size / 10 / sum(map(len, bodies)):10.1%}")


if __name__ == "__main__":
    main()
