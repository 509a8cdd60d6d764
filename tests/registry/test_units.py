"""Which unit a title, a source or a signature names."""

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from gikspider.registry import children, division, mentions, resolve
from gikspider.registry.divisions import town_lines

# title, the portal's division, unit, code, type, division
TITLES = [
    ("石家庄市藁城区常安镇2018年政务公开工作年度工作报告", None, "常安镇", "130109111", "town", "130109"),
    ("藁城常安镇人民政府信息公开年度报告", None, "常安镇", "130109111", "town", "130109"),
    ("藁城市常安镇2010年政府信息公开报告", None, "常安镇", "130109111", "town", "130109"),
    ("上塘街道2019年政府信息公开工作年度报告", None, "上塘街道", "330105008", "subdistrict", "330105"),
    ("上塘街道办事处2020年政府信息公开工作年度报告", "330105", "上塘街道", "330105008", "subdistrict", "330105"),
    ("荷花镇政府信息公开工作2014年度报告", "530581", "荷花镇", "530581111", "town", "530581"),
    ("荷花镇政府信息公开工作2014年度报告", None, "荷花镇", None, "town", None),
    ("腾冲县荷花镇2009年政府信息公开报告", None, "荷花镇", "530581111", "town", "530581"),
    ("阿尔乡镇政府2020年信息公开工作年度报告", None, "阿尔乡镇", "210922107", "town", "210922"),
    ("2018年度彰武县彰武镇人民政府政府信息公开工作年度报告", None, "彰武镇", "210922100", "town", "210922"),
    ("二〇一八年荷花镇政府信息公开工作年度报告", "530581", "荷花镇", "530581111", "town", "530581"),
    ("关于荷花镇2016年度政府信息公开工作情况的报告", "530581", "荷花镇", "530581111", "town", "530581"),
    ("渑池县人民政府2018年政府信息公开工作年度报告", None, "渑池县", "411221", "county", "411221"),
    ("河南省渑池县2018年政府信息公开工作年度报告", None, "渑池县", "411221", "county", "411221"),
    ("三门峡市2018年政府信息公开工作年度报告", None, "三门峡市", "411200", "city", "411200"),
    ("河南省人民政府2018年政府信息公开工作年度报告", None, "河南省", "410000", "province", "410000"),
    ("北京大兴区亦庄镇2020年政府信息公开工作年度报告", None, "亦庄镇", "110115004", "town", "110115"),
    ("杭州萧山区城厢街道2022年政府信息公开年报", None, "城厢街道", "330109001", "subdistrict", "330109"),
    ("科右中旗巴彦呼舒镇人民政府2020年政府信息公开报告", None, "巴彦呼舒镇", "152222100", "town", "152222"),
    ("柳城县古砦乡2020年政府信息公开年度报告", None, "古砦仫佬族乡", "450222200", "township", "450222"),
    ("盐边县格萨拉彝族乡人民政府2019年信息公开年报", None, "格萨拉彝族乡", "510422211", "township", "510422"),
    ("互助县威远镇2020年政府信息公开年度报告", None, "威远镇", "630223100", "town", "630223"),
    ("东莞市长安镇2020年政府信息公开工作年度报告", None, "长安镇", "441900119", "town", "441900"),
    ("长安区2020年政府信息公开工作年度报告", None, "长安区", None, "county", None),
    ("长安区2020年政府信息公开工作年度报告", "130100", "长安区", "130102", "county", "130102"),
    ("石家庄市长安区2025年政府信息公开工作年度报告", None, "长安区", "130102", "county", "130102"),
    ("正定县新星镇人民政府2020年政府信息公开年度报告", None, "新星镇", None, "town", "130123"),
    ("城关镇人民政府2020年政府信息公开年度报告", None, "城关镇", None, "town", None),
    ("彰武县财政局2020年度政府信息公开工作年度报告", None, "财政局", None, "department", "210922"),
    ("市自然资源和规划局2020年政府信息公开年报", "330100", "自然资源和规划局", None, "department", "330100"),
    ("县市场监督管理局2020年政府信息公开年报", "210922", "市场监督管理局", None, "department", "210922"),
    ("国家税务总局彰武县税务局2020年政府信息公开年报", None, "国家税务总局彰武县税务局", None, "department", "210922"),
    ("拱墅区人民政府办公室2020年政府信息公开年报", None, "拱墅区人民政府办公室", None, "department", "330105"),
    ("石家庄经济技术开发区2020年政府信息公开年报", None, "石家庄经济技术开发区", "130109500", "other", "130109"),
    ("江苏睢宁经济开发区2023年政府信息公开工作年度报告", None, "经济开发区", "320324401", "other", "320324"),
    ("峨眉山景区管委会2020年政府信息公开年报", None, "峨眉山景区管委会", None, "other", "511181"),
]  # fmt: skip


