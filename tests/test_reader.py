"""`read_report`: whose report, which year, which host; and input of every bad kind."""

import hashlib
import pickle
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gikspider.pages import Shape
from gikspider.reader import FetchedPage, Hints, read_report, reading
from gikspider.reader.addresses import day_of
from tests.text.mirror import corrupt

BODY = """一、总体情况
2020年,我镇认真落实条例要求,由专人负责信息公开,更新网站栏目,群众的意见都有答复。
二、主动公开政府信息情况
全年主动公开政府信息120条,其中通过政府网站公开100条,通过公开栏公开20条。
三、收到和处理政府信息公开申请情况
本年度收到政府信息公开申请3件,均按时答复。
四、存在的主要问题及改进情况
更新不够及时,下一步安排专人负责,每月自查,查出的问题当月改完。
"""
MARKUP = "".join(f"<p>{line}</p>" for line in BODY.splitlines())


def read(text, url=None, **hints):
    return read_report(text.encode(), url, hints=Hints(**hints))


def codes(report):
    return {finding.code for finding in report.findings}


@pytest.mark.parametrize(
    ("head", "tail", "url", "unit", "code", "kind"),
    [
        ("藁城区梅花镇2020年政府信息公开工作年度报告", "", None, "梅花镇", "130109104", "town"),
        ("梅花镇2020年信息公开年报", "", "http://www.gc.gov.cn/a.html", "梅花镇", "130109104", "town"),
        ("2020年政府信息公开工作年度报告\n来源:腾冲市荷花镇", "", None, "荷花镇", "530581111", "town"),
        ("2020年政府信息公开工作年度报告", "正定县新安镇人民政府\n2021年1月18日", None, "新安镇", "130123103", "town"),
        ("荷花镇2012年政府信息公开工作年度报告", "腾冲县荷花镇\n2013年1月4日", None, "荷花镇", "530581111", "town"),
        ("荷花镇2012年政府信息公开工作年度报告", "网站标识码:5305810001", None, "荷花镇", "530581111", "town"),
        ("2020年政府信息公开工作年度报告", "荷花镇的工作仍有不足,荷花镇将继续努力。腾冲市荷花镇。", None, "荷花镇", "530581111", "town"),
        ("上塘街道2020年政府信息公开年报", "", "http://www.gongshu.gov.cn/a.html", "上塘街道", "330105008", "subdistrict"),
        ("新城镇2020年政府信息公开年报", "", "http://www.gc.gov.cn/a.html", "新城镇", None, "town"),
        ("2020年彰武县卫生健康局政府信息公开工作年度报告", "", None, "卫生健康局", None, "department"),
        ("政府信息公开工作年度报告(2020年度)", "", None, None, None, None),
    ],
)  # fmt: skip
def test_whose_report(head, tail, url, unit, code, kind):
    report = read(f"{head}\n{BODY}{tail}", url)
    assert (report.unit, report.unit_code, report.unit_type) == (unit, code, kind)
    assert ("no_unit" in codes(report)) == (unit is None)


@pytest.mark.parametrize(
    ("opening", "url", "unit", "code"),
    [
        ("2020年,荷花镇政府认真执行条例,公开内容逐月更新。", "http://www.tengchong.gov.cn/a.htm", "荷花镇", "530581111"),
        ("2020年上塘街道严格按照区里的要求办理公开事项。", "http://www.gongshu.gov.cn/a.html", "上塘街道", "330105008"),
        ("现公布拱墅区上塘街道办事处2020年度政府信息公开年度报告,我办对内容负责。", None, "上塘街道", "330105008"),
        ("2020年,县里认真执行条例,荷花镇一名群众提出建议。", "http://www.tengchong.gov.cn/a.htm", None, None),
        ("2020年,我办认真执行条例,在荷花镇设了公开栏。", "http://www.tengchong.gov.cn/a.htm", None, None),
    ],
)  # fmt: skip
def test_a_unit_that_only_its_opening_names(opening, url, unit, code):
    report = read(
        f"2020年政府信息公开工作年度报告\n一、总体情况\n{opening}全年主动公开政府信息12条。\n"
        "二、存在的问题\n更新有时不够及时,明年安排专人每月检查,查到的问题当月改完。",
        url,
    )
    assert (report.unit, report.unit_code) == (unit, code)


