"""A portal that is declared wrongly fails when its class is defined, by name."""

from datetime import date

import pytest
from scrapy.exceptions import UsageError
from scrapy.settings import Settings
from scrapy.spiderloader import SpiderLoader

from gikspider.cms import ChannelThtml, ColumnsUuid, families
from gikspider.registry import division, portal_of
from gikspider.spiders import Column, DeclarationError, PortalSpider
from gikspider.spiders.declaration import domains

URL = "http://www.gc.gov.cn/columns/0772e821-5733-421d-82e7-f545c5729b9e/index.html"
RIGHT = {"name": "test_portal", "division": "130109", "families": [ColumnsUuid], "columns": [Column(URL)]}
NAMES = {"hebei_gaocheng", "zhejiang_gongshu", "yunnan_tengchong", "liaoning_zhangwu", "henan_mianchi"}


def declare(title: str = "Declared", **changes):
    given = {key: value for key, value in {**RIGHT, **changes}.items() if value is not ...}
    return type(title, (PortalSpider,), given)


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"name": ...}, "name has to be an identifier"),
        ({"name": "hebei gaocheng"}, "name has to be an identifier"),
        ({"division": ...}, "division None is no code"),
        ({"division": "999999"}, "division '999999' is no code"),
        ({"division": 130109}, "is no code"),
        ({"families": []}, "families is empty"),
        ({"families": ["columns_uuid"]}, "no class of gikspider.cms"),
        ({"families": [ColumnsUuid()]}, "no class of gikspider.cms"),
        ({"columns": ...}, "columns is empty"),
        ({"columns": []}, "columns is empty"),
        ({"columns": [URL]}, "which is no Column"),
        ({"columns": [Column("www.gc.gov.cn/columns")]}, "is no http address"),
        ({"columns": [Column(URL), Column(URL)]}, "declared twice"),
        ({"families": [ChannelThtml]}, "none of its families (ChannelThtml) knows"),
        ({"valid_from": "2020-01-01"}, "valid_from has to be a date"),
        ({"valid_from": date(2021, 1, 1), "valid_until": date(2020, 1, 1)}, "later than valid_until"),
        ({"successor": "hebei_new"}, "without valid_until"),
        ({"successor": "test_portal", "valid_until": date(2020, 1, 1)}, "successor is the spider itself"),
    ],
)
def test_a_wrong_declaration_names_the_class(changes, says):
    with pytest.raises(DeclarationError) as caught:
        declare("Mistaken", **changes)
    assert says in str(caught.value)
    assert "Mistaken" in str(caught.value)


def test_two_portals_cannot_share_a_name():
    declare("First", name="shared_name")
    declare("First", name="shared_name")  # the same class, its module loaded again
    with pytest.raises(DeclarationError, match="already that of"):
        declare("Second", name="shared_name")


def test_a_base_for_spiders_without_columns_is_not_checked():
    class Base(PortalSpider, abstract=True):
        pass

    with pytest.raises(DeclarationError):
        type("Portal", (Base,), {"name": "half"})


def test_the_five_portals_are_found_and_declare_what_the_registry_knows():
    loader = SpiderLoader(Settings({"SPIDER_MODULES": ["gikspider.spiders"]}))
    assert set(loader.list()) >= NAMES
    used = set()
    for name in NAMES:
        spider = loader.load(name)
        assert division(spider.division).level == "county"
        for column in spider.columns:
            assert portal_of(column.url).division_code == spider.division
        used |= {family.name for family in spider.families}
    assert used == {family.name for family in families()} & {
        "columns_uuid", "hanweb", "vsb", "channel_thtml", "sanmenxia"
    }  # fmt: skip


def test_a_portal_may_be_visited_on_its_domain_and_below():
    assert domains("130109", [Column(URL)]) == ["gc.gov.cn"]
    assert domains("130109", [Column(URL), Column("http://110.166.81.53/zfxxgk.htm")]) == [
        "110.166.81.53",
        "gc.gov.cn",
    ]


def test_a_scheduled_job_has_to_be_told_where_to_write(monkeypatch, tmp_path):
    spider = declare()
    with pytest.raises(UsageError, match="DATA_DIR is not set"):
        spider.update_settings(Settings({"DATA_DIR": None}))
    monkeypatch.setenv("SCRAPY_PROJECT", "gikspider")
    with pytest.raises(UsageError, match="DATA_DIR is not set"):
        spider.update_settings(Settings({"DATA_DIR": "data"}))
    settings = Settings(
        {"DATA_DIR": str(tmp_path), "CONTACT": "mailto:a@b.example", "USER_AGENT": "gikspider/0.1 (reads)"}
    )
    spider.update_settings(settings)
    assert settings["DATA_DIR"] == str(tmp_path)
    assert settings["USER_AGENT"] == "gikspider/0.1 (reads; +mailto:a@b.example)"


def test_a_relative_folder_becomes_absolute(monkeypatch, tmp_path):
    monkeypatch.delenv("SCRAPY_PROJECT", raising=False)
    monkeypatch.chdir(tmp_path)
    settings = Settings({"DATA_DIR": "here"})
    declare().update_settings(settings)
    assert settings["DATA_DIR"] == str(tmp_path / "here")
