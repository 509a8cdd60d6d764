"""A crawl with this project's feeds, archive and manifest, and a spider of twenty lines.

Run as `python -m tests.archive.tiny '{"setting": value}'`; the setting TINY lists the addresses.
"""

import hashlib
import json
import os
import subprocess
import sys

import scrapy
from scrapy.crawler import AsyncCrawlerProcess

from gikspider.feeds import FEED_EXPORTERS, FEED_STORAGES, FEEDS
from gikspider.items import AnnualReport

HOST = "http://www.gc.gov.cn"
PAGES = ["/list.html", "/gone.html", "/flaky.html", "/data?a=1", "/data?a=2"]
SETTINGS = {
    "ADDONS": {"gikspider.archive.ReplayAddon": 100},
    "DOWNLOADER_MIDDLEWARES": {"gikspider.archive.WarcReplay": 901},
    "EXTENSIONS": {"gikspider.archive.WarcRecorder": 100},
    "FEEDS": FEEDS,
    "FEED_EXPORTERS": FEED_EXPORTERS,
    "FEED_STORAGES": FEED_STORAGES,
    "FEED_URI_PARAMS": "gikspider.feeds.uri_params",
    "ROBOTSTXT_OBEY": True,
    "RETRY_TIMES": 2,
    "COOKIES_ENABLED": False,
    "TELNETCONSOLE_ENABLED": False,
    "REMOTE_CONTROL_ENABLED": False,
    "LOG_LEVEL": "INFO",
    "USER_AGENT": "gikspider tests",
    "TINY": PAGES,
}


class Tiny(scrapy.Spider):
    name = "tiny"

    async def start(self):
        for path in self.settings.getlist("TINY"):
            if path.startswith("/data"):
                yield scrapy.Request(HOST + "/data", method="POST", body=path, callback=self.page)
            else:
                yield scrapy.Request(HOST + path, callback=self.page)

    def page(self, response):
        yield AnnualReport(
            report_id=response.url,
            spider=self.name,
            title=response.text[:60],
            url=response.url,
            fetched_at=response.meta["fetched_at"],
            content_sha256=hashlib.sha256(response.body).hexdigest(),
            archive_record=response.meta["archive_record"],
        )
        if "list" in response.url:
            for link in response.css("a::attr(href)"):
                yield response.follow(link.get(), self.page)


def command(**settings):
    return [sys.executable, "-m", "tests.archive.tiny", json.dumps(settings)]


def environment(proxy=None):
    """No network but the given proxy."""
    clean = {name: value for name, value in os.environ.items() if not name.lower().endswith("_proxy")}
    return clean | {"http_proxy": proxy or "http://127.0.0.1:9"}


def crawl(proxy=None, **settings):
    """Run the crawl to its end; its log is in `stderr`."""
    return subprocess.run(
        command(**settings), env=environment(proxy), capture_output=True, text=True, timeout=60, check=False
    )


if __name__ == "__main__":
    process = AsyncCrawlerProcess(SETTINGS | json.loads(sys.argv[1]))
    process.crawl(Tiny)
    process.start()
