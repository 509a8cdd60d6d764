"""Writes counties full of annual reports: the boilerplate of a county's towns is one, their figures differ.

Everything here is made up: places, sentences, figures. The shapes are those real reports have:
a county hands its towns a template, so the reports of two neighbours, and of one town's years,
are equal in all but names, years and a few small figures.
"""

from __future__ import annotations

import hashlib
import random
from dataclasses import dataclass, replace
from datetime import date
from zlib import crc32

from gikspider.items import AnnualReport

FIRST = "甲乙丹青云石清安永和长兴广福白金龙凤双东西南北大上下新平红万"
SECOND = "河山桥塘岭湾坪原泉林峰溪川洲坝塔营庄堡店渡岗洼沟井柳杨梅竹松"
COUNTIES = ["临", "昌", "宁", "德", "阳", "武", "泰", "荣", "靖", "澄"]

OPENINGS = [
    "根据《中华人民共和国政府信息公开条例》和{C}政务公开办公室的要求,{T}编制了{Y}年度政府信息公开工作年度报告。",
    "现将{T}{Y}年政府信息公开工作情况向社会公布,欢迎公众监督。",
    "本报告由{T}依照条例第五十条编写,所列数据的统计期限为{Y}年1月1日至{Y}年12月31日。",
]
SENTENCES = [
    "一年来,{O}把公开作为转变作风的抓手,主要领导亲自过问,分管领导具体负责,各站所分工落实。",
    "全年主动公开政府信息{a}条,其中工作动态{b}条、公示公告{c}条、惠民政策{d}条。",
    "{T}在门户网站公开信息{b}条,在微信公众号推送{c}条,在村务公开栏张贴{d}份。",
    "围绕乡村振兴、民生保障、安全生产等重点工作,{O}及时发布群众关心的事项,做到应公开尽公开。",
    "对涉及公共利益的决定,坚持先审查后公开,未发生泄密事件。",
    "{O}安排专人每周检查栏目更新情况,发现空白栏目{z}个,已全部补齐。",
    "本年度{T}收到公民、法人和其他组织的信息公开申请{r}件,全部在法定期限内答复。",
    "其中予以公开{s}件,部分公开{z}件,不予公开{z}件,结转下年度办理{z}件。",
    "因政府信息公开被申请行政复议{z}件,被提起行政诉讼{z}件。",
    "组织业务培训{s}次,参加人员{b}人次,编发工作简报{s}期。",
    "设立公开查阅点{s}处,接待查阅群众{b}人次,解答来电咨询{c}次。",
    "年内未收取任何检索、复制、邮寄费用。",
    "清理历年文件{b}份,废止{z}份,宣布失效{z}份。",
    "网站专栏全年访问{k}人次,政务新媒体粉丝{k}人。",
    "对照上级测评反馈的问题逐条整改,整改率达到百分之百。",
    "把政务公开纳入干部年度考核,权重占百分之四。",
    "建立信息发布三审制度,由经办人初审、科室负责人复审、分管领导终审。",
    "利用广播、电子屏和宣传车把政策送到村组,方便不会上网的老人了解。",
    "{O}坚持开门办公,邀请群众代表走进办事大厅,听取意见{s}条。",
    "政策解读材料与文件同步起草、同步审批、同步发布,图文解读{s}篇。",
]
PROBLEMS = [
    "对照群众期待,{O}的工作仍有差距:一是信息更新不够及时,二是解读形式单一,三是工作人员更换频繁,业务不熟。",
    "存在的主要问题是公开内容还不够全面,个别站所重视不够,基础台账有待规范。",
    "回头看,主动公开的深度不够,与群众互动不多,平台建设有待加强。",
]
PLANS = [
    "{N}年,{O}将继续完善制度,加强培训,推动公开工作再上台阶。",
    "下一步将细化公开目录,严格审核程序,提高信息质量,回应群众关切。",
    "{N}年将从队伍、平台、内容三方面改进,把公开贯穿决策、执行、管理、服务和结果全过程。",
]
CLOSINGS = ["{T}本年度没有其他需要报告的事项。", "无其他需要报告的事项。"]
HEADINGS = [
    "总体情况",
    "主动公开政府信息情况",
    "收到和处理政府信息公开申请情况",
    "行政复议和行政诉讼情况",
    "存在的主要问题及改进情况",
    "其他需要报告的事项",
]
NUMERALS = "一二三四五六七八"


@dataclass(frozen=True)
class County:
    """A county with the template all its units fill in."""

    code: str
    name: str
    host: str
    towns: tuple[str, ...]
    opening: tuple[str, ...]
    middle: tuple[tuple[str, ...], ...]
    problem: str
    plan: str
    closing: str


