"""What each pipeline adds, what it drops and how it says so, and that none loses an item by failing."""

import asyncio
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from scrapy.exceptions import DropItem
from scrapy.utils.test import get_crawler

from gikspider.items import AnnualReport, Finding, Observation
from gikspider.pipelines import check as check_module
from gikspider.pipelines.check import CheckPipeline
from gikspider.pipelines.copies import CopiesPipeline
from gikspider.pipelines.identify import IdentifyPipeline
from gikspider.pipelines.read import ReadPipeline
from gikspider.reader import FetchedPage, Hints
from gikspider.spiders.hebei_gaocheng import GaochengSpider
from tests.cms.pages import REPORT as PAGE
from tests.pipelines import tasks

URL = "http://www.gc.gov.cn/columns/0772e821-5733-421d-82e7-f545c5729b9e/202301/13/67eb2365-22bc-45b5-be58-199b9683883a.html"
REPORT = AnnualReport(
    report_id="130109111-2022",
    content_sha256="ab",
    unit="常安镇",
    unit_code="130109111",
    division_code="130109",
    report_year=2022,
    title="常安镇2022年政府信息公开工作年度报告",
    published_on=date(2023, 1, 13),
    url=URL,
)


def make(tmp_path, arguments=None, **settings):
    crawler = get_crawler(GaochengSpider, {"DATA_DIR": str(tmp_path), "READERS": 0, **settings})
    crawler.spider = GaochengSpider.from_crawler(crawler, **(arguments or {}))
    return crawler


def run(coroutine):
    try:
        coroutine.send(None)
    except StopIteration as done:
        return done.value
    raise AssertionError("in-process reading must not wait for anything")


# read


def fetched(body: str = PAGE, **changes) -> FetchedPage:
    page = FetchedPage(
        url=URL,
        body=body.encode(),
        hints=Hints(division="130109", title="柳树镇2021年政府信息公开工作年度报告"),
        spider="hebei_gaocheng",
        fetched_at=datetime(2026, 1, 2, tzinfo=UTC),
        archive_record="urn:uuid:1",
        family="columns_uuid",
    )
    return replace(page, **changes)


def test_a_page_becomes_a_report(tmp_path):
    report = run(ReadPipeline(make(tmp_path)).process_item(fetched()))
    assert isinstance(report, AnnualReport)
    assert report.url == URL


def test_items_that_are_no_page_pass(tmp_path):
    assert run(ReadPipeline(make(tmp_path)).process_item(REPORT)) is REPORT


def test_a_reader_that_errs_loses_no_page(tmp_path):
    @dataclass(frozen=True)
    class Broken(FetchedPage):
        def read(self):
            raise RecursionError("too deep")

    crawler = make(tmp_path)
    page = Broken(url=URL, body=b"x", hints=Hints(division="130109", title="t"), spider="hebei_gaocheng")
    report = run(ReadPipeline(crawler).process_item(page))
    assert (report.url, report.title, report.division_code) == (URL, "t", "130109")
    assert [(f.code, f.severity) for f in report.findings] == [("unreadable", "error")]
    assert crawler.stats.get_value("gik/reader/failed") == 1


def test_a_page_that_ends_its_process_comes_out_as_a_report_without_figures(tmp_path):
    crawler = make(tmp_path, READERS=1)

    async def main():
        pipeline = ReadPipeline(crawler)
        broken = tasks.Breaking(
            url=URL, body=b"x", hints=Hints(division="130109", title="t"), spider="hebei_gaocheng"
        )
        try:
            return await asyncio.gather(
                *(pipeline.process_item(page) for page in (fetched(), broken, fetched()))
            )
        finally:
            pipeline.close_spider()

    before, unread, after = asyncio.run(main())
    assert before == after
    assert before.unit == run(ReadPipeline(make(tmp_path)).process_item(fetched())).unit
    assert [(f.code, f.detail) for f in unread.findings] == [
        ("unreadable", "crashed: the process died, twice")
    ]
    assert crawler.stats.get_value("gik/reader/failed") == 1
    assert crawler.stats.get_value("gik/reader/retried") >= 1


def test_reports_leave_in_the_order_their_pages_came(tmp_path):
    pages = [
        tasks.Slow(url=f"{URL}?{n}", body=PAGE.encode()) if n % 3 == 0 else fetched(url=f"{URL}?{n}")
        for n in range(6)
    ]
    left = []

    async def main():
        pipeline = ReadPipeline(make(tmp_path, READERS=2))

        async def one(page):
            left.append((await pipeline.process_item(page)).url)

        try:
            await asyncio.gather(*map(one, pages))
        finally:
            pipeline.close_spider()

    asyncio.run(main())
    assert left == [page.url for page in pages]


