"""Where the report stands on a page: title, body once, chrome off, second reports cut."""

import pytest

from gikspider.pages import read_page

TITLE = "云岭镇2020年政府信息公开工作年度报告"
PARAGRAPHS = [
    "按照条例的要求，云岭镇编写了本年度的报告，数据统计期限为2020年1月1日至2020年12月31日。",
    "一、总体情况",
    "本年度镇政府发布各类信息，群众通过网站和公开栏都能看到，遇到问题可以到便民大厅咨询。",
    "二、主动公开政府信息情况",
    "全年主动公开信息三十五条，网站公开二十条，公开栏公开十五条，没有收到撤稿的要求。",
    "三、存在的主要问题及改进情况",
    "更新不够及时，今后指定专人负责，每月自查一次，查出的问题当月改完，不留到下一个月。",
]
PLAIN = "\n".join(PARAGRAPHS)
MARKUP = "".join(f"<p>{p}</p>" for p in PARAGRAPHS)


def page_of(html):
    return read_page(f"<html><body>{html}</body></html>")


def whole(page):
    return page.title == TITLE and page.text == PLAIN and len(page.sections) == 3


@pytest.mark.parametrize(
    "html",
    [
        f'<h1>{TITLE}</h1><div class="TRS_Editor">{MARKUP}</div>',
        f'<div id="zoom"><p>{TITLE}</p><p>{TITLE}</p>{MARKUP}</div>',
        f"<table><tr><td><h2>{TITLE}</h2>{MARKUP}</td></tr></table>",
        f'<div class="x"><div>{TITLE}</div><div>{MARKUP}</div></div><div>主办：云岭县人民政府</div><div>网站标识码：4112210001</div>',
        f"<ul><li><a href=/>首页</a></li><li><a href=/a>政府信息公开年报</a></li></ul><h3>{TITLE}</h3>{MARKUP}<a href=/>打印</a><a href=/>关闭</a>",
        f"<p>您当前的位置：首页 &gt; 公开 &gt; 年报</p><p>云岭镇2020年政府信息</p><p>公开工作年度报告</p>{MARKUP}",
        f"<h1>{TITLE}</h1><p>发布时间：2021-01-20</p><h1>云岭县云岭镇人民政府2020年信息公开年报</h1>{MARKUP}".replace(
            "云岭县云岭镇人民政府2020年信息公开年报", TITLE
        ),
        f"<h1>{TITLE}</h1><p><a>2019年</a> <a>2018年</a></p>{MARKUP}<ul><li><a href=1>云岭镇2019年政府信息公开工作年度报告</a></li></ul>",
    ],
    ids=range(8),
)
def test_layouts(html):
    assert whole(page_of(html))


@pytest.mark.parametrize(
    ("text", "copies"),
    [
        (f"{TITLE}\n{PLAIN}", 1),
        (
            f"首页 > 年报\n{TITLE}\n发布时间:2021-01-20\n{PLAIN}\n首页 > 年报\n{TITLE}\n2021-01-20 09:00\n{PLAIN}",
            2,
        ),
        (
            f"{TITLE}\n{PLAIN}\n政府信息公开\n政府信息公开工作年度报告\n{TITLE}\n{PLAIN.replace('。', '。 ')}\n",
            2,
        ),
        (f"{TITLE}\n{PLAIN}\n{TITLE}\n{PLAIN}\n{TITLE}\n{PLAIN}", 3),
        (
            f"{TITLE}\n{PLAIN}\n联系我们|网站地图|网站声明\n主办:云岭县\n冀ICP备05000000号-1网站标识码:1301230001",
            1,
        ),
        (f"{TITLE}\n{PLAIN} 打印", 1),
        (f"{TITLE}\n{PLAIN}\n打印\n分享\n返回列表", 1),
        (f"{TITLE}\n{PLAIN}上一篇:云岭镇2019年报告 下一篇:没有了", 1),
    ],
    ids=range(8),
)
def test_plain_text(text, copies):
    page = read_page(text, plain=True)
    assert whole(page)
    assert page.body_copies == copies
    assert ("body_printed_twice" in {f.code for f in page.findings}) == (copies > 1)


