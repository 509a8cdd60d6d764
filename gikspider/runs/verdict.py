"""Whether a crawl can be relied on, by rules, in one word and one sentence.

    complete   every report that was listed and asked for was read
    partial    reports were read, and some pages were not
    blocked    the portal refused the crawler, or more pages than it gave
    empty      the lists were read, and no report was to be had
    failed     lists could not be read, or the crawl broke, before a report was read

The rules are tried in the order they stand in `RULES`; the first that speaks decides.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

Word = Literal["complete", "partial", "blocked", "empty", "failed", "unfinished"]

# 1 is Scrapy's own (the crawl could not start) and 2 a wrong command line.
EXIT_STATUS: dict[str, int] = {"complete": 0, "partial": 3, "blocked": 4, "empty": 5, "failed": 6}
# How a crawl ends that was not ended by anything else.
BY_ITSELF = "finished"
# How many reasons a sentence names.
NAMED = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What the rules look at. Counts of pages, unless said otherwise; `reasons` counts failures by reason.

    `known`: reports that crawls before this one saw already, `copies`: new pages with a report seen before.
    """

    finish_reason: str = BY_ITSELF
    list_pages: int = 0
    lists_failed: int = 0
    listed: int = 0
    read: int = 0
    articles_failed: int = 0
    refused: int = 0
    reports: int = 0
    known: int = 0
    only_known: bool = False
    copies: int = 0
    not_reports: int = 0
    filtered: int = 0
    missing: int = 0
    broken_archives: int = 0
    unread: int = 0
    spider_errors: int = 0
    lost_items: int = 0
    feeds_failed: int = 0
    archive_failed: str | None = None
    sample: int | None = None
    reasons: Mapping[str, int] = field(default_factory=dict)

    @property
    def good(self) -> int:
        """Reports that hold something: pages that broke the reader come out as reports without figures."""
        return max(0, self.reports - self.unread)


@dataclass(frozen=True, slots=True)
class Verdict:
    """The word, and the sentence that says why."""

    word: Word
    why: str

    @property
    def exit_status(self) -> int:
        return EXIT_STATUS[self.word]


def facts(stats: Mapping[str, Any], finish_reason: str, sample: int | None = None) -> Facts:
    """The facts of a crawl from the stats it collected (keys: see `gikspider.spiders`)."""

    def count(*keys: str) -> int:
        return sum(int(stats.get(key, 0)) for key in keys)

    def total(prefix: str) -> int:
        return sum(int(value) for key, value in stats.items() if key.startswith(prefix))

    reasons: dict[str, int] = {}
    for role in ("list", "article"):
        prefix = f"gik/failed/{role}/"
        for key, value in stats.items():
            if key.startswith(prefix):
                reason = key.removeprefix(prefix)
                reasons[reason] = reasons.get(reason, 0) + int(value)
    return Facts(
        finish_reason=finish_reason,
        list_pages=count("gik/list_pages"),
        lists_failed=count("gik/failed/list"),
        listed=count("gik/entries"),
        read=count("gik/articles"),
        articles_failed=count("gik/failed/article"),
        refused=count("gik/blocked"),
        reports=count("gik/reports"),
        known=count("gik/copies/known"),
        only_known=bool(stats.get("gik/copies/only_known")),
        copies=count("gik/copies/copies"),
        not_reports=count("gik/not_reports"),
        filtered=total("gik/filtered/") + total("gik/filtered_after_reading/"),
        missing=count("gik/replay/missing"),
        broken_archives=count("gik/replay/cut"),
        unread=count("gik/reader/failed"),
        spider_errors=count("spider_exceptions/count"),
        lost_items=count("gik/items/lost"),
        feeds_failed=max(total("feedexport/failed_count/"), count("gik/feeds/failed")),
        archive_failed=stats.get("gik/archive/failed"),
        sample=sample,
        reasons=reasons,
    )


def judge(facts: Facts) -> Verdict:
    """The verdict of the first rule that speaks."""
    for rule in RULES:
        verdict = rule(facts)
        if verdict is not None:
            return verdict
    return _complete(facts)


def pages(count: int, what: str = "page") -> str:
    return f"{count:,} {what}{'' if count == 1 else 's'}"


def _reasons(facts: Facts) -> str:
    """The commonest reasons of failures, for the end of a sentence."""
    ordered = sorted(facts.reasons.items(), key=lambda pair: (-pair[1], pair[0]))
    named = [f"{reason} {count}" for reason, count in ordered[:NAMED]]
    if len(ordered) > NAMED:
        named.append(f"{len(ordered) - NAMED} other reasons")
    return f" ({', '.join(named)})" if named else ""


