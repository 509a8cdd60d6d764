"""What published so many items: one channel, several of a kind, or all of them, which is the whole."""

from __future__ import annotations

import re

from gikspider.prose.canvas import MASK
from gikspider.prose.figures import Hit
from gikspider.prose.mention import COUNTS, Mention
from gikspider.prose.record import FAR, State
from gikspider.prose.scope import channel_of, channels_in, narrowed
from gikspider.prose.wholes import granted, one_subject

_SOCIAL = frozenset({"weibo", "wechat", "app", "toutiao", "short_video"})
_ACCOUNT = re.compile(
    MASK + r"(?:账号|号|平台|栏目|等[^,;#]{0,10}(?:平台|媒体|报刊|报纸|刊物|网站))?(?:全年|共|累计|已){0,3}"
    r"(?:发布|推送|公开|更新|刊发|刊登)"
)
_JOINED = re.compile("[、和及与](?:相关|各|其他|其它|本级|本地|县|市|区|局|主流){0,2}$")
_LABEL = re.compile(
    r"(?:^|共|累计|全年)主动公开(?:政府|政务)?信息(?:总)?(?:数|条数)(?:量)?(?:共计|共|总计|合计|累计|为|达|:)*$"
)
_ONE_MORE = re.compile(
    "^(?![^#]*(?:主动公开|政府信息|共|累计|合计|总计|全年|年度?))[^#]*(?:推送|发布|刊发|发表|上传)"
)
_PIECES = re.compile("文章|推文|消息|稿件|资讯|博文|帖文|作品|视频")
_VIA = re.compile("通过|利用|借助|依托|在")
_COLUMN = re.compile(r"(?:网站|官网|门户网|政府网)(?:[^,;、和及与及以#]{0,8})(?:公告|公示|公开)栏")
_PRESS = frozenset({"media", "newspaper", "broadcast"})
_ONLINE = _SOCIAL | {"new_media"}
_NEW = "disclosed.by_channel.new_media"


def published(state: State, hit: Hit, context: str, it: Mention, before: str) -> str | None:
    """The channel of something published, or that it is the whole; None where it is neither.

    `context` are the words around the number, `before` those up to it.
    """
    text = state.sentence.text
    earlier = text[max(state.stop, it.begin - FAR) : max(it.begin, state.stop)].replace(MASK, "")
    last = next((n.end for n in reversed(state.numbers) if n.end <= it.begin and n.cls in COUNTS), 0)
    near = text[max(last, text.rfind(";", 0, it.begin) + 1, it.begin - FAR) : it.begin].replace(MASK, "")
    if narrowed(near, before) or granted(state, before):
        return None
    words = context[hit.start : hit.end]
    if hit.figure.group == "disclosure" and "、" in words:
        inside = [start for _, start, end in channels_in(before) if end > hit.start]
        if inside and min(inside) > hit.start:
            # 发布旅游、广播电视等各类信息: channels in a list of what was published are its subjects.
            before = context[: hit.start]
    channel = _named(hit, context, before, earlier)
    if channel == "":
        return _unnamed(state, hit, words, before, it)
    if channel is None:
        return _of_several(state, hit, words, before, earlier + context)
    of_the_site = state.whole == "disclosed.by_channel.website" and state.is_part(
        hit.figure.code, it.number.start
    )
    if channel == "board" and (_COLUMN.search(before) or (of_the_site and not _VIA.search(before))):
        # 网站公告栏发布60条: a column of the site, no board in the street.
        return None
    return f"disclosed.by_channel.{channel}"


def _named(hit: Hit, context: str, before: str, earlier: str) -> str | None:
    """The channel that the words name; "" where they name none, None where several."""
    words = context[hit.start : hit.end]
    channel: str | None = ""
    if hit.figure.code == "disclosed.by_channel":
        # 网站和微信公众号公开…: the pattern begins with the last of several.
        several = _JOINED.search(context, 0, hit.start) and channels_in(context[: hit.start])
        channel = channel_of(before if several else words[: words.index("#")], "")
    if channel == "":
        # 网站发布新闻804条,主动公开政府信息数449条: a label of the form stands for the whole.
        behind = "" if _LABEL.search(before) else earlier
        channel = channel_of(before, behind, weak="主动公开" not in words)
    return channel


def _unnamed(state: State, hit: Hit, words: str, before: str, it: Mention) -> str | None:
    """What was published through a channel that is not named: the whole, or that of the heading."""
    if "更新" in words and state.last.startswith("disclosed.") and "公开" not in words:
        # 发布信息55条,更新信息5条: the second is work on what was published.
        return None
    if state.last.startswith("disclosed.by_channel.") and _ONE_MORE.search(before):
        # 网站公开50条,推送政务信息30条: one more of a list, of an unknown channel.
        return None
    # An account of unknown kind published it: “…发布”发布信息459条.
    text = state.sentence.text
    by_account = "主动公开" not in words and _ACCOUNT.search(text, it.begin, it.number.start)
    if hit.figure.code != "disclosed.total" or by_account:
        return None
    above = set()
    if "主动公开" not in words and state.parts_from < 0:
        above = {channel for channel, _, _ in channels_in(state.heading)}
    return f"disclosed.by_channel.{above.pop()}" if len(above) == 1 else "disclosed.total"


def _of_several(state: State, hit: Hit, words: str, before: str, around: str) -> str | None:
    """What several channels published, or one of an open list: new media, the whole, or nothing of the form's."""
    named = {channel for channel, _, _ in channels_in(before)}
    if len(named) > 1 and named <= _ONLINE and "等" not in before:
        # 微博、微信发布102条: they are what is called new media.
        return _NEW
    code = hit.figure.code
    if hit.figure.group == "channel_bare":
        return None
    if code == "disclosed.by_channel" and (_PIECES.search(words) or one_subject(words)):
        return None
    if state.last.startswith("disclosed.by_channel.") and "主动公开" not in words and "全年" not in before:
        # One more in a list of channels is no whole: 网站公开30条,公开栏等渠道公开25条.
        return f"disclosed.by_channel.{named.pop()}" if len(named) == 1 and "website" not in named else None
    if len(named) < 2 or "等" in before or "主动公开" in words:
        named |= {channel for channel, _, _ in channels_in(around)}
    if "主动公开" in words or "主动在" in before or not named <= _ONLINE | _PRESS:
        return "disclosed.total"
    if named <= _SOCIAL or named <= _PRESS:
        # What two of these published together is neither one channel's figure nor the whole.
        return None
    if len(named) > 1 and named <= _ONLINE:
        # 政务新媒体矩阵,包括微博和微信公众号: all of them are of one kind.
        return _NEW
    return "disclosed.total" if "等" in around or len(named) > 2 else None
