"""The whole crawl against bare Scrapy, on the same pages from the same server, in turn.

    python -m tests.bench.bench_crawl [--pages 1500] [--rounds 5] [--readers 1 2] [--sent gzip plain]
                                      [--memory 1000 10000]

`bare` is a spider with Scrapy's defaults that downloads the pages and yields nothing. `whole` is this
project as it ships, politeness aside: decoding, reading, tables, prose, copies, checks, archive and
all feeds. Figures are pages per second between the spider's opening and its close, and the peak memory of
the crawl's process and of its reader processes together.

Pages are sent twice over: `gzip`, compressed and with no charset in the header, as portals usually answer, where
bare Scrapy guesses the charset of compressed bytes and the project does not; and `plain`, where both only
read what comes.
"""

from __future__ import annotations

import argparse
import itertools
import json
import os
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from gikspider.registry import children
from tests.bench.server import serving
from tests.replica.portal import Request
from tests.replica.replica import Replica

HOST = "http://www.zhangwu.gov.cn"
PER_LIST = 60
QUICK = {
    "DOWNLOAD_DELAY": 0,
    "CONCURRENT_REQUESTS": 16,
    "CONCURRENT_REQUESTS_PER_DOMAIN": 16,
    "LOG_LEVEL": "ERROR",
}


def articles(seed: int) -> Iterator[tuple[str, str, bytes]]:
    """(unit, title, page) of every report with tables of one county's towns, as heavy as real ones."""
    replica = Replica(seed=seed, counties=["210922"], years=range(2019, 2026), weight=90)
    for report in replica.truth:
        host, _, path = report.url.split("//", 1)[1].partition("/")
        page = replica.respond(Request.of("GET", host, f"/{path}")).body
        if report.unit_type == "town" and report.unit.encode() in page:
            yield report.unit, report.listed_title, page


def names() -> Iterator[str]:
    """Names of towns from all over the country, each once."""
    known: set[str] = set()
    for county in range(130102, 659000):
        for town in children(str(county)):
            if town.name.endswith("镇") and town.name not in known:
                known.add(town.name)
                yield town.name


def reports() -> Iterator[tuple[str, bytes]]:
    """(title, page) of reports without end, no two alike: the county's, told again by other chances of other towns.

    Figures add up, and most are 0, as in real reports.
    """
    other = names()
    for seed in itertools.count(1):
        called: dict[str, str] = {}
        for unit, title, body in articles(seed):
            if seed == 1:
                yield title, body
                continue
            name = called.get(unit) or called.setdefault(unit, next(other))
            yield title.replace(unit, name), body.replace(unit.encode(), name.encode())


def site(count: int) -> dict[str, bytes]:
    """A portal of `count` reports, each of a unit and year of its own, and the lists that lead to them."""
    pages: dict[str, bytes] = {}
    links: list[str] = []
    for number, (title, body) in enumerate(itertools.islice(reports(), count)):
        path = f"/content/2021/{100000 + number}.html"
        pages[HOST + path] = body
        links.append(f'<li><a href="{path}" title="{title}">{title}</a><span>2021-01-20</span></li>')
    lists = [links[at : at + PER_LIST] for at in range(0, count, PER_LIST)]
    for number, items in enumerate(lists, 1):
        url = f"{HOST}/ndbg.thtml?id=10956" + (f"&pn={number}" if number > 1 else "")
        pager = f'<div class="page-inner">共 {len(lists)} 页</div>'
        pages[url] = f'<meta charset="utf-8"><ul class="list1-ul">{"".join(items)}</ul>{pager}'.encode()
    return pages


# ---- one crawl, in a process of its own --------------------------------------------------------


