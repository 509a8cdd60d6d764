"""Seeds, sizes and names."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from gikspider.items import AnnualReport
from gikspider.registry import children
from tests.replica import ExpectedReport, Replica
from tests.replica.country import counties
from tests.replica.replica import Replica as Country

ROOT = Path(__file__).parents[1]
UUID = r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"


def test_the_same_seed_gives_the_same_pages_whatever_else_is_asked_for() -> None:
    def bodies(country: Country) -> dict[str, bytes]:
        return {
            p.url(a.path): p.respond(_request(p.host, a.path)).body
            for p in country.portals
            for a in p.articles.values()
            if a.report
        }

    one, again = (
        bodies(Country(seed=5, units=3, years=(2012, 2020))),
        bodies(Country(seed=5, units=3, years=(2012, 2020))),
    )
    fewer, other = (
        bodies(Country(seed=5, units=2, years=(2020,))),
        bodies(Country(seed=6, units=3, years=(2012, 2020))),
    )
    assert one == again
    assert len(one) > 30
    shared = set(fewer) & set(one)
    assert len(shared) >= 9
    assert set(other) != set(one)


def _request(host: str, path: str):  # type: ignore[no-untyped-def]
    from tests.replica.portal import Request

    return Request.of("GET", host, path)


def test_pages_weigh_what_is_asked() -> None:
    def weights(**asked: object) -> list[int]:
        country = Country(seed=2, units=4, years=(2016, 2020, 2023), **asked)  # type: ignore[arg-type]
        return [len(p.article_page(a).encode()) // 1024 for p in country.portals for a in p.articles.values()
                if a.report and a.report.form]  # fmt: skip

    usual, heavy = weights(), weights(weight=255)
    assert min(usual) >= 15
    assert max(usual) <= 150
    assert min(heavy) > 180
    assert max(heavy) < 300


def test_the_small_country_fits_into_sample_archives() -> None:
    country = Country(small=True)
    assert [len(p.reports) for p in country.portals] == [20] * 5
    assert {r.form for p in country.portals for r in p.reports} >= {"2019", "2021", None}
    for portal in country.portals:
        pages = b"".join(
            portal.respond(_request(portal.host, path)).body for path in portal.articles if "?" not in path
        )
        assert len(gzip.compress(pages, 6)) < 400_000, portal.host


def test_towns_are_those_of_the_registry() -> None:
    for county in counties(None, None):
        names = {division.code: division.name for division in children(county.code)}
        for unit in county.units:
            if unit.code and len(unit.code) == 9:
                assert names.get(unit.code) == unit.name


def test_truth_is_written_in_the_words_of_the_items(replica: Replica) -> None:
    shared = {"unit", "unit_code", "unit_type", "title", "published_on", "signed_on", "source", "editor", "publisher", "index_number",
              "document_number", "catalogue", "views", "site_id_code", "url", "form", "body_copies"}  # fmt: skip
    assert shared <= set(AnnualReport.__dataclass_fields__)
    assert shared <= set(ExpectedReport.__dataclass_fields__)
    kinds = {r.unit_type for r in replica.truth}
    assert kinds == {"county", "town", "township", "subdistrict", "department"}
    assert (
        len({(r.division, r.unit, r.year) for r in replica.truth})
        == len(replica.truth)
        == len({r.url for r in replica.truth})
    )


def test_unknown_counties_are_refused() -> None:
    with pytest.raises(ValueError, match="999999"):
        Country(counties=["999999"])
