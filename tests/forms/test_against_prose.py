"""Figures stated in sentences against the tables of the same report."""

from decimal import Decimal

import pytest

from gikspider.forms import check_prose
from gikspider.items import Statement
from tests.forms.test_checks import observations


def stated(code, value, *, unit="件", kind="total", qualifier=None, year=None, section="三"):
    quote = f"{code}{value}"
    return Statement(
        code=code,
        value=Decimal(value),
        unit=unit,
        qualifier=qualifier,
        kind=kind,
        quote=quote,
        start=0,
        end=len(quote),
        section=section,
        year=year,
    )


TABLE = observations(
    "2021",
    applications_received_new__total=10,
    applications_carried_in__total=2,
    applications_results_total__total=11,
    applications_carried_out__total=1,
    applications_results_denied_state_secret__total=2,
    applications_results_denied_process_information__total=3,
    legal_review_total=4,
    legal_litigation_direct_total=1,
    legal_litigation_after_review_total=2,
    active_admin_fees_amount="47.10" and Decimal("47.10"),
    active_admin_penalty_decisions=1472,
    active_normative_documents_issued=3,
)


@pytest.mark.parametrize(
    ("statement", "name", "status"),
    [
        (stated("applications.received.total", 10), "P_RECEIVED", "holds"),
        (stated("applications.received.total", 12), "P_RECEIVED", "holds"),
        (stated("applications.received_new", 11), "P_RECEIVED", "fails"),
        (stated("applications.received.total", 9, qualifier="at_least"), "P_RECEIVED", "holds"),
        (stated("applications.received.total", 9, qualifier="at_most"), "P_RECEIVED", "fails"),
        (stated("applications.received.total", 11, qualifier="about"), "P_RECEIVED", "holds"),
        (stated("applications.replied.total", 11), "P_REPLIED", "holds"),
        (stated("applications.results.denied.total", 5), "P_GROUPS", "holds"),
        (stated("applications.results.denied.total", 4), "P_GROUPS", "fails"),
        (stated("applications.carried_out", 1), "P_CARRIED", "holds"),
        (stated("applications.received.total", 0, kind="negated"), "P_NONE", "fails"),
        (stated("legal.review.total", 4), "P_REVIEW", "holds"),
        (stated("legal.litigation.total", 3), "P_LITIG", "holds"),
        (stated("legal.litigation.total", 1), "P_LITIG", "fails"),
        (stated("active.normative_documents.issued", 3), "P_NORM", "holds"),
        (stated("active.admin_penalty.decisions", 1472), "P_DECISIONS", "holds"),
        (stated("active.admin_fees.amount", "47.10", unit="万元"), "P_FEE", "holds"),
        (stated("active.admin_fees.amount", 471000, unit="元"), "P_FEE", "holds"),
        (stated("active.admin_fees.amount", "47.10", unit=None), "P_FEE", "not_assessable"),
        (stated("applications.reply_rate", 100, unit="%"), "P_FINISHED", "fails"),
    ],
)
def test_a_sentence_and_the_table(statement, name, status):
    found = [c for c in check_prose(TABLE, [statement]) if c.id == name]
    assert [c.status for c in found] == [status]


def test_none_received_and_a_table_of_zeros():
    none = stated("applications.received.total", 0, kind="negated")
    assert {c.id: c.status for c in check_prose(observations("2021"), [none])}["P_NONE"] == "holds"
    blank = observations("2021", applications_received_new__other="blank")
    assert {c.id: c.status for c in check_prose(blank, [none])}["P_NONE"] == "not_assessable"


@pytest.mark.parametrize(
    "statement",
    [
        stated("applications.received.total", 99, year=2019),
        stated("applications.received.total", 99, kind="part"),
        stated("applications.received.total", 99, kind="cumulative"),
        stated("disclosed.total", 99, unit="条"),
    ],
)
def test_what_is_not_the_table_s_figure_is_not_compared(statement):
    assert check_prose(TABLE, [statement]) == ()


def test_the_ways_of_receipt_add_up_or_may_be_an_open_list():
    total = stated("applications.received.total", 191)
    ways = [
        stated("applications.received.in_person", 190, kind="part"),
        stated("applications.received.letter", 1, kind="part"),
    ]
    assert [c.status for c in check_prose((), [total, *ways]) if c.id == "P_SUBSUM"] == ["holds"]
    more = [*ways, stated("applications.received.online", 5, kind="part")]
    assert [c.status for c in check_prose((), [total, *more]) if c.id == "P_SUBSUM"] == ["fails"]
    total = stated("applications.received.total", 200)
    assert [c.status for c in check_prose((), [total, *ways]) if c.id == "P_SUBSUM"] == ["not_assessable"]


def test_a_rate_as_printed():
    received, replied = stated("applications.received.total", 734), stated("applications.replied.total", 16)
    for printed, status in (("2.2", "holds"), ("2.8", "fails")):
        found = check_prose((), [received, replied, stated("applications.reply_rate", printed, unit="%")])
        assert [c.status for c in found if c.id == "P_PERCENT"] == [status]


def test_no_table_no_comparison():
    assert check_prose((), [stated("applications.received.total", 5)]) == ()
