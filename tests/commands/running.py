"""Runs `scrapy …` of this project: as its users do, or, where nothing is crawled, in this process."""

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from scrapy.cmdline import execute

ROOT = Path(__file__).parents[2]
SETTINGS = {"SCRAPY_SETTINGS_MODULE": "gikspider.settings"}


@dataclass(frozen=True)
class Done:
    returncode: int
    stdout: str
    stderr: str


def scrapy(*arguments, data=None, proxy="http://127.0.0.1:9", cwd=ROOT, **environment):
    """Run a command to its end, with no network but the proxy."""
    clean = {name: value for name, value in os.environ.items() if not name.lower().endswith("_proxy")}
    clean |= {"http_proxy": proxy, "https_proxy": proxy, "PYTHONPATH": str(ROOT), **SETTINGS, **environment}
    if data is not None:
        clean["GIKSPIDER_DATA"] = str(data)
    return subprocess.run(
        [sys.executable, "-m", "scrapy", *map(str, arguments)],
        cwd=cwd,
        env=clean,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def here(capfd, monkeypatch, cwd, *arguments):
    """Run a command that starts no crawl, in this process and in the folder `cwd`."""
    monkeypatch.chdir(cwd)
    for name, value in SETTINGS.items():
        monkeypatch.setenv(name, value)
    capfd.readouterr()
    status = 0
    try:
        execute(["scrapy", *map(str, arguments)])
    except SystemExit as ended:
        status = ended.code or 0
    sys.stdout.flush()
    captured = capfd.readouterr()
    return Done(status, captured.out, captured.err)
