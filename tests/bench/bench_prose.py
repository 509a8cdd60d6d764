"""Reading the prose of a 5,000-character report against parsing the page it stands on with lxml.

The page is made up in the shape portals give it: head and navigation, paragraphs of spans with
inline styles as word processors leave them, and the tables of the 2021 form, one styled cell each.
Every round reads another report: real ones share their wording, and neither their unit nor their
figures. Times are of the processor, so that a busy machine does not decide.
"""

from __future__ import annotations

import random
import re
import statistics
import time
from collections.abc import Callable
from functools import partial

import lxml.html

from gikspider.prose import read

_PARAGRAPHS = [
    "2022年,青石县认真贯彻落实《中华人民共和国政府信息公开条例》,坚持以公开为常态、不公开为例外,各项工作有序推进,公众的知情权、参与权和监督权得到较好保障。",
    "(一)主动公开。全年通过县政府门户网站主动公开政府信息3120条,政务微博发布信息412条,“青石发布”微信公众号推送信息1866条,召开新闻发布会6场,发布政策解读稿件48篇。",
    "(二)依申请公开。全年新收政府信息公开申请56件,上年结转2件;予以公开30件,部分公开6件,无法提供15件,不予处理3件,结转下年度继续办理4件。",
    "(三)政府信息管理。制发行政规范性文件7件,废止规范性文件3件,做好文件公开属性源头认定,对已公开的信息定期清理,重要信息发布前逐级审核。",
    "(四)平台建设。完善县政府门户网站和各乡镇、部门栏目,加强政务新媒体日常监测,对长期不更新的账号予以关停,县档案馆、图书馆、政务服务大厅设立查阅场所。",
    "(五)监督保障。把政务公开纳入年度绩效考核,常态化组织业务培训,对存在的问题限期整改,全年未发生责任追究情形,社会评议总体良好。",
    "因政府信息公开引发的行政复议3件,行政诉讼1件,未收到有关政府信息公开的举报投诉,依申请公开政府信息未收取任何费用。",
]
_STYLE = 'style="font-family:仿宋_GB2312;font-size:21px;line-height:200%;mso-spacerun:yes;letter-spacing:0"'


_UNITS = "青石白水长岭平川高桥临河永安双塔"
ROUNDS = 81


def report(length: int = 5000, figures: int = 3, seed: int = 0) -> str:
    """A report of about `length` characters: `figures` paragraphs of figures, ordinary prose for the rest.

    Its unit and its figures are drawn by `seed`.
    """
    draw = random.Random(seed)
    plain = [p for i, p in enumerate(_PARAGRAPHS) if i in {0, 4, 5}]
    lines = ["一、总体情况", *(p for i, p in enumerate(_PARAGRAPHS) if i in (1, 2, 6, 3)[:figures])]
    while sum(map(len, lines)) < length:
        lines.extend(plain)
    text = "\n".join(lines).replace("青石", "".join(draw.sample(_UNITS, 2)))
    return re.sub(
        r"\d+(?=[条件场篇])", lambda m: str(draw.randrange(10 ** (len(m[0]) - 1), 10 ** len(m[0]))), text
    )


def page(text: str) -> bytes:
    """The HTML page of a report."""
    menu = "".join(
        f'<li class="nav-item"><a href="/col/col{n}/index.html" title="栏目{n}" target="_blank">栏目{n}</a></li>'
        for n in range(160)
    )
    body = "".join(
        f"<p {_STYLE}><span {_STYLE}>"
        + f"</span><span {_STYLE}>".join(line[i : i + 40] for i in range(0, len(line), 40))
        + "</span></p>"
        for line in text.split("\n")
    )
    cell = f'<td {_STYLE} width="72" valign="center"><p {_STYLE}><span {_STYLE}>0</span></p></td>'
    table = "<table>" + "".join(f"<tr>{cell * 8}</tr>" for _ in range(27)) + "</table>"
    script = "<script>" + "var a=function(b){return b+1};" * 300 + "</script>"
    return f"<html><head><title>年报</title>{script}</head><body><ul>{menu}</ul><div id='zoom'>{body}{table}</div></body></html>".encode()


def _timed(work: Callable[[], object]) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start


def main() -> None:
    """Print the median of interleaved rounds and their ratio."""
    print(f"{'report':>30}{'page':>12}{'lxml':>10}{'prose':>10}{'ratio':>8}")
    for figures in (1, 3, 4):
        text = report(figures=figures)
        html = page(text)
        stated = len(read(text, year=2022))
        rounds = [
            (_timed(partial(lxml.html.fromstring, page(other))), _timed(partial(read, other, year=2022)))
            for other in (report(figures=figures, seed=seed) for seed in range(ROUNDS))
        ]
        parse, prose = (statistics.median(column) * 1000 for column in zip(*rounds, strict=True))
        told = f"{len(text):,} chars, {stated} figures"
        print(f"{told:>30}{len(html):>10,} B{parse:>7.2f} ms{prose:>7.2f} ms{prose / parse:>8.2f}")


if __name__ == "__main__":
    main()
