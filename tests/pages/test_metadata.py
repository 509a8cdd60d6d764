"""Metadata lines in the wordings portals use: one page head each, and what it says."""

from datetime import date

import pytest

from gikspider.pages import read_page
from gikspider.pages.metadata import bare_date, first_date, is_metadata, read_lines

BODY = """
本报告由云岭镇人民政府按照条例要求编制,所列数据的统计期限为2020年1月1日至2020年12月31日。
一、总体情况
本年度镇政府按照上级安排推进公开工作,在网站上发布了本镇的财政、民政和农业信息,群众可以随时查阅。
二、主动公开政府信息情况
全年主动公开信息35条,其中网站公开20条,公开栏公开15条,没有收到撤稿的要求。
三、存在的主要问题及改进情况
更新不够及时,今后将指定专人负责,每月自查一次,查出的问题当月改完。
"""
TITLE = "云岭镇2020年政府信息公开工作年度报告"

# (what stands around the title, {field: value}); {t} is the title.
HEADS = [
    (
        "政府信息 公开指南 政府信息 公开制度 法定主动 公开内容 政府信息 公开年报\n{t}\n发布时间:2021-01-25 16:17 点击率: 字体:[ ]",
        {"published_on": date(2021, 1, 25), "views": None, "source": None},
    ),
    (
        "索引号: 11331024/2021-00012\n公开方式: 主动公开\n成文日期: 2021-01-14\n发布机构: 云岭镇\n组配分类: 年度报告\n{t}\n发布日期: 2021-01-16 访问次数: 57",
        {
            "published_on": date(2021, 1, 16),
            "index_number": "11331024/2021-00012",
            "publisher": "云岭镇",
            "views": 57,
            "catalogue": "年度报告",
        },
    ),
    (
        "{t}\n索引号 | 62060200/2021-00031 公开方式 | 主动公开 发布机构 | 云岭镇政府\n信息来源:云岭镇 发布日期: 2021-01-08 浏览次数: 321 次",
        {"published_on": date(2021, 1, 8), "source": "云岭镇", "views": 321, "publisher": "云岭镇政府"},
    ),
    (
        "索引号: cxs043/2021-00011 信息分类: 政务公开 发文日期: 2021-01-12 发布机构: 云岭镇 生成日期: 名称: 文号:\n{t}\n发表时间: 2021-01-13 字体:[ ]",
        {
            "published_on": date(2021, 1, 13),
            "index_number": "cxs043/2021-00011",
            "publisher": "云岭镇",
            "document_number": None,
            "catalogue": "政务公开",
        },
    ),
    (
        "{t}\n来源: 作者: 时间:2021-01-16 点击率:【打印】【关闭】",
        {"published_on": date(2021, 1, 16), "source": None, "editor": None},
    ),
    ("{t}\n2021年01月19日 (点击: )", {"published_on": date(2021, 1, 19), "views": None}),
    (
        "{t}\n来源:鱼水区云岭镇 | 发布日期:2021-01-28 17:00",
        {"published_on": date(2021, 1, 28), "source": "鱼水区云岭镇"},
    ),
    ("{t}\n2021-03-2918:26 来源: 字体:", {"published_on": date(2021, 3, 29), "source": None}),
    (
        "{t}\n发布时间:2021-02-05 14:43信息来源:云岭镇政府办",
        {"published_on": date(2021, 2, 5), "source": "云岭镇政府办"},
    ),
    (
        "{t}\n来源:云岭镇发布时间:2021-01-26 17:49:57访问量:88字体",
        {"published_on": date(2021, 1, 26), "source": "云岭镇", "views": 88},
    ),
    (
        "{t}\n来源:云岭镇浏览:32424次 时间:2021年1月10日",
        {"published_on": date(2021, 1, 10), "source": "云岭镇", "views": 32424},
    ),
    (
        "{t}\n作者:本站原创 | 来源:本站原创 | 时间:2021-01-18 点击数:- 分享到:",
        {"published_on": date(2021, 1, 18), "source": "本站原创", "views": None},
    ),
    (
        "{t}\n录入人员: ylzxzwgk 发布时间: 2021-01-19 访问次数:",
        {"published_on": date(2021, 1, 19), "editor": "ylzxzwgk"},
    ),
    ("{t}\n来源:01 发布时间:2021-01-20 10:44", {"published_on": date(2021, 1, 20), "source": "01"}),
    (
        "索引号:4303000006/2021-1272031 发布机构:云岭镇 发布目录:信息公开年报\n{t}\n云岭县人民政府门户网站 www.ylx.gov.cn 发布时间:2021-01-11 09:46",
        {
            "published_on": date(2021, 1, 11),
            "index_number": "4303000006/2021-1272031",
            "catalogue": "信息公开年报",
        },
    ),
    (
        "索引号:\n370883/2021-00119\n发布机构:\n云岭镇人民政府\n发布日期:\n2021-01-22\n文号:\n{t}",
        {
            "published_on": date(2021, 1, 22),
            "index_number": "370883/2021-00119",
            "publisher": "云岭镇人民政府",
            "document_number": None,
        },
    ),
    (
        "索 引 号:ZW-2021-0007 发文机关:云岭镇人民政府\n文    号:云政发〔2021〕3号 发文日期:2021年1月25日\n标    题:{t}\n{t}",
        {
            "published_on": date(2021, 1, 25),
            "index_number": "ZW-2021-0007",
            "publisher": "云岭镇人民政府",
            "document_number": "云政发〔2021〕3号",
        },
    ),
    (
        "索引号\t0012/2021-00017\t发布机构\t云岭镇\n公开目录\t年度报告\t发布日期\t2021-01-29 15:04:18\n文号\t\t浏览量\t64\n{t}",
        {
            "published_on": date(2021, 1, 29),
            "index_number": "0012/2021-00017",
            "publisher": "云岭镇",
            "catalogue": "年度报告",
            "document_number": None,
            "views": 64,
        },
    ),
    (
        "名称 {t} 索引号 001068998/2021-3020974\n发布机构 云岭镇 文号\n主题词 发布日期: 2021年01月26日\n主题分类 有效性\n语音播报",
        {"published_on": date(2021, 1, 26), "publisher": "云岭镇", "index_number": "001068998/2021-3020974"},
    ),
    (
        "{t}\n11370112MB2803691Q/2021-6538710\n云岭镇政府\n2021-01-31",
        {"published_on": date(2021, 1, 31)},
    ),
    ("{t}\n主动公开 2021.01.13", {"published_on": date(2021, 1, 13)}),
    ("{t}\n时间:二〇二一年一月十五日", {"published_on": date(2021, 1, 15)}),
    (
        "{t}\n2021-01-22 09:12:40    来源:云岭镇    【字体:大 中 小】    打印本页    关闭窗口",
        {"published_on": date(2021, 1, 22), "source": "云岭镇"},
    ),
    (
        "{t}\n日期:2021-01-11 来源:五色市人民政府 访问量: 字号:",
        {"published_on": date(2021, 1, 11), "source": "五色市人民政府", "views": None},
    ),
    (
        "{t}\n发布时间: 2021-02-01 责任编辑: 韩某 审核: 李某 来源: 云岭镇党政办 阅读人次: 15",
        {
            "published_on": date(2021, 2, 1),
            "editor": "韩某",
            "source": "云岭镇党政办",
            "views": 15,
        },
    ),
    (
        "发布机构 生成日期 索引号 公开方式\n云岭镇 2021-01-27 K-2021-88 主动公开\n{t}",
        {"published_on": date(2021, 1, 27)},
    ),
    (
        "索引号\t发文字号\t发布机构\t发布日期\nK88-2021-3\t\t云岭镇\t2021-01-27\n{t}",
        {"published_on": date(2021, 1, 27), "index_number": "K88-2021-3", "publisher": "云岭镇"},
    ),
]


