"""Do the figures add up, and does a check say so, or that it cannot be made."""

import dataclasses
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gikspider.forms import check, definition
from gikspider.items import Observation

APPLICATIONS = "applications."


def observations(form, **changes):
    """A form of zeros, changed cells given as code__column=number or state."""
    changed = {name.replace("__", "#"): value for name, value in changes.items()}
    out = []
    for cell in definition(form).cells():
        name = f"{cell.code}#{cell.column}" if cell.column else cell.code
        given = changed.pop(name.replace(".", "_"), 0)
        number = not isinstance(given, str)
        out.append(
            Observation(
                code=cell.code,
                column=cell.column,
                label=cell.label,
                value=Decimal(given) if number else None,
                state="number" if number else given,
                raw=str(given),
                unit=cell.unit,
                table=cell.table,
                source="table",
            )
        )
    assert not changed, changed
    return out


def failed(form, unit_type="town", **changes):
    found = check(observations(form, **changes), form=form, unit_type=unit_type)
    return {(c.id, c.severity) for c in found if c.status == "fails"}


def only(form, name, **changes):
    return [c for c in check(observations(form, **changes), form=form, unit_type="town") if c.id == name]


@pytest.mark.parametrize("form", ["2008", "2014", "2019", "2021"])
def test_a_form_of_zeros_adds_up(form):
    found = check(observations(form), form=form, unit_type="town")
    assert {c.status for c in found} <= {"holds"} | ({"not_assessable"} if form == "2008" else set())
    assert all(c.left is not None for c in found if c.status == "holds")


VALUES = st.sampled_from(
    [*["0"] * 6, "1", "2", "-1", "-0", "0.00", "1.50", "blank", "none_word", "missing", "ambiguous"]
)


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_a_form_in_its_order_is_checked_as_cells_in_any_order(data):
    """Identities over zeros alone are not added up where the form is whole: they say what adding up says."""
    form = data.draw(st.sampled_from(["2008", "2014", "2019", "2021"]))
    cells = observations(form)
    for place, text in data.draw(
        st.dictionaries(st.integers(0, len(cells) - 1), VALUES, max_size=25)
    ).items():
        number = not text.isalpha() and "_" not in text
        value, state = (Decimal(text), "number") if number else (None, text)
        cells[place] = dataclasses.replace(cells[place], value=value, state=state, raw=text)
    first, *others = cells
    assert repr(check(cells, form=form)) == repr(check([*others, first], form=form))


def test_no_form_no_checks():
    assert check((), form=None) == ()
    assert check((), form="2021") == ()


NEW, IN, OUT, TOTAL = (
    f"applications_{n}" for n in ("received_new", "carried_in", "carried_out", "results_total")
)

CASES = [
    ("2021", {f"{NEW}__other": 1, f"{NEW}__total": 1}, {("APP_BALANCE", "error")}),
    ("2021", {f"{OUT}__total": 3}, {("APP_BALANCE", "error"), ("APP_ROW_SUM", "error")}),
    (
        "2021",
        {f"{TOTAL}__business": 2},
        {("APP_BALANCE", "error"), ("APP_RESULT_SUM_2021", "error"), ("APP_ROW_SUM", "error")},
    ),
    (
        "2019",
        {"applications_results_other_total__total": 2},
        {("APP_RESULT_SUM_2019", "error"), ("APP_ROW_SUM", "error"), ("APP_PARTIAL_ONLY", "info")},
    ),
    (
        "2021",
        {f"{NEW}__other": -1, f"{OUT}__other": -1, f"{NEW}__total": -1, f"{OUT}__total": -1},
        {("APP_NONNEG", "error"), ("APP_PARTIAL_ONLY", "info")},
    ),
    ("2021", {"legal_review_upheld": 2, "legal_review_total": 3}, {("LEGAL_SUM_REVIEW", "error")}),
    ("2021", {"legal_litigation_direct_total": 3}, {("LEGAL_SUM_LITIGATION_DIRECT", "error")}),
    ("2019", {"legal_litigation_after_review_pending": 1}, {("LEGAL_SUM_LITIGATION_AFTER_REVIEW", "error")}),
    (
        "2019",
        {
            "active_normative_documents_newly_made": 28,
            "active_normative_documents_newly_disclosed": 28,
            "active_normative_documents_total_disclosed": 1,
        },
        {("ACT19_MADE_LE_TOTAL", "warning")},
    ),
    (
        "2019",
        {"active_normative_documents_newly_disclosed": 2, "active_normative_documents_total_disclosed": 2},
        {("ACT19_NEW_VS_MADE", "info")},
    ),
    (
        "2019",
        {"active_admin_penalty_items_previous_year": 3, "active_admin_penalty_items_change": -4},
        {("ACT19_ITEMS_NONNEG", "warning")},
    ),
    (
        "2019",
        {
            "active_admin_license_items_previous_year": 61,
            "active_admin_license_items_change": 36,
            "active_admin_license_decisions": 97,
        },
        {("ACT19_MISFILL", "warning")},
    ),
    ("2019", {"active_central_procurement_projects": 1}, {("ACT19_PROCUREMENT", "warning")}),
    ("2021", {"active_regulations_in_force": 6}, {("ACT_RULEMAKING_POWER", "warning")}),
    (
        "2021",
        {
            "active_normative_documents_issued": 3,
            "active_normative_documents_repealed": 1,
            "active_normative_documents_in_force": 1,
        },
        {("ACT21_IN_FORCE", "warning")},
    ),
    ("2021", {"active_admin_fees_amount": 316441}, {("ACT21_FEE_SCALE", "warning")}),
    ("2014", {"applications_received_total": 1, "applications_received_fax": 2}, {("F14_RECEIVED", "error")}),
    ("2014", {"org_staff_total": 3, "org_staff_full_time": 1}, {("F14_STAFF", "error")}),
    ("2014", {"disclosed_total": 9, "disclosed_by_channel_website": 8}, {("F14_CHANNELS", "warning")}),
    ("2014", {"disclosed_total": 7, "disclosed_by_channel_website": 8}, {("F14_CHANNELS", "warning")}),
    (
        "2014",
        {
            "disclosed_total": 659,
            "disclosed_by_channel_website": 144,
            "disclosed_by_channel_wechat": 471,
            "disclosed_by_channel_other": 89,
        },
        set(),
    ),
    (
        "2014",
        {"disclosed_normative_documents": 1, "normative_documents_issued_total": 1},
        {("F14_NORM_LE_TOTAL", "error")},
    ),
    ("2014", {"response_press_conferences_by_principal": 1}, {("F14_PRINCIPAL", "error")}),
    ("2014", {"legal_litigation_total": 4, "legal_litigation_upheld": 2}, {("F14_LITIGATION", "error")}),
    (
        "2008",
        {"applications_replied_total": 2, "applications_replied_granted": 1},
        {("F08_REPLIED", "error")},
    ),
    ("2008", {"applications_received_email": 2}, {("F08_RECEIVED", "error")}),
    ("2008", {"applications_replied_not_exist": 2}, {("F08_DENIED", "error")}),
]


