"""What list pages say: which links, which title, which day; and when a list is a report."""

from datetime import date

import pytest

from gikspider.cms import family_of, holds_report
from tests.cms.pages import GUIDE, OLD_REPORT, REPORT, listing, page

VSB = "http://www.tengchong.gov.cn/xzgk/liu/zfxxgkpt/zfxxgknb.htm"
TITLE = "柳树镇2021年政府信息公开工作年度报告"


def entries(url: str, body: str):
    return list(family_of(url).entries(page(url, body)))


def test_a_list_gives_address_title_and_day_of_each_article():
    found = entries(
        VSB, listing(("../../../info/9486/5353903.htm", TITLE, "2022-01-29"), ("/info/1/2.htm", "通知", ""))
    )
    assert [(e.url, e.title, e.listed_on) for e in found] == [
        ("http://www.tengchong.gov.cn/info/9486/5353903.htm", TITLE, date(2022, 1, 29)),
        ("http://www.tengchong.gov.cn/info/1/2.htm", "通知", None),
    ]


@pytest.mark.parametrize(
    ("anchor", "title", "cut"),
    [
        (f'<a href="/info/1/2.htm">{TITLE}</a>', TITLE, False),
        ('<a href="/info/1/2.htm">柳树镇2021年政府<br/>信息公开工作\n  年度报告</a>', TITLE, False),
        (f'<a href="/info/1/2.htm" title="{TITLE}">柳树镇2021年政府信息…</a>', TITLE, False),
        ('<a href="/info/1/2.htm">柳树镇2021年政府信息...</a>', "柳树镇2021年政府信息...", True),
        ('<a href="/info/1/2.htm">2021年</a>', "2021年", True),
        (f'<a href="/info/1/2.htm" title="">{TITLE}<!-- 新 --></a>', TITLE, False),
        (f'<a href="/info/1/2.htm"><span>{TITLE}</span> <span>2022-01-29</span></a>', TITLE, False),
        (f'<a href="/info/1/2.htm">{TITLE}[2022-01-29]</a>', TITLE, False),
        (
            f'<a href="/info/1/2.htm"><em>1</em><p class="article-name">{TITLE}</p><p>柳树镇政府</p><p>2022-01-29</p></a>',
            TITLE,
            False,
        ),
        ('<a href="/info/1/2.htm"><b>柳树镇</b><b>2021年</b>政府信息公开工作年度报告</a>', TITLE, False),
        (f"<a href='javascript:void(0)' onclick=\"window.open('/info/1/2.htm')\">{TITLE}</a>", TITLE, False),
        (
            f"<a onclick=\"location.href='http://www.tengchong.gov.cn/info/1/2.htm'\">{TITLE}</a>",
            TITLE,
            False,
        ),
        (f'<a href=" /info/1/2.htm\n" title="点击查看">{TITLE}</a>', TITLE, False),
    ],
)
def test_titles_are_whole_or_known_to_be_cut(anchor, title, cut):
    (entry,) = entries(VSB, f"<ul><li>{anchor}</li></ul>")
    assert (entry.title, entry.cut) == (title, cut)


@pytest.mark.parametrize(
    "row",
    [
        "<ul><li>{a}<span>2022-01-29</span></li></ul>",
        '<ul><li><span class="date">[2022-01-29]</span>{a}</li></ul>',
        "<table><tr><td>1</td><td>{a}</td><td>2022年1月29日</td></tr></table>",
        "<dl><dd>{a}</dd><dd>2022-01-29</dd></dl>",
        "<div>{a}<span>2022.01.29</span><br><a href='/info/1/3.htm'>x</a><span>2020-05-05</span></div>",
        "<ul><li><a href='/info/1/2.htm'><p>{t}</p><span>2022-01-29 08:30</span></a></li></ul>",
        "<ul><li><a href='/info/1/2.htm'>{t} [2022-01-29]</a></li></ul>",
        "<ul><li><a href='/info/1/2.htm'>2022-01-29 {t}</a></li></ul>",
        "<ul><li><a href='/info/1/2.htm'><p class='article-name'>{t}</p><div>县政府办</div><div>2022-01-29</div></a></li></ul>",
    ],
)
def test_the_day_stands_in_the_row(row):
    anchor = f'<a href="/info/1/2.htm">{TITLE}</a>'
    first = entries(VSB, row.format(a=anchor, t=TITLE))[0]
    assert first.listed_on == date(2022, 1, 29)


def test_the_title_is_no_day():
    (entry,) = entries(VSB, '<ul><li><a href="/info/1/2.htm">关于2021年12月1日会议的通知</a></li></ul>')
    assert entry.listed_on is None


@pytest.mark.parametrize(
    "anchor",
    [
        "<a ms-attr-href='x'>行</a>",
        "<a href='javascript:;'>上一页</a>",
        "<a href='#top'>x</a>",
        "<a>x</a>",
        "<a href='http://[x'>y</a>",
    ],
)
def test_links_that_lead_nowhere_are_none(anchor):
    assert entries(VSB, f"<ul><li>{anchor}</li></ul>") == []


def test_articles_of_another_family_and_reports_at_unknown_addresses_are_found_too():
    body = listing(
        ("/content/2021/635070.html", "柳树镇2020年政府信息公开工作年度报告", "2021-02-10"),
        ("/old/view-77.html", "柳树镇2015年政府信息公开工作年度报告", "2016-01-10"),
        ("/old/view-78.html", "柳树镇举行运动会", "2016-01-10"),
    )
    assert [(e.title[3:7], e.family) for e in entries(VSB, body)] == [
        ("2020", "channel_thtml"),
        ("2015", None),
    ]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (REPORT, True),
        (OLD_REPORT, True),
        (GUIDE, False),
        (listing(("/info/1/2.htm", TITLE, "2022-01-29")), False),
        ("", False),
        ("<html", False),
    ],
)
def test_a_list_page_may_be_the_report(body, expected):
    assert holds_report(page(VSB, body)) is expected


def test_columns_below_a_column_are_years_groups_and_report_columns():
    body = listing(
        ("zfxxgknb/n2022n.htm", "2022年", ""),
        ("/xzgk/he/zfxxgkpt/zfxxgknb.htm", "荷花镇", ""),
        ("/bm.htm", "乡镇", ""),
        ("/news.htm", "新闻", ""),
        ("/info/1/2.htm", "2021年", ""),
    )
    family = family_of(VSB)
    assert [column.url for column in family.columns(page(VSB, body))] == [
        "http://www.tengchong.gov.cn/xzgk/liu/zfxxgkpt/zfxxgknb/n2022n.htm",
        "http://www.tengchong.gov.cn/xzgk/he/zfxxgkpt/zfxxgknb.htm",
        "http://www.tengchong.gov.cn/bm.htm",
    ]


@pytest.mark.parametrize(
    "body",
    [
        "",
        "\x00\x01",
        "<a href=",
        "<script type='text/xml'><datastore><record>",
        "<![CDATA[" * 50,
        "一、" * 5000,
    ],
)
def test_any_page_is_survived_by_every_family(body):
    from gikspider.cms import families

    for family in families():
        response = page("http://www.gc.gov.cn/", body)
        assert isinstance(family.fingerprint(response), float)
        assert isinstance(list(family.entries(response)), list)
        assert isinstance(list(family.next_pages(response)), list)
        assert isinstance(list(family.columns(response)), list)
