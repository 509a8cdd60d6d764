"""The truth stands on the pages, by a reading that shares nothing with the package; figures hang together."""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path

from parsel import Selector

from tests.replica import ExpectedReport, Replica
from tests.replica.client import Client, visible
from tests.replica.labels import ACTIVE, APPLICANTS, INDICATORS, INDICATORS_2008

ROOT = Path(__file__).parents[1]
UUID = r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"


def grid(table: Selector) -> list[list[str]]:
    """A table as browsers lay it out, spanned cells repeated; written here, apart from the package's own."""
    cells: dict[tuple[int, int], str] = {}
    for y, row in enumerate(table.xpath("./tbody/tr")):
        x = 0
        for cell in row.xpath("./td"):
            while (y, x) in cells:
                x += 1
            high, wide = (
                int((re.findall(r"^\d+", cell.attrib.get(n, "")) or ["1"])[0]) for n in ("rowspan", "colspan")
            )
            text = re.sub(r"\s", "", "".join(cell.xpath(".//text()").getall()))
            cells |= {(y + dy, x + dx): text for dy in range(high) for dx in range(wide)}
            x += wide
    height, width = max(y for y, _ in cells) + 1, max(x for _, x in cells) + 1
    return [[cells.get((y, x), "") for x in range(width)] for y in range(height)]


def printed(text: str) -> Decimal | str:
    text = text.translate({ord("０") + n: str(n) for n in range(10)}).replace(",", "").removesuffix("万元")
    states = {
        "": "blank",
        "/": "not_applicable",
        "-": "not_applicable",
        "—": "not_applicable",
        "——": "not_applicable",
        "无": "none_word",
    }
    return states[text] if text in states else Decimal(text)