def county(rng: random.Random, number: int) -> County:
    name = COUNTIES[number % len(COUNTIES)] + rng.choice(SECOND) + "县"
    towns: list[str] = []
    while len(towns) < 8:
        town = rng.choice(FIRST) + rng.choice(SECOND) + rng.choice(["镇", "镇", "乡", "街道"])
        if town[:2] not in {known[:2] for known in towns}:
            towns.append(town)
    picked = rng.sample(SENTENCES, 15)
    return County(
        code=str(410_100 + number),
        name=name,
        host=f"county{number}.gov.cn",
        towns=tuple(towns),
        opening=tuple(rng.sample(OPENINGS, 2)),
        middle=(tuple(picked[:5]), tuple(picked[5:11]), tuple(picked[11:])),
        problem=rng.choice(PROBLEMS),
        plan=rng.choice(PLANS),
        closing=rng.choice(CLOSINGS),
    )


def numbers_for(rng: random.Random, *, zero: bool) -> dict[str, list[int]]:
    """The figures of a report, a queue a slot: k thousands, a hundreds, b-d tens, r, s single, z zero."""
    spans = {
        "k": (1000, 90000),
        "a": (60, 900),
        "b": (10, 300),
        "c": (5, 120),
        "d": (3, 90),
        "r": (0, 9),
        "s": (1, 9),
    }
    made = {slot: [0 if zero else rng.randint(*span) for _ in range(12)] for slot, span in spans.items()}
    made["z"] = [0] * 12
    made["table"] = [0 if zero or rng.random() < 0.85 else rng.randint(1, 40) for _ in range(42)]
    return made


def fill(
    place: County, unit: str, own: str, year: int, values: dict[str, list[int]], *, table: bool
) -> list[str]:
    """The body of a report, a paragraph a line; the tables as rows with tabs, where asked for."""
    queues = {slot: list(queue) for slot, queue in values.items()}

    def say(sentence: str) -> str:
        for slot in "abcdkrsz":
            while "{" + slot + "}" in sentence:
                sentence = sentence.replace("{" + slot + "}", str(queues[slot].pop(0)), 1)
        return sentence.format(T=unit, C=place.name, O=own, Y=year, N=year + 1)

    lines = ["".join(say(s) for s in place.opening)]
    for at, part in enumerate(place.middle):
        lines.append(f"{NUMERALS[at]}、{HEADINGS[at]}")
        lines += ["".join(say(s) for s in part[:3]), "".join(say(s) for s in part[3:])]
    if table:
        cells = queues["table"]
        lines.append("项目\t自然人\t商业企业\t科研机构\t社会公益组织\t法律服务机构\t其他\t总计")
        for row, label in enumerate(["本年新收", "上年结转", "予以公开", "部分公开", "不予公开", "结转下年"]):
            lines.append("\t".join([label, *map(str, cells[row * 7 : row * 7 + 7])]))
    lines += [f"{NUMERALS[3]}、{HEADINGS[3]}", say("被申请行政复议{z}件,被提起行政诉讼{z}件。")]
    lines += [f"{NUMERALS[4]}、{HEADINGS[4]}", say(place.problem), say(place.plan)]
    lines += [f"{NUMERALS[5]}、{HEADINGS[5]}", say(place.closing)]
    return lines


def own_name(unit: str) -> str:
    return "我街道" if unit.endswith("街道") else "我局" if unit.endswith("局") else "我" + unit[-1]


def report(
    place: County,
    unit: str,
    year: int,
    values: dict[str, list[int]],
    *,
    code: str | None,
    table: bool = True,
) -> AnnualReport:
    """A report as the reader would give it, unit and year known."""
    text = "\n".join(fill(place, unit, own_name(unit), year, values, table=table))
    kind = {"县": "county", "镇": "town", "乡": "township", "道": "subdistrict"}.get(unit[-1], "department")
    return AnnualReport(
        report_id=f"{code or place.code}-{year}",
        division_code=place.code,
        province="某省",
        county=place.name,
        unit=unit,
        unit_code=code,
        unit_type=kind,  # type: ignore[arg-type]
        report_year=year,
        title=f"{unit}{year}年政府信息公开工作年度报告",
        published_on=date(year + 1, 1, 20),
        url=f"http://www.{place.host}/zfxxgknb/{year + 1}01/t{year + 1}0120_{crc32(unit.encode()) % 10**6}.html",
        content_sha256=hashlib.sha256(text.encode()).hexdigest(),
        text=text,
    )


def towns_of(place: County) -> list[tuple[str, str]]:
    return [(town, f"{place.code}{100 + at}") for at, town in enumerate(place.towns)]


def with_text(base: AnnualReport, text: str, **changes: object) -> AnnualReport:
    return replace(base, text=text, content_sha256=hashlib.sha256(text.encode()).hexdigest(), **changes)  # type: ignore[arg-type]


def bare(base: AnnualReport, url: str | None = None) -> AnnualReport:
    """The same page with nothing known of it but its text and address."""
    return replace(
        base,
        report_id="x",
        division_code=None,
        province=None,
        city=None,
        county=None,
        unit=None,
        unit_code=None,
        unit_type=None,
        report_year=None,
        title=None,
        published_on=None,
        url=url,
    )
