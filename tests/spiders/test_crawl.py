"""Real crawls of the replica, as a user starts them, compared with what its pages are known to say."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from gikspider.copies import canonical_url
from gikspider.spiders.obstacles import STUB
from tests.replica import Replica

ROOT = Path(__file__).parents[2]
PORTALS = {
    "hebei_gaocheng": "130109",
    "zhejiang_gongshu": "330105",
    "yunnan_tengchong": "530581",
    "liaoning_zhangwu": "210922",
    "henan_mianchi": "411221",
}
QUICK = {
    "DOWNLOAD_DELAY": "0",
    "AUTOTHROTTLE_ENABLED": "False",
    "CONCURRENT_REQUESTS_PER_DOMAIN": "4",
    "READERS": "0",
}

pytestmark = pytest.mark.crawl


@pytest.fixture(scope="module")
def replica():
    with Replica(seed=3, small=True) as served:
        yield served


@pytest.fixture(autouse=True)
def behaving(replica):
    replica.reset()


class Crawl:
    """One `scrapy crawl`: its exit status, its log, the reports and the manifest it wrote."""

    def __init__(
        self, replica, folder: Path, spider: str, settings: dict[str, str] | None = None, **arguments: str
    ):
        command = [sys.executable, "-m", "scrapy", "crawl", spider]
        for name, value in {**QUICK, "DATA_DIR": str(folder), **(settings or {})}.items():
            command += ["-s", f"{name}={value}"]
        for name, value in arguments.items():
            command += ["-a", f"{name}={value}"]
        environment = {
            **os.environ,
            "http_proxy": replica.proxy,
            "https_proxy": replica.proxy,
            "no_proxy": "",
        }
        done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=240)
        self.status, self.log = done.returncode, done.stderr
        exports = folder / "exports" / spider
        lines = (exports / "reports.jsonl").read_text("utf-8").splitlines() if exports.exists() else []
        self.reports = [json.loads(line) for line in lines]
        self.manifest = json.loads((exports / "manifest.json").read_text("utf-8")) if exports.exists() else {}
        self.urls = sorted(canonical_url(report["url"]) for report in self.reports)

    @property
    def failures(self) -> dict[str, str]:
        return {failure["url"]: failure["reason"] for failure in self.manifest["ledger"]["failures"]}


def truth(replica, spider: str):
    return [expected for expected in replica.truth if expected.division == PORTALS[spider]]


def addresses(expected) -> list[str]:
    return sorted({canonical_url(url) for report in expected for url in report.urls})


@pytest.mark.parametrize("spider", PORTALS)
def test_every_report_is_found_and_no_other_page(replica, tmp_path, spider):
    crawl = Crawl(replica, tmp_path, spider)
    expected = truth(replica, spider)
    assert crawl.status == 0, crawl.log[-2000:]
    assert crawl.urls == addresses(expected)
    assert {(r["unit"], r["report_year"]) for r in crawl.reports} == {(e.unit, e.year) for e in expected}
    assert "Traceback" not in crawl.log
    assert "ERROR" not in crawl.log
    assert crawl.manifest["ledger"]["failures"] == []


def test_arguments_spare_the_portal_what_is_not_wanted(replica, tmp_path):
    spider = "henan_mianchi"
    expected = [e for e in truth(replica, spider) if e.year in (2018, 2020) and e.unit == "仰韶镇"]
    crawl = Crawl(replica, tmp_path, spider, years="2018,2020", units="仰韶镇")
    assert crawl.urls == addresses(expected)
    articles = [request for request in replica.requests if "0000" not in str(request)]
    assert len(articles) < len(truth(replica, spider))
    assert crawl.manifest["ledger"]["filtered"]


LOGIN = "<html><body><h1>统一身份认证</h1><form><input name='user'><input type='password'></form></body></html>".encode()
WAF = b"<html><head><script>$_ts=window['$_ts'];if(!$_ts)$_ts={};</script></head><body></body></html>"


def test_a_portal_that_misbehaves_loses_only_what_it_withholds(replica, tmp_path):
    spider = "liaoning_zhangwu"
    expected = truth(replica, spider)
    alone = [e for e in expected if not e.copies][:9]
    gone, refused, login, stub, loop, away, slow, cut, huge = alone
    replica.misbehave(gone.url.split("gov.cn")[1], status=404)
    replica.misbehave(refused.url.split("gov.cn")[1], status=403)
    replica.misbehave(login.url.split("gov.cn")[1], body=LOGIN)
    replica.misbehave(stub.url.split("gov.cn")[1], body=WAF)
    replica.misbehave(loop.url.split("gov.cn")[1], redirect_loop=True)
    replica.misbehave(away.url.split("gov.cn")[1], location="https://www.zhangwu.gov.cn/")
    replica.misbehave(slow.url.split("gov.cn")[1], delay=20)
    replica.misbehave(cut.url.split("gov.cn")[1], cut=STUB * 2)
    replica.misbehave(huge.url.split("gov.cn")[1], body=b"<p>" + b"x" * 3_000_000)
    settings = {"DOWNLOAD_TIMEOUT": "2", "DOWNLOAD_MAXSIZE": "2000000", "RETRY_TIMES": "1"}
    crawl = Crawl(replica, tmp_path, spider, settings)
    assert crawl.failures == {
        gone.url: "http_404",
        refused.url: "blocked_403",
        login.url: "login_page",
        stub.url: "waf_stub",
        loop.url: "redirect_loop",
        away.url: "redirected",
        slow.url: "timeout",
        huge.url: "too_large",
    }
    lost = [gone, refused, login, stub, loop, away, slow, huge]
    assert crawl.urls == addresses([e for e in expected if e not in lost])
    (read,) = (r for r in crawl.reports if canonical_url(r["url"]) == canonical_url(cut.url))
    assert read["unit"] == cut.unit
    assert crawl.manifest["verdict"] == "partial"
    assert "Traceback" not in crawl.log


def test_a_refused_list_is_a_failure_with_its_address(replica, tmp_path):
    replica.misbehave("/28408/0000/list-1.html", status=412)
    crawl = Crawl(replica, tmp_path, "henan_mianchi")
    assert crawl.failures == {"https://www.mianchi.gov.cn/28408/0000/list-1.html": "blocked_412"}
    assert crawl.reports


@pytest.mark.slow
def test_pages_read_beside_the_crawl_or_in_it_are_the_same(replica, tmp_path):
    one = Crawl(replica, tmp_path / "1", "henan_mianchi", sample="3", years="2018")
    other = Crawl(replica, tmp_path / "2", "henan_mianchi", {"READERS": "2"}, sample="3", years="2018")
    changing = {"fetched_at", "archive_record"}
    plain = [
        sorted(
            ({k: v for k, v in r.items() if k not in changing} for r in crawl.reports), key=lambda r: r["url"]
        )
        for crawl in (one, other)
    ]
    assert plain[0] == plain[1]
    assert plain[0]