def read_figures(report: ExpectedReport, html: str) -> dict:
    """The figures of a page by the places of its cells: what a careful clerk would copy out."""
    tables = [grid(t) for t in Selector(html).xpath("//table[contains(@class,'MsoNormalTable')]")]
    rows = [row for table in tables[: len(tables) // report.body_copies] for row in table]
    if report.form == "2008":
        return {
            (INDICATORS_2008[int(row[2]) - 1][0], column): printed(row[cell])
            for row in rows
            if row[2].isdecimal()
            for cell, column in ((4, None), (3, "current_period"))
        }
    if report.form == "2014":
        labels = {re.sub(r"\s", "", label): code for code, label, _ in INDICATORS if code}
        order = [code for code, _, _ in INDICATORS if code]
        values = [printed(row[2]) for row in rows if row[0] in labels]
        return dict(zip([(code, None) for code in order], values, strict=True))
    return read_new_forms(report, rows)


def read_new_forms(report: ExpectedReport, rows: list[list[str]]) -> dict:
    found: dict = {}
    codes = {label: cells for part in ACTIVE[str(report.form)] for label, cells in part[2]}
    for row in rows:
        if row[0] in codes and len(row) == 4:
            found |= {(code, None): printed(row[n + 1]) for n, code in enumerate(codes[row[0]])}
    wide = [row for row in rows if len(row) == 10][3:]
    order = list(dict.fromkeys(code for code, column in report.values if column))
    kinds = (*APPLICANTS, "total")
    last = [code for code in order if code in ("applications.results.total", "applications.carried_out")]
    order = [code for code in order if code not in last] + last
    for code, row in zip(order, wide, strict=True):
        found |= {(code, kind): printed(row[3 + n]) for n, kind in enumerate(kinds)}
    legal = next(row for row in reversed(rows) if len(row) == 15)
    found |= {
        (code, None): printed(cell)
        for code, cell in zip([c for c, _ in report.values if c.startswith("legal.")], legal, strict=True)
    }
    return found


def test_figures_on_the_page_are_the_truth(replica: Replica, client: Client) -> None:
    reports = [r for r in replica.truth if r.form and "flattened" not in r.quirks and "module" not in r.url]
    chosen = [
        r for form in ("2008", "2014", "2019", "2021") for r in [r for r in reports if r.form == form][::12]
    ]
    assert {r.form for r in chosen} == {"2008", "2014", "2019", "2021"}
    assert len({r.division for r in chosen}) == 5
    assert any(isinstance(value, str) for r in chosen for value in r.values.values())
    for report in chosen:
        assert read_figures(report, client.page(report.url)) == dict(report.values), report.url


def test_statements_and_headings_stand_on_the_page(replica: Replica, client: Client) -> None:
    for report in replica.truth[::19]:
        text = visible(client.page(report.url)).replace(" ", "")
        for statement in report.statements:
            assert statement.quote in text
            number = f"{statement.value.normalize():f}"
            assert statement.negation or number in statement.quote or "一" in statement.quote
        for heading in report.sections:
            assert text.count(heading) >= report.body_copies, (heading, report.url)
        assert report.title in text
        assert report.site_id_code in text
        assert all(name in text for name in report.attachments)


def test_copies_carry_the_same_report(replica: Replica, client: Client) -> None:
    copied = [r for r in replica.truth if r.copies]
    assert len(copied) > 10
    assert len({r.division for r in copied}) == 5
    for report in copied[::5]:
        quotes = [s.quote for s in report.statements]
        for url in report.urls:
            text = visible(client.page(url)).replace(" ", "")
            assert report.title in text
            assert all(quote in text for quote in quotes)


SUMS = {
    "APP_ROW_SUM": "row", "APP_BALANCE": "balance", "APP_RESULT_SUM_2019": "results", "APP_RESULT_SUM_2021": "results",
    "LEGAL_SUM_REVIEW": "review", "LEGAL_SUM_LITIGATION_DIRECT": "litigation_direct",
}  # fmt: skip


def broken(report: ExpectedReport) -> set[str]:
    """The official identities that do not hold on a page, worked out here from the values alone."""
    v = {key: value for key, value in report.values.items() if isinstance(value, Decimal)}
    rows = {code for code, column in report.values if column}
    columns = {column for _, column in report.values if column}
    bad = set()

    def differ(left: list, right: list) -> bool:
        return all(key in v for key in left + right) and sum(v[k] for k in left) != sum(v[k] for k in right)

    parts = columns - {"total"}
    results = [c for c in rows if c.startswith("applications.results.") and c != "applications.results.total"]
    if any(differ([(c, "total")], [(c, p) for p in parts]) for c in rows):
        bad.add("APP_ROW_SUM")
    if any(differ([("applications.received_new", c), ("applications.carried_in", c)],
                  [("applications.results.total", c), ("applications.carried_out", c)]) for c in columns):  # fmt: skip
        bad.add("APP_BALANCE")
    if any(differ([("applications.results.total", c)], [(r, c) for r in results]) for c in columns):
        bad.add(f"APP_RESULT_SUM_{report.form}")
    for kind in ("review", "litigation_direct", "litigation_after_review"):
        cells = [(f"legal.{kind}.{cell}", None) for cell in ("upheld", "corrected", "other", "pending")]
        if differ([(f"legal.{kind}.total", None)], cells):
            bad.add(f"LEGAL_SUM_{kind.upper()}")
    return bad


def test_identities_hold_except_where_an_error_was_planted(replica: Replica) -> None:
    reports = [r for r in replica.truth if r.form in ("2019", "2021")]
    for report in reports:
        rules = [v for (code, _), v in report.values.items() if code.startswith("active.regulations")]
        assert "rules_misfiled" in report.quirks or all(v == 0 or isinstance(v, str) for v in rules)
        assert broken(report) == {check for planted in report.planted for check in planted.checks}, report.url
    assert 0.03 < sum(bool(r.planted) for r in reports) / len(reports) < 0.15


def test_open_cases_are_carried_into_the_next_year(replica: Replica) -> None:
    by_unit = {
        (r.division, r.unit, r.year): r for r in replica.truth if r.form in ("2019", "2021") and not r.planted
    }
    pairs = 0
    for (division, unit, year), report in by_unit.items():
        before = by_unit.get((division, unit, year - 1))
        for column in ("natural_person", "business", "other"):
            out = before.values["applications.carried_out", column] if before else None
            into = report.values["applications.carried_in", column]
            if isinstance(out, Decimal) and isinstance(into, Decimal):
                assert out == into
                pairs += 1
    assert pairs > 100
