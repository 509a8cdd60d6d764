"""Reading the headers of flattened tables: words in a row, where columns have no places."""

from __future__ import annotations

from collections.abc import Sequence

from gikspider.forms.headers import Columns
from gikspider.forms.labels import squeeze
from gikspider.forms.marks import CAPTION, ORGANISATIONS
from gikspider.forms.vocabulary import Part, column_of, cut_header, fill_cut_headers, group_words, vocabulary

# A label is cut into so many pieces at most.
JOIN = 6


def _sequence(
    texts: Sequence[str], part: Part, start: int, group: str | None = None
) -> list[tuple[int, str | None, str]]:
    """Headers from a place on: (place, column, text); pieces of one header are joined.

    `group` is a header word over several columns, given as a column of its own.
    """
    found: list[tuple[int, str | None, str]] = []
    known = vocabulary(part).columns
    n = start
    while n < len(texts):
        may_join = known.begins(texts[n]) or (group is not None and group.startswith(squeeze(texts[n])))
        for width in range(min(JOIN, len(texts) - n) if may_join else 1, 0, -1):
            text = "".join(texts[n : n + width])
            name = known.find_exact(text) or (column_of(part, text) if width == 1 else None)
            if group and squeeze(text) == group:
                name = group
            if name:
                found.append((n, name, text))
                n += width
                break
        else:
            found.append((n, None, texts[n]))
            n += 1
    return found


def active_header(texts: Sequence[str], start: int | None) -> Columns | None:
    """The columns of an article 20 table: all texts after the corner, or the last ones that name columns."""
    found = _sequence(texts, "active", start or 0)
    stop = next(
        (n for n, (_, _, text) in enumerate(found) if start is not None and CAPTION in squeeze(text)),
        len(found),
    )
    found = found[:stop]
    if start is None:
        while found and not (found[0][1] or cut_header("active", found[0][2])):
            found.pop(0)
    while found and not (found[-1][1] or cut_header("active", found[-1][2])):
        found.pop()
    names = [name for _, name, _ in found]
    if not any(names) or len(found) > 6:
        return None
    texts = [text for _, _, text in found]
    names = [name if names.count(name) == 1 else None for name in names]
    return Columns("active", tuple(zip(fill_cut_headers("active", names, texts), texts, strict=True)))


def applications_header(texts: Sequence[str]) -> Columns:
    """The applicants in the order of the columns, each with its header where one is printed.

    法人或其他组织 stands for those of the row below.
    """
    outer: list[str] = []
    inner: list[str] = []
    printed: dict[str, str] = {}
    for _, name, text in _sequence(texts, "applications", 0, ORGANISATIONS):
        printed[name or ""] = text
        if name in (ORGANISATIONS, "natural_person", "total") or (name and ORGANISATIONS not in outer):
            outer.append(name)
        elif name:
            inner.append(name)
    order = [name for item in outer for name in (inner if item == ORGANISATIONS else [item])]
    official = vocabulary("applications").official[0]
    if order[:2] == ["natural_person", "total"]:
        # Two header rows whose group word is lost: 总计 closes the first, the organisations stand below it.
        order = [order[0], *order[2:], order[1]]
    named = dict.fromkeys(order)
    if len(named) < 7 and not _in_order(order, official):
        return Columns("applications", tuple((None, "") for _ in official))
    if len(named) == 7 and (len(order) != 7 or (ORGANISATIONS not in outer and tuple(order) != official)):
        return Columns("applications", tuple((None, "") for _ in official))
    # Headers cut off: the form's order, which those left follow.
    order = order if len(named) == 7 else list(official)
    return Columns("applications", tuple((name, printed.get(name, "")) for name in order))


def _in_order(names: Sequence[str], official: Sequence[str]) -> bool:
    ranks = [official.index(name) for name in dict.fromkeys(names)]
    return ranks == sorted(ranks)


def legal_words(texts: Sequence[str]) -> tuple[list[str], list[str], int]:
    """Groups and results named in a run, in order, and where the first of them stands."""
    groups: list[str] = []
    results: list[str] = []
    begin = len(texts)
    words, known = group_words(), vocabulary("legal").columns
    n = 0
    while n < len(texts):
        first = squeeze(texts[n])
        may_join = known.begins(texts[n]) or any(word.startswith(first) for word in words)
        for width in range(min(JOIN + 2, len(texts) - n) if may_join else 1, 0, -1):
            text = "".join(texts[n : n + width])
            name = None if len(text) > 20 else known.find_exact(text)
            group = None if len(text) > 20 else words.get(squeeze(text))
            if group:
                groups.append(group)
                begin = min(begin, n)
            elif name and groups:
                results.append(name)
            elif not name:
                continue
            n += width
            break
        else:
            n += 1
    return groups, results, min(begin, len(texts) - 1)