@pytest.mark.parametrize(("title", "context", "name", "code", "kind", "place"), TITLES)
def test_titles(title, context, name, code, kind, place):
    unit = resolve(title, division=context)
    assert unit is not None
    assert (unit.name, unit.code, unit.type, unit.division_code) == (name, code, kind, place)


@pytest.mark.parametrize(
    ("name", "context", "expected"),
    [
        ("腾冲市荷花镇", None, "530581111"),
        ("阿尔乡镇政府", "210922", "210922107"),
        ("中共荷花镇委员会", "530581", "530581111"),
        ("上塘街道办", "330105", "330105008"),
        ("渑池县人民政府", None, "411221"),
        ("县政府", "411221", "411221"),
    ],
)
def test_bare_names(name, context, expected):
    assert resolve(name, division=context, whole=True).code == expected


@pytest.mark.parametrize(
    "text",
    [
        "2018年政府信息公开工作年度报告",
        "政府信息公开工作年度报告",
        "本站原创",
        "01",
        "管理员",
        "",
        "   ",
        "x" * 5000,
        "首页 > 政府信息公开",
    ],
)
def test_what_names_no_unit(text):
    assert resolve(text) is None


def test_evidence_decides_between_places_of_one_name_and_never_invents_one():
    title = "荷花镇2014年政府信息公开工作年度报告"
    assert resolve(title, evidence=mentions("腾冲市荷花镇")).code == "530581111"
    assert resolve(title, evidence=mentions("高州市荷花镇")).code == "440981111"
    assert resolve(title, evidence=mentions("藁城区,石家庄市")).code is None
    assert resolve(title, evidence=mentions("腾冲市和高州市")).code is None


def test_a_place_that_is_written_out_is_stronger_than_the_context():
    assert resolve("正定县正定镇2018年政府信息公开年报", division="411221").code == "130123100"


@pytest.mark.parametrize("county", ["130109", "330105", "530581", "210922", "411221", "632802", "110115"])
def test_every_town_of_a_county_is_found_by_its_name(county):
    for town in children(county):
        unit = resolve(f"{town.name}2020年政府信息公开工作年度报告", division=county)
        assert unit is not None, town.name
        assert unit.code == town.code, town.name


@settings(max_examples=300, deadline=None)
@given(st.data())
def test_a_town_written_in_full_is_never_taken_for_another(data):
    county = data.draw(st.sampled_from(sorted(town_lines())))
    entry = data.draw(st.sampled_from(town_lines()[county].split(" ")))
    place = division(county)
    # 嘉峪关 has no county of its own, and two zones stand in the list with a remark in brackets: nobody writes those so.
    county_name = "" if place.county in (None, place.city) else place.county
    full = f"{place.province}{place.city or ''}{county_name}{entry[3:]}"
    assume("（" not in full)
    unit = resolve(f"{full}2020年政府信息公开工作年度报告")
    assert unit is None or unit.code in (None, county + entry[:3], county)
    if entry.endswith(("镇", "乡", "街道")):
        assert unit.code == county + entry[:3]


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=80), st.sampled_from([None, "130109", "999999", "x"]))
def test_any_text_is_survived(text, context):
    for unit in (resolve(text, division=context), resolve(text, division=context, whole=True)):
        assert unit is None or unit.name
