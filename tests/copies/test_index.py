"""The index: what `see` says of a page, and what it says of the pages before."""

from __future__ import annotations

import random
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

import pytest

from gikspider.copies import CopyIndex, Seen
from gikspider.items import AnnualReport, Finding
from tests.copies.postgres import POSTGRES, emptied, running_postgres
from tests.copies.writing import bare, county, numbers_for, report, towns_of, with_text

PLACE = county(random.Random(3), 3)
TOWN, CODE = towns_of(PLACE)[0]
NEXT, NEXT_CODE = towns_of(PLACE)[1]
VALUES = numbers_for(random.Random(9), zero=False)
BASE = replace(
    report(PLACE, TOWN, 2020, VALUES, code=CODE), fetched_at=datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)
)
CITY = replace(BASE, url="http://www.somecity.gov.cn/xxgk/1.html")
PATH = (BASE.url or "").partition(".gov.cn")[2]
FARM = bare(with_text(BASE, f"{BASE.title}\n{BASE.text}"), f"http://farm.com{PATH}")


@dataclass(frozen=True)
class Portal:
    host: str


def portal_of(url: str) -> Portal | None:
    host = url.split("/")[2].removeprefix("www.").removeprefix("m.")
    return Portal(PLACE.host) if host.endswith(PLACE.host) else None


def home_of(code: str) -> str | None:
    return f"www.{PLACE.host}" if code == PLACE.code else None


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    if POSTGRES is None:
        pytest.skip("no PostgreSQL server installed (initdb, postgres)")
    with running_postgres(tmp_path_factory.mktemp("postgres")) as url:
        yield url


@pytest.fixture(params=["sqlite", "postgres"])
def index(request, tmp_path):
    """The same index, in a file and in a server."""
    target = tmp_path / "deep" / "copies.sqlite"
    if request.param == "postgres":
        target = request.getfixturevalue("server")
        emptied(target)
    with CopyIndex.open(target, portal_of=portal_of, home_of=home_of) as opened:
        yield opened


def kinds(seen: Seen) -> list[str]:
    return [copy.kind for copy in seen.copies]


def test_the_first_page_of_a_report_is_new_and_no_copy(index):
    seen = index.see(BASE)
    assert seen == Seen(new=True, known=False, canonical=BASE.url, revision=0)
    assert len(index) == 1
    assert list(index.export()) == []


@pytest.mark.parametrize(
    "address",
    [
        lambda url: url,
        lambda url: url.replace("http://www.", "https://"),
        lambda url: url.replace("www.", "m."),
        lambda url: url.replace(".html", "_wap.html"),
        lambda url: url + "?isMobile=true#top",
    ],
)
def test_the_same_page_again_is_counted_and_is_not_its_own_copy(index, address):
    index.see(BASE)
    again = index.see(replace(BASE, url=address(BASE.url)))
    assert (again.new, again.known, again.copies) == (False, True, ())
    assert len(index) == 1
    assert index.counts["seen_again"] == 1


@pytest.mark.parametrize(
    ("page", "kind"),
    [
        (replace(BASE, url=(BASE.url or "").replace("zfxxgknb", "zwgk/nb")), "same_portal"),
        (replace(BASE, url=(BASE.url or "").replace("www.", "xxgk.")), "same_portal"),
        (CITY, "other_portal"),
        (replace(BASE, url="http://36.153.69.118:6363/show.asp?id=1120"), "other_portal"),
        (FARM, "mirror"),
    ],
)
def test_a_copy_says_of_what_how_and_since_when(index, page, kind):
    index.see(BASE)
    seen = index.see(page)
    [copy] = seen.copies
    assert (seen.new, seen.known, seen.canonical) == (True, True, BASE.url)
    assert (copy.kind, copy.url, copy.of_url, copy.report_id) == (kind, page.url, BASE.url, page.report_id)
    assert copy.similarity > 0.95
    assert copy.reason
    assert copy.first_seen is not None
    assert list(index.export()) == [copy]
    assert index.copies_of(BASE.report_id) == (copy,)
    assert index.copies_of("no such report") == ()


