"""A report half written by another process is the same report, in every file and to whoever asks."""

import dataclasses
import io
import pickle
import subprocess
import sys
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scrapy.utils.misc import load_object

from gikspider.copies import fingerprint
from gikspider.feeds import FEED_EXPORTERS, FEED_NAMES, figures
from gikspider.feeds.ahead import ReadReport, ahead
from gikspider.feeds.encoding import encode
from gikspider.forms import outline
from gikspider.items import AnnualReport, Check, Finding
from tests.feeds.reports import observation, report

MORE = (
    Check(id="years.carry", severity="warning", status="fails", left=Decimal(1), right=Decimal("2.50")),
    Check(id="years.other", severity="info", status="holds", detail='=1,"2"\n'),
)
ODD = "\0\u2028\u0085\x1c,\"'\r\n=@\U00020bb7"


def sent(plain: AnnualReport) -> AnnualReport:
    return pickle.loads(pickle.dumps(ahead(plain), 5))


def file_of(name: str, *reports: AnnualReport) -> bytes:
    file = io.BytesIO()
    made = load_object(FEED_EXPORTERS[name])(file)
    made.start_exporting()
    for one in reports:
        made.export_item(one)
    made.finish_exporting()
    return file.getvalue()


def many() -> list[AnnualReport]:
    bare = AnnualReport(report_id="x", content_sha256="")
    odd = report(
        unit=ODD,
        text=ODD,
        observations=(
            observation(label=ODD, raw=ODD),
            observation(value=Decimal("1E+3")),
            observation(value=Decimal("1.0")),
        ),
        checks=(Check(id=ODD, severity="error", status="holds", detail=ODD),),
    )
    own = report(url="http://m.gc.gov.cn/a.html")
    return [
        report(),
        bare,
        odd,
        own,
        dataclasses.replace(report(), checks=()),
        dataclasses.replace(bare, views=2**60),
    ]


@pytest.mark.parametrize("name", FEED_NAMES)
def test_every_file_is_the_same_to_the_byte(name):
    plain = many()
    read = [sent(one) for one in plain]
    assert all(type(one) is ReadReport for one in read)
    assert file_of(name, *read) == file_of(name, *plain)


@pytest.mark.parametrize("name", FEED_NAMES)
def test_what_is_added_later_is_in_every_file(name):
    changes = {
        "report_id": "130109111-2018-r2",
        "findings": (Finding(code="new", severity="info"),),
        "copies": (),
    }
    plain = [dataclasses.replace(one, checks=(*one.checks, *MORE), **changes) for one in many()]
    read = [sent(one).changed(**changes).changed(MORE[:1]).changed(MORE[1:]) for one in many()]
    assert file_of(name, *read) == file_of(name, *plain)
    assert read == plain


def test_what_no_file_can_hold_is_read_whole():
    broken = report(text="\ud800")
    late = sent(report()).changed(findings=(Finding(code="x", severity="info", detail="\ud800"),))
    for name in FEED_NAMES:
        assert file_of(name, sent(broken)) == file_of(name, broken)
        assert file_of(name, late) == file_of(name, dataclasses.replace(report(), findings=late.findings))
    inside = report(observations=(observation(raw="\ud800"),))
    assert ahead(inside) is inside


def test_it_is_the_report_to_whoever_asks():
    plain, read = report(), sent(report())
    assert isinstance(read, AnnualReport)
    assert read == plain
    assert plain == read
    assert hash(read) == hash(plain)
    assert {f.name: getattr(read, f.name) for f in dataclasses.fields(read)} == {
        f.name: getattr(plain, f.name) for f in dataclasses.fields(plain)
    }
    assert [str(o.value) for o in read.observations] == [str(o.value) for o in plain.observations]
    assert dataclasses.asdict(read) == dataclasses.asdict(plain)
    assert encode(read) == encode(plain)
    other = dataclasses.replace(read, title="x")
    assert type(other) is AnnualReport
    assert other == dataclasses.replace(plain, title="x") != read
    assert read.mark == fingerprint(plain)
    with pytest.raises(AttributeError):
        read.titel  # noqa: B018
    with pytest.raises(dataclasses.FrozenInstanceError):
        read.title = "x"
    with pytest.raises(ValueError, match="written already"):
        read.changed(observations=())


def test_the_outline_for_comparing_years_is_that_of_the_report():
    assert sent(report()).outline == outline(report().observations)
    assert sent(report()).outline.size == len(report().observations)
    assert not sent(AnnualReport(report_id="x", content_sha256="")).outline.size


@pytest.mark.parametrize("most", [1, 3, 10_000])
def test_what_is_remembered_of_cells_and_checks_is_bounded_and_changes_nothing(most, monkeypatch):
    monkeypatch.setattr(figures, "MOST", most)
    plain = [
        report(
            observations=tuple(
                observation(raw=raw, value=Decimal(raw)) for raw in ("0", "00", "1", "1.0", "0")
            ),
            checks=tuple(
                Check(id=name, severity="info", status="holds", left=Decimal(left), right=Decimal("1"))
                for name, left in (("a", "1"), ("a", "1.0"), ("b", "1"), ("a", "1"))
            ),
        )
        for _ in range(3)
    ]
    read = [sent(one) for one in plain]
    for name in FEED_NAMES:
        assert file_of(name, *read) == file_of(name, *plain)
    assert [[str(o.value) for o in one.observations] for one in read] == [["0", "0", "1", "1.0", "0"]] * 3
    assert [[str(c.left) for c in one.checks] for one in read] == [["1", "1.0", "1", "1"]] * 3
    for kept in (figures._records, figures._sums, figures._around, figures._others):
        assert len(kept) <= most
    assert len(figures._runs) <= max(1, most // 4)


@given(
    st.lists(st.tuples(st.text(), st.none() | st.decimals(allow_nan=False, allow_infinity=False)), max_size=5)
)
def test_any_cells(given):
    plain = report(observations=tuple(observation(raw=text, value=value) for text, value in given))
    read = ahead(plain)
    assert read == plain
    for name in ("reports.jsonl", "observations.csv", "reports.csv"):
        assert file_of(name, read) == file_of(name, plain)


def test_reading_processes_load_no_crawler():
    code = "import sys, gikspider.feeds.ahead; print(sorted({m.split('.')[0] for m in sys.modules} & {'scrapy', 'twisted'}))"
    assert (
        subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
        == "[]\n"
    )