def crawl(kind: str, addresses: str, readers: int) -> None:
    """Run one crawl and print what it did, as JSON."""
    import resource

    import scrapy
    from scrapy.crawler import AsyncCrawlerProcess
    from scrapy.utils.project import get_project_settings

    from gikspider.cms.channel_thtml import ChannelThtml
    from gikspider.spiders.declaration import Column
    from gikspider.spiders.portal import PortalSpider

    class Bare(scrapy.Spider):
        name = "bare"

        async def start(self):
            for url in Path(addresses).read_text().split():
                yield scrapy.Request(url)

        def parse(self, response):
            return None

    class Whole(PortalSpider):
        name = "whole"
        division = "210922"
        families = [ChannelThtml]
        columns = [Column(f"{HOST}/ndbg.thtml?id=10956")]

    if kind == "bare":
        process = AsyncCrawlerProcess(QUICK)
    else:
        settings = get_project_settings()
        settings.setdict(
            {**QUICK, "AUTOTHROTTLE_ENABLED": False, "SYNTHETIC": True, "READERS": readers},
            priority="cmdline",
        )
        process = AsyncCrawlerProcess(settings)
    crawler = process.create_crawler(Bare if kind == "bare" else Whole)
    process.crawl(crawler)
    process.start()
    stats = crawler.stats.get_stats()
    own = peak()
    helpers = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss if kind == "whole" and readers else 0
    print(
        json.dumps(
            {
                "pages": stats["response_received_count"],
                "items": stats.get("item_scraped_count", 0),
                "seconds": stats["elapsed_time_seconds"],
                "megabytes": (own + helpers) / 1024,
            }
        )
    )


def peak() -> int:
    """The most memory this process had, in KB. getrusage would count that of the process it was forked from."""
    for line in Path("/proc/self/status").read_text().splitlines():
        if line.startswith("VmHWM:"):
            return int(line.split()[1])
    raise RuntimeError("this system does not tell the peak of a process's memory")


def measure(kind: str, proxy: str, addresses: Path, readers: int = 1) -> dict[str, float]:
    with tempfile.TemporaryDirectory() as scratch:
        environment = {**os.environ, "http_proxy": proxy, "GIKSPIDER_DATA": scratch}
        command = [
            sys.executable,
            "-m",
            "tests.bench.bench_crawl",
            "--one",
            kind,
            str(addresses),
            str(readers),
        ]
        done = subprocess.run(command, env=environment, check=True, capture_output=True, text=True)
    return json.loads(done.stdout.splitlines()[-1])


def compare(count: int, rounds: int, readers: list[int], sent: str) -> None:
    pages = site(count)
    size = statistics.mean(len(body) for body in pages.values()) / 1024
    print(
        f"{count} reports, {len(pages)} pages of {size:.0f} KB on average, sent {sent}, {rounds} rounds in turn"
    )
    with tempfile.TemporaryDirectory() as scratch, serving(pages, compressed=sent == "gzip") as proxy:
        addresses = Path(scratch) / "addresses"
        addresses.write_text("\n".join(pages))
        rates: dict[str, list[float]] = {}
        for _ in range(rounds):
            bare = measure("bare", proxy, addresses)
            assert bare["pages"] == len(pages), bare
            rates.setdefault("bare", []).append(bare["pages"] / bare["seconds"])
            for number in readers:
                whole = measure("whole", proxy, addresses, number)
                assert whole["items"] == count, f"{whole} is not all of {count} reports"
                rates.setdefault(f"whole, READERS={number}", []).append(whole["pages"] / whole["seconds"])
    for name, values in rates.items():
        ratios = [a / b for a, b in zip(values, rates["bare"], strict=True)]
        print(
            f"{name:18} {statistics.median(values):7.1f} pages/s   "
            f"{statistics.median(ratios):5.2f} of bare [{min(ratios):.2f}-{max(ratios):.2f}]"
        )


def memory(counts: list[int], readers: int) -> None:
    first = None
    for count in counts:
        pages = site(count)
        with tempfile.TemporaryDirectory() as scratch, serving(pages) as proxy:
            addresses = Path(scratch) / "addresses"
            addresses.write_text("")
            found = measure("whole", proxy, addresses, readers)
        assert found["items"] == count, f"{found} is not all of {count} reports"
        first = first or found["megabytes"]
        print(
            f"{count:7} reports  {found['megabytes']:6.0f} MB at most   {found['megabytes'] / first:.2f} of the first   "
            f"{found['pages'] / found['seconds']:.1f} pages/s"
        )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--pages", type=int, default=1500)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--readers", type=int, nargs="*", default=[1, 2])
    parser.add_argument("--sent", nargs="*", choices=["gzip", "plain"], default=["gzip", "plain"])
    parser.add_argument("--memory", type=int, nargs="*", default=[1000, 10000])
    parser.add_argument("--one", nargs=3, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.one:
        kind, addresses, readers = options.one
        crawl(kind, addresses, int(readers))
        return
    for sent in options.sent:
        compare(options.pages, options.rounds, options.readers, sent)
    if options.memory:
        memory(options.memory, max(options.readers))


if __name__ == "__main__":
    main()
