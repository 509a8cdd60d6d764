"""Reading the header rows of a table: which column stands where."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from gikspider.forms.definitions import definition
from gikspider.forms.grid import Grid, GridCell
from gikspider.forms.marks import CORNER, ORGANISATIONS, TOP, tags
from gikspider.forms.rows import Header
from gikspider.forms.vocabulary import Part, column_of, fill_cut_headers, group_words, vocabulary


@dataclass(frozen=True, slots=True, eq=False)
class Columns:
    """The columns of a table: ids and header texts in order; where they stand, if their places can be trusted.

    Columns of one header are one object (`read_header`), and so is their `header`.
    """

    part: Part
    header: Header
    positions: tuple[int, ...] | None = None

    def ids(self) -> tuple[str, ...]:
        """The ids of the columns that were read."""
        return tuple(name for name, _ in self.header if name)


@lru_cache(maxsize=1024)
def without_places(columns: Columns) -> Columns:
    """The columns as they go on in the next table: places are those of one table."""
    return Columns(columns.part, columns.header)


class _Known(dict[tuple[object, ...], Columns | None]):
    """Headers already read, by their cells: most pages print the form's own."""

    most = 2000
    times_cleared = 0


_KNOWN = _Known()


def headers_age() -> int:
    """Another number each time the headers read before are forgotten: what is read then are new objects."""
    return _KNOWN.times_cleared


def read_header(rows: Grid, part: Part) -> Columns | None:
    """The columns header rows name, None where they name none of this part."""
    known = (
        part,
        *(tuple([(cell.text, cell.column, cell.row) if cell else None for cell in row]) for row in rows),
    )
    try:
        return _KNOWN[known]
    except KeyError:
        columns = _read_header(rows, part)
    if len(_KNOWN) >= _KNOWN.most:
        _KNOWN.clear()
        _KNOWN.times_cleared += 1
    _KNOWN[known] = columns
    return columns


def _read_header(rows: Grid, part: Part) -> Columns | None:
    leaves = _legal_leaves(rows) if part == "legal" else _leaves(rows, part)
    names = _unique([name for _, name, _ in leaves])
    texts = [text for _, _, text in leaves]
    if part == "applications" and (order := _applicants(rows, names)):
        return order
    names = list(fill_cut_headers(part, names, texts))
    if part == "legal" and not _whole_groups(names):
        return _unlabelled_legal(rows)
    # One applicant's word is no header: 总计 and 其他 are words of rows as well.
    if sum(name is not None for name in names) < (2 if part == "applications" else 1):
        return None
    return Columns(part, tuple(zip(names, texts, strict=True)), tuple(position for position, _, _ in leaves))


def _unique(names: Sequence[str | None]) -> list[str | None]:
    """Columns named twice are not known to be either."""
    return [name if names.count(name) == 1 else None for name in names]


def paths(rows: Grid, part: Part) -> list[list[GridCell]]:
    """For every place of the width, the cells of the header rows above it, top to bottom, blank ones left out."""
    width = len(rows[0])
    found: list[list[GridCell]] = []
    for place in range(width):
        path: list[GridCell] = []
        for row in rows:
            cell = row[place]
            if cell is not None and cell.text and (not path or path[-1] is not cell):
                path.append(cell)
        found.append(path)
    return found


Leaf = tuple[int, str | None, str]


def _leaves(rows: Grid, part: Part) -> list[Leaf]:
    places = paths(rows, part)
    named = [_match([cell.text for cell in path], part) for path in places]
    start = _start(places, named)
    if start is None:
        return []
    leaves: list[Leaf] = []
    last: GridCell | None = None
    for place in range(start, len(places)):
        path = places[place]
        below = path[-1] if path else rows[-1][place]
        if below is None or (below is last and below.text):
            continue
        last = below
        texts = [cell.text for cell in path if not (tags(cell.text).word or tags(cell.text).caption)]
        # A header read may be split over two rows; one that is not is judged by its own cell.
        leaves.append((place, named[place], "".join(texts[-2:] if named[place] else texts[-1:])))
    while leaves and leaves[-1][1] is None and not leaves[-1][2]:
        leaves.pop()
    return leaves


def _start(places: Sequence[Sequence[GridCell]], named: Sequence[str | None]) -> int | None:
    """Where the value columns begin: after the corner, under the top cell, or at the first column read."""
    first = next((n for n, name in enumerate(named) if name), None)
    if first is None:
        return None
    for place in range(first):
        words = {tags(cell.text).word for cell in places[place]}
        if words & TOP:
            return place
        if words & CORNER:
            beyond = place + 1
            while beyond < first and any(tags(cell.text).word in CORNER for cell in places[beyond]):
                beyond += 1
            return beyond
    return first


