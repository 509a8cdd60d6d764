import csv
import dataclasses
import io
import json
from datetime import date
from decimal import Decimal

import pytest
from scrapy.utils.misc import load_object
from scrapy.utils.test import get_crawler

from gikspider.copies import FINAL_COPIES
from gikspider.feeds import cells, copies, jsons, layout, package, schema, tables
from tests.feeds.reports import observation, report


def written(exporter, *reports, **options):
    file = io.BytesIO()
    made = exporter(file, **options)
    made.start_exporting()
    for one in reports:
        made.export_item(one)
    made.finish_exporting()
    return file.getvalue()


def rows(exporter, *reports, **options):
    text = written(exporter, *reports, **options).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_csv_begins_with_one_byte_order_mark_and_the_header():
    data = written(tables.ObservationsCsv, report(), report())
    assert data.startswith(b"\xef\xbb\xbfreport_id,division_code,")
    assert data.count(b"\xef\xbb\xbf") == 1
    assert data.endswith(b"\r\n")


def test_an_export_without_reports_is_its_header():
    assert written(tables.FindingsCsv).decode("utf-8-sig").count("\r\n") == 1


def test_a_row_a_cell_with_what_report_it_is_of():
    found = rows(tables.ObservationsCsv, report())
    assert [row["value"] for row in found] == ["3", "", "0.35", "-3", "", ""]
    assert [row["raw"] for row in found][3:] == ["'-3", '\'=HYPERLINK("http://x")', '第一行\n第二行,"引"']
    first = found[0]
    assert (first["unit"], first["unit_of_measure"], first["report_year"]) == ("岗上镇", "件", "2018")
    assert first["fetched_at"] == "2026-11-21T20:00:00.123456+00:00"
    assert found[2]["column"] == ""


def test_a_row_a_report_counts_what_is_nested():
    row = rows(tables.ReportsCsv, report())[0]
    assert row["findings"] == "dates_conflict;body_printed_twice"
    assert row["checks_failing"] == "sum.rows"
    assert (row["checks_holding"], row["observations_count"], row["statements_count"]) == ("1", "6", "1")
    assert row["text_length"] == str(len(report().text))
    assert row["published_on"] == "2019-01-31"
    assert row["signed_on"] == ""
    assert "主动公开" not in ",".join(row.values())


def test_other_tables():
    assert rows(tables.StatementsCsv, report())[0]["quote"] == "主动公开信息20条"
    assert [row["id"] for row in rows(tables.ChecksCsv, report())] == ["sum.columns", "sum.rows", "sum.rows"]
    assert [row["code"] for row in rows(tables.FindingsCsv, report())] == [
        "dates_conflict",
        "body_printed_twice",
    ]
    copy = rows(copies.CopiesCsv, report())[0]
    assert (copy["similarity"], copy["kind"], copy["reason"]) == ("0.00001", "same_portal", "同一数字序列")


def test_rows_of_a_copy_say_what_they_are_a_copy_of():
    mine = report(url="http://m.gc.gov.cn/a.html")
    assert rows(tables.ReportsCsv, mine)[0]["copy_of"] == "http://www.gc.gov.cn/a.html"
    assert {row["copy_of"] for row in rows(tables.ObservationsCsv, mine)} == {"http://www.gc.gov.cn/a.html"}
    # This one is where the other was copied from.
    assert rows(tables.ReportsCsv, report())[0]["copy_of"] == ""
    revision = dataclasses.replace(mine.copies[0], kind="revision")
    assert rows(tables.ReportsCsv, dataclasses.replace(mine, copies=(revision,)))[0]["copy_of"] == ""


def test_copies_also_come_on_their_own():
    assert rows(copies.CopiesCsv, *report().copies) == rows(copies.CopiesCsv, report())


def crawled_copies(path, final, *reports):
    """The rows of copies.csv after a crawl whose index says `final` when it ends."""
    crawler = get_crawler()
    answer = lambda: final  # noqa: E731
    crawler.signals.connect(answer, signal=FINAL_COPIES)
    with path.open("wb") as file:
        made = copies.CopiesCsv.from_crawler(crawler, file)
        made.start_exporting()
        for one in reports:
            made.export_item(one)
        made.finish_exporting()
    found = list(csv.DictReader(path.open(encoding="utf-8-sig", newline="")))
    assert made.written == len(found)
    assert [one.name for one in path.parent.iterdir()] == [path.name]
    return found


