"""What a spider makes of the pages it is handed: requests, pages to read, and a ledger that forgets nothing."""

from datetime import UTC, date, datetime

import pytest
from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadCancelledError,
    DownloadTimeoutError,
    IgnoreRequest,
    ResponseDataLossError,
)
from scrapy.http import HtmlResponse, Request
from scrapy.spidermiddlewares.httperror import HttpError
from scrapy.utils.test import get_crawler
from twisted.python.failure import Failure as Trouble

from gikspider.cms import MAX_STEPS, WALK, Entry, Walk
from gikspider.reader import FetchedPage
from gikspider.spiders.yunnan_tengchong import TengchongSpider
from tests.cms.pages import REPORT, listing

LIST = "http://www.tengchong.gov.cn/zfxxgk/zfxxgknb.htm"
ARTICLE = "http://www.tengchong.gov.cn/info/9640/4194353.htm"
TITLE = "荷花镇2021年政府信息公开工作年度报告"
ENTRY = Entry(url=ARTICLE, title=TITLE, listed_on=date(2022, 1, 20), family="vsb")


def make(tmp_path, **arguments):
    crawler = get_crawler(TengchongSpider, {"DATA_DIR": str(tmp_path)})
    return TengchongSpider.from_crawler(crawler, **arguments)


@pytest.fixture
def spider(tmp_path):
    return make(tmp_path)


def answer(url: str, body: str | bytes, status: int = 200, **meta) -> HtmlResponse:
    raw = body.encode() if isinstance(body, str) else body
    request = Request(url, meta=meta)
    headers = {"Content-Type": "text/html; charset=utf-8"}
    return HtmlResponse(url, status=status, body=raw, encoding="utf-8", headers=headers, request=request)


def listed(spider, *rows, url: str = LIST, **kwargs):
    return [r for r in spider.parse_list(answer(url, listing(*rows)), **kwargs) if isinstance(r, Request)]


ROWS = [
    ("/info/1/1.htm", "荷花镇2021年政府信息公开工作年度报告", "2022-01-20"),
    ("/info/1/2.htm", "荷花镇2020年政府信息公开工作年度报告", "2021-01-20"),
    ("/info/1/3.htm", "中和镇2021年政府信息公开工作年度报告", "2022-01-25"),
    ("/info/1/4.htm", "腾冲市财政局2021年政府信息公开工作年度报告", "2022-01-28"),
    ("/info/1/5.htm", "2021年政府信息公开工作年度报告", "2022-01-29"),
]
LOOKALIKES = [
    ("/info/2/1.htm", "荷花镇2021年政府信息公开工作年度报告解读", "2022-02-01"),
    ("/info/2/2.htm", "腾冲市政府信息公开指南", "2022-02-01"),
    ("/info/2/3.htm", "腾冲市2021年法治政府建设年度报告", "2022-02-01"),
    ("/info/2/4.htm", "2021年政府网站工作年度报表", "2022-02-01"),
    ("/info/2/5.htm", "荷花镇2021年部门决算", "2022-02-01"),
    ("/info/2/6.htm", "荷花镇召开会议", "2022-02-01"),
]


def test_reports_are_followed_and_look_alikes_are_counted(spider):
    requests = listed(spider, *ROWS, *LOOKALIKES)
    assert [r.url.rpartition("/")[2] for r in requests] == ["1.htm", "2.htm", "3.htm", "4.htm", "5.htm"]
    assert sum(spider.ledger.skipped.values()) == len(LOOKALIKES)
    assert "report" not in spider.ledger.skipped
    assert spider.crawler.stats.get_value("gik/entries") == 5
    assert spider.ledger.listed["荷花镇", 2021] == 1


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        ({"years": "2021"}, "1345"),
        ({"years": "2020"}, "25"),
        ({"units": "荷花镇"}, "125"),
        ({"units": "荷花镇", "years": "2020"}, "25"),
        ({"units": "财政局"}, "45"),
        ({"since": "2022-01-25"}, "345"),
        ({"sample": "2"}, "12"),
        ({"sample": "2", "years": "2021"}, "13"),
    ],
)
def test_arguments_spare_requests_but_leave_to_the_page_what_the_link_does_not_tell(
    tmp_path, arguments, expected
):
    rows = [*ROWS[:4], (ROWS[4][0], "政府信息公开工作年度报告…", ROWS[4][2])]
    spider = make(tmp_path, **arguments)
    requests = listed(spider, *rows)
    assert "".join(r.url[-5] for r in requests) == expected
    assert sum(spider.ledger.filtered.values()) == 5 - len(expected)


