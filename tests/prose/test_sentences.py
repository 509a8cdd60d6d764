"""Sentences of every pattern and trap: half of them the patterns were written against, half held out."""

from __future__ import annotations

import pytest

from tests.prose.cases import OPTIONAL, Case, cases, reading, reports, score


def _id(case: Case) -> str:
    return f"{case.heading}/{case.text}"[:40]


@pytest.mark.parametrize("case", list(cases("development.txt")), ids=_id)
def test_a_sentence_gives_its_statements_and_no_more(case: Case) -> None:
    got = reading(case)
    assert case.expected <= got
    assert {t for t in got - case.expected if t[0] not in OPTIONAL} == set()


def test_sentences_held_out_are_read_as_well() -> None:
    right, invented, missed, _ = score("held_out.txt")
    precision, recall = right / (right + invented), right / (right + missed)
    print(f"held out: precision {precision:.3f}, recall {recall:.3f} over {right + missed} figures")
    assert precision >= 0.97
    assert recall >= 0.92


@pytest.mark.parametrize(("name", "case"), list(reports()), ids=[name for name, _ in reports()])
def test_a_report_gives_the_full_list_of_its_statements(name: str, case: Case) -> None:
    got = reading(case)
    assert case.expected <= got
    assert {t for t in got - case.expected if t[0] not in OPTIONAL} == set()


def test_there_are_sentences_enough_of_both_halves() -> None:
    development, held_out = (len(list(cases(name))) for name in ("development.txt", "held_out.txt"))
    assert development + held_out >= 300
    assert min(development, held_out) >= 140
    assert len(list(reports())) >= 12
