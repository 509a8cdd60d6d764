"""What a sentence is about before its numbers are read: topics, channel, year, period, whole or part."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from gikspider.prose.alternation import laid_out
from gikspider.prose.lexicon import alternatives, lexicon

_TOPICS = {
    "application": (
        ("申请", "信息公开"),
        re.compile(
            r"依申请|公开的?(?:书面)?申请|申请公开|信息的?申请|申请人|信息公开的?(?:要求|请求)|申请(?:办结|答复)数|收到申请数|(?:当面|信函|网络|网上)申请|收到申请(?=[^。]{0,30}公开)|(?:年度?|全年|累计|共)收到申请\d{1,6}[件宗份起条](?:$|[,;](?:已|均|全部|按|其中|办结|答复|未|上年|上一年|无上|无结|结转|予以|部分公开))"
        ),
    ),
    "legal": (("复议", "诉讼"), re.compile(r"复议|诉讼")),
    "fee": (("费", "收取"), re.compile(r"收费|费用|收取")),
    "fee_processing": (("信息处理费", "费通知"), re.compile(r"信息处理费|(?:收费|缴费)通知")),
    "complaint": (
        ("投诉", "举报"),
        re.compile(r"公开[^。]{0,20}(?:投诉|举报)|(?:复议|诉讼)[^。]{0,12}(?:投诉|举报)"),
    ),
    "normative": (
        ("规范性文件", "规范性文件"),
        re.compile("清理[^。;,]{0,10}规范性文件|规范性文件[^。;,]{0,6}清理"),
    ),
    "organisation": (
        ("培训", "会", "职人员", "专门机构", "工作人员"),
        re.compile(
            r"公开[^。,]{0,8}职(?:工作)?人员|公开(?:工作)?(?:的)?(?:专门机构|人员)|公开[^。]{0,90}(?:共有|现有)[专兼]职(?:工作)?人员\d|(?:公开|政务)[^。]{0,30}(?:培训|会)|培训[^。]{0,24}公开"
        ),
    ),
}
_VIA = r"(?:通过|利用|依托|以|在|借助|运用|使用|经由|凭借|依靠|用好|负责|于|由|从|我[局镇乡县区市委办街道]{1,2}(?=(?:的|官方|政务|政府|部门|本级){0,2}$))"
_VIA_WEAK = _VIA.replace(
    "(?:", "(?:管理|运营|维护|发行|编印|刊印|出版|开通|开设|打造|办好|(?:^|[,;])(?=[^,;]{0,8}$)|", 1
)
_MAKES = re.compile("[将把][^,;。]{0,24}$")
_MADE = re.compile("[^,;。]{0,6}(?:作为|当作|建成)")
# What others published is passed on: 转发主流媒体….
_PASSED_ON = re.compile("转发|转载|摘编|关注")
# The channel is one of several: the figure is no single channel's.
_OPEN = re.compile(
    r"^(?:平台|上)?等(?!级)|^[^,;]{0,14}等(?:多种|各类|各种|多)?[^,;]{0,6}(?:渠道|方式|形式|平台|途径|媒体|载体|媒介|手段)"
    r"|^(?:平台|上)?[、和及][^,;]{2,24}等(?:累计|共|全年|主动)*+(?:公开|发布|推送)"
    # 通过网站、融媒体中心、政务服务中心等平台: the others of the list are no channels the form knows.
    r"|^(?:平台|专栏|栏|上)?(?:[、和及][^,;、]{2,16}){1,4}?等(?:多种|各类|各种|多)?[^,;、]{0,4}(?:渠道|方式|形式|平台|途径|媒体|载体|媒介)"
)
# A field of work narrows what is counted to one subject.
_SUBJECT = laid_out(
    r"(?:围绕|聚焦)(?!年度|全年|(?:全局|全[镇乡县区市]|党委|政府)?中心工作|重点工作任务|工作任务|职能|职责|(?:群众|公众|社会|企业)[^,;]{0,4}(?:关切|关注|关心|需求))|(?<!公开)(?<!公开专题)(?<!我[局镇乡委办])(?<!本局)(?<!街道)(?<!部门)(?<!单位)专栏|专题(?!专栏)|专网以外|(?<!公开)(?<!信息)(?<!\d个)领域(?!(?:政府)?信息公开(?:工作|力度)?[,;])|(?<!公开)(?<!信息)(?<!工作)(?<!建设)(?<!管理)(?<!保障)方面(?!面)|(?<!、)重点工作(?!动态|、)|(?<!公开)(?<!对应)(?<!相应)(?<!相关)(?<!有关)(?<!个)(?<!等)(?<!各)(?<!所有)(?<!全部)(?<!其他)(?<!其它)栏目(?!(?:进行|的)[^,;]{0,6}(?:完善|更新|规范|调整|优化|梳理|维护))|一栏|版块|板块|模块"
)
# 主动公开涉及教育、医疗等方面信息 lists what the whole is about; 围绕中心工作, says what was done.
_LISTED = re.compile(
    "主动公开[^,;]{4,80}、[^,;]{1,20}等(?:各|重点|各重点|涉及[^,;、]{2,8})?$|(?:公开|发布)[^,;]{2,60}、[^,;]{1,30}、[^,;]{1,30}等(?:各|重点|各重点|涉及[^,;、]{2,8})?$"
)
# 主动公开机构职能、政策文件、民生领域等信息: a field at the end of a list of kinds.
_AMONG = re.compile("公开[^,;]{0,40}(?:机构|职能|政策|文件|动态|公告|预决算|人事)[^,;]{0,40}、[^,;、]{0,8}$")
_ACTIVITY = re.compile("[^,;]{0,24}(?:公开力度|信息公开|公开信息|公开工作|中心工作|重点工作)[,;]")
_COLUMNS = frozenset({"专栏", "专题", "栏目", "一栏", "版块", "板块", "模块"})
_WHOLE = re.compile("主动公开|全年|年度|共计|总计|合计|累计|各类")
_CUMULATIVE = re.compile(
    r"(?<!截)(?<!至)到(?:\d{4})?年底[^,]{0,6}累计|历年累计|历年来?|截[至止]到?目前|到目前(?:为止)?|迄今|自\d{4}年[^,]{0,24}以来|(?:开通|建站|运行|上线|开设|设立|成立|施行|实施)以来|\d{4}年以来"
)
_CUMULATIVE_HINT = re.compile("历年|目前|以来|年底|迄今")
# 统计公报, 环境状况公报 are papers, no gazette.
_REPORTED = frozenset({"统计", "发展", "分析", "状况", "质量", "情况", "监测", "审计", "资源"})
_OF_THE_YEAR = re.compile("本年|今年|全年")
_PARTIAL = re.compile(
    r"截[至止]到?(?:(\d{4})年?)?(\d{1,2})月|(?:(\d{4})年)?1月?(?:-|至|到|~|—)(\d{1,2})月(?!\d)"
)
_RANGE_END = re.compile(
    r"(?:期限|时限|时段|时间|周期|范围)[^。]{0,30}(?:至|到|-)(?:(\d{4})年)?(\d{1,2})月(\d{1,2})日"
)
_YEAR = re.compile(
    r"((?:19|20)\d{2})年(?:(?<=[,;:()、.镇乡县区市局道办委院所处站厅会心中至止在室社队部关位和]\d{4}年)|(?<![\s\S]\d{4}年))(?:度)?(?!\d{1,2}月|[〔\[(]|[^,。]{0,2}以来|(?:工作)?(?:要点|计划|目标|任务)|度?(?:部门|财政|政府|单位)?(?:预算|决算|预决算)|度?(?:结转|转结|遗留))"
)


@cache
def channel_pattern() -> re.Pattern[str]:
    """Any channel word that is not part of another one (微信群, 互联网+)."""
    return re.compile(
        alternatives(list(lexicon().channels))
        + r"(?!群|\+|(?<=公开栏)目|小程序|信息员|建设|管理|维护|改版|普查|抽查|检查)"
    )


def topics_of(text: str) -> set[str]:
    """Topics the words of a sentence name themselves."""
    found = set()
    for topic, (hints, pattern) in _TOPICS.items():
        for hint in hints:
            if hint in text:
                if pattern.search(text):
                    found.add(topic)
                break
    return found


@lru_cache(maxsize=4096)
def heading_topic(heading: str) -> str:
    """Topic of a heading; "" where it tells nothing."""
    return next((topic for topic, pattern in lexicon().headings if pattern.search(heading)), "")


def channels_in(text: str) -> list[tuple[str, int, int]]:
    """(channel, start, end) of every channel named in `text`."""
    known = lexicon().channels
    found = [
        (known[m.group()], m.start(), m.end())
        for m in channel_pattern().finditer(text)
        if m.group() != "公报" or text[max(0, m.start() - 2) : m.start()] not in _REPORTED
    ]
    # 政务新媒体微信公众号 is one channel, and the second word says which.
    follow = {start for _, start, _ in found}
    return [c for c in found if c[0] != "new_media" or follow.isdisjoint({c[2], c[2] + 2})]


def channel_of(left: str, earlier: str, *, weak: bool = False) -> str | None:
    """Channel of a figure: the one its clause names, else the one the sentence goes through.

    `weak`: a channel that is only run or opened (专人管理公众号) counts too.

    Returns "" where no channel is named, None where several are, or one of an open list.
    """
    named = channels_in(left)
    if not named:
        via = _VIA_WEAK if weak else _VIA
        named = [
            c
            for c in channels_in(earlier)
            if (re.search(via + r"[^,;。]{0,24}$", earlier[: c[1]]) or _made(earlier, c))
            and not _PASSED_ON.search(earlier, max(0, c[1] - 8), c[1])
        ]
        if weak and named:
            # 用好新媒体平台,通过公众号…发布: the last clause says through what.
            start = max(earlier.rfind(mark, 0, named[-1][1]) for mark in ",;")
            named = [c for c in named if c[1] > start]
        left = earlier
    if not named:
        return ""
    if len(named) > 1 and named[-1][0] == "other" and left[named[-2][2] : named[-1][1]] == "等":
        # 头条号等其他方式 is the form's last line.
        return "other"
    if len({code for code, _, _ in named}) > 1 or _OPEN.search(left[named[-1][2] :]):
        return None
    return named[0][0]


def _made(text: str, channel: tuple[str, int, int]) -> bool:
    """Is a channel made the one it goes through? (将部门网站作为第一平台)"""
    return _MADE.match(text, channel[2]) is not None and _MAKES.search(text, 0, channel[1]) is not None


def narrowed(earlier: str, left: str) -> bool:
    """Is what is counted narrowed to one field of work or one column?

    By words of its own clause (`left`), or by words of an `earlier` one that nothing has widened
    again: 围绕重点领域,全年主动公开政府信息86条 is the whole.
    """
    if not all(_listed(left, m) for m in _SUBJECT.finditer(left)):
        return True
    *_, last = [None, *_SUBJECT.finditer(earlier)]
    if last is not None and last.group() in _COLUMNS and channels_in(left):
        # 开设…专栏,网站发布信息62条: a column named earlier is not where the channel's items stand.
        return False
    if last is None or _WHOLE.search(earlier + left, last.end()) is not None:
        return False
    return _ACTIVITY.match(earlier, last.start()) is None


def _listed(left: str, m: re.Match[str]) -> bool:
    """Does a word that narrows only end a list of what was published?"""
    if m.group() in ("方面", "领域") and _LISTED.search(left, 0, m.start()) is not None:
        return True
    return (
        m.group() != "方面"
        and left.startswith("等", m.end())
        and _AMONG.search(left, 0, m.start()) is not None
    )


def is_cumulative(text: str, year: int | None) -> bool:
    """Does the count begin before the report's year?"""
    if _CUMULATIVE_HINT.search(text) is None:
        return False
    return any(_reaches_back(m, text, year) for m in _CUMULATIVE.finditer(text))


def _reaches_back(m: re.Match[str], text: str, year: int | None) -> bool:
    if "来" in m.group():
        return year is None or str(year) not in m.group()
    # 截至目前,2014年度主动公开393条 is the year's count.
    this_year = _OF_THE_YEAR.search(text, m.end()) is not None or (
        year is not None and f"{year}年" in text[m.end() :]
    )
    return "目前" not in m.group() or not this_year


def year_of(text: str) -> int | None:
    """The last year `text` names as the year of what follows."""
    if "年" not in text:
        return None
    years = _YEAR.findall(text)
    return int(years[-1]) if years else None


def partial_period(text: str, year: int | None) -> str | None:
    """The words that say the count stops before December of the report's year, or None."""
    if "月" not in text:
        return None
    for pattern, groups in ((_PARTIAL, ((1, 2), (3, 4))), (_RANGE_END, ((1, 2),))):
        for m in pattern.finditer(text):
            for y, month in groups:
                if m[month] and 1 <= int(m[month]) <= 11 and (not m[y] or year is None or int(m[y]) == year):
                    return m.group()
    return None
