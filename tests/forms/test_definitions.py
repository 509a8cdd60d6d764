"""The forms as data: complete, well formed, and without two labels that could be taken for one another."""

import csv
from io import StringIO
from pathlib import Path
from typing import Literal

import pytest
from pydantic import BaseModel, ConfigDict, Field

from gikspider.forms import FORMS, crosswalk, definition
from gikspider.forms.definitions import data
from gikspider.forms.dictionary import dictionary_csv
from gikspider.forms.identities import identities
from gikspider.forms.labels import keys
from gikspider.forms.series import crosswalk_csv, crosswalk_file
from gikspider.forms.vocabulary import PARTS, column_of, row_of, vocabulary

DICTIONARY = Path(__file__).parents[2] / "data" / "dictionary.csv"


class Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)


class ColumnModel(Strict):
    id: str = Field(pattern=r"^[a-z_]+(\.[a-z_]+)?$")
    label: str = Field(min_length=1)
    english: str = Field(min_length=1)
    unit: Literal["件", "项", "个", "万元"] | None
    type: Literal["int", "signed_int", "money"]
    group: str | None = None
    groups: list[str] = []
    variants: list[str] = []


class RowModel(Strict):
    code: str = Field(pattern=r"^[a-z0-9_.]+$")
    label: str
    english: str
    parents: list[str] = []
    variants: list[str] = []
    level: int = 0
    heading: bool = False
    number: str | None = Field(default=None, pattern=r"^\d\d$")
    unit: str | None = None
    type: Literal["int", "money", "header"] = "int"


class BlockModel(Strict):
    caption: str | None = None
    columns: list[ColumnModel]
    rows: list[RowModel] = Field(min_length=1)


class TableModel(Strict):
    table: Literal["active", "applications", "legal", "indicators"]
    kind: Literal["blocks", "matrix", "line", "list"]
    heading: str
    corner: str | None = None
    top: str | None = None
    header: list[str] = []
    blocks: list[BlockModel] = Field(min_length=1)


class FormModel(Strict):
    form: Literal["2008", "2014", "2019", "2021"]
    name: str
    document: str
    first_year: int
    last_year: int | None
    note: str
    tables: list[TableModel] = Field(min_length=1)


class IdentityModel(Strict):
    id: str = Field(pattern=r"^(APP|LEGAL|ACT19|ACT21|F14|F08)_[A-Z0-9_]+$")
    severity: Literal["error", "warning", "info"]
    over: Literal["once", "columns", "rows"]
    each: list[str] = []
    left: list[str] = Field(min_length=1)
    relation: Literal["=", "<=", ">="]
    right: list[str]
    words: str = Field(min_length=1)
    form: Literal["2019", "2021"] | None = None
    only: list[str] = []


class RuleModel(Strict):
    id: str = Field(pattern=r"^P_[A-Z]+$")
    severity: Literal["error", "warning", "info"]
    codes: list[str] = Field(min_length=1)
    targets: list[list[str]] = Field(min_length=1)


def test_the_definitions_follow_their_schema():
    assert [FormModel(**raw).form for raw in data("forms.json")["forms"]] == list(FORMS)


def test_identities_and_prose_rules_follow_their_schemas():
    assert all(IdentityModel(**raw) for raw in data("identities.json")["identities"])
    assert all(RuleModel(**raw) for raw in data("prose_checks.json")["rules"])


@pytest.mark.parametrize(("form", "count"), [("2008", 35), ("2014", 58), ("2019", 198), ("2021", 200)])
def test_every_form_has_all_its_cells_once(form, count):
    cells = list(definition(form).cells())
    assert len(cells) == len({(cell.code, cell.column) for cell in cells}) == count
    assert all(cell.english.strip() and cell.label for cell in cells)


@pytest.mark.parametrize(
    ("form", "table", "count"),
    [
        ("2019", "active", 22),
        ("2019", "applications", 161),
        ("2019", "legal", 15),
        ("2021", "active", 10),
        ("2021", "applications", 175),
        ("2021", "legal", 15),
    ],
)
def test_the_tables_have_their_sizes(form, table, count):
    assert len(list(definition(form).table(table).cells())) == count


@pytest.mark.parametrize("form", ["2019", "2021"])
def test_every_label_and_variant_is_found_as_itself(form):
    for table in definition(form).tables:
        for block in table.blocks:
            for row in block.rows:
                for text in filter(None, (row.label, *row.variants)):
                    assert row_of(table.id, text) == row.code, text
            for column in block.columns:
                for text in (column.label, *column.variants):
                    assert column_of(table.id, text) == column.id.rsplit(".", 1)[-1], text


@pytest.mark.parametrize("part", PARTS)
def test_no_wording_stands_for_two_rows_or_two_columns(part):
    for table in (definition(form).table(part) for form in ("2019", "2021")):
        for block in table.blocks:
            labels = [keys(text)[0] for row in block.rows if row.label for text in {row.label, *row.variants}]
            owners = [
                (keys(t)[0], row.code) for row in block.rows if row.label for t in (row.label, *row.variants)
            ]
            assert len(set(labels)) == len({key for key, _ in set(owners)}) == len(set(owners))


def test_labels_one_slip_apart_from_each_other_are_not_matched_by_chance():
    """A label that is as near to a second one is nobody's."""
    for part in PARTS:
        for labels in (vocabulary(part).rows, vocabulary(part).columns):
            for key, identity in labels.exact.items():
                for n in range(len(key)) if len(key) >= 4 else ():
                    assert labels.find(key[:n] + "某" + key[n + 1 :]) in (identity, None)


@pytest.mark.parametrize("form", FORMS)
def test_identities_speak_of_cells_the_form_has(form):
    cells = {(cell.code, cell.column) for cell in definition(form).cells()}
    assert identities(form)
    for identity in identities(form):
        assert cells >= {*identity.left, *identity.right}


def test_all_identities_of_the_data_are_used():
    used = {identity.id for form in FORMS for identity in identities(form)}
    assert used == {raw["id"] for raw in data("identities.json")["identities"]}


def test_the_crosswalk_speaks_of_cells_the_forms_have():
    for concept in crosswalk():
        for form, terms in concept.terms.items():
            known = {(cell.code, cell.column) for cell in definition(form).cells()}
            assert known >= {(term.code, term.column) for term in terms}, concept.id
        assert concept.comparable == "yes" or concept.note


def test_money_is_never_one_series():
    money = next(concept for concept in crosswalk() if concept.id == "money")
    assert money.comparable == "no"


def test_the_crosswalk_file_is_current():
    assert crosswalk_file() == crosswalk_csv()


def test_the_data_dictionary_is_current():
    """Run `python -m gikspider.forms.dictionary` after a change of the definitions."""
    assert DICTIONARY.read_text("utf-8") == dictionary_csv()


def test_the_data_dictionary_has_a_line_for_every_cell():
    lines = list(csv.DictReader(StringIO(dictionary_csv())))
    assert len(lines) == 35 + 58 + 198 + 200
    assert all(line["label"] and line["meaning"] and line["comparable"] for line in lines)
    fees = {line["form"]: line for line in lines if line["code"].startswith("active.admin_fees")}
    assert fees["2019"]["unit"] == "项"
    assert fees["2021"]["unit"] == "万元"