@pytest.mark.parametrize(
    ("source", "url", "unit"),
    [("荷花镇", "http://www.tengchong.gov.cn/a.htm", None), ("上塘街道", "http://www.gongshu.gov.cn/a.html", "上塘街道")],
)  # fmt: skip
def test_an_office_that_calls_itself_so_is_no_town(source, url, unit):
    head = f"2020年政府信息公开工作年度报告\n来源:{source}\n"
    assert read(head + BODY.replace("我镇", "我办"), url).unit == unit


def test_a_menu_entry_above_a_title_is_not_part_of_it():
    title = "三门峡市渑池县人民政府办公室\n2020年政府信息公开工作年度报告\n"
    report = read(f"县政府办公室\n{title}{BODY.replace('我镇', '我办')}")
    assert report.title == title.replace("\n", "")
    assert report.unit == "渑池县人民政府办公室"


def test_a_county_that_only_its_text_names():
    body = BODY.replace("我镇", "我县") + "渑池县信息中心联系电话,渑池县人民政府网站,渑池县各单位。"
    report = read(f"2020年政府信息公开工作年度报告\n{body}")
    assert (report.unit, report.unit_code, report.division_code) == ("渑池县", "411221", "411221")
    assert (report.province, report.city, report.county) == ("河南省", "三门峡市", "渑池县")


def test_the_office_and_the_government_it_writes_for():
    title = "渑池县人民政府办公室2020年政府信息公开工作年度报告\n"
    own = read(title + BODY.replace("我镇", "我办"))
    assert (own.unit, own.unit_type) == ("渑池县人民政府办公室", "department")
    whole = read(title + BODY.replace("我镇", "全县各级").replace("全年", "全县").replace("本年度", "我县"))
    assert (whole.unit, whole.unit_type) == ("渑池县", "county")
    assert own.report_id != whole.report_id


@pytest.mark.parametrize(
    ("head", "year", "conflict"),
    [
        ("荷花镇2019年政府信息公开工作年度报告", 2019, False),
        ("荷花镇政府信息公开工作年度报告\n统计期限自2018年1月1日起至2018年12月31日止。", 2018, False),
        ("荷花镇政府信息公开工作年度报告\n发布时间:2021-01-02", 2020, False),
        ("荷花镇2019年政府信息公开工作年度报告\n统计期限自2018年1月1日起至2018年12月31日止。", 2019, True),
    ],
)
def test_the_year(head, year, conflict):
    report = read(f"{head}\n{BODY}", "http://www.tengchong.gov.cn/2022/info/1/2017.htm")
    assert report.report_year == year
    assert ("year_conflict" in codes(report)) == conflict


@pytest.mark.parametrize("line", ["发布时间:2021-01-23", "2021-01-23", "来源:县政府办 2021年1月23日"])
def test_a_line_of_dates_is_no_title(line):
    report = read(f"{line}\n现发布荷花镇工作年报,统计数据从2020年1月1日至12月31日。\n{BODY}")
    assert report.title != line
    assert report.report_year == 2020
    assert "year_conflict" not in codes(report)


def test_the_year_is_never_taken_from_the_address():
    report = read(
        "荷花镇政府信息公开工作年度报告\n一、概述\n我镇公开信息。",
        "http://www.tengchong.gov.cn/2022/info/1.htm",
    )
    assert report.report_year is None
    assert "no_year" in codes(report)


