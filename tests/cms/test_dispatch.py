"""Which family understands an address, and as what. The addresses are real ones."""

import pytest

from gikspider.cms import Family, Role, families, family_of

GC = "http://www.gc.gov.cn/columns/0772e821-5733-421d-82e7-f545c5729b9e"
BLOCK = f"{GC}/templates/1a2b3c4d-0000-4000-8000-123456789abc/blocks/9a2b3c4d-0000-4000-8000-123456789abc"
ADDRESSES = [
    (f"{GC}/index.html", "columns_uuid", Role.LIST),
    (f"{BLOCK}?page=2&fix=0", "columns_uuid", Role.DATA),
    (f"{GC}/202302/13/67eb2365-22bc-45b5-be58-199b9683883a.html", "columns_uuid", Role.ARTICLE),
    (
        "https://www.sjz.gov.cn/zfxxgk/columns/fb4fe9ec-64c2-45f4-8cef-835d0a47e4ef/202602/06/58eceb0c-869d-476b-a14e-3b36711e0488.html",
        "columns_uuid",
        Role.ARTICLE,
    ),
    ("https://www.gongshu.gov.cn/col/col1230096/index.html", "hanweb", Role.LIST),
    ("https://www.gongshu.gov.cn/module/web/jpage/dataproxy.jsp?startrecord=1", "hanweb", Role.DATA),
    ("https://www.gongshu.gov.cn/module/jpage/morecolumndataproxy.jsp?page=2", "hanweb", Role.DATA),
    ("https://www.gongshu.gov.cn/art/2024/1/22/art_1230096_59078894.html", "hanweb", Role.ARTICLE),
    (
        "https://www.yanzhou.gov.cn/XXGK/jcms_files/jcms1/web1/site/art/2018/2/7/art_2201_123.html",
        "hanweb",
        Role.ARTICLE,
    ),
    ("https://zwinkt.com/zwgk/art/2018/2/28/art_46355_1634538", "hanweb", Role.ARTICLE),
    (
        "http://www.lishui.gov.cn/module/xxgk/xxgkAnnualReport.jsp?fbtime=2017&area=113325000026455663",
        "hanweb",
        Role.ARTICLE,
    ),
    (
        "http://www.lishui.gov.cn/module/xxgk/xxgkAnnualReport.jsp?area=113325000026455663",
        "hanweb",
        Role.LIST,
    ),
    ("http://www.lishui.gov.cn/module/xxgk/tree.jsp?area=", "hanweb", Role.LIST),
    ("http://www.tengchong.gov.cn/xzgk/tcsjtzrmzf/zfxxgkpt/zfxxgknb.htm", "vsb", Role.LIST),
    ("http://www.tengchong.gov.cn/xzgk/tcsjtzrmzf/zfxxgkpt/zfxxgknb/10.htm", "vsb", Role.LIST),
    ("https://www.schy.gov.cn/zfxxgk/zfxxgknb/n2022n/xz/zgz.htm", "vsb", Role.LIST),
    ("https://www.tengchong.gov.cn/info/9640/4194353.htm", "vsb", Role.ARTICLE),
    ("http://110.166.81.53/info/1021/52660.htm", "vsb", Role.ARTICLE),
    ("https://www.zhangwu.gov.cn/ndbg.thtml?id=10956&pn=2", "channel_thtml", Role.LIST),
    ("https://www.zhangwu.gov.cn/channel/17472/index.html", "channel_thtml", Role.LIST),
    ("https://www.zhangwu.gov.cn/channel/list/12857.html", "channel_thtml", Role.LIST),
    ("https://www.zhangwu.gov.cn/content/2021/635070.html", "channel_thtml", Role.ARTICLE),
    ("https://www.zjk.gov.cn/content/ndbghgzzj/195307.html", "channel_thtml", Role.ARTICLE),
    ("http://www.qianan.gov.cn/single/29/71869.html", "channel_thtml", Role.ARTICLE),
    ("https://www.mianchi.gov.cn/28408/0000/list-1.html", "sanmenxia", Role.LIST),
    ("https://www.mianchi.gov.cn/23394/0000/subIndex-12.html", "sanmenxia", Role.LIST),
    ("http://wglj.smx.gov.cn/10390/2026/1/2206615.html", "sanmenxia", Role.ARTICLE),
    ("https://www.mianchi.gov.cn/23365/615126240/1419450.html", "sanmenxia", Role.ARTICLE),
]
OTHERS = [
    "https://www.gongshu.gov.cn/",
    "http://hukou.gov.cn/dlx/zfxxgknb_171215/202101/t20210116_4743388.html",
    "http://example.gov.cn/xxgk/202101/t20210116_4743388.htm",
    "http://xiongan.gov.cn/2023-01/19/c_1211720332.htm",
    "http://jw.taojiang.gov.cn/25074/25162/37354/39633/index.htm",
    "http://www.suixi.gov.cn/xxgknb/content/post_67513.html",
    "https://www.xinghua.gov.cn/zwgk/zfxxgk/zfxxgknb/2025/xzjdb/art/2026/art_c196aedd7ed24faaaac16df3bcdbe9b9.html",
    "http://ahhuoshan.gov.cn/public/column/6598211?type=3&action=list",
    "http://gk.ziyang.gov.cn/details.aspx?dept=155&id=29046",
    "javascript:void(0)",
    "",
    "http://[broken",
]


@pytest.mark.parametrize(("url", "family", "role"), ADDRESSES)
def test_an_address_goes_to_its_family(url, family, role):
    found = family_of(url)
    assert found is not None
    assert (found.name, found.matches(url)) == (family, role)


@pytest.mark.parametrize("url", OTHERS)
def test_addresses_of_other_software_go_to_none(url):
    assert family_of(url) is None


def test_every_address_is_understood_by_one_family_only():
    for url, name, _ in ADDRESSES:
        others = [f.name for f in families() if f.matches(url) and f.name not in (name, "vsb")]
        assert others == [], url


def test_wide_patterns_are_asked_last():
    assert families()[-1].name == "vsb"
    assert all(isinstance(family, Family) for family in families())
