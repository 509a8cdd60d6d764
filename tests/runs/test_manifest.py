import hashlib
import json
import signal
import subprocess
import time

import pytest

from gikspider.runs import manifest
from gikspider.runs.previous import set_aside
from tests.archive.site import portal
from tests.archive.tiny import command, crawl, environment

REPORTING = {
    "EXTENSIONS": {"gikspider.archive.WarcRecorder": 100, "gikspider.runs.RunReport": 900},
}


@pytest.fixture(scope="module")
def run(tmp_path_factory):
    folder = tmp_path_factory.mktemp("data")
    with portal() as site:
        done = crawl(site.proxy, DATA_DIR=str(folder), **REPORTING)
    path = folder / "exports" / "tiny" / "manifest.json"
    assert path.exists(), done.stderr
    return folder, json.loads(path.read_bytes()), done


def test_the_manifest_says_what_made_the_export(run):
    folder, found, _ = run
    assert found["spider"] == "tiny"
    assert found["settings"]["ROBOTSTXT_OBEY"] is True
    assert found["finish_reason"] == "finished"
    assert found["versions"]["scrapy"].startswith("2.")
    assert found["synthetic"] is False
    assert found["archive"]["exchanges"] == 13
    assert (folder / "archive" / "tiny").iterdir().__next__() == type(folder)(found["archive"]["file"])
    assert found["counts"]["downloader/response_status_count/503"] == 1
    assert found["started"] < found["finished"]


def test_every_feed_is_there_with_its_rows_and_digest(run):
    folder, found, _ = run
    rows = {feed["file"]: feed["rows"] for feed in found["feeds"]}
    assert rows == {
        "reports.jsonl": 9,
        "reports.json": 9,
        "reports.csv": 9,
        "observations.csv": 0,
        "statements.csv": 0,
        "checks.csv": 0,
        "findings.csv": 0,
        "copies.csv": 0,
        "datapackage.json": 7,
    }
    for feed in found["feeds"]:
        data = (folder / "exports" / "tiny" / feed["file"]).read_bytes()
        assert feed["sha256"] == hashlib.sha256(data).hexdigest()
        assert feed["bytes"] == len(data)


def test_the_verdict_is_said_and_kept(run):
    _, found, done = run
    # This spider keeps no ledger, so no list is known to have been read.
    assert found["verdict"] == "empty"
    assert found["exit_status"] == 5
    assert f"tiny: empty: {found['why']}" in done.stderr


def test_feeds_sent_elsewhere_have_their_manifest_beside_them(tmp_path):
    out = tmp_path / "out" / "mine.jsonl"
    with portal() as site:
        crawl(
            site.proxy,
            DATA_DIR=str(tmp_path / "data"),
            FEEDS={str(out): {"format": "jsonl"}},
            TINY=["/a.html"],
            **REPORTING,
        )
    found = json.loads((tmp_path / "out" / "mine.jsonl.manifest.json").read_bytes())
    assert found["feeds"][0]["rows"] == 1
    assert not (tmp_path / "data" / "exports").exists()


def test_exports_that_cannot_be_written_are_a_failure(tmp_path):
    (tmp_path / "exports").write_text("in the way")
    with portal() as site:
        done = crawl(site.proxy, DATA_DIR=str(tmp_path), TINY=["/a.html"], **REPORTING)
    assert "tiny: failed: 9 export files could not be written" in done.stderr
    assert "The manifest cannot be written" in done.stderr


def test_two_crawls_of_a_spider_at_once_do_not_mix(tmp_path):
    pages = [f"/slow{n}.html" for n in range(40)]
    with portal() as site:
        runs = [
            subprocess.Popen(
                command(DATA_DIR=str(tmp_path), TINY=pages, **REPORTING),
                env=environment(site.proxy),
                stderr=subprocess.DEVNULL,
            )
            for _ in range(2)
        ]
        assert [run.wait(60) for run in runs] == [0, 0]
    folders = sorted(path for path in (tmp_path / "exports").iterdir())
    assert [path.name for path in folders] == ["tiny", "tiny-2"]
    for folder in folders:
        assert len(json.loads((folder / "reports.json").read_bytes())) == 40
        assert {feed["rows"] for feed in manifest.read(folder / "manifest.json")["feeds"]} == {40, 0, 7}
    assert len(list((tmp_path / "archive" / "tiny").iterdir())) == 2