# identify


def test_a_report_that_is_wanted_passes(tmp_path):
    crawler = make(tmp_path, {"years": "2022", "units": "常安镇", "since": "2023-01-01"})
    assert IdentifyPipeline(crawler).process_item(REPORT) is REPORT
    assert crawler.stats.get_value("gik/reports") == 1


@pytest.mark.parametrize("code", ["login_page", "error_page", "empty", "binary"])
def test_what_is_no_page_is_a_failure(tmp_path, code):
    crawler = make(tmp_path)
    broken = replace(REPORT, findings=(Finding(code=code, severity="error"),))
    with pytest.raises(DropItem, match=URL[:40]):
        IdentifyPipeline(crawler).process_item(broken)
    (failure,) = crawler.spider.ledger.failures
    assert (failure.url, failure.reason, failure.role) == (URL, code, "article")
    assert crawler.stats.get_value(f"gik/failed/article/{code}") == 1


def test_what_is_no_report_is_remembered(tmp_path):
    crawler = make(tmp_path)
    with pytest.raises(DropItem):
        IdentifyPipeline(crawler).process_item(
            replace(REPORT, findings=(Finding(code="not_a_report", severity="error"),))
        )
    assert crawler.spider.ledger.not_reports == [URL]
    assert crawler.stats.get_value("gik/not_reports") == 1
    assert crawler.stats.get_value("gik/reports") is None


@pytest.mark.parametrize(
    ("given", "argument"),
    [({"years": "2021"}, "years"), ({"units": "梅花镇"}, "units"), ({"since": "2024-01-01"}, "since")],
)
def test_what_only_the_page_tells_is_filtered_after_reading(tmp_path, given, argument):
    crawler = make(tmp_path, given)
    with pytest.raises(DropItem, match=argument):
        IdentifyPipeline(crawler).process_item(REPORT)
    assert crawler.stats.get_value(f"gik/filtered_after_reading/{argument}") == 1
    assert crawler.spider.ledger.filtered[argument] == 1


# copies


def copies(tmp_path, **settings) -> CopiesPipeline:
    pipeline = CopiesPipeline(make(tmp_path, **settings))
    pipeline.open_spider()
    return pipeline


TEXT = "一、总体情况\n" + "".join(
    f"第{n}季度公开信息{n * 7 + 13}条，收到申请{n * 3 + 2}件，答复{n * 3 + 1}件。\n" for n in range(1, 30)
)
SAME = replace(REPORT, text=TEXT)


def test_the_same_report_at_another_address_is_a_copy(tmp_path):
    pipeline = copies(tmp_path)
    first = pipeline.process_item(SAME)
    second = pipeline.process_item(
        replace(SAME, url=URL.replace("/columns/", "/zfxxgk/columns/").replace("0772e821", "f6ff2261"))
    )
    pipeline.close_spider()
    assert first.copies == ()
    assert [copy.report_id for copy in second.copies] == [REPORT.report_id]


@pytest.mark.parametrize(
    ("settings", "place"),
    [
        ({}, "state/copies.sqlite"),
        ({"SYNTHETIC": True}, "state/sample/copies.sqlite"),
        ({"COPIES_INDEX": "{}/else.sqlite"}, "else.sqlite"),
    ],
)
def test_where_the_index_is_kept(tmp_path, settings, place):
    settings = {
        key: value.format(tmp_path) if isinstance(value, str) else value for key, value in settings.items()
    }
    pipeline = copies(tmp_path, **settings)
    pipeline.process_item(SAME)
    pipeline.close_spider()
    assert (tmp_path / place).exists()


PORTAL = "http://www.mianchi.gov.cn/5/16531/xxgk/202301/t20230113_1.html"
COUNTY = replace(
    SAME, unit="果园乡", unit_code="411221201", division_code="411221", report_id="411221201-2022", url=PORTAL
)


def test_hosts_of_the_register_come_first_and_theirs_are_one_portal(tmp_path):
    pipeline = copies(tmp_path)
    pipeline.process_item(replace(COUNTY, url="http://www.elsewhere.gov.cn/1.html"))
    official = pipeline.process_item(COUNTY)
    assert [(copy.kind, copy.of_url) for copy in official.copies] == [("other_portal", PORTAL)]
    department = pipeline.process_item(replace(COUNTY, url="http://jyj.mianchi.gov.cn/2/1.html"))
    assert [(copy.kind, copy.of_url) for copy in department.copies] == [("same_portal", PORTAL)]