@pytest.mark.parametrize(
    ("url", "day"),
    [
        ("http://a.gov.cn/zwgk/202401/t20240129_83638601.html", date(2024, 1, 29)),
        (
            "http://a.gov.cn/columns/0772e821-5733-421d-82e7-f545c5729b9e/202302/13/67eb2365-1111-4222-8333-444455556666.html",
            date(2023, 2, 13),
        ),
        ("http://a.gov.cn/art/2024/1/22/art_1_2.html", date(2024, 1, 22)),
        ("http://a.gov.cn/c/2024-04-09/6835337.shtml", date(2024, 4, 9)),
        ("http://a.gov.cn/2023/0128/111419.html", date(2023, 1, 28)),
        ("http://www.mianchi.gov.cn/23365/615126240/1419450.html", date(2019, 4, 6)),
        ("http://www.smx.gov.cn/31759/617121216/2024941.html", date(2025, 8, 1)),
        ("http://a.gov.cn/info/9486/5353903.htm", None),
        ("http://a.gov.cn/art/2024/13/42/art_1_2.html", None),
    ],
)
def test_days_of_addresses(url, day):
    assert day_of(url) == day


def test_a_page_without_a_date_has_its_address_then_its_list():
    page = f"荷花镇2020年政府信息公开工作年度报告\n{BODY}"
    assert read(page, "http://a.gov.cn/art/2021/1/22/art_1_2.html").published_on == date(2021, 1, 22)
    assert read(page, "http://a.gov.cn/1.html", listed_on=date(2021, 1, 5)).published_on == date(2021, 1, 5)
    assert "no_date" in codes(read(page, "http://a.gov.cn/1.html"))


def test_mirrors_are_told_and_their_host_is_never_believed():
    page = f"荷花镇2020年政府信息公开工作年度报告\n{BODY}腾冲市荷花镇"
    report = read(page, "http://betting.example.com/info/1/2.htm")
    assert report.unit_code == "530581111"
    (finding,) = [f for f in report.findings if f.code == "mirror_host"]
    assert "betting.example.com" in finding.detail
    assert "tengchong.gov.cn" in finding.detail
    printed = read(f"{page}在腾冲市人民政府门户网站(http://betting.example.com)公布。")
    assert "mirror_host" in codes(printed)
    honest = read(
        f"{page}在腾冲市人民政府门户网站(http://www.tengchong.gov.cn)公布。",
        "http://www.tengchong.gov.cn/a.htm",
    )
    assert "mirror_host" not in codes(honest)


def test_everything_of_a_page_arrives_in_the_report():
    body = (
        "<html><head><meta charset=gbk></head><body><h1>荷花镇2020年政府信息公开工作年度报告</h1>"
        f"<p>发布日期：2021-01-20 来源：荷花镇 浏览量：12</p><div id=zoom>{MARKUP}"
        "<table><tr><td>信息内容</td><td>本年制发件数</td><td>本年废止件数</td><td>现行有效件数</td></tr>"
        "<tr><td>规章</td><td>1</td><td>0</td><td>7</td></tr><tr><td>规范性文件</td><td>2</td><td>0</td><td>9</td></tr></table>"
        "</div></body></html>"
    ).encode("gb18030")
    at = datetime(2026, 1, 2, tzinfo=UTC)
    page = FetchedPage(
        "http://www.tengchong.gov.cn/info/1/2.htm", body, Hints(charset="utf-8"), "t", at, "urn:uuid:1"
    )
    report = pickle.loads(pickle.dumps(page)).read()
    assert report == page.read()
    assert (report.spider, report.fetched_at, report.archive_record) == ("t", at, "urn:uuid:1")
    assert (report.report_id, report.source, report.views) == ("530581111-2020", "荷花镇", 12)
    assert report.content_sha256 == hashlib.sha256(body).hexdigest()
    assert report.form == "2021"
    assert any(s.code == "disclosed.total" and s.value == 120 for s in report.statements)
    assert len(report.sections) == 4


