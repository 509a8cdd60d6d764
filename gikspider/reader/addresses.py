"""The day an address tells: the path a portal files a page under, for pages that print no date themselves.

Never the year a report is about: a report on 2019 may be filed under 2020 or 2022.
"""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta

_SHAPES = tuple(
    re.compile(pattern)
    for pattern in (
        r"/t(?P<y>20\d\d)(?P<m>\d\d)(?P<d>\d\d)_\d+",  # TRS: /202401/t20240129_836.html
        r"/(?P<y>20\d\d)(?P<m>\d\d)/(?P<d>\d\d)/[0-9a-f-]{20,}",  # columns-UUID: /202301/13/<uuid>.html
        r"/(?P<y>20\d\d)[/-](?P<m>\d{1,2})[/-](?P<d>\d{1,2})/",  # Hanweb: /art/2024/1/22/art_1.html
        r"/(?P<y>20\d\d)/?(?P<m>\d\d)-?(?P<d>\d\d)/",  # /20240123/, /2023/0128/, /2019/03-10/
        r"/(?P<y>20\d\d)(?P<m>\d\d)(?P<d>\d\d)\d{9}\.s?html",  # /20220124105206066.html
    )
)
_STAMP = re.compile(r"/\d{4,5}/(\d{9})/\d+\.html")


def day_of(url: str) -> date | None:
    """The day in an address, None where it tells none."""
    for shape in _SHAPES:
        if match := shape.search(url):
            try:
                return date(int(match["y"]), int(match["m"]), int(match["d"]))
            except ValueError:
                continue
    if match := _STAMP.search(url):
        # Hundreds of seconds since 1970, Chinese time, of a date whose year is 1900 too high (a Java habit).
        told = datetime(1970, 1, 1, 8) + timedelta(seconds=int(match[1]) * 100)
        try:
            return date(told.year - 1900, told.month, told.day)
        except ValueError:  # 29 February of a year that has none
            return None
    return None
