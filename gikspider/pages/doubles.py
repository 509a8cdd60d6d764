"""The body printed more than once (for screens and for phones, for readers and for printers): kept once, counted."""

from __future__ import annotations

from .chrome import is_breadcrumb, is_control, squeeze
from .flow import Line
from .head import is_head
from .headline import is_bare_date
from .metadata import is_metadata

# So many characters from a body's beginning tell whether it begins again somewhere.
PROBE = 24
# A page that says the same again more often than this is no page with a copy for phones.
MOST_COPIES = 6


def once(lines: list[Line], picked: list[int], key: str, titled: set[int]) -> tuple[list[int], int]:
    """The body once: where its beginning comes again and most of what follows is the same, the rest is a copy."""
    probe_at, probe = _probe(lines, picked)
    if probe_at < 0 or squeeze("".join([lines[i].text for i in picked])).count(probe) < 2:
        return picked, 1
    keys = [squeeze(lines[i].text) for i in picked]
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
    while kept and (kept[-1] in titled or is_head(lines[kept[-1]], key) or is_control(lines[kept[-1]].text)):
        kept.pop()
    kept += _signature(lines, picked[len(kept) : cut])
    # The second copy may be the whole one: a first copy that was cut short is not kept.
    second = keys[again[0] : again[1] if len(again) > 1 else len(keys)]
    if sum(map(len, keys[: len(kept)])) * 2 < sum(map(len, second)):
        return picked[again[0] : again[0] + len(second)], copies
    return kept, copies


def _probe(lines: list[Line], picked: list[int]) -> tuple[int, str]:
    """The first line of text that is long enough, by its place in the body, and its beginning; -1, "" without any."""
    for place, index in enumerate(picked):
        line = lines[index]
        if line.table < 0 and len(line.text) >= PROBE and len(key := squeeze(line.text)) >= PROBE:
            return place, key[:PROBE]
    return -1, ""


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


def printed_elsewhere(lines: list[Line], picked: list[int], rest: range) -> int:
    """How often the body stands in the rest of the page too (the phone's copy in a container of its own)."""
    prose = [i for i in picked if len(lines[i].text) >= PROBE]
    if len(prose) < 2 or not rest:
        return 0
    joined = squeeze("".join([lines[i].text for i in rest]))
    probes = [squeeze(lines[i].text)[:PROBE] for i in (prose[0], prose[len(prose) // 2], prose[-1])]
    return min(sorted(joined.count(probe) for probe in probes)[1:])
