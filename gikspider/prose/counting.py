"""Which indicator a number is: its clause first, then the clause before, then what the sentence is about."""

from __future__ import annotations

import re

from gikspider.prose.canvas import MASK
from gikspider.prose.figures import Hit
from gikspider.prose.inherit import THIS_YEAR, inherited
from gikspider.prose.mention import COUNTS, LEFT, THIN, Mention, guarded
from gikspider.prose.methods import done_at_once, method_behind, methods_in, online_part
from gikspider.prose.outlets import published
from gikspider.prose.record import Record, State, make_last_cumulative
from gikspider.prose.scope import channels_in, year_of
from gikspider.prose.wholes import told_already
from gikspider.prose.zeros import coordinated

_WITH_PRINCIPALS = {"response.press_conferences", "response.online_interviews"}
_ALWAYS_PARTS = {"applications.received.online", "response.online_interviews.by_principal"}
_PRINCIPAL = "response.press_conferences.by_principal"
_BESIDE = re.compile("(?:政府网站|网站|网上|在线)*+访谈")
_APPLICANTS = re.compile(
    "^(?![^#]*(?:收到|受理|接收|接到|新收))[^#]*(?:公民|自然人|法人|组织|企业|个人)(?:提出|提交|递交)?(?:的)?申请[^#]{0,3}$"
)
# 一项为婚姻登记: what is counted stands behind.
_TOLD_BEHIND = re.compile("为|是|系|属|由|被")
_DIVIDED = re.compile(r"(?:分为|共)?\d{1,3}个?(?:大项|小项|大类|小类|子类|类)(?:[、,和]|$)")
_NEAR = 30
_STOP = re.compile("[,;:]")
# 截至年底已公开8400条, a figure of the year being told, is all there is.
_UP_TO = re.compile("截[至止][^,;]{0,12}[底末日止],?[^,;]{0,10}(?:已|共|累计)")
_SEVERAL = re.compile(r"(?:各|各为|均|均为|分别为)$")


def take(record: Record, state: State, it: Mention) -> bool:
    """Take a number as the figure it is; False where it is none, or must not be taken."""
    if state.shares and it.left in {"、", "和", "及", "与", "", ","}:
        shared, unit = state.shares.pop(0)
        record.emit(state, shared, it.number, it.number.unit or unit, it.begin, it.number.end)
        return True
    state.shares = []
    hit, context = _match(state, it)
    if hit is None:
        if inherited(record, state, it):
            return True
        if it.number.cls in COUNTS and record.foreign(state, it.begin, it.number.end):
            record.withheld(state, it.begin, it.number.end)
        return False
    before = context[: context.index("#")]
    if guarded(state, hit.figure.group, it, before):
        return False
    if "分别" in before and _shared(state, hit, before):
        unit = it.number.unit or hit.figure.unit
        record.emit(state, state.shares.pop(0)[0], it.number, unit, it.begin, it.number.end)
        return True
    part_of = state.whole if 0 <= state.parts_from < it.number.start else ""
    code = _code(state, hit, context, it)
    if code is None:
        return False
    if code == "applications.received.total" and _share_of_applicants(record, state, before):
        return False
    if told_already(state, code, it.number, context, part_of):
        return False
    if code.startswith("disclosed.") and state.is_part(code, it.number.start):
        if _of_this_year(record, state, it, code):
            # 截至年底累计公开457条,其中2016年公开46条: the year's own count among what had piled up.
            make_last_cumulative(state)
            record.emit(state, code, it.number, it.number.unit, it.begin, it.number.end, whole=True)
            return True
        if code == "disclosed.total" and _some_of(state, context):
            code = "disclosed.by_category"
    return _hit(record, state, it, hit, context, code)


def _some_of(state: State, context: str) -> bool:
    return "主动公开" not in context or state.whole.startswith("disclosed.by_channel")


def _of_this_year(record: Record, state: State, it: Mention, code: str) -> bool:
    """Is a part the year's own count in that of all years?"""
    named = record.year is not None and year_of(it.left) == record.year
    if code == "disclosed.total":
        return named and _some_of(state, it.left)
    same = code == state.whole and code.startswith("disclosed.by_channel.")
    return same and (named or THIS_YEAR.search(it.left) is not None)


def _share_of_applicants(record: Record, state: State, before: str) -> bool:
    """Is a count of applications one kind of applicant's, the total being told? (公民个人提出申请30件)"""
    if not _APPLICANTS.search(before):
        return False
    return any(s.code == "applications.received.total" for s in (*record.found[-12:], *state.taken))


