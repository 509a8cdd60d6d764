"""Where on a page the report stands: its title, its body (once, however often it is printed), and what is neither."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from .chrome import is_breadcrumb, is_control, is_footer, without_tail
from .doubles import once, printed_elsewhere
from .flow import Line
from .head import is_prose, without_head
from .headline import Title, titles_of
from .titles import report_year, tidy

_NO_UNIT = re.compile(r"20\d\d|年报|年|度|政府|人民|信息|政务|公开|工作|报告|年报|的|情况|关于")


@dataclass(slots=True)
class Body:
    """The lines of the body (indices into the page's lines), how often it is printed, and the other lines."""

    lines: list[int] = field(default_factory=list)
    copies: int = 1
    head: list[int] = field(default_factory=list)
    tail: list[int] = field(default_factory=list)
    title: Title | None = None
    second: Title | None = None


def locate(lines: list[Line], containers: int, wanted: str | None) -> Body:
    """Find the body. `containers`: how many known containers the lines tell of; `wanted`: a title known beforehand."""
    titles = titles_of(lines)
    body = Body(title=_best(titles, wanted))
    inside = [i for i, line in enumerate(lines) if line.container == 0] if containers else []
    if inside:
        start, stop = inside[0], inside[-1] + 1
    else:
        start, stop = _by_text(lines, body.title)
    key = tidy(body.title.text) if body.title else tidy(wanted or "")
    picked = without_head(lines, inside or list(range(start, stop)), key, titles)
    picked, body.second = _first_report(lines, picked, titles, body.title)
    picked, copies = once(lines, picked, key, {i for t in titles for i in range(t.start, t.stop)})
    if not inside:
        picked = _strip_tail(lines, picked)
    chosen = set(picked)
    others = [i for i in range(len(lines)) if i not in chosen]
    body.lines, body.copies = picked, copies + printed_elsewhere(lines, picked, range(stop, len(lines)))
    first = picked[0] if picked else len(lines)
    body.head = [i for i in others if i < first]
    body.tail = [i for i in others if i >= first]
    return body


def _best(titles: list[Title], wanted: str | None) -> Title | None:
    """The title that tells most: with a year, with a unit; the first of those that tell as much."""
    if not titles:
        return None
    goal = tidy(wanted) if wanted else ""

    def rank(title: Title) -> tuple[bool, bool, bool]:
        text = tidy(title.text)
        return (goal != "" and text == goal, report_year(text) is not None, len(text) > 16)

    return max(titles, key=rank)


def _by_text(lines: list[Line], title: Title | None) -> tuple[int, int]:
    """Without a known container: from the first title to the footer, or from the first sentence."""
    if title is not None:
        start = title.stop
    else:
        start = next((i for i, line in enumerate(lines) if is_prose(line.text) and line.linked < 0.5), 0)
        if start >= len(lines):
            return 0, len(lines)
    stop = len(lines)
    for index in range(start, len(lines)):
        if is_footer(lines[index].text) and not any(
            is_prose(line.text) for line in lines[index + 1 : index + 400]
        ):
            stop = index
            break
    return start, stop


def _strip_tail(lines: list[Line], picked: list[int]) -> list[int]:
    """Take controls, links and footers off the end of a body."""
    last = len(picked)
    while last:
        line = lines[picked[last - 1]]
        text = line.text
        if line.table >= 0:
            break
        if (
            is_control(text)
            or is_footer(text)
            or (line.linked > 0.7 and len(text) < 60)
            or is_breadcrumb(text)
        ):
            last -= 1
            continue
        break
    return picked[:last]


def _first_report(
    lines: list[Line], picked: list[int], titles: list[Title], title: Title | None
) -> tuple[list[int], Title | None]:
    """Where a second report begins on the same page (another title, followed by text), the first one alone is kept."""
    if title is None or not picked:
        return picked, None
    inside = set(picked)
    own = tidy(title.text)
    for other in titles:
        text = tidy(other.text)
        if other.start not in inside or other.start <= picked[0] or text == own or text in own or own in text:
            continue
        same_year = report_year(text) in (None, report_year(own))
        if same_year and _unit_words(text) in (
            "",
            _unit_words(own),
        ):  # a column's name, or other words for the same
            continue
        position = picked.index(other.start)
        if sum(len(lines[i].text) for i in picked[position:]) >= 200 and position >= 3:
            return picked[:position], other
    return picked, None


def _unit_words(title: str) -> str:
    return _NO_UNIT.sub("", title)


def body_lines(lines: list[Line], body: Body) -> tuple[list[str], list[int]]:
    """The body's lines as text, and for each the table it is a row of (-1: none)."""
    texts = [lines[i].text for i in body.lines]
    tables = [lines[i].table for i in body.lines]
    if texts and tables[-1] < 0:
        texts[-1] = without_tail(texts[-1])
    return texts, tables
