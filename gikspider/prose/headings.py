"""The heading a paragraph opens with, told by its numbering and by how it ends."""

from __future__ import annotations

import re

# 1、主动公开政府信息的情况:40条 is a sentence, and its colon an 是.
_COUNTS_AT_ONCE = re.compile(r"[共约近]?\d{1,7}[余多]?[条件份篇次]")
_NUMBERING = re.compile(
    r"(?:[一二三四五六七八九十]{1,3}[、.,]|第[一二三四五六七八九十]{1,3}(?:部分|章)[、:]?"
    r"|\([一二三四五六七八九十\d]{1,3}\)[、.]?|\d{1,2}[、.](?!\d))"
)
# (一)本年度未收到申请。 is a sentence.
_DENIES = r"未(?:收|接|受|发生|出现|产生|办理|制[发定]|因|被|提起|涉)|没有(?:收|接|发生|出现|产生|因|公民|申请)|[均也都年局委办镇乡]无"
_NO_HEADING = re.compile(rf"[。,;]|\d[余多]?[条件份篇起次场期]|{_DENIES}")
_HEADED = re.compile(
    rf"{_NUMBERING.pattern}[^,。;:]{{2,40}}?(?:情况|事项|问题|措施|概述|打算|附表|减免|建设)(?:[。:]|(?=[\d二]|我|本|全|截|今|未|没|无|自|共|按))"
)
# 1.政府网站。 says where what follows was published, (二)依申请公开。 what it is about.
_TITLED = re.compile(
    rf"{_NUMBERING.pattern}(?=[^,。;:]{{0,12}}(?:网站|微信|微博|公众号|公开栏|公示栏|新媒体|公报|政报|客户端|抖音|依申请公开|主动公开|信息管理|平台建设|监督保障|收费|复议|诉讼))[^,。;:]{{2,14}}。"
)


def heading_of(line: str, *, whole: bool = True) -> tuple[str, int]:
    """The heading `line` opens with and its length; "" and the length of its numbering where it has none.

    `whole`: `line` is a whole paragraph, so a short one may be a heading altogether.
    """
    headed = _HEADED.match(line, 0, 70)
    if headed is not None and not (headed.group()[-1] == ":" and _COUNTS_AT_ONCE.match(line, headed.end())):
        return headed.group().rstrip("。:"), headed.end()
    numbering = _NUMBERING.match(line)
    if numbering is None:
        return "", 0
    titled = _TITLED.match(line)
    if titled is not None:
        return titled.group().rstrip("。"), titled.end()
    introduced = line.find(":", numbering.end(), 30)
    if numbering.end() + 3 < introduced < len(line) - 1 and not _COUNTS_AT_ONCE.match(line, introduced + 1):
        return line[:introduced], introduced + 1
    if whole and len(line) <= 45 and not _NO_HEADING.search(line[numbering.end() :].rstrip("。:")):
        return line.rstrip("。:"), len(line)
    return "", numbering.end()