def test_a_copy_in_a_container_of_its_own_is_counted():
    page = page_of(
        f'<h1>{TITLE}</h1><div id="zoom">{MARKUP}</div><div class="wap"><h1>{TITLE}</h1>{MARKUP}</div>'
    )
    assert whole(page)
    assert page.body_copies == 2


def test_the_signature_of_the_first_copy_stays():
    signed = f"{PLAIN}\n云岭镇人民政府\n2021年1月18日"
    page = read_page(f"{TITLE}\n{signed}\n{TITLE}\n发布日期:2021-01-20\n{signed}", plain=True)
    assert page.body_copies == 2
    assert page.text == signed
    assert (page.signed_by, page.signed_on.isoformat()) == ("云岭镇人民政府", "2021-01-18")


def test_a_second_report_is_cut_off_and_told():
    second = "云岭镇2019年政府信息公开工作年度报告"
    page = read_page(f"{TITLE}\n{PLAIN}\n{second}\n{PLAIN * 3}", plain=True)
    assert page.text == PLAIN
    (finding,) = [f for f in page.findings if f.code == "several_reports"]
    assert second in finding.detail


def test_rows_have_their_spans_and_tables_their_nodes():
    table = "<table><tr><td>规章</td><td>0</td></tr><tr><td>许可</td><td>7</td></tr></table>"
    page = page_of(
        f'<h1>{TITLE}</h1><table><tr><td>栏</td><td>目</td></tr></table><div id="zoom">{MARKUP}{table}<p>完。</p></div>'
    )
    assert [page.text[a:b] for a, b in page.table_spans] == ["规章\t0\n许可\t7"]
    assert len(page.tables) == 1
    assert page.text == "\n".join(page.lines)


def test_a_title_over_lines_and_a_unit_above_it():
    for lines in (
        "云岭县云岭镇人民政府\n2020年政府信息公开\n工作年度报告",
        "云岭县云岭镇人民政府\n2020年政府信息公开工作年度报告",
    ):
        page = read_page(f"{lines}\n{PLAIN}", plain=True)
        assert page.title == "云岭县云岭镇人民政府2020年政府信息公开工作年度报告"
        assert page.text == PLAIN
    page = read_page(f"政府信息公开工作年度报告\n(2020年度)\n{PLAIN}", plain=True)
    assert page.title == "政府信息公开工作年度报告(2020年度)"


def test_meta_tags_breadcrumb_attachments_and_site_code():
    page = read_page(
        '<head><meta name="ArticleTitle" content="' + TITLE + '"><meta name="PubDate" content="2021-01-20 10:00">'
        '<meta name="contentsource" content="云岭镇"><meta name="SiteIDCode" content="4112210001"></head><body>'
        '<div>当前位置：<a href=/>首页</a> &gt; <a href=/x>年报</a></div>' + MARKUP +
        '<p>附件【<a href="/system/_content/download.jsp?wbfileid=1">全文.docx</a>】已下载12次</p>'
        '<p><a href="./P02021.pdf">报告</a> <a href="javascript:;">关闭</a> <a href="http://[x">坏.pdf</a></p></body>',
        url="http://www.ylx.gov.cn/a/b.html",
    )  # fmt: skip
    assert (page.title, page.published_on.isoformat(), page.source, page.site_id_code) == (
        TITLE,
        "2021-01-20",
        "云岭镇",
        "4112210001",
    )
    assert page.breadcrumb == ("首页", "年报")
    assert [(a.url, a.kind) for a in page.attachments][:2] == [
        ("http://www.ylx.gov.cn/system/_content/download.jsp?wbfileid=1", "docx"),
        ("http://www.ylx.gov.cn/a/P02021.pdf", "pdf"),
    ]
