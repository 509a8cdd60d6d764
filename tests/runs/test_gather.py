import csv
import json
import subprocess
import sys

import pytest
from scrapy.utils.misc import load_object

from gikspider.feeds import FEED_EXPORTERS, FEED_NAMES
from gikspider.runs import gather, manifest
from tests.feeds.reports import report


def export(folder, *reports, synthetic=False, verdict="complete"):
    folder.mkdir(parents=True)
    for name in FEED_NAMES:
        kind = load_object(FEED_EXPORTERS[name])
        with (folder / name).open("wb") as file:
            made = kind(file)
            made.start_exporting()
            for one in reports:
                made.export_item(one)
            made.finish_exporting()
    told = {"verdict": verdict, "why": "because", "synthetic": synthetic, "counts": {"reports": len(reports)}}
    manifest.write(folder / "manifest.json", told)


def rows(path):
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_exports_become_one(tmp_path):
    export(tmp_path / "a", report(), report(report_year=2019))
    export(tmp_path / "county" / "330105", report(unit_code="330105005"), verdict="partial")
    export(tmp_path / "a" / "previous", report())
    taken = gather.gather(tmp_path)
    assert [one.name for one in taken] == ["a", "county/330105"]
    assert len(json.loads((tmp_path / "reports.json").read_bytes())) == 3
    assert len((tmp_path / "reports.jsonl").read_bytes().splitlines()) == 3
    assert len(rows(tmp_path / "observations.csv")) == 18
    assert (tmp_path / "observations.csv").read_bytes().count(b"\xef\xbb\xbf") == 1
    assert [row["unit_code"] for row in rows(tmp_path / "reports.csv")] == ["130109111"] * 2 + ["330105005"]
    assert (tmp_path / "datapackage.json").exists()
    # Gathering again does not count what was gathered.
    assert len(gather.gather(tmp_path)) == 2
    assert not [path for path in tmp_path.iterdir() if path.name.startswith(".")]


def test_the_summary_counts(tmp_path):
    export(tmp_path / "a", report(), report(report_year=2020))
    export(tmp_path / "b", report(unit_code=None, unit="财政局"), verdict="blocked")
    text = gather.summary(gather.gather(tmp_path))
    lines = [line.split() for line in text.splitlines()]
    assert lines[2] == ["a", "complete", "2", "1", "2018-2020", "12", "2", "2", "4"]
    assert lines[3] == ["b", "blocked", "1", "1", "2018-2018", "6", "1", "1", "2"]
    assert lines[4] == ["all", "3", "2", "2018-2020", "18", "3", "3", "6"]
    assert text.endswith("b: blocked: because")


def test_made_up_figures_are_never_merged_with_real_ones(tmp_path):
    export(tmp_path / "a", report())
    export(tmp_path / "sample" / "a", report(), synthetic=True)
    assert [one.name for one in gather.gather(tmp_path)] == ["a"]
    assert [one.synthetic for one in gather.gather(tmp_path / "sample")] == [True]


def test_what_a_killed_crawl_left_is_merged_to_the_last_whole_report(tmp_path):
    export(tmp_path / "a", report(), report(), verdict="unfinished")
    export(tmp_path / "b", report())
    for name in ("reports.jsonl", "observations.csv", "reports.csv", "checks.csv"):
        path = tmp_path / "a" / name
        path.write_bytes(path.read_bytes()[:-30])
    gather.gather(tmp_path)
    assert len(json.loads((tmp_path / "reports.json").read_bytes())) == 2
    assert [row["report_id"] for row in rows(tmp_path / "reports.csv")] == ["130109111-2018"] * 2
    assert len(rows(tmp_path / "observations.csv")) == 17


def test_exports_of_other_versions_are_not_mixed_up(tmp_path):
    export(tmp_path / "a", report())
    export(tmp_path / "b", report())
    path = tmp_path / "b" / "observations.csv"
    path.write_bytes(path.read_bytes().replace(b"report_id", b"id", 1))
    with pytest.raises(gather.GatherError, match="other columns"):
        gather.gather(tmp_path)
    assert not (tmp_path / "observations.csv").exists()


def run(*arguments):
    command = [sys.executable, "-m", "gikspider.runs.gather", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_the_command_says_that_a_sample_is_one(tmp_path):
    export(tmp_path / "a", report(), synthetic=True)
    done = run(tmp_path)
    assert done.returncode == 0
    assert done.stdout.startswith("SAMPLE: all figures here are made up")
    assert json.loads((tmp_path / "manifest.json").read_bytes())["synthetic"] is True


@pytest.mark.parametrize(("folder", "status"), [(None, 2), ("nowhere", 2), (".", 1)])
def test_wrong_folders_are_one_line(tmp_path, folder, status):
    done = run(*([tmp_path / folder] if folder else []))
    assert (done.returncode, done.stdout) == (status, "")
    assert len(done.stderr.splitlines()) == 1
    assert done.stderr.startswith("gather: ")
