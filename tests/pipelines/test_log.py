"""A report is named in the log, not printed."""

import logging

import pytest
from scrapy import Request
from scrapy.exceptions import DropItem
from scrapy.http import Response
from scrapy.utils.test import get_crawler

from gikspider.items import AnnualReport
from gikspider.pipelines.log import OneLine

REPORT = AnnualReport(
    report_id="130109111-2022", content_sha256="", title="年报", url="http://x.gov.cn/1", text="长" * 9999
)


def test_items_are_named():
    for line in (
        OneLine().scraped(REPORT, None, None),
        OneLine().item_error(REPORT, ValueError(), None, None),
    ):
        assert line["msg"] % line["args"] in (
            "read: 130109111-2022 年报 http://x.gov.cn/1",
            "error processing 130109111-2022 年报 http://x.gov.cn/1",
        )
    assert OneLine().scraped({}, None, None)["args"] == {"item": "dict"}


@pytest.mark.parametrize(
    ("given", "level"), [("INFO", logging.INFO), (logging.DEBUG, logging.DEBUG), (None, logging.WARNING)]
)
def test_a_dropped_page_is_told_by_its_reason(given, level):
    line = OneLine().dropped(REPORT, DropItem("not a report: http://x.gov.cn/1", log_level=given), None, None)
    assert (line["level"], line["msg"] % line["args"]) == (level, "dropped: not a report: http://x.gov.cn/1")


@pytest.mark.parametrize(
    ("level", "made"), [("DEBUG", True), ("INFO", False), (10, True), ("info", True), (None, True)]
)
def test_lines_nobody_would_see_are_not_made(level, made):
    formatter = OneLine.from_crawler(get_crawler(settings_dict={"LOG_LEVEL": level}))
    request = Request("http://x.gov.cn/1")
    assert (formatter.scraped(REPORT, None, None) is not None) is made
    assert (formatter.crawled(request, Response(request.url), None) is not None) is made
