"""Seed 003: a town's report on 2020 whose 198 cells stand one a line, as text and as the same tables in HTML."""

import os
from collections import Counter
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser

from gikspider.forms import check, definition, read_tables
from tests.forms.pages import modern_html

SEEDS = Path(os.environ.get("GIKSPIDER_SEEDS", Path(__file__).parents[3] / "shared" / "seeds"))
TABLES = Counter(active=22, applications=161, legal=15)
needs_seeds = pytest.mark.skipif(not SEEDS.is_dir(), reason="the seed pages are not part of the project")


def lines(number):
    return next(SEEDS.glob(f"{number}_*.txt")).read_text("utf-8").split("\n")


@needs_seeds
def test_every_cell_of_the_flattened_tables():
    text = lines("003")
    reading = read_tables((), text, year=2020)
    assert reading.form == "2019"
    assert Counter(o.table for o in reading.observations) == TABLES
    assert {(o.state, o.value, o.source) for o in reading.observations} == {("number", 0, "flattened")}
    assert [finding.code for finding in reading.findings] == ["table_flattened"]
    checks = check(reading.observations, form=reading.form, unit_type="town")
    assert {result.status for result in checks} == {"holds"}


@needs_seeds
def test_the_lines_of_the_tables_are_reported_and_no_line_of_prose():
    text = lines("003")
    used = {n for start, end in read_tables((), text).consumed for n in range(start, end)}
    left = [line for n, line in enumerate(text) if n not in used and line.strip()]
    assert not [line for line in left if line.strip() == "0"]
    assert any("680条" in line for line in left)
    assert max(len(text[n]) for n in used) < 60
    assert "五、存在的主要问题及改进情况" in left


@needs_seeds
@pytest.mark.parametrize("number", ["000", "001", "002", "004"])
def test_reports_without_tables_have_no_form_and_no_zeros(number):
    reading = read_tables((), lines(number))
    assert (reading.form, reading.observations, reading.consumed) == (None, (), ())


def test_the_same_report_as_html():
    truth = {(cell.code, cell.column): "0" for cell in definition("2019").cells()}
    reading = read_tables(LexborHTMLParser(modern_html("2019", truth)).css("table"), year=2020)
    assert reading.form == "2019"
    assert reading.findings == ()
    assert Counter(o.table for o in reading.observations) == TABLES
    assert {(o.state, o.value, o.source) for o in reading.observations} == {("number", 0, "table")}
