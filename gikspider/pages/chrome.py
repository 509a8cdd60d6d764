"""What stands on a page and belongs to no report: controls, breadcrumbs, footers, login and error pages."""

from __future__ import annotations

import re
from functools import cache

from .flow import Line
from .rules import load


@cache
def _pattern(name: str) -> re.Pattern[str]:
    return re.compile(load("chrome.json")[name], re.I)


def squeeze(text: str) -> str:
    """A line without white space, as the rules see it."""
    return "".join(text.split())


def is_breadcrumb(line: str) -> bool:
    """首页 > 政府信息公开 > 年报, with or without 当前位置."""
    return len(line) <= 160 and "。" not in line and _pattern("breadcrumb").search(line) is not None


def is_control(line: str) -> bool:
    """A line of page controls and column names only (【字体：大 中 小】 打印 关闭)."""
    return len(line) <= 60 and _pattern("line").match(squeeze(line)) is not None


def is_footer(line: str) -> bool:
    """A line of the page's footer: who runs the site, its ICP number, its 网站标识码."""
    return len(line) <= 200 and _pattern("footer").search(line) is not None


def without_tail(line: str) -> str:
    """A paragraph without the control words that got glued to its end (…水平。 打印)."""
    if len(line) < 12:
        return line
    line = _pattern("after").sub("", line)
    while match := _pattern("tail").search(line[-12:]):
        line = line[: len(line) - 12 + match.start() if len(line) >= 12 else match.start()].rstrip()
        if len(line) < 12:
            break
    return line


def is_login(lines: list[Line]) -> bool:
    """Is this the login form of a site? (Short, and speaks of passwords.)"""
    text = " ".join(line.text for line in lines[:80])
    return len(text) < 1500 and _pattern("login").search(text) is not None


def is_error(lines: list[Line], title: str) -> bool:
    """Is this an error page that came with status 200? (Short, and says so.)"""
    text = " ".join(line.text for line in lines[:60])
    if len(text) > 1200:
        return False
    return _pattern("error").search(title) is not None or _pattern("error").search(text[:600]) is not None
