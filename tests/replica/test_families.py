"""Each portal is crawled here by its family's own rules, without the package, and gives every report and every trap."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import pytest
from parsel import Selector

from tests.replica import Replica
from tests.replica.client import Client, visible

ROOT = Path(__file__).parents[1]
UUID = r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"


def canonical(url: str) -> str:
    host = urlsplit(url).netloc.removeprefix("www.")
    return host + url.partition(urlsplit(url).netloc)[2]


def of(replica: Replica, division: str) -> set[str]:
    """Every address under which one county's reports stand."""
    return {canonical(url) for url, report in replica.urls.items() if report.division == division}


def traps(replica: Replica, host: str) -> set[str]:
    return {canonical(url) for url in replica.lookalikes if host in url}


def test_columns_uuid_lists_by_blocks(replica: Replica, client: Client) -> None:
    found: set[str] = set()
    for start, repeats in (
        ("http://www.gc.gov.cn/columns/0772e821-5733-421d-82e7-f545c5729b9e/index.html", False),
        ("http://www.gc.gov.cn/columns/d1dfcc89-5a76-4e1c-9c53-4ddfecbc1b08/index.html", True),
        ("http://www.gc.gov.cn/zfxxgk/columns/f6ff2261-96c8-4dfa-9415-523a2221f68b/index.html", False),
    ):
        block = re.search(
            rf"(?:/zfxxgk)?/columns/{UUID}/templates/{UUID}/blocks/{UUID}\?page=1&fix=0", client.page(start)
        )
        assert block
        first = client.links(start, ".xxgk_gfxwjk-list-li a::attr(href)")
        assert first == client.links(urljoin(start, block[0]), "a::attr(href)"), "page 1 is inline"
        pages = [first]
        while set(pages[-1]) - set().union(*map(set, pages[:-1])):
            url = urljoin(start, block[0].replace("page=1", f"page={len(pages) + 1}"))
            pages.append(client.links(url, "a::attr(href)"))
        assert (pages[-1] == pages[-2]) is repeats
        assert bool(pages[-1]) is repeats
        found |= {canonical(link) for page in pages for link in page}
        assert all(
            re.search(rf"/columns/{UUID}/\d{{6}}/\d\d/{UUID}\.html$", link) for page in pages for link in page
        )
    assert found == of(replica, "130109") | traps(replica, "gc.gov.cn")


