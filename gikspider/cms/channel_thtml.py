"""The channel / content / single / .thtml software.

Who runs it: vendor not identified, 67 portals: 河北 (张家口 with nearly all its counties, 邢台, 迁安), 西藏日喀则,
辽宁阜新 (彰武, 细河, 清河门, 阜蒙), 河南濮阳 (台前, 南乐). Older sites run the same page names as `.jsp`.

Recognised by: `.thtml`, `/channel/list/<id>.html`, `/single/<template>/<id>.html`, `/__sys_block__/`.

Lists: `/channel/list/<id>.html`, `/channel/<id>/index.html`, `/channelList/<id>.html`, `/list/<id>.html` and
`<name>.thtml?id=<id>` (annual reports at 阜新: `ndbg.thtml?id=14198`). Pages by `&pn=N`; the next one stands in
`ul.pagination`, as its last item but one; totals as `共 N` in `div.page-inner`.

Articles: `/content/<yyyy>/<id>.html` (www.zhangwu.gov.cn/content/2021/635070.html: the directory is the year of
publication, not of the report), `/content/<slug>/<id>.html` (www.zjk.gov.cn/content/ndbghgzzj/195307.html),
`/single/<template>/<id>.html` (www.qianan.gov.cn/single/29/71869.html). Body `div.Detailcontent_inner`, breadcrumb
`div.breadcrumbs`, metadata 日期, 浏览量, 来源, 责任编辑 in one line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from urllib.parse import parse_qs, urlsplit

from parsel import Selector
from scrapy.http import Request, Response
from w3lib.url import add_or_replace_parameter

from gikspider.cms.family import MAX_STEPS, Family, Role, onward, walk_of
from gikspider.cms.links import address, document
from gikspider.pages import Shape

PAGER = "//ul[contains(@class, 'pagination')] | //div[contains(@class, 'page-inner')] | //div[contains(@class, 'pagination')]"
PAGES = re.compile(r"共\s*(\d+)\s*页|\d+\s*/\s*(\d+)")
RECORDS = re.compile(r"共\s*(?:有)?\s*(\d+)\s*(?:条|篇|个|$)")
FILE_NUMBER = re.compile(r"_(\d+)\.html$")


class ChannelThtml(Family):
    name = "channel_thtml"
    shape = Shape(body=("div.Detailcontent_inner",))
    addresses = (
        (Role.ARTICLE, re.compile(r"^/content/(?:\d{4}|[A-Za-z]\w*)/\d+\.html(?:\?|$)")),
        (Role.ARTICLE, re.compile(r"^/single/\d+/\d+\.html(?:\?|$)")),
        (Role.LIST, re.compile(r"^/channel/list/\d+(?:_\d+)?\.html")),
        (Role.LIST, re.compile(r"^/channel/\d+/(?:index(?:_\d+)?\.html)?(?:\?|$)")),
        (Role.LIST, re.compile(r"^/(?:channelList|list)/\d+(?:_\d+)?\.html")),
        (Role.LIST, re.compile(r"^/[\w/-]+\.thtml\?(?:.*&)?id=\d+")),
        (Role.DATA, re.compile(r"^/__sys_block__/")),
    )
    marks = (
        (0.5, re.compile(r"\.thtml\b|/__sys_block__/")),
        (0.3, re.compile(r"""["']/(?:channel/list|single/\d+|channelList)/""")),
        (0.2, re.compile(r"Detailcontent_inner|xxgk_rul")),
    )

    def next_pages(self, response: Response) -> Iterator[Request]:
        """The next page by the pager's link; where that is script, by counting `pn` up to the total printed."""
        walk = walk_of(response)
        links = self.article_links(response)
        if walk.step >= MAX_STEPS or not links - walk.seen:
            return
        selector = document(self.source(response))
        url = self._linked(response.url, selector)
        if url is None:
            url = self._counted(response.url, selector, len(walk.seen | links))
        if url is not None and url not in walk.last:
            onto = replace(
                walk, step=walk.step + 1, seen=walk.seen | links, last=walk.last | {response.url, url}
            )
            yield onward(url, onto)

    def _linked(self, url: str, selector: Selector) -> str | None:
        """The address with the number after this page's, from the pager or, where none is marked as one, the page."""
        wanted = _page_number(url) + 1
        hrefs = selector.xpath(f"({PAGER})//a/@href").getall() or selector.xpath("//a/@href").getall()
        targets = (address(href, url) for href in hrefs)
        return next((target for target in targets if target and _page_number(target) == wanted), None)

    def _counted(self, url: str, selector: Selector, seen: int) -> str | None:
        """The address of the next `pn`, where the total of pages, or of records, says that there is one."""
        text = " ".join(selector.xpath(f"({PAGER})//text()").getall()).strip()
        pages, records, page = PAGES.search(text), RECORDS.search(text), _page_number(url)
        if pages is not None:
            more = page < int(pages[1] or pages[2])
        else:
            more = records is not None and seen < int(records[1])
        return add_or_replace_parameter(url, "pn", str(page + 1)) if more and ".thtml" in url else None


def _page_number(url: str) -> int:
    """The page an address stands for, 1 where it names none."""
    parts = urlsplit(url)
    in_file = FILE_NUMBER.search(parts.path)
    number = parse_qs(parts.query).get("pn", [in_file[1] if in_file else "1"])[-1]
    return int(number) if number.isdigit() else 1
