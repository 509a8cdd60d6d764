import pytest

from gikspider.runs.verdict import EXIT_STATUS, Facts, facts, judge

READ = {"list_pages": 3, "listed": 10, "read": 10, "reports": 10}


@pytest.mark.parametrize(
    ("given", "word", "why"),
    [
        (READ, "complete", "10 reports read, every one that was listed"),
        (READ | {"filtered": 5}, "complete", "and asked for (5 were not asked for)"),
        (READ | {"sample": 10, "filtered": 5}, "complete", "a sample of 10 as asked"),
        (
            READ | {"known": 10, "only_known": True}, "complete",
            "all of them known already from earlier crawls, nothing new",
        ),
        (READ | {"known": 4}, "complete", "listed; 4 of them known already from earlier crawls"),
        (READ | {"copies": 1}, "complete", "listed; 1 page carries a report that another page carries too"),
        (READ | {"copies": 2}, "complete", "listed; 2 pages carry a report that another page carries too"),
        (READ | {"not_reports": 2, "reports": 8}, "complete", "8 reports read"),
        (
            READ | {"articles_failed": 1, "read": 9, "reports": 9, "reasons": {"http_404": 1}},
            "partial",
            "1 of 10 listed reports could not be read (http_404 1)",
        ),
        (READ | {"lists_failed": 1, "reasons": {"timeout": 1}}, "partial", "1 list page could not be read"),
        (READ | {"finish_reason": "shutdown"}, "partial", "ended early (shutdown)"),
        (READ | {"listed": 12}, "partial", "2 listed reports never came"),
        (READ | {"missing": 3}, "partial", "3 pages asked for are not in the archive"),
        (READ | {"broken_archives": 1}, "partial", "1 archive broke off"),
        (READ | {"unread": 1}, "partial", "1 page broke the reader"),
        (READ | {"unread": 10}, "failed", "of 10 listed reports none could be read, 10 failed"),
        (READ | {"lost_items": 2}, "partial", "2 reports were lost"),
        (READ | {"spider_errors": 1}, "partial", "1 page met an error of the program"),
        (READ | {"archive_failed": "disk full"}, "partial", "could not be kept (disk full)"),
        (READ | {"refused": 2, "articles_failed": 2}, "partial", "2 of 10 listed reports"),
        ({"refused": 1, "lists_failed": 1, "reasons": {"blocked_403": 1}}, "blocked", "refused 1 page (blocked_403 1)"),
        (READ | {"refused": 11, "articles_failed": 11}, "blocked", "refused 11 pages and gave 10 reports"),
        ({"list_pages": 2}, "empty", "2 list pages read, and no report is listed there"),
        ({"list_pages": 2, "filtered": 7}, "empty", "none of 7 reports on the lists is one that was asked for"),
        ({"list_pages": 1, "listed": 3, "read": 3, "not_reports": 3}, "empty", "none is a report"),
        ({"lists_failed": 2, "reasons": {"dns": 2}}, "failed", "no list could be read: 2 list pages failed (dns 2)"),
        (
            {"list_pages": 1, "listed": 2, "articles_failed": 2, "reasons": {"timeout": 2}},
            "failed",
            "of 2 listed reports none could be read",
        ),
        ({"finish_reason": "closespider_timeout"}, "failed", "was ended (closespider_timeout)"),
        ({"list_pages": 1, "spider_errors": 4}, "failed", "4 errors of the program"),
        ({"list_pages": 1, "listed": 1, "read": 1, "lost_items": 1}, "failed", "none could be read"),
        (READ | {"feeds_failed": 1}, "failed", "1 export file could not be written"),
    ],
)  # fmt: skip
def test_the_rules(given, word, why):
    verdict = judge(Facts(**given))
    assert (verdict.word, why in verdict.why) == (word, True), verdict
    assert "\n" not in verdict.why


def test_no_two_verdicts_share_a_status_and_none_takes_those_of_scrapy():
    statuses = list(EXIT_STATUS.values())
    assert len(set(statuses)) == len(statuses) == 5
    assert EXIT_STATUS["complete"] == 0
    assert not {1, 2} & set(statuses)


def test_only_the_commonest_reasons_are_named():
    reasons = {f"http_{status}": status for status in range(400, 408)}
    why = judge(Facts(lists_failed=9, reasons=reasons)).why
    assert "http_407 407, http_406 406, http_405 405, http_404 404, 4 other reasons" in why


def test_facts_are_read_from_the_stats():
    found = facts(
        {
            "gik/list_pages": 4,
            "gik/failed/list": 1,
            "gik/failed/list/timeout": 1,
            "gik/failed/article": 3,
            "gik/failed/article/timeout": 2,
            "gik/failed/article/blocked_403": 1,
            "gik/blocked": 1,
            "gik/entries": 9,
            "gik/articles": 6,
            "gik/reports": 6,
            "gik/filtered/years": 2,
            "gik/filtered_after_reading/units": 1,
            "gik/replay/missing": 1,
            "feedexport/failed_count/FileFeedStorage": 1,
            "gik/archive/failed": "no space",
        },
        "finished",
        5,
    )
    assert found == Facts(
        list_pages=4, lists_failed=1, listed=9, read=6, articles_failed=3, refused=1, reports=6, filtered=3,
        missing=1, feeds_failed=1, archive_failed="no space", sample=5,
        reasons={"timeout": 3, "blocked_403": 1},
    )  # fmt: skip
