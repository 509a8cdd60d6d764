"""Which indicator a number is: its clause first, then the clause before, then what the sentence is about."""

from __future__ import annotations

import re
from dataclasses import dataclass

from gikspider.prose.canvas import MASK, Clause
from gikspider.prose.figures import Hit, match
from gikspider.prose.guards import refused
from gikspider.prose.numbers import Number
from gikspider.prose.record import FAR, Record, State, make_last_cumulative
from gikspider.prose.scope import channel_of, channels_in, narrowed, year_of
from gikspider.prose.zeros import coordinated

# Characters looked at before a number and behind it, and around its clause.
_LEFT, _RIGHT, _AROUND = 70, 40, 30
COUNTS = frozenset({"items", "times", "issues", "loose", "persons", "money"})
_WHO_WHEN = (
    r"(?:其中|\d{4}年度?|全年|本年度?|今年|当年|年内|累计|历年|共计|合计|总计|共|总数|约|为|达|到|有"
    r"|我[镇乡局县区市街道委办院]{1,2}|本[镇乡局县区市单位街道机关]{1,2}|全[镇乡县区市局街道]{1,2}"
    r"|,|:|并|已|均|新增|分别|总|数量|数|量|也)"
)
_SOCIAL = frozenset({"weibo", "wechat", "app", "toutiao", "short_video"})
_THIN = re.compile(rf"{_WHO_WHEN}{{0,10}}$")
_ALL_YEARS = re.compile("历年累计|历年来累计|历年共")
_THIS_YEAR = re.compile("本年|当年|今年|年内")
_NAMED = re.compile(r"[\u4e00-\u9fff]{2}:?$")
_NO_CATEGORY = re.compile("申请|复议|诉讼|投诉|收到|受理|接到")
_ACCOUNT = re.compile(
    MASK + r"(?:账号|号|平台|栏目|等[^,;#]{0,10}(?:平台|媒体|报刊|报纸|刊物|网站))?(?:全年|共|累计|已){0,3}"
    r"(?:发布|推送|公开|更新|刊发|刊登)"
)
_WITH_PRINCIPALS = {"response.press_conferences", "response.online_interviews"}
# 12个栏目 say where something was published, not how much.
_PLACES = re.compile(
    "(?:栏目|子栏目|专栏|板块|版块|平台|账号)(?:共|累计|全年|上|主动|及时)*+(?:发布|公开|更新)"
)
_APPLICANTS = re.compile(
    "^(?![^#]*(?:收到|受理|接收|接到|新收))[^#]*(?:公民|自然人|法人|组织|企业|个人)(?:提出|提交|递交)?(?:的)?申请[^#]{0,3}$"
)
_PIECES = re.compile("文章|推文|消息|稿件|资讯|博文|帖文|作品|视频")
_SEVERAL = re.compile(r"(?:各|各为|均|均为|分别为)$")
# What two of these published together is neither one channel's figure nor the whole.
_NEW_MEDIA = frozenset(
    {"weibo", "wechat", "app", "toutiao", "short_video", "media", "new_media", "newspaper", "broadcast"}
)


@dataclass(slots=True)
class Mention:
    """A number where it stands: its clause, where its words begin, the words before and behind it."""

    number: Number
    clause: Clause
    begin: int
    left: str
    right: str


def mention(state: State, clause: Clause, index: int) -> Mention | None:
    """Number `index` of the sentence with its words; None where it counts nothing."""
    number, text = state.numbers[index], state.sentence.text
    if number.cls == "date" or (number.cls == "other" and number.unit != "处"):
        return None
    begin, finish = clause.start, clause.end
    for n in state.numbers[max(0, index - 3) : index]:
        if (n.cls in COUNTS and not _PLACES.match(text, n.end)) or n.cls == "percent":
            begin = max(begin, n.end)
    if index + 1 < len(state.numbers) and state.numbers[index + 1].cls != "date":
        finish = min(finish, state.numbers[index + 1].start)
    left = text[max(begin, number.start - _LEFT) : number.start].replace(MASK, "")
    right = text[number.end : min(finish, number.end + _RIGHT)].replace(MASK, "")
    if number.cls == "bare" and not _may_be_bare(text, number, right):
        return None
    return Mention(number, clause, begin, left, right)


