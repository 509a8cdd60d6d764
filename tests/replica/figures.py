"""Figures that hang together: within a table by the official identities, between years by what is carried over."""

from __future__ import annotations

import random
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal

from gikspider.items import Form

from .country import Unit, chance
from .labels import APPLICANTS, DENIED, NOT_PROCESSED, OTHER_2021, UNABLE
from .truth import Key, Planted

RESULTS = (
    "applications.results.granted",
    "applications.results.partially_granted",
    *(f"applications.results.{group}.{row}" for group, rows in
      (("denied", DENIED), ("unable", UNABLE), ("not_processed", NOT_PROCESSED), ("other", OTHER_2021)) for row in rows),
)  # fmt: skip
_WEIGHTS = [9, 4, *[0.3] * 8, 4, 1, 1, 2, 0.5, *[0.3] * 3, *[0.3] * 3]
_ITEMS = ("admin_license", "other_external_management", "admin_penalty", "admin_coercion")
Column = dict[str, int]


@dataclass(slots=True)
class Figures:
    """Everything countable about one unit in one year, before a form or a sentence picks from it."""

    year: int
    disclosed: dict[str, int]
    received: Column
    carried_in: Column
    carried_out: Column
    results: dict[str, Column]
    legal: dict[str, int]
    active: dict[str, int]
    money: dict[str, Decimal]
    received_by: dict[str, int] = field(default_factory=dict)
    extra: dict[str, int] = field(default_factory=dict)

    def result(self, *rows: str) -> int:
        """The year's outcomes under the given rows (prefixes of codes), all applicants together."""
        return sum(sum(cells.values()) for code, cells in self.results.items() if code.startswith(rows))


def total(column: Column) -> int:
    return sum(column.values())


def history(seed: int, unit: Unit, years: Iterable[int]) -> dict[int, Figures]:
    """One unit's figures, year after year; always from 2008 on, so a later year never depends on the choice."""
    rng = chance(seed, "figures", unit.division, unit.name)
    busy = {"county": 40, "department": 6, "subdistrict": 4}.get(unit.type, 1.2)
    base = rng.randint(60, 400) * (6 if unit.type == "county" else 1)
    carried = dict.fromkeys(APPLICANTS, 0)
    stock = rng.randint(0, 12) if unit.type != "county" else rng.randint(40, 120)
    items = {name: rng.choice((0, 0, 3, 14, 27)) for name in (*_ITEMS, "admin_fees")}
    out = {}
    for year in range(min(2008, *years), max(years) + 1):
        figures = _year(rng, year, base, busy, carried)
        stock = _active(rng, figures, stock, items, unit)
        carried = figures.carried_out
        base = max(20, int(base * rng.uniform(0.85, 1.25)))
        out[year] = figures
    return out


def _year(rng: random.Random, year: int, base: int, busy: float, carried: Column) -> Figures:
    new = dict.fromkeys(APPLICANTS, 0)
    for _ in range(0 if rng.random() < 0.4 and busy < 5 else int(rng.expovariate(1 / busy) + 0.5)):
        new[rng.choices(APPLICANTS, (8, 1.5, 0.2, 0.3, 1, 0.3))[0]] += 1
    out = {who: min(new[who] + carried[who], rng.choice((0, 0, 0, 1, 2))) for who in APPLICANTS}
    results = {code: dict.fromkeys(APPLICANTS, 0) for code in RESULTS}
    for who in APPLICANTS:
        for _ in range(new[who] + carried[who] - out[who]):
            results[rng.choices(RESULTS, _WEIGHTS)[0]][who] += 1
    legal: dict[str, int] = {}
    for kind in ("review", "litigation_direct", "litigation_after_review"):
        cells = [
            rng.choices((0, 1, 2, 5), (12, 2, 1, 0.4))[0] if busy > 3 else int(rng.random() < 0.02)
            for _ in range(4)
        ]
        legal |= {
            f"legal.{kind}.{cell}": n
            for cell, n in zip(("upheld", "corrected", "other", "pending"), cells, strict=True)
        }
        legal[f"legal.{kind}.total"] = sum(cells)
    return Figures(year, _disclosed(rng, year, base), new, dict(carried), out, results, legal, {}, {}, _ways(rng, total(new)),
                   _extra(rng))  # fmt: skip


