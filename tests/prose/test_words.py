"""Numbers, clauses, headings, channels, denials and the schema of the data files."""

from __future__ import annotations

from decimal import Decimal

import pytest

from gikspider.prose import codes, figures, guards, lexicon, zeros
from gikspider.prose.clauses import clauses
from gikspider.prose.headings import heading_of
from gikspider.prose.lexicon import LexiconError, compiled
from gikspider.prose.numbers import numbers
from gikspider.prose.scope import channel_of, is_cumulative, partial_period, year_of
from tests.prose.cases import ALIASES


@pytest.mark.parametrize(
    ("text", "value", "unit", "qualifier"),
    [
        ("46条", "46", "条", None),
        ("4,672条", "4672", "条", None),
        ("12,845,301条", "12845301", "条", None),
        ("1.2万条", "12000", "条", None),
        ("约2.2万人次", "22000", "人次", "about"),
        ("3亿次", "300000000", "次", None),
        ("10万多元", "10", "万元", "at_least"),
        ("10多万元", "10", "万元", "at_least"),
        ("47.10万元", "47.10", "万元", None),
        ("四十余条", "40", "条", "at_least"),
        ("二百一十条", "210", "条", None),
        ("一百零三件", "103", "件", None),
        ("两千条", "2000", "条", None),
        ("100条以上", "100", "条", "at_least"),
        ("近300条", "300", "条", "at_most"),
        ("不到20件", "20", "件", "at_most"),
        ("超过50件", "50", "件", "at_least"),
        ("90条左右", "90", "条", "about"),
        ("97.5%", "97.5", "%", None),
    ],
)
def test_a_number_with_its_counter(text: str, value: str, unit: str, qualifier: str | None) -> None:
    (number,) = numbers(text)
    assert (number.value, number.unit, number.qualifier) == (Decimal(value), unit, qualifier)
    assert (number.start, number.end) == (0, len(text))


@pytest.mark.parametrize("text", ["0311881910010", "一些", "百般", "〇", "百千条"])
def test_what_is_no_count(text: str) -> None:
    assert numbers(text) == []


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("共1,204条,其中网站60条", ["共1,204条", "其中网站60条"]),
        ("文件3条、动态5条", ["文件3条", "动态5条"]),
        ("行政复议、行政诉讼", ["行政复议、行政诉讼"]),
        ("申请数:0件", ["申请数:0件"]),
        ("情况:2019年我街道", ["情况", "2019年我街道"]),
        ("2件(自然人1件)", ["2件", "自然人1件"]),
    ],
)
def test_clauses(text: str, parts: list[str]) -> None:
    assert [text[c.start : c.end] for c in clauses(text)] == parts


@pytest.mark.parametrize(
    ("line", "heading"),
    [
        ("一、主动公开情况", "一、主动公开情况"),
        ("(三)政府信息依申请公开情况", "(三)政府信息依申请公开情况"),
        ("三、收费情况。本年度无收费。", "三、收费情况"),
        ("四、依申请公开情况我镇2016年度无申请。", "四、依申请公开情况"),
        ("1、依托县政府门户网站,全年公开各类信息4672条", ""),
        ("2.区信访办2019年接受依申请公开1条", ""),
        ("全年共公开46条", ""),
    ],
)
def test_headings(line: str, heading: str) -> None:
    assert heading_of(line)[0] == heading


@pytest.mark.parametrize(
    ("left", "earlier", "channel"),
    [
        ("在县政府网站公开信息", "", "website"),
        ("公开信息", "依托县政府门户网站,", "website"),
        ("公开信息", "加强网站建设,", ""),
        ("公开信息", "通过网站、公开栏,", None),
        ("通过公开栏等渠道公开信息", "", None),
        ("公示栏、展板公开内容", "", "board"),
        ("建立微信群公开信息", "", ""),
    ],
)
def test_channel(left: str, earlier: str, channel: str | None) -> None:
    assert channel_of(left, earlier) == channel


def test_years_and_periods() -> None:
    assert year_of("2016年公开50条,2018年我镇") == 2018
    assert year_of("自2016年以来") is None
    assert year_of("印发2019年工作要点") is None
    assert is_cumulative("历年累计公开", 2018)
    assert is_cumulative("自2008年5月以来", 2018)
    assert not is_cumulative("2018年以来", 2018)
    assert not is_cumulative("全年累计", 2018)
    assert partial_period("截至11月底", 2018) == "截至11月"
    assert partial_period("截至2018年12月31日", 2018) is None


def _negations() -> list[tuple[str, str, set[str]]]:
    rec, rev, lit = "applications.received.total", "legal.review.total", "legal.litigation.total"
    return [
        ("未收到任何公民以任何形式提出的政府信息公开申请", "", {rec}),
        ("未收到政府信息公开行政复议申请", "", {rev}),
        ("没有因政府信息公开申请提起行政诉讼", "", {lit}),
        ("行政复议、行政诉讼均为零", "", {rev, lit}),
        ("无", "四、行政复议、行政诉讼情况", {rev, lit}),
        ("无", "六、其他需要报告的事项", set()),
        ("未制定依申请公开制度", "", set()),
        ("没有逾期答复的申请", "", set()),
        ("如对答复不服可以申请行政复议", "", set()),
    ]


@pytest.mark.parametrize(("clause", "heading", "codes"), _negations())
def test_denials(clause: str, heading: str, codes: set[str]) -> None:
    assert {d.code for d in zeros.denied(clause, heading, set())} == codes


def test_every_data_file_keeps_to_its_schema() -> None:
    assert len(figures.figures()) > 60
    assert len(guards.guards()) > 12
    assert len(zeros.words().zeros) > 12
    groups = {f.group for f in figures.figures()} | {"category", "zero", "legal_section"}
    for guard in guards.guards():
        assert guard.spares | guard.only <= groups, guard.id


def test_codes_are_of_one_spelling() -> None:
    known = codes()
    assert len(known) > 60
    for code, unit in known.items():
        assert code.replace("_", "").replace(".", "").isascii(), code
        assert code == code.lower(), code
        assert unit in {"条", "件", "次", "篇", "人次", "人", "个", "元", "万元", "%"}, (code, unit)
    assert set(ALIASES.values()) <= set(known)


@pytest.mark.parametrize("pattern", ["公开.*信息", "(?:公开)+", "{NOWHERE}", "(公开", "a{2,}"])
def test_a_pattern_that_could_cost_more_than_linear_time_or_is_broken_is_refused(pattern: str) -> None:
    with pytest.raises(LexiconError, match="there"):
        compiled("there", pattern)


def test_macros_have_no_unbounded_repetition() -> None:
    for name, macro in lexicon.lexicon().macros.items():
        assert not lexicon._UNBOUNDED.search(macro), name