def _may_be_bare(text: str, number: Number, right: str) -> bool:
    """A number without a counter counts only at the end of its clause, in running text, and as no year."""
    if right or number.value != number.value.to_integral_value():
        return False
    if "," not in text and ";" not in text and text[number.start - 1 : number.start] not in {"为", ":"}:
        return False
    return not text.startswith("0", number.start, number.end - 1) and not 1990 <= number.value <= 2100


def take(record: Record, state: State, it: Mention) -> bool:
    """Take a number as the figure it is; False where it is none, or must not be taken."""
    if state.shares and it.left in {"、", "和", "及", "与", "", ","}:
        shared, unit = state.shares.pop(0)
        record.emit(state, shared, it.number, it.number.unit or unit, it.begin, it.number.end)
        return True
    state.shares = []
    hit, context = _match(state, it)
    if hit is None:
        if _inherit(record, state, it) or _category(record, state, it):
            return True
        if it.number.cls in COUNTS and record.foreign(state, it.begin, it.number.end):
            record.withheld(state, it.begin, it.number.end)
        return False
    before = context[: context.index("#")]
    if _guarded(state, hit.figure.group, it, before):
        return False
    if "分别" in before and _shared(state, hit, before):
        unit = it.number.unit or hit.figure.unit
        record.emit(state, state.shares.pop(0)[0], it.number, unit, it.begin, it.number.end)
        return True
    found = _code(state, hit, context, it)
    if found is None:
        return False
    code = found
    if code == "applications.received.total" and _share_of_applicants(record, state, before):
        return False
    if code == "disclosed.total" and state.is_part(code, it.number.start) and "主动公开" not in context:
        if record.year is not None and year_of(it.left) == record.year:
            # 截至年底累计公开457条,其中2016年公开46条: the year's own count among what had piled up.
            make_last_cumulative(state)
            record.emit(state, code, it.number, it.number.unit, it.begin, it.number.end, whole=True)
            return True
        code = "disclosed.by_category"
    return _hit(record, state, it, hit, context, code)


def _share_of_applicants(record: Record, state: State, before: str) -> bool:
    """Is a count of applications one kind of applicant's, the total being told? (公民个人提出申请30件)"""
    if not _APPLICANTS.search(before):
        return False
    return any(s.code == "applications.received.total" for s in (*record.found[-12:], *state.taken))


def _hit(record: Record, state: State, it: Mention, hit: Hit, context: str, code: str) -> bool:
    number, text = it.number, state.sentence.text
    place = context.index("#")
    masked = MASK in text[it.begin : number.start] or not context.startswith(it.left)
    start = it.begin if masked else max(it.begin, number.start - place + hit.start)
    if record.foreign(state, start, number.end):
        record.withheld(state, start, number.end)
        return False
    behind = hit.end - place - 1
    end = number.end + max(0, behind)
    if MASK in text[number.end : it.clause.end]:
        end = it.clause.end if behind > 0 else number.end
    unit = number.unit or hit.figure.unit
    record.emit(state, code, number, unit, it.begin, end, part=hit.figure.part)
    if number.value == 0 or _SEVERAL.search(context[:place]):
        # One number, several subjects: 行政复议、行政诉讼均为0件.
        for other in coordinated(context[:place], code):
            if number.value == 0 or other.code.split(".")[0] == code.split(".")[0]:
                record.emit(state, other.code, number, number.unit or other.unit, it.begin, end)
    return True


def _match(state: State, it: Mention) -> tuple[Hit | None, str]:
    """The figure that fits, and the words it fits; `it.begin` moves where they begin a clause earlier."""
    context = f"{it.left}#{it.right}"
    hit = match(context, it.number.cls, state.topics, state.figures)
    start = it.clause.start
    if hit is not None or it.begin != start or start == 0 or not _THIN.match(it.left):
        return hit, context
    if state.stop > 0 and state.stop >= start - 1:
        return None, context
    # The subject stands in the clause before: 主动公开政府信息,全年共46条.
    it.begin = max(state.stop, start - _LEFT)
    context = f"{state.sentence.text[it.begin : it.number.start].replace(MASK, '')}#{it.right}"
    return match(context, it.number.cls, state.topics, state.figures), context


def _guarded(state: State, group: str, it: Mention, before: str) -> bool:
    text, clause = state.sentence.text, it.clause
    if state.forbids(group, it.number.start):
        return True
    spoken = text[clause.start : clause.end].replace(MASK, "")
    return refused(group, before, spoken, text[max(0, clause.start - _AROUND) : clause.end + _AROUND])


