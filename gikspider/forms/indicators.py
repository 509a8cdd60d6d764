"""From the rows of a list form (2008, 2014) to its observations."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from gikspider.forms.definitions import Cell, definition
from gikspider.forms.grid import Grid
from gikspider.forms.labels import squeeze
from gikspider.forms.lists import LISTS, Cells, Listed, ListReader, take_stream, words
from gikspider.forms.rows import missing, observe
from gikspider.forms.tokens import cells_of, pieces
from gikspider.forms.values import AMBIGUOUS, Value, kind_of, read_value
from gikspider.items import Form, Observation, Source

# Of these a text that holds a list has at least one.
_MARKERS = (
    "相同信息计1条",
    "制发规范性文件总数",
    "热点或重大舆情数",
    "更改补充数",
    "维持具体行政行为",
    "全文电子化的主动公开",
    "新增的行政规范性文件",
    "专栏页面访问",
    "公开范围1",
    "统计指标",
    "指标名称",
)
_MOST_TOKENS = 20_000


@dataclass(frozen=True, slots=True)
class ListReading:
    """The observations of a list form, and the lines they were read from."""

    form: Form
    observations: tuple[Observation, ...]
    consumed: tuple[tuple[int, int], ...]
    source: Source


def read_list_grids(grids: Sequence[Grid]) -> ListReading | None:
    """Read a list form from laid-out tables, an indicator a row or a column; None where they hold none."""
    tables = [_own_texts(grid) for grid in grids]
    best = _read_rows(tables)
    if best is None or not any(item.raw for item in best.found):
        best = _read_rows([list(zip(*rows, strict=True)) for rows in tables if _lies(rows)]) or best
    return ListReading(best.form, observations(best, "table"), (), "table") if best else None


def _own_texts(grid: Grid) -> list[list[str | None]]:
    """The texts of a grid, each once: None where a cell only continues."""
    return [
        [
            cell.text if cell is not None and cell.row == y and cell.column == n else None
            for n, cell in enumerate(row)
        ]
        for y, row in enumerate(grid)
    ]


def _lies(rows: Sequence[Cells]) -> bool:
    """Whether a table may have its indicators as columns: figures in one row only, and no text in it but its name.

    Several rows of figures are those of several units, or of several years.
    """
    states = [[kind_of(text) for text in row if text] for row in rows]
    figures = [row for row in states if any(state != "text" for state in row)]
    return len(figures) == 1 and figures[0].count("text") <= 1


def _read_rows(tables: Iterable[Iterable[Cells]]) -> ListReader | None:
    readers = [ListReader(form) for form in LISTS]
    for rows in tables:
        for cells in rows:
            for reader in readers:
                reader.take_row(cells)
    return _best(readers)


def read_list_lines(lines: Sequence[str]) -> ListReading | None:
    """Read a list form from text: separated rows where there are any, else one cell after the other."""
    text = "".join("".join(lines).split())
    if not any(marker in text for marker in _MARKERS):
        return None
    rows = [(n, cells_of(line)) for n, line in enumerate(lines)]
    readers = [ListReader(form) for form in LISTS]
    used: dict[Form, list[tuple[int, int]]] = {form: [] for form in LISTS}
    for n, cells in rows:
        for reader in readers:
            if cells is not None and reader.take_row(cells):
                used[reader.form].append((n, n + 1))
    if (best := _best(readers)) is None:
        streams = [ListReader(form) for form in LISTS]
        tokens = [(piece, n) for n, line in enumerate(lines) for piece in pieces(line)][:_MOST_TOKENS]
        for reader in streams:
            spans = take_stream(reader, [token for token, _ in tokens])
            if spans:
                used[reader.form] = [_range(tokens, spans[0][0], spans[-1][1])]
        best = _best(streams)
    if best is None:
        return None
    return ListReading(best.form, observations(best, "flattened"), tuple(used[best.form]), "flattened")


def _range(tokens: Sequence[tuple[str, int]], first: int, after: int) -> tuple[int, int]:
    """The lines of a flattened list from its first label on, with the header before and the figure after."""
    known = words()
    heads = known.values | known.periods | known.others
    while first > 0 and (squeeze(tokens[first - 1][0]) in heads or tokens[first - 1][0].strip() == "1"):
        first -= 1
    end = after - 1
    while end + 1 < len(tokens) and (
        squeeze(tokens[end + 1][0]) in known.units or kind_of(tokens[end + 1][0]) != "text"
    ):
        end += 1
    return tokens[first][1], tokens[end][1] + 1


def _best(readers: Sequence[ListReader]) -> ListReader | None:
    accepted = [reader for reader in readers if reader.accepted()]
    return max(accepted, key=lambda reader: (reader.exact, len(reader.found)), default=None)


def observations(reader: ListReader, source: Source) -> tuple[Observation, ...]:
    """Every cell of the form once; figures of the period, where printed, after them as column current_period."""
    table = definition(reader.form).table("indicators")
    rows = table.blocks[0].rows
    met: dict[int, Listed] = {}
    twice: set[int] = set()
    for item in reader.found:
        before = met.setdefault(item.place, item)
        if before.value != item.value:
            twice.add(item.place)
    year: list[Observation] = []
    periods: list[Observation] = []
    for place, row in enumerate(rows):
        if row.heading:
            continue
        cell = table.cell(row, None)
        item_met = met.get(place)
        if item_met is None:
            year.append(missing(cell, source))
            continue
        year.append(_observation(cell, item_met, place in twice, source))
        if item_met.period is not None:
            period = Cell(
                cell.code, "current_period", cell.label, cell.english, cell.unit, cell.type, cell.table
            )
            value = read_value(item_met.period, cell.type)
            periods.append(observe(period, item_met.period, value, value.unit, source))
    return (*year, *periods)


def _observation(cell: Cell, item: Listed, twice: bool, source: Source) -> Observation:
    if item.value is None or twice:
        if not item.raw:
            return missing(cell, source)
        return observe(cell, item.raw, AMBIGUOUS, None, source)
    value: Value = read_value(item.value, cell.type)
    return observe(cell, item.value, value, value.unit, source)
