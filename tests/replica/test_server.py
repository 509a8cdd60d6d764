"""The proxy serves as HTTP asks, breaks when told to, and stops."""

from __future__ import annotations

import gzip
import http.client
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import pytest
from parsel import Selector

from tests.replica import Replica
from tests.replica.client import Client

ROOT = Path(__file__).parents[2]
UUID = r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"


def test_both_schemes_and_both_host_names_answer(replica: Replica, client: Client) -> None:
    report = next(r for r in replica.truth if r.division == "411221" and r.form is None)
    path = urlsplit(report.url).path
    pages = {
        client.raw(f"{scheme}://{host}{path}")[0]
        for scheme in ("http", "https")
        for host in ("www.mianchi.gov.cn", "mianchi.gov.cn")
    }
    assert len(pages) == 1
    assert client.status("http://www.example.org/") == 502
    assert client.status("http://www.gc.gov.cn/nothing-here.html") == 404
    assert client.raw("http://www.gc.gov.cn/robots.txt")[0].startswith(b"User-agent: *")


def test_an_article_is_the_same_page_under_any_query_and_on_its_second_host(
    replica: Replica, client: Client
) -> None:
    report = next(r for r in replica.truth if r.division == "411221")
    assert client.raw(report.url)[0] == client.raw(f"{report.url}?n=17")[0]
    second = [url for r in replica.truth for url in r.copies if "//xxgk." in url]
    assert second
    assert client.raw(second[0])[0] == client.raw(second[0].replace("xxgk.", "www."))[0]


def test_the_prescribed_way_leads_from_the_home_page_to_the_columns(replica: Replica, client: Client) -> None:
    for portal in replica.portals:
        home = portal.url("/")
        links = dict(Selector(client.page(home)).xpath("//a").re(r'<a href="([^"]+)">([^<]+)</a>') and [
            (a.xpath("string()").get(), urljoin(home, a.attrib["href"])) for a in Selector(client.page(home)).css("a")])  # fmt: skip
        platform = Selector(client.page(links["政府信息公开"]))
        names = {
            "".join(a.xpath(".//text()").getall()): urljoin(home, a.attrib["href"]) for a in platform.css("a")
        }
        annual = [url for name, url in names.items() if "年报" in name]
        assert annual
        assert all(client.status(url) == 200 for url in annual)
        assert f'content="{portal.county.site_id_code}"' in client.page(annual[0]) or "tree.jsp" in annual[0]


def test_some_pages_are_gzipped_without_a_charset(replica: Replica, client: Client) -> None:
    kinds = set()
    for report in replica.truth[:40]:
        body, headers = client.raw(report.url, **{"Accept-Encoding": "gzip"})
        packed = headers["Content-Encoding"] == "gzip"
        kinds.add((packed, headers.get_content_charset()))
        if packed:
            plain, plainly = client.raw(report.url)
            assert gzip.decompress(body) == plain
            assert plainly["Content-Encoding"] is None
    assert (True, None) in kinds
    assert all(charset is None for packed, charset in kinds if packed)
    assert (False, "utf-8") in kinds


def test_connections_are_kept_and_heads_have_no_body(replica: Replica) -> None:
    url = replica.truth[0].url
    connection = http.client.HTTPConnection("127.0.0.1", replica.port, timeout=10)
    for method in ("GET", "HEAD", "GET"):
        connection.request(method, url)
        response = connection.getresponse()
        body = response.read()
        assert response.status == 200
        assert (len(body) == int(response.headers["Content-Length"])) is (method == "GET")
    connection.close()


def test_requests_are_logged_and_forgotten(replica: Replica, client: Client) -> None:
    replica.reset()
    url = replica.truth[3].url
    client.raw(url)
    client.status("http://www.gc.gov.cn/none")
    assert [(r.method, r.url, r.status) for r in replica.requests] == [
        ("GET", url, 200),
        ("GET", "http://www.gc.gov.cn/none", 404),
    ]
    assert abs(replica.requests[0].time - time.time()) < 60
    replica.reset()
    assert not replica.requests


def test_misbehaviour(replica: Replica, client: Client) -> None:
    url, other = (r.url for r in replica.truth[:2])
    whole = client.raw(url)[0]
    replica.misbehave(url, status=503, times=2)
    assert [client.status(url) for _ in range(3)] == [503, 503, 200]
    assert client.status(other) == 200
    replica.misbehave(url, cut=500)
    with pytest.raises(http.client.IncompleteRead) as cut:
        client.raw(url)
    assert cut.value.partial == whole[:500]
    replica.reset()
    replica.misbehave(url, body=b"<html>login</html>")
    assert client.raw(url)[0] == b"<html>login</html>"
    replica.misbehave(url, charset="iso-8859-1")
    assert client.raw(url)[1].get_content_charset() == "iso-8859-1"
    replica.misbehave(url, redirect_loop=True)
    assert client.status(url) == 302
    replica.reset()
    replica.misbehave(url, delay=0.3)
    start = time.monotonic()
    assert client.raw(url)[0] == whole
    assert time.monotonic() - start >= 0.3
    replica.reset()


def test_nonsense_does_not_stop_the_server(replica: Replica, client: Client) -> None:
    for noise in (
        b"\x16\x03\x01nonsense\r\n\r\n",
        b"GET\r\n\r\n",
        b"GET http://www.gc.gov.cn/ HTTP/1.1\r\nContent-Length: x\r\n\r\n",
        b"",
    ):
        with socket.create_connection(("127.0.0.1", replica.port), timeout=5) as raw:
            raw.sendall(noise)
    assert client.status("http://www.gc.gov.cn/") == 200


def test_the_server_stops() -> None:
    with Replica(small=True, counties=["411221"]) as running:
        port = running.port
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
        connection.request("GET", "http://www.mianchi.gov.cn/")
        connection.getresponse().read()
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection(("127.0.0.1", port), timeout=2)
    connection.close()


def test_it_runs_alone_and_stops_when_asked() -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.replica", "--small"], cwd=ROOT, stdout=subprocess.PIPE, text=True
    )
    assert process.stdout
    proxy = process.stdout.readline().strip()
    assert re.fullmatch(r"http://127\.0\.0\.1:\d+", proxy)
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({"http": proxy}))
    assert b"SiteIDCode" in opener.open("http://www.tengchong.gov.cn/", timeout=10).read()
    process.send_signal(signal.SIGTERM)
    assert process.wait(10) == 0
