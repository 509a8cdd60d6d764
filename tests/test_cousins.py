"""Whole pages in the shapes other portals give them: each differs from its cousins in one thing."""

from datetime import date

import pytest

from gikspider.reader import Hints, read_report

SIX = """一、总体情况
2020年,我镇认真落实条例要求,由党政办负责政府信息公开工作,全年更新网站栏目三十余次,群众满意度有所提高。
二、主动公开政府信息情况
全年主动公开政府信息120条,其中通过政府网站公开100条,通过公开栏公开20条。
三、收到和处理政府信息公开申请情况
本年度未收到政府信息公开申请。
四、政府信息公开行政复议、行政诉讼情况
本年度没有发生行政复议、行政诉讼。
五、存在的主要问题及改进情况
一是内容不够丰富,二是更新不够及时。下一步我镇将加强培训,安排专人负责信息公开工作。
六、其他需要报告的事项
无其他需要报告的事项。
"""
COUNTY = SIX.replace("我镇", "我县").replace("全年更新", "全县更新").replace("下一步我县", "全县")


def parts(mark):
    """The six parts under another numbering; {} is the ordinal."""
    text = SIX
    for number, ordinal in enumerate("一二三四五六", 1):
        text = text.replace(f"{ordinal}、", mark.format(ordinal=ordinal, number=number))
    return text


