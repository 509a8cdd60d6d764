import hashlib
import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from warcio.archiveiterator import ArchiveIterator

from tests.archive.site import portal
from tests.archive.tiny import crawl


def reports(folder: Path):
    lines = (folder / "reports.jsonl").read_bytes().splitlines()
    return sorted((json.loads(line) for line in lines), key=lambda report: report["archive_record"])


@pytest.fixture(scope="module")
def recorded(tmp_path_factory):
    folder = tmp_path_factory.mktemp("data")
    with portal() as site:
        done = crawl(site.proxy, DATA_DIR=str(folder))
        asked = list(site.asked)
    found = list((folder / "archive").rglob("*.warc.gz"))
    assert len(found) == 1, done.stderr
    return folder, found[0], asked


def records(path):
    with path.open("rb") as file:
        for record in ArchiveIterator(file):
            yield record.rec_type, record, record.raw_stream.read()


def test_everything_that_came_is_in_the_archive(recorded):
    _, archive, asked = recorded
    found = [(kind, record) for kind, record, _ in records(archive)]
    assert found[0][0] == "warcinfo"
    answers = [record for kind, record in found if kind == "response"]
    requests = [record for kind, record in found if kind == "request"]
    assert len(answers) == len(requests) == len(asked) == 13
    statuses = sorted(int(record.http_headers.get_statuscode()) for record in answers)
    assert statuses == [200] * 10 + [302, 404, 503]
    addresses = {record.rec_headers.get_header("WARC-Target-URI") for record in answers}
    assert "http://www.gc.gov.cn/robots.txt" in addresses
    assert all(record.rec_headers.get_header("WARC-Date").endswith("Z") for record in answers)
    assert all(record.rec_headers.protocol == "WARC/1.1" for record in answers)


def test_the_archive_says_what_made_it(recorded):
    text = next(body for kind, _, body in records(recorded[1]) if kind == "warcinfo").decode()
    for line in (
        "isPartOf: tiny",
        "robots: obey",
        "synthetic: no",
        "http-header-user-agent: gikspider tests",
    ):
        assert line in text
    assert "software: gikspider/" in text
    assert "proxy" not in text


def test_warcio_check_finds_no_fault(recorded):
    done = subprocess.run(
        [sys.executable, "-c", "from warcio.cli import main; main()", "check", "-v", str(recorded[1])],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout
    assert "digest pass" in done.stdout
    assert "failed" not in done.stdout


def test_compressed_pages_are_kept_as_they_came(recorded):
    for kind, record, body in records(recorded[1]):
        if kind == "response" and record.rec_headers.get_header("WARC-Target-URI").endswith("list.html"):
            assert record.http_headers.get_header("Content-Encoding") == "gzip"
            assert body.startswith(b"\x1f\x8b")


def test_a_replayed_crawl_gives_the_same_items(recorded, tmp_path):
    folder, archive, _ = recorded
    done = crawl(DATA_DIR=str(tmp_path), REPLAY=str(archive))
    made = reports(folder / "exports" / "tiny")
    again = reports(tmp_path / "exports" / "tiny")
    assert len(made) == 9
    assert again == made, done.stderr
    assert all(report["fetched_at"].endswith("+00:00") for report in again)
    # Nothing is recorded twice.
    assert not (tmp_path / "archive").exists()
    posted = {r["content_sha256"] for r in again if r["url"].endswith("/data")}
    assert posted == {hashlib.sha256(f"<record>/data?a={n}</record>".encode()).hexdigest() for n in (1, 2)}


@pytest.mark.parametrize("given", ["folder", "list", "twice"])
def test_a_folder_or_a_list_is_replayed_too(recorded, tmp_path, given):
    archive = recorded[1]
    other = tmp_path / "b" / "other.warc.gz"
    other.parent.mkdir()
    shutil.copy(archive, other)
    named = {"folder": str(tmp_path), "list": [str(archive), str(other)], "twice": f"{archive},{other}"}
    crawl(DATA_DIR=str(tmp_path / "data"), REPLAY=named[given])
    assert len(reports(tmp_path / "data" / "exports" / "tiny")) == 9


def test_a_page_the_archive_does_not_hold_is_not_fetched(recorded, tmp_path):
    with portal() as site:
        done = crawl(
            site.proxy, DATA_DIR=str(tmp_path), REPLAY=str(recorded[1]), TINY=["/unknown.html", "/list.html"]
        )
        assert site.asked == []
    assert "'gik/replay/missing': 1" in done.stderr
    assert len(reports(tmp_path / "exports" / "tiny")) == 6


def test_an_archive_cut_in_a_record_is_used_up_to_there(recorded, tmp_path):
    cut = tmp_path / "cut.warc.gz"
    data = recorded[1].read_bytes()
    cut.write_bytes(data[: len(data) - 300])
    done = crawl(DATA_DIR=str(tmp_path), REPLAY=str(cut))
    assert "ends in the middle of a record" in done.stderr
    assert "Traceback" not in done.stderr
    assert 6 <= len(reports(tmp_path / "exports" / "tiny")) <= 9


def test_made_up_archives_lead_to_the_sample_folder(tmp_path):
    with portal() as site:
        crawl(site.proxy, DATA_DIR=str(tmp_path), SYNTHETIC=True)
    assert (tmp_path / "exports" / "sample" / "tiny" / "reports.jsonl").exists()
    crawl(DATA_DIR=str(tmp_path / "again"), REPLAY=str(tmp_path / "archive"))
    export = tmp_path / "again" / "exports"
    assert [path.name for path in export.iterdir()] == ["sample"]
    assert json.loads((export / "sample" / "tiny" / "datapackage.json").read_bytes())["synthetic"] is True


def test_archives_can_be_switched_off(tmp_path):
    with portal() as site:
        crawl(site.proxy, DATA_DIR=str(tmp_path), ARCHIVE=False, TINY=["/a.html"])
    line = json.loads((tmp_path / "exports" / "tiny" / "reports.jsonl").read_bytes())
    assert line["archive_record"] is None
    assert line["fetched_at"]
    assert not (tmp_path / "archive").exists()


def test_a_disk_that_refuses_does_not_stop_the_crawl(tmp_path):
    (tmp_path / "archive").write_text("in the way")
    with portal() as site:
        done = crawl(site.proxy, DATA_DIR=str(tmp_path), TINY=["/a.html", "/b.html"])
    assert done.stderr.count("The archive cannot be written") == 1
    assert len((tmp_path / "exports" / "tiny" / "reports.jsonl").read_bytes().splitlines()) == 2
