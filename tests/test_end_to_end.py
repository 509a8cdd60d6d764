"""Five portals, crawled as a user would, compared with what their pages are known to say."""

import csv
import json
import os
import shutil
import subprocess
import sys
from collections import Counter
from decimal import Decimal
from pathlib import Path

import pytest

from gikspider.copies import canonical_url
from tests.replica import Replica
from tests.sample import QUICK, ROOT, SPIDERS

pytestmark = [pytest.mark.crawl, pytest.mark.timeout(600)]
DIVISIONS = {
    "hebei_gaocheng": "130109",
    "zhejiang_gongshu": "330105",
    "yunnan_tengchong": "530581",
    "liaoning_zhangwu": "210922",
    "henan_mianchi": "411221",
}
# What a page states of itself, compared as it is.
STATED = (
    "unit_code",
    "unit_type",
    "published_on",
    "signed_on",
    "source",
    "editor",
    "publisher",
    "index_number",
    "document_number",
    "catalogue",
    "views",
    "form",
    "body_copies",
)


def scrapy(spider: str, folder: Path, *options: str, proxy: str | None = None) -> subprocess.CompletedProcess:
    command = [sys.executable, "-m", "scrapy", "crawl", spider, "-L", "WARNING", *options]
    for key, value in {**QUICK, "DATA_DIR": str(folder)}.items():
        command += ["-s", f"{key}={value}"]
    # An address where nobody listens: what is not in the archive cannot come from anywhere else.
    environment = {
        **os.environ,
        "http_proxy": proxy or "http://127.0.0.1:9",
        "https_proxy": proxy or "http://127.0.0.1:9",
    }
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True)


def exports(folder: Path) -> Path:
    (reports,) = folder.glob("exports/**/reports.jsonl")
    return reports.parent


def reports(folder: Path) -> list[dict]:
    return [json.loads(line) for line in (exports(folder) / "reports.jsonl").read_text("utf-8").splitlines()]


@pytest.fixture(scope="module")
def replica():
    with Replica(
        seed=11, units=7, years=(2009, 2012, 2014, 2016, 2018, 2019, 2020, 2021, 2023, 2024)
    ) as country:
        yield country


@pytest.fixture(scope="module", params=SPIDERS)
def crawled(request, replica, tmp_path_factory):
    """(division, folder) of one portal's crawl."""
    spider = request.param
    folder = tmp_path_factory.mktemp(spider)
    done = scrapy(spider, folder, proxy=replica.proxy)
    assert done.returncode == 0, done.stderr
    assert not done.stderr, done.stderr
    return spider, folder


def truth(replica, spider):
    return {canonical_url(r.url): r for r in replica.truth if r.division == DIVISIONS[spider]}


def pairs(replica, spider, folder):
    """(expected, crawled) of every report; the crawled one by any of its addresses."""
    by_url = {canonical_url(report["url"]): report for report in reports(folder)}
    for expected in truth(replica, spider).values():
        addresses = [canonical_url(url) for url in expected.urls]
        yield expected, next((by_url[address] for address in addresses if address in by_url), None)


def test_every_report_is_found_and_nothing_else(replica, crawled):
    spider, folder = crawled
    missing = [expected.url for expected, got in pairs(replica, spider, folder) if got is None]
    assert not missing
    known = {canonical_url(url) for expected in truth(replica, spider).values() for url in expected.urls}
    surplus = [r["url"] for r in reports(folder) if canonical_url(r["url"]) not in known]
    assert not surplus


def test_every_report_is_about_its_unit_and_year(replica, crawled):
    spider, folder = crawled
    wrong = [
        (expected.url, expected.unit, expected.year, got["unit"], got["report_year"])
        for expected, got in pairs(replica, spider, folder)
        if (expected.unit_code, expected.year) != (got["unit_code"], got["report_year"])
        or (expected.unit_code is None and not (got["unit"] or "").endswith(expected.unit))
    ]
    assert not wrong


@pytest.mark.parametrize("field", STATED)
def test_what_a_page_says_of_itself(replica, crawled, field):
    spider, folder = crawled
    wrong = []
    for expected, got in pairs(replica, spider, folder):
        if canonical_url(got["url"]) != canonical_url(expected.url):
            continue  # a copy has a metadata line of its own
        want = getattr(expected, field)
        want = want.isoformat() if hasattr(want, "isoformat") else want
        if got[field] != want:
            wrong.append((expected.url, expected.quirks, want, got[field]))
    assert not wrong


def test_sections_have_their_headings(replica, crawled):
    spider, folder = crawled
    wrong = [
        (expected.url, expected.quirks, expected.sections, [s["heading"] for s in got["sections"]])
        for expected, got in pairs(replica, spider, folder)
        if len(expected.sections) != len(got["sections"])
    ]
    assert not wrong


