"""`compare` on cases told in words: what is one report, what is another version, what are two."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gikspider.copies import compare
from gikspider.items import AnnualReport, Finding
from tests.copies.writing import County, bare, county, fill, numbers_for, report, towns_of, with_text

PLACE = county(random.Random(8), 8)
TOWN, CODE = towns_of(PLACE)[0]
OTHER, OTHER_CODE = towns_of(PLACE)[1]
VALUES = numbers_for(random.Random(8), zero=False)
NIL = numbers_for(random.Random(8), zero=True)


def page(town: str = TOWN, code: str | None = CODE, year: int = 2020, values=VALUES, place: County = PLACE):
    return report(place, town, year, values, code=code)


BASE = page()
PLAIN = f"{BASE.title}\n{BASE.text}"


def test_equal_texts_are_one_report():
    verdict = compare(PLAIN, PLAIN)
    assert (verdict.same, verdict.kind, verdict.similarity) == (True, "same_page", 1.0)


@pytest.mark.parametrize(
    "other", [page(year=2021), page(OTHER, OTHER_CODE), page(OTHER, OTHER_CODE, values=NIL)]
)
def test_a_known_other_unit_or_year_is_another_report_however_alike(other):
    # The very same text, twice, under two names: still two reports.
    for b in (other, with_text(other, BASE.text)):
        verdict = compare(BASE, b)
        assert (verdict.same, verdict.kind) == (False, None)
        assert "differ" in verdict.reason


@pytest.mark.parametrize(
    ("a", "b", "same"),
    [
        # Known alike by code, though one name carries the county.
        ({"unit": TOWN}, {"unit": f"{PLACE.name}{TOWN}人民政府"}, True),
        # Without codes, by division and name.
        ({"unit_code": None}, {"unit_code": None}, True),
        ({"unit_code": None}, {}, True),
        ({"unit_code": None}, {"unit_code": None, "division_code": "999999"}, False),
        ({"unit_code": None, "division_code": "410000"}, {}, True),
        ({"unit_code": None, "division_code": "420000"}, {}, False),
        # A page whose unit is not known, from the county's portal and from another county's.
        ({"unit_code": None, "unit": None}, {}, True),
        ({"unit_code": None, "unit": None, "division_code": "620100"}, {}, False),
        # The county's own report is not its town's.
        ({"unit_code": PLACE.code, "unit": PLACE.name}, {}, False),
    ],
)
def test_units(a, b, same):
    assert compare(replace(BASE, **a), replace(BASE, **b)).same is same


def test_a_changed_figure_is_a_revision_and_the_reason_names_it():
    old = str(VALUES["k"][0])
    text = BASE.text.replace(old, "91234")
    verdict = compare(BASE, with_text(BASE, text))
    assert (verdict.same, verdict.kind) == (False, "revision")
    assert f"{old} against 91234" in verdict.reason
    assert compare(PLAIN, PLAIN.replace(old, "91234")).kind == "revision"


def test_one_small_figure_changed_in_a_bare_page_is_a_revision():
    old = str(VALUES["k"][0])
    rich = PLAIN.replace(old, f"{old}人次,此外另有3201、4302、5403、6504、7605、8706、9807、1908")
    verdict = compare(f"{rich}\n另行公开11件", f"{rich}\n另行公开12件。")
    assert verdict.kind == "revision", verdict.reason


def test_a_damaged_page_that_names_no_place_needs_all_its_figures():
    figures = [1203, 2304, 3405, 4506, 5607, 6708]
    lines = [f"这一方面的工作本年度按照要求有序推进,共计完成{n}件次,群众满意" for n in figures]
    lost = (Finding(code="mojibake_left", severity="warning"),)
    whole = bare(with_text(BASE, "2020年报告\n" + "\n".join(lines)))
    most = bare(with_text(BASE, "2020年报告\n" + "\n".join(lines[:5]) + "\n另计1111件", findings=lost))
    half = bare(
        with_text(BASE, "2020年报告\n" + "\n".join(lines[3:]) + "\n其他工作另行统计,共8806件", findings=lost)
    )
    assert not compare(whole, most).same
    assert not compare(whole, half).same
    assert compare(whole, bare(with_text(whole, whole.text + "\n完", findings=lost))).same


def test_a_changed_figure_where_bytes_were_lost_is_a_copy():
    text = BASE.text.replace(str(VALUES["k"][0]), "9123")
    damaged = with_text(BASE, text, findings=(Finding(code="mojibake_left", severity="warning"),))
    verdict = compare(BASE, damaged)
    assert verdict.same
    assert "lost or replaced" in verdict.reason


def test_another_report_of_the_same_unit_and_year_is_a_revision():
    text = "\n".join(fill(county(random.Random(4), 4), TOWN, "我镇", 2020, NIL, table=False))
    assert compare(BASE, with_text(BASE, text)).kind == "revision"


@pytest.mark.parametrize(
    ("a", "b", "kind"),
    [
        ("http://www.x.gov.cn/1.html", "https://x.gov.cn/1.html?isMobile=true", "same_page"),
        ("http://www.x.gov.cn/1.html", "http://xxgk.x.gov.cn/2.html", "same_portal"),
        ("http://www.x.gov.cn/1.html", "http://www.y.gov.cn/1.html", "other_portal"),
        ("http://www.x.gov.cn/1.html", "http://farm.com/1.html", "mirror"),
        ("http://110.166.81.53/1.htm", "http://www.x.gov.cn/1.html", "other_portal"),
        ("http://farm.com/1.html", "http://farm.com/2.html", "same_portal"),
        (None, None, "same_page"),
        ("http://www.x.gov.cn/1.html", None, "same_page"),
    ],
)
def test_kinds(a, b, kind):
    verdict = compare(replace(BASE, url=a), replace(BASE, url=b))
    assert (verdict.same, verdict.kind) == (True, kind)


def test_a_mirror_that_kept_the_path_is_known_by_it():
    text = "2020年报告\n全年没有公开的事项,收到申请0件,行政复议0件,行政诉讼0件。"
    url = "http://www.x.gov.cn/zfxxgknb/202101/t20210120_12345.html"
    nil = with_text(ZERO, text, url=url, title="2020年报告")
    longer = text + "没有需要说明的。"
    farm = bare(with_text(nil, longer), url.replace("www.x.gov.cn", "farm.com"))
    assert compare(nil, farm).kind == "mirror"
    assert "the same path" in compare(nil, farm).reason
    for other in (
        "http://farm.com/zfxxgknb/202101/t20210120_12346.html",
        url.replace("x.gov.cn", "y.gov.cn"),
        None,
    ):
        assert not compare(nil, replace(farm, url=other)).same
    assert not compare(nil, bare(with_text(nil, longer.replace("2020", "2019")), farm.url)).same


def test_a_registered_portal_is_one_portal_under_all_its_hosts():
    def portal_of(url: str) -> object | None:
        return "the portal" if "one" in url else None

    a, b = replace(BASE, url="http://one.com/1.html"), replace(BASE, url="http://one.org/2.html")
    assert compare(a, b).kind == "mirror"
    assert compare(a, b, portal_of=portal_of).kind == "same_portal"


ZERO = page(values=NIL)


@pytest.mark.parametrize(
    ("a", "b"),
    [
        (
            ZERO,
            bare(
                with_text(
                    page(OTHER, OTHER_CODE, values=NIL),
                    f"{OTHER}2020年年报\n{page(OTHER, OTHER_CODE, values=NIL).text}",
                )
            ),
        ),
        (f"{TOWN}2020年年报\n本年申请0件,复议0件。", f"{OTHER}2020年年报\n本年申请0件,复议0件。"),
        ("甲河镇2020年报告\n全年公开0条,申请0件。", "乙山镇2020年报告\n全年公开0条,申请0件。"),
        ("临县教育局2020年报告\n全年公开0条,申请0件。", "临县民政局2020年报告\n全年公开0条,申请0件。"),
        ("2019年报告\n全镇公开35条,申请3件。", "2020年报告\n全镇公开35条,申请3件。"),
    ],
)
def test_only_the_name_or_year_differs(a, b):
    for verdict in (compare(a, b), compare(b, a)):
        assert (verdict.same, verdict.kind) == (False, None), verdict.reason


@given(st.text(max_size=150), st.text(max_size=150))
def test_compare_is_total_and_symmetric(a, b):
    one, two = compare(a, b), compare(b, a)
    assert (one.same, one.kind, one.similarity) == (two.same, two.kind, two.similarity)
    assert 0 <= one.similarity <= 1
    assert one.reason
    assert compare(AnnualReport(report_id="", content_sha256="", text=a), b).reason
    if a.strip():
        assert compare(a, a).same or not a.isalnum()
