"""What titles announce, and the year they name."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gikspider.pages import Kind, classify, report_year
from gikspider.pages.rules import load
from gikspider.pages.titles import without_site

REPORTS = [
    ("云岭镇2018年政府信息公开工作年度报告", 2018),
    ("云岭市云岭镇2018年政务公开工作年度工作报告", 2018),
    ("云岭镇政府信息公开工作2014年度报告", 2014),
    ("云岭镇政府2020年信息公开工作年度报告", 2020),
    ("政府信息公开工作年度报告", None),
    ("云岭县2018年度政府信息公开工作总结", 2018),
    ("云岭县财政局2020年度信息公开年报", 2020),
    ("关于2012年度政府信息公开工作情况的报告", 2012),
    ("政府信息公开年度报告（2020年度）", 2020),
    ("云岭镇政府信息公开年度工作报告（2018）", 2018),
    ("二〇一八年政府信息公开工作年度报告", 2018),
    ("二O一一年度云岭乡政府信息公开工作报告", 2011),
    ("云岭县预算评审中心2019年政府信息公开工作年度报告", 2019),
    ("云岭县法制办公室2016年政府信息公开工作年度报告", 2016),
    ("云岭县普法办公室2016年政府信息公开工作年度报告", 2016),
    ("云岭县网站管理中心2020年政府信息公开工作年度报告", 2020),
    ("云岭局2020年政府信息公开工作年度报告.pdf", 2020),
    ("《云岭镇2021年政府信息公开年度报告》（全文）", 2021),
    ("3．云岭镇2020年政府信息公开年报", 2020),
    ("云岭镇 2 0 1 9 年 政府信息公开 工作年度报告", 2019),
    ("云政发〔2013〕8号 云岭镇2012年政府信息公开工作年度报告", 2012),
]
OTHERS = [
    ("文字解读：云岭区2023年政府信息公开工作年度报告的解读", Kind.INTERPRETATION),
    ("《云岭镇2020年政府信息公开工作年度报告》解读", Kind.INTERPRETATION),
    ("图解：2021年政府信息公开工作年度报告", Kind.INTERPRETATION),
    ("云岭市2023年政府信息公开工作年度报告公布情况", Kind.ANNOUNCEMENT),
    ("政府信息公开工作年度报告制度", Kind.REGULATION),
    ("政府信息公开工作年度报告编制规范", Kind.REGULATION),
    ("云岭镇政府信息公开指南", Kind.GUIDE),
    ("2020年政府网站工作年度报表", Kind.WEBSITE_STATEMENT),
    ("政府网站监管年度报表", Kind.WEBSITE_STATEMENT),
    ("云岭县2022年法治政府建设年度报告", Kind.RULE_OF_LAW),
    ("2019年度部门决算公开报告", Kind.FINAL_ACCOUNTS),
    ("关于报送2019年政府信息公开工作年度报告的通知", Kind.NOTICE),
    ("关于2014年政府信息公开工作要点落实情况的函", Kind.NOTICE),
    ("2020年政务公开工作要点", Kind.NOTICE),
    ("关于印发云岭县2020年政府信息公开工作年度报告编制方案的通知", Kind.NOTICE),
    ("政府信息公开年报", Kind.OTHER),
    ("2020年上半年政府信息公开工作总结", Kind.OTHER),
    ("2019年政务公开工作总结", Kind.OTHER),
    ("云岭县2020年环境信息公开年度报告", Kind.OTHER),
    ("2021年财政预算执行情况报告", Kind.OTHER),
    ("", Kind.OTHER),
]


@pytest.mark.parametrize(("title", "year"), REPORTS)
def test_reports(title, year):
    assert classify(title) is Kind.REPORT
    assert report_year(title) == year


@pytest.mark.parametrize(("title", "kind"), OTHERS)
def test_pages_that_only_look_like_one(title, kind):
    assert classify(title) is kind


def test_every_rule_names_a_kind_and_every_kind_is_reached():
    kinds = {rule["kind"] for rule in load("titles.json")["rules"]}
    assert kinds <= {str(kind) for kind in Kind}
    assert {kind for _, kind in OTHERS} | {Kind.REPORT} == set(Kind)


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("云岭镇2020年政府信息公开年报_云岭县人民政府", "云岭镇2020年政府信息公开年报"),
        ("云岭县人民政府门户网站 - 云岭镇2020年政府信息公开年度报告", "云岭镇2020年政府信息公开年度报告"),
        ("云岭镇概况-云岭县人民政府", "云岭镇概况"),
        ("单独的标题", "单独的标题"),
    ],
)
def test_site_names_are_cut_off(title, expected):
    assert without_site(title) == expected


@given(st.text(max_size=300))
def test_any_title_is_survived(title):
    assert isinstance(classify(title), Kind)
    year = report_year(title)
    assert year is None or 2005 <= year <= 2039
