"""Pages that stand in the same lists, look like a report by their title, and are none."""

from __future__ import annotations

from datetime import datetime, timedelta

from .country import County, chance
from .markup import Word

_TITLES = (
    (
        "{county}{year}年政府信息公开工作年度报告解读",
        "本文就报告的编写依据、主要内容作一说明，数字以报告原文为准。",
    ),
    (
        "【文字解读】《{county}{year}年政府信息公开工作年度报告》的解读",
        "为方便理解，现将报告中几组数据的含义说明如下，具体数字请查阅报告。",
    ),
    (
        "{county}各乡镇（街道）、各部门{year}年政府信息公开年度报告公布情况",
        "各单位均已在门户网站公布报告，名单及网址附后。",
    ),
    (
        "{county}政府信息公开工作年度报告制度",
        "第一条 为规范年度报告的编写和公布，制定本制度。第二条 报告应当于每年一月三十一日前公布。",
    ),
    (
        "{county}人民政府信息公开指南",
        "公民、法人和其他组织申请公开政府信息，可填写申请表当面递交或者通过网络提交。",
    ),
    (
        "{county}政府网站工作年度报表（{year}年度）",
        "网站名称、首页网址、访问量、信息发布总数、解读信息发布数、回应公众关注热点等。",
    ),
    (
        "{county}{year}年法治政府建设年度报告",
        "一、总体情况。一年来，依法行政水平稳步提高，行政执法更加规范，共办理行政复议案件3件。",
    ),
    (
        "{county}政府办公室{year}年度部门决算公开",
        "一、部门概况。二、收入支出决算总表。三、财政拨款收入支出说明。",
    ),
    (
        "关于报送{year}年政府信息公开工作年度报告的通知",
        "各乡镇（街道）、各部门：请于一月十五日前报送本单位报告，并同步在网站公布。",
    ),
    (
        "关于印发{county}{year}年政务公开工作要点的通知",
        "各乡镇（街道）、各部门：现将要点印发给你们，请结合实际认真落实。",
    ),
    ("{county}{year}年政府信息公开工作要点落实情况的函", "现将要点落实情况函复如下，请审阅。"),
)


class Lookalike:
    """`kind` is its number in the list of titles; the same seed gives the same page."""

    def __init__(self, seed: int, county: County, year: int, kind: int) -> None:
        rng = chance(seed, "lookalike", county.code, year, kind)
        title, text = _TITLES[kind % len(_TITLES)]
        self.title = title.format(county=county.name, year=year)
        self.published = datetime(year + 1, 1, 6, 9, 30) + timedelta(
            days=rng.randint(0, 60), minutes=rng.randint(0, 400)
        )
        self.paragraphs = (text, "特此说明。" if kind % 2 else "以上内容由办公室负责解释。")
        self.views = rng.randint(1, 900)

    def body(self, copies: int = 1) -> str:
        word = Word(chance(self.title, "body"), 120)
        return "".join(map(word.paragraph, self.paragraphs))


def lookalikes(seed: int, county: County, years: list[int], where: str, count: int) -> list[Lookalike]:
    """`count` of them for one column, of different kinds and years."""
    start = chance(seed, where).randrange(len(_TITLES))
    return [Lookalike(seed, county, years[n % len(years)], start + n) for n in range(count)]
