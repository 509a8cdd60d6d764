"""Which addresses name one page, and where a mirror's page came from."""

from __future__ import annotations

import json
import re
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gikspider.copies import canonical_url, original_url, path_family
from gikspider.copies.urls import path_schemes, rules

TRS = "https://eq.gov.cn/xxgknb/202401/t20240123_3559298.html"
UUID = "7e3bb8a5-b437-42c1-b77d-b434a8822793"


@pytest.mark.parametrize(
    ("url", "same_as"),
    [
        ("http://www.eq.gov.cn/xxgknb/202401/t20240123_3559298.html", TRS),
        ("HTTP://WWW.EQ.GOV.CN:80/xxgknb/202401/t20240123_3559298.html", TRS),
        ("https://eq.gov.cn:443/xxgknb/202401/t20240123_3559298.html#zoom", TRS),
        ("http://m.eq.gov.cn/xxgknb/202401/t20240123_3559298_wap.html", TRS),
        ("http://wap.eq.gov.cn/xxgknb//202401/t20240123_3559298.html", TRS),
        (TRS + "?isMobile=true", TRS),
        (TRS + "?ddtab=true&from=singlemessage", TRS),
        (TRS + "?utm_source=x&spm=1.2&_=1700000000", TRS),
        (TRS.replace(".html", ".html;jsessionid=0A1B?x=1"), TRS),
        ("  " + TRS + "\n", TRS),
        ("http://a.gov.cn", "https://a.gov.cn/"),
        ("http://a.gov.cn/zfxxgk/2023n/", "https://a.gov.cn/zfxxgk/2023n"),
        ("http://a.gov.cn/zfxxgk/2023n/index.html", "https://a.gov.cn/zfxxgk/2023n"),
        ("http://a.gov.cn/x/2291822/2293322/index.shtml", "https://a.gov.cn/x/2291822/2293322"),
        ("http://a.gov.cn/show.php?id=2&type=1&PHPSESSID=abc", "https://a.gov.cn/show.php?id=2&type=1"),
        ("http://a.gov.cn/show.php?type=1&id=2", "https://a.gov.cn/show.php?id=2&type=1"),
        (
            "http://www.b.gov.cn/module/xxgk/xxgkAnnualReport.jsp?fbtime=2017&area=0100&x=3",
            "https://b.gov.cn/module/xxgk/xxgkAnnualReport.jsp?area=0100&fbtime=2017",
        ),
        (
            "http://b.gov.cn/zwgk/art/2018/2/28/art_46355_1634538",
            "https://b.gov.cn/zwgk/art/2018/2/28/art_46355_1634538.html",
        ),
        (
            "http://b.gov.cn/art/2024/1/22/art_1230096_59078894.html?xxgkhide=1",
            "https://b.gov.cn/art/2024/1/22/art_1230096_59078894.html",
        ),
        (
            "http://c.gov.cn/s/c1/mobile/content/content_1234567890123456789.html",
            "https://c.gov.cn/s/c1/pc/content/content_1234567890123456789.html",
        ),
        (
            "http://d.gov.cn/public/column/6598211?type=4&nav=3&catId=7&action=list",
            "https://d.gov.cn/public/column/6598211?action=list&catId=7&type=4",
        ),
        ("http://e.gov.cn/%E5%B9%B4%E6%8A%A5/1.html", "https://e.gov.cn/年报/1.html"),
    ],
)
def test_addresses_of_one_page(url, same_as):
    assert canonical_url(url) == canonical_url(same_as)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (TRS, TRS.replace("3559298", "3559299")),
        (TRS, TRS.replace("eq.gov", "fq.gov")),
        ("http://a.gov.cn/list/index.html", "http://a.gov.cn/list/index_2.html"),
        ("http://a.gov.cn:8080/1.html", "http://a.gov.cn/1.html"),
        ("http://a.gov.cn/show.asp?id=1", "http://a.gov.cn/show.asp?id=2"),
        ("http://a.gov.cn/x?from=2020", "http://a.gov.cn/x?from=2021"),
        ("http://a.gov.cn/A.html", "http://a.gov.cn/a.html"),
        ("http://a.gov.cn/module/xxgk/xxgkAnnualReport.jsp?area=1&fbtime=2017",
         "http://a.gov.cn/module/xxgk/xxgkAnnualReport.jsp?area=1&fbtime=2018"),
        ("http://a.gov.cn/module/xxgk/xxgkAnnualReport.jsp?area=1&fbtime=2017",
         "http://a.gov.cn/module/xxgk/xxgkAnnualReport.jsp?area=2&fbtime=2017"),
        ("http://a.gov.cn/x/zfxxgknb.html?nbYear=2021", "http://a.gov.cn/x/zfxxgknb.html?nbYear=2022"),
        ("http://a.gov.cn/ndbg.thtml?id=1", "http://a.gov.cn/ndbg.thtml?id=2"),
        ("http://a.gov.cn/app/#/policy", "http://a.gov.cn/app/#/report"),
        ("http://www.cn/1.html", "http://cn/1.html"),
    ],
)  # fmt: skip
def test_addresses_of_two_pages(one, other):
    assert canonical_url(one) != canonical_url(other)


@pytest.mark.parametrize(
    "url", ["", "mailto:a@b.cn", "javascript:void(0)", "/a/b.html", "http://[::1", "file:///a/b"]
)
def test_what_is_no_web_address_comes_back(url):
    assert canonical_url(url) == url


