"""How each family pages: every mechanism walked from the first page to the end, on portals of a few lines."""

import re
from collections.abc import Callable
from datetime import date
from urllib.parse import parse_qs, parse_qsl, urlsplit

import pytest
from scrapy.http import HtmlResponse, Request, Response, XmlResponse

from gikspider.cms import ColumnsUuid, Sanmenxia, family_of
from gikspider.cms.sanmenxia import stamp_date
from tests.cms.pages import listing

GC = "http://www.gc.gov.cn/columns/0772e821-5733-421d-82e7-f545c5729b9e"
TPL, BLK = "1a2b3c4d-0000-4000-8000-123456789abc", "9a2b3c4d-0000-4000-8000-123456789abc"
PROXY = "/module/web/jpage/dataproxy.jsp"


def walk(start: str, portal: Callable[[Request], str | None], limit: int = 60) -> tuple[list[str], int]:
    """Addresses of all articles found from `start` on, in order, and the number of requests it took."""
    queue, asked, found = [Request(start)], set(), []
    while queue:
        request = queue.pop(0)
        key = (request.method, request.url, request.body)
        if key in asked:
            continue
        asked.add(key)
        assert len(asked) <= limit, "paging does not end"
        body = portal(request)
        if body is None:
            assert 404 in request.meta.get("handle_httpstatus_list", []), (
                f"{request.url} is not there, and nobody expects it"
            )
            continue
        kind: type[Response] = XmlResponse if body.startswith("<datastore") else HtmlResponse
        response = kind(request.url, body=body.encode(), encoding="utf-8", request=request)
        family = family_of(request.url)
        found += [entry.url for entry in family.entries(response) if entry.url not in found]
        queue += family.next_pages(response)
    return found, len(asked)


def rows(paths: list[str]) -> list[tuple[str, str, str]]:
    return [(path, f"柳树镇{2008 + n}年政府信息公开年度报告", "2020-01-20") for n, path in enumerate(paths)]


def pages(items: list, size: int) -> list[list]:
    return [items[n : n + size] for n in range(0, len(items), size)]


# columns-UUID


def uuid_paths(count: int) -> list[str]:
    return [
        f"/columns/0772e821-5733-421d-82e7-f545c5729b9e/202001/20/67eb2365-22bc-45b5-be58-{n:012d}.html"
        for n in range(count)
    ]


def columns_portal(first: int, beyond: str, script: str):
    chunks = pages(rows(uuid_paths(23)), 5)

    def portal(request: Request) -> str | None:
        if "/blocks/" not in request.url:
            return listing(*chunks[0], after=f"<script>{script}</script>")
        number = int(parse_qs(urlsplit(request.url).query)["page"][0]) - first
        if number >= len(chunks):
            return {"empty": "", "repeat": listing(*chunks[-1]), "404": None}[beyond]
        return listing(*chunks[number])

    return portal


@pytest.mark.parametrize("first", [0, 1])
@pytest.mark.parametrize("beyond", ["empty", "repeat", "404"])
@pytest.mark.parametrize(
    "script",
    [
        f'load("/columns/0772e821-5733-421d-82e7-f545c5729b9e/templates/{TPL}/blocks/{BLK}?page=1&fix=0")',
        f'var u = "{GC}/templates/{TPL}/blocks/{BLK}?page=" + n + "&fix=0"',
        f'u="\\/columns\\/0772e821-5733-421d-82e7-f545c5729b9e\\/templates\\/{TPL}\\/blocks\\/{BLK}"',
        f'var o = {{templateId: "{TPL}", blockId: "{BLK}"}}',
    ],
)
def test_columns_uuid_asks_its_block_until_nothing_is_new(first, beyond, script):
    found, _ = walk(f"{GC}/index.html", columns_portal(first, beyond, script))
    assert len(found) == 23


def test_columns_uuid_expects_its_first_block_to_be_there():
    """Only past the end is a missing page the end; a block that is gone is a list that was not read."""
    portal = columns_portal(1, "404", f'"{GC}/templates/{TPL}/blocks/{BLK}"')
    with pytest.raises(AssertionError, match="nobody expects it"):
        walk(f"{GC}/index.html", lambda request: None if "page=1" in request.url else portal(request))