def test_shapes_of_families_are_tried_first():
    html = f'<body><div class="odd">荷花镇2020年政府信息公开工作年度报告</div><div id="zoom">{"别的内容。" * 60}</div><div class="own">{MARKUP}</div></body>'
    report = read(html, shape=Shape(title=(".odd",), body=("::bad::", ".own")))
    assert report.text.startswith("一、总体情况")
    assert "别的内容" not in report.text


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (b"", {"empty"}),
        (b" \r\n\t", {"empty"}),
        (b"%PDF-1.7 \x00\x01", {"binary"}),
        (bytes(range(256)) * 40, {"binary"}),
        ("用户登录\n用户名\n密码\n忘记密码".encode(), {"login_page"}),
        ("<title>404</title><body>您访问的页面不存在</body>".encode(), {"error_page"}),
        (f"荷花镇政府信息公开指南\n{BODY}".encode(), {"not_a_report"}),
        ("今天天气很好。".encode(), {"not_a_report", "no_unit", "no_year"}),
        (f"<p>{BODY}".encode(), {"no_title", "no_unit", "no_date"}),
        (f"荷花镇2020年政府信息公开工作年度报告\n{BODY}".encode()[:-2], {"truncated"}),
        (("<div>" * 100_000 + MARKUP).encode(), {"too_deep"}),
        ((f"<h1>荷花镇2020年政府信息公开工作年度报告</h1>{MARKUP}" + "<p>很多字。</p>" * 700_000).encode(), {"too_large"}),
        (f"荷花镇2020年政府信息公开工作年度报告\n{BODY}荷花镇2019年政府信息公开工作年度报告\n{BODY * 2}".encode(), {"several_reports"}),
    ],
    ids=["empty", "blank", "pdf", "bytes", "login", "error", "guide", "other", "untitled", "cut", "deep", "large", "two"],
)  # fmt: skip
def test_bad_input_is_a_finding(body, expected):
    report = read_report(body, "http://www.somewhere.example.gov.cn/a.html")
    assert expected <= codes(report)
    assert "unreadable_part" not in codes(report)
    assert report.url.startswith("http")


def test_a_report_that_is_an_attachment_is_told():
    page = (
        "<h1>荷花镇2020年政府信息公开工作年度报告</h1><p>发布时间：2021-01-20</p><p>全文见附件。</p>"
        '<a href="/download.jsp?id=7">荷花镇2020年政府信息公开工作年度报告.pdf</a>'
    )
    report = read(page, "http://www.tengchong.gov.cn/info/1.htm")
    (finding,) = [f for f in report.findings if f.code == "report_in_attachment"]
    assert "http://www.tengchong.gov.cn/download.jsp?id=7" in finding.detail
    assert report.attachments[0].kind == "pdf"
    assert "report_in_attachment" not in codes(
        read(page + MARKUP + "<p>这里还有许多正文，说明各项工作的情况。</p>" * 9)
    )


PICTURE = '<p><img src="/files/2021/{}.jpg" {}></p>'


@pytest.mark.parametrize(
    ("pictures", "shown"),
    [
        ("", None),
        (PICTURE.format("b1", "") + PICTURE.format("b2", 'width="640"'), 2),
        (
            PICTURE.format("b1", 'style="max-width:90px; width:620.5px"')
            + PICTURE.format("b2", 'width="100%"'),
            2,
        ),
        (PICTURE.format("b1", 'width="32"') + PICTURE.format("b2", 'style="width:24px;height:24px"'), None),
        (PICTURE.format("icon_pdf", "") + PICTURE.format("share", ""), None),
        ('<p><a href="/x.html"><img src="/files/next.jpg"></a></p>', None),
    ],
)
def test_tables_that_are_announced_and_not_there_are_told(pictures, shown):
    said = [
        f.detail
        for f in read(f"<h1>梅花镇2020年政府信息公开工作年度报告</h1>{MARKUP}{pictures}").findings
        if f.code == "tables_missing"
    ]
    assert len(said) == 1
    assert "收到和处理政府信息公开申请情况" in said[0]
    assert ("pictures" in said[0]) == (shown is not None)
    assert shown is None or f"the page shows {shown} pictures" in said[0]


