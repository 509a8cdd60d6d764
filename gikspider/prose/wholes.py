"""Counts that look like a whole and are only some of what their sentence has told already."""

from __future__ import annotations

import re

from gikspider.prose.numbers import Number
from gikspider.prose.record import State

_SUMMED = re.compile("共|累计|全年|年度?|总|各类")
_RECEIVED = re.compile("[收接]|受理|办理|处理|提出|提交|登记")
_GRANTED = re.compile("[,、]?(?:均|已|全部|予以|依法)*+公开(?:政府)?信息$")
_ONE_SUBJECT = re.compile("(?:发布|推送|公开)(?:了)?(?!各类|其他)[^#、]{3,12}类信息[^#]*#")


def told_already(state: State, code: str, number: Number, context: str, part_of: str) -> bool:
    """Is a figure of `code`, which stands in a list of parts of `part_of`, some of a whole the sentence has told?

    主动公开信息90条;编印简报6期,公开信息20条 told of 90, and 公开信息90条,其中依申请公开20条 of no application.
    """
    if code == "disclosed.total":
        if "主动" in context or _SUMMED.search(context):
            return False
        return any(s.code == code and s.value > number.value for s in state.taken)
    listed = code == "applications.received.total" and part_of.startswith("disclosed.") and number.value > 0
    return listed and _RECEIVED.search(context) is None


def granted(state: State, before: str) -> bool:
    """受理申请3件,公开信息3条: was what is counted applied for? `before` are the words up to it."""
    taken = bool(state.taken) and state.last.startswith("applications.")
    return taken and _GRANTED.match(before) is not None


def one_subject(words: str) -> bool:
    """网站和公众号发布项目建设类信息60篇: is what several channels published one subject's?"""
    return _ONE_SUBJECT.search(words) is not None
