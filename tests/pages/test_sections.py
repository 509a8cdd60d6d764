"""Headings of every numbering, inside paragraphs too; the stated period; the signature."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gikspider.pages import read_page
from gikspider.pages.period import period_of, signature_of
from gikspider.pages.sections import ordinal_of, part_headings, sections_of

WORDS = "本镇按照要求开展工作,群众可以到大厅查阅。"


def headings(*lines):
    parted, rows = part_headings(list(lines), set())
    return [section.heading for section in sections_of(parted, rows)]


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (["一、概述", WORDS, "二、主动公开情况 ", WORDS], ["一、概述", "二、主动公开情况 "]),
        (["第一部分 概述", WORDS, "一、子标题", "第二部分:主动公开", WORDS], ["第一部分 概述", "第二部分:主动公开"]),
        (["(一)概述", WORDS, "(二)主动公开", WORDS, "1、内容", "2、形式"], ["(一)概述", "(二)主动公开"]),
        (["1、总体情况", WORDS, "2.主动公开情况", WORDS], ["1、总体情况", "2.主动公开情况"]),
        (["一 总体情况", WORDS, "二 主动公开情况", WORDS], ["一 总体情况", "二 主动公开情况"]),
        (["一、概述", WORDS, "三、回应解读情况", WORDS], ["一、概述", "三、回应解读情况"]),
        (["一、概述", "二、公开情况", "二、申请情况", WORDS], ["一、概述", "二、公开情况", "二、申请情况"]),
        (["一、总体情况。" + WORDS, "二、主动公开情况:" + WORDS], ["一、总体情况", "二、主动公开情况"]),
        (["一、概述", WORDS + " 二、依申请公开情况", WORDS], ["一、概述", "二、依申请公开情况"]),
        (["一、总体情况 " + WORDS + " 二、主动公开情况 " + WORDS], ["一、总体情况", "二、主动公开情况"]),
        (["一、总体情况2020年,我镇开展工作。二、主动公开情况我镇公开信息。"], ["一、总体情况", "二、主动公开情况"]),
        (["一、概述", "一是加强领导。", "二是健全制度。", "2018、2019年两年", "12.5万元"], ["一、概述"]),
        (["一、概述", "五、存在的问题", "一、人手不足,经办人员身兼数职", "二、经费不足", "六、其他事项"],
         ["一、概述", "五、存在的问题", "六、其他事项"]),
        (["三、收到和处理情况", "一、本年新收政府信息公开申请数量", "0", "(一)予以公开", "四、结转下年度继续办理", "四、行政复议情况"],
         ["三、收到和处理情况", "四、行政复议情况"]),
        (["八、问题", WORDS, "九、附表", "政府信息公开情况统计表(2018年度)", "统计指标", "一、主动公开情况", "(一)主动公开数", "二、回应解读情况"],
         ["八、问题", "九、附表"]),
        ([WORDS, WORDS], []),
        ([], []),
    ],
)  # fmt: skip
def test_headings(lines, expected):
    assert [h.strip() for h in headings(*lines)] == [e.strip() for e in expected]


def test_a_heading_with_its_text_on_one_line():
    page = read_page(
        "某镇2020年政府信息公开工作年度报告\n一、总体情况。" + WORDS + "\n二、公开情况\n" + WORDS, plain=True
    )
    assert [(s.heading, s.text) for s in page.sections] == [("一、总体情况", WORDS), ("二、公开情况", WORDS)]


@pytest.mark.parametrize(
    ("numeral", "number"),
    [("一", 1), ("十", 10), ("十二", 12), ("二十", 20), ("二十三", 23), ("7", 7), ("12", 12)],
)
def test_ordinals(numeral, number):
    assert ordinal_of(numeral) == number


@settings(max_examples=200, deadline=None)
@given(st.lists(st.text(alphabet="一二三、（）(1)2.。：:公开情况 \t第部分5", max_size=30), max_size=12))
def test_sections_are_slices_of_the_text_in_order(lines):
    lines = [line.strip() for line in lines if line.strip()]
    parted, rows = part_headings(lines, set())
    text = "\n".join(parted)
    end = 0
    for section in sections_of(parted, rows):
        assert section.start >= end
        assert text[section.start : section.start + len(section.text)] == section.text
        end = section.start + len(section.text)
    assert "".join(text.split()) in ("".join("".join(lines).split()), "".join(text.split()))


YEAR = (date(2018, 1, 1), date(2018, 12, 31))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("本报告的统计数据时限是从2018年1月1日起至2018年12月31日止。", YEAR),
        ("统计期限自2018年1月1日起至12月31日止", YEAR),
        ("数据统计时间为2018年1月1日—12月31日", YEAR),
        ("统计期限为20181月1日至201812月31日止", YEAR),
        ("所列数据统计期限为2018 年 1 月 1 日 至 2018 年 12 月 31 日", YEAR),
        ("统计数据的期限:2018.1.1-2018.12.31", YEAR),
        ("自2018年1月1日至当年12月31日", YEAR),
        ("会期2018年3月1日至3月2日", (None, None)),
        ("二〇一八年没有收到申请", (None, None)),
    ],
)
def test_periods(text, expected):
    period = period_of(text, 2018)
    assert (period.start, period.end) == expected
    assert period.partial is None


@pytest.mark.parametrize(
    ("text", "year", "partial"),
    [
        ("截止201411月份我镇共公开信息56条", 2014, True),
        ("截至2014年11月底共公开", 2014, True),
        ("截至11月份我镇共公开", 2014, True),
        ("统计期限自2014年1月1日起至2014年10月31日止", 2014, True),
        ("截至2014年12月31日共公开", 2014, False),
        ("截至2013年11月底累计公开", 2014, False),
        ("截至11月份", None, False),
    ],
)
def test_partial_periods(text, year, partial):
    assert (period_of(text, year).partial is not None) == partial


@pytest.mark.parametrize(
    ("lines", "unit", "day"),
    [
        ([WORDS, "荷花镇人民政府", "2015年2月15日"], "荷花镇人民政府", date(2015, 2, 15)),
        ([WORDS, "中共荷花镇委员会", "荷花镇人民政府", "2015215"], "荷花镇人民政府", date(2015, 2, 15)),
        ([WORDS, "云岭县 教育局 二〇一五年二月十五日"], "云岭县教育局", date(2015, 2, 15)),
        ([WORDS, "(2015年2月15日)"], None, date(2015, 2, 15)),
        ([WORDS, "2015年2月15日", "附件:统计表"], None, date(2015, 2, 15)),
        ([WORDS, "2015年2月15日我镇召开会议,布置工作。"], None, None),
        ([WORDS], None, None),
        ([], None, None),
    ],
)
def test_signatures(lines, unit, day):
    found = signature_of(lines)
    assert (found.unit, found.day) == (unit, day)