def test_no_table_is_missed_where_one_was_read_or_none_is_due():
    row = "<tr><td>规章</td><td>0</td><td>0</td><td>0</td></tr>"
    head = "<tr><td>信息内容</td><td>本年制发件数</td><td>本年废止件数</td><td>现行有效件数</td></tr>"
    title = "<h1>梅花镇2021年政府信息公开工作年度报告</h1>"
    due = MARKUP.replace("三、", f"<table>{head}{row}{row.replace('规章', '行政规范性文件')}</table>三、")
    assert read(title + due).observations
    assert "tables_missing" not in codes(read(title + due))
    early = title.replace("2021", "2018") + MARKUP.replace("2020", "2018")
    assert "tables_missing" not in codes(read(early))
    old = MARKUP.replace("主动公开政府信息情况", "公开工作").replace(
        "收到和处理政府信息公开申请情况", "依申请公开"
    )
    assert "tables_missing" not in codes(read(title + old))


def test_a_part_that_fails_costs_that_part_only(monkeypatch):
    def fail(*_args, **_kwargs):
        raise ZeroDivisionError("of all things")

    monkeypatch.setattr(reading.Figures, "read_forms", fail)
    report = read(f"荷花镇2020年政府信息公开工作年度报告\n{BODY}")
    (finding,) = [f for f in report.findings if f.code == "unreadable_part"]
    assert "forms" in finding.detail
    assert "ZeroDivisionError" in finding.detail
    assert report.statements
    assert report.sections


def test_the_same_bytes_give_the_same_report():
    page = f"荷花镇2020年政府信息公开工作年度报告\n{BODY}".encode()
    assert read_report(page) == read_report(page)
    assert replace(read_report(page), url="x") == read_report(page, "x")


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=400), st.sampled_from([None, "", "http://[", "x", "http://www.gc.gov.cn/"]))
def test_any_bytes_are_survived(body, url):
    assert "unreadable_part" not in codes(read_report(body, url))


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.sampled_from([*BODY.splitlines(), "<table>", "<td>", "<tr>", "</p>", "<p>", "0", "2020年", "荷花镇政府信息公开工作年度报告", "发布日期:", "当前位置:", "�", "（", "\n", "<br>"]),
        max_size=40,
    )
)  # fmt: skip
def test_any_page_is_survived(parts):
    report = read_report("".join(parts).encode())
    assert "unreadable_part" not in codes(report)
    for section in report.sections:
        assert report.text[section.start : section.start + len(section.text)] == section.text
    for statement in report.statements:
        assert report.text[statement.start : statement.end] == statement.quote


def test_a_figure_in_damaged_text_is_withheld_and_said():
    """A shifted run can swallow the digit behind it, so what a mirror printed there is no figure."""
    clean = (
        "云岭镇2018年政府信息公开工作年度报告\n发布时间:2019-01-20\n一、概述\n"
        "2018年,全镇信息公开工作有序开展,机关规范服务,数据准确,制度健全。\n"
        "　（二）微博公开125条，均已办结。\n全年微信公众号发布信息48条。\n"
    )
    wechat = ("disclosed.by_channel.wechat", 48)
    mirrored = read_report(corrupt(clean, pinyin="").encode(), plain=True)
    assert [(s.code, s.value) for s in mirrored.statements] == [wechat]
    assert "figure_withheld" in {finding.code for finding in mirrored.findings}
    whole = read_report(clean.encode(), plain=True)
    assert [(s.code, s.value) for s in whole.statements] == [("disclosed.by_channel.weibo", 125), wechat]