@given(st.text(max_size=60))
def test_canonical_is_total_and_final(text):
    for url in (text, "http://a.gov.cn/" + text, "https://" + text + "/index.html"):
        once = canonical_url(url)
        assert canonical_url(once) == once


@pytest.mark.parametrize(
    ("url", "home", "original"),
    [
        ("http://earthversus.com/23365/615126240/1419450.html", "www.mianchi.gov.cn",
         "http://www.mianchi.gov.cn/23365/615126240/1419450.html"),
        (f"http://www.chinaphonesale.com/zfxxgk/columns/{UUID}/202302/13/{UUID}.html", "www.gc.gov.cn",
         f"http://www.gc.gov.cn/zfxxgk/columns/{UUID}/202302/13/{UUID}.html"),
        ("http://keys-community.com/wanboguanwangmanbetx/art/2024/1/22/art_1230096_59078882.html", "www.gongshu.gov.cn",
         "http://www.gongshu.gov.cn/art/2024/1/22/art_1230096_59078882.html"),
        ("https://puroview.com/module/xxgk/xxgkAnnualReport.jsp?area=001008003014106&fbtime=2017", "www.yj.gov.cn",
         "http://www.yj.gov.cn/module/xxgk/xxgkAnnualReport.jsp?area=001008003014106&fbtime=2017"),
        ("http://www-wuming-gov-cn.njmu.s5.bt8.net/gk/xxgkndbg/2023nnb/t5830310.html", None,
         "http://www.wuming.gov.cn/gk/xxgkndbg/2023nnb/t5830310.html"),
        ("http://jsyzw303.com/xzjd/lzz/zfxxgk/zfxxgknb/202401/t20240122_2096551.htm", "www.zp.gov.cn",
         "http://www.zp.gov.cn/xzjd/lzz/zfxxgk/zfxxgknb/202401/t20240122_2096551.htm"),
        ("http://szdsmf.com/zfxxgkzl/xzjdbmdw/xzjd/zqxblx/zfxxgknb/n2021n.htm", "www.zhouqu.gov.cn",
         "http://www.zhouqu.gov.cn/zfxxgkzl/xzjdbmdw/xzjd/zqxblx/zfxxgknb/n2021n.htm"),
        ("http://farm.com/blog/hello-world", "www.gc.gov.cn", None),
        ("http://farm.com/", "www.gc.gov.cn", None),
        ("http://earthversus.com/23365/615126240/1419450.html", None, None),
        ("http://m.gc.gov.cn/23365/615126240/1419450.html", "www.gc.gov.cn", None),
        ("no address", "www.gc.gov.cn", None),
        ("http://[::1", "www.gc.gov.cn", None),
    ],
)  # fmt: skip
def test_the_original_of_a_mirror(url, home, original):
    assert original_url(url, home) == original


# Paths of mirrors that were read, family by family.
@pytest.mark.parametrize(
    ("path", "family"),
    [
        ("/zgzrmzf/xxgk/zwgk/content/post_3430274.html", "gd-nfcms"),
        ("/gongkai/show/20220119085933732.html", "gongkai-show"),
        ("/art/2019/2/7/art_1229443051_59018730.html", "hanweb-jcms"),
        ("/col/col97636/index.html", "hanweb-jcms"),
        ("/zwgk/art/2018/2/28/art_46355_1634538", "hanweb-jcms"),
        ("/zfxxgk/xz/dlz/zfxxgknb/2023n/art/2024/art_4085070216a647ddab8e4a569b3d31de.html", "hanweb-jpaas"),
        ("/2023_01/29_16/content-399505.html", "content-date"),
        ("/govinfo/contents/1287/13695.html", "govinfo"),
        ("/publicity/ndgzbg/32483", "publicity"),
        ("/zfxxgk/zfxxgknb/2023n/szf/1766647421008232449.html", "n-html"),
        ("/gk/xxgkndbg/2023nnb/t5830310.html", "trs-wcm"),
        ("/tzqwjz/xxgknb/content/6952bd8b-3d90-4382-ac89-d0f605269cd7.html", "truecms"),
        ("/xxgk/xxgkml/xxgkndbg/201602/t1266176.shtml", "trs-wcm"),
        ("/hjs/c123293/202101/994b16d139734bc0be1423fce9e1fbad.shtml", "ucap"),
        ("/info/1033/8120.htm", "vsb"),
        ("/XxgkAnnualReport/show/6394.html", "xxgk-annualreport"),
        ("/content/2021/635070.html", "channel-thtml"),
        ("/2019/05/my-post.html", None),
    ],
)
def test_the_family_a_path_fits(path, family):
    assert path_family("http://farm.com" + path) == family


@pytest.mark.parametrize("name", ["url_rules.json", "path_schemes.json", "chrome.json", "names.json"])
def test_the_data_say_what_they_are(name):
    data = json.loads((files("gikspider.copies") / "data" / name).read_text("utf-8"))
    assert data["about"]


def test_the_rules_are_sound():
    known = rules()
    assert known.host_prefixes[0] == "www"
    for rule in known.families:
        assert not any(known.drop.fullmatch(name) for name in rule.keep), rule.family
    assert len({scheme.path.pattern for scheme in path_schemes()}) == len(path_schemes())
    for scheme in path_schemes():
        assert scheme.rooted or scheme.path.pattern.startswith("^"), scheme
        assert re.compile(scheme.path.pattern)
