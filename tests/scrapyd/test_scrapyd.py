"""The project runs where its users run it: deployed as an egg on a real scrapyd node.

The node lives in its own environment (scrapyd 1.6 needs an older setuptools than the rest); its
Python is named by GIKSPIDER_SCRAPYD, which `make test` sets.
"""

import base64
import json
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.parse
import urllib.request
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.replica import Replica

ROOT = Path(__file__).parents[2]
NODE_PYTHON = os.environ.get("GIKSPIDER_SCRAPYD") or str(ROOT / ".venv-scrapyd/bin/python")
USER, PASSWORD = "tester", "only-on-loopback"
# A report fetched twice differs in the moment it was fetched and in nothing else.
MOMENTS = ("fetched_at", "archive_record")

pytestmark = [
    pytest.mark.crawl,
    pytest.mark.skipif(
        not Path(NODE_PYTHON).exists(), reason="no scrapyd environment: `make test` makes .venv-scrapyd"
    ),
]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def ask(url: str, *, user: str | None = USER, **form: str) -> dict:
    request = urllib.request.Request(url, data=urllib.parse.urlencode(form).encode() if form else None)
    if user:
        token = base64.b64encode(f"{user}:{PASSWORD}".encode()).decode()
        request.add_header("Authorization", f"Basic {token}")
    with urllib.request.build_opener(urllib.request.ProxyHandler({})).open(request, timeout=20) as answer:
        return json.load(answer)


def until(true, what: str, seconds: float = 120):
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if value := true():
            return value
        time.sleep(0.3)
    raise AssertionError(f"{what} did not happen within {seconds:g} seconds")


@contextmanager
def node(folder: Path, proxy: str):
    """A scrapyd node with authentication, in a folder of its own that holds no scrapy.cfg."""
    port = free_port()
    folder.mkdir()
    (folder / "scrapyd.conf").write_text(
        f"[scrapyd]\nbind_address = 127.0.0.1\nhttp_port = {port}\nusername = {USER}\npassword = {PASSWORD}\n"
        "items_dir =\nlogs_dir = logs\neggs_dir = eggs\ndbs_dir = dbs\nmax_proc = 2\npoll_interval = 0.5\n"
        "jobstorage = scrapyd.jobstorage.SqliteJobStorage\n"
    )
    log = (folder / "node.log").open("wb")
    env = {**clean_environment(), "http_proxy": proxy, "https_proxy": proxy}
    process = subprocess.Popen(
        [NODE_PYTHON, "-m", "scrapyd"], cwd=folder, env=env, stdout=log, stderr=subprocess.STDOUT
    )
    url = f"http://127.0.0.1:{port}"

    def answers():
        assert process.poll() is None, (folder / "node.log").read_text()
        try:
            return ask(f"{url}/daemonstatus.json")
        except urllib.error.URLError:
            return None

    try:
        until(answers, "the node's start")
        yield url
    finally:
        process.terminate()
        process.wait(30)
        log.close()


def clean_environment() -> dict[str, str]:
    hidden = ("SCRAPY_", "PYTHONPATH", "GIKSPIDER", "http_proxy", "https_proxy")
    return {key: value for key, value in os.environ.items() if not key.startswith(hidden)}


def checkout(folder: Path) -> Path:
    """The files git knows or would take, as they are now: building must not litter the tree."""
    names = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        check=True,
        capture_output=True,
    ).stdout.decode()
    for name in filter(None, names.split("\0")):
        if (ROOT / name).is_file() and not name.startswith(("tests/", "data/sample/")):
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, folder / name)
    return folder


