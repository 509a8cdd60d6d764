"""What a report of each period consists of: chapters, and where its tables stand."""

from __future__ import annotations

from gikspider.items import Form

from . import phrases
from .country import chinese_number, chinese_year
from .talk import Talk

_REVIEW_HEADS = (
    "因政府信息公开申请行政复议、提起行政诉讼的情况",
    "行政复议和行政诉讼情况",
    "复议、诉讼和申诉的情况",
)

_LEGAL_HEADS = ("政府信息公开行政复议、行政诉讼情况", "因政府信息公开工作被申请行政复议、提起行政诉讼情况")
_PROBLEM_HEADS = (
    "存在的主要问题及改进情况",
    "存在的主要问题及改进情况",
    "政府信息公开工作存在的主要问题及改进情况",
)


def write(talk: Talk, form: Form | None) -> None:
    """Fill the draft with the chapters that a report of its year and form has."""
    year = talk.figures.year
    if form in ("2019", "2021") or year >= 2019:
        _six_parts(talk, form)
    elif year >= 2014:
        _chapters_2014(talk, form)
    else:
        _free(talk, form)


def _opening(talk: Talk) -> None:
    contact = talk.some(phrases.CONTACT) if talk.rng.random() < 0.5 else []
    talk.paragraph(*talk.some(phrases.OPENING), *talk.some(phrases.PERIOD), *contact)


def _free(talk: Talk, form: Form | None) -> None:
    """2008 to 2013: free prose on the points of article 32 of the regulations of 2007."""
    rng = talk.rng
    _opening(talk)
    talk.heading(rng.choice(("概述", "总体工作情况", "工作概述", "基本情况")))
    for sentence in talk.some(phrases.OVERVIEW, 3):
        talk.paragraph(sentence)
    if rng.random() < 0.6:
        talk.paragraph(*talk.some(phrases.NOISE, 2))
    talk.heading(rng.choice(("主动公开政府信息的情况", "政府信息主动公开情况")))
    talk.paragraph(*talk.some(phrases.MANAGEMENT))
    talk.disclosed()
    if rng.random() < 0.3:
        talk.paragraph(
            talk.say(
                "consultations.total", phrases.CONSULTATIONS, talk.figures.extra["consultations"], loose=True
            )
        )
    talk.heading(rng.choice(("依申请公开政府信息的情况", "政府信息依申请公开办理情况")))
    talk.received(detailed=False)
    if rng.random() < 0.8:
        talk.heading(rng.choice(("政府信息公开的收费及减免情况", "政府信息公开支出与收费")))
        talk.paragraph(talk.deny("fees.application_fees", phrases.NO_FEES))
    talk.heading(rng.choice(_REVIEW_HEADS))
    talk.legal()
    _closing(talk, rng.choice(("存在的主要问题和改进措施", "存在的主要问题及改进情况")), rng.random() < 0.5)
    if form == "2008":
        talk.heading("附表")
        talk.paragraph(f"{talk.figures.year}年政府信息公开情况统计报表：")
        talk.table("returns")


def _chapters_2014(talk: Talk, form: Form | None) -> None:
    """2014 to 2018: the chapters that the statistics of 2014 brought."""
    rng, extra = talk.rng, talk.figures.extra
    _opening(talk)
    talk.heading(rng.choice(("概述", "基本工作情况")))
    talk.paragraph(*talk.some(phrases.OVERVIEW, 2))
    talk.paragraph(*talk.some(phrases.PLATFORM), *talk.some(phrases.NOISE))
    talk.heading("主动公开政府信息情况")
    talk.disclosed()
    talk.heading("回应解读情况")
    talk.paragraph(
        talk.say("response.hot_issues", phrases.HOT, extra["hot_issues"]),
        talk.say("response.interpretation_articles", phrases.INTERPRETATION, extra["interpretation"]),
    )
    talk.heading("依申请公开政府信息情况")
    talk.received(detailed=False)
    talk.heading("行政复议、行政诉讼和举报投诉情况")
    talk.legal()
    talk.paragraph(talk.say("complaints.total", phrases.COMPLAINTS, 0))
    talk.heading("机构建设和保障经费情况")
    talk.paragraph(*talk.some(phrases.SUPERVISION), talk.deny("fees.application_fees", phrases.NO_FEES))
    talk.heading("政府信息公开会议和培训情况")
    talk.paragraph(
        talk.say("training.meetings", phrases.MEETINGS, extra["meetings"]),
        talk.say("training.courses", phrases.COURSES, extra["courses"])
        + "，"
        + talk.say("training.trainees", phrases.TRAINEES, extra["trainees"]),
    )
    _closing(talk, "存在的主要问题及改进措施", False)
    if form == "2014":
        talk.heading("附表")
        talk.paragraph(f"{talk.unit.short}政府信息公开情况统计表（{talk.figures.year}年度）：")
        talk.table("indicators")


