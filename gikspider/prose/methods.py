"""How applications came in, where the words say it of several at once or only behind their number."""

from __future__ import annotations

import re

_METHODS = {
    "online": ("网上", "网络", "互联网", "网站", "在线", "线上"),
    "letter": ("信函", "书面", "邮寄", "信件"),
    "in_person": ("当面", "现场"),
    "fax": ("传真",),
    "email": ("电子邮件", "电子邮箱"),
}
_CODES = {word: f"applications.received.{how}" for how, words in _METHODS.items() for word in words}
_WORD = "|".join(sorted(_CODES, key=len, reverse=True))
_NAMED = re.compile(_WORD)
_BEHIND = re.compile(
    r"[,(](?:均|都|全部|全)?(?:为|是|系|通过|以|采用)(?:自然人|公民|政府|门户)?"
    rf"({_WORD})(?:方式|形式|渠道|途径|平台)?(?:的)?(?:提出|提交|递交)?(?:的)?(?:公开)?(?:申请)?件?(?=$|[,;)])"
)

# 收到并办结N件 tells two figures with one number.
_AT_ONCE = re.compile(
    "(?:收到|接到|接收|受理|办理|处理|新收)(?:(?:并|和|、|且)(?:按时|按期|依法|全部|及时|规范|按规定|妥善)*+|)(办结|答复|回复|办理答复|(?<=妥善)处理|处理完毕|办理完毕)"
)
_DONE = dict.fromkeys(("办结", "处理", "处理完毕", "办理完毕"), "applications.concluded.total")

_SYSTEM = re.compile("公开(?:申请|管理|在线)*+(?:系统|平台)(?:共)?(?:收到|接收|受理|提交)$")
_THROUGH = re.compile("(?:通过|经由|利用)[^#,;]{0,12}(?:网站|网络|网上|互联网)[^#]{0,24}$")
_ON_PAPER = re.compile("[,、](?:通过)?(?:纸质|书面|信函|邮寄|当面|现场|线下|窗口)[^,;、]{0,10}[0-9]")


def methods_in(words: str) -> list[str]:
    """The codes of the methods `words` name, each once."""
    return list(dict.fromkeys(_CODES[word] for word in _NAMED.findall(words)))


def method_behind(text: str, at: int) -> tuple[str, int] | None:
    """The one method all of a number that ends at `at` came by (8件,均为网上申请), and where its words end."""
    m = _BEHIND.match(text, at)
    return (_CODES[m[1]], m.end()) if m else None


def done_at_once(before: str) -> str:
    """The code of what was done with all that was received (收到并办结3件, 受理并答复3件); "" if nothing."""
    m = _AT_ONCE.search(before)
    return _DONE.get(m[1], "applications.replied.total") if m else ""


def online_part(before: str, text: str, at: int, *, part: bool) -> bool:
    """Is a number of applications that ends at `at` only those that came online, though none is called so?

    通过网站办理申请3件、纸质申请6件, or 其中依申请公开系统收到11件; `before` are the words up to it.
    """
    if part and _SYSTEM.search(before):
        return True
    return _THROUGH.search(before) is not None and _ON_PAPER.match(text, at) is not None
