"""大汉 Hanweb JCMS, with its jpage lists and its xxgk disclosure module.

Who runs it: 南京大汉, product JCMS; 浙江 almost whole, 山东 58 portals, 甘肃 30, 河北衡水, 陕西宝鸡, 内蒙古.

Recognised by: `/col/col<id>/index.html`, `/art/<y>/<m>/<d>/art_<column>_<id>.html`, `/module/(web/)jpage/`,
`/module/xxgk/`. A static variant puts all of it below `/XXGK/jcms_files/jcms1/web1/site/` (yanzhou.gov.cn).

Lists: the column page holds its first records in a data island, further ones come from
`/module/(web/)jpage/dataproxy.jsp?startrecord=&endrecord=&perpage=` (see `jpage`). Three traps: some portals
ignore `startrecord` and heed only `page=`; `perpage` is capped; `<nextgroup>` may hold the only valid
address of what follows. The disclosure module lists by `POST /module/xxgk/search.jsp` (共N页, `currpage`), its
older installations by GET below `/xxgk/jcms_files/jcms1/web1/site/zfxxgk/`.

Annual reports have an address of their own, one per organ and year:
`/module/xxgk/xxgkAnnualReport.jsp?area=<organ>&fbtime=<year>`
(www.zoucheng.gov.cn/…?area=11370883004325769B&fbtime=2020, www.longyou.gov.cn/…?fbtime=2020&area=01251010-053);
without `fbtime` it shows the newest and links the others. Organ codes stand in `/module/xxgk/tree.jsp?area=`.

Articles: www.gongshu.gov.cn/art/2024/1/22/art_1230096_59078894.html, the day of publication in the address;
body `#zoom`, `div.article`, `.artile_zw`, metadata `table.xxgk_table` or one line; 拱墅 prints the body twice.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit

from scrapy.http import Request, Response
from w3lib.url import add_or_replace_parameters

from gikspider.cms import jpage
from gikspider.cms.family import MAX_STEPS, Entry, Family, Role, Walk, onward, walk_of
from gikspider.cms.links import text_of
from gikspider.pages import Shape

ARTICLE = re.compile(r"/art/(\d{4})/(\d{1,2})/(\d{1,2})/art_\d+_\d+(?:\.html?)?(?:\?|$)")
REPORT = "/module/xxgk/xxgkAnnualReport.jsp"
TREE = "/module/xxgk/tree.jsp"
YEAR_OPTION = re.compile(r"<option[^>]*value\s*=\s*[\"']?(20\d\d)[\"']?[\s>]", re.I)
ORGAN = re.compile(r"(?:[?&]area=|[\"']?\b(?:area|id|code|value)[\"']?\s*[:=]\s*[\"'])([0-9A-Z][\w.-]{5,30})")
PAGES = re.compile(r"共\s*(?:<[^>]+>\s*)*(\d+)\s*(?:<[^>]+>\s*)*页")
# The largest request that every portal seen answers in full.
PER_REQUEST = 100


class Hanweb(Family):
    name = "hanweb"
    shape = Shape(metadata=("table.xxgk_table",), body=("#zoom", "div.article", ".artile_zw"))
    addresses = (
        (Role.ARTICLE, ARTICLE),
        (Role.ARTICLE, re.compile(r"/module/xxgk/xxgkAnnualReport\.jsp\?(?=.*\bfbtime=\d{4})")),
        (Role.LIST, re.compile(r"/module/xxgk/(?:xxgkAnnualReport|tree)\.jsp")),
        (Role.LIST, re.compile(r"/(?:module/xxgk|zfxxgk)/search\.jsp")),
        (Role.LIST, re.compile(r"/col/col\d+/?(?:index(?:_\d+)?\.html?)?(?:\?|$)")),
        (
            Role.DATA,
            re.compile(r"/module/(?:web/|jslib/jquery/)?jpage/(?:more)?(?:column)?dataproxy\.jsp", re.I),
        ),
    )
    marks = (
        (0.5, re.compile(r"/module/(?:web/)?jpage/|<datastore>", re.I)),
        (0.4, re.compile(r"/module/xxgk/|/jcms_files/|/jact/")),
        (0.3, re.compile(r"[\"']/?art/\d{4}/\d{1,2}/\d{1,2}/art_")),
    )

    def source(self, response: Response) -> str:
        """The page with the records of its data islands laid open as markup."""
        return jpage.laid_open(text_of(response))

    def says_report(self, url: str) -> bool:
        return REPORT in url

    def entries(self, response: Response) -> Iterator[Entry]:
        """Besides linked articles: the years a report page offers in its select."""
        yield from super().entries(response)
        if self.says_report(response.url):
            for year in dict.fromkeys(YEAR_OPTION.findall(text_of(response))):
                url = add_or_replace_parameters(response.url, {"fbtime": year})
                yield Entry(url=url, title=f"{year}年", cut=True, sure=True, family=self.name)

    def columns(self, response: Response) -> Iterator[Entry]:
        """Besides linked columns: branches of the tree of organs, and the report address of each organ."""
        yield from super().columns(response)
        if TREE not in response.url:
            return
        for link in self.links(response):
            if link.url != response.url and (TREE in link.url or REPORT in link.url):
                yield Entry(url=link.url, title=link.title, family=self.name)
        codes = (code for code in ORGAN.findall(text_of(response)) if sum(map(str.isdigit, code)) >= 6)
        for organ in dict.fromkeys(codes):
            url = urljoin(response.url, f"{REPORT}?{urlencode({'area': organ})}")
            yield Entry(url=url, title="", family=self.name)

    def next_pages(self, response: Response) -> Iterator[Request]:
        path = urlsplit(response.url).path
        if path.endswith("/search.jsp"):
            yield from self._next_search(response)
        if path.startswith("/module/xxgk/") or path.endswith("/search.jsp"):
            return
        if self.matches(response.url) is Role.DATA:
            request = self._next_data(response, walk_of(response))
        else:
            request = self._first_data(response)
        if request is not None:
            yield request

    def _first_data(self, response: Response) -> Request | None:
        """From the column page to its data: the group named by the page, or records after those inline."""
        text = text_of(response)
        inline = jpage.records(text)
        if jpage.total(text) is not None and len(inline) >= (jpage.total(text) or 0):
            return None
        walk = Walk(step=1, seen=inline)
        group = jpage.next_group(text, response.url)
        if group is not None:
            return onward(group, replace(walk, mode="group"))
        url = jpage.proxy(text, response.url)
        if url is None:
            return None
        return _records_from(url, len(inline), walk)

    def _next_data(self, response: Response, walk: Walk) -> Request | None:
        """The next request of a walk; on a stall the next way of asking, until all records stated are seen.

        Ways, in order: the group the portal names, `startrecord`, `page`. A portal that ignores
        `startrecord` answers its first records again, one that ignores `page` the ones just given.
        """
        text = text_of(response)
        here = jpage.records(text)
        seen = walk.seen | here
        total = jpage.total(text)
        if walk.step >= MAX_STEPS or (total is not None and len(seen) >= total):
            return None
        stalled = not here - walk.seen
        onto = replace(walk, step=walk.step + 1, seen=seen, last=here)
        if walk.mode == "page":
            return None if not here or here == walk.last else _page(response.url, onto)
        group = jpage.next_group(text, response.url)
        if walk.mode == "group" and group and not stalled:
            return onward(group, onto)
        if walk.mode in ("", "group") or not stalled:
            return (
                _records_from(response.url, len(seen), replace(onto, mode="record"))
                if here or total
                else None
            )
        return _page(response.url, replace(onto, mode="page")) if here else None

    def _next_search(self, response: Response) -> Iterator[Request]:
        """The next page of the disclosure module's search, asked the way this one was."""
        request = response.request
        pages = PAGES.search(text_of(response))
        if request is None or pages is None:
            return
        form = dict(
            parse_qsl(
                request.body.decode("utf-8", "replace") or urlsplit(request.url).query, keep_blank_values=True
            )
        )
        page = int(form.get("currpage") or 1)
        if page < min(int(pages[1]), MAX_STEPS):
            asked = {**form, "currpage": str(page + 1)}
            if request.method == "POST":
                yield request.replace(body=urlencode(asked), dont_filter=False)
            else:
                yield onward(add_or_replace_parameters(request.url, asked), Walk(step=page))

    def article_links(self, response: Response) -> frozenset[str]:
        return jpage.records(text_of(response)) or super().article_links(response)

    def published(self, url: str) -> date | None:
        """The day in the address."""
        found = ARTICLE.search(urlsplit(url).path)
        try:
            return date(int(found[1]), int(found[2]), int(found[3])) if found else None
        except ValueError:
            return None


def _records_from(url: str, done: int, walk: Walk) -> Request:
    """Ask for the records after the first `done`."""
    asked = {"startrecord": str(done + 1), "endrecord": str(done + PER_REQUEST), "perpage": str(PER_REQUEST)}
    return onward(add_or_replace_parameters(url, asked), replace(walk, mode="record"))


def _page(url: str, walk: Walk) -> Request:
    """Ask by page number: the second page first, since a portal without `startrecord` gave its first one."""
    number = int(dict(parse_qsl(urlsplit(url).query)).get("page", "1")) + 1
    return onward(add_or_replace_parameters(url, {"page": str(number)}), walk)
