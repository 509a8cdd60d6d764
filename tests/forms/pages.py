"""The forms printed as pages print them: a truth (values by cell) as HTML tables or as flattened text."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape

from gikspider.forms import definition
from gikspider.forms.definitions import Block, Row, Table

Truth = Mapping[tuple[str, str | None], str]


def td(text: str, **spans: int) -> str:
    """A cell; spans of 1 are not written."""
    attrs = "".join(f' {name}="{value}"' for name, value in spans.items() if value != 1)
    return f"<td{attrs}>{escape(text)}</td>"


def values(table: Table, block: Block, row: Row, truth: Truth) -> list[str]:
    """The texts of a row's cells."""
    found = [table.cell(row, column) for column in block.columns or (None,)]
    return [truth.get((cell.code, cell.column), "") for cell in found]


def active_rows(table: Table, block: Block, truth: Truth, width: int) -> list[str]:
    """A block of article 20: caption, header, rows."""
    rows = [td(block.caption or "", colspan=width)]
    rows.append(td(table.corner or "") + "".join(td(c.label) for c in block.columns))
    rows += [td(row.label) + "".join(map(td, values(table, block, row, truth))) for row in block.rows]
    return rows


def application_rows(table: Table, truth: Truth) -> list[str]:
    """The big matrix: three header rows, three label columns with spans."""
    block = table.blocks[0]
    inner = [c for c in block.columns if c.groups]
    rows = [
        td(table.corner or "", colspan=3, rowspan=3) + td(table.top or "", colspan=7),
        td("自然人", rowspan=2) + td("法人或其他组织", colspan=5) + td("总计", rowspan=2),
        "".join(td(c.label) for c in inner),
    ]
    shown: set[str] = set()
    for row in block.rows:
        cells = ""
        for parent in row.parents:
            if parent not in shown:
                shown.add(parent)
                cells += td(parent, rowspan=sum(parent in r.parents for r in block.rows))
        cells += td(row.label, colspan=3 - len(row.parents))
        rows.append(cells + "".join(map(td, values(table, block, row, truth))))
    return rows


def legal_rows(table: Table, truth: Truth) -> list[str]:
    """Reviews and lawsuits: three header rows, one row of 15 values."""
    block = table.blocks[0]
    review = [td(c.label, rowspan=2) for c in block.columns[:5]]
    return [
        td("行政复议", colspan=5) + td("行政诉讼", colspan=10),
        "".join(review) + td("未经复议直接起诉", colspan=5) + td("复议后起诉", colspan=5),
        "".join(td(c.label) for c in block.columns[5:]),
        "".join(map(td, values(table, block, block.rows[0], truth))),
    ]


def as_table(rows: list[str]) -> str:
    """Rows as one <table>."""
    return "<table>" + "".join(f"<tr>{row}</tr>" for row in rows) + "</table>"


def modern_html(form: str, truth: Truth) -> str:
    """A page with the three tables of form 2019 or 2021."""
    active, applications, legal = definition(form).tables  # type: ignore[arg-type]
    blocks = [row for block in active.blocks for row in active_rows(active, block, truth, 4)]
    tables = (
        (active, blocks),
        (applications, application_rows(applications, truth)),
        (legal, legal_rows(legal, truth)),
    )
    return "".join(f"<p>{table.heading}</p>{as_table(rows)}" for table, rows in tables)