def test_columns_uuid_takes_its_own_blocks_and_not_those_of_the_menu():
    other = GC.replace("0772e821", "ffffffff")
    body = f'<script>a("{other}/templates/{TPL}/blocks/{BLK}?page=1"); b("{GC}/templates/{TPL}/blocks/{BLK}?page=1")</script>'
    response = HtmlResponse(f"{GC}/index.html", body=body.encode(), encoding="utf-8", request=Request(GC))
    assert [r.url for r in ColumnsUuid().next_pages(response)] == [
        f"{GC}/templates/{TPL}/blocks/{BLK}?page=1&fix=0"
    ]


# Hanweb


def hanweb_records(items, total, group=""):
    records = "".join(
        f'<record><![CDATA[<li><a href="{p}" title="{t}">{t}</a><span>{d}</span></li>]]></record>'
        for p, t, d in items
    )
    more = f'<nextgroup><![CDATA[<a href="{group}"></a>]]></nextgroup>' if group else ""
    stated = f"<totalrecord>{total}</totalrecord>" if total else ""
    return f"<datastore>{more}{stated}<recordset>{records}</recordset></datastore>"


def hanweb_portal(
    count: int, heeds: str, cap: int, inline: int = 45, stated: bool = True, group: bool = False
):
    items = rows([f"/art/2020/1/20/art_1230096_{n}.html" for n in range(count)])
    total = count if stated else 0

    def page_one() -> str:
        store = hanweb_records(items[:inline], total, f"{PROXY}?secret=a1&group=2" if group else "")
        script = f"$('#4535233').jpage({{perPage: 15, {f'totalRecord: {total},' if stated else ''} proxyUrl: '{PROXY}', ajaxParam: {{col: 1, webid: 2096, path: '/', columnid: 1230096, unitid: 4535233, webname: '某区'}} }})"
        return f'<html><body><div id="4535233"><script type="text/xml">{store}</script></div><script>{script}</script></body></html>'

    def portal(request: Request) -> str | None:
        if "dataproxy" not in request.url:
            return page_one()
        query = dict(parse_qsl(urlsplit(request.url).query))
        if group:
            number = int(query["group"])
            chunk = items[(number - 1) * inline : number * inline]
            following = f"{PROXY}?secret=a{number}&group={number + 1}" if number * inline < count else ""
            return hanweb_records(chunk, total, following)
        assert (query["columnid"], query["unitid"], query["webid"]) == ("1230096", "4535233", "2096")
        size = min(int(query["perpage"]), cap)
        start = (
            int(query["startrecord"]) - 1
            if heeds == "startrecord"
            else (int(query.get("page", 1)) - 1) * size
        )
        return hanweb_records(items[start : start + size], total)

    return portal