# name, text, address, what must come out
PAGES = [
    ("trail of columns and a box of controls",
     "首页\n政务公开\n政府信息公开\n走进正定\n当前位置: 首页>>政务公开>>乡镇年报\n正定县新安镇人民政府2020年政府信息公开工作年度报告\n"
     "【信息时间:2021/1/20 阅读次数:35 【字号 大 中 小】【我要打印】【关闭】】\n" + SIX, None,
     {"unit_code": "130123103", "report_year": 2020, "published_on": date(2021, 1, 20), "views": 35}),
    ("year on a line of its own", "政府信息公开工作年度报告\n(2020年度)\n发布日期:2021-01-20\n" + SIX + "正定县新安镇人民政府\n2021年1月18日", None,
     {"unit_code": "130123103", "title": "政府信息公开工作年度报告(2020年度)", "signed_on": date(2021, 1, 18), "published_on": date(2021, 1, 20)}),
    ("unit above the title", "正定县新安镇人民政府\n2020年政府信息公开工作年度报告\n发布日期:2021-01-20\n" + SIX, None,
     {"title": "正定县新安镇人民政府2020年政府信息公开工作年度报告", "unit_code": "130123103"}),
    ("everything in one paragraph", "彰武县章古台镇2020年政府信息公开工作年度报告\n" + SIX.replace("\n", " "), None, {"unit_code": "210922102"}),
    ("one paragraph, no blanks", "彰武县章古台镇2020年政府信息公开工作年度报告\n" + SIX.replace("\n", ""), None, {"unit_code": "210922102"}),
    ("two titles in different words", "梅花镇2020年信息公开年报\n发布时间:2021-01-20\n藁城区梅花镇人民政府2020年政府信息公开工作年度报告\n" + SIX,
     "http://www.gc.gov.cn/a.html", {"unit_code": "130109104", "body_copies": 1}),
    ("the second title over three lines", "梅花镇2020年信息公开年报\n发布时间:2021-01-20\n藁城区梅花镇人民政府\n2020年政府信息公开工作\n年度报告\n" + SIX,
     "http://www.gc.gov.cn/a.html", {"unit_code": "130109104", "published_on": date(2021, 1, 20)}),
    ("a department", "2020年彰武县卫生健康局政府信息公开工作年度报告\n日期: 2021-02-10 浏览量:15 来源:卫生健康局\n" + SIX.replace("我镇", "我局"), None,
     {"unit": "卫生健康局", "unit_type": "department", "division_code": "210922", "source": "卫生健康局"}),
    ("parts", "荷花镇2012年度政府信息公开工作年度报告\n2013-03-01\n" + parts("第{ordinal}部分 ") + "腾冲县荷花镇", None,
     {"unit_code": "530581111", "published_on": date(2013, 3, 1)}),
    ("arabic numbers", "荷花镇2012年度政府信息公开工作年度报告\n2013-03-01\n" + parts("{number}、"), "http://www.tengchong.gov.cn/info/1.htm",
     {"unit_code": "530581111"}),
    ("bracketed numbers", "荷花镇2012年度政府信息公开工作年度报告\n2013-03-01\n" + parts("（{ordinal}）"), "http://www.tengchong.gov.cn/info/1.htm",
     {"unit_code": "530581111"}),
    ("neighbours and footer", "荷花镇2019年政府信息公开工作年度报告\n" + SIX + "腾冲市荷花镇人民政府\n2020年1月15日\n【打印】【关闭】\n扫一扫在手机打开当前页\n"
     "上一篇:荷花镇2018年报\n主办:腾冲市人民政府 承办:腾冲市人民政府办公室\n滇ICP备05000000号 网站标识码:5305810001", None,
     {"unit_code": "530581111", "signed_on": date(2020, 1, 15), "site_id_code": "5305810001"}),
    ("copies with other line breaks", "上塘街道2019年政府信息公开工作年度报告\n发布日期: 2020-01-22 00:00:00 浏览次数:\n" + SIX +
     "政府信息公开\n上塘街道2019年政府信息公开工作年度报告\n发布日期: 2020-01-22 00:00\n" + SIX.replace("\n", ""), None,
     {"unit_code": "330105008", "body_copies": 2, "published_on": date(2020, 1, 22)}),
    ("a column's name above the copy", "上塘街道2019年政府信息公开工作年度报告\n发布日期: 2020-01-22\n" + SIX + "2019年政府信息公开年报\n"
     "上塘街道2019年政府信息公开工作年度报告\n" + SIX, None, {"unit_code": "330105008", "body_copies": 2}),
    ("Chinese numerals", "彰武县二○一○年政府信息公开工作年度报告\n二○一一年三月五日\n" + COUNTY, None,
     {"unit_code": "210922", "unit_type": "county", "report_year": 2010, "published_on": date(2011, 3, 5)}),
    ("no year in the title", "大寨镇政府信息公开工作年度报告\n时间:2021-01-16 点击率:【打印】【关闭】\n统计期限自2019年1月1日起至2019年12月31日止。\n" + SIX,
     "http://www.ynyx.gov.cn/info/1025/10755.htm", {"unit_code": "530922107", "report_year": 2019, "published_on": date(2021, 1, 16)}),
    ("bullets without labels", "755170542/2021-00003 • 紫荆路街道 • 政府信息公开年度报告 • 2021-01-20 • 2021-01-21\n紫荆路街道办事处2020年政府信息公开工作年度报告\n" + SIX,
     "http://public.gongyishi.gov.cn/D42Y/7625709.jhtml", {"unit_code": "410181005", "published_on": date(2021, 1, 20), "index_number": "755170542/2021-00003"}),
    ("a flip-book's page", "Page 9 - 威海市文登区人民政府办公室2022年度政府信息公开工作年度报告\n威海市文登区人民政府办公室\n2022年政府信息公开工作\n年度报告\n" + SIX,
     "http://180.76.149.248:88/book/page9.html", {"unit": "文登区人民政府办公室", "division_code": "371003", "report_year": 2022}),
    ("a list that is the report", "序号 标题 发文字号 成文日期 发布日期\n1 广河县城关镇2023年政府信息公开工作年度报告 2024-01-24 2024-01-24\n"
     "广河县城关镇2023年政府信息公开工作年度报告\n信息来源:城关镇 发布时间:2024-01-24 10:56 浏览次数:\n" + SIX, None,
     {"unit_code": "622924100", "title": "广河县城关镇2023年政府信息公开工作年度报告", "source": "城关镇"}),
    ("tabs of the platform", "政府信息公开指南\n政府信息公开制度\n法定主动公开内容\n政府信息公开年报\n政府信息公开\n中村乡\n2023年\n"
     "三明市三元区中村乡人民政府2023年政府信息公开工作年度报告\n来源:三元区中村乡 时间:2024-01-08 10:22\n| 打印 | 字号: 大 中 小 |\n" + SIX, None,
     {"unit_code": "350404200", "unit_type": "township", "source": "三元区中村乡"}),
    ("a clock in the header", "2019年12月3日 星期二\n无障碍\n长子县宋村镇2016年政府信息公开工作年度报告\n时间:2017-08-20 来源:长治日报\n" + SIX, None,
     {"unit_code": "140428107", "published_on": date(2017, 8, 20), "report_year": 2016}),
    ("full width", "彰武县二道河子蒙古族乡２０２０年政府信息公开工作年度报告\n日期：２０２１－０２－１０　浏览量：１５１　来源：二道河子乡政府　责任编辑：李四　文字大小：\n" + SIX, None,
     {"unit_code": "210922202", "report_year": 2020, "published_on": date(2021, 2, 10), "views": 151, "editor": "李四"}),
    ("party and government sign", "2018年政府信息公开年度报告\n" + SIX + "\n中共张义镇委员会\n张义镇人民政府\n二〇一九年一月二十日",
     "http://www.gsliangzhou.gov.cn/a.html", {"unit_code": "620602113", "signed_on": date(2019, 1, 20)}),
    ("a site's name behind the title", "荷花镇2019年政府信息公开工作年度报告-腾冲市人民政府\n" + SIX, None,
     {"title": "荷花镇2019年政府信息公开工作年度报告"}),
    ("a date behind the title", "2019年荷花镇政府信息公开工作年度报告 2020-01-22\n" + SIX, "http://www.tengchong.gov.cn/info/1.htm",
     {"title": "2019年荷花镇政府信息公开工作年度报告", "published_on": date(2020, 1, 22), "unit_code": "530581111"}),
    ("a city", "三门峡市2018年政府信息公开工作年度报告\n" + SIX.replace("我镇", "全市"), None, {"unit_code": "411200", "unit_type": "city"}),
    ("an old county name", "藁城市常安镇2010年政府信息公开工作年度报告\n" + SIX, None, {"unit_code": "130109111", "county": "藁城区"}),
]  # fmt: skip


