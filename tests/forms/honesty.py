"""Judging a reading of a damaged page: every cell right, or honestly open, and none silently wrong."""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import dataclass, field

from selectolax.lexbor import LexborHTMLParser

from gikspider.forms import FormsReading, read_tables
from tests.forms.damage import DAMAGES, page
from tests.forms.printing import Page, html, lines

OPEN = {"ambiguous", "missing"}
# Two damages that cancel out what the other needs to be seen: nobody could read the page rightly.
IMPOSSIBLE = {
    # Headers cut to the same text, in an order of their own.
    frozenset(("COLUMN_ORDER", "L_TRUNC")),
    # A value's cell is gone and a blank one stands in the row instead.
    frozenset(("C_EXTRA", "C_LOST")),
    # A value's cell is gone and another one covers two columns.
    frozenset(("C_LOST", "S_OVERLONG_COLUMN")),
}
TEXT_MODES = (
    "T_PIPE_ROW",
    "T_TAB",
    "T_PIPE_CELL",
    "T_FLAT",
    "T_SPACED",
    "T_CONCAT",
    "T_DEDUP",
    "T_EBOOK",
    "T_COLLAPSE",
)


@dataclass
class Verdict:
    """Cells of one page by outcome, and those read wrong."""

    counts: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)


def read(made: Page, rng: random.Random) -> FormsReading:
    """Read a page as it is rendered."""
    if made.mode == "html":
        return read_tables(LexborHTMLParser(html(made, rng)).css("table"))
    return read_tables((), lines(made, rng))


def judge(made: Page, reading: FormsReading) -> Verdict:
    """Compare a reading with what was printed."""
    verdict = Verdict()
    found = {(o.code, o.column): o for o in reading.observations}
    for key, (state, value, unit) in made.expected.items():
        seen = found.get(key)
        if seen is None or seen.state in OPEN:
            outcome = (
                "right" if seen is not None and seen.state == state else seen.state if seen else "missing"
            )
        elif (seen.state, seen.value) == (state, value) and (state != "number" or seen.unit == unit):
            outcome = "right"
        else:
            outcome = "wrong"
            verdict.wrong.append(
                f"{key}: printed {state} {value} {unit}, read {seen.state} {seen.value} {seen.unit} {seen.raw!r}"
            )
        verdict.counts[outcome] += 1
    unread = {made.expected[key][1] for key in made.expected if key not in found or found[key].state in OPEN}
    for key, seen in found.items():
        if key in made.expected or seen.value is None:
            continue
        # A row whose label is spoilt stands under a local code with the label as printed.
        allowed = (
            unread | set(made.local.get(key[0], ()))
            if ".local." in key[0]
            else set(made.local.get(key[0], ()))
        )
        if seen.value not in allowed:
            verdict.counts["invented"] += 1
            verdict.wrong.append(f"{key}: not printed, read {seen.value}")
    return verdict


def plan(count: int, seed: int) -> list[tuple[str, tuple[str, ...]]]:
    """Forms and damages of `count` pages: each damage alone, then each pair, then again with other figures."""
    names = sorted(DAMAGES)
    alone = [(name,) for name in names]
    pairs = [
        (a, b) for n, a in enumerate(names) for b in names[n + 1 :] if frozenset((a, b)) not in IMPOSSIBLE
    ]
    combinations = [(), *alone, *pairs]
    rng = random.Random(seed)
    todo: list[tuple[str, tuple[str, ...]]] = []
    while len(todo) < count:
        batch = [(form, names) for names in combinations for form in ("2019", "2021")]
        rng.shuffle(batch)
        todo.extend(batch)
    return todo[:count]


def run(count: int, seed: int = 0) -> tuple[dict[str, Counter[str]], list[str], int]:
    """Read `count` pages; returns outcomes by damage, what was read wrong, and the number of tables."""
    by_damage: dict[str, Counter[str]] = {}
    wrong: list[str] = []
    tables = 0
    for n, (form, names) in enumerate(plan(count, seed)):
        rng = random.Random(f"{seed}-{n}")
        made = page(rng, form, names)
        verdict = judge(made, read(made, rng))
        tables += len(made.tables)
        for name in names or ("none",):
            by_damage.setdefault(name, Counter()).update(verdict.counts)
            if len(names) == 1:
                by_damage.setdefault(f"{name} alone", Counter()).update(verdict.counts)
        wrong.extend(f"page {n} {form} {'+'.join(names)}: {line}" for line in verdict.wrong)
    return by_damage, wrong, tables
