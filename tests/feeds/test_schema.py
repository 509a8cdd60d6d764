import dataclasses

import pytest

from gikspider import items
from gikspider.feeds import schema

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
