"""Whose report a page is when no title says so: what its opening states."""

import pytest

from gikspider.reader import read_report

BODY = """一、总体情况
全年主动公开政府信息120条,内容涵盖财政、民生、规划等方面,均按期发布。
二、收到和处理政府信息公开申请情况
本年度收到政府信息公开申请3件,均按时答复。
"""


def read(text, url=None):
    return read_report(text.encode(), url, plain=True)


@pytest.mark.parametrize(
    ("opening", "unit", "kind", "year"),
    [
        ("由石家庄市藁城区梅花镇编制的2020年度政府信息公开年度报告。", "梅花镇", "town", 2020),
        ("本报告由渑池县仰韶镇党政办公室综合科编制。数据统计期限为2021年1月1日至12月31日。", "仰韶镇", "town", 2021),
        ("现公布腾冲市荷花镇2019年政府信息公开工作年度报告。", "荷花镇", "town", 2019),
        ("特向社会公布2018年度彰武县民政局信息公开年度报告。", "民政局", "department", 2018),
        ("现编制《上塘街道办事处2023年政府信息公开工作年度报告》。", "上塘街道", "subdistrict", 2023),
        ("2022年1月1日起至12月31日止为统计期限。如有疑问,请与藁城区梅花镇人民政府联系(电话:0311-1234567)。", "梅花镇", "town", 2022),
        ("我局2017年政府信息公开工作年度报告如下,数据统计到12月31日为止。", None, None, 2017),
        ("现将我乡2022年度政府信息公开工作总体情况进行报告。", None, None, 2022),
    ],
)  # fmt: skip
def test_an_opening_tells_whose_report_it_is(opening, unit, kind, year):
    report = read(f"{opening}\n{BODY}")
    assert (report.unit, report.unit_type, report.report_year) == (unit, kind, year)
    assert opening[:12] in report.text


def test_a_department_is_not_taken_for_the_county_it_speaks_of():
    report = read(
        f"现公布正定县林业局2020年政府信息公开工作年度报告。正定县、正定县、正定县。\n我局高度重视。\n{BODY}"
    )
    assert (report.unit, report.unit_type, report.division_code) == ("林业局", "department", "130123")


@pytest.mark.parametrize(
    ("lines", "title", "unit"),
    [
        ("正定县新安镇\n2021年政府信息公开工作年度报告", "正定县新安镇2021年政府信息公开工作年度报告", "新安镇"),
        ("正定县新安镇2021年度政府\n信息公开工作年度报告", "正定县新安镇2021年度政府信息公开工作年度报告", "新安镇"),
        ("新安镇政府\n标题: 正定县新安镇2021年政府信息公开工作年度报告\n正定县新安镇2021年政府信息公开工作年度报告", "正定县新安镇2021年政府信息公开工作年度报告", "新安镇"),
    ],
)  # fmt: skip
def test_a_title_over_two_lines(lines, title, unit):
    report = read(f"{lines}\n{BODY}")
    assert (report.title, report.unit) == (title, unit)


@pytest.mark.parametrize("widget", ["点击收听年报语音朗读", "图解链接:点击查看图解", "By -小编"])
def test_a_widget_is_no_title(widget):
    assert read(f"{widget}\n现公布腾冲市荷花镇2019年政府信息公开工作年度报告。\n{BODY}").title is None


@pytest.mark.parametrize(
    ("title", "unit"),
    [
        ("杭州市拱墅区人民政府上塘街道办事处2021年政府信息公开年度报告", "上塘街道"),
        ("重庆市青石经济技术开发区白水镇人民政府2025年政府信息公开工作年度报告", "白水镇"),
        ("【图文】正定县林业局2022年度政府信息公开工作年度报告", "林业局"),
    ],
)
def test_clothes_of_a_unit_s_name(title, unit):
    assert read(f"{title}\n{BODY}").unit == unit


def test_a_row_of_metadata_is_no_title_and_gives_no_year():
    report = read(
        "索引号 | 79518-2-/2021-0128001 | 发布机构 | 腾冲市文化和旅游局 |\n公开目录 | 年度报告 | 发布日期 | 2021-01-28 |\n"
        f"现将市文化和旅游局2020年政府信息公开年度工作报告如下:\n{BODY}"
    )
    assert (report.title, report.report_year) == (None, 2020)


def test_whom_to_ask_is_believed_when_the_text_speaks_of_it():
    asked = "统计期限为2022年1月1日至12月31日。如有疑问,请与藁城区司法局办公室联系(电话:0311-1234567)。"
    assert read(f"{asked}\n2022年,区司法局认真落实条例,区司法局网站栏目更新及时。\n{BODY}").unit == "司法局"


ABOUT = "2021年主动公开政府信息60条,群众满意度有所提高,公开渠道以县政府网站为主。"


@pytest.mark.parametrize(
    ("text", "url", "unit"),
    [
        ("梅花镇按照要求推进公开工作,内容及时更新。梅花镇" + ABOUT, "http://www.gc.gov.cn/a.html", "梅花镇"),
        ("本年度仰韶镇党委高度重视,本单位配备专人。仰韶镇" + ABOUT, "http://www.mianchi.gov.cn/a.html", "仰韶镇"),
        # One mention is an example; several towns are a county's; who has towns below it is none.
        ("梅花镇的做法值得推广。" + ABOUT, "http://www.gc.gov.cn/a.html", None),
        ("梅花镇、常安镇先行。梅花镇、常安镇、岗上镇" + ABOUT, "http://www.gc.gov.cn/a.html", None),
        ("各乡镇协同推进,梅花镇先行。梅花镇" + ABOUT, "http://www.gc.gov.cn/a.html", None),
        ("本单位高度重视公开工作,专人负责。" + ABOUT, "http://www.gc.gov.cn/a.html", None),
        ("我局与梅花镇结对。梅花镇参加活动。" + ABOUT, "http://www.gc.gov.cn/a.html", None),
    ],
)  # fmt: skip
def test_a_text_that_speaks_of_one_town_is_that_town_s(text, url, unit):
    assert read(f"2021年政府信息公开工作年度报告\n{text}\n{BODY}", url).unit == unit


def test_the_whole_of_society_is_no_department():
    report = read(
        f"现公布腾冲市荷花镇2019年政府信息公开工作年度报告。面向全社会公开,接受全社会监督。\n{BODY}"
    )
    assert report.unit == "荷花镇"