def test_hanweb_lists_by_datastore_and_proxy(replica: Replica, client: Client) -> None:
    found = set()
    for column, heeds_start in (("1230096", True), ("1229226160", False)):
        start = f"https://www.gongshu.gov.cn/col/col{column}/index.html"
        page = client.page(start)
        inline = re.findall(r'<record><!\[CDATA\[.*?href="([^"]+)"', page, re.S)
        assert inline
        assert '<script type="text/xml"><datastore>' in page
        total = int(re.search(r"<totalrecord>(\d+)", page)[1])
        form = {"col": 1, "columnid": column, "unitid": 1, "webid": 2096, "path": "/"}
        address = "https://www.gongshu.gov.cn/module/web/jpage/dataproxy.jsp?startrecord={}&endrecord={}&perpage=15&page={}"
        second = client.page(address.format(16, 30, 1), form)
        again = re.findall(r'href="(/art[^"]+)"', second)
        assert (again != inline[:15]) is heeds_start, "the second column ignores startrecord"
        links = []
        for number in range(1, -(-total // 15) + 1):
            text = client.page(address.format(15 * number - 14, 15 * number, number), form)
            links += re.findall(r'href="(/art[^"]+)"', text)
        assert len(links) == len(set(links)) == total
        found |= {canonical(urljoin(start, link)) for link in links}
    tree = client.page("https://www.gongshu.gov.cn/module/xxgk/tree.jsp?area=")
    areas = re.findall(r'id:"(\w{18})"', tree)
    for area in areas:
        start = f"https://www.gongshu.gov.cn/module/xxgk/xxgkAnnualReport.jsp?area={area}"
        found |= {canonical(link) for link in client.links(start, ".years a::attr(href)")}
    assert areas
    assert found == of(replica, "330105") | traps(replica, "gongshu")
    assert "暂无" in client.page(
        f"https://www.gongshu.gov.cn/module/xxgk/xxgkAnnualReport.jsp?area={areas[0]}&fbtime=1999"
    )
    rows = Selector(client.page("https://www.gongshu.gov.cn/module/xxgk/search.jsp", {"currpage": 2})).css(
        ".bt_link::attr(href)"
    )
    assert len(rows) == 15


def test_vsb_counts_its_page_files_down(replica: Replica, client: Client) -> None:
    found, without_list = set(), 0
    towns = client.links("http://www.tengchong.gov.cn/xzgk.htm", ".xz a::attr(href)")
    for start in ["http://www.tengchong.gov.cn/zfxxgk/zfxxgknb.htm", *towns]:
        page, url, number = Selector(client.page(start)), start, 1
        if not page.css("[id^=line_u]"):
            without_list += 1
            assert "一、" in page.get()
            assert page.css("#vsb_content")
            found |= {canonical(urljoin(start, href)) for href in page.css(".years a::attr(href)").getall()}
            continue
        total = int(re.search(r'p_t">1/(\d+)<', page.get())[1])
        while True:
            found |= {
                canonical(urljoin(url, href))
                for href in page.css("li[id^=line_u] a[href*='info/']::attr(href)").getall()
            }
            following = page.css("span.p_next.p_fun a::attr(href)").get()
            if not following:
                assert page.css(".p_next_d")
                assert number == total
                break
            url, number = urljoin(url, following), number + 1
            assert url == f"{start.removesuffix('.htm')}/{total - number + 1}.htm"
            page = Selector(client.page(url))
    assert without_list == 1
    assert found == of(replica, "530581") | traps(replica, "tengchong")


def test_thtml_pages_by_number(replica: Replica, client: Client) -> None:
    found = set()
    for start in (
        "ndbg.thtml?id=10956",
        "channel/10983/index.html",
        "channel/17472/index.html",
        "channel/list/12857.html",
    ):
        url = f"https://www.zhangwu.gov.cn/{start}"
        page = Selector(client.page(url))
        total = int(re.search(r"共 (\d+)", page.css("div.page-inner::text").get())[1])
        links: list[str] = []
        while True:
            items = page.xpath(
                "//*[@class='list1-ul']//li//a/@href | //*[@class='xxgk_rul xxgk_rul_auto']//li//a/@href"
            ).getall()
            links += [urljoin(url, href) for href in items]
            following = urljoin(url, page.xpath('//ul[@class="pagination"]/li[last()-1]/a/@href').get())
            if not items or following == url or len(links) >= total:
                break
            assert re.search(r"\.thtml\?id=\d+&pn=\d+$", following)
            url, page = following, Selector(client.page(following))
        assert len(links) == len(set(links)) == total
        found |= set(map(canonical, links))
    assert found == of(replica, "210922") | traps(replica, "zhangwu")


def test_sanmenxia_numbers_its_pages_and_stamps_its_days(replica: Replica, client: Client) -> None:
    found = set()
    for column, template, missing in (
        ("23365", "zhengfuxinxi", 200),
        ("28408", "list", 404),
        ("23394", "subIndex", 404),
    ):
        number = 1
        while True:
            url = f"https://www.mianchi.gov.cn/{column}/0000/{template}-{number}.html"
            if client.status(url) == 404 or not (links := client.links(url, ".listBox a::attr(href)")):
                assert client.status(url) == missing
                assert number > 1
                break
            found |= set(map(canonical, links))
            number += 1
    assert found == of(replica, "411221") | traps(replica, "mianchi")
    stamped = [r for r in replica.truth if re.search(r"gov\.cn/\d{5}/\d{9}/\d+\.html", r.url)]
    assert len(stamped) > 20
    for report in stamped:
        stamp = int(re.search(r"/(\d{9})/", report.url)[1])
        day = datetime(1970, 1, 1, 8) + timedelta(seconds=stamp * 100)
        assert date(day.year - 1900, day.month, day.day) == report.published_on
    assert {"utf-8", "gb2312"} == {r.charset for r in replica.truth if r.division == "411221"}


@pytest.mark.parametrize(
    ("division", "pattern"),
    [
        ("130109", r"发布时间:{:%Y-%m-%d}(?:\d\d:\d\d)?\s*(?:责任编辑:{editor})?"),
        ("330105", r"发布日期: {:%Y-%m-%d} \d\d:\d\d:\d\d 浏览次数:"),
        (
            "530581",
            r"索引号\s*{index}\s*发布机构\s*{publisher}\s*公开目录\s*政府信息公开报告\s*发布日期\s*{:%Y-%m-%d} ",
        ),
        ("210922", r"日期: {:%Y-%m-%d} 浏览量:{views} 来源:{source} 责任编辑:{editor} 文字大小:"),
        ("411221", r"来源:{source}\s发布时间:{:%Y-%m-%d} \d\d:\d\d"),
    ],
)
def test_metadata_lines_are_worded_as_their_portals_word_them(
    replica: Replica, client: Client, division: str, pattern: str
) -> None:
    reports = [
        r
        for r in replica.truth
        if r.division == division and "module" not in r.url and "no_metadata" not in r.quirks
    ]
    for report in reports[::17]:
        text = visible(client.page(report.url))
        fields = {"editor": report.editor, "index": report.index_number, "publisher": report.publisher,
                  "views": report.views, "source": report.source or ""}  # fmt: skip
        assert re.search(pattern.format(report.published_on, **fields), text), report.url