def test_no_cell_differs(replica, crawled):
    """Every cell of every form: the printed number, or the state of a cell that holds none."""
    spider, folder = crawled
    wrong = []
    for expected, got in pairs(replica, spider, folder):
        read = {(o["code"], o["column"]): o for o in got["observations"]}
        for key, want in expected.values.items():
            cell = read.get(key)
            if cell is None:
                wrong.append((expected.url, expected.quirks, key, want, None))
            elif isinstance(want, Decimal):
                if cell["state"] != "number" or Decimal(str(cell["value"])) != want:
                    wrong.append(
                        (expected.url, expected.quirks, key, want, cell["value"], cell["state"], cell["raw"])
                    )
            elif cell["state"] != want:
                wrong.append(
                    (expected.url, expected.quirks, key, want, cell["value"], cell["state"], cell["raw"])
                )
        invented = set(read) - set(expected.values)
        wrong += [
            (expected.url, expected.quirks, key, "no such cell")
            for key in invented
            if read[key]["state"] == "number"
        ]
    assert not wrong, f"{len(wrong)} cells differ"


def test_no_statement_differs(replica, crawled):
    spider, folder = crawled
    wrong = []
    for expected, got in pairs(replica, spider, folder):
        want = Counter((s.code, s.value) for s in expected.statements if s.kind in ("total", "negated"))
        read = Counter(
            (s["code"], Decimal(str(s["value"])))
            for s in got["statements"]
            if s["kind"] in ("total", "negated")
        )
        for code, value in (want - read).elements():
            wrong.append((expected.url, "missed", code, value))
        for code, value in (read - want).elements():
            wrong.append(
                (
                    expected.url,
                    "invented",
                    code,
                    value,
                    [s["quote"] for s in got["statements"] if s["code"] == code],
                )
            )
    assert not wrong, f"{len(wrong)} statements differ"


def test_errors_of_the_page_are_reported(replica, crawled):
    spider, folder = crawled
    for expected, got in pairs(replica, spider, folder):
        failing = {
            check["id"]
            for check in got["checks"]
            if check["status"] == "fails" and check["severity"] == "error"
        }
        planted = {name for error in expected.planted for name in error.checks}
        assert planted <= failing, expected.url
        if not expected.planted:
            assert not failing, (expected.url, failing)


def test_the_replayed_crawl_gives_the_same_items(crawled, tmp_path):
    spider, folder = crawled
    done = scrapy(spider, tmp_path, "-s", f"REPLAY={folder / 'archive'}")
    assert done.returncode == 0, done.stderr
    key = lambda report: report["url"]  # noqa: E731
    assert sorted(reports(tmp_path), key=key) == sorted(reports(folder), key=key)


def test_a_replay_beside_the_crawl_gives_the_same_items_though_all_is_known(crawled, tmp_path):
    """The index holds the crawl's own pages then; a replayed fetch is told what it was told."""
    spider, folder = crawled
    again = tmp_path / "again"
    shutil.copytree(folder, again)
    done = scrapy(spider, again, "-s", f"REPLAY={folder / 'archive'}")
    assert done.returncode == 0, done.stderr
    name = exports(folder) / "reports.jsonl"
    replayed = again / name.relative_to(folder)
    assert sorted(replayed.read_bytes().splitlines()) == sorted(name.read_bytes().splitlines())
    assert (replayed.parent / "copies.csv").read_bytes() == (name.parent / "copies.csv").read_bytes()
    told = [json.loads((f / "manifest.json").read_text("utf-8")) for f in (name.parent, replayed.parent)]
    assert "already" not in told[0]["why"]
    assert "all of them known already" in told[1]["why"]


def test_the_files_agree_with_each_other(crawled):
    spider, folder = crawled
    found = reports(folder)
    place = exports(folder)
    assert place.parts[-2:] == ("sample", spider)
    assert json.loads((place / "reports.json").read_text("utf-8")) == found
    for name, count in {
        "reports.csv": len(found),
        "observations.csv": sum(len(r["observations"]) for r in found),
        "statements.csv": sum(len(r["statements"]) for r in found),
        "checks.csv": sum(len(r["checks"]) for r in found),
        "findings.csv": sum(len(r["findings"]) for r in found),
    }.items():
        raw = (place / name).read_bytes()
        assert raw.startswith(b"\xef\xbb\xbf"), f"{name} has no byte-order mark"
        rows = list(csv.reader(raw.decode("utf-8-sig").splitlines(keepends=True)))
        assert len(rows) == count + 1, name
        assert len({len(row) for row in rows}) == 1, name
        assert not any(
            "Decimal(" in cell or "datetime." in cell or cell == "None" for row in rows for cell in row
        ), name
    assert json.loads((place / "manifest.json").read_text("utf-8"))["verdict"] == "complete"