def _disclosed(rng: random.Random, year: int, base: int) -> dict[str, int]:
    channels = {"website": rng.randint(base // 3, base), "board": rng.randint(2, 40)}
    if year >= 2012:
        channels["weibo"] = rng.randint(1, base // 2)
    if year >= 2014:
        channels["wechat"] = rng.randint(1, base)
    return {**channels, "total": sum(channels.values())}


def _ways(rng: random.Random, received: int) -> dict[str, int]:
    online = rng.randint(0, received)
    letter = rng.randint(0, received - online)
    return {"online": online, "letter": letter, "in_person": received - online - letter}


def _extra(rng: random.Random) -> dict[str, int]:
    return {
        "hot_issues": rng.choice((0, 1, 2, 6)),
        "interpretation": rng.randint(1, 30),
        "consultations": rng.randint(3, 260),
        "meetings": rng.randint(1, 6),
        "courses": rng.randint(1, 4),
        "trainees": rng.randint(12, 160),
        "full_time": rng.randint(0, 3),
        "part_time": rng.randint(1, 9),
        "points": rng.randint(1, 4),
    }


def _active(rng: random.Random, figures: Figures, stock: int, items: dict[str, int], unit: Unit) -> int:
    """Fill in 主动公开; returns the documents in force at the end of the year."""
    made = rng.choices((0, 1, 2, 7), (5, 2, 1, 0.5))[0]
    gone = min(stock, rng.choice((0, 0, 0, 1, 3)))
    left = stock + made - gone
    active = {"made": made, "repealed": gone, "in_force": left, "new_public": rng.randint(0, made)}
    for name, count in items.items():
        active[f"{name}.before"] = count
        active[f"{name}.change"] = change = rng.choice((0, 0, 0, 2, -1)) if count else 0
        active[f"{name}.decisions"] = rng.randint(1, 900) if count else 0
        items[name] = count + change
    active["projects"] = rng.choice((0, 0, 1, 4, 11))
    figures.active = active
    figures.money = {
        "procurement": Decimal(rng.randint(20000, 9000000)) / 10000 if active["projects"] else Decimal(0),
        "fees": Decimal(rng.randint(100, 900000)) / 1000 if items["admin_fees"] else Decimal(0),
        "processing": Decimal(rng.choice((0, 0, 0, 0, 120, 380, 1460))),
    }
    return left


def applications(figures: Figures, form: Form) -> dict[Key, Decimal]:
    """The applications table of a form: every row in all seven columns."""
    rows = {
        "applications.received_new": figures.received,
        "applications.carried_in": figures.carried_in,
        **figures.results,
    }
    if form == "2019":
        others = [code for code in rows if ".other." in code]
        rows["applications.results.other.total"] = {
            who: sum(rows[code][who] for code in others) for who in APPLICANTS
        }
        rows = {code: cells for code, cells in rows.items() if code not in others}
    rows["applications.results.total"] = {
        who: sum(cells[who] for cells in figures.results.values()) for who in APPLICANTS
    }
    rows["applications.carried_out"] = figures.carried_out
    cells: dict[Key, Decimal] = {
        (code, who): Decimal(row[who]) for code, row in rows.items() for who in APPLICANTS
    }
    return cells | {(code, "total"): Decimal(total(row)) for code, row in rows.items()}


def active(figures: Figures, form: Form) -> dict[Key, Decimal]:
    """The 主动公开 tables of form 2019 or 2021."""
    f, money = figures.active, figures.money
    pairs: dict[str, int | Decimal]
    if form == "2021":
        pairs = {
            **{f"regulations.{cell}": Decimal(0) for cell in ("issued", "repealed", "in_force")},
            "normative_documents.issued": f["made"],
            "normative_documents.repealed": f["repealed"],
            "normative_documents.in_force": f["in_force"],
            **{
                f"{name}.decisions": f[f"{name}.decisions"]
                for name in _ITEMS
                if name != "other_external_management"
            },
            "admin_fees.amount": money["fees"],
        }
        return {(f"active.{code}", None): Decimal(value) for code, value in pairs.items()}
    pairs = {
        **{
            f"regulations.{cell}": Decimal(0) for cell in ("newly_made", "newly_disclosed", "total_disclosed")
        },
        "normative_documents.newly_made": f["made"],
        "normative_documents.newly_disclosed": f["new_public"],
        "normative_documents.total_disclosed": f["in_force"] + f["new_public"],
    }
    for name in (*_ITEMS, "admin_fees"):
        pairs[f"{name}.items_previous_year"] = f[f"{name}.before"]
        pairs[f"{name}.items_change"] = f[f"{name}.change"]
        if name != "admin_fees":
            pairs[f"{name}.decisions"] = f[f"{name}.decisions"]
    pairs |= {
        "central_procurement.projects": f["projects"],
        "central_procurement.amount": money["procurement"],
    }
    return {(f"active.{code}", None): Decimal(value) for code, value in pairs.items()}


def plant(rng: random.Random, cells: dict[Key, Decimal], form: Form) -> Planted:
    """Change one cell so that known identities fail, all of them errors; `cells` is changed in place."""
    choices: list[tuple[str, str | None, tuple[str, ...]]] = [
        ("applications.results.granted", "natural_person", (f"APP_RESULT_SUM_{form}", "APP_ROW_SUM")),
        ("applications.carried_out", "business", ("APP_BALANCE", "APP_ROW_SUM")),
        ("applications.results.total", "total", ("APP_BALANCE", f"APP_RESULT_SUM_{form}", "APP_ROW_SUM")),
        ("legal.review.total", None, ("LEGAL_SUM_REVIEW",)),
        ("legal.litigation_direct.upheld", None, ("LEGAL_SUM_LITIGATION_DIRECT",)),
        ("legal.litigation_after_review.total", None, ("LEGAL_SUM_LITIGATION_AFTER_REVIEW",)),
    ]
    code, column, checks = rng.choice(choices)
    right = cells[code, column]
    cells[code, column] = printed = right + rng.randint(1, 5)
    return Planted(checks, code, column, right, printed)
