"""Pages as the families print them, written for these tests."""

from scrapy.http import HtmlResponse, Request

from gikspider.cms import WALK, Walk


def page(url: str, body: str, walk: Walk | None = None, **request) -> HtmlResponse:
    asked = Request(url, meta={WALK: walk} if walk else {}, **request)
    return HtmlResponse(url, body=body.encode(), encoding="utf-8", request=asked)


def listing(*rows: tuple[str, str, str], after: str = "") -> str:
    """A plain list: (address, title, day) a row."""
    items = "".join(
        f'<li><a href="{href}" title="{title}">{title}</a><span>{day}</span></li>'
        for href, title, day in rows
    )
    return f'<html><body><div class="nav"><a href="/">首页</a></div><ul>{items}</ul>{after}</body></html>'


REPORT = """<html><head><title>年报</title></head><body><div class="menu"><a href="/x.htm">政府信息<br>公开年报</a></div>
<h1>柳树镇2021年政府信息公开工作年度报告</h1><p>本报告依据条例编制，所列数据的统计期限为2021年1月1日至12月31日。</p>
<p><strong>一、总体情况</strong></p><p>{filler}</p><p>二、主动公开政府信息情况</p><p>本年公开信息八十条。</p></body></html>""".replace(
    "{filler}", "我镇认真落实政府信息公开工作要求，及时更新栏目，方便群众查询。" * 12
)

OLD_REPORT = REPORT.replace("总体情况", "概述").replace("2021", "2012")
GUIDE = (
    "<html><body><h1>政府信息公开指南</h1><p>一、公开范围</p><p>"
    + "本机关主动公开以下信息。" * 30
    + "</p></body></html>"
)