def _match(path: Sequence[str], part: Part) -> str | None:
    """The column a header path names: its last cell, its last cells joined, or a cell above a note."""
    for depth in range(1, min(4, len(path)) + 1):
        if found := column_of(part, "".join(path[-depth:])):
            return found
    return next((found for text in reversed(path[:-1]) if (found := column_of(part, text))), None)


def _applicants(rows: Grid, placed: Sequence[str | None]) -> Columns | None:
    """The applicants where lost or wrong spans put their header cells into wrong places; None where they did not.

    Read row by row, the group 法人或其他组织 stands for the applicants below it. Where that order is not
    the order of the places, it is trusted if it is the form's; else no column has a name.
    """
    order, grouped = _reading_order(rows)
    official = vocabulary("applications").official[0]
    by_place = tuple(name for name in placed if name)
    by_words = tuple(name for name, _ in order)
    if by_place in (official, by_words) or len(by_place) < 2 or (len(set(by_words)) < 7 and not grouped):
        # A header that names some of the applicants only: part of the table, cut by columns.
        if by_place not in (official, by_words) and not _follows(by_place, official):
            return Columns("applications", tuple((None, "") for _ in official))
        return None
    if by_words == official:
        return Columns("applications", order)
    if len(set(by_words)) < 7 and _follows(by_place, official):
        return None
    return Columns("applications", tuple((None, "") for _ in official))


def _follows(names: Sequence[str], official: Sequence[str]) -> bool:
    """Whether names stand in the form's order, some perhaps left out."""
    places = iter(official)
    return all(name in places for name in names)


def _reading_order(rows: Grid) -> tuple[Header, bool]:
    """The applicants in the order they are read, and whether the word for their group was met."""
    outer: list[tuple[str | None, str]] = []
    inner: list[tuple[str | None, str]] = []
    seen: set[int] = set()
    grouped = False
    target = outer
    for row in rows:
        if grouped:
            target = inner
        for cell in row:
            if cell is None or id(cell) in seen:
                continue
            seen.add(id(cell))
            mark = tags(cell.text)
            if mark.word == ORGANISATIONS:
                grouped = True
                outer.append((ORGANISATIONS, cell.text))
            elif mark.applications_column:
                target.append((mark.applications_column, cell.text))
    order = [item for name, text in outer for item in (inner if name == ORGANISATIONS else [(name, text)])]
    return tuple(order), grouped


def _legal_leaves(rows: Grid) -> list[Leaf]:
    leaves: list[Leaf] = []
    last: GridCell | None = None
    for place, path in enumerate(paths(rows, "legal")):
        texts = [cell.text for cell in path]
        group = next((mark for text in reversed(texts) if (mark := tags(text).group)), None)
        if not path or path[-1] is last or group is None:
            continue
        last = path[-1]
        leaf = _match(texts, "legal")
        leaves.append((place, f"{group}.{leaf}" if leaf else None, texts[-1]))
    return leaves


def _whole_groups(names: Sequence[str | None]) -> bool:
    """Whether every group met has its five results: lost spans mix the groups' header cells."""
    groups = [name.split(".")[0] if name else "" for name in names]
    return bool(groups) and all(group and groups.count(group) == 5 for group in groups)


def _unlabelled_legal(rows: Grid) -> Columns | None:
    """The legal columns in the form's order, unless the headers that can be read contradict it."""
    seen: set[int] = set()
    groups: list[str] = []
    results: list[str] = []
    for row in rows:
        for cell in row:
            if cell is None or id(cell) in seen:
                continue
            seen.add(id(cell))
            mark = tags(cell.text)
            groups.extend(filter(None, [mark.group]))
            if mark.legal_column:
                results.append(mark.legal_column)
    return legal_by_position(results, groups) if groups else None


def legal_by_position(results: Sequence[str], groups: Sequence[str] = ()) -> Columns:
    """The 15 legal columns in the order of the form, or in the order printed where all can be read.

    `results` are the result headers as read, `groups` the group headers. Nameless where those read
    contradict the form's order and do not give one of their own.
    """
    columns = definition("2021").table("legal").blocks[0].columns
    official = [column.id.rsplit(".", 1)[1] for column in columns]
    order = [group for group in dict.fromkeys(groups) if group in group_words().values()]
    if len(order) != 3:
        order = list(group_words().values())
    rounds = [results[n : n + 5] for n in range(0, len(results), 5)]
    if len(results) == 15 and all(len(set(five)) == 5 for five in rounds):
        header = [(f"{order[n // 5]}.{result}", result) for n, result in enumerate(results)]
        return Columns("legal", tuple(header))
    places = iter(official)
    # Some headers may be unread; those read must stand in the form's order.
    if not all(result in places for result in results):
        return Columns("legal", tuple((None, "") for _ in columns))
    return Columns("legal", tuple((f"{order[n // 5]}.{result}", result) for n, result in enumerate(official)))
