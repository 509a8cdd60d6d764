"""Where on a page the report stands: its title, its body (once, however often it is printed), and what is neither."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from .chrome import is_breadcrumb, is_control, is_footer, squeeze, without_tail
from .flow import Line
from .metadata import bare_date, is_bare_index, is_labelled, is_metadata
from .titles import Kind, classify, report_year, tidy

# Every true title calls itself one of these; most headings and sentences do not.
_GENRE = re.compile(r"报\s*告|年\s*报|总\s*结|汇\s*报")
# So many characters from a body's beginning tell whether it begins again somewhere.
PROBE = 24
LONGEST_TITLE = 110
# A page that says the same again more often than this is no page with a copy for phones.
MOST_COPIES = 6


@dataclass(frozen=True, slots=True)
class Title:
    """A title on the page: the lines it stands on [start, stop), its text joined."""

    start: int
    stop: int
    text: str


@dataclass(slots=True)
class Body:
    """The lines of the body (indices into the page's lines), how often it is printed, and the other lines."""

    lines: list[int] = field(default_factory=list)
    copies: int = 1
    head: list[int] = field(default_factory=list)
    tail: list[int] = field(default_factory=list)
    title: Title | None = None
    second: Title | None = None


def _could_title(text: str) -> bool:
    return (
        6 <= len(text) <= LONGEST_TITLE
        and "。" not in text
        and "\t" not in text
        and ("公开" in text or "年报" in text or "报告" in text)
    )


def _is_title(text: str) -> bool:
    return _could_title(text) and _GENRE.search(text) is not None and not is_breadcrumb(text) and classify(text) is Kind.REPORT


def _opens_title(text: str) -> bool:
    """Can a line be the first part of a title that goes on below? (A unit, a year, half of the topic.)"""
    return (
        2 < len(text) <= 45
        and not any(c in text for c in "。:：;；\t>|")
        and text.endswith(
            ("政府", "局", "会", "办公室", "镇", "乡", "街道", "办事处", "中心", "公开", "工作", "年", "年度", "信息", "的", "办", "院", "区", "县", "市")
        )
    )  # fmt: skip


def _begins_title(text: str) -> bool:
    """The cheap half of the question whether a title begins here."""
    return (_could_title(text) or _opens_title(squeeze(text))) and not is_labelled(text)


def titles_of(lines: list[Line]) -> list[Title]:
    """Every report title among the lines, parts on neighbouring lines joined; links and breadcrumbs are none."""
    found: list[Title] = []
    index = 0
    while index < len(lines):
        line = lines[index]
        text = line.text
        if line.linked > 0.7 or line.table >= 0 or len(text) > LONGEST_TITLE or not _begins_title(text):
            index += 1
            continue
        joined = _joined(lines, index)
        if joined is not None:
            found.append(joined)
            index = joined.stop
        else:
            index += 1
    return found


def _joined(lines: list[Line], index: int) -> Title | None:
    """The title that begins on a line, over one to four lines."""
    text = lines[index].text
    if _is_title(text):
        below = lines[index + 1] if index + 1 < len(lines) else None
        if report_year(text) is None and below is not None and len(below.text) <= 16:
            whole = squeeze(text) + squeeze(below.text)
            if report_year(below.text) is not None and _is_title(whole) and not is_bare_date(below.text):
                return Title(index, index + 2, whole)
        return Title(index, index + 1, squeeze_title(text))
    if not _opens_title(squeeze(text)) or is_control(text) or is_metadata(text):
        return None
    whole = squeeze(text)
    for stop in range(index + 1, min(index + 4, len(lines))):
        part = lines[stop]
        if part.linked > 0.7 or part.table >= 0 or len(part.text) > 60 or is_breadcrumb(part.text):
            return None
        whole += squeeze(part.text)
        if _is_title(whole):
            alone = _is_title(part.text)
            # A unit's name above a complete title belongs to it; a menu entry above it does not.
            if alone and (report_year(text) is not None or not _is_unit(squeeze(text))):
                return None
            return Title(index, stop + 1, whole)
        if not _opens_title(squeeze(part.text)):
            return None
    return None


def _is_unit(text: str) -> bool:
    return text.endswith(
        ("人民政府", "局", "委员会", "办事处", "办公室", "镇政府", "乡政府", "县政府", "区政府", "市政府")
    )


def squeeze_title(text: str) -> str:
    """A title in one piece: blanks between Chinese characters and digits are typesetting."""
    return squeeze(text).strip("《》") if text.startswith("《") and text.endswith("》") else squeeze(text)


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


def is_bare_date(text: str) -> bool:
    """A line with a date and nothing that labels it."""
    return len(text) <= 30 and ":" not in text and "：" not in text and bare_date(text) is not None


def is_prose(text: str) -> bool:
    """A sentence, or the first heading of a report."""
    return (len(text) >= 40 and ("。" in text or "，" in text or "," in text)) or text.startswith(
        ("一、", "第一部分")
    )


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
    picked = [i for i in range(start, stop) if not inside or lines[i].container == 0]
    picked = _strip(lines, picked, key, titles)
    picked, body.second = _first_report(lines, picked, titles, body.title)
    picked, copies = _once(lines, picked, key)
    if not inside:
        picked = _strip_tail(lines, picked)
    chosen = set(picked)
    others = [i for i in range(len(lines)) if i not in chosen]
    body.lines, body.copies = picked, copies + _printed_elsewhere(lines, picked, range(stop, len(lines)))
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


def _strip(lines: list[Line], picked: list[int], key: str, titles: list[Title]) -> list[int]:
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


def _once(lines: list[Line], picked: list[int], key: str) -> tuple[list[int], int]:
    """The body once: where its beginning comes again and most of what follows is the same, the rest is a copy."""
    keys = [squeeze(lines[i].text) for i in picked]
    probe_at = next((n for n, k in enumerate(keys) if len(k) >= PROBE and lines[picked[n]].table < 0), None)
    if probe_at is None:
        return picked, 1
    probe = keys[probe_at][:PROBE]
    again = [_back(keys, probe_at, n) for n, k in enumerate(keys) if n > probe_at and probe in k]
    if not again:
        return picked, 1
    copies, cut = 1, len(picked)
    again = again[:MOST_COPIES]
    first, joined = set(keys[: again[0]]), "".join(keys[: again[0]])
    for begin, end in zip(again, [*again[1:], len(picked)], strict=True):
        these = [k for k in keys[begin:end] if len(k) >= 12]
        same = sum(1 for k in these if k in first or k in joined)
        if these and same >= 0.6 * len(these):
            copies += 1
            cut = min(cut, begin)
    if copies == 1:
        return picked, 1
    kept = picked[:cut]
    while kept and (is_head(lines[kept[-1]], key) or is_control(lines[kept[-1]].text)):
        kept.pop()
    kept += _signature(lines, picked[len(kept) : cut])
    # The second copy may be the whole one: a first copy that was cut short is not kept.
    second = keys[again[0] : again[1] if len(again) > 1 else len(keys)]
    if sum(map(len, keys[: len(kept)])) * 2 < sum(map(len, second)):
        return picked[again[0] : again[0] + len(second)], copies
    return kept, copies


def _signature(lines: list[Line], between: list[int]) -> list[int]:
    """Of the lines between two copies those that sign the first: up to a date nobody labels, units before it."""
    for n, index in enumerate(between[:4]):
        text = lines[index].text
        if is_bare_date(text):
            return between[: n + 1]
        if is_breadcrumb(text) or len(text) > 30 or is_metadata(text):
            break
    return []


def _back(keys: list[str], probe_at: int, found: int) -> int:
    """Where the copy begins whose probe was found: the short lines before the probe (一、概述) belong to it."""
    steps = 0
    while steps < probe_at and keys[found - steps - 1] == keys[probe_at - steps - 1]:
        steps += 1
    return found - steps


def _printed_elsewhere(lines: list[Line], picked: list[int], rest: range) -> int:
    """How often the body stands in the rest of the page too (the phone's copy in a container of its own)."""
    prose = [squeeze(lines[i].text) for i in picked if len(lines[i].text) >= PROBE]
    if len(prose) < 2 or not rest:
        return 0
    joined = "".join(squeeze(lines[i].text) for i in rest)
    probes = [prose[0][:PROBE], prose[len(prose) // 2][:PROBE], prose[-1][:PROBE]]
    return min(sorted(joined.count(probe) for probe in probes)[1:])


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
        if report_year(text) == report_year(own) and _unit_words(text) == _unit_words(own):
            continue
        position = picked.index(other.start)
        if sum(len(lines[i].text) for i in picked[position:]) >= 200 and position >= 3:
            return picked[:position], other
    return picked, None


def _unit_words(title: str) -> str:
    return re.sub(r"20\d\d|年|度|政府|人民|信息|政务|公开|工作|报告|年报|的|情况|关于", "", title)


def body_lines(lines: list[Line], body: Body) -> tuple[list[str], list[int]]:
    """The body's lines as text, and for each the table it is a row of (-1: none)."""
    texts = [lines[i].text for i in body.lines]
    tables = [lines[i].table for i in body.lines]
    if texts and tables[-1] < 0:
        texts[-1] = without_tail(texts[-1])
    return texts, tables
