"""Two years of one unit side by side."""

import pytest

from gikspider.forms import check_years
from gikspider.items import AnnualReport
from tests.forms.test_checks import observations

DOCS = "active_normative_documents"


def outcome(this, last, name):
    return [(c.severity, c.status) for c in check_years(this, last) if c.id == name]


def test_what_was_carried_out_is_carried_in():
    last = observations("2021", applications_carried_out__total=3, applications_carried_out__other=3)
    same = observations("2021", applications_carried_in__total=3, applications_carried_in__other=3)
    assert set(outcome(same, last, "X_CARRY")) == {("warning", "holds"), ("info", "holds")}
    assert ("warning", "fails") in outcome(observations("2021"), last, "X_CARRY")


def test_applicants_classed_anew_are_a_note_while_the_total_agrees():
    last = observations("2021", applications_carried_out__total=3, applications_carried_out__other=3)
    moved = observations("2021", applications_carried_in__total=3, applications_carried_in__business=3)
    assert {pair for pair in outcome(moved, last, "X_CARRY") if pair[1] == "fails"} == {("info", "fails")}


@pytest.mark.parametrize(("in_force", "status"), [(7, "holds"), (9, "fails"), ("blank", "not_assessable")])
def test_the_stock_of_documents(in_force, status):
    last = observations("2021", **{f"{DOCS}_in_force": 6})
    this = observations("2021", **{f"{DOCS}_in_force": in_force, f"{DOCS}_issued": 2, f"{DOCS}_repealed": 1})
    assert outcome(this, last, "X_IN_FORCE")[1] == ("warning", status)


def test_items_of_last_year_and_their_change():
    last = observations(
        "2019", active_admin_license_items_previous_year=61, active_admin_license_items_change=-1
    )
    this = observations("2019", active_admin_license_items_previous_year=59)
    assert ("info", "fails") in outcome(this, last, "X_ITEMS")


def test_all_disclosed_does_not_shrink():
    last = observations("2019", **{f"{DOCS}_total_disclosed": 9})
    assert ("info", "fails") in outcome(
        observations("2019", **{f"{DOCS}_total_disclosed": 8}), last, "X_TOTAL_DISCLOSED"
    )


def test_figures_of_the_two_forms_that_make_no_series_are_said_so_and_never_compared():
    last = observations("2019", **{f"{DOCS}_total_disclosed": 900, f"{DOCS}_newly_made": 400})
    found = check_years(observations("2021", **{f"{DOCS}_in_force": 30, f"{DOCS}_issued": 40}), last)
    assert {c.status for c in found if c.id == "X_2020_2021_BREAK"} == {"not_assessable"}
    assert not [c for c in found if c.id in ("X_IN_FORCE", "X_JUMP")]


def test_a_jump():
    last = observations("2021", active_admin_penalty_decisions=30)
    assert outcome(observations("2021", active_admin_penalty_decisions=151), last, "X_JUMP") == [
        ("info", "fails")
    ]
    assert outcome(observations("2021", active_admin_penalty_decisions=149), last, "X_JUMP") == []


def test_years_that_do_not_follow_are_not_compared():
    def report(year):
        return AnnualReport(
            report_id="x", content_sha256="", report_year=year, observations=tuple(observations("2021"))
        )

    assert check_years(report(2023), report(2022))
    assert check_years(report(2023), report(2021)) == ()


def test_nothing_to_compare():
    assert check_years((), observations("2021")) == ()
