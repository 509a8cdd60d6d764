"""博达 VSB, Visual SiteBuilder.

Who runs it: 西安博达, about 120 county portals: 云南 (腾冲, 楚雄, 景东, 云县, 镇康), 甘肃, 山东临沂 (兰陵), 青海
(互助, also on the raw address 110.166.81.53), 四川眉山 (洪雅), 辽宁 (长兴岛).

Recognised by: `/info/<column>/<id>.htm`, `/system/resource/`, `#vsb_content`, `li#line_u<block>_<i>`,
`dynclicks.jsp`.

Lists: page 1 is `/<path>.htm`; the files of older pages count DOWN: of 11 pages, page 2 is `/<path>/10.htm`
and the last one `/<path>/1.htm`. `<span class="p_t">1/11</span>` or the last number in `.p_pages` gives the
total, `span.p_next > a` the next page; there is none at `span.p_next_d`. Items are
`li#line_u…_i > a[href*='info/']` with the date in a span. A column may be the newest report itself, its
menu leading to one column a year (schy.gov.cn/zfxxgk/zfxxgknb/n2022n/xz/zgz.htm).

Articles: `/info/<column>/<id>.htm` (www.tengchong.gov.cn/info/9640/4194353.htm, one column a town); body
`#vsb_content`, `#vsb_content_2`, `.v_news_content`, metadata in a table 索引号, 发布机构, 公开目录, 发布日期, 文号.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from urllib.parse import urljoin, urlsplit

from parsel import Selector
from scrapy.http import Request, Response

from gikspider.cms.family import MAX_STEPS, Family, Role, onward, walk_of
from gikspider.cms.links import address, document
from gikspider.pages import Shape

# TRS (t20240129_1.htm), content_1.htm and directories (index.htm) end in .htm too, and are not VSB's.
LIST = re.compile(
    r"^(?!.*/(?:t\d{6,8}(?:_\d+)*|content_\d+|c_\d+|index(?:_\d+)?)\.htm)(?!/info/\d+/)/[\w/.-]*?(?:[A-Za-z_]\w*|/\d{1,4})\.htm$"
)
COUNTED = re.compile(r"^(?P<path>/.+?)(?:/(?P<file>\d{1,4}))?\.htm$")
OF = re.compile(r"(\d{1,4})\s*/\s*(\d{1,4})")
NEXT = "//span[contains(concat(' ', normalize-space(@class), ' '), ' p_next ')]/a/@href | //a[contains(@class, 'Next')]/@href | //a[normalize-space()='下页' or normalize-space()='下一页' or normalize-space()='下一页 >']/@href"


class Vsb(Family):
    name = "vsb"
    width = 9  # `/<path>.htm` is the shape of many a page
    shape = Shape(body=("#vsb_content", "[id^='vsb_content_']", ".v_news_content"))
    addresses = (
        (Role.ARTICLE, re.compile(r"^/info/\d+/\d+\.html?(?:\?|$)")),
        (Role.ARTICLE, re.compile(r"^/content\.jsp\?(?=.*wbnewsid=\d+)")),
        (Role.LIST, LIST),
    )
    marks = (
        (0.5, re.compile(r"vsb_content|v_news_content|vsbcontent_")),
        (0.4, re.compile(r"/system/resource/|dynclicks|_sitegray")),
        (0.3, re.compile(r"""id=["']?line_u\d+_\d+""")),
    )

    def next_pages(self, response: Response) -> Iterator[Request]:
        """The next page by its link, or, where the page prints only 1/11, by counting its file down."""
        walk = walk_of(response)
        if walk.step >= MAX_STEPS:
            return
        selector = document(self.source(response))
        hrefs = (address(href, response.url) for href in selector.xpath(NEXT).getall())
        url = next((u for u in hrefs if u and u != response.url), None) or self._counted(
            response.url, selector
        )
        if url is not None and url not in walk.seen:
            yield onward(url, replace(walk, step=walk.step + 1, seen=walk.seen | {response.url, url}))

    def _counted(self, url: str, selector: Selector) -> str | None:
        """The address one page older, from the total the page prints; None on the last one."""
        printed = OF.search(" ".join(selector.xpath("//*[contains(@class,'p_t')]//text()").getall()))
        at = COUNTED.match(urlsplit(url).path)
        if printed is None or at is None:
            return None
        page, pages = int(printed[1]), int(printed[2])
        # Page p of n stands in file n + 1 - p; the first one in the column's own file.
        return urljoin(url, f"{at['path']}/{pages - page}.htm") if page < pages else None
