"""Divisions and portals: the data as it ships, and the look-ups over it."""

import pytest

from gikspider.registry import children, current, division, host_of, mentions, portal_of, portals
from gikspider.registry.divisions import chain, changes, rows, town_lines, within
from gikspider.registry.mentions import full_names


def test_the_data_is_whole():
    assert len([code for code in rows() if code.endswith("0000")]) == 31
    assert sum(len(line.split(" ")) for line in town_lines().values()) == 41_352
    assert all(parent in rows() for _, parent in rows().values() if parent)
    assert all(county in rows() for county in town_lines())
    for county, line in town_lines().items():
        assert all(entry[:3].isdigit() and len(entry) > 3 for entry in line.split(" ")), county


def test_changes_lead_from_codes_that_are_gone_to_codes_that_are():
    assert len(changes()) > 200
    for old, new in changes().items():
        assert old not in rows()
        assert new in rows()


def test_portals_have_hosts_and_known_codes():
    assert len(portals()) == 3_209
    for portal in portals():
        assert portal.division_code is None or portal.division_code in rows() or current(portal.division_code)
    assert sum(1 for portal in portals() if not portal.host) < 10


@pytest.mark.parametrize(
    ("code", "name", "level", "province", "city", "county"),
    [
        ("130109", "藁城区", "county", "河北省", "石家庄市", "藁城区"),
        ("130109111", "常安镇", "town", "河北省", "石家庄市", "藁城区"),
        ("130109111201", "常安镇", "town", "河北省", "石家庄市", "藁城区"),
        ("110115", "大兴区", "county", "北京市", None, "大兴区"),
        ("130100", "石家庄市", "city", "河北省", "石家庄市", None),
        ("441900", "东莞市", "city", "广东省", "东莞市", None),
        ("441900119", "长安镇", "town", "广东省", "东莞市", None),
        ("330000", "浙江省", "province", "浙江省", None, None),
    ],
)
def test_a_division_by_its_code(code, name, level, province, city, county):
    found = division(code)
    assert (found.name, found.level, found.province, found.city, found.county) == (
        name,
        level,
        province,
        city,
        county,
    )


@pytest.mark.parametrize("code", ["", "999999", "130109999", "abc", "1301", "130109111201999"])
def test_unknown_codes_are_none(code):
    assert division(code) is None
    assert children(code) == ()


def test_children():
    assert [d.name for d in children("130109")][:2] == ["廉州镇", "兴安镇"]
    assert "大兴区" in {d.name for d in children("110000")}  # the pseudo-city between is passed through
    assert "长安镇" in {d.name for d in children("441900")}
    assert children("130109111") == ()


def test_old_codes():
    assert current("130182") == "130109"  # 藁城 was a city of its own until 2014
    assert current("1301820006") == "130109"
    assert current("130109") == "130109"
    assert current("999999") is None


def test_the_chain_leaves_pseudo_cities_out():
    assert list(chain("110115004")) == ["110115004", "110115", "110000"]
    assert within("130109111", "130000")
    assert not within("130109111", "130102")


@pytest.mark.parametrize(
    ("address", "host"),
    [
        ("http://www.gc.gov.cn/columns/a/index.html", "gc.gov.cn"),
        ("GC.gov.cn", "gc.gov.cn"),
        ("http://GC.gov.cn?a=/b", "gc.gov.cn"),
        ("https://gc.gov.cn", "gc.gov.cn"),
        ("http:///a/b", ""),
        ("https://user@sfj.fuxin.gov.cn:8443/x?y=//z", "sfj.fuxin.gov.cn"),
        ("http://1.25.240.11:8082/sites/a", "1.25.240.11"),
        ("", ""),
        ("http://[broken", ""),
        ("file:///tmp/a.html", ""),
    ],
)
def test_hosts(address, host):
    assert host_of(address) == host


@pytest.mark.parametrize(
    ("address", "code"),
    [
        ("http://www.gc.gov.cn/", "130109"),
        ("https://www.gongshu.gov.cn/art/2020/1/22/art_1.html", "330105"),
        ("http://sfj.fuxin.gov.cn/x", "210900"),
        ("tengchong.gov.cn:8080", "530581"),
        ("http://betting.example.com/23365/1.html", None),
        ("http://gov.cn/", None),
        ("http://36.153.69.118:6363/show.asp", None),
        ("", None),
    ],
)
def test_portal_of(address, code):
    portal = portal_of(address)
    assert (portal.division_code if portal else None) == code


WORDS = ("城区", "郊区", "矿区", "市中区", "新城区", "城中区")  # names that sentences use as words


def test_every_name_is_a_mention_of_it():
    for name, codes in full_names().items():
        if len(name) <= 12 and name[-1] in "省市县区州盟旗" and name not in WORDS:
            assert set(codes) <= mentions(f"在{name}").keys(), name


def test_mentions_count_every_bearer_of_a_name():
    counts = mentions("渑池县人民政府,渑池县信息中心,河南省;长安区;城区改造")
    assert counts["411221"] == 2
    assert counts["410000"] == 1
    assert counts["130102"] == counts["610116"] == 1
    assert not any(rows()[code][0] == "城区" for code in counts)
    assert mentions("互助县和腾冲县") == {"630223": 1, "530581": 1}