def test_a_stopped_crawl_that_goes_on_continues_its_export(tmp_path):
    job = {"DATA_DIR": str(tmp_path), "JOBDIR": str(tmp_path / "job"), **REPORTING}
    folder = tmp_path / "exports" / "tiny"
    pages = [f"/{n}.html" for n in range(8)]
    with portal() as site:
        crawl(site.proxy, TINY=pages[:3], **job)
        (folder / "reports.jsonl").open("ab").write(b'{"half": ')
        (folder / "reports.json").open("ab").write(b',{"half": ')
        crawl(site.proxy, TINY=pages[3:], **job)
        lines = [json.loads(line) for line in (folder / "reports.jsonl").read_bytes().splitlines()]
        assert len(lines) == 8
        assert json.loads((folder / "reports.json").read_bytes()) == lines
        text = (folder / "reports.csv").read_text("utf-8")
        assert text.count("\ufeff") == text.count("report_id,spider") == 1
        assert len(text.splitlines()) == 9
        json.loads((folder / "datapackage.json").read_bytes())
        assert not (folder / "previous").exists()
        # Without the job a new crawl begins, and what was there is kept aside.
        crawl(site.proxy, TINY=pages[:1], DATA_DIR=str(tmp_path), **REPORTING)
    assert len((folder / "reports.jsonl").read_bytes().splitlines()) == 1


def test_a_killed_crawl_leaves_whole_lines_and_says_that_it_was_not_done(tmp_path):
    folder = tmp_path / "exports" / "tiny"
    pages = [f"/slow{n}.html" for n in range(400)]
    with portal() as site:
        running = subprocess.Popen(
            command(DATA_DIR=str(tmp_path), TINY=pages, **REPORTING),
            env=environment(site.proxy),
            stderr=subprocess.DEVNULL,
        )
        lines = folder / "reports.jsonl"
        deadline = time.monotonic() + 30
        while not (lines.exists() and lines.read_bytes().count(b"\n") > 5):
            assert time.monotonic() < deadline
            time.sleep(0.02)
        running.send_signal(signal.SIGKILL)
        running.wait()
    count = len([json.loads(line) for line in lines.read_bytes().splitlines()])
    assert 5 < count < 400
    assert len(json.loads((folder / "reports.json").read_bytes())) in (count - 1, count)
    assert (folder / "reports.csv").read_bytes().endswith(b"\r\n")
    assert manifest.read(folder / "manifest.json")["verdict"] == "unfinished"
    again = crawl(DATA_DIR=str(tmp_path / "again"), REPLAY=str(tmp_path / "archive"), TINY=pages, **REPORTING)
    replayed = (tmp_path / "again" / "exports" / "tiny" / "reports.jsonl").read_bytes().splitlines()
    assert len(replayed) >= count, again.stderr
    assert {json.loads(line)["url"] for line in lines.read_bytes().splitlines()} <= {
        json.loads(line)["url"] for line in replayed
    }


def test_the_last_export_with_reports_is_kept(tmp_path):
    def export(reports, text):
        (tmp_path / "reports.jsonl").write_text(text)
        manifest.write(tmp_path / "manifest.json", {"counts": {"reports": reports}})

    assert not set_aside(tmp_path / "nowhere")
    export(0, "nothing")
    assert not set_aside(tmp_path)
    export(3, "first")
    assert set_aside(tmp_path)
    kept = tmp_path / "previous" / "reports.jsonl"
    assert kept.read_text() == "first"
    assert not (tmp_path / "reports.jsonl").exists()
    # Crawls that find nothing do not push it out …
    export(0, "down")
    assert not set_aside(tmp_path)
    assert kept.read_text() == "first"
    # … and the next one with reports does.
    export(4, "second")
    assert set_aside(tmp_path)
    assert kept.read_text() == "second"


def test_a_broken_manifest_is_none(tmp_path):
    path = tmp_path / "manifest.json"
    assert manifest.read(path) is None
    path.write_text("{")
    assert manifest.read(path) is None
    path.write_text("[]")
    assert manifest.read(path) is None
