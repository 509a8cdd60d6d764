"""Dates in every shape pages print, and digits that are none."""

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gikspider.text import dates

ONE = [
    ("2021-02-10", "2021-02-10"),
    ("2020-01-22 00:00:00", "2020-01-22"),
    ("2024-01-22 16:09", "2024-01-22"),
    ("2024-01-22T16:09:00", "2024-01-22"),
    ("2026.01.13", "2026-01-13"),
    ("2019/03-10", "2019-03-10"),
    ("2019 / 3 / 10", "2019-03-10"),
    ("2022年01月25日", "2022-01-25"),
    ("2023年1月10日", "2023-01-10"),
    ("2023年1月10号", "2023-01-10"),
    ("2024年04月06日 16:40", "2024-04-06"),
    ("2022-12-13 09时45分", "2022-12-13"),
    ("2019 年 1 月 25 日", "2019-01-25"),
    ("2 0 1 9年1 2月 3 1 日", "2019-12-31"),
    ("2019\n年\n1\n月\n25\n日", "2019-01-25"),
    ("２０１９年１月２５日", "2019-01-25"),
    ("２０１９－０１－２５", "2019-01-25"),
    ("[2021-03-05]", "2021-03-05"),
    ("发布时间：2011年08月25日 15:41 浏览次数：151", "2011-08-25"),
    ("主动公开 2026.01.13", "2026-01-13"),
    # Chinese numerals: four ways to write a zero, and Arabic figures between.
    ("二○一一年四月八日", "2011-04-08"),
    ("二O一一年5月16日", "2011-05-16"),
    ("二〇一九年一月二十五日", "2019-01-25"),
    ("二零二零年十二月三十一日", "2020-12-31"),
    ("二０一八年十月三十日", "2018-10-30"),
    ("2O19年1月2日", "2019-01-02"),
    ("二〇二一年十一月廿九日", "2021-11-29"),
    ("2019年十二月卅一日", "2019-12-31"),
    ("二〇二三年元月五日", "2023-01-05"),
    ("二 〇 一 九 年 一 月 八 日", "2019-01-08"),
    ("一九九八年七月一日", "1998-07-01"),
    # Glued to a time, or to what follows it.
    ("2021-03-2918:26", "2021-03-29"),
    ("2021-3-918:26", "2021-03-09"),
    ("14:43信息来源:2021-01-02", "2021-01-02"),
    ("来源:办公室发布时间:2021-01-02访问量:字体", "2021-01-02"),
    # 年, 月 or 日 lost.
    ("20191231日", "2019-12-31"),
    ("(2024219日)", "2024-02-19"),
    ("2015215", "2015-02-15"),
    ("（20190125）", "2019-01-25"),
    ("2018年11日", "2018-01-01"),
    ("2018年1231日", "2018-12-31"),
    ("20181月1日", "2018-01-01"),
    ("201212月31日", "2012-12-31"),
    ("2019年1月31", "2019-01-31"),
    ("发布日期：20190125", "2019-01-25"),
    ("发布时间：20190125153000", "2019-01-25"),
]
NONE = [
    "0311-88000111", "电话：0398-4000123", "0311-2019-1-25", "邮编:472400", "电话：20190125", "传真：2015215",
    "编号 2019115", "国发〔2019〕12号", "2019年第12号", "01526086-8-30/2015-0922001", "11330105002495399W/2019-12345",
    "2019-01-25-0001", "http://www.example.gov.cn/2019/01/25/art_1.html", "t20190125_2096551", "2018-2020年",
    "2018年1-3月", "2018年120起", "2018年11至12月", "2019年1月31条", "2019年12月5次会议", "2019年2月30日", "2019年13月1日",
    "公开2018条", "2019.1.25.3", "192.168.20.19", "4672条", "2019年 115 件", "2020123456", "〔2019〕1.25", "202001",
]  # fmt: skip
UNCERTAIN = [
    ("2019115", {date(2019, 1, 15), date(2019, 11, 5)}),
    ("2019111日", {date(2019, 1, 11), date(2019, 11, 1)}),
    ("2018年111日", {date(2018, 1, 11), date(2018, 11, 1)}),
    ("2021-3-118:26", {date(2021, 3, 11), date(2021, 3, 1)}),
]


