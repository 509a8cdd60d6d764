"""A number without a subject of its own: what its sentence said before tells what it counts."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache

from gikspider.prose.lexicon import compiled
from gikspider.prose.mention import THIN, Mention, guarded
from gikspider.prose.record import FAR, Record, State, make_last_cumulative
from gikspider.prose.scope import channels_in, year_of

_ALL_YEARS = re.compile("历年累计|历年来累计|历年共")
_PUBLISHED = re.compile("(?:主动)?(?:公开|发布)$")
THIS_YEAR = re.compile("本年|当年|今年|年内")
_NAMED = re.compile(r"[\u4e00-\u9fff]{2}:?$")
_NO_CATEGORY = re.compile("申请|复议|诉讼|投诉|收到|受理|接到")
_SUM = re.compile("^[,:、]?(?:合计|共计|总计|总共|一共|共){1,2}(?:为|是|收到|受理|申请)?$")
_GROUPS = {"applications.received.total": "received", "disclosed.total": "disclosure"}
# So many members of a list are added up at most.
_MEMBERS = 30
_OTHER = re.compile("^[,:、]?其[他它](?:情形|情况|类|处理)?(?:的|为|共)?$")
_DOCUMENT = re.compile(
    "^(?:其中|包括|含|[:,、])*+(?:[^,;#、]{0,10}(?:政府|办公厅|办公室|部门|局)[及和]?){0,2}(?:行政)?规范性文件(?:为|共|数|:)*+$"
)
_OTHERS = frozenset({"审核", "审查", "备案", "清理", "修改", "转发", "起草", "废止"})
_DOCUMENT_VERB = re.compile(
    "公开|(?:制发|制定|印发|出台|发布)(?=[^,;]{0,14}(?:文件|公文|制度|办法))|审核|审查|备案|清理|修改|转发|起草|废止"
)


def inherited(record: Record, state: State, it: Mention) -> bool:
    """Take a number whose own words name no figure as what the sentence makes of it; False where nothing."""
    if state.whole == "consultations.total" and _consultation(record, state, it):
        return True
    if it.number.cls != "items":
        return False
    return (
        _of_all_years(record, state, it)
        or _decisions(record, state, it)
        or _sum(record, state, it)
        or _document(record, state, it)
        or _other_outcome(record, state, it)
        or _other_channel(record, state, it)
        or _channel(record, state, it)
        or _category(record, state, it)
    )


def _of_all_years(record: Record, state: State, it: Mention) -> bool:
    """历年累计234条 beside the year's figure, or 其中2018年度55条 behind that of all years."""
    number, left = it.number, it.left
    if it.right or not (
        state.last.startswith("disclosed.") or (not state.last and "application" not in state.topics)
    ):
        return False
    if not THIN.match(_PUBLISHED.sub("", left)):
        return False
    if _ALL_YEARS.search(left):
        record.emit(state, "disclosed.cumulative", number, number.unit, it.begin, number.end, cumulative=True)
        return True
    if not state.last:
        return False
    named = year_of(left)
    if named is None and not THIS_YEAR.search(left):
        return False
    if named in {None, record.year}:
        make_last_cumulative(state)
    record.emit(state, "disclosed.total", number, number.unit, it.begin, number.end, whole=True)
    return True


def _sum(record: Record, state: State, it: Mention) -> bool:
    """The whole behind what it is made of: 网上申请3件、当面申请1件,合计4件."""
    number, text = it.number, state.sentence.text
    if not _SUM.search(it.left):
        return False
    before = text[: number.start]
    if "申请" in before:
        code, told = (
            "applications.received.total",
            [s.value for s in state.taken if s.code.startswith("applications.received.")],
        )
    elif (not state.last or state.last.startswith("disclosed.")) and ("公开" in before or "发布" in before):
        code, told = (
            "disclosed.total",
            [n.value for n in state.numbers if n.cls == "items" and n.end <= number.start],
        )
    else:
        return False
    if any(s.code == code for s in state.taken) or not _adds_up(told, number.value):
        return False
    if state.forbids(_GROUPS[code], number.start) or state.parts_from >= 0:
        return False
    record.emit(state, code, number, number.unit, it.clause.start, number.end, whole=True)
    return True


def _adds_up(told: list[Decimal], whole: Decimal) -> bool:
    """Do the last two or more of `told` make `whole`?"""
    added = told[-1] if told else Decimal(0)
    for value in reversed(told[-_MEMBERS:-1]):
        added += value
        if added == whole:
            return True
    return False


_DECIDED = re.compile("^(?:[,、]|本年|共)*+处理决定(?:数量|数|件数)?(?:共|为|:)*+$")
_POWERS = {
    "行政许可": "active.admin_license.decisions",
    "行政处罚": "active.admin_penalty.decisions",
    "行政强制": "active.admin_coercion.decisions",
    "其他对外管理服务": "",
}
_POWER = re.compile("|".join(_POWERS))