@pytest.mark.parametrize(("form", "changes", "expected"), CASES)
def test_what_does_not_add_up_is_named(form, changes, expected):
    assert failed(form, **changes) == expected


def test_a_city_may_issue_rules():
    assert failed("2021", unit_type="city", active_regulations_in_force=6) == set()


def test_without_a_unit_type_nothing_is_said_about_rules():
    found = check(observations("2021", active_regulations_in_force=6), form="2021")
    assert {c.status for c in found if c.id == "ACT_RULEMAKING_POWER"} == {"not_assessable"}


def test_a_missing_operand_leaves_a_check_open():
    (result,) = [
        c
        for c in only("2021", "APP_BALANCE", applications_carried_in__total="missing")
        if "total" in c.detail
    ]
    assert (result.status, result.left, result.right) == ("not_assessable", None, None)
    assert "missing" in result.detail


def test_blanks_are_not_zeros_but_the_detail_tells_what_they_would_give():
    (result,) = [
        c
        for c in only("2021", "APP_BALANCE", applications_carried_in__total="blank")
        if c.detail.startswith("total")
    ]
    assert result.status == "not_assessable"
    assert "holds with inferred zeros" in result.detail


def test_only_the_total_filled_is_no_failure():
    blank = {
        f"{NEW}__{name}": "blank"
        for name in (
            "natural_person",
            "business",
            "research_institution",
            "social_organization",
            "legal_service",
            "other",
        )
    }
    (result,) = [
        c
        for c in only("2021", "APP_ROW_SUM", **blank, **{f"{NEW}__total": 5})
        if c.detail.startswith("applications.received_new:")
    ]
    assert result.status == "not_assessable"


def test_crossing_sums_point_at_one_cell():
    """3 for 0 in a single cell of the matrix: its row and its column fail by the same difference."""
    found = check(observations("2021", applications_results_denied_state_secret__other=3), form="2021")
    fails = [c for c in found if c.status == "fails" and c.severity == "error"]
    assert {c.id for c in fails} == {"APP_ROW_SUM", "APP_RESULT_SUM_2021"}
    assert all(
        "crossing sums point at applications.results.denied.state_secret#other" in c.detail for c in fails
    )


def test_only_the_total_column_fails():
    found = check(observations("2021", applications_carried_out__total=3), form="2021")
    (balance,) = [c for c in found if c.id == "APP_BALANCE" and c.status == "fails"]
    assert "#total" in balance.detail or "总计" in balance.detail


def test_two_wrong_cells_are_not_taken_for_one():
    found = check(
        observations(
            "2021",
            applications_results_granted__other=3,
            applications_results_denied_state_secret__business=5,
        ),
        form="2021",
    )
    notes = {c.detail.split("point at ")[1] for c in found if "point at" in c.detail}
    assert notes == {
        "applications.results.granted#other",
        "applications.results.denied.state_secret#business",
    }


def test_nothing_is_repaired():
    before = observations("2021", applications_carried_out__total=3)
    copy = [dataclasses.replace(o) for o in before]
    check(before, form="2021")
    assert before == copy


def test_the_period_is_part_of_the_year():
    year = observations("2008", applications_received_total=5, applications_received_fax=5)
    period = [
        dataclasses.replace(o, column="current_period", value=Decimal(6))
        for o in year
        if o.code == "applications.received.total"
    ]
    (result,) = [c for c in check([*year, *period], form="2008") if c.id == "F08_YTD"]
    assert result.status == "fails"
