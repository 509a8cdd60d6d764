"""Rebuild the bundled sample archives: `python -m tests.sample data/sample`.

Each archive is a crawl of the replica, so its figures are made up; the recorder is told so and
writes it into the archive itself.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.replica import Replica

ROOT = Path(__file__).parents[1]
SPIDERS = ("hebei_gaocheng", "zhejiang_gongshu", "yunnan_tengchong", "liaoning_zhangwu", "henan_mianchi")
SEED = 2026
QUICK = {
    "SYNTHETIC": "1",
    "DOWNLOAD_DELAY": "0",
    "AUTOTHROTTLE_ENABLED": "False",
    "CONCURRENT_REQUESTS_PER_DOMAIN": "4",
}


def crawl(spider: str, proxy: str, folder: Path, **arguments: str) -> Path:
    """Crawl one portal of the replica; gives the one archive the crawl wrote."""
    command = [sys.executable, "-m", "scrapy", "crawl", spider, "-L", "WARNING"]
    for key, value in {**QUICK, "DATA_DIR": str(folder)}.items():
        command += ["-s", f"{key}={value}"]
    for key, value in arguments.items():
        command += ["-a", f"{key}={value}"]
    environment = {**os.environ, "http_proxy": proxy, "https_proxy": proxy}
    subprocess.run(command, cwd=ROOT, env=environment, check=True)
    (archive,) = (folder / "archive").rglob("*.warc.gz")
    return archive


def main(target: Path) -> None:
    target.mkdir(parents=True, exist_ok=True)
    with Replica(seed=SEED, small=True) as replica, tempfile.TemporaryDirectory() as scratch:
        for spider in SPIDERS:
            archive = crawl(spider, replica.proxy, Path(scratch) / spider)
            shutil.copyfile(archive, target / f"{spider}.warc.gz")
            print(f"{spider}.warc.gz  {archive.stat().st_size / 1024:.0f} KB")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
