"""The numeric platform of Sanmenxia.

Who runs it: vendor not identified; smx.gov.cn with 湖滨, 陕州, 渑池, 卢氏, 义马 and 灵宝, and subdomains of
departments (wglj.smx.gov.cn, jtysj.smx.gov.cn).

Recognised by: addresses made of numbers only, lists under `/<column>/0000/`.

Lists: `/<column>/0000/<template>-<page>.html`, templates list, xinxi, zhengfuxinxi, subIndex,
subList, jczwgkList, jczwgkmoreList, newlist (www.mianchi.gov.cn/28408/0000/list-1.html, /23394/0000/subIndex-1.html). No total
is given: pages are counted up until one is empty or answers 404, which is the end and no error. A menu may
go through `/pageView/<template>.html?lmid=<column>`.

Articles: `/<column>/<yyyy>/<m>/<id>.html` (wglj.smx.gov.cn/10390/2026/1/2206615.html); older ones
`/<column>/<stamp>/<id>.html` (www.mianchi.gov.cn/23365/615126240/1419450.html). The nine-digit stamp is
the day of publication in hundreds of seconds since 1970, China time, with the year 1900 too high: a
java.util.Date made from a full year. 615126240 is 2019-04-06, 617121216 is 2025-08-01. Body in
`div.articleContent`, `div.articleDetails` or, at 陕州, `div#content`; there a link of a list holds its whole row,
title, organ and day.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from urllib.parse import parse_qs, urljoin, urlsplit

from scrapy.http import Request, Response

from gikspider.cms.family import MAX_STEPS, Family, Role, Walk, onward, walk_of
from gikspider.pages import Shape

STAMPED = re.compile(r"^/\d{3,6}/(\d{9})/\d+\.html$")
LIST = re.compile(r"^(?P<path>/\d{3,6}/0000/[A-Za-z]\w*-)(?P<page>\d+)(?P<end>\.html)")
EPOCH_IN_CHINA = datetime(1970, 1, 1, 8)
FIRST_YEAR, LAST_YEAR = 1995, 2100


class Sanmenxia(Family):
    name = "sanmenxia"
    shape = Shape(body=("div.articleContent", "div.articleDetails", "div#content"))
    addresses = (
        (Role.ARTICLE, re.compile(r"^/\d{3,6}/(?:\d{9}|(?:19|20)\d\d/\d{1,2})/\d+\.html(?:\?|$)")),
        (Role.LIST, LIST),
        (Role.LIST, re.compile(r"^/pageView/\w+\.html\?(?:.*&)?lmid=\d+")),
    )
    marks = (
        (0.5, re.compile(r"/pageView/\w+\.html\?")),
        (0.4, re.compile(r"""["']/?\d{4,5}/0000/\w+-\d+\.html""")),
        (0.4, re.compile(r"""["'/]\d{4,5}/(?:\d{9}|20\d\d/\d{1,2})/\d{5,8}\.html""")),
    )

    def next_pages(self, response: Response) -> Iterator[Request]:
        """The page with the next number, as long as a page brings articles that those before had not."""
        parts = urlsplit(response.url)
        at = LIST.match(parts.path)
        if at is None:
            yield from self._routed(response)
            return
        walk = walk_of(response)
        links = self.article_links(response)
        if links - walk.seen and walk.step < MAX_STEPS:
            further = urljoin(response.url, f"{at['path']}{int(at['page']) + 1}{at['end']}")
            yield onward(further, replace(walk, step=walk.step + 1, seen=walk.seen | links), ends_in_404=True)

    def _routed(self, response: Response) -> Iterator[Request]:
        """The list that a `/pageView/` address shows by script."""
        parts = urlsplit(response.url)
        column = parse_qs(parts.query).get("lmid", [""])[0]
        template = parts.path.rpartition("/")[2].removesuffix(".html")
        if column.isdigit():
            yield onward(urljoin(response.url, f"/{column}/0000/{template}-1.html"), Walk())

    def published(self, url: str) -> date | None:
        """The day in the nine-digit stamp of older addresses; newer ones tell only the month."""
        found = STAMPED.match(urlsplit(url).path)
        return stamp_date(found[1]) if found else None


def stamp_date(stamp: str) -> date | None:
    """The day a nine-digit stamp means, or None where it means none between 1995 and 2100."""
    moment = EPOCH_IN_CHINA + timedelta(seconds=int(stamp) * 100)
    try:
        day = moment.date().replace(year=moment.year - 1900)
    except ValueError:  # 29 February of a year that, 1900 years back, has none
        return None
    return day if FIRST_YEAR <= day.year <= LAST_YEAR else None
