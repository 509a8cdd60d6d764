"""`scrapy crawl`: Scrapy's own, with a command line that is checked and an exit status that tells.

Before anything starts, the spider's name, its arguments, REPLAY and the feeds are checked; what is
wrong is said in one line, with exit status 2. After the crawl the exit status is that of its verdict:
0 complete, 3 partial, 4 blocked, 5 empty, 6 failed. 1 stays Scrapy's own: the crawl could not start.
"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from scrapy.commands.crawl import Command as ScrapyCrawl
from scrapy.exceptions import UsageError
from scrapy.settings import Settings
from scrapy.spiderloader import get_spider_loader

from gikspider.archive.files import ArchiveError, archives, synthetic
from gikspider.commands.telling import meant, wrong
from gikspider.runs.verdict import EXIT_STATUS

NO_DATA_DIR = (
    "where exports, archive and state go is not set, and a scheduled job cannot guess it: "
    "set GIKSPIDER_DATA in the node's environment, or -s DATA_DIR=/an/absolute/folder"
)


class Command(ScrapyCrawl):
    """A crawl of one portal."""

    def short_desc(self) -> str:
        return "Crawl a portal, by the name of its spider; the exit status is the verdict"

    def long_desc(self) -> str:
        statuses = ", ".join(f"{status} {word}" for word, status in EXIT_STATUS.items())
        return f"{self.short_desc()}: {statuses}; 2 is a wrong command line."

    def process_options(self, args: list[str], opts: argparse.Namespace) -> None:
        try:
            super().process_options(args, opts)
        except UsageError as error:
            wrong("crawl", str(error))
        settings = self.settings
        if settings is None:
            raise RuntimeError("Scrapy gives a command its settings before its options")
        _check_spider(settings, args, opts.spargs)
        _check_replay(settings)
        _check_place(settings.get("DATA_DIR"))

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        if self.crawler_process is None:
            raise RuntimeError("Scrapy gives this command a crawler process")
        crawler = self._create_crawler(args[0])
        self.crawler_process.crawl(crawler, **opts.spargs)
        self.crawler_process.start()
        if self.crawler_process.bootstrap_failed:
            self.exitcode = 1
            return
        word = crawler.stats.get_value("gik/verdict")
        if word is not None:
            self.exitcode = EXIT_STATUS[word]


def _check_spider(settings: Settings, args: list[str], arguments: dict[str, Any]) -> None:
    """The spider is there, and takes its arguments."""
    # Every command module is imported for every command; only this one needs the portals.
    from gikspider.spiders import ArgumentError, DeclarationError

    odd = [word for word in args if word.startswith("-")]
    if odd:
        wrong("crawl", f"there is no option {odd[0]}; spider arguments are given as -a NAME=VALUE")
    if not args:
        wrong("crawl", "name the spider to crawl with; `scrapy list` shows them")
    if len(args) > 1:
        wrong("crawl", f"one spider at a time: {', '.join(args)} were named")
    try:
        loader = get_spider_loader(settings)
    except DeclarationError as error:
        wrong("crawl", str(error))
    if args[0] not in loader.list():
        wrong("crawl", f"there is no spider {args[0]!r}: {meant(args[0], loader.list())}")
    try:
        loader.load(args[0])(**arguments)
    except ArgumentError as error:
        wrong("crawl", f"{args[0]}: {error}")


def _check_place(folder: str | None) -> None:
    if not folder:
        wrong("crawl", NO_DATA_DIR)
    try:
        Path(folder).mkdir(parents=True, exist_ok=True)
    except OSError as error:
        wrong("crawl", f"DATA_DIR: {folder} cannot be made or used: {error.strerror}")


def _check_replay(settings: Settings) -> None:
    if settings.get("REPLAY"):
        try:
            synthetic(archives(settings["REPLAY"]))
        except ArchiveError as error:
            wrong("crawl", str(error))
