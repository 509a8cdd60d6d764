"""What stands above a body: titles again, metadata, controls, breadcrumbs, values nobody labels."""

from __future__ import annotations

from .chrome import is_breadcrumb, is_control
from .flow import Line
from .headline import Title, is_bare_date
from .metadata import is_bare_index, is_metadata
from .titles import tidy


def is_head(line: Line, title: str) -> bool:
    """Does a line stand above a body: metadata, controls, a breadcrumb, (a part of) the title again?"""
    text = line.text
    if len(text) > 200:
        return False
    short = tidy(text)
    if title and len(short) >= 4 and short in title:
        return True
    if is_control(text) or is_breadcrumb(text):
        return True
    if line.linked > 0.7 and len(text) < 120:
        return True
    return len(text) <= 160 and is_metadata(text.replace("\t", "  "))


def is_prose(text: str) -> bool:
    """A sentence, or the first heading of a report."""
    if text.startswith(("一、", "第一部分")):
        return True
    return (len(text) >= 40 and ("。" in text or "，" in text or "," in text)) or (
        len(text) >= 18 and text.endswith(("。", "如下:", "如下："))
    )


def without_head(lines: list[Line], picked: list[int], key: str, titles: list[Title]) -> list[int]:
    """Take the head off the front of a body: everything up to the last time a title stands before the text."""
    first = 0
    titled = {i for title in titles for i in range(title.start, title.stop)}
    while first < len(picked) and (picked[first] in titled or is_head(lines[picked[first]], key)):
        first += 1
    first = _past_bare(lines, picked, first)
    for ahead in range(first, min(first + 15, len(picked))):
        line = lines[picked[ahead]]
        if is_prose(line.text) or line.table >= 0:
            break
        if picked[ahead] in titled or (key and tidy(line.text) == key):
            first = ahead + 1
            while first < len(picked) and (picked[first] in titled or is_head(lines[picked[first]], key)):
                first += 1
            break
    return picked[first:]


def _past_bare(lines: list[Line], picked: list[int], first: int) -> int:
    """Past values nobody labels (an index number, a unit, a date, each on its line): up to the date."""
    for ahead in range(first, min(first + 5, len(picked))):
        text = lines[picked[ahead]].text
        if is_bare_date(text):
            return ahead + 1
        if len(text) > 40 or not (is_bare_index(text) or text.isalnum()):
            break
    return first