def _six_parts(talk: Talk, form: Form | None) -> None:
    """From 2019: six parts, three of them tables; some units still answer them in words only."""
    rng = talk.rng
    if rng.random() < 0.6:
        _opening(talk)
    talk.heading(rng.choice(("总体情况", "总体情况", "总体情况", "工作基本情况")))
    _overall(talk)
    talk.heading("主动公开政府信息情况")
    _or_words(talk, form, "active")
    talk.heading("收到和处理政府信息公开申请情况")
    if form:
        talk.table("applications")
    else:
        talk.received(detailed=True)
    talk.heading(rng.choice(_LEGAL_HEADS))
    if form:
        talk.table("legal")
    else:
        talk.legal()
    talk.heading(rng.choice(_PROBLEM_HEADS))
    talk.paragraph(*talk.some(phrases.PROBLEMS, 2))
    talk.paragraph(*talk.some(phrases.PLANS, 2))
    talk.heading("其他需要报告的事项")
    _fees(talk, form)


def _fees(talk: Talk, form: Form | None) -> None:
    """What form 2021 asks for in part six: the fee for processing information."""
    fee = talk.figures.money["processing"]
    if fee and form == "2021":
        talk.paragraph(talk.say("fees.info_processing.collected", phrases.PROCESSING, fee))
    elif form == "2021" and talk.rng.random() < 0.5:
        notices = talk.deny("fees.info_processing.notices", phrases.NO_NOTICES)
        talk.paragraph(notices + "，" + talk.deny("fees.info_processing.collected", phrases.NO_PROCESSING))
    else:
        talk.paragraph(talk.fill(talk.rng.choice(phrases.NOTHING)))


def _overall(talk: Talk) -> None:
    rng = talk.rng
    if talk.figures.year >= 2021:
        for title, body in (("主动公开", None), ("依申请公开", None), ("政府信息管理", phrases.MANAGEMENT),
                            ("政府信息公开平台建设", phrases.PLATFORM), ("监督保障", phrases.SUPERVISION)):  # fmt: skip
            talk.subheading(title + "。")
            if title == "主动公开":
                talk.disclosed()
            elif title == "依申请公开":
                talk.received(detailed=True)
            else:
                talk.paragraph(
                    *talk.some(body or (), 2), *(talk.some(phrases.NOISE) if rng.random() < 0.3 else ())
                )
        return
    for sentence in talk.some(phrases.OVERVIEW, 2):
        talk.paragraph(sentence)
    talk.disclosed()
    talk.received(detailed=True)
    if rng.random() < 0.5:
        talk.paragraph(*talk.some(phrases.NOISE, 2))


def _or_words(talk: Talk, form: Form | None, table: str) -> None:
    if form:
        talk.table(table)
        return
    counts = talk.figures.active
    said = [talk.say("active.normative_documents.issued", phrases.ISSUED, counts["made"])]
    if counts["admin_license.decisions"]:
        said.append(
            talk.say("active.admin_license.decisions", phrases.LICENSES, counts["admin_license.decisions"])
        )
    talk.paragraph(*said)


def _closing(talk: Talk, heading: str, other: bool) -> None:
    talk.heading(heading)
    talk.paragraph(*talk.some(phrases.PROBLEMS, 2))
    talk.paragraph(*talk.some(phrases.PLANS, 2))
    if other:
        talk.heading("其他需要报告的事项")
        talk.paragraph(talk.fill(talk.rng.choice(phrases.NOTHING)))


def signature(talk: Talk, year: int, month: int, day: int) -> None:
    """Who signs, and when, as one of the ways it is written."""
    zero = talk.rng.choice(("〇", "○", "零"))
    dates = [f"{year}年{month}月{day}日"] * 5
    dates.append(f"{chinese_year(year, zero)}年{chinese_number(month)}月{chinese_number(day)}日")
    talk.blocks.append(("sign", talk.unit.authority))
    talk.blocks.append(("sign", talk.rng.choice(dates)))