@pytest.mark.parametrize(("name", "text", "url", "expected"), PAGES, ids=[page[0] for page in PAGES])
def test_a_cousin(name, text, url, expected):
    report = read_report(text.encode(), url)
    assert {field: getattr(report, field) for field in expected} == expected
    assert len(report.sections) == 6
    assert report.text.startswith(("一", "1、", "（一）", "第一部分", "统计期限"))
    assert not {f.code for f in report.findings} & {
        "not_a_report",
        "unreadable_part",
        "several_reports",
        "no_title",
    }


@pytest.mark.parametrize(("name", "text", "url", "expected"), PAGES, ids=[page[0] for page in PAGES])
def test_the_same_as_a_page_of_paragraphs(name, text, url, expected):
    html = (
        "<html><body>"
        + "".join(f"<p>{line}</p>" for line in text.replace(">", "&gt;").splitlines())
        + "</body></html>"
    )
    report = read_report(html.encode(), url)
    assert {field: getattr(report, field) for field in expected} == expected
    assert len(report.sections) == 6


def test_a_page_whose_title_only_the_list_tells():
    report = read_report(
        SIX.encode(),
        "http://www.gc.gov.cn/x.html",
        hints=Hints(title="梅花镇2019年政府信息公开工作年度报告", division="130109"),
    )
    assert (report.title, report.unit_code, report.report_year) == (
        "梅花镇2019年政府信息公开工作年度报告",
        "130109104",
        2019,
    )