def test_a_report_listed_twice_is_fetched_once(spider):
    assert len(listed(spider, ROWS[0])) == 1
    assert listed(spider, ROWS[0], url="https://tengchong.gov.cn/xzgk.htm") == []
    assert spider.crawler.stats.get_value("gik/entries/again") == 1


def test_other_sites_and_documents_are_counted_not_followed(spider):
    rows = [
        ("http://www.example.com/info/1/1.htm", TITLE, ""),
        ("/system/_content/download.jsp?wbfileid=1", TITLE, ""),
        ("/files/report.pdf", TITLE, ""),
        ("/content/view-9.html", f"{TITLE}.docx", ""),
    ]
    assert listed(spider, *rows) == []
    assert dict(spider.ledger.skipped) == {"offsite": 1, "file": 3}


def test_a_list_that_is_the_report_is_read_and_its_links_too(spider):
    body = REPORT.replace(
        "</body>", '<a href="/info/1/2.htm">荷花镇2020年政府信息公开工作年度报告</a></body>'
    )
    found = list(spider.parse_list(answer(LIST, body)))
    assert isinstance(found[0], FetchedPage)
    # the link of the text, and the year's column of the menu
    assert [r.url.partition("gov.cn")[2] for r in found[1:]] == ["/info/1/2.htm", "/x.htm"]
    assert found[0].url == LIST


def test_columns_below_are_followed_three_deep_and_once(spider):
    rows = [("/xzgk/he/zfxxgkpt/zfxxgknb.htm", "荷花镇", "")]
    (request,) = listed(spider, *rows, depth=0)
    assert request.cb_kwargs["depth"] == 1
    assert listed(spider, *rows) == []
    assert listed(spider, ("/xzgk/x/zfxxgkpt/zfxxgknb.htm", "x", ""), depth=3) == []


def test_columns_of_units_nobody_asked_for_are_spared(tmp_path):
    spider = make(tmp_path, units="荷花镇")
    rows = [("/xzgk/a/zfxxgkpt/zfxxgknb.htm", "荷花镇", ""), ("/xzgk/b/zfxxgkpt/zfxxgknb.htm", "中和镇", "")]
    assert [r.url.partition("xzgk/")[2][:1] for r in listed(spider, *rows)] == ["a"]
    assert spider.crawler.stats.get_value("gik/columns/spared") == 1


@pytest.mark.parametrize(
    ("title", "followed"),
    [
        ("荷花镇2021年政府信…", True),
        ("2021年", True),
        ("荷花镇信息公开工…", True),
        ("荷花镇召开会议部署…", False),
        ("荷花镇2021年财政决…", True),
        ("2021年政府信息公开年报解…", True),
    ],
)
def test_a_title_cut_short_is_followed_where_it_may_be_a_report(spider, title, followed):
    assert bool(listed(spider, ("/info/1/1.htm", title, ""))) is followed


def test_an_article_becomes_a_page_with_what_the_list_told(spider):
    moment = datetime(2026, 1, 2, tzinfo=UTC)
    response = answer(ARTICLE, REPORT, fetched_at=moment, archive_record="urn:uuid:1")
    (page,) = spider.parse_article(response, ENTRY, "荷花镇", 2021)
    assert isinstance(page, FetchedPage)
    assert (page.url, page.spider, page.family, page.fetched_at, page.archive_record) == (
        ARTICLE, "yunnan_tengchong", "vsb", moment, "urn:uuid:1",
    )  # fmt: skip
    assert (page.hints.division, page.hints.title, page.hints.listed_on) == (
        "530581",
        TITLE,
        date(2022, 1, 20),
    )
    assert page.hints.charset == "utf-8"
    assert "#vsb_content" in page.hints.shape.body
    assert spider.ledger.fetched["荷花镇", 2021] == 1