def test_a_mirrors_original_address_is_its_path_on_the_official_host(index):
    index.see(BASE)
    known = replace(FARM, division_code=PLACE.code)
    assert index.see(known).original == f"http://www.{PLACE.host}{PATH}"
    assert index.see(CITY).original is None


def test_an_official_page_seen_later_takes_the_place_of_a_mirror(index):
    first = index.see(FARM)
    assert first.canonical == FARM.url
    second = index.see(CITY)
    assert second.canonical == CITY.url
    assert [(c.url, c.of_url, c.kind) for c in second.copies] == [(FARM.url, CITY.url, "mirror")]
    third = index.see(BASE)
    assert third.canonical == BASE.url
    assert [(c.url, c.of_url) for c in third.copies] == [(CITY.url, BASE.url)]
    # What was said of the mirror when the city's page came is said anew of all when the crawl ends.
    assert {(c.url, c.of_url) for c in index.export()} == {(FARM.url, BASE.url), (CITY.url, BASE.url)}


def test_among_hosts_of_one_rank_the_most_complete_then_the_first_is_canonical(index):
    cut = with_text(CITY, CITY.text[: len(CITY.text) // 2])
    index.see(cut)
    whole = replace(CITY, url="http://www.second.gov.cn/1.html")
    assert index.see(whole).canonical == whole.url
    third = replace(CITY, url="http://www.third.gov.cn/1.html")
    assert index.see(third).canonical == whole.url


def test_a_mirror_seen_before_belongs_to_no_report_of_another_unit_or_year(index):
    index.see(FARM)
    for other in (
        report(PLACE, NEXT, 2020, VALUES, code=NEXT_CODE),
        report(PLACE, TOWN, 2021, VALUES, code=CODE),
    ):
        seen = index.see(other)
        assert (seen.known, seen.copies) == (False, ())
    assert index.see(BASE).known


def test_other_figures_of_one_unit_and_year_are_a_revision_kept_and_linked(index):
    index.see(BASE)
    text = BASE.text.replace(str(VALUES["k"][0]), "91234").replace(str(VALUES["b"][0]), "777")
    changed = with_text(BASE, text, url=BASE.url + "?v=2")
    assert text != BASE.text
    seen = index.see(replace(changed, url="http://www.somecity.gov.cn/2.html"))
    assert (seen.new, seen.known, seen.revision) == (True, False, 1)
    [copy] = seen.copies
    assert (copy.kind, copy.of_url) == ("revision", BASE.url)
    assert "against" in copy.reason
    # A copy of the revision is a copy of that version.
    third = index.see(replace(changed, url="http://www.third.gov.cn/2.html"))
    assert (third.revision, third.known, third.canonical) == (1, True, "http://www.somecity.gov.cn/2.html")
    assert sorted(c.kind for c in index.export()) == ["other_portal", "revision"]
    assert {c.report_id for c in index.export()} == {f"{BASE.report_id}-r2"}
    for name in (BASE.report_id, f"{BASE.report_id}-r2"):
        assert len(index.copies_of(name)) == 2
    more = index.see(with_text(BASE, text.replace("777", "778"), url="http://www.fourth.gov.cn/1.html"))
    assert more.revision == 2
    assert index.counts == {"documents": 4, "reports": 1, "revisions": 2, "copies": 1}


def test_the_same_address_with_other_figures_is_a_revision(index):
    index.see(BASE)
    text = BASE.text.replace(str(VALUES["k"][0]), "91234").replace(str(VALUES["b"][0]), "777")
    seen = index.see(with_text(BASE, text))
    assert (seen.new, seen.revision, kinds(seen)) == (True, 1, ["revision"])


def test_a_bare_page_that_could_be_two_reports_belongs_to_neither(index):
    nameless = [
        with_text(r, "\n".join(["一、概述", "全年没有需要公开的事项,申请0件,复议0件,诉讼0件。" * 3]))
        for r in (BASE, report(PLACE, NEXT, 2020, VALUES, code=NEXT_CODE))
    ]
    for page in nameless:
        assert not index.see(page).known
    seen = index.see(bare(nameless[0], "http://farm.com/9.html"))
    assert (seen.known, seen.copies) == (False, ())


def test_a_page_is_not_drawn_to_another_unit_by_a_bare_copy_of_it(index):
    lines = [f"全年在这一方面公开信息{n}条,均按规定程序办理" for n in (1203, 2304, 3405, 4506)]
    one = with_text(BASE, "\n".join(lines))
    other = with_text(report(PLACE, NEXT, 2020, VALUES, code=NEXT_CODE), one.text)
    index.see(one)
    assert index.see(bare(one, "http://farm.com/9.html")).known
    # The bare page fits both; that it is a copy of the first is known, so the second stands alone.
    assert not index.see(other).known


def test_pages_without_an_address_are_copies_of_each_other(index):
    file = replace(BASE, url=None)
    assert index.see(file).known is False
    seen = index.see(file)
    assert (seen.new, kinds(seen)) == (True, ["same_page"])


def test_a_crawl_that_sees_only_known_reports_says_so(tmp_path):
    path = tmp_path / "copies.sqlite"
    with CopyIndex.open(path) as first:
        assert not first.seen_only_known
        first.see(BASE)
        assert not first.seen_only_known
    with CopyIndex.open(path) as second:
        assert not second.seen_only_known
        second.see(BASE)
        second.see(CITY)
        assert second.seen_only_known
        second.see(report(PLACE, NEXT, 2020, VALUES, code=NEXT_CODE))
        assert not second.seen_only_known


LATER = timedelta(hours=1)


def test_a_fetch_that_is_replayed_is_told_what_it_was_told(index):
    """Whatever came in between: the canonical page was taken by another, copies came."""
    fetches = [
        replace(page, fetched_at=BASE.fetched_at + n * LATER)
        for n, page in enumerate([FARM, CITY, BASE, FARM, CITY, BASE])
    ]
    told = [index.see(page).copies for page in fetches]
    assert [len(copies) for copies in told] == [0, 1, 1, 1, 1, 0]
    assert [index.see(page).copies for page in fetches] == told
    assert len(index) == 3


def test_known_from_before_is_what_the_index_had_when_it_was_opened(tmp_path):
    path = tmp_path / "copies.sqlite"
    with CopyIndex.open(path) as first:
        assert not first.see(BASE).before
        # A copy within one crawl was not known before it.
        assert not first.see(CITY).before
        assert first.counts["known"] == 0
    with CopyIndex.open(path) as second:
        assert second.see(BASE).before
        assert second.see(FARM).before
        assert not second.see(report(PLACE, NEXT, 2020, VALUES, code=NEXT_CODE)).before
        assert second.counts["known"] == 2


def test_copies_of_some_pages_are_those_of_their_reports(index):
    other = report(PLACE, NEXT, 2020, VALUES, code=NEXT_CODE)
    documents = [index.see(page).document for page in (BASE, CITY, other)]
    index.see(replace(other, url="http://www.somecity.gov.cn/2.html"))
    for seen in (documents[:1], documents[:2], documents[1:2] * 2):
        assert [copy.url for copy in index.export(seen)] == [CITY.url]
    assert {copy.url for copy in index.export(documents[1:])} == {copy.url for copy in index.export()}
    assert list(index.export([])) == []


def test_a_bare_address_is_no_mirror_of_a_portal(index):
    office = replace(BASE, url=f"http://36.153.69.118{PATH}", division_code=PLACE.code)
    assert index.see(office).original is None


def test_what_was_damaged_is_never_canonical_beside_what_was_not(index):
    spam = replace(CITY, findings=(Finding(code="injected_text", severity="warning"),))
    index.see(spam)
    whole = replace(CITY, url="http://www.second.gov.cn/1.html")
    assert index.see(whole).canonical == whole.url


def test_a_document_that_cannot_be_written_leaves_nothing(index, monkeypatch):
    def full(rows: object) -> None:
        raise OSError("disk full")

    with monkeypatch.context() as patched:
        patched.setattr(index._store, "_add_keys", full)
        with pytest.raises(OSError, match="disk full"):
            index.see(BASE)
    assert len(index) == 0
    assert index.see(BASE).new


def test_several_at_once_are_told_what_each_alone_is_told(tmp_path, index):
    revised = with_text(
        BASE, BASE.text.replace(str(VALUES["k"][0]), "91234"), url="http://www.b.gov.cn/2.html"
    )
    pages = [FARM, BASE, CITY, BASE, revised, report(PLACE, NEXT, 2020, VALUES, code=NEXT_CODE)]
    with CopyIndex.open(tmp_path / "one.sqlite", portal_of=portal_of, home_of=home_of) as alone:
        wanted = [alone.see(page) for page in pages]
        assert index.see_all(pages) == wanted
        assert index.counts == alone.counts
        assert list(index.export()) == list(alone.export())
    assert [seen.new for seen in index.see_all(iter(pages[:2]))] == [False, False]
    assert index.see_all([]) == []


def test_several_at_once_are_written_together_or_not_at_all(index, monkeypatch):
    add = index._store._add_keys
    calls = []

    def full(rows: object) -> None:
        calls.append(rows)
        if len(calls) == 2:
            raise OSError("disk full")
        add(rows)

    with monkeypatch.context() as patched:
        patched.setattr(index._store, "_add_keys", full)
        with pytest.raises(OSError, match="disk full"):
            index.see_all([BASE, CITY])
    assert len(index) == 0
    assert not index.counts
    assert index.see(CITY).new
    assert [seen.known for seen in index.see_all([CITY, BASE])] == [True, True]


def test_what_another_process_wrote_meanwhile_is_seen(tmp_path):
    path = tmp_path / "copies.sqlite"
    with CopyIndex.open(path) as one, CopyIndex.open(path) as other:
        assert one.see(BASE).new
        looked = one._again
        first = []

        def late(page, *, writing=False):
            found = looked(page, writing=writing)
            if not first:
                first.append(other.see(CITY).new)
            return found

        one._again = late
        # Looked up in vain, then written by the other before our turn came.
        assert not one.see(CITY).new
        assert first == [True]
        assert len(one) == 2


def test_an_index_may_live_in_memory():
    with CopyIndex.open(":memory:") as index:
        index.see(BASE)
        assert index.see(CITY).known


@pytest.mark.parametrize("url", ["mysql://x/y", "http://x/"])
def test_another_database_is_refused_in_one_sentence(url):
    with pytest.raises(ValueError, match="is no index"):
        CopyIndex.open(url)


def test_an_index_of_another_format_is_refused(tmp_path, monkeypatch):
    path = tmp_path / "copies.sqlite"
    CopyIndex.open(f"sqlite:///{path}").close()
    monkeypatch.setattr("gikspider.copies.store.FORMAT", "999")
    with pytest.raises(ValueError, match="start a new index"):
        CopyIndex.open(path)


@pytest.mark.parametrize(
    "page",
    [
        AnnualReport(report_id="", content_sha256=""),
        AnnualReport(report_id="x", content_sha256="", url="http://[::1", text="\ud800\x00" * 50),
        AnnualReport(
            report_id="\t|", content_sha256="", url="mailto:x", unit="\t\n", text="9" * 5000, title="1" * 999
        ),
        AnnualReport(
            report_id="x", content_sha256="", url="http://a.gov.cn/%ff%00?%=&&", unit_code="1", text="\t" * 99
        ),
        AnnualReport(
            report_id="\ud800\0", content_sha256="", url="http://a.gov.cn/\0\ud800", report_year=10**9
        ),
        AnnualReport(
            report_id="x", content_sha256="", unit="\ud800某镇\t", division_code="\t\ud800", text="某镇" * 9
        ),
    ],
)
def test_any_report_can_be_shown(index, page):
    assert index.see(page).new
    index.see(page)
    list(index.export())
