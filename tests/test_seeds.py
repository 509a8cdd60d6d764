"""Acceptance: five real documents, read as the reference says. They are not part of the project."""

import json
from decimal import Decimal
from pathlib import Path

import pytest

from gikspider.reader import read_report

SEEDS = Path(__file__).parents[2] / "shared" / "seeds"
pytestmark = pytest.mark.skipif(
    not (SEEDS / "expected.json").exists(),
    reason="the five real documents and their reference are kept outside the project and are not here",
)

PLAIN_FIELDS = (
    *("unit", "unit_code", "unit_type", "division_code", "report_year", "title", "editor", "source"),
    *("publisher", "index_number", "catalogue", "document_number", "views", "site_id_code", "form", "body_copies"),
)  # fmt: skip


def _reference():
    if not (SEEDS / "expected.json").exists():
        return {}
    data = json.loads((SEEDS / "expected.json").read_text("utf-8"))
    return {name: expected for name, expected in data.items() if name.endswith(".txt")}


REFERENCE = _reference()
each_seed = pytest.mark.parametrize("name", list(REFERENCE) or ["none"])


@pytest.fixture(scope="module")
def read():
    kept = {}

    def report(name):
        if name not in kept:
            kept[name] = read_report((SEEDS / name).read_bytes())
        return kept[name]

    return report


def _stated(report):
    return {(s.code, s.value, s.qualifier, s.kind) for s in report.statements}


def _wanted(rows):
    return {(code, Decimal(str(value)), qualifier, kind) for code, value, qualifier, kind in rows}


@each_seed
def test_what_the_page_says_of_itself(name, read):
    report, expected = read(name), REFERENCE[name]
    named = {field: expected[field] for field in PLAIN_FIELDS if field in expected}
    assert {field: getattr(report, field) for field in named} == named


@each_seed
def test_dates_and_sections(name, read):
    report, expected = read(name), REFERENCE[name]
    for field in ("published_on", "signed_on"):
        if field in expected:
            day = getattr(report, field)
            assert (day.isoformat() if day else None) == expected[field], field
    if "period" in expected:
        assert [report.period_start.isoformat(), report.period_end.isoformat()] == expected["period"]
    if "sections" in expected:
        assert len(report.sections) == expected["sections"]
    for section in report.sections:
        assert report.text[section.start : section.start + len(section.text)] == section.text


@each_seed
def test_findings(name, read):
    report, expected = read(name), REFERENCE[name]
    codes = {finding.code for finding in report.findings}
    assert set(expected["findings"]) <= codes
    assert codes - set(expected["findings"]) <= {"no_date"}
    if "official_host" in expected:
        detail = next(f.detail for f in report.findings if f.code == "mirror_host")
        assert expected["official_host"] in detail
        assert expected["host_printed_in_the_text"] in detail


@each_seed
def test_every_stated_figure_and_no_other_under_its_code(name, read):
    report, expected = read(name), REFERENCE[name]
    wanted = _wanted(expected["statements"])
    stated = _stated(report)
    assert wanted <= stated
    # What the reference calls right as well may be there; another total under one of the codes may not.
    right = wanted | _wanted(expected.get("also_right", ()))
    codes = {code for code, *_ in wanted}
    assert {s for s in stated - right if s[0] in codes and s[3] == "total"} == set()
    for statement in report.statements:
        assert report.text[statement.start : statement.end] == statement.quote


@each_seed
def test_the_clean_text(name, read):
    report, expected = read(name), REFERENCE[name]
    for words in expected.get("clean_text_contains", ()):
        assert words in report.text


def test_the_flattened_form(read):
    name = next(name for name, expected in REFERENCE.items() if "observations" in expected)
    report, expected = read(name), REFERENCE[name]["observations"]
    counts = {
        table: sum(1 for o in report.observations if o.table == table)
        for table in expected
        if table != "every_value"
    }
    assert counts == {table: count for table, count in expected.items() if table != "every_value"}
    assert {(o.value, o.state) for o in report.observations} == {(Decimal(expected["every_value"]), "number")}
    assert {check.status for check in report.checks} <= {"holds", "not_assessable"}
    assert any(check.status == "holds" for check in report.checks)
