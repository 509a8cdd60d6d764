import json
import os
import subprocess
import sys
import time

import pytest

from tests.commands.running import ROOT, here, scrapy
from tests.replica import Replica

SPIDER = "hebei_gaocheng"
QUICK = ("-s", "DOWNLOAD_DELAY=0", "-s", "AUTOTHROTTLE_ENABLED=False", "-s", "READERS=0", "-L", "WARNING")
QUICK += ("-s", "RETRY_TIMES=0", "-s", "SYNTHETIC=1")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["hebei_gaochen"], "there is no spider 'hebei_gaochen': did you mean hebei_gaocheng?"),
        ([], "name the spider to crawl with"),
        ([SPIDER, "zhejiang_gongshu"], "one spider at a time"),
        ([SPIDER, "-a", "yers=2018"], "did you mean years?"),
        ([SPIDER, "-a", "years=20x8"], "'20x8' is no year"),
        ([SPIDER, "-a", "years"], "Invalid -a value"),
        ([SPIDER, "-s", "REPLAY=nowhere.warc.gz"], "there is no file or folder nowhere.warc.gz"),
        ([SPIDER, "-s", "REPLAY=."], "holds no archive"),
        ([SPIDER, "-o", "out.foo"], "Unrecognized output format 'foo'"),
        ([SPIDER, "--years", "2018"], "there is no option --years"),
        ([SPIDER, "-s", f"DATA_DIR={__file__}"], "cannot be made or used"),
        ([SPIDER, "-s", "DATA_DIR="], "where exports, archive and state go is not set"),
    ],
)
def test_a_wrong_command_line_is_one_line_and_writes_nothing(tmp_path, capfd, monkeypatch, arguments, said):
    (tmp_path / "empty").mkdir()
    done = here(capfd, monkeypatch, tmp_path / "empty", "crawl", *arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert said in done.stderr
    assert done.stderr.startswith("scrapy crawl: ")
    assert len(done.stderr.splitlines()) == 1
    assert list((tmp_path / "empty").iterdir()) == []


@pytest.fixture(scope="module")
def replica():
    with Replica(seed=7, counties=["130109"], units=3, years=[2012, 2019, 2020, 2023]) as made:
        yield made


def reports(folder):
    return [json.loads(line) for line in (folder / "reports.jsonl").read_bytes().splitlines()]


@pytest.fixture(scope="module")
def crawled(replica, tmp_path_factory):
    data = tmp_path_factory.mktemp("data")
    replica.reset()
    return data, scrapy("crawl", SPIDER, *QUICK, data=data, proxy=replica.proxy)


@pytest.mark.crawl
def test_a_complete_crawl_ends_with_0(crawled):
    data, done = crawled
    assert done.returncode == 0, done.stderr
    made = json.loads((data / "exports" / "sample" / SPIDER / "manifest.json").read_bytes())
    assert (made["verdict"], made["exit_status"], made["synthetic"]) == ("complete", 0, True)
    assert made["counts"]["reports"] == len(reports(data / "exports" / "sample" / SPIDER)) > 10


@pytest.mark.crawl
def test_a_replayed_crawl_gives_the_same_export(crawled, tmp_path):
    data, _ = crawled
    done = scrapy(
        "crawl", SPIDER, "-s", f"REPLAY={data / 'archive'}", "-s", "READERS=0", "-L", "WARNING", data=tmp_path
    )
    assert done.returncode == 0, done.stderr
    first, again = (folder / "exports" / "sample" / SPIDER for folder in (data, tmp_path))
    assert reports(again) == reports(first)
    for name in ("observations.csv", "statements.csv", "checks.csv", "findings.csv", "copies.csv"):
        assert (again / name).read_bytes() == (first / name).read_bytes()
    # What is replayed from made-up archives is known as made up, and apart from what is real.
    assert [path.name for path in (tmp_path / "exports").iterdir()] == ["sample"]


@pytest.mark.crawl
def test_a_part_of_an_archive_can_be_replayed(crawled, tmp_path):
    data, _ = crawled
    done = scrapy(
        "crawl",
        SPIDER,
        "-a",
        "years=2019",
        "-s",
        f"REPLAY={data / 'archive'}",
        "-s",
        "READERS=0",
        data=tmp_path,
    )
    assert done.returncode == 0, done.stderr
    assert {report["report_year"] for report in reports(tmp_path / "exports" / "sample" / SPIDER)} == {2019}


@pytest.mark.crawl
@pytest.mark.parametrize(
    ("trouble", "arguments", "status", "word"),
    [
        ({"url_substring": "index", "status": 403}, [], 4, "blocked"),
        ({"url_substring": "index", "status": 500}, [], 6, "failed"),
        ({"url_substring": "/", "body": b""}, [], 6, "failed"),
        ({"url_substring": "ARTICLE", "status": 404}, [], 3, "partial"),
        (None, ["-a", "years=2015"], 5, "empty"),
        (None, ["-s", "CLOSESPIDER_ITEMCOUNT=2", "-s", "CONCURRENT_REQUESTS=1"], 3, "partial"),
    ],
)
def test_the_exit_status_is_the_verdict(replica, crawled, tmp_path, trouble, arguments, status, word):
    replica.reset()
    if trouble:
        one = reports(crawled[0] / "exports" / "sample" / SPIDER)[0]["url"].rsplit("/", 1)[1]
        replica.misbehave(**trouble | {"url_substring": trouble["url_substring"].replace("ARTICLE", one)})
    done = scrapy("crawl", SPIDER, *QUICK, *arguments, data=tmp_path, proxy=replica.proxy)
    replica.reset()
    assert done.returncode == status, done.stderr
    assert f"{SPIDER}: {word}: " in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.crawl
def test_a_stopped_crawl_says_so(replica, tmp_path):
    replica.reset()
    replica.misbehave("/columns/", delay=0.4)
    environment = {**os.environ, "http_proxy": replica.proxy, "https_proxy": replica.proxy}
    command = [sys.executable, "-m", "scrapy", "crawl", SPIDER, *QUICK, "-s", f"DATA_DIR={tmp_path}"]
    running = subprocess.Popen(command, cwd=ROOT, env=environment, stderr=subprocess.DEVNULL)
    lines = tmp_path / "exports" / "sample" / SPIDER / "reports.jsonl"
    deadline = time.monotonic() + 60
    while not (lines.exists() and lines.stat().st_size):
        assert time.monotonic() < deadline
        time.sleep(0.05)
    running.terminate()
    assert running.wait(60) == 3
    replica.reset()
    made = json.loads(lines.with_name("manifest.json").read_bytes())
    assert made["finish_reason"] == "shutdown"
    assert "ended early (shutdown)" in made["why"]
    assert [feed["rows"] for feed in made["feeds"] if feed["file"] == "reports.jsonl"] == [
        len(reports(lines.parent))
    ]


@pytest.mark.crawl
def test_a_scheduled_job_is_not_told_apart(replica, tmp_path):
    done = scrapy(
        "crawl",
        SPIDER,
        "-a",
        "_job=abc",
        "-a",
        "sample=2",
        *QUICK,
        data=tmp_path,
        proxy=replica.proxy,
        SCRAPY_PROJECT="gikspider",
    )
    assert done.returncode == 0, done.stderr
    made = json.loads((tmp_path / "exports" / "sample" / SPIDER / "manifest.json").read_bytes())
    assert (made["job"], made["arguments"]) == ("abc", {"sample": 2})


def test_a_wrong_command_line_is_one_line_for_users_too(tmp_path):
    done = scrapy("crawl", "nobody", data=tmp_path / "data")
    assert done.returncode == 2
    assert len(done.stderr.splitlines()) == 1
    assert list(tmp_path.iterdir()) == []


def test_a_scheduled_job_without_a_place_is_refused(tmp_path):
    done = scrapy("crawl", SPIDER, cwd=tmp_path, SCRAPY_PROJECT="gikspider", GIKSPIDER_DATA="")
    assert done.returncode == 2
    assert "set GIKSPIDER_DATA" in done.stderr
    assert list(tmp_path.iterdir()) == []
