"""A number where it stands: its clause, the words before and behind it, and whether they forbid it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from gikspider.prose.canvas import MASK
from gikspider.prose.clauses import Clause
from gikspider.prose.guards import refused
from gikspider.prose.numbers import Number
from gikspider.prose.record import State

# Characters looked at before a number and behind it, and around its clause.
LEFT, _RIGHT, _AROUND = 100, 40, 30
COUNTS = frozenset({"items", "times", "issues", "loose", "persons", "money"})
_WHO_WHEN = (
    r"(?:其中|\d{4}年度?|全年|本年度?|今年|当年|年内|累计|历年|共计|合计|总计|共|总数|约|为|达|到|有"
    r"|[我本][镇乡局县区市街道委办院馆队校站所处会社厅中心单位部门机关]{1,2}|全[镇乡县区市局委校院系统街道]{1,2}"
    r"|,|:|并|已|均|新增|分别|总|数量|数|量|也)"
)
THIN = re.compile(rf"{_WHO_WHEN}{{0,10}}$")
_LEGAL = frozenset({"review", "litigation"})
# 行政复议6件,审结5件;行政诉讼4件: what a court's list is of shows behind the semicolon too.
_COURTS = _LEGAL | {"legal_section", "legal_part"}
# 未发生…案件一起 is none.
_NOT_ONE = re.compile("(?:未|没有)(?:发生|收到|接到|出现|产生|受理)[^#,;]{0,40}$")
# Between so many issues and what they held.
_BETWEEN = frozenset(["", *(mark + word for mark in ",、" for word in ("", "共", "共计", "累计", "合计"))])
# What a number without a counter can follow in a sentence without a comma: 信息数量144.
_COUNTING = re.compile("(?:[为:]|[信件条次篇总]?数量?|公开申请)$")
# 12个栏目 say where something was published, not how much.
_PLACES = re.compile(
    "(?:栏目|子栏目|专栏|板块|版块|平台|账号)(?:共|累计|全年|上|主动|及时)*+(?:发布|公开|更新)"
)


@dataclass(slots=True)
class Mention:
    """A number where it stands: its clause, where its words begin, the words before and behind it.

    `at` is where the words before it end, `masked` whether something in the words is left out.
    """

    number: Number
    clause: Clause
    begin: int
    at: int
    left: str
    right: str
    masked: bool


def mention(state: State, clause: Clause, index: int) -> Mention | None:
    """Number `index` of the sentence with its words; None where it counts nothing."""
    number, text = state.numbers[index], state.sentence.text
    if number.cls == "date" or (number.cls == "other" and number.unit not in ("处", "部")):
        return None
    if number.cls == "times" and index + 1 < len(state.numbers):
        following = state.numbers[index + 1]
        if following.start == number.end and following.cls == "items":
            # 推送消息46次112篇: what they held is the count.
            return None
    begin, finish = clause.start, clause.end
    last, start = index - 1, number.start
    if (
        last >= 0
        and state.stop <= state.numbers[last].start
        and _of_issues(text, state.numbers[last], number)
    ):
        start, last = state.numbers[last].start, last - 1
        if start < begin:
            begin = max(state.stop, text.rfind(",", 0, start) + 1, text.rfind(";", 0, start) + 1)
    for at in range(last, max(-1, last - 3), -1):
        n = state.numbers[at]
        if (n.cls in COUNTS and not _PLACES.match(text, n.end)) or n.cls == "percent":
            if n.end > begin:
                begin = n.end
            break
    if index + 1 < len(state.numbers):
        following = state.numbers[index + 1]
        if following.cls != "date" and following.start < finish:
            finish = following.start
    left = text[max(begin, start - LEFT) : start]
    right = text[number.end : min(finish, number.end + _RIGHT)]
    masked = MASK in left or MASK in right
    if masked:
        left, right = left.replace(MASK, ""), right.replace(MASK, "")
    if number.cls == "bare" and not _may_be_bare(text, number, right):
        return None
    return Mention(number, clause, begin, start, left, right, masked)


def _of_issues(text: str, issues: Number, number: Number) -> bool:
    """Is `number` what so many issues held? (推送信息106期318条, 发布信息106期,共318条)"""
    if number.cls != "items":
        return False
    if issues.cls == "times":
        return issues.end == number.start
    if issues.cls != "issues":
        return False
    return text[issues.end : number.start] in _BETWEEN


def _may_be_bare(text: str, number: Number, right: str) -> bool:
    """A number without a counter counts only at the end of its clause, in running text, and as no year."""
    if right or number.value != number.value.to_integral_value():
        return False
    if "," not in text and ";" not in text and not _COUNTING.search(text, 0, number.start):
        return False
    return not text.startswith("0", number.start, number.end - 1) and not 1990 <= number.value <= 2100


def guarded(state: State, group: str, it: Mention, before: str) -> bool:
    """Do the words around a number forbid it as a figure of `group`? `before` are those up to it."""
    text, clause = state.sentence.text, it.clause
    if group in _LEGAL and ("复议" in state.heading or "诉讼" in state.heading):
        group = "legal_section"
    elif group == "consultation" and "咨询" in state.heading:
        group = "consultation_section"
    if it.number.value == 1 and _NOT_ONE.search(before):
        return True
    if state.forbids(group, it.number.start):
        return True
    spoken = text[clause.start : clause.end].replace(MASK, "")
    return refused(group, before, spoken, _around(text, clause, past=group in _COURTS))


def _around(text: str, clause: Clause, *, past: bool) -> str:
    """A clause and what stands near it, up to the next semicolon unless the look goes `past` it."""
    start, end = max(0, clause.start - _AROUND), clause.end + _AROUND
    if past:
        return text[start:end]
    stop = text.find(";", clause.end, end)
    return text[max(start, text.rfind(";", 0, clause.start) + 1) : stop if stop >= 0 else end]