def test_copies_are_written_anew_as_they_stand_at_the_end(tmp_path):
    (old,) = report().copies
    doubled = dataclasses.replace(
        old, url="http://x/1", of_url="http://x/1", kind="same_page", reason='=1,"2\n"'
    )
    new = dataclasses.replace(old, of_url="http://better.gov.cn/1")
    given = report(copies=(old, doubled)), report(copies=(dataclasses.replace(old, kind="same_page"),))
    found = crawled_copies(tmp_path / "copies.csv", iter([new]), *given)
    assert [(row["url"], row["of_url"]) for row in found] == [
        ("http://x/1", "http://x/1"),
        (new.url, new.of_url),
    ]
    assert cells.unguard(found[0]["reason"]) == doubled.reason


def test_copies_stay_as_they_came_where_the_index_is_lost(tmp_path, caplog):
    def lost():
        yield report().copies[0]
        raise OSError("no space left on device")

    found = crawled_copies(tmp_path / "copies.csv", lost(), report(), report())
    assert len(found) == 2
    assert "as its rows came" in caplog.text


def test_a_page_that_is_a_copy_of_itself_is_no_copy_to_leave_out():
    mine = report(
        url="http://x/1",
        copies=(dataclasses.replace(report().copies[0], url="http://x/1", of_url="http://x/1"),),
    )
    assert rows(tables.ReportsCsv, mine)[0]["copy_of"] == ""


def test_what_is_no_report_is_left_out_and_said(caplog):
    assert rows(tables.ReportsCsv, {"a": 1}) == []
    assert "reports.csv holds reports" in caplog.text


def test_columns_can_be_picked_and_renamed():
    data = written(tables.ReportsCsv, report(), fields_to_export={"unit": "单位", "report_year": "年度"})
    assert data.decode("utf-8-sig") == "单位,年度\r\n岗上镇,2018\r\n"
    data = written(tables.ReportsCsv, report(), fields_to_export=["unit"])
    assert data.decode("utf-8-sig") == "unit\r\n岗上镇\r\n"
    with pytest.raises(ValueError, match=r"reports\.csv has no column units"):
        written(tables.ReportsCsv, fields_to_export=["units"])


def test_no_cell_shows_how_python_writes_things():
    for exporter in (
        tables.ReportsCsv,
        tables.ObservationsCsv,
        tables.StatementsCsv,
        tables.ChecksCsv,
        copies.CopiesCsv,
    ):
        text = written(exporter, report()).decode()
        for repr_of in ("None", "Decimal(", "datetime.", "()", "True", "False"):
            assert repr_of not in text


def test_text_no_file_can_hold_does_not_lose_the_report():
    broken = report(title="标\ud800题\0", observations=(observation(raw="\udfff"),))
    assert rows(tables.ReportsCsv, broken)[0]["title"] == "标�题�"
    assert rows(tables.ObservationsCsv, broken)[0]["raw"] == "�"
    assert json.loads(written(jsons.JsonLines, broken))["observations"][0]["raw"] == "�"


def test_pandas_reads_what_the_schema_says(tmp_path):
    pandas = pytest.importorskip("pandas")
    path = tmp_path / "observations.csv"
    path.write_bytes(written(tables.ObservationsCsv, report(), report(report_id="x-2019", unit_code=None)))
    frame = pandas.read_csv(path, dtype={"unit_code": str, "division_code": str})
    assert list(frame.columns) == [column.name for column in schema.tables()["observations"].columns]
    assert len(frame) == 12
    assert frame["value"].sum() == pytest.approx(2 * 0.35)
    assert frame["raw"][5] == '第一行\n第二行,"引"'


def plain(value):
    """A report as JSON would say it, made without the exporter."""
    if dataclasses.is_dataclass(value):
        return {f.name: plain(getattr(value, f.name)) for f in dataclasses.fields(value)}
    if isinstance(value, tuple):
        return [plain(one) for one in value]
    if isinstance(value, Decimal):
        return int(value) if value == int(value) else float(value)
    if isinstance(value, date):
        return value.isoformat()
    return value


def test_json_gives_the_report_back():
    lines = written(jsons.JsonLines, report(), report(report_year=2019)).splitlines()
    assert [json.loads(line) for line in lines] == [plain(report()), plain(report(report_year=2019))]
    array = json.loads(written(jsons.JsonArray, report(), report(report_year=2019)))
    assert array == [json.loads(line) for line in lines]
    assert json.loads(written(jsons.JsonArray)) == []


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("3", 3),
        ("-0", 0),
        ("1E+3", 1000),
        ("3.0", 3),
        ("0.35", 0.35),
        ("1.50", 1.5),
        ("9007199254740992", 2**53),
        ("9007199254740993", "9007199254740993"),
        ("0.12345678901234567890", "0.12345678901234567890"),
        ("1E+400", "1" + "0" * 400),
        ("NaN", None),
    ],
)
def test_json_numbers_lose_no_digit(value, expected):
    found = jsons.number(Decimal(value))
    assert found == expected
    assert type(found) is type(expected)


