"""Printed pages of the forms: tables as rows of boxes with spans, rendered as HTML or as flattened text."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from decimal import Decimal
from html import escape

from gikspider.forms import definition
from gikspider.forms.definitions import Block, Cell, Table

Key = tuple[str, str | None]
Expected = tuple[str, Decimal | None, str | None]


@dataclass
class Box:
    """A printed cell. `key` is the cell of the form it is the value of; spans may be any text."""

    text: str
    kind: str
    key: Key | None = None
    colspan: str = "1"
    rowspan: str = "1"
    hidden: bool = False


@dataclass
class Printed:
    """A printed table: rows of boxes."""

    part: str
    rows: list[list[Box]]


@dataclass
class Page:
    """A page to be read: printed tables, how they are rendered, and what each cell must be read as."""

    form: str
    tables: list[Printed]
    expected: dict[Key, Expected]
    local: dict[str, list[Decimal]] = field(default_factory=dict)
    mode: str = "html"
    word: bool = False
    split: bool = False
    unclosed: bool = False
    nested: bool = False
    dedup: bool = False
    collapse: bool = False
    vertical: bool = False

    def boxes(self, *kinds: str) -> list[Box]:
        """All boxes of some kinds."""
        return [box for table in self.tables for row in table.rows for box in row if box.kind in kinds]


def printed(rng: random.Random, form: str) -> Page:
    """An undamaged page with random figures, nearly all different so that no shift goes unseen."""
    known = definition(form)  # type: ignore[arg-type]
    pool = rng.sample(range(1, 9000), 200)
    zeros = rng.choice((0.05, 0.5, 0.9))
    expected: dict[Key, Expected] = {}
    for n, cell in enumerate(known.cells()):
        value = Decimal(0 if rng.random() < zeros else pool[n])
        expected[cell.code, cell.column] = "number", value, cell.unit
    tables = [Printed("active", rows) for rows in _active(known.table("active"), expected)]
    tables.append(Printed("applications", _applications(known.table("applications"), expected)))
    tables.append(Printed("legal", _legal(known.table("legal"), expected)))
    return Page(form, tables, expected)


def _value(cell: Cell, expected: dict[Key, Expected]) -> Box:
    key = cell.code, cell.column
    return Box(str(expected[key][1]), "value", key)


def _active(table: Table, expected: dict[Key, Expected]) -> list[list[list[Box]]]:
    tables = []
    for block in table.blocks:
        width = str(len(block.columns) + 1)
        rows = [[Box(block.caption or "", "caption", colspan=width)]]
        rows.append([Box("信息内容", "corner"), *(Box(c.label, "header") for c in block.columns)])
        for row in block.rows:
            values = [_value(table.cell(row, column), expected) for column in block.columns]
            rows.append([Box(row.label, "label"), *values])
        tables.append(rows)
    return tables


def _applications(table: Table, expected: dict[Key, Expected]) -> list[list[Box]]:
    block: Block = table.blocks[0]
    rows = [
        [Box(table.corner or "", "corner", colspan="3", rowspan="3"), Box("申请人情况", "top", colspan="7")],
        [
            Box("自然人", "header", rowspan="2"),
            Box("法人或其他组织", "group", colspan="5"),
            Box("总计", "header", rowspan="2"),
        ],
        [Box(c.label, "header") for c in block.columns if c.groups],
    ]
    seen: set[str] = set()
    for row in block.rows:
        line: list[Box] = []
        for parent in row.parents:
            if parent not in seen:
                seen.add(parent)
                line.append(Box(parent, "group", rowspan=str(sum(parent in r.parents for r in block.rows))))
        line.append(Box(row.label, "label", colspan=str(3 - len(row.parents))))
        rows.append([*line, *(_value(table.cell(row, column), expected) for column in block.columns)])
    return rows


def _legal(table: Table, expected: dict[Key, Expected]) -> list[list[Box]]:
    columns = table.blocks[0].columns
    cells = list(table.cells())
    return [
        [Box("行政复议", "group", colspan="5"), Box("行政诉讼", "group", colspan="10")],
        [
            *(Box(c.label, "header", rowspan="2") for c in columns[:5]),
            Box("未经复议直接起诉", "group", colspan="5"),
            Box("复议后起诉", "group", colspan="5"),
        ],
        [Box(c.label, "header") for c in columns[5:]],
        [_value(cell, expected) for cell in cells],
    ]


def html(made: Page, rng: random.Random) -> str:
    """The page as HTML."""
    out = []
    for table in made.tables:
        rows = "".join(
            f"<tr>{''.join(_td(made, box, rng) for box in row)}{'' if made.unclosed else '</tr>'}"
            for row in table.rows
        )
        out.append(f"<p>小标题</p><table>{rows}</table>")
    body = "".join(out)
    if made.nested:
        body = f"<table><tr><td>栏目</td><td>{body}</td></tr></table>"
    return f"<html><body>{body}</body></html>"


def _td(made: Page, box: Box, rng: random.Random) -> str:
    attrs = "".join(
        f' {name}="{value}"'
        for name, value in (("colspan", box.colspan), ("rowspan", box.rowspan))
        if value != "1"
    )
    if box.hidden:
        attrs += ' style="display:none"'
    text = escape(box.text).replace("\n", "<br>")
    if made.word and text:
        half = len(box.text) // 2
        first, second = escape(box.text[:half]), escape(box.text[half:])
        text = (
            f'<p class="MsoNormal" style="text-align:\ncenter"><span lang="EN-US">{first}</span>'
            f"<span>{second}</span><span></span></p>".replace("\n<", "<br><")
        )
        if "\n" in box.text:
            text = f"<p>{escape(box.text)}</p>".replace("\n", "</p><p>")
    return f"<td{attrs}>{text}{'' if made.unclosed else '</td>'}"


def lines(made: Page, rng: random.Random) -> list[str]:
    """The page as text lines, in the way its mode says."""
    out = ["一、总体情况", "全年主动公开各类信息,工作有序推进。", "二、主动公开政府信息情况"]
    for table in made.tables:
        if table.part != "active":
            out.append(
                "三、收到和处理政府信息公开申请情况" if table.part == "applications" else "四、复议诉讼情况"
            )
        for row in table.rows:
            out.extend(_row_lines(made, row, rng))
    if made.dedup:
        out = list(dict.fromkeys(out))
    return [*out, "五、存在的主要问题及改进情况", "一是公开内容有待充实。"]


def _row_lines(made: Page, row: list[Box], rng: random.Random) -> list[str]:
    row = [box for box in row if not box.hidden]
    if made.collapse:
        row = [box for box in row if box.text.strip() not in ("",)]
    texts = [box.text.replace("\n", " ") for box in row]
    match made.mode:
        case "pipe":
            return ["| " + " | ".join(texts) + " |"]
        case "pipe_bare":
            return [" | ".join(texts)]
        case "tab":
            return ["\t".join(texts)]
        case "pipe_cell":
            return [f"{text} |" for text in texts]
        case "spaced":
            return ["  ".join(text for text in texts if text.strip())]
        case "glued":
            return ["".join(texts)]
    pieces = [piece for box in row for piece in (box.text.split("\n") if made.mode == "flat" else [box.text])]
    if made.vertical:
        boxes = [list(b.text) if b.kind == "header" and len(b.text) <= 4 else b.text.split("\n") for b in row]
        pieces = [piece for box in boxes for piece in box]
    return [line for piece in pieces for line in (piece, "") if line or rng.random() < 0.5]