@pytest.mark.parametrize("heeds", ["startrecord", "page"])
@pytest.mark.parametrize("cap", [15, 45, 300])
@pytest.mark.parametrize("count", [12, 45, 46, 121, 320])
def test_hanweb_brings_all_records_whatever_the_proxy_heeds(heeds, cap, count):
    found, asked = walk(
        "https://www.gongshu.gov.cn/col/col1230096/index.html", hanweb_portal(count, heeds, cap)
    )
    assert len(found) == count
    assert asked <= 4 + -(-count // min(cap, 100)) * 2


@pytest.mark.parametrize("heeds", ["startrecord", "page"])
def test_hanweb_without_a_total_ends_too(heeds):
    found, _ = walk(
        "https://www.gongshu.gov.cn/col/col1230096/index.html", hanweb_portal(130, heeds, 100, stated=False)
    )
    assert len(found) == 130


def test_hanweb_follows_the_group_the_portal_names():
    found, asked = walk(
        "https://www.gongshu.gov.cn/col/col1230096/index.html", hanweb_portal(130, "", 0, group=True)
    )
    assert (len(found), asked) == (130, 3)


@pytest.mark.parametrize("count", [3, 20, 61])
def test_hanweb_of_the_older_generation_keeps_its_records_in_an_array(count):
    items = rows([f"/art/2015/1/20/art_30067_{n}.html" for n in range(count)])
    proxy = "/module/jslib/jquery/jpage/dataproxy.jsp"

    def array(chunk) -> str:
        strings = ",".join(
            f"'<tr><td><a href=\\'{p}\\' title=\\'{t}\\'>{t}<\\/a></td><td>[{d}]</td></tr>'"
            for p, t, d in chunk
        )
        return f"[{strings}]"

    def portal(request: Request) -> str | None:
        if "dataproxy" not in request.url:
            script = f"var InitData49468={array(items[:20])};$(function(){{$('#49468').jpage({{totalRecord:{count},dataStore:InitData49468,proxyUrl:'{proxy}',perPage:25,ajaxParam:{{col:1,appid:'1',webid:60,path:'/',columnid:'30067,30068',unitid:'49468',webname:'某市',permissiontype:0}}}});}});"
            return f"<html><body><div id='49468'></div><script>{script}</script></body></html>"
        query = dict(parse_qsl(urlsplit(request.url).query))
        assert (query["columnid"], query["unitid"], query["webid"]) == ("30067,30068", "49468", "60")
        start = int(query["startrecord"]) - 1
        return f"var totalRecord={count};var dataStore={array(items[start : start + 25])};"

    found, _ = walk("http://www.nantong.gov.cn/col/col30067/index.html", portal)
    assert len(found) == count
    entry = next(
        iter(
            family_of("/col/col1/").entries(
                HtmlResponse(
                    "http://x.gov.cn/col/col1/",
                    body=portal(Request("http://x.gov.cn/")).encode(),
                    encoding="utf-8",
                )
            )
        )
    )
    assert (entry.title, entry.listed_on) == (items[0][1], date(2020, 1, 20))


def test_hanweb_finds_the_proxy_in_the_group_and_its_parameters_beside_it():
    """As on a provincial portal: the proxy stands only in the group, whose pages bring 300 records each."""
    items = rows([f"/art/2015/1/20/art_33718_{n}.html" for n in range(650)])
    group = f"{PROXY}?page=1&appid=1&webid=1&path=/&columnid=33718&unitid=212860&webname=%E7%9C%81&permissiontype=0"

    def portal(request: Request) -> str | None:
        if "dataproxy" not in request.url:
            body = f'<div id="212860"><script type="text/xml">{hanweb_records(items[:57], 0, group)}</script></div>'
            return f"<html>{body}<script>var param_212860={{columnid:33718,unitid:'212860'}}; $('#212860').jpage({{totalRecord:650,perPage:19}});</script></html>"
        number = int(dict(parse_qsl(urlsplit(request.url).query))["page"])
        following = group.replace("page=1", f"page={number + 1}") if number < 3 else ""
        return hanweb_records(items[(number - 1) * 300 : number * 300], 650, following)

    found, asked = walk("https://www.jiangsu.gov.cn/col/col33718/index.html", portal)
    assert (len(found), asked) == (650, 4)


def test_hanweb_reads_records_written_with_entities():
    store = "<datastore><recordset><record>&lt;li&gt;&lt;a href='/art/2020/1/20/art_1_2.html'&gt;柳树镇2019年年报&lt;/a&gt;</record></recordset></datastore>"
    found, _ = walk(f"https://www.gongshu.gov.cn{PROXY}?columnid=1", lambda request: store)
    assert found == ["https://www.gongshu.gov.cn/art/2020/1/20/art_1_2.html"]


def test_hanweb_module_lists_organs_years_and_pages_of_its_search():
    host = "https://www.gongshu.gov.cn/module/xxgk"
    tree = '<script>var zNodes=[{id:"11330105002510001B", name:"柳树街道"},{id:"001008003014106", pId:"0"}];</script><a href="/module/xxgk/xxgkAnnualReport.jsp?area=11330105002510001B">柳树街道</a>'
    response = HtmlResponse(
        f"{host}/tree.jsp?area=", body=tree.encode(), encoding="utf-8", request=Request(host)
    )
    family = family_of(response.url)
    assert {re.search(r"area=([^&]+)", column.url)[1] for column in family.columns(response)} == {
        "11330105002510001B",
        "001008003014106",
    }
    years = '<a href="xxgkAnnualReport.jsp?area=1B&amp;fbtime=2020">2020年</a>'
    response = HtmlResponse(f"{host}/xxgkAnnualReport.jsp?area=1B", body=years.encode(), encoding="utf-8")
    (entry,) = family.entries(response)
    assert (entry.sure, entry.cut) == (True, True)
    options = '<select><option value="">请选择</option><option value="2019">2019</option><option value=2018>2018</option></select>'
    response = HtmlResponse(f"{host}/xxgkAnnualReport.jsp?area=1B", body=options.encode(), encoding="utf-8")
    assert [e.url[-13:] for e in family.entries(response)] == ["B&fbtime=2019", "B&fbtime=2018"]
    older = "http://xxgk.jsgs.gov.cn/xxgk/jcms_files/jcms1/web1/site/zfxxgk/search.jsp?cid=43&divid=div4869&currpage=1"
    response = HtmlResponse(
        older, body="<div>共 2 页</div>".encode(), encoding="utf-8", request=Request(older)
    )
    assert [r.url for r in family_of(older).next_pages(response)] == [
        older.replace("currpage=1", "currpage=2")
    ]
    asked = Request(f"{host}/search.jsp", method="POST", body="area=1&currpage=2")
    response = HtmlResponse(asked.url, body="<div>共3页</div>".encode(), encoding="utf-8", request=asked)
    assert [r.body for r in family.next_pages(response)] == [b"area=1&currpage=3"]


# VSB


@pytest.mark.parametrize("printed", ["next", "count"])
def test_vsb_counts_its_files_down(printed):
    chunks = pages(rows([f"/info/9486/{n}.htm" for n in range(52)]), 5)
    base = "http://www.tengchong.gov.cn/xzgk/liu/zfxxgkpt/zfxxgknb"

    def portal(request: Request) -> str | None:
        file = request.url.removeprefix(base).removesuffix(".htm").strip("/")
        number = len(chunks) - int(file) if file else 0
        total = f'<span class="p_t">{number + 1}/{len(chunks)}</span>'
        following = f"zfxxgknb/{len(chunks) - 1}.htm" if not file else f"{int(file) - 1}.htm"
        link = f'<span class="p_next p_fun"><a href="{following}">下页</a></span>'
        if number == len(chunks) - 1:
            link = '<span class="p_next_d p_fun_d">下页</span>'
        return listing(*chunks[number], after=total + (link if printed == "next" else ""))

    found, asked = walk(f"{base}.htm", portal)
    assert (len(found), asked) == (52, 11)


def test_vsb_pager_that_names_itself_ends():
    link = '<span class="p_next p_fun"><a href="zfxxgknb.htm">下页</a></span>'
    body = listing(("/info/1/2.htm", "x", ""), after=link)
    assert walk("http://www.tengchong.gov.cn/zfxxgk/zfxxgknb.htm", lambda r: body)[1] == 1


# channel / .thtml


@pytest.mark.parametrize(
    "pager", ["linked", "numbers", "script", "records", "last_but_one", "unmarked", "icon"]
)
def test_thtml_pages_by_pn(pager):
    chunks = pages(rows([f"/content/2020/{n}.html" for n in range(33)]), 5)

    def portal(request: Request) -> str | None:
        number = int(parse_qs(urlsplit(request.url).query).get("pn", ["1"])[0])
        if number > len(chunks):
            return None
        here = "ndbg.thtml?id=10956"
        after = {
            "linked": f'<li><a href="{here}&&pn={number + 1}">下一页</a></li>'
            if number < len(chunks)
            else "",
            "numbers": "".join(
                f'<li><a href="{here}&pn={n}">{n}</a></li>' for n in range(1, len(chunks) + 1)
            ),
            "script": f'<li><a href="javascript:go({number + 1})">下一页</a></li><li>共 {len(chunks)} 页</li>',
            "records": f'<li><a href="javascript:go({number + 1})">下一页</a></li><div class="page-inner">共 33 条</div>',
            "unmarked": f'</ul><div class="fy"><a href="{here}&pn={number + 1}">下一页</a></div><ul>'
            if number < len(chunks)
            else "",
            "icon": f'<li><a href="{here}&pn={min(number + 1, len(chunks))}"><i class="right"></i></a></li><li><a>尾页</a></li>',
            "last_but_one": f'<li><a href="{here}&pn={min(number + 1, len(chunks))}">&gt;</a></li><li><a href="{here}&pn={len(chunks)}">尾页</a></li>',
        }[pager]
        return listing(*chunks[number - 1], after=f'<ul class="pagination">{after}</ul>')

    found, asked = walk("https://www.zhangwu.gov.cn/ndbg.thtml?id=10956", portal)
    assert (len(found), asked) == (33, 7)


def test_thtml_goes_on_from_a_channel_page():
    def portal(request: Request) -> str | None:
        first = "channel" in request.url
        path = "/content/2020/1.html" if first else "/content/2020/2.html"
        after = (
            '<ul class="pagination"><li><a href="/ndbg.thtml?id=10983&pn=2">下一页</a></li><li></li></ul>'
            if first
            else ""
        )
        return listing(*rows([path]), after=after)

    assert len(walk("https://www.zhangwu.gov.cn/channel/10983/index.html", portal)[0]) == 2


# Sanmenxia


@pytest.mark.parametrize("end", ["empty", "404", "repeat"])
def test_sanmenxia_counts_up_to_an_empty_page_or_404(end):
    chunks = pages(rows([f"/23365/615126240/{n}.html" for n in range(19)]), 5)

    def portal(request: Request) -> str | None:
        number = int(re.search(r"list-(\d+)", request.url)[1])
        if number > len(chunks):
            return {"empty": listing(), "404": None, "repeat": listing(*chunks[-1])}[end]
        return listing(*chunks[number - 1])

    found, asked = walk("https://www.mianchi.gov.cn/28408/0000/list-1.html", portal)
    assert (len(found), asked) == (19, 5)


def test_sanmenxia_routes_through_its_script_pages():
    response = HtmlResponse(
        "https://www.mianchi.gov.cn/pageView/list.html?lmid=28408&rlmid=1", body=b"<p>", encoding="utf-8"
    )
    assert [r.url for r in Sanmenxia().next_pages(response)] == [
        "https://www.mianchi.gov.cn/28408/0000/list-1.html"
    ]


@pytest.mark.parametrize(
    ("stamp", "day"),
    [
        ("615126240", date(2019, 4, 6)),
        ("616951008", date(2025, 1, 16)),
        ("617121216", date(2025, 8, 1)),
        ("000000000", None),
        ("999999999", None),
    ],
)
def test_the_nine_digit_stamp_is_a_day(stamp, day):
    assert stamp_date(stamp) == day


@pytest.mark.parametrize(
    ("url", "day"),
    [
        ("https://www.mianchi.gov.cn/23365/615126240/1419450.html", date(2019, 4, 6)),
        ("http://wglj.smx.gov.cn/10390/2026/1/2206615.html", None),
        (f"{GC}/202302/13/67eb2365-22bc-45b5-be58-199b9683883a.html", date(2023, 2, 13)),
        (f"{GC}/202313/41/67eb2365-22bc-45b5-be58-199b9683883a.html", None),
        ("https://www.gongshu.gov.cn/art/2024/1/22/art_1230096_59078894.html", date(2024, 1, 22)),
        ("https://www.zhangwu.gov.cn/content/2021/635070.html", None),
    ],
)
def test_addresses_tell_the_day_of_publication(url, day):
    assert family_of(url).published(url) == day


def test_no_pager_is_followed_for_ever():
    """A portal that invents a new page for each number is left after a bound."""

    def portal(request: Request) -> str | None:
        number = int(re.search(r"list-(\d+)", request.url)[1])
        return listing(*rows([f"/23365/615126240/{number}.html"]))

    assert walk("https://www.mianchi.gov.cn/28408/0000/list-1.html", portal, limit=300)[1] <= 202
