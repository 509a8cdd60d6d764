"""Arguments of `scrapy crawl -a`: what they mean, and the one line a wrong one gets."""

from dataclasses import replace
from datetime import date

import pytest

from gikspider.items import AnnualReport
from gikspider.spiders import ArgumentError
from gikspider.spiders.arguments import parse_arguments, same_unit

GAOCHENG = "130109"
THIS_YEAR = date.today().year


@pytest.mark.parametrize(
    ("written", "years"),
    [
        ("2018", {2018}),
        ("2018-2020", {2018, 2019, 2020}),
        ("2018,2020", {2018, 2020}),
        ("2012，2018–2020年", {2012, 2018, 2019, 2020}),
        (" 2018 - 2019 ", {2018, 2019}),
        ("2018年至2019年", {2018, 2019}),
        ("2019-2019", {2019}),
    ],
)
def test_years(written, years):
    assert parse_arguments({"years": written}, GAOCHENG).years == years


@pytest.mark.parametrize(
    ("written", "units"),
    [
        ("常安镇", ("常安镇",)),
        ("常安镇,梅花镇", ("常安镇", "梅花镇")),
        ("常安镇、梅花镇，常安镇", ("常安镇", "梅花镇")),
        ("藁城区常安镇人民政府", ("常安镇",)),
        ("九门乡", ("九门回族乡",)),
        ("区财政局", ("财政局",)),
        ("区政府", ("藁城区",)),
        ("丘头镇?", ("丘头镇",)),
        ("丘头镇？", ("丘头镇",)),
    ],
)
def test_units_go_by_the_name_reports_are_filed_under(written, units):
    assert parse_arguments({"units": written}, GAOCHENG).units == units


def test_since_sample_and_the_job_id_of_scrapyd():
    given = parse_arguments({"since": "2026-01-31", "sample": "10", "_job": "a1b2"}, GAOCHENG)
    assert (given.since, given.sample, given.job) == (date(2026, 1, 31), 10, "a1b2")
    assert parse_arguments({}, GAOCHENG).years is None


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({"year": "2018"}, "did you mean years?"),
        ({"unit": "常安镇"}, "did you mean units?"),
        ({"limit": "3"}, "there are years, units, since, sample"),
        ({"job": "x"}, "unknown argument 'job'"),
        ({"years": "2018-"}, "is no year"),
        ({"years": "18"}, "is no year"),
        ({"years": ""}, "is no year"),
        ({"years": "2018,"}, "is no year"),
        ({"years": "2020-2018"}, "years=2018-2020"),
        ({"years": "1998"}, "not between 2003 and"),
        ({"years": str(THIS_YEAR + 1)}, "not between"),
        ({"units": "常案镇"}, "did you mean 常安镇?"),
        ({"units": "常安镇,长按镇"}, "'长按镇'"),
        ({"units": "上塘街道"}, "藁城区 (130109) has no unit"),
        ({"units": "常安"}, "did you mean 常安镇?"),
        ({"units": " ,"}, "names no unit"),
        ({"since": "2026-02-30"}, "since=2026-01-31"),
        ({"since": "yesterday"}, "is no date"),
        ({"sample": "0"}, "positive whole number"),
        ({"sample": "-1"}, "positive whole number"),
        ({"sample": "ten"}, "positive whole number"),
        ({"sample": "2.5"}, "positive whole number"),
    ],
)
def test_a_wrong_argument_gets_one_line_that_says_what_to_do(given, says):
    with pytest.raises(ArgumentError) as caught:
        parse_arguments(given, GAOCHENG)
    assert says in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("asked", "unit", "same"),
    [
        ("常安镇", "常安镇", True),
        ("常安镇", "常安镇人民政府", True),
        ("常安镇", "藁城区常安镇", True),
        ("上塘街道", "上塘街道办事处", True),
        ("安镇", "常安镇", False),
        ("财政局", "藁城区财政局", True),
        ("政局", "财政局", False),
        ("藁城区", "石家庄市藁城区人民政府", True),
        ("藁城区", "藁城区人民政府办公室", False),
    ],
)
def test_names_of_one_unit(asked, unit, same):
    assert same_unit(asked, unit) is same
    assert same_unit(unit, asked) is same


REPORT = AnnualReport(
    report_id="x", content_sha256="", unit="常安镇", report_year=2019, published_on=date(2020, 1, 20)
)


@pytest.mark.parametrize(
    ("given", "changes", "reason"),
    [
        ({}, {}, None),
        ({"years": "2019"}, {}, None),
        ({"years": "2018"}, {}, "years"),
        ({"years": "2018"}, {"report_year": None}, None),
        ({"units": "梅花镇"}, {}, "units"),
        ({"units": "梅花镇"}, {"unit": None}, None),
        ({"units": "梅花镇,常安镇"}, {}, None),
        ({"since": "2020-01-20"}, {}, None),
        ({"since": "2020-01-21"}, {}, "since"),
        ({"since": "2020-01-21"}, {"published_on": None}, None),
    ],
)
def test_what_the_page_tells_decides_at_the_end(given, changes, reason):
    assert parse_arguments(given, GAOCHENG).refuses(replace(REPORT, **changes)) == reason
