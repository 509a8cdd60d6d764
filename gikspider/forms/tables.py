"""Reading laid-out tables of the 2019 and 2021 forms into rows of values.

One reader goes over all tables of a page in their order: a form may be cut into several tables, and
one table may hold several parts of a form, so header rows and what part is being read are kept from
row to row.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from gikspider.forms.grid import Grid, GridCell
from gikspider.forms.headers import Columns, read_header, without_places
from gikspider.forms.labels import squeeze
from gikspider.forms.marks import Tags, tags
from gikspider.forms.picking import pick, plain_row
from gikspider.forms.rows import Header, Record
from gikspider.forms.vocabulary import GROUP_CODES, SHARED_ROWS, Part, cell_key, cells_by_code, row_of

_HEADER_ROWS = 6
_LABELLED: tuple[Part, ...] = ("active", "applications")
_HEADINGS = frozenset({"三本年度办理结果", "本年度办理结果"})
Marked = list[tuple[GridCell, Tags]]


class TableReader:
    """Reads the rows of tables, one after the other."""

    def __init__(self) -> None:
        self._records: list[Record] = []
        # What the tables read so far say about the next one.
        self.columns: Columns | None = None
        self.part: Part | None = None
        # Whether a figure of the last table was taken for more than a figure.
        self.by_figures = False
        self._header: Grid = []
        self._pending = ""

    def read(self, grid: Grid) -> list[Record]:
        """The rows of forms found in a table."""
        self._records = []
        self._header, self._pending, self.by_figures = [], "", False
        skip = False
        for y, row in enumerate(grid):
            if skip:
                skip = False
                continue
            skip = self._row(grid, y, row)
        if self.columns is not None:
            self.columns = without_places(self.columns)
        return self._records

    def _row(self, grid: Grid, y: int, row: list[GridCell | None]) -> bool:
        """Read one row; whether the next row belongs to it."""
        if not self._header and not self._pending and self._plain(y, row):
            return False
        cells: Marked = []
        last = None
        for cell in row:
            if cell is not last and cell is not None:
                cells.append((cell, tags(cell.text)))
                last = cell
        if not any(cell.text for cell, _ in cells):
            if not any(cell.text for below in grid[y + 1 :] for cell in below if cell):
                self._legal_values(grid, y, cells)
            return False
        if len(cells) == 1 and cells[0][1].caption:
            self.columns, self._header, self._pending = None, [], ""
            return False
        if (found := self._label(grid, y, cells)) is not None:
            self._data(y, row, cells, *found)
            return False
        numbers = any(mark.state not in ("text", "blank") for _, mark in cells)
        if numbers and self._legal_values(grid, y, cells):
            return False
        if numbers and not any(mark.header_word for _, mark in cells):
            return self._unlabelled(grid, y, row, cells)
        self._header = [*self._header[-_HEADER_ROWS:], row]
        self.by_figures |= numbers
        texts = [cell.text for cell, mark in cells if mark.state == "text"]
        self._pending = texts[0] if len(texts) == 1 and not numbers else ""
        return False

    def _plain(self, y: int, row: list[GridCell | None]) -> bool:
        """Read a usual row: its label beside the columns of the header above, a cell under each."""
        columns = self.columns
        if columns is None or not columns.positions or self.part != columns.part:
            return False
        start = columns.positions[0]
        label = row[start - 1] if 0 < start <= len(row) else None
        if label is None or label.row != y:
            return False
        mark = tags(label.text)
        part = columns.part
        code = (
            mark.applications_row if part == "applications" else mark.active_row if part == "active" else None
        )
        if code is None or code in GROUP_CODES or not fits(part, code, columns.header):
            return False
        picked = plain_row(row, y, start, columns)
        if picked is None:
            return False
        texts = tuple([cell.text for cell in picked])
        if code in SHARED_ROWS and any(tags(text).header_word for text in texts):
            return False
        places = tuple([cell.number for cell in picked])
        self._records.append(Record(part, code, label.text, columns.header, texts, "", "table", places))
        return True

    def _label(self, grid: Grid, y: int, cells: Marked) -> tuple[int, Part, str] | None:
        """The last cell before the values that names a row: its index, part and code."""
        if not self._pending and not any(mark.names_row for _, mark in cells):
            return None
        row, below = grid[y], grid[y + 1] if y + 1 < len(grid) else []
        found: tuple[int, Part, str] | None = None
        for n, (cell, mark) in enumerate(cells):
            if cell.row != y or mark.state == "blank":
                continue  # what hangs into the row from above is the label of another
            if mark.state != "text":
                if found:
                    break
                continue  # the row's number
            named = self._row_named(cell, mark)
            if named and (named[1] not in GROUP_CODES or _adjacent(row, below, y, cell)):
                found = n, *named
        if found is None or found[0] == len(cells) - 1:
            return None
        n, _, code = found
        # Header cells that hang into this row from above say nothing about it.
        others = [
            mark
            for m, (cell, mark) in enumerate(cells)
            if m != n and cell.row == y and mark.header_word and not mark.names_row
        ]
        if len(others) > 1 or (others and any(mark.word or mark.active_column for mark in others)):
            return None
        after = [mark for _, mark in cells[n + 1 :]]
        if code in SHARED_ROWS and (
            self._reading() != "applications" or len(after) < 2 or any(mark.header_word for mark in after)
        ):
            return None
        return found

    def _row_named(self, cell: GridCell, mark: Tags) -> tuple[Part, str] | None:
        """The row a text names, by itself or with the beginning of its label in the row above."""
        if mark.active_row:
            return "active", mark.active_row
        if mark.applications_row:
            return "applications", mark.applications_row
        for part in _LABELLED if self._pending else ():
            if code := row_of(part, self._pending + cell.text):
                return part, code
        return None

    def _reading(self) -> Part | None:
        """The part the latest header rows, or else the rows before, belong to."""
        if self._header:
            words = [mark for row in self._header for cell in row if cell for mark in (tags(cell.text),)]
            if any(mark.group or mark.legal_column not in (None, "other", "total") for mark in words):
                return "legal"
            if sum(mark.applications_column is not None for mark in words) > 1:
                return "applications"
            if any(mark.active_column for mark in words):
                return "active"
        return self.part

    def _resolve(self, part: Part) -> Header:
        """Take over the header rows met since the last data row."""
        if self._header and (columns := read_header(self._header, part)):
            self.columns = columns
        self._header, self._pending, self.part = [], "", part
        if self.columns is None or self.columns.part != part:
            self.columns = None
            return ()
        return self.columns.header

    def _data(self, y: int, row: list[GridCell | None], cells: Marked, n: int, part: Part, code: str) -> None:
        label = cells[n][0]
        header = self._resolve(part)
        if code not in GROUP_CODES and not fits(part, code, header):
            header = ()
        columns = self.columns if header else None
        picked, printed = pick(row, y, label, columns)
        if picked is None and (not printed or code in GROUP_CODES - {"applications.results.other.total"}):
            return
        self._add(part, code, label.text, header, picked, printed)

    def _add(
        self,
        part: Part,
        code: str | None,
        label: str,
        header: Header,
        picked: Sequence[GridCell] | None,
        printed: Sequence[GridCell],
    ) -> None:
        texts = tuple(cell.text for cell in picked) if picked is not None else None
        places = tuple(cell.number for cell in picked) if picked is not None else ()
        raw = " | ".join(cell.text for cell in printed)[:200]
        self._records.append(Record(part, code, label, header, texts, raw, "table", places))

    def _legal_values(self, grid: Grid, y: int, cells: Marked) -> bool:
        """Read the one row of values under the legal headers."""
        if len(cells) < 3 or not any(tags(cell.text).group for row in self._header for cell in row if cell):
            return False
        columns = read_header(self._header, "legal")
        if columns is None:
            return False
        row = grid[y]
        first = next((cell for cell, mark in cells[:1] if mark.state == "text"), None)
        picked, printed = pick(row, y, None, columns)
        if picked is None and first is not None:
            picked, printed = pick(row, y, first, columns)
        if picked is None and not any(cell.text for cell in printed):
            return False
        self._header, self._pending, self.part, self.columns = [], "", "legal", columns
        header = columns.header
        if not any(name for name, _ in header):
            picked = None
            header = ()
        self._add("legal", "legal", "", header, picked, printed)
        return True

    def _unlabelled(self, grid: Grid, y: int, row: list[GridCell | None], cells: Marked) -> bool:
        """A row of values whose label is no row of a form: cut over two rows, or a local row."""
        label = _before_values([(cell, mark) for cell, mark in cells if cell.row == y])
        part = self._reading()
        if label is None or part is None or part == "legal":
            return False
        below = _label_below(grid, y, label)
        self.by_figures |= tags(below).state not in ("text", "blank")
        if below and (code := row_of(part, label.text + below)):
            n = next(n for n, (cell, _) in enumerate(cells) if cell is label)
            self._data(y, row, cells, n, part, code)
            return True
        header = self._resolve(part)
        mark = tags(label.text)
        if mark.header_word or mark.applications_row or squeeze(label.text) in _HEADINGS:
            # Only the label of a group is left: whose values these are is not known.
            return False
        if header and len(squeeze(label.text)) >= 2 and any(name for name, _ in header):
            picked, printed = pick(row, y, label, self.columns)
            if picked is not None:
                self._add(part, None, label.text, header, picked, printed)
        return False


@lru_cache(maxsize=1024)
def fits(part: Part, code: str, header: Header) -> bool:
    """Whether any column of a header is one the row has."""
    known = cells_by_code()
    return any(name and cell_key(part, code, name) in known for name, _ in header)


def _before_values(cells: Marked) -> GridCell | None:
    """The last text before the first value of a row."""
    found: GridCell | None = None
    for cell, mark in cells:
        if mark.state == "text":
            found = cell
        elif mark.state != "blank":
            break
    return found


def _adjacent(grid_row: list[GridCell | None], below: list[GridCell | None], y: int, label: GridCell) -> bool:
    """Whether the label of a group has a row of its own: values right beside it, and no rows under it.

    A blank cell first, where there are more cells than columns, is a row label that is lost.
    """
    if label.row != y or any(cell is label for cell in below):
        return False
    own = [cell for cell in grid_row if cell is not None and cell.column > label.column and cell.row == y]
    own = list(dict.fromkeys(own))
    if not own or tags(own[0].text).state == "text":
        return False
    return len(own) <= 7 or bool(own[0].text)


def _label_below(grid: Grid, y: int, label: GridCell) -> str:
    """The text under a label, where the row below prints nothing else."""
    if y + 1 >= len(grid):
        return ""
    own = [cell for cell in grid[y + 1] if cell is not None and cell.row == y + 1]
    own = [cell for n, cell in enumerate(own) if cell.text and cell not in own[:n]]
    return own[0].text if len(own) == 1 and own[0].column <= label.column + 1 else ""