@pytest.mark.parametrize(("text", "expected"), ONE)
def test_a_printed_date_is_read(text, expected):
    (found,) = dates(text)
    assert found.value.isoformat() == expected
    assert found.certain


@pytest.mark.parametrize("text", NONE)
def test_other_numbers_are_no_dates(text):
    assert dates(text) == ()


@pytest.mark.parametrize(("text", "readings"), UNCERTAIN)
def test_two_readings_are_said_to_be_two(text, readings):
    (found,) = dates(text)
    assert found.value in readings
    assert not found.certain


@pytest.mark.parametrize(
    "text",
    [
        "2018年1月1日起至12月31日止", "2018.1.1-12.31", "2018.1.1-2018.12.31", "2018-01-01至2018-12-31",
        "2018年1月1日—2018年12月31日", "2018年1月1日至1231日", "二〇一八年一月一日至2018年12月31日", "2018年1月1日到同年12月31日",
        "2018年1月1日起，至 2018 年 12 月 31 日止",
    ],
)  # fmt: skip
def test_a_period_has_two_dates(text):
    assert [found.value for found in dates(text)] == [date(2018, 1, 1), date(2018, 12, 31)]


def test_relative_words_only_on_request():
    assert dates("昨天 10:20") == ()
    base = datetime(2020, 1, 10, 9)
    assert [found.value for found in dates("昨天 10:20，3天前", base=base)] == [
        date(2020, 1, 9),
        date(2020, 1, 7),
    ]


def _chinese(n: int) -> str:
    digits = "〇一二三四五六七八九"
    tens, ones = divmod(n, 10)
    return ("" if tens == 0 else "十" if tens == 1 else digits[tens] + "十") + (digits[ones] if ones else "")


SHAPES = [
    lambda d: d.isoformat(),
    lambda d: f"{d.year}年{d.month}月{d.day}日",
    lambda d: f"{d.year}年{d.month:02}月{d.day:02}日",
    lambda d: f"{d.year}.{d.month}.{d.day}",
    lambda d: f"{d.year}/{d.month:02}/{d.day:02} 08:30",
    lambda d: f"{d.isoformat()}18:26",
    lambda d: f"{d.year}{d.month:02}{d.day:02}日",
    lambda d: (
        "".join("〇一二三四五六七八九"[int(c)] for c in str(d.year))
        + f"年{_chinese(d.month)}月{_chinese(d.day)}日"
    ),
    lambda d: "".join("○一二三四五六七八九"[int(c)] for c in str(d.year)) + f"年{d.month}月{d.day}日",
]


@given(
    st.dates(date(2008, 1, 1), date(2030, 12, 31)),
    st.sampled_from(SHAPES),
    st.sampled_from(["", "发布日期：", "（", "来源:办公室 ", "自"]),
    st.sampled_from(["", "）", " 浏览次数：3", "起施行", "\n"]),
)
def test_every_date_comes_back(day, shape, before, after):
    printed = shape(day)
    text = before + printed + after
    (found,) = dates(text)
    assert found.value == day
    assert found.certain
    assert printed.startswith(text[found.start : found.end])


@given(st.dates(date(2008, 1, 1), date(2030, 12, 31)))
def test_lost_marks_never_give_a_wrong_certain_date(day):
    for text in (
        f"{day.year}{day.month}{day.day}日",
        f"{day.year}年{day.month}{day.day}日",
        f"{day.year}{day.month}月{day.day}日",
    ):
        for found in dates(text):
            assert found.value == day or not found.certain


@given(st.text(alphabet="0123456789年月日-/. :（）〇一二十条\n", max_size=60))
def test_any_digits_are_survived(text):
    for found in dates(text):
        assert 0 <= found.start < found.end <= len(text)
