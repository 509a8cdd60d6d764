"""The settings a crawl starts with: polite, complete, and each of them a departure."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from scrapy.settings import default_settings
from scrapy.utils.misc import load_object

from gikspider import __version__, settings

ROOT = Path(__file__).parents[2]
OURS = {name: getattr(settings, name) for name in dir(settings) if name.isupper()}


def test_every_setting_departs_from_scrapys_default():
    same = [
        name
        for name, value in OURS.items()
        if hasattr(default_settings, name) and getattr(default_settings, name) == value
    ]
    assert same == []


def test_every_setting_says_why():
    lines = Path(settings.__file__).read_text("utf-8").splitlines()
    bare = []
    for number, line in enumerate(lines):
        name = line.partition(" =")[0]
        if name.isupper() and name.isidentifier():
            block = next(
                lines[n]
                for n in range(number - 1, -1, -1)
                if not lines[n][:1].isupper() and lines[n][:1] not in "}] "
            )
            if not block.startswith("#"):
                bare.append(name)
    # what a project is called, and the names of its parts, need no reason
    assert set(bare) <= {
        "BOT_NAME",
        "SPIDER_MODULES",
        "NEWSPIDER_MODULE",
        "COMMANDS_MODULE",
        "DOWNLOADER_MIDDLEWARES",
        "ADDONS",
        "EXTENSIONS",
        "ITEM_PIPELINES",
    }


@pytest.mark.parametrize(
    "setting", ["DOWNLOADER_MIDDLEWARES", "ADDONS", "EXTENSIONS", "ITEM_PIPELINES", "FEED_EXPORTERS"]
)
def test_every_part_is_there(setting):
    for path in OURS[setting].values() if setting == "FEED_EXPORTERS" else OURS[setting]:
        assert load_object(path)


def test_portals_are_treated_politely():
    assert OURS["ROBOTSTXT_OBEY"] is True
    assert OURS["CONCURRENT_REQUESTS_PER_DOMAIN"] == 1
    assert OURS["DOWNLOAD_DELAY"] >= 1
    assert OURS["AUTOTHROTTLE_ENABLED"] is True
    assert "gikspider" in OURS["USER_AGENT"]
    assert "Mozilla" not in OURS["USER_AGENT"]
    assert 429 not in OURS["RETRY_HTTP_CODES"]


def test_nothing_listens():
    assert OURS["TELNETCONSOLE_ENABLED"] is False
    assert OURS["REMOTE_CONTROL_ENABLED"] is False
    assert OURS["COOKIES_ENABLED"] is False


@pytest.mark.parametrize(
    ("environment", "folder"),
    [
        ({}, str(ROOT / "data")),
        ({"GIKSPIDER_DATA": "/srv/gik"}, "/srv/gik"),
        ({"SCRAPY_PROJECT": "gikspider"}, None),
        ({"SCRAPY_PROJECT": "gikspider", "GIKSPIDER_DATA": "/srv/gik"}, "/srv/gik"),
    ],
)
def test_where_data_goes(environment, folder):
    kept = {
        name: value
        for name, value in os.environ.items()
        if name not in ("GIKSPIDER_DATA", "SCRAPY_PROJECT", "GIKSPIDER_CONTACT")
    }
    code = "import json; from gikspider import settings; print(json.dumps([settings.DATA_DIR, settings.USER_AGENT]))"
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        env={**kept, **environment},
        capture_output=True,
        text=True,
        check=True,
    )
    assert json.loads(done.stdout) == [folder, f"gikspider/{__version__} (reads annual openness reports)"]
