"""Pairs of pages with what they are to each other: copies under every change a web does, and hard negatives."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache

from gikspider.items import AnnualReport, Finding
from gikspider.text import repair
from tests.copies.writing import (
    NUMERALS,
    County,
    bare,
    county,
    numbers_for,
    report,
    towns_of,
    with_text,
)
from tests.text import mirror

# A converter reads its tables from disk when it is made; one of each is enough.
mirror.OpenCC = cache(mirror.OpenCC)  # type: ignore[misc]

# What a pair may be judged: the first is what it is, the others are right as well.
COPY = ("copy",)
REVISION = ("revision",)
# An edit may hit a digit: then it is another version, and linked all the same.
LINKED = ("copy", "revision")
DISTINCT = ("distinct",)


@dataclass(frozen=True)
class Pair:
    kind: str
    wanted: tuple[str, ...]
    a: AnnualReport
    b: AnnualReport


CHROME = [
    "当前位置:首页 > 政府信息公开 > 政府信息公开年报",
    "发布时间:2021-02-0{d} 1{d}:2{d}    责任编辑:某某    来源:某某政府办",
    "【字体: 大 中 小】    打印    浏览次数:{n}次",
]
FOOTER = [
    "联系我们 | 网站地图 | 网站声明",
    "主办:某某人民政府 承办:某某办公室",
    "某ICP备12345678号-1 网站标识码:4101000001",
]


def _chrome(rng: random.Random) -> list[str]:
    return [line.format(d=rng.randint(1, 9), n=rng.randint(1, 99999)) for line in CHROME]


def _edited(rng: random.Random, text: str, share: float, *, digits: bool) -> str:
    """`share` of the characters replaced, doubled or lost; tabs, line ends and (unless asked for) digits stay."""
    out = []
    for c in text:
        if c in "\t\n" or (c.isdigit() and not digits) or rng.random() >= share:
            out.append(c)
            continue
        way = rng.randrange(3)
        out.append(
            rng.choice("的地得和与及在是工作") if way == 0 and not c.isdigit() else c * 2 if way == 1 else ""
        )
    return "".join(out)


def _reordered(rng: random.Random, text: str) -> str:
    parts = re.split(rf"\n(?=[{NUMERALS}]、)", text)
    head, body = parts[0], parts[1:]
    rng.shuffle(body)
    return "\n".join([head, *body])


def _no_table(text: str) -> str:
    return "\n".join(line for line in text.splitlines() if "\t" not in line)


def _wide(text: str) -> str:
    return text.translate({**{c: c + 0xFEE0 for c in range(0x30, 0x3A)}, 0x2C: 0xFF0C, 0x3A: 0xFF1A})


def _cells_apart(text: str) -> str:
    """A table flattened as some pages do: a line a cell."""
    return text.replace("\t", "\n")


def _changed(rng: random.Random, text: str) -> str:
    """One figure corrected, and a note that says so."""
    spots = list(re.finditer(r"(\d+)(?=[条件份次])", text))
    spot = rng.choice(spots)
    value = int(spot.group()) + rng.randint(1, 9)
    return text[: spot.start()] + str(value) + text[spot.end() :] + "\n注:原文所列数据有误,现予更正。"


MIRRORS: dict[str, dict[str, object]] = {
    "mirror, traditional": {"pinyin": False, "marks": ""},
    "mirror, pinyin": {"pinyin": True, "marks": ""},
    "mirror, shifted bytes": {"marks": "。"},
    "mirror, shifted at every mark": {"pinyin": True, "marks": "。！，？", "narrow": True},
}
SPAM = ["华球体育", "博亿娱乐", "澳彩网", "万博365"]


def _indented(text: str) -> str:
    """Paragraphs as a CMS sets them, two ideographic spaces before each: what shifts a mirror's bytes."""
    return "\n".join("　　" + line.replace("一、", "（一）", 1) for line in text.splitlines())


