"""The columns-UUID platform of Hebei and Shijiazhuang.

Who runs it: vendor not identified; hebei.gov.cn, sjz.gov.cn and every county of Shijiazhuang (藁城, 正定,
长安, 栾城 …), 23 portals.

Recognised by: `/columns/<uuid>/` in every address, with and without `/zfxxgk` before it, both alive on
one portal (藁城 2022: www.gc.gov.cn/columns/0772e821-…/202302/13/67eb2365-….html and a copy of
/zfxxgk/columns/f6ff2261-…/202302/13/7e3bb8a5-….html).

Lists: `/columns/<column>/index.html` prints page 1; the others come by AJAX as HTML fragments from
`/columns/<column>/templates/<template>/blocks/<block>?page=N&fix=0`, whose address stands in the page's
script. No total is given: past the end a portal answers an empty fragment or its last page once more.

Articles: `/columns/<column>/<yyyymm>/<dd>/<article>.html`, so the address tells the day of publication
(www.sjz.gov.cn/zfxxgk/columns/fb4fe9ec-…/202602/09/63961114-….html: 2026-02-09). The body is printed
twice, for desktop and phone, each copy under its own 当前位置 line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from urllib.parse import urljoin, urlsplit

from scrapy.http import Request, Response
from w3lib.url import add_or_replace_parameter

from gikspider.cms.family import MAX_STEPS, Family, Role, Walk, onward, walk_of
from gikspider.pages import Shape

UUID = r"[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}"
ARTICLE = re.compile(rf"/columns/{UUID}/(\d{{4}})(\d\d)/(\d\d)/{UUID}\.s?html?(?:\?|$)")
BLOCK = re.compile(rf"[^\s\"'<>(),]*/columns/(?P<column>{UUID})/templates/{UUID}/blocks/{UUID}[^\s\"'<>(),]*")
# Where the script puts the address together, its parts stand in variables of their own.
PART = r"\w*{}\w*[\"']?\s*[:=]\s*[\"']({})"
TEMPLATE_PART, BLOCK_PART = (
    re.compile(PART.format(name, UUID), re.I) for name in ("(?:template|tpl)", "block")
)
COLUMN = re.compile(rf"/columns/({UUID})(?:/|$)")


class ColumnsUuid(Family):
    name = "columns_uuid"
    shape = Shape(body=("#zoom",))
    addresses = (
        (Role.DATA, re.compile(rf"/columns/{UUID}/templates/{UUID}/blocks/{UUID}")),
        (Role.ARTICLE, ARTICLE),
        (Role.LIST, re.compile(rf"/columns/{UUID}/?(?:index(?:_\d+)?\.s?html?)?(?:\?|$)")),
    )
    marks = ((0.5, re.compile(rf"/columns/{UUID}/templates/")), (0.4, re.compile(rf"/columns/{UUID}/")))

    def next_pages(self, response: Response) -> Iterator[Request]:
        """The block's pages one by one, until a page brings no article that the pages before had not.

        The walk begins at page=1, which most portals print inline as well: where numbers begin is
        the portal's choice, and a page read twice is cheaper than a page never read.
        """
        if self.matches(response.url) is not Role.DATA:
            yield from (onward(url, Walk(step=1)) for url in self._blocks(response))
            return
        walk = walk_of(response)
        links = self.article_links(response)
        if links - walk.seen and walk.step < MAX_STEPS:
            step = walk.step + 1
            further = add_or_replace_parameter(response.url, "page", str(step))
            yield onward(further, replace(walk, step=step, seen=walk.seen | links), ends_in_404=True)

    def _blocks(self, response: Response) -> list[str]:
        """First pages of the blocks named in the page's source: the column's own where it names any."""
        own = COLUMN.search(urlsplit(response.url).path)
        source = self.source(response).replace("\\/", "/").replace("&amp;", "&")
        blocks = list(BLOCK.finditer(source))
        mine = [block for block in blocks if own and block["column"].lower() == own[1].lower()]
        addresses = [block[0] for block in mine or blocks]
        if not addresses and own:
            base = response.url[: response.url.index(own[1]) + len(own[1])]
            parts = zip(TEMPLATE_PART.findall(source), BLOCK_PART.findall(source), strict=False)
            addresses = [f"{base}/templates/{template}/blocks/{block}" for template, block in parts]
        urls: list[str] = []
        for found in addresses:
            url = add_or_replace_parameter(urljoin(response.url, found), "page", "1")
            if "fix=" not in url:
                url = add_or_replace_parameter(url, "fix", "0")
            if url not in urls:
                urls.append(url)
        return urls

    def published(self, url: str) -> date | None:
        """The day in the address."""
        found = ARTICLE.search(urlsplit(url).path)
        try:
            return date(int(found[1]), int(found[2]), int(found[3])) if found else None
        except ValueError:
            return None