def _shared(state: State, hit: Hit, before: str) -> bool:
    """Does 分别 give each of several subjects its own number? Then `state.shares` holds their codes."""
    if hit.figure.code.startswith("disclosed."):
        codes = [f"disclosed.by_channel.{c}" for c, _, _ in channels_in(before)]
    else:
        codes = [d.code for d in sorted(coordinated(before, ""), key=lambda d: d.end)]
    codes = list(dict.fromkeys(codes))
    if len(codes) < 2:
        return False
    state.shares = [(code, hit.figure.unit) for code in codes]
    return True


def _inherit(record: Record, state: State, it: Mention) -> bool:
    """A number without a subject of its own: 历年累计234条, or 其中2018年度55条."""
    number, left = it.number, it.left
    if number.cls != "items" or it.right or not _THIN.match(left):
        return False
    if not (state.last.startswith("disclosed.") or (not state.last and "application" not in state.topics)):
        return False
    if _ALL_YEARS.search(left):
        record.emit(state, "disclosed.cumulative", number, number.unit, it.begin, number.end, cumulative=True)
        return True
    named = year_of(left)
    if state.last and (named is not None or _THIS_YEAR.search(left)):
        if named in {None, record.year}:
            make_last_cumulative(state)
        record.emit(state, "disclosed.total", number, number.unit, it.begin, number.end, whole=True)
        return True
    return False


def _category(record: Record, state: State, it: Mention) -> bool:
    """One subject's share of a disclosure figure: 其中工作动态50条."""
    number = it.number
    if (
        number.cls != "items"
        or not state.whole.startswith("disclosed.")
        or not 0 <= state.parts_from < number.start
    ):
        return False
    if not _NAMED.search(it.left) or _NO_CATEGORY.search(it.left) or _guarded(state, "category", it, it.left):
        return False
    if record.foreign(state, it.begin, number.end):
        return False
    record.emit(state, "disclosed.by_category", number, number.unit, it.begin, number.end, part=True)
    return True


def _code(state: State, hit: Hit, context: str, it: Mention) -> str | None:
    """The code of a hit, its channel or its kind of case filled in; None where it is no one's figure."""
    code, text = hit.figure.code, state.sentence.text
    if code.startswith("response.*."):
        of = state.last.rpartition(".")[0]
        return f"{of}.by_principal" if of in _WITH_PRINCIPALS else None
    if code.startswith("legal.*."):
        of = state.last.split(".")[1] if state.last.startswith("legal.") else ""
        return code.replace("*", of) if of else None
    if code not in {"disclosed.total", "disclosed.by_channel"}:
        return code
    before = context[: context.index("#")]
    earlier = text[max(state.stop, it.begin - FAR) : max(it.begin, state.stop)].replace(MASK, "")
    last = max((n.end for n in state.numbers if n.end <= it.begin and n.cls in COUNTS), default=0)
    near = text[max(last, text.rfind(";", 0, it.begin) + 1, it.begin - FAR) : it.begin].replace(MASK, "")
    if narrowed(near, before):
        return None
    words = context[hit.start : hit.end]
    channel: str | None = ""
    if code == "disclosed.by_channel":
        channel = channel_of(words[: words.index("#")], "")
    if channel == "":
        channel = channel_of(before, earlier, weak="主动公开" not in words)
    if channel:
        return f"disclosed.by_channel.{channel}"
    if channel == "":
        # An account of unknown kind published it: “…发布”发布信息459条.
        by_account = "主动公开" not in words and _ACCOUNT.search(text, it.begin, it.number.start)
        return "disclosed.total" if code == "disclosed.total" and not by_account else None
    if code == "disclosed.by_channel" and _PIECES.search(words):
        return None
    if state.last.startswith("disclosed.by_channel.") and "主动公开" not in words and "全年" not in before:
        # One more in a list of channels is no whole: 网站公开30条,公开栏等渠道公开25条.
        single = {c for c, _, _ in channels_in(before)}
        return (
            f"disclosed.by_channel.{single.pop()}" if len(single) == 1 and "website" not in single else None
        )
    named = {c for c, _, _ in channels_in(earlier + context)}
    if "主动公开" in words or not named <= _NEW_MEDIA:
        return "disclosed.total"
    if named <= _SOCIAL:
        return None
    return "disclosed.total" if "等" in earlier + context or len(named) > 2 else None
