import json
import os
import shutil
import subprocess
import sys

import pytest

from tests.archive.site import portal
from tests.commands.running import ROOT, here, scrapy
from tests.pages_documents import making

PAGE = making.page()
TEXT = "\n".join([making.UNIT + making.TITLE, *making.BEFORE, *making.AFTER])


def lines(done):
    return [json.loads(line) for line in done.stdout.splitlines()]


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    made = tmp_path_factory.mktemp("in")
    (made / "a.html").write_text(PAGE, "utf-8")
    (made / "b.pdf").write_bytes(making.pdf())
    (made / "c.docx").write_bytes(making.docx())
    (made / "d.xlsx").write_bytes(making.xlsx())
    (made / "e.txt").write_bytes(TEXT.encode("gb18030"))
    (made / "f.mht").write_bytes(making.mhtml())
    (made / "style.css").write_text("p {}")
    (made / ".hidden").write_text("x")
    (made / "sub").mkdir()
    (made / "sub" / "empty.html").write_text("  \n")
    (made / "sub" / "broken.pdf").write_bytes(making.pdf()[:2000])
    (made / "sub" / "bytes.doc").write_bytes(bytes(range(256)) * 8)
    return made


@pytest.fixture(scope="module")
def extracted(folder):
    return scrapy("extract", folder)


def test_a_folder_is_read_whole_and_in_order(folder, extracted):
    found = [os.path.relpath(line["source_path"], folder) for line in lines(extracted)]
    assert found == [
        "a.html",
        "b.pdf",
        "c.docx",
        "d.xlsx",
        "e.txt",
        "f.mht",
        "sub/broken.pdf",
        "sub/bytes.doc",
        "sub/empty.html",
    ]
    assert "1 files of other kinds passed over (.css 1)" in extracted.stderr


def test_what_cannot_be_read_is_a_line_and_a_status(extracted):
    assert extracted.returncode == 1
    errors = {
        os.path.basename(line["source_path"]): line["error"] for line in lines(extracted) if "error" in line
    }
    assert set(errors) == {"broken.pdf", "bytes.doc", "empty.html"}
    assert errors["empty.html"] == "there is nothing in it"
    assert "PDF" in errors["broken.pdf"]
    assert "Traceback" not in extracted.stderr


def test_every_kind_of_document_gives_the_report(extracted):
    for line in lines(extracted):
        if "error" in line:
            continue
        assert line["report_year"] == 2020, line["source_path"]
        assert line["unit"].startswith("槐树店镇")
    by_name = {os.path.basename(line["source_path"]): line for line in lines(extracted)}
    read = {
        name: [{**one, "source": None} for one in line.get("observations", [])]
        for name, line in by_name.items()
    }
    assert read["b.pdf"] == read["c.docx"] == read["d.xlsx"] == read["f.mht"] == read["a.html"]
    numbers = [one["value"] for one in read["a.html"] if one["state"] == "number"]
    assert sorted(numbers) == [1, 1, 1, 2, 2, 2, 3, 4]
    sources = {
        name: {one["source"] for one in line.get("observations", [])} for name, line in by_name.items()
    }
    assert sources["a.html"] == {"table"}
    assert sources["b.pdf"] == sources["c.docx"] == sources["d.xlsx"] == {"attachment"}


def test_lines_say_what_they_are_copies_of(extracted, folder):
    by_name = {os.path.basename(line["source_path"]): line for line in lines(extracted)}
    assert by_name["a.html"]["copies"] == []
    (copy,) = by_name["c.docx"]["copies"]
    assert copy["url"] == (folder / "c.docx").as_uri()
    assert copy["of_url"] in {(folder / "a.html").as_uri(), (folder / "b.pdf").as_uri()}
    assert copy["reason"]


