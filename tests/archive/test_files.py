import pytest
from scrapy.exceptions import NotConfigured, UsageError
from scrapy.settings import Settings

from gikspider.archive import ArchiveError, ReplayAddon, archives
from gikspider.archive.writer import WarcFile


def warc(path, **info):
    WarcFile(path, {"software": "test", **info}).close()
    return path


def test_what_a_name_means(tmp_path):
    one, two = warc(tmp_path / "x" / "b.warc.gz"), warc(tmp_path / "x" / "y" / "a.warc.gz")
    plain = warc(tmp_path / "with, comma.warc")
    (tmp_path / "x" / "notes.txt").write_text("no archive")
    assert archives(str(one)) == [one]
    assert archives(tmp_path / "x") == [one, two]
    assert archives(f"{one}, {two}") == [one, two]
    assert archives([one, str(one)]) == [one]
    assert archives(str(plain)) == [plain]


@pytest.mark.parametrize(
    ("named", "said"),
    [
        ("nowhere.warc.gz", "there is no file or folder"),
        ("empty", "holds no archive"),
        ("page.html", "is no archive; its name should end in"),
        (" , ", "names no archive"),
    ],
)
def test_a_wrong_name_is_one_sentence(tmp_path, monkeypatch, named, said):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "empty").mkdir()
    (tmp_path / "page.html").write_text("")
    with pytest.raises(ArchiveError, match=said) as caught:
        archives(named)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("body", [b"", b"not a warc at all\r\n\r\n", b"\x1f\x8bbroken"])
def test_a_file_that_is_no_archive_is_named(tmp_path, body):
    path = tmp_path / "x.warc.gz"
    path.write_bytes(body)
    with pytest.raises(UsageError, match=r"x\.warc\.gz"):
        ReplayAddon().update_settings(Settings({"REPLAY": str(path)}))


def test_without_replay_the_addon_does_nothing():
    with pytest.raises(NotConfigured):
        ReplayAddon().update_settings(Settings({"REPLAY": None}))


def test_a_replay_is_not_slowed_down(tmp_path):
    settings = Settings()
    settings.set("DOWNLOAD_DELAY", 5, priority="spider")
    settings.set("REPLAY", str(warc(tmp_path / "x.warc.gz", synthetic="yes")), priority="cmdline")
    ReplayAddon().update_settings(settings)
    assert settings.getfloat("DOWNLOAD_DELAY") == 0
    assert settings.getbool("ARCHIVE") is False
    assert settings.getbool("SYNTHETIC") is True
    settings = Settings({"REPLAY": str(warc(tmp_path / "y.warc.gz", synthetic="no"))})
    ReplayAddon().update_settings(settings)
    assert settings.getbool("SYNTHETIC") is False