LOGIN = "<html><body><form><input name=u><input type='password'></form><p>请登录</p></body></html>"
STUB = "<html><head><meta charset=utf-8><script>$_ts=window['$_ts'];</script></head><body></body></html>"


@pytest.mark.parametrize(
    ("body", "reason", "blocked"),
    [
        ("", "empty", False),
        ("  \n", "empty", False),
        (LOGIN, "login_page", False),
        (STUB, "waf_stub", True),
        (LOGIN + "<!--" + "x" * 99_000 + "-->", "login_page", False),
    ],
)
def test_a_page_shown_instead_is_a_failure_and_no_report(spider, body, reason, blocked):
    assert list(spider.parse_article(answer(ARTICLE, body), ENTRY, "荷花镇", 2021)) == []
    (failure,) = spider.ledger.failures
    assert (failure.url, failure.role, failure.reason, failure.blocked) == (
        ARTICLE,
        "article",
        reason,
        blocked,
    )
    assert (failure.title, failure.unit, failure.year) == (TITLE, "荷花镇", 2021)
    assert list(spider.parse_list(answer(LIST, body))) == []
    assert spider.ledger.failures[1].role == "list"


@pytest.mark.parametrize(
    "extra", ["", '<form class="login"><input type="password"></form>', "<script>var CT6T=1</script>"]
)
def test_a_report_beside_a_login_form_or_a_script_is_a_report(spider, extra):
    body = REPORT.replace("</body>", extra + "</body>")
    assert len(list(spider.parse_article(answer(ARTICLE, body), ENTRY, None, None))) == 1