def _decisions(record: Record, state: State, it: Mention) -> bool:
    """行政处罚事项新增2项,处理决定数量9件: of the power named last."""
    number = it.number
    if it.right or not _DECIDED.match(it.left):
        return False
    *_, power = [None, *_POWER.finditer(state.sentence.text, max(0, number.start - FAR), number.start)]
    code = _POWERS[power.group()] if power is not None else ""
    # Behind 上一年项目数量 the row of a form goes on, which is read as a table.
    if power is None or not code or "上一年" in state.sentence.text[power.end() : number.start]:
        return False
    if guarded(state, "decision", it, it.left):
        return False
    record.emit(state, code, number, number.unit, it.begin, number.end, whole=True)
    return True


def _document(record: Record, state: State, it: Mention) -> bool:
    """One kind of document in a list: 制发文件86件,其中规范性文件3件."""
    number, text = it.number, state.sentence.text
    if it.right or not _DOCUMENT.search(it.left) or guarded(state, "documents", it, it.left):
        return False
    since = max(0, text.rfind(";", 0, it.begin) + 1, it.begin - 60)
    *_, verb = [None, *_DOCUMENT_VERB.finditer(text, since, number.start)]
    if verb is None or verb.group() in _OTHERS:
        return False
    code = "disclosed.normative_documents" if verb.group() == "公开" else "active.normative_documents.issued"
    record.emit(
        state, code, number, number.unit, it.begin, number.end, part=code.startswith("disclosed"), whole=True
    )
    return True


def _other_outcome(record: Record, state: State, it: Mention) -> bool:
    """The rest of a list of outcomes: 不予处理1件,其他4件."""
    if it.right or not state.last.startswith("applications.results.") or not _OTHER.search(it.left):
        return False
    number, code = it.number, "applications.results.other.total"
    record.emit(state, code, number, number.unit, it.begin, number.end, part=True)
    return True


def _other_channel(record: Record, state: State, it: Mention) -> bool:
    """The rest of a list of channels: 网站320条,微博55条,其他40条."""
    if it.right or not _OTHER.search(it.left):
        return False
    told = [s.code for s in state.taken if s.code.startswith("disclosed.")]
    if len(told) < 2 or not all(code.startswith("disclosed.by_channel.") for code in told[-2:]):
        return False
    number = it.number
    record.emit(state, "disclosed.by_channel.other", number, number.unit, it.begin, number.end, part=True)
    return True


@cache
def _by_channel() -> re.Pattern[str]:
    before = "(?:其中|包括|通过|在|由|以|[:,、])*+"
    return compiled("inherit", f"^{before}{{CHANNEL}}(?:平台|账号|上|端|号)?(?:主动)?(?:公开|发布|推送)")


def _channel(record: Record, state: State, it: Mention) -> bool:
    """A channel's part beside another's, whatever it published: 其中网站公开政策、动态32条,微信公众号发布9条."""
    if it.right or state.whole != "disclosed.total" or not 0 <= state.parts_from < it.number.start:
        return False
    m = _by_channel().match(it.left)
    listed = state.sentence.text[state.parts_from :]
    if m is None or len({c for c, _, _ in channels_in(listed)}) < 2 or guarded(state, "channel", it, it.left):
        return False
    *_, (channel, _, _) = channels_in(m.group())
    number = it.number
    record.emit(
        state, f"disclosed.by_channel.{channel}", number, number.unit, it.begin, number.end, part=True
    )
    return True


_WAYS = {
    way: re.compile(f"^(?:其中|包括|通过|[:,、])*+(?:{names})(?:{called})?(?:共|为|有|:)*+$")
    for way, names, called in (
        ("phone", "电话|来电", "方式|接听|接待|形式"),
        ("in_person", "现场|当面|来访|窗口|上门", "方式|接待|形式"),
        ("online", "网上|网络|网站|在线|线上", "方式|答复|形式"),
    )
}


def _consultation(record: Record, state: State, it: Mention) -> bool:
    """One way of asking in a list: 接受咨询90人次,其中电话60人次、现场30人次."""
    number = it.number
    if it.right or not 0 <= state.parts_from < number.start:
        return False
    if number.cls not in {"persons", "times", "items"}:
        return False
    way = next((way for way, words in _WAYS.items() if words.search(it.left)), None)
    if way is None or guarded(state, "consultation", it, it.left):
        return False
    record.emit(state, f"consultations.{way}", number, number.unit, it.begin, number.end, part=True)
    return True


def _category(record: Record, state: State, it: Mention) -> bool:
    """One subject's share of a disclosure figure: 其中工作动态50条."""
    number = it.number
    if not state.whole.startswith("disclosed.") or not 0 <= state.parts_from < number.start:
        return False
    if not _NAMED.search(it.left) or _NO_CATEGORY.search(it.left) or guarded(state, "category", it, it.left):
        return False
    if record.foreign(state, it.begin, number.end):
        return False
    record.emit(state, "disclosed.by_category", number, number.unit, it.begin, number.end, part=True)
    return True