def _unwritten(facts: Facts) -> Verdict | None:
    if facts.feeds_failed:
        return Verdict(
            "failed", f"{pages(facts.feeds_failed, 'export file')} could not be written, or not whole"
        )
    return None


def _refused(facts: Facts) -> Verdict | None:
    if facts.refused > facts.good:
        said = f"the portal refused {pages(facts.refused)}{_reasons(facts)}"
        return Verdict("blocked", f"{said} and gave {pages(facts.good, 'report')}")
    return None


def _broken(facts: Facts) -> Verdict | None:
    if facts.good:
        return None
    if facts.finish_reason != BY_ITSELF:
        return Verdict("failed", f"the crawl was ended ({facts.finish_reason}) before a report was read")
    if facts.spider_errors:
        return Verdict(
            "failed", f"{pages(facts.spider_errors, 'error')} of the program, and no report was read"
        )
    if facts.lists_failed and not facts.list_pages:
        what = pages(facts.lists_failed, "list page")
        return Verdict("failed", f"no list could be read: {what} failed{_reasons(facts)}")
    if facts.articles_failed or facts.unread or facts.lost_items:
        failed = max(facts.articles_failed, facts.unread, facts.lost_items)
        return Verdict(
            "failed",
            f"of {pages(facts.listed, 'listed report')} none could be read, {failed} failed{_reasons(facts)}",
        )
    return None


def _nothing(facts: Facts) -> Verdict | None:
    if facts.good:
        return None
    if facts.filtered:
        return Verdict(
            "empty", f"none of {pages(facts.filtered, 'report')} on the lists is one that was asked for"
        )
    if facts.not_reports:
        return Verdict("empty", f"{pages(facts.not_reports)} of those listed were read, and none is a report")
    return Verdict("empty", f"{pages(facts.list_pages, 'list page')} read, and no report is listed there")


def _lacking(facts: Facts) -> Verdict | None:
    """What is missing from a crawl that has reports."""
    lacks = []
    if facts.finish_reason != BY_ITSELF:
        lacks.append(f"the crawl was ended early ({facts.finish_reason})")
    if facts.lists_failed:
        lacks.append(f"{pages(facts.lists_failed, 'list page')} could not be read")
    if facts.articles_failed:
        lacks.append(f"{facts.articles_failed:,} of {pages(facts.listed, 'listed report')} could not be read")
    unanswered = facts.listed - facts.read - facts.articles_failed
    if unanswered > 0 and not facts.missing:
        lacks.append(f"{pages(unanswered, 'listed report')} never came")
    if facts.missing:
        lacks.append(f"{pages(facts.missing)} asked for are not in the archive")
    if facts.broken_archives:
        lacks.append(f"{pages(facts.broken_archives, 'archive')} broke off in a record")
    if facts.unread:
        lacks.append(f"{pages(facts.unread)} broke the reader")
    if facts.lost_items:
        lacks.append(
            f"{pages(facts.lost_items, 'report')} were lost on the way out by an error of the program"
        )
    if facts.spider_errors:
        lacks.append(f"{pages(facts.spider_errors, 'page')} met an error of the program")
    if facts.archive_failed:
        lacks.append(f"the archive could not be kept ({facts.archive_failed})")
    if not lacks:
        return None
    return Verdict("partial", f"{pages(facts.good, 'report')} read; {'; '.join(lacks)}{_reasons(facts)}")


def _complete(facts: Facts) -> Verdict:
    said = f"{pages(facts.reports, 'report')} read, every one that was listed"
    if facts.sample is not None:
        said = f"{pages(facts.reports, 'report')} read, a sample of {facts.sample} as asked"
    elif facts.filtered:
        said += f" and asked for ({facts.filtered:,} were not asked for)"
    if facts.only_known and facts.known >= facts.reports:
        said += "; all of them known already from earlier crawls, nothing new"
    elif facts.known:
        said += f"; {facts.known:,} of them known already from earlier crawls"
    if facts.copies:
        what = "carries" if facts.copies == 1 else "carry"
        said += f"; {pages(facts.copies)} {what} a report that another page carries too"
    return Verdict("complete", said)


RULES: tuple[Callable[[Facts], Verdict | None], ...] = (_unwritten, _refused, _broken, _nothing, _lacking)
