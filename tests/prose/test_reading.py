"""What comes with a statement: quote, offsets, section, year, kind, findings; and what is left out."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gikspider.items import Section
from gikspider.prose import read, statements

TEXT = "前言。\n一、主动公开情况\n2018年,我镇主动公开政府信息 4 6 条。\n二、依申请公开情况\n全年未收到政府信息公开申请。\n三、其他\n无。"


def _sections(text: str) -> tuple[Section, ...]:
    headings = [line for line in text.split("\n") if line[:2] in {"一、", "二、", "三、"}]
    made = []
    for heading, following in zip(headings, [*headings[1:], None], strict=True):
        start = text.index(heading) + len(heading) + 1
        end = text.index(following) - 1 if following else len(text)
        made.append(Section(heading=heading, level=1, text=text[start:end], start=start))
    return tuple(made)


def test_a_quote_is_cut_from_the_text_as_it_stands() -> None:
    reading = read(TEXT, sections=_sections(TEXT), year=2018)
    first, second = reading
    assert first.quote == TEXT[first.start : first.end] == "我镇主动公开政府信息 4 6 条"
    assert (first.code, first.value, first.unit, first.year) == ("disclosed.total", Decimal(46), "条", None)
    assert first.section == "一、主动公开情况"
    assert (second.code, second.value, second.unit, second.kind) == (
        "applications.received.total",
        Decimal(0),
        "件",
        "total",
    )
    assert second.section == "二、依申请公开情况"


def test_sections_alone_read_as_the_text_does() -> None:
    whole = read(TEXT, sections=_sections(TEXT), year=2018)
    alone = statements(_sections(TEXT), year=2018)
    assert [(s.code, s.start, s.end, s.section) for s in alone] == [
        (s.code, s.start, s.end, s.section) for s in whole
    ]


def test_headings_are_found_where_no_sections_are_given() -> None:
    assert [s.section for s in read(TEXT, year=2018)] == ["一、主动公开情况", "二、依申请公开情况"]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("我镇政务中国股份有限某某体育188条。", None),
        ("主动公开某某体育政府信息188条。", None),
        ("某某体育据统计,主动公开政府信息188条。", "disclosed.total"),
    ],
)
def test_a_number_whose_words_were_overwritten_is_withheld(text: str, code: str | None) -> None:
    start = text.index("某某体育")
    reading = read(text, year=2018, injected=[(start, start + 4)])
    assert [s.code for s in reading] == ([code] if code else [])
    assert [f.code for f in reading.findings] == ([] if code else ["injected_text"])


def test_tables_are_left_out() -> None:
    text = "规范性文件\t3\t4\n主动公开政府信息46条。\n行政复议\t1\t2\t3"
    assert [s.code for s in read(text, year=2020)] == ["disclosed.total"]
    assert read(text, year=2020, exclude=[(text.index("主动"), text.index("主动") + 5)]).statements == ()
    line = "主动公开政府信息46条。规范性文件3件行政许可4件。收到信息公开申请2件。"
    table = (line.index("规范"), line.index("收到"))
    assert [s.code for s in read(line, year=2020, exclude=[table])] == [
        "disclosed.total",
        "applications.received.total",
    ]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("截至11月底,我镇主动公开政府信息56条。", "period_partial"),
        ("截止201410月份全乡累计公开信息38条。", "period_partial"),
        ("截至12月31日,我镇主动公开政府信息56条。", None),
        ("截至2013年11月,我镇主动公开政府信息56条。", None),
        ("2014年主动公开信息   条。", "number_missing"),
        ("回复网民留言97条,其中,受理市长信箱31起,受理县长信箱68起。", "parts_do_not_add_up"),
        ("主动公开政府信息81条,其中工作动态50条,政策文件20条。", "parts_do_not_add_up"),
        ("主动公开政府信息81条,其中工作动态50条,政策文件31条。", None),
        ("主动公开政府信息81条,其中工作动态50条,政策文件20条等。", None),
        ("主动公开政府信息81条,其中网站公开81条,微信公众号公开60条。", None),
        ("主动公开政府信息810条,其中政策文件20条,人事信息12条。", None),
        ("收到申请191件,其中当面申请190件,信函申请2件。", "parts_do_not_add_up"),
    ],
)
def test_findings(text: str, code: str | None) -> None:
    assert {f.code for f in read(text, year=2014).findings} == ({code} if code else set())


def test_numbers_of_other_years_carry_their_year() -> None:
    text = "2017年我镇主动公开政府信息66条,2018年主动公开政府信息71条。"
    assert [(s.value, s.year) for s in read(text, year=2018)] == [(66, 2017), (71, None)]
    assert [(s.value, s.year) for s in read(text)] == [(66, None), (71, None)]


def test_a_number_broken_over_lines_is_one_number() -> None:
    assert [(s.code, s.value) for s in read("我镇主动公开政府信息\n12\n条,收到信息公开申请\n3件。")] == [
        ("disclosed.total", 12),
        ("applications.received.total", 3),
    ]


WORDS = st.sampled_from(
    [
        *"公开政府信息收到申请复议诉讼未无共其中网站微信条件份篇项次%一二十0123456789,。;:、()“”《》 \t\n，。；：（）？?约近余年月",
        "主动公开",
        "12条",
    ]
)


@settings(max_examples=300, deadline=None)
@given(st.lists(WORDS, max_size=120).map("".join) | st.text(max_size=200))
def test_any_text_is_read_and_every_quote_stands_in_it(text: str) -> None:
    for s in read(text, year=2018):
        assert text[s.start : s.end] == s.quote
        assert s.value >= 0


@settings(max_examples=50, deadline=None)
@given(st.lists(st.tuples(st.integers(-5, 300), st.integers(-5, 300)), max_size=5), st.integers(1900, 2100))
def test_spans_may_lie_anywhere(spans: list[tuple[int, int]], year: int) -> None:
    assert read(TEXT, year=year, exclude=spans, injected=spans) is not None