def deploy(folder: Path, url: str, home: Path) -> None:
    home.mkdir()
    (home / ".scrapy.cfg").write_text(
        f"[deploy:test]\nurl = {url}/\nproject = gikspider\nusername = {USER}\npassword = {PASSWORD}\n"
    )
    venv = Path(sys.prefix)
    done = subprocess.run(
        ["make", "deploy", "NODE=test", f"VENV={venv}", "--assume-old", f"{venv}/ready-deploy"],
        cwd=checkout(folder),
        env={**clean_environment(), "HOME": str(home)},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert '"status": "ok"' in done.stdout, done.stdout


def reports(folder: Path) -> list[dict]:
    (path,) = folder.glob("exports/**/reports.jsonl")
    rows = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    return sorted(
        ({key: value for key, value in row.items() if key not in MOMENTS} for row in rows),
        key=lambda row: row["url"],
    )


def table(path: Path) -> list[str]:
    lines = path.read_text("utf-8-sig").splitlines()
    return sorted(lines)


@pytest.mark.timeout(300)
def test_a_scheduled_job_writes_what_a_crawl_by_hand_writes(tmp_path):
    quick = {
        "DOWNLOAD_DELAY": "0",
        "AUTOTHROTTLE_ENABLED": "False",
        "CONCURRENT_REQUESTS_PER_DOMAIN": "8",
        "SYNTHETIC": "1",
    }
    with Replica(seed=5, small=True) as replica, node(tmp_path / "node", replica.proxy) as url:
        with pytest.raises(urllib.error.HTTPError, match="401"):
            ask(f"{url}/listprojects.json", user=None)
        deploy(tmp_path / "checkout", url, tmp_path / "home")
        spiders = ask(f"{url}/listspiders.json?project=gikspider")["spiders"]
        assert "liaoning_zhangwu" in spiders

        scheduled = tmp_path / "scheduled"
        form = {"project": "gikspider", "spider": "liaoning_zhangwu", "years": "2019-2021", "jobid": "one"}
        settings = [f"{key}={value}" for key, value in {**quick, "DATA_DIR": str(scheduled)}.items()]
        body = urllib.parse.urlencode([*form.items(), *(("setting", line) for line in settings)])
        request = urllib.request.Request(f"{url}/schedule.json", data=body.encode())
        token = base64.b64encode(f"{USER}:{PASSWORD}".encode()).decode()
        request.add_header("Authorization", f"Basic {token}")
        with urllib.request.build_opener(urllib.request.ProxyHandler({})).open(request, timeout=20) as answer:
            assert json.load(answer)["status"] == "ok"
        until(lambda: ask(f"{url}/status.json?job=one").get("currstate") == "finished", "the job's end")

        by_hand = tmp_path / "by_hand"
        subprocess.run(
            [
                sys.executable,
                "-m",
                "scrapy",
                "crawl",
                "liaoning_zhangwu",
                "-a",
                "years=2019-2021",
                "-L",
                "WARNING",
            ]
            + [
                arg
                for key, value in {**quick, "DATA_DIR": str(by_hand)}.items()
                for arg in ("-s", f"{key}={value}")
            ],
            cwd=ROOT,
            env={**clean_environment(), "http_proxy": replica.proxy, "https_proxy": replica.proxy},
            check=True,
        )

    log = (tmp_path / "node/logs/gikspider/liaoning_zhangwu/one.log").read_text("utf-8", "replace")
    assert "Traceback" not in log, log
    assert reports(scheduled), log
    assert reports(scheduled) == reports(by_hand)
    for name in ("observations.csv", "statements.csv"):
        (one,) = scheduled.glob(f"exports/**/{name}")
        (two,) = by_hand.glob(f"exports/**/{name}")
        assert len(table(one)) == len(table(two)) > 1
    assert {row["report_year"] for row in reports(scheduled)} <= {2019, 2020, 2021}


@pytest.mark.timeout(120)
def test_a_scheduled_job_without_a_data_folder_says_so(tmp_path):
    with Replica(seed=5, small=True) as replica, node(tmp_path / "node", replica.proxy) as url:
        deploy(tmp_path / "checkout", url, tmp_path / "home")
        ask(f"{url}/schedule.json", project="gikspider", spider="henan_mianchi", jobid="lost")
        until(lambda: ask(f"{url}/status.json?job=lost").get("currstate") == "finished", "the job's end")
    # A job that is refused never opens its log: what it says stands in the node's.
    said = (tmp_path / "node/node.log").read_text("utf-8", "replace")
    assert "a scheduled job cannot guess it" in said
    assert "DATA_DIR=/an/absolute/folder" in said
    assert "Traceback" not in said, said
    assert not list((tmp_path / "node").glob("**/reports.jsonl"))
