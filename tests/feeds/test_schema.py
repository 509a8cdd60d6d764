import ast
import dataclasses
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from gikspider import items
from gikspider.feeds import schema
from gikspider.feeds.package import findings_csv

RECORDS = [
    items.AnnualReport,
    items.Section,
    items.Observation,
    items.Statement,
    items.Check,
    items.Finding,
    items.Attachment,
    items.Copy,
]


@pytest.mark.parametrize("record", RECORDS, ids=lambda r: r.__name__)
def test_every_field_is_described_and_typed(record):
    words = schema.dictionary()[record.__name__]
    assert list(words) == [field.name for field in dataclasses.fields(record)]
    assert set(words) == set(schema.columns(record)) | set(schema.nested(record))
    for sentence in words.values():
        assert sentence.endswith(".")


def test_the_order_of_columns_is_the_order_of_fields():
    names = [column.name for column in schema.tables()["observations"].columns]
    assert names == [
        "report_id", "division_code", "province", "city", "county", "unit", "unit_code", "unit_type",
        "report_year", "form", "code", "column", "label", "value", "state", "raw", "unit_of_measure",
        "table", "source", "url", "copy_of", "fetched_at", "archive_record",
    ]  # fmt: skip


@pytest.mark.parametrize("name", ["reports", "observations", "statements", "checks", "findings", "copies"])
def test_no_file_has_two_columns_of_one_name(name):
    names = [column.name for column in schema.tables()[name].columns]
    assert len(names) == len(set(names))


def test_every_field_of_a_report_has_a_place_in_its_row():
    fields = {column.field for column in schema.tables()["reports"].own}
    assert fields == {field.name for field in dataclasses.fields(items.AnnualReport)}
    names = [column.name for column in schema.tables()["reports"].columns]
    assert "text" not in names
    assert "text_length" in names


def test_closed_lists_come_from_the_types():
    state = schema.columns(items.Observation)["state"]
    assert state.values == ("number", "blank", "not_applicable", "none_word", "text", "missing", "ambiguous")
    assert state.required
    value = schema.columns(items.Observation)["value"]
    assert (value.type, value.required) == ("number", False)


ROOT = Path(__file__).parents[2]


def codes_of_findings() -> Iterator[str]:
    """Codes the source gives to findings: told by name, as the first word to what notes one, or in a table."""
    for path in sorted((ROOT / "gikspider").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if not isinstance(node, ast.Call):
                continue
            called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            told = [keyword.value for keyword in node.keywords if keyword.arg == "code"]
            if called in ("Finding", "finding", "_finding") or (called == "add" and len(node.args) > 1):
                yield from (v.value for v in told + node.args[:1] if isinstance(v, ast.Constant))
    repaired = (ROOT / "gikspider" / "text" / "repair.py").read_text("utf-8")
    yield from re.findall(r'\("([a-z_]+)", \w+, "', repaired)


def test_every_code_of_a_finding_is_explained_and_no_other():
    assert set(codes_of_findings()) == set(schema.dictionary()["findings"])
    assert all(meaning.endswith(".") for meaning in schema.dictionary()["findings"].values())


def test_the_list_of_findings_is_current():
    """Write it anew with `python -m gikspider.feeds.package` after a change of the dictionary."""
    assert (ROOT / "data" / "findings.csv").read_text("utf-8") == findings_csv()