@pytest.mark.parametrize(("head", "expected"), HEADS, ids=range(len(HEADS)))
def test_the_lines_around_a_title(head, expected):
    page = read_page(head.format(t=TITLE) + "\n" + BODY, plain=True)
    assert page.title == TITLE
    assert {name: getattr(page, name) for name in expected} == expected
    assert page.text.startswith("本报告由云岭镇人民政府")
    assert len(page.sections) == 3


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("2021-03-2918:26", date(2021, 3, 29)),
        ("2024年04月06日 16:40", date(2024, 4, 6)),
        ("2026.01.13", date(2026, 1, 13)),
        ("2022/1/5", date(2022, 1, 5)),
        ("20240123", date(2024, 1, 23)),
        ("２０２１年２月３日", date(2021, 2, 3)),
        ("二○一一年四月八日", date(2011, 4, 8)),
        ("2022-12-13 09时45分", date(2022, 12, 13)),
        ("2021-13-40", None),
        ("主动公开", None),
        ("", None),
    ],
)
def test_dates_of_values(value, expected):
    assert first_date(value) == expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("2023年01月19日 (点击: )", date(2023, 1, 19)),
        ("www.somewhere.gov.cn 2021-01-05", date(2021, 1, 5)),
        ("2019年12月3日 星期二", None),
        ("本报告所列数据统计期限自2018年1月1日起至2018年12月31日止。", None),
        ("2020年度报告", None),
    ],
)
def test_a_line_that_is_a_date(line, expected):
    assert bare_date(line) == expected


@pytest.mark.parametrize(
    "line",
    [
        "2020年,我镇通过网站公开信息:财政12条,民政8条,来源可靠。",
        "一、总体情况",
        "来源于群众的意见共有三条,均已办结。",
        "",
    ],
)
def test_sentences_are_no_metadata(line):
    assert not is_metadata(line)


def test_the_first_value_of_a_label_stays():
    meta = read_lines(["发布时间:2021-01-02", "发布时间:2020-05-05 相关文章"])
    assert meta.published_on == date(2021, 1, 2)
