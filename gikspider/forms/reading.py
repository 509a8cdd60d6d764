"""Reading a page's statistics forms: from its <table> elements, and from flattened lines where it has none."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate, takewhile, zip_longest

from selectolax.lexbor import LexborNode

from gikspider.forms.definitions import definition
from gikspider.forms.flat import may_hold_tables, read_lines
from gikspider.forms.frames import frame_of
from gikspider.forms.indicators import read_list_grids, read_list_lines
from gikspider.forms.known import Reader, Sheet
from gikspider.forms.records import Assembled, assemble, parts_read
from gikspider.forms.written import MAX_COLUMNS, write_out
from gikspider.items import Finding, Form, Observation
from gikspider.text.cells import Groups

# Places of all tables of a page together; the largest real pages need some 10,000.
MAX_PLACES = 4000 * MAX_COLUMNS


@dataclass(frozen=True, slots=True)
class FormsReading:
    """What the statistics forms of a page say.

    `form` is null where the page has none. `observations` then are none; else every cell of the form
    once, in its order, and local rows after them. `consumed` are [start, end) ranges of the lines
    given that are text of tables.
    """

    form: Form | None
    observations: tuple[Observation, ...] = ()
    findings: tuple[Finding, ...] = ()
    consumed: tuple[tuple[int, int], ...] = ()


def read_tables(
    tables: Sequence[LexborNode],
    lines: Sequence[str] = (),
    *,
    year: int | None = None,
    cells: Sequence[Groups | None] = (),
) -> FormsReading:
    """Read the statistics forms of one report.

    `tables` are the <table> elements of its body in document order, nested ones included; `lines` its
    text. `year` is the report's: it chooses no form, a form of another year is a finding. `cells` are
    those of each table, null where nobody has read them yet.
    """
    reader = Reader()
    sheets = _sheets(tables, cells)
    for sheet in sheets:
        reader.read(sheet)
    frame = frame_of(reader, year)
    if frame is not None and not (frame.left and lines and may_hold_tables(lines)):
        assembled = frame.filled([sheet.written.texts for sheet in reader.used])
        findings = [*assembled.findings, *_judgements(assembled, year)]
        consumed = _table_lines(reader.used, lines)
        return FormsReading(assembled.form, assembled.observations, tuple(findings), merged(consumed))
    return _matched(reader, sheets, lines, year)


def _matched(reader: Reader, sheets: Sequence[Sheet], lines: Sequence[str], year: int | None) -> FormsReading:
    """Read row by row what the tables hold, and from the lines what they do not."""
    records, left = parts_read(reader.records())
    consumed = _table_lines(reader.used, lines) if records else []
    findings: list[Finding] = []
    if left and lines and may_hold_tables(lines):
        flat = read_lines(lines, left, {n for start, end in consumed for n in range(start, end)})
        records.extend(flat.records)
        consumed.extend(flat.consumed)
        if flat.records:
            words = ", ".join(dict.fromkeys(record.part for record in flat.records))
            findings.append(
                Finding(code="table_flattened", severity="info", detail=f"read from text: {words}")
            )
    if not records:
        return _list_form(sheets, lines, year)
    assembled = assemble(records, year)
    findings.extend((*assembled.findings, *_judgements(assembled, year)))
    return FormsReading(assembled.form, assembled.observations, tuple(findings), merged(consumed))


def _list_form(sheets: Sequence[Sheet], lines: Sequence[str], year: int | None) -> FormsReading:
    """The forms of 2008 and 2014, which are lists of indicators."""
    found = read_list_grids([sheet.grid for sheet in sheets]) or read_list_lines(lines)
    if found is None:
        return FormsReading(None)
    findings = list(_judgements(Assembled(found.form, found.observations), year))
    consumed = found.consumed
    if found.source == "flattened":
        findings.insert(
            0, Finding(code="table_flattened", severity="info", detail="read from text: indicators")
        )
    else:
        consumed = tuple(_table_lines(sheets, lines))
    return FormsReading(found.form, found.observations, tuple(findings), merged(consumed))


def _judgements(read: Assembled, year: int | None) -> Iterable[Finding]:
    yield from _year_conflict(read.form, year)
    yield from _open_cells(read.observations)


def _year_conflict(form: Form | None, year: int | None) -> Iterable[Finding]:
    """A form of another time than the report's: what is read stays what its labels say."""
    if form is None or year is None:
        return
    known = definition(form)
    if year < known.first_year or (known.last_year is not None and year > known.last_year):
        detail = f"form {form} ({known.document}) in a report on {year}"
        yield Finding(code="year_conflict", severity="warning", detail=detail)


def _open_cells(observations: Iterable[Observation]) -> Iterable[Finding]:
    """How many cells could not be told apart, and values no count can have."""
    cells = list(observations)
    unclear = [o.code for o in cells if o.state == "ambiguous"]
    if unclear:
        words = ", ".join(dict.fromkeys(unclear[:40]))[:200]
        yield Finding(code="cells_ambiguous", severity="warning", detail=f"{len(unclear)} cells: {words}")
    for cell in cells:
        if cell.state == "text" and any(map(str.isdigit, cell.raw)):
            yield Finding(code="value_unreadable", severity="error", detail=f"{cell.code}: {cell.raw[:40]}")


def merged(spans: Iterable[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    """Ranges in order, touching ones made one."""
    found: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if found and start <= found[-1][1]:
            found[-1] = found[-1][0], max(end, found[-1][1])
        else:
            found.append((start, end))
    return tuple(found)


def _table_lines(sheets: Sequence[Sheet], lines: Sequence[str]) -> list[tuple[int, int]]:
    """The lines that are rows of these tables: the same cells, whatever separates them."""
    if not lines:
        return []
    rows = {squeezed("".join(row)) for sheet in sheets for row in sheet.rows()}
    rows.discard("")
    return [(n, n + 1) for n, line in enumerate(lines) if squeezed(line) in rows]


def squeezed(text: str) -> str:
    """A text without white space."""
    return "".join(text.split())


def _sheets(tables: Sequence[LexborNode], cells: Sequence[Groups | None]) -> list[Sheet]:
    """The tables that have cells, as many as have no more than MAX_PLACES places together."""
    sheets = [Sheet(write_out(table, its)) for table, its in zip_longest(tables, cells[: len(tables)])]
    sheets = [sheet for sheet in sheets if sheet.written.texts]
    # Only pages that may have too many are laid out for counting.
    if MAX_COLUMNS * sum(sheet.written.rows for sheet in sheets) > MAX_PLACES:
        sums = accumulate(len(sheet.grid) * len(sheet.grid[0]) for sheet in sheets)
        few = sum(1 for _ in takewhile(MAX_PLACES.__ge__, sums))
        del sheets[few:]
    return sheets