def _through_mirror(text: str, how: dict[str, object]) -> tuple[str, tuple[Finding, ...]]:
    """A text as it comes back from a mirror, through the repair a reader does."""
    repaired = repair(mirror.corrupt(_indented(text), **how))  # type: ignore[arg-type]
    return repaired.text, repaired.findings


def _spammed(rng: random.Random, text: str, phrase: str) -> tuple[str, tuple[Finding, ...]]:
    """A frequent phrase replaced, as a farm does, and the finding a reader makes of it."""
    found = Finding(code="injected_text", severity="warning")
    return text.replace(phrase, rng.choice(SPAM)), (found,)


def copies(
    rng: random.Random, base: AnnualReport, place: County, number: int, *, zero: bool
) -> Iterator[Pair]:
    """Copies of one report."""
    text, url = base.text, base.url or ""
    path = url.partition(".gov.cn")[2]
    city = f"http://www.city{number % 5}.gov.cn/xxgk{path}"

    def pair(kind: str, changed: AnnualReport, wanted: tuple[str, ...] = COPY) -> Pair:
        return Pair(kind, wanted, base, changed)

    yield pair("same page, https", replace(base, url=url.replace("http://www.", "https://")))
    yield pair("other column", replace(base, url=url.replace("zfxxgknb", "zwgk/nb")))
    yield pair("city's portal", replace(base, url=city))
    yield pair("retyped title", replace(base, title="关于印发年度工作报告的通知", url=city))
    lines = [*_chrome(rng), text, *FOOTER]
    yield pair("dates, counters, footer added", with_text(base, "\n".join(lines), url=city))
    yield pair("counter in the text", with_text(base, text + f"(点击数:{rng.randint(1, 9999)})", url=city))
    yield pair("end cut off", with_text(base, text[: int(len(text) * rng.uniform(0.6, 0.95))], url=city))
    yield pair("2 % edited, words", with_text(base, _edited(rng, text, 0.02, digits=False), url=city))
    yield pair("2 % edited, all", with_text(base, _edited(rng, text, 0.02, digits=True), url=city), LINKED)
    yield pair("body twice", with_text(base, f"{text}\n{base.title}\n{_chrome(rng)[1]}\n{text}", url=city))
    yield pair("punctuation and digit width", with_text(base, _wide(text), url=city))
    yield pair("table lost", with_text(base, _no_table(text), url=city))
    yield pair("table a line a cell", with_text(base, _cells_apart(text), url=city))
    yield pair("sections in another order", with_text(base, _reordered(rng, text), url=city))
    yield pair(
        "counter added, table lost",
        with_text(base, f"点击{rng.randint(100, 999)}\n{_no_table(text)}", url=city),
    )
    farm = f"http://farm{number}.com{path}"
    titled = f"{base.title}\n{text}"
    for kind, how in MIRRORS.items():
        broken, findings = _through_mirror(titled, how)
        yield pair(kind, bare(with_text(base, broken, findings=findings), farm))
    broken, findings = _spammed(rng, titled, "政府信息")
    yield pair("mirror, words replaced by spam", bare(with_text(base, broken, findings=findings), farm))
    if not zero:
        broken, findings = _spammed(rng, titled, base.unit or "")
        yield pair("mirror, the town's name replaced", bare(with_text(base, broken, findings=findings), farm))
        yield pair("bare page without its title", bare(base, farm))
    yield pair("bare page, 2 % edited", bare(with_text(base, _edited(rng, titled, 0.02, digits=False)), farm))
    everything = "\n".join(
        [*_chrome(rng), base.title or "", _edited(rng, text[: int(len(text) * 0.9)], 0.01, digits=False)]
    )
    broken, findings = _through_mirror(everything, MIRRORS["mirror, shifted bytes"])
    yield pair("mirror, cut, edited, chrome", bare(with_text(base, broken, findings=findings), farm))
    yield pair(
        "unit written with its county", replace(base, unit=f"{place.name}{base.unit}人民政府", url=city)
    )
    cut = text[: int(len(text) * 0.8)]
    yield pair("bare page, end cut off", bare(with_text(base, f"{base.title}\n{cut}"), farm))
    if re.search(r"[1-9]\d[条件份次]", text):
        yield pair("a figure corrected", with_text(base, _changed(rng, text), url=url + "?v=2"), REVISION)


