import subprocess
import sys

from gikspider.feeds.claim import claimed, released


class Crawl:
    """Stands for a crawler."""


def test_two_crawls_at_once_write_to_two_folders(tmp_path, caplog):
    folder = tmp_path / "exports" / "a"
    first, second, third = Crawl(), Crawl(), Crawl()
    assert claimed(folder, tmp_path, first) == folder
    assert claimed(folder, tmp_path, second) == folder.with_name("a-2")
    assert claimed(folder, tmp_path, third) == folder.with_name("a-3")
    assert "Another crawl writes to" in caplog.text
    # Each feed of a crawl asks again, and gets the same answer.
    assert claimed(folder, tmp_path, second) == folder.with_name("a-2")
    released(first)
    assert claimed(folder, tmp_path, Crawl()) == folder
    released(second)
    released(third)


def test_a_killed_process_leaves_its_folder_free(tmp_path):
    code = (
        "import sys, os, signal, pathlib\n"
        "from gikspider.feeds.claim import claimed\n"
        "class C: pass\n"
        "c, root = C(), pathlib.Path(sys.argv[1])\n"
        "print(claimed(root / 'exports' / 'a', root, c), flush=True)\n"
        "os.kill(os.getpid(), signal.SIGKILL)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path)], capture_output=True, text=True, check=False
    )
    folder = tmp_path / "exports" / "a"
    assert done.stdout.strip() == str(folder)
    mine = Crawl()
    assert claimed(folder, tmp_path, mine) == folder
    released(mine)


def test_a_place_that_cannot_be_locked_is_used_as_it_is(tmp_path):
    (tmp_path / "state").write_text("in the way")
    assert claimed(tmp_path / "exports" / "a", tmp_path, Crawl()) == tmp_path / "exports" / "a"


def test_a_process_can_crawl_twice(tmp_path):
    code = (
        "import asyncio, sys\n"
        "from twisted.internet import asyncioreactor; asyncioreactor.install()\n"
        "from scrapy.crawler import AsyncCrawlerProcess\n"
        "from tests.archive.tiny import SETTINGS, Tiny\n"
        "process = AsyncCrawlerProcess(SETTINGS | {'DATA_DIR': sys.argv[1], 'TINY': [], 'LOG_LEVEL': 'ERROR'})\n"
        "async def both():\n"
        "    await process.crawl(Tiny)\n"
        "    await process.crawl(Tiny)\n"
        "asyncio.get_event_loop().create_task(both())\n"
        "process.crawl(Tiny)\n"
        "process.start()\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path)], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    # Two at once at first, and the last when one of them had ended.
    assert sorted(path.name for path in (tmp_path / "exports").iterdir()) == ["tiny", "tiny-2"], done.stderr