def _hit(record: Record, state: State, it: Mention, hit: Hit, context: str, code: str) -> bool:
    number, text = it.number, state.sentence.text
    place = context.index("#")
    masked = MASK in text[it.begin : number.start] or not context.startswith(it.left)
    start = it.begin if masked else max(it.begin, it.at - place + hit.start)
    if record.foreign(state, start, number.end):
        record.withheld(state, start, number.end)
        return False
    behind = hit.end - place - 1
    end = number.end + max(0, behind)
    if MASK in text[number.end : it.clause.end]:
        end = it.clause.end if behind > 0 else number.end
    unit = number.unit or hit.figure.unit
    part = hit.figure.part or code in _ALWAYS_PARTS
    cumulative = code == "disclosed.total" and _piled_up(record, state, it)
    record.emit(state, code, number, unit, it.begin, end, part=part, cumulative=cumulative)
    _methods(record, state, it, code, context[:place])
    if number.value == 0 or _SEVERAL.search(context[:place]):
        # One number, several subjects: 行政复议、行政诉讼均为0件.
        for other in coordinated(context[:place], code):
            if number.value == 0 or other.code.split(".")[0] == code.split(".")[0]:
                record.emit(state, other.code, number, number.unit or other.unit, it.begin, end)
    return True


def _piled_up(record: Record, state: State, it: Mention) -> bool:
    if not _UP_TO.search(state.sentence.text, max(state.stop, it.clause.start - _NEAR), it.number.start):
        return False
    told = (s for s in (*record.found[-12:], *state.taken) if s.code == "disclosed.total")
    return any(2 * s.value < it.number.value for s in told)


def _methods(record: Record, state: State, it: Mention, code: str, before: str) -> None:
    """What shares the number: 网络和信函申请各3件, 申请8件,均为网上申请, 收到并办结5件."""
    if not code.startswith("applications.received."):
        return
    number = it.number
    if code == "applications.received.total":
        if done := done_at_once(before):
            record.emit(state, done, number, number.unit, it.begin, number.end)
        if behind := method_behind(state.sentence.text, number.end):
            record.emit(state, behind[0], number, number.unit, it.begin, behind[1], part=True)
    elif _SEVERAL.search(before):
        for other in methods_in(before):
            if other != code:
                record.emit(state, other, number, number.unit, it.begin, number.end, part=True)


def _match(state: State, it: Mention) -> tuple[Hit | None, str]:
    """The figure that fits, and the words it fits; `it.begin` moves where they begin a clause earlier."""
    context = f"{it.left}#{it.right}"
    hit = state.fitting(context, it.number.cls, masked=it.masked)
    start = it.clause.start
    if (
        hit is not None
        or it.begin != start
        or start == 0
        or not THIN.match(it.left)
        or _TOLD_BEHIND.match(it.right)
    ):
        return hit, context
    if state.stop > 0 and not _STOP.search(state.sentence.text, state.stop, start - 1):
        # 12件已答复,2件…: the words of the clause before are of its own number.
        return None, context
    # The subject stands in the clause before: 主动公开政府信息,全年共46条.
    it.begin = max(state.stop, start - LEFT)
    # 公开信息8大类、39小项,共计1204条: how it is divided says nothing of what it is.
    words = _DIVIDED.sub("", state.sentence.text[it.begin : it.number.start])
    context = f"{words.replace(MASK, '')}#{it.right}"
    return state.fitting(context, it.number.cls, masked=it.masked or MASK in words), context


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


def _code(state: State, hit: Hit, context: str, it: Mention) -> str | None:
    """The code of a hit, its channel or its kind of case filled in; None where it is no one's figure."""
    code, text, before = hit.figure.code, state.sentence.text, context[: context.index("#")]
    if code.startswith("response.*."):
        of = state.last.rpartition(".")[0]
        return f"{of}.by_principal" if of in _WITH_PRINCIPALS else None
    if code.startswith("legal.*."):
        of = state.last.split(".")[1] if state.last.startswith("legal.") else ""
        result = code.replace("*", of)
        # 维持2件、驳回1件: the second is another result.
        return None if not of or any(s.code == result for s in state.taken) else result
    if code == "response.online_interviews.total" and state.last == _PRINCIPAL and _BESIDE.match(before):
        # 主要负责人参加新闻发布会1次、在线访谈2次: the same person's.
        return code.replace("total", "by_principal") if text[state.stop] == "、" else code
    if code == "applications.received.total" and online_part(
        before, text, it.number.end, part=state.is_part(code, it.number.start)
    ):
        return "applications.received.online"
    if code not in {"disclosed.total", "disclosed.by_channel"}:
        return code
    return published(state, hit, context, it, before)
