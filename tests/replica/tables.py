"""The official tables as grids of spanned cells, with the deviations real pages show."""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from gikspider.items import State

from . import labels
from .markup import Word
from .truth import Key

_PRINTED: dict[State, tuple[str, ...]] = {
    "blank": ("", "&nbsp;", "　"),
    "not_applicable": ("/", "-", "—", "——"),
    "none_word": ("无",),
}
Values = Mapping[Key, Decimal | State]


@dataclass(slots=True)
class Hand:
    """How one page writes its tables: where labels break, how a number stands in its cell."""

    word: Word
    rng: random.Random
    split_labels: bool
    padded: bool
    fullwidth: bool
    separate: bool

    @classmethod
    def of(cls, word: Word, rng: random.Random) -> Hand:
        return cls(
            word, rng, rng.random() < 0.43, rng.random() < 0.1, rng.random() < 0.05, rng.random() < 0.4
        )

    def label(self, text: str, rows: int = 1, columns: int = 1) -> str:
        if self.split_labels and 4 <= len(text) <= 8 and "项" not in text[-1:]:
            cut = 3 if text.startswith("本年新") else len(text) // 2
            text = f"{text[:cut]}\n{text[cut:]}"
        return self.word.cell(text, rows=rows, columns=columns, head=True)

    def value(self, values: Values, code: str, column: str | None = None, columns: int = 1) -> str:
        return self.word.cell(self.number(values[code, column], code), columns=columns)

    def number(self, value: Decimal | State, code: str) -> str:
        """A figure as this page writes it; a state as its sign."""
        if not isinstance(value, Decimal):
            return self.rng.choice(_PRINTED[value])
        text = f"{value.normalize():f}" if value else "0"
        if code.endswith("items_change") and value > 0 and self.rng.random() < 0.5:
            text = "+" + text
        elif code.endswith("procurement.amount") and value:
            text += "万元"
        elif value >= 1000 and value == value.to_integral() and self.rng.random() < 0.3:
            text = f"{int(value):,}"
        elif self.fullwidth:
            text = text.translate({ord("0") + n: ord("０") + n for n in range(10)})
        return f"&nbsp;{text}&nbsp;" if self.padded else text


def active(hand: Hand, form: str, values: Values) -> str:
    """主动公开: captions as spanned rows of one table, or a table for each part."""
    width = 4
    tables: list[list[str]] = [[]]
    for caption, heads, rows in labels.ACTIVE[form]:
        if hand.separate and tables[-1]:
            tables.append([])
        last = width - len(heads)  # the last column takes what the part leaves
        out = tables[-1]
        out.append(hand.word.cell(caption, columns=width, head=True))
        spans = [1] * (len(heads) - 1) + [last]
        out.append(
            hand.label("信息内容")
            + "".join(hand.label(h, columns=n) for h, n in zip(heads, spans, strict=True))
        )
        for label, codes in rows:
            cells = "".join(hand.value(values, code, columns=n) for code, n in zip(codes, spans, strict=True))
            out.append(hand.label(label) + cells)
    return "".join(hand.word.table(rows) for rows in tables)


def applications(hand: Hand, form: str, values: Values) -> str:
    """依申请公开: three header rows, three columns of labels, seven of figures."""
    whole, word = 22 if form == "2021" else 20, hand.word
    heads = [
        word.cell(labels.CORNER, rows=3, columns=3) + hand.label("申请人情况", columns=7),
        hand.label("自然人", rows=2) + hand.label("法人或其他组织", columns=5) + hand.label("总计", rows=2),
        "".join(hand.label(label) for label in labels.APPLICANT_LABELS[1:]),
    ]

    def line(code: str) -> str:
        return "".join(hand.value(values, code, who) for who in (*labels.APPLICANTS, "total"))

    def single(label: str, code: str, columns: int) -> str:
        return hand.label(label, columns=columns) + line(code)

    rows = [
        single("一、本年新收政府信息公开申请数量", "applications.received_new", 3),
        single("二、上年结转政府信息公开申请数量", "applications.carried_in", 3),
        hand.label("三、本年度办理结果", rows=whole)
        + single("（一）予以公开", "applications.results.granted", 2),
        single(
            "（二）部分公开（区分处理的，只计这一情形，不计其他情形）",
            "applications.results.partially_granted",
            2,
        ),
    ]
    groups = labels.GROUPS + ((("other", "（六）其他处理", labels.OTHER_2021),) if form == "2021" else ())
    for group, heading, members in groups:
        for n, (row, label) in enumerate(members.items()):
            first = hand.label(heading, rows=len(members)) if n == 0 else ""
            rows.append(first + hand.label(label) + line(f"applications.results.{group}.{row}"))
    if form == "2019":
        rows.append(single("（六）其他处理", "applications.results.other.total", 2))
    rows.append(single("（七）总计", "applications.results.total", 2))
    rows.append(single("四、结转下年度继续办理", "applications.carried_out", 3))
    return word.table(heads + rows)


def legal(hand: Hand, values: Values) -> str:
    outcomes = labels.OUTCOMES
    heads = [
        hand.label("行政复议", columns=5) + hand.label("行政诉讼", columns=10),
        "".join(hand.label(label, rows=2) for label in outcomes.values())
        + "".join(
            hand.label(labels.LEGAL[kind], columns=5)
            for kind in ("litigation_direct", "litigation_after_review")
        ),
        "".join(hand.label(label) for label in outcomes.values()) * 2,
    ]
    cells = "".join(
        hand.value(values, f"legal.{kind}.{outcome}") for kind in labels.LEGAL for outcome in outcomes
    )
    return hand.word.table([*heads, cells])


def indicators(hand: Hand, values: Values) -> str:
    """Form 2014: an indicator a row."""
    rows = [hand.label("统计指标") + hand.label("单位") + hand.label("统计数")]
    for code, label, unit in labels.INDICATORS:
        value = hand.value(values, code) if code else hand.word.cell("")
        rows.append(hand.word.cell(label) + hand.word.cell(unit) + value)
    return hand.word.table(rows)


def returns(hand: Hand, values: Values) -> str:
    """Form 2008: what the last period brought, and the year's sum, which is the figure that counts."""
    rows = ["".join(map(hand.label, ("指标名称", "计量单位", "代码", "本期实际", "本年累计")))]
    for number, (code, label, unit) in enumerate(labels.INDICATORS_2008, 1):
        cells = (
            label,
            unit,
            f"{number:02d}",
            hand.number(values[code, "current_period"], code),
            hand.number(values[code, None], code),
        )
        rows.append("".join(map(hand.word.cell, cells)))
    return hand.word.table(rows)