@pytest.mark.parametrize("size", [400, 20_000])
def test_a_report_without_chapters_beside_a_login_form_is_a_report(spider, size):
    body = (
        "<html><body><form><input type='password'></form><p>"
        + "我镇公开信息。" * (size // 7)
        + "</p></body></html>"
    )
    assert len(list(spider.parse_article(answer(ARTICLE, body), ENTRY, None, None))) == 1


def test_a_login_page_with_all_the_menus_of_the_portal_is_none(spider):
    menu = "".join(f'<a href="/x{n}.htm">政府信息公开第{n}栏目</a>' for n in range(300))
    body = f"<html><body>{menu}<h1>统一身份认证</h1><form><input type='password'></form></body></html>"
    assert list(spider.parse_article(answer(ARTICLE, body), ENTRY, None, None)) == []


def test_an_article_that_forwards_to_the_home_page_is_gone(spider):
    home = answer("http://www.tengchong.gov.cn/", listing(), redirect_urls=[ARTICLE])
    assert list(spider.parse_article(home, ENTRY, None, None)) == []
    assert spider.ledger.failures[0].reason == "redirected"
    moved = answer("https://www.tengchong.gov.cn/info/9640/4194353.htm", REPORT, redirect_urls=[ARTICLE])
    assert len(list(spider.parse_article(moved, ENTRY, None, None))) == 1


FORWARD = '<html><head><meta http-equiv="refresh" content="0;url={}"></head></html>'


def test_a_page_that_forwards_by_itself_is_followed_a_few_times_and_never_off_the_site(spider):
    there = "http://www.tengchong.gov.cn/info/9640/4194354.htm"
    (request,) = spider.parse_article(answer(ARTICLE, FORWARD.format(there)), ENTRY, None, None)
    assert (request.url, request.meta["redirect_urls"]) == (there, [ARTICLE])
    (request,) = spider.parse_list(answer(LIST, FORWARD.format("zfxxgknb/n2022n.htm")))
    assert request.url == LIST.replace(".htm", "/n2022n.htm")
    for body, meta in (
        (FORWARD.format(there), {"redirect_urls": ["a", "b", "c"]}),
        (FORWARD.format("http://example.com/"), {}),
    ):
        assert list(spider.parse_article(answer(ARTICLE, body, **meta), ENTRY, None, None)) == []
    late = FORWARD.replace("0;url", "300;url").format(there)
    assert all(
        not isinstance(x, Request) for x in spider.parse_article(answer(ARTICLE, late), ENTRY, None, None)
    )


def http_error(status: int) -> HttpError:
    return HttpError(answer(ARTICLE, "x", status))


@pytest.mark.parametrize(
    ("error", "reason", "blocked"),
    [
        (http_error(404), "http_404", False),
        (http_error(500), "http_500", False),
        (http_error(403), "blocked_403", True),
        (http_error(412), "blocked_412", True),
        (http_error(429), "blocked_429", True),
        (IgnoreRequest("Forbidden by robots.txt"), "robots", True),
        (IgnoreRequest("max redirections reached"), "redirect_loop", False),
        (
            IgnoreRequest("Ignored response … exceeded DOWNLOAD_MAXSIZE (1 B) during decompression."),
            "too_large",
            False,
        ),
        (IgnoreRequest("not in the archive: GET x"), "not_archived", False),
        (DownloadCancelledError("too big"), "too_large", False),
        (DownloadTimeoutError("slow"), "timeout", False),
        (CannotResolveHostError("?"), "dns", False),
        (ZeroDivisionError("?"), "error:ZeroDivisionError", False),
    ],
)
def test_every_way_not_to_come_has_a_name(spider, error, reason, blocked):
    trouble = Trouble(error)
    trouble.request = Request(ARTICLE, cb_kwargs={"entry": ENTRY, "unit": "荷花镇", "year": 2021})
    assert list(spider.article_failed(trouble)) == []
    trouble.request = Request(LIST)
    spider.list_failed(trouble)
    assert [(f.reason, f.blocked) for f in spider.ledger.failures] == [(reason, blocked)] * 2
    assert spider.crawler.stats.get_value(f"gik/failed/article/{reason}") == 1
    assert spider.crawler.stats.get_value("gik/blocked", 0) == (2 if blocked else 0)


def test_what_a_broken_connection_left_is_asked_for_once(spider):
    trouble = Trouble(ResponseDataLossError())
    trouble.request = Request(
        ARTICLE, cb_kwargs={"entry": ENTRY, "unit": None, "year": None}, errback=spider.article_failed
    )
    (again,) = spider.article_failed(trouble)
    assert again.meta["download_fail_on_dataloss"] is False
    trouble.request = again
    assert list(spider.article_failed(trouble)) == []
    assert [f.reason for f in spider.ledger.failures] == ["cut_off"]


def test_a_list_that_forwards_to_itself_is_a_failure_and_one_that_is_known_is_none(spider):
    second = LIST.replace(".htm", "/9.htm")
    spider.dropped(Request(second, meta={"redirect_urls": [second]}))
    spider.dropped(Request(LIST, meta={"redirect_urls": [second]}))
    spider.dropped(Request(LIST))
    assert [(f.url, f.reason) for f in spider.ledger.failures] == [(second, "redirect_loop")]


def test_a_list_ends_in_404_without_a_failure(spider):
    assert list(spider.parse_list(answer(LIST, "", 404))) == []
    assert spider.ledger.failures == []


def test_the_ledger_in_plain_types(spider):
    listed(spider, *ROWS[:2], LOOKALIKES[0])
    assert spider.ledger.as_dict() == {
        "failures": [],
        "listed": [
            {"unit": "荷花镇", "year": 2020, "pages": 1},
            {"unit": "荷花镇", "year": 2021, "pages": 1},
        ],
        "fetched": [],
        "filtered": {},
        "skipped": {"interpretation": 1},
        "not_reports": [],
    }


def test_a_list_that_is_too_long_to_be_one_is_a_failure(spider):
    walk = Walk(step=MAX_STEPS)
    list(spider.parse_list(answer(LIST, listing(*ROWS), **{WALK: walk})))
    assert [(f["url"], f["reason"]) for f in spider.ledger.as_dict()["failures"]] == [
        (LIST, "too_many_pages")
    ]