def _nearly(rng: random.Random, values: dict[str, list[int]]) -> dict[str, list[int]]:
    """A neighbour's figures: 85 % the same, and a few surely not."""
    near = {
        slot: [v + 1 if rng.random() < 0.15 and v else v for v in queue] for slot, queue in values.items()
    }
    for slot in "abck":
        near[slot][0] = values[slot][0] + rng.randint(1, 3)
    return near


def negatives(rng: random.Random, place: County, number: int) -> Iterator[Pair]:
    """Pages that look alike and are not: as known reports, and with one or both pages bare."""

    def both(kind: str, a: AnnualReport, b: AnnualReport) -> Iterator[Pair]:
        b = replace(b, url=f"http://www.other{number}.gov.cn/{rng.randint(1, 10**6)}.html")
        titled_a, titled_b = (with_text(x, f"{x.title}\n{x.text}") for x in (a, b))
        yield Pair(kind, DISTINCT, a, b)
        yield Pair(kind + ", one bare", DISTINCT, a, bare(titled_b, b.url))
        if titled_a.text != titled_b.text:
            farm = "http://farm.com/1.html"
            yield Pair(kind + ", both bare", DISTINCT, bare(titled_a, a.url), bare(titled_b, farm))

    (one, code), (two, other) = rng.sample(towns_of(place), 2)
    values = numbers_for(rng, zero=False)
    a = report(place, one, 2020, values, code=code)
    yield from both(
        "same town, next year", a, report(place, one, 2021, numbers_for(rng, zero=False), code=code)
    )
    yield from both("same town, next year, same figures", a, report(place, one, 2021, values, code=code))
    yield from both("neighbour", a, report(place, two, 2020, numbers_for(rng, zero=False), code=other))
    near = _nearly(rng, values)
    yield from both("neighbour, 85 % of the figures", a, report(place, two, 2020, near, code=other))
    yield from both("neighbour, same figures", a, report(place, two, 2020, values, code=other))
    zero = numbers_for(rng, zero=True)
    nil = report(place, one, 2020, zero, code=code)
    yield from both("two towns, all zero", nil, report(place, two, 2020, zero, code=other))
    yield from both("same town, next year, all zero", nil, report(place, one, 2021, zero, code=code))
    whole = report(place, place.name, 2020, numbers_for(rng, zero=False), code=place.code)
    yield from both("county and its town", whole, a)
    farm = f"http://farm{number}.com/nb.html"
    spammed, findings = _spammed(
        rng, f"{two}2020年报告\n" + report(place, two, 2020, near, code=other).text, two
    )
    b = bare(with_text(a, spammed, findings=findings), farm)
    yield Pair("neighbour, 85 % of the figures, name replaced by spam", DISTINCT, a, b)
    for label, far in (("all zero", zero), ("figures", values)):
        if label == "figures":
            far = numbers_for(rng, zero=False)
        twin = replace(place, name="远" + place.name[1:], code="620100", host=f"far{number}.gov.cn")
        here = report(place, "城关镇", 2020, zero if label == "all zero" else values, code=f"{place.code}100")
        there = report(twin, "城关镇", 2020, far, code="620100100")
        yield from both(f"towns of one name in two counties, {label}", here, there)
    bureaus = [report(place, name, 2020, values, code=None) for name in ("教育局", "民政局")]
    yield from both("two bureaus, same figures", *bureaus)


def pairs(seed: int = 5, counties: int = 44) -> Iterator[Pair]:
    """About fifty pairs a county; the same for the same seed."""
    rng = random.Random(seed)
    for number in range(counties):
        place = county(rng, number)
        town, code = rng.choice(towns_of(place))
        zero = number % 4 == 3
        values = numbers_for(rng, zero=zero)
        base = report(place, town, rng.randint(2012, 2024), values, code=code, table=number % 3 != 2)
        yield from copies(rng, base, place, number, zero=zero)
        yield from negatives(rng, place, number)
