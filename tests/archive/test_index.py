import io
from datetime import UTC, datetime, timedelta

import pytest
from scrapy import Request
from scrapy.http import Response
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from gikspider.archive.index import WarcIndex
from gikspider.archive.writer import WarcFile

START = datetime(2026, 11, 21, 8, 0, 0, 5, UTC)
URL = "http://www.gc.gov.cn/a.html"


def write(path, *answers):
    """answers: (url, status, body) or (url, status, body, request)."""
    file = WarcFile(path, {"software": "test"})
    urns = []
    for count, (url, status, body, *request) in enumerate(answers):
        asked = request[0] if request else Request(url)
        urns.append(
            file.exchange(asked, Response(url, status=status, body=body), START + timedelta(minutes=count))
        )
    file.close()
    return urns


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        ([(200, b"1"), (200, b"2")], b"2"),
        ([(503, b"1"), (200, b"2")], b"2"),
        ([(200, b"1"), (404, b"2")], b"1"),
        ([(302, b"1"), (200, b"2"), (302, b"3")], b"2"),
        ([(404, b"1"), (500, b"2")], b"2"),
    ],
)
def test_the_newest_page_counts_and_errors_only_without_one(tmp_path, answers, expected):
    path = tmp_path / "a.warc.gz"
    write(path, *((URL, status, body) for status, body in answers))
    assert WarcIndex([path]).get("GET", URL).body == expected


def test_a_later_archive_counts_more_whatever_its_name(tmp_path):
    old, new = tmp_path / "b.warc.gz", tmp_path / "a.warc"
    write(old, (URL, 200, b"old"))
    write(new, ("http://x/", 200, b""), (URL, 200, b"new"))
    index = WarcIndex([old, new])
    assert index.get("GET", URL).body == b"new"
    assert WarcIndex([new, old]).get("GET", URL).body == b"new"
    assert len(index) == 2


def test_what_was_kept_comes_back_exactly(tmp_path):
    path = tmp_path / "a.warc.gz"
    headers = {"Content-Type": "text/html", "Set-Cookie": ["a=1", "b=2"], "Content-Encoding": "gzip"}
    answer = Response(URL, status=200, headers=headers, body=b"\x1f\x8b\x00\xff", flags=["dataloss"])
    file = WarcFile(path, {})
    urn = file.exchange(Request(URL), answer, START)
    file.close()
    kept = WarcIndex([path]).get("GET", URL + "#part")
    assert (kept.body, kept.fetched_at, kept.record, kept.truncated) == (answer.body, START, urn, True)
    assert [value for name, value in kept.headers if name == "Set-Cookie"] == ["a=1", "b=2"]


def test_forms_are_told_apart_by_what_was_sent(tmp_path):
    path = tmp_path / "a.warc.gz"
    write(
        path,
        (URL, 200, b"one", Request(URL, method="POST", body=b"page=1")),
        (URL, 200, b"two", Request(URL, method="POST", body=b"page=2")),
        (URL, 200, b"got"),
    )
    index = WarcIndex([path])
    assert index.get("POST", URL, b"page=1").body == b"one"
    assert index.get("POST", URL, b"page=2").body == b"two"
    assert index.get("POST", URL, b"page=3") is None
    assert index.get("GET", URL).body == b"got"


def test_passwords_and_cookies_are_not_kept(tmp_path):
    path = tmp_path / "a.warc"
    headers = {
        "Proxy-Authorization": "Basic c2VjcmV0",
        "Authorization": "Basic c2VjcmV0",
        "Cookie": "id=c2VjcmV0",
    }
    write(path, (URL, 200, b"", Request(URL, headers=headers)))
    assert b"c2VjcmV0" not in path.read_bytes()


def test_raw_bytes_in_a_redirect_lead_where_they_led(tmp_path):
    path = tmp_path / "a.warc.gz"
    file = WarcFile(path, {})
    file.exchange(
        Request(URL), Response(URL, status=302, headers={"Location": "/文章.html".encode("gbk")}), START
    )
    file.close()
    assert dict(WarcIndex([path]).get("GET", URL).headers)["Location"] == "/%CE%C4%D5%C2.html"


@pytest.mark.parametrize("cut", range(1, 400, 37))
def test_a_cut_file_is_read_to_the_last_whole_record(tmp_path, cut, caplog):
    path = tmp_path / "a.warc.gz"
    write(path, (URL, 200, b"whole"), (URL + "2", 200, bytes(range(256)) * 20))
    path.write_bytes(path.read_bytes()[:-cut])
    index = WarcIndex([path])
    assert index.get("GET", URL).body == b"whole"
    assert index.cut == [path]
    assert "ends in the middle of a record" in caplog.text
    found = index.get("GET", URL + "2")
    assert found is None or found.body == bytes(range(256)) * 20


@pytest.mark.parametrize("request_first", [True, False])
def test_archives_of_other_programs_are_read(tmp_path, request_first):
    path = tmp_path / "other.warc.gz"
    with path.open("wb") as file:
        writer = WARCWriter(file, gzip=True)
        answer = writer.create_warc_record(
            f"<{URL}>",
            "response",
            payload=io.BytesIO(b"5\r\nhello\r\n0\r\n\r\n"),
            http_headers=StatusAndHeaders("200 OK", [("Transfer-Encoding", "chunked")], protocol="HTTP/1.1"),
        )
        asked = writer.create_warc_record(
            URL,
            "request",
            payload=io.BytesIO(b"q=1"),
            http_headers=StatusAndHeaders("POST / HTTP/1.1", [("Host", "x")], is_http_request=True),
        )
        name = answer.rec_headers.get_header("WARC-Record-ID")
        asked.rec_headers.add_header("WARC-Concurrent-To", name)
        for record in (asked, answer) if request_first else (answer, asked):
            writer.write_record(record)
    kept = WarcIndex([path]).get("POST", URL, b"q=1")
    assert (kept.body, kept.url) == (b"hello", URL)
    assert all(name != "Transfer-Encoding" for name, _ in kept.headers)


def test_a_full_disk_leaves_whole_records(tmp_path):
    path = tmp_path / "a.warc.gz"
    file = WarcFile(path, {})
    file.exchange(Request(URL), Response(URL, body=b"kept"), START)
    size = path.stat().st_size
    real = file._file

    class Full:
        def __getattr__(self, name):
            return getattr(real, name)

        def write(self, data):
            real.write(data[:10])
            raise OSError(28, "No space left on device")

    file._file = Full()
    with pytest.raises(OSError, match="No space left"):
        file.exchange(Request(URL + "2"), Response(URL + "2", body=b"lost"), START)
    assert path.stat().st_size == size
    file._file = real
    file.exchange(Request(URL + "3"), Response(URL + "3", body=b"again"), START)
    file.close()
    index = WarcIndex([path])
    assert (index.get("GET", URL + "3").body, index.get("GET", URL + "2"), index.cut) == (b"again", None, [])