def test_a_line_is_a_line_for_every_program():
    text = "一\u2028二\u2029三\u0085四\x0b五\n六"
    line = jsons.encode({"text": text}).decode()
    assert len(line.splitlines()) == 1
    assert json.loads(line) == {"text": text}


def test_integers_beyond_64_bits_are_text():
    assert json.loads(jsons.encode({"views": 2**70})) == {"views": str(2**70)}


@pytest.mark.parametrize("exporter", [jsons.JsonArray, jsons.JsonLines, tables.ObservationsCsv])
def test_a_file_is_whole_after_every_report(tmp_path, exporter):
    path = tmp_path / "feed"
    with path.open("wb") as file:
        made = exporter(file)
        made.start_exporting()
        for count in range(3):
            made.export_item(report())
            data = path.read_text("utf-8-sig")
            if exporter is jsons.JsonArray:
                assert len(json.loads(data)) == count + 1
            elif exporter is jsons.JsonLines:
                assert [json.loads(line)["report_year"] for line in data.splitlines()] == [2018] * (count + 1)
            else:
                assert len(list(csv.reader(io.StringIO(data, newline="")))) == 6 * (count + 1) + 1


@pytest.mark.parametrize("exporter", [jsons.JsonLines, tables.ReportsCsv])
def test_a_continued_file_loses_its_broken_last_line(tmp_path, exporter):
    path = tmp_path / "feed"
    path.write_bytes(written(exporter, report()) + "半行，".encode()[:-1])
    with path.open("ab") as file:
        made = exporter(file)
        made.start_exporting()
        made.export_item(report())
    assert path.read_bytes() == written(exporter, report(), report())


def test_a_broken_line_longer_than_a_block_is_cut_too(tmp_path):
    path = tmp_path / "feed"
    path.write_bytes(b"{}\n" + b"x" * 200_000)
    with path.open("ab") as file:
        jsons.JsonLines(file).start_exporting()
    assert path.read_bytes() == b"{}\n"


def test_the_data_package_describes_every_file():
    made = package.descriptor("hebei_gaocheng", synthetic=True)
    assert made["synthetic"] is True
    assert "Made-up" in made["description"]
    paths = {one["path"] for one in made["resources"]}
    assert paths == {"reports.jsonl"} | {f"{name}.csv" for name in schema.tables()}
    for one in made["resources"][1:]:
        header = written(load_object(layout.FEED_EXPORTERS[one["path"]])).decode("utf-8-sig").strip()
        assert header.split(",") == [field["name"] for field in one["schema"]["fields"]]
    line = made["resources"][0]["jsonSchema"]
    assert list(line["properties"]) == list(json.loads(jsons.encode(report())))


def test_frictionless_finds_no_fault(tmp_path):
    frictionless = pytest.importorskip("frictionless")
    for name in schema.tables():
        exporter = load_object(layout.FEED_EXPORTERS[f"{name}.csv"])
        (tmp_path / f"{name}.csv").write_bytes(written(exporter, report(), report(report_id="b-2019")))
    (tmp_path / "reports.jsonl").write_bytes(written(jsons.JsonLines, report()))
    made = package.descriptor("hebei_gaocheng")
    made["resources"] = made["resources"][1:]
    (tmp_path / "datapackage.json").write_text(json.dumps(made), "utf-8")
    found = frictionless.Package(str(tmp_path / "datapackage.json")).validate()
    assert found.valid, found.flatten(["rowNumber", "fieldName", "type", "message"])


def test_guarded_cells_come_back():
    row = rows(tables.ObservationsCsv, report())[3]
    assert cells.unguard(row["raw"]) == "-3"


@pytest.mark.parametrize("reports", [0, 1, 2])
@pytest.mark.parametrize("tail", [b"", b",", b',{"half', b"]\n"])
def test_an_array_can_be_continued_wherever_it_broke_off(tmp_path, reports, tail):
    path = tmp_path / "reports.json"
    whole = written(jsons.JsonArray, *[report()] * reports)
    path.write_bytes(whole.removesuffix(b"]\n") + tail)
    with path.open("rb+") as file:
        file.seek(0, 2)
        made = jsons.JsonArray(file)
        made.start_exporting()
        assert len(json.loads(path.read_bytes())) == reports
        made.export_item(report())
    assert len(json.loads(path.read_bytes())) == reports + 1
