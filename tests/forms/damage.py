"""Controlled damage to printed forms: every way real pages spoil them, alone and in pairs.

`page(rng, form, names)` makes a page of one form whose values are known and damages it in the named
ways. `Page.expected` holds, for every cell of the form, what an honest reader may say.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable
from decimal import Decimal

from tests.forms.printing import Box, Page, Printed, printed


def page(rng: random.Random, form: str, names: Iterable[str]) -> Page:
    """A page damaged in the named ways."""
    made = printed(rng, form)
    for name in sorted(names, key=lambda name: (name in LAST, name)):
        DAMAGES[name](rng, made)
    return made


Damage = Callable[[random.Random, Page], None]
DAMAGES: dict[str, Damage] = {}
# Renderings come after damages of the tables.
LAST = {
    "C_MERGED",
    "V_TWO",
    "T_PIPE_ROW",
    "T_TAB",
    "T_PIPE_CELL",
    "T_FLAT",
    "T_SPACED",
    "T_CONCAT",
    "T_COLLAPSE",
    "T_DEDUP",
    "T_EBOOK",
}


def damage(name: str) -> Callable[[Damage], Damage]:
    """Register a damage under the name of the tally."""

    def register(function: Damage) -> Damage:
        DAMAGES[name] = function
        return function

    return register


def _some(rng: random.Random, boxes: list[Box], share: float) -> list[Box]:
    return [box for box in boxes if rng.random() < share]


def _rewrite(rng: random.Random, made: Page, share: float, write: Callable[[str], str], *kinds: str) -> None:
    for box in _some(rng, made.boxes(*kinds), share):
        box.text = write(box.text)


@damage("L_SPLIT")
def _split(rng: random.Random, made: Page) -> None:
    def cut(text: str) -> str:
        if len(text) < 4:
            return text
        at = rng.randrange(2, len(text) - 1)
        return text[:at] + "\n" + text[at:]

    _rewrite(rng, made, 0.5, cut, "label", "header", "group")


@damage("L_SPLIT_SPACE")
def _spaced_label(rng: random.Random, made: Page) -> None:
    def cut(text: str) -> str:
        at = rng.randrange(1, len(text)) if len(text) > 1 else 1
        return text[:at] + rng.choice((" ", "\u3000", "\xa0")) + text[at:]

    _rewrite(rng, made, 0.5, cut, "label", "header", "group")


@damage("L_TRUNC")
def _truncate(rng: random.Random, made: Page) -> None:
    for box in made.boxes("header"):
        if box.text.startswith("本年新"):
            box.text = "本年新"


@damage("L_CHARLOSS")
def _lose_characters(rng: random.Random, made: Page) -> None:
    lost = {"本年增/减": "本年增/", "本年制发件数": "本年发件", "现行有效件数": "现行有效件"}
    for box in made.boxes("header", "label"):
        if box.text in lost:
            box.text = lost[box.text]
        elif len(box.text) > 9 and "元" not in box.text and rng.random() < 0.5:
            at = rng.randrange(3, len(box.text))
            box.text = box.text[:at] + box.text[at + 1 :]


@damage("L_MISSPELT")
def _misspell(rng: random.Random, made: Page) -> None:
    def write(text: str) -> str:
        if len(text) < 4:
            return text
        at = rng.randrange(len(text))
        return text[:at] + rng.choice("某甲乙丙丁戊") + text[at + 1 :]

    _rewrite(rng, made, 0.3, write, "label", "header")


@damage("L_CONFUSED")
def _confuse(rng: random.Random, made: Page) -> None:
    """One character of a label replaced by that of another label: the worst misspelling there is."""
    labels = [box.text for box in made.boxes("label", "header")]

    def write(text: str) -> str:
        if len(text) < 4:
            return text
        other, at = rng.choice(labels), rng.randrange(len(text))
        return text[:at] + other[min(at, len(other) - 1)] + text[at + 1 :]

    _rewrite(rng, made, 0.3, write, "label", "header")


@damage("L_VARIANT")
def _vary(rng: random.Random, made: Page) -> None:
    other = {
        "行政规范性文件": "规范性文件",
        "规范性文件": "行政规范性文件",
        "采购项目数量": "采购项目数",
        "其他": "其它",
        "(七)总计": "(七)合计",
        "四、结转下年度继续办理": "四、结转下年度继续办理数量",
        "本年处理决定数量": "处理决定数量",
        "3.其他": "3、其它",
        "其他结果": "其它结果",
        "1.属于国家秘密": "①属于国家秘密",
    }
    for box in made.boxes("label", "header"):
        box.text = other.get(box.text, box.text)


@damage("L_ANNOT")
def _annotate(rng: random.Random, made: Page) -> None:
    notes = {
        "本年制发件数": "本年(2023)制发件数",
        "处理决定数量": "处理决定数量(指2020年办件量)",
        "上一年项目数量": "上一年项目数量(指2019年事项数)",
        "本年增/减": "本年增/减(指2020年增加或减少的事项数,减用负值表示,如-8)",
        "规章": "规章(设区的市、自治州人民政府应提供相关数据)",
        "规范性文件": "规范性文件(指各行政机关印发的有正式文号的文件)",
        "本年处理决定数量": "本年(2023年)处理决定数量",
    }
    for box in made.boxes("label", "header"):
        box.text = notes.get(box.text, box.text)


@damage("L_QUOTES")
def _quote(rng: random.Random, made: Page) -> None:
    for box in made.boxes("label", "group", "header"):
        box.text = box.text.replace("“", rng.choice("\"'「«")).replace("”", rng.choice("\"'」»"))
        box.text = box.text.replace("(", "（").replace(")", "）").replace(",", "，")


@damage("HANT")
def _traditional(rng: random.Random, made: Page) -> None:
    table = str.maketrans(
        "规范开数量项许处罚强执业机构组织费结转复议诉讼维纠审减务动对总计",
        "規範開數量項許處罰強執業機構組織費結轉復議訴訟維糾審減務動對總計",
    )
    for box in made.boxes("label", "header", "group", "corner", "top", "caption"):
        box.text = box.text.translate(table)


def _set(
    made: Page, box: Box, text: str, state: str, value: Decimal | None = None, unit: str | None = None
) -> None:
    assert box.key is not None
    box.text = text
    known = made.expected[box.key]
    made.expected[box.key] = (state, value if state == "number" else None, unit or known[2])


def _values(rng: random.Random, made: Page, share: float) -> list[Box]:
    return _some(rng, [box for box in made.boxes("value") if box.key], share)


def _filler(name: str, texts: tuple[str, ...], state: str, share: float) -> None:
    @damage(name)
    def fill(rng: random.Random, made: Page) -> None:
        for box in _values(rng, made, share):
            _set(made, box, rng.choice(texts), state)


_filler("V_BLANK", ("", "\xa0", "\u3000", " \xa0 "), "blank", 0.3)
_filler("V_BLANK_ALL", ("", "\xa0"), "blank", 1.0)
_filler("V_SLASH", ("/", "／"), "not_applicable", 0.3)
_filler("V_DASH", ("-", "—", "--", "——", "－"), "not_applicable", 0.3)
_filler("V_NONE", ("无", "暂无", "无此项"), "none_word", 0.3)


@damage("V_BLANK_ROWS")
def _blank_applicants(rng: random.Random, made: Page) -> None:
    for box in made.boxes("value"):
        if box.key and box.key[1] not in (None, "total"):
            _set(made, box, "", "blank")


def _writer(name: str, share: float, write: Callable[[random.Random, Decimal], str]) -> None:
    @damage(name)
    def rewrite(rng: random.Random, made: Page) -> None:
        for box in _values(rng, made, share):
            state, value, _ = made.expected[box.key]  # type: ignore[index]
            if state == "number" and value is not None and box.text == str(value):
                box.text = write(rng, value)


_writer(
    "V_SPACE", 0.5, lambda rng, value: rng.choice(("\xa0{}", " {} ", "\u3000{}", "\u200b{}")).format(value)
)
_writer(
    "V_FULLWIDTH",
    0.5,
    lambda rng, value: str(value).translate(str.maketrans("0123456789", "０１２３４５６７８９")),
)
_writer("V_THOUSANDS", 1.0, lambda rng, value: f"{value:,}")
_writer("V_COUNTER", 0.3, lambda rng, value: f"{value}")


@damage("V_SIGN")
def _sign(rng: random.Random, made: Page) -> None:
    for box in made.boxes("value"):
        if box.key and box.key[0].endswith("items_change"):
            n = rng.randrange(1, 400)
            text, value = rng.choice(
                (
                    (f"+{n}", n),
                    (f"-{n}", -n),
                    (f"--{n}", -n),
                    (f"减{n}", -n),
                    (f"增加{n}", n),
                    (f"↓{n}", -n),
                    (f"－{n}", -n),
                )
            )
            _set(made, box, text, "number", Decimal(value))


@damage("V_UNIT")
def _unit(rng: random.Random, made: Page) -> None:
    for box in made.boxes("value"):
        if box.key and box.key[0].endswith(".amount"):
            text, value, unit = rng.choice(
                (
                    ("160.5964万元", "160.5964", "万元"),
                    ("251000元", "251000", "元"),
                    ("0.092 万元", "0.092", "万元"),
                )
            )
            _set(made, box, text, "number", Decimal(value), unit)
        elif box.key and made.expected[box.key][0] == "number" and rng.random() < 0.2:
            box.text += "件"
            state, value_, _ = made.expected[box.key]
            made.expected[box.key] = state, value_, "件"


@damage("V_NOUNIT")
def _no_unit(rng: random.Random, made: Page) -> None:
    for box in made.boxes("value"):
        if box.key and box.key[0] == "active.central_procurement.amount":
            _set(made, box, "1035000", "number", Decimal(1035000))


@damage("V_CHINESE")
def _chinese(rng: random.Random, made: Page) -> None:
    for box in _values(rng, made, 0.1):
        text, value = rng.choice((("十二", 12), ("二十", 20), ("一百零五", 105), ("零", 0), ("三千", 3000)))
        _set(made, box, text, "number", Decimal(value))


@damage("V_TEXT")
def _text(rng: random.Random, made: Page) -> None:
    for box in _values(rng, made, 0.05):
        assert box.key is not None
        if not box.key[0].endswith("amount"):
            _set(made, box, rng.choice(("8.5", "详见附件", "8余", "50%")), "text")


@damage("V_TWO")
def _two(rng: random.Random, made: Page) -> None:
    for box in _values(rng, made, 0.1):
        if box.text.isdigit():
            _set(made, box, box.text + "\n" + str(rng.randrange(1, 9)), "ambiguous")


@damage("T_ONE_TABLE")
def _one_table(rng: random.Random, made: Page) -> None:
    rows: list[list[Box]] = []
    for table in made.tables:
        rows.extend(table.rows)
    made.tables = [Printed("active", rows)]


@damage("T_ONE_ACTIVE")
def _one_active(rng: random.Random, made: Page) -> None:
    active = [row for table in made.tables if table.part == "active" for row in table.rows]
    made.tables = [Printed("active", active), *(t for t in made.tables if t.part != "active")]


@damage("T_CUT_ROWS")
def _cut_rows(rng: random.Random, made: Page) -> None:
    """The matrix cut into two tables between rows, the second without a header."""
    for n, table in enumerate(made.tables):
        if table.part == "applications" and len(table.rows) > 8:
            at = rng.randrange(5, len(table.rows) - 1)
            made.tables[n : n + 1] = [
                Printed(table.part, table.rows[:at]),
                Printed(table.part, table.rows[at:]),
            ]
            return


@damage("T_CUT_COLUMNS")
def _cut_columns(rng: random.Random, made: Page) -> None:
    """The reviews and the lawsuits in tables of their own."""
    for n, table in enumerate(made.tables):
        if table.part == "legal" and len(table.rows) == 4:
            first, second, third, values = table.rows
            reviews = [box for box in values if box.key and box.key[0].startswith("legal.review.")]
            left = Printed("legal", [[first[0]], second[:5], [], reviews])
            right = Printed("legal", [[first[1]], second[5:], third, [b for b in values if b not in reviews]])
            made.tables[n : n + 1] = [left, right]
            return


@damage("HEADER_REPEATED")
def _repeat_header(rng: random.Random, made: Page) -> None:
    for table in made.tables:
        headers = [n for n, row in enumerate(table.rows) if any(b.kind == "header" for b in row)]
        labels = [n for n, row in enumerate(table.rows) if any(b.kind == "label" for b in row)]
        if table.part == "applications" and headers and len(labels) > 4:
            at = rng.choice(labels[3:])
            if all(b.rowspan == "1" or b.kind != "group" for b in table.rows[at]):
                # A header may be repeated only where no span crosses the break.
                rows = table.rows[labels[0] : labels[0] + 2]
                copy = [
                    [Box(b.text, b.kind, None, b.colspan, b.rowspan) for b in row]
                    for row in table.rows[: labels[0]]
                ]
                table.rows[labels[0] + 2 : labels[0] + 2] = copy
                assert rows


@damage("CAPTION_MISSING")
def _no_caption(rng: random.Random, made: Page) -> None:
    for table in made.tables:
        table.rows = [row for row in table.rows if not any(b.kind == "caption" for b in row)]


@damage("COLUMN_ORDER")
def _permute(rng: random.Random, made: Page) -> None:
    """The columns of article 20 in another order, headers and values alike."""
    for table in made.tables:
        order: list[int] = []
        for row in table.rows:
            headers = [b for b in row if b.kind == "header"]
            if row and row[0].kind == "corner" and row[0].text == "信息内容":
                order = rng.sample(range(len(headers)), len(headers))
                row[1:] = [headers[n] for n in order]
            elif row and row[0].kind == "label" and len(order) == len(row) - 1:
                values = row[1:]
                row[1:] = [values[n] for n in order]
            elif row and row[0].kind != "caption":
                order = []


@damage("R_EXTRA")
def _extra_row(rng: random.Random, made: Page) -> None:
    for table in made.tables:
        for n, row in enumerate(table.rows):
            if row[:1] and row[0].text.endswith("规范性文件") and row[0].kind == "label":
                values = [Decimal(rng.randrange(9001, 9999)) for _ in row[1:]]
                boxes = [Box(str(v), "local") for v in values]
                table.rows.insert(n + 1, [Box("其他主动公开文件", "local_label"), *boxes])
                made.local["active.local.其他主动公开文件"] = values
                return


@damage("R_LOST")
def _lost_row(rng: random.Random, made: Page) -> None:
    for table in made.tables:
        rows = [row for row in table.rows if any(b.kind == "label" for b in row)]
        if len(rows) > 8:
            row = rng.choice([r for r in rows if not any(b.kind == "group" for b in r)])
            table.rows.remove(row)


@damage("R_LABEL_LOST")
def _lost_label(rng: random.Random, made: Page) -> None:
    for box in _some(rng, made.boxes("label"), 0.15):
        box.text = ""


@damage("C_LOST")
def _lost_cell(rng: random.Random, made: Page) -> None:
    for table in made.tables:
        for row in table.rows:
            values = [b for b in row if b.kind == "value"]
            if len(values) > 1 and rng.random() < 0.2:
                row.remove(rng.choice(values))


@damage("C_EXTRA")
def _extra_cell(rng: random.Random, made: Page) -> None:
    for table in made.tables:
        for row in table.rows:
            if any(b.kind == "value" for b in row) and rng.random() < 0.2:
                row.append(Box("", "blank"))


@damage("C_MERGED")
def _merged_cells(rng: random.Random, made: Page) -> None:
    """Two neighbouring values printed in one merged cell."""
    for table in made.tables:
        for row in table.rows:
            places = [
                n for n, b in enumerate(row[:-1]) if b.kind == row[n + 1].kind == "value" and b.text.isdigit()
            ]
            if len(places) > 2 and rng.random() < 0.2:
                at = rng.choice(places)
                row[at].colspan = "2"
                for box in (row[at], row[at + 1]):
                    made.expected[box.key] = ("ambiguous", None, None)  # type: ignore[index]
                del row[at + 1]


def _span(name: str, values: tuple[str, ...], attribute: str, *kinds: str, share: float = 0.3) -> None:
    @damage(name)
    def spoil(rng: random.Random, made: Page) -> None:
        for box in _some(rng, made.boxes(*kinds), share):
            setattr(box, attribute, rng.choice(values))


_span("S_GARBAGE", ("", "0", "abc", "-1", "1;", "1px", " 1"), "colspan", "value", "label", "header")
_span("S_OVERLONG_ROW", ("99", "22;", "1000000000", "3"), "rowspan", "value", "label", share=0.04)
_span(
    "S_OVERLONG_COLUMN", ("100%", "1000000000", "2", "4"), "colspan", "value", "label", "header", share=0.04
)
_span("S_LOST_ROWSPAN", ("1",), "rowspan", "group", "header", "corner", share=0.5)
_span("S_LOST_COLSPAN", ("1",), "colspan", "group", "label", "corner", "top", share=0.5)


@damage("S_SEMICOLON")
def _semicolon(rng: random.Random, made: Page) -> None:
    for box in made.boxes("group", "label", "header", "corner", "top", "caption"):
        box.colspan += ";" if box.colspan != "1" else ""
        box.rowspan += rng.choice((";", "px")) if box.rowspan != "1" else ""


def _flag(name: str, **flags: object) -> None:
    @damage(name)
    def switch(rng: random.Random, made: Page) -> None:
        for attribute, value in flags.items():
            setattr(made, attribute, value)


_flag("M_WORD", word=True)
_flag("M_UNCLOSED", unclosed=True)
_flag("M_NESTED", nested=True)


@damage("M_HIDDEN")
def _hidden(rng: random.Random, made: Page) -> None:
    for table in made.tables:
        for row in table.rows:
            if any(b.kind == "value" for b in row) and rng.random() < 0.3:
                row.insert(rng.randrange(len(row) + 1), Box("7", "hidden", hidden=True))


_flag("T_PIPE_ROW", mode="pipe")
_flag("T_TAB", mode="tab")
_flag("T_PIPE_CELL", mode="pipe_cell")
_flag("T_FLAT", mode="flat")
_flag("T_SPACED", mode="spaced")
_flag("T_CONCAT", mode="glued")
_flag("T_DEDUP", mode="flat", dedup=True)
_flag("T_EBOOK", mode="flat", vertical=True)


@damage("T_COLLAPSE")
def _collapse(rng: random.Random, made: Page) -> None:
    made.collapse = True
    if made.mode == "html":
        made.mode = "pipe_bare"