def test_a_mirror_is_told_where_its_page_stood(tmp_path):
    url = "http://www.shop.example.com/1652/615340894/1676519.html"
    (found,) = copies(tmp_path).process_item(replace(COUNTY, url=url)).findings
    assert found.code == "mirror_original"
    assert found.detail.endswith(" http://www.mianchi.gov.cn/1652/615340894/1676519.html")


def test_a_later_version_has_the_number_of_its_version(tmp_path):
    pipeline = copies(tmp_path)
    pipeline.process_item(COUNTY)
    changed = replace(COUNTY, text=COUNTY.text.replace("216", "999"), url=PORTAL.replace("_1", "_2"))
    for again in (changed, replace(changed, url=PORTAL.replace("_1", "_3"))):
        report = pipeline.process_item(again)
        assert report.report_id == "411221201-2022-r2"
        assert {copy.report_id for copy in report.copies} == {"411221201-2022-r2"}
    final = list(pipeline.final())
    assert sorted(copy.kind for copy in final) == ["revision", "same_portal"]


def test_a_body_printed_twice_is_a_copy_of_itself(tmp_path):
    (copy,) = copies(tmp_path).process_item(replace(COUNTY, body_copies=2)).copies
    assert (copy.kind, copy.url, copy.of_url, copy.similarity) == ("same_page", PORTAL, PORTAL, 1.0)
    assert "2 times" in copy.reason


def test_the_index_is_counted_and_asked_at_the_end(tmp_path):
    crawler = make(tmp_path, JOBDIR=str(tmp_path / "job"))
    for known in (False, True):
        pipeline = CopiesPipeline(crawler)
        pipeline.open_spider()
        pipeline.process_item(COUNTY)
        pipeline.process_item(replace(COUNTY, url="http://www.elsewhere.gov.cn/1.html"))
        pipeline.close_spider()
        stats = crawler.stats.get_stats()
        assert stats["gik/copies/only_known"] is known
        assert stats.get("gik/copies/known", 0) == 2 * known
    assert stats["gik/copies/documents"] == 2
    # A job that goes on tells of the pages it saw before it was stopped.
    later = CopiesPipeline(crawler)
    later.open_spider()
    assert [copy.of_url for copy in later.final()] == [PORTAL]
    later.close_spider()


def test_a_lost_index_loses_no_report(tmp_path, monkeypatch):
    pipeline = copies(tmp_path)

    def broken(mark, **page):
        raise OSError("no space left on device")

    monkeypatch.setattr(pipeline._index, "see_mark", broken)
    report = pipeline.process_item(SAME)
    assert [f.code for f in report.findings] == ["copies_unknown"]
    assert report.text == TEXT


# check


def carried(year: int, code: str, value: int) -> AnnualReport:
    cell = Observation(
        code=code,
        column="total",
        label="x",
        value=Decimal(value),
        state="number",
        raw=str(value),
        table="applications",
        source="table",
    )
    return replace(REPORT, report_year=year, form="2021", observations=(cell,))


def test_two_years_of_a_unit_are_compared_once_in_either_order(tmp_path, monkeypatch):
    pairs = []
    code = "applications.carried_in"

    def compared(this, last):
        pairs.append((this.named[code, "total"], last.named[code, "total"]))
        return ()

    monkeypatch.setattr(check_module, "check_years", compared)
    for years in ((2021, 2022, 2024), (2022, 2021, 2019)):
        pipeline = CheckPipeline(make(tmp_path))
        for year in years:
            pipeline.process_item(carried(year, code, year))
    assert pairs == [(2022, 2021), (2022, 2021)]


def test_what_cannot_be_compared_comes_out_all_the_same(tmp_path, monkeypatch):
    def broken(this, last):
        raise ArithmeticError("odd")

    monkeypatch.setattr(check_module, "check_years", broken)
    pipeline = CheckPipeline(make(tmp_path))
    pipeline.process_item(carried(2021, "x", 1))
    report = pipeline.process_item(carried(2022, "x", 1))
    assert [f.code for f in report.findings] == ["years_not_compared"]


def test_memory_of_years_is_bounded(tmp_path, monkeypatch):
    monkeypatch.setattr(check_module, "REMEMBERED", 5)
    pipeline = CheckPipeline(make(tmp_path))
    for n in range(30):
        pipeline.process_item(replace(carried(2021, "x", 1), unit_code=str(n)))
    assert len(pipeline._seen) == 5