def test_a_file_named_is_read_and_written_to_a_file(folder, tmp_path, capfd, monkeypatch):
    out = tmp_path / "out.jsonl"
    done = here(capfd, monkeypatch, tmp_path, "extract", folder / "a.html", folder / "e.txt", "-o", out)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert [json.loads(line)["source_path"] for line in out.read_bytes().splitlines()] == [
        str(folder / "a.html"),
        str(folder / "e.txt"),
    ]


def test_the_output_is_not_read_as_input(folder, tmp_path, capfd, monkeypatch):
    shutil.copy(folder / "a.html", tmp_path / "a.html")
    for _ in range(2):
        done = here(capfd, monkeypatch, tmp_path, "extract", ".", "-o", "out.txt")
        assert done.returncode == 0, done.stderr
    assert len((tmp_path / "out.txt").read_bytes().splitlines()) == 1


def test_what_is_missing_or_no_file_is_a_line(tmp_path, capfd, monkeypatch):
    os.mkfifo(tmp_path / "pipe")
    done = here(capfd, monkeypatch, tmp_path, "extract", tmp_path / "nowhere.html", tmp_path / "pipe")
    assert [line["error"] for line in lines(done)] == ["there is no such file", "it is no file"]
    assert done.returncode == 1


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ([], "name what to read"),
        (["--colour", "x.html"], "there is no option --colour"),
        (["x.html", "-o", "nowhere/out.jsonl"], "there is no folder"),
        (["x.html", "-o", "."], "is a folder; name a file"),
        (["x.html", "-d", "999999"], "is no code of a division"),
    ],
)
def test_a_wrong_command_line_is_one_line(tmp_path, capfd, monkeypatch, arguments, said):
    done = here(capfd, monkeypatch, tmp_path, "extract", *arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert said in done.stderr
    assert len(done.stderr.splitlines()) == 1
    assert list(tmp_path.iterdir()) == []


def test_the_division_gives_the_unit_its_code(tmp_path, capfd, monkeypatch):
    (tmp_path / "a.txt").write_text(TEXT.replace("槐树店镇", "常安镇"), "utf-8")
    line = lines(here(capfd, monkeypatch, tmp_path, "extract", "a.txt", "-d", "130109"))[0]
    assert line["unit_code"] == "130109111"


def test_a_saved_page_knows_where_it_is_from(tmp_path, capfd, monkeypatch):
    comment = "<!-- saved from url=(0031)http://www.gc.gov.cn/col/1.html -->"
    (tmp_path / "a.html").write_text(f"<!DOCTYPE html>{comment}{PAGE}", "utf-8")
    line = lines(here(capfd, monkeypatch, tmp_path, "extract", "a.html"))[0]
    assert line["url"] == "http://www.gc.gov.cn/col/1.html"


def test_addresses_are_fetched_as_robots_allow():
    base = "http://www.gc.gov.cn"
    with portal() as site:
        done = scrapy(
            "extract", f"{base}/list.html", f"{base}/private/b.html", f"{base}/gone.html",
            "-s", "DOWNLOAD_DELAY=0", proxy=site.proxy,
        )  # fmt: skip
        assert site.asked[0] == "/robots.txt"
        assert "/private/b.html" not in site.asked
    found = lines(done)
    assert [line["source_path"] for line in found] == [
        f"{base}/list.html",
        f"{base}/private/b.html",
        f"{base}/gone.html",
    ]
    assert found[0]["fetched_at"]
    assert found[0]["url"] == f"{base}/list.html"
    assert "robots.txt" in found[1]["error"]
    assert found[2]["error"] == "it could not be fetched: the server answered 404"
    assert "Traceback" not in done.stderr


def test_a_reader_that_has_enough_ends_it_quietly(folder):
    command = f"{sys.executable} -m scrapy extract {folder} {folder} {folder} | head -c 10"
    done = subprocess.run(command, shell=True, capture_output=True, text=True, check=False, cwd=ROOT)
    assert "Traceback" not in done.stderr
    assert "BrokenPipe" not in done.stderr
