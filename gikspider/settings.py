"""Settings of every crawl. Each line departs from Scrapy's default, and says why."""

from __future__ import annotations

import os
from importlib.util import find_spec
from pathlib import Path

from scrapy.utils.conf import closest_scrapy_cfg

from gikspider import __version__, feeds


def _data_dir() -> str | None:
    """Where exports, archive and state go, absolute: GIKSPIDER_DATA, else `data` beside scrapy.cfg.

    A job scheduled on scrapyd, which names its project in SCRAPY_PROJECT, runs from an egg somewhere and
    must not guess: it has to be told, and None makes the spider refuse to start with a line that says how.
    """
    told = os.environ.get("GIKSPIDER_DATA")
    if told:
        return str(Path(told).absolute())
    if "SCRAPY_PROJECT" in os.environ:
        return None
    beside = closest_scrapy_cfg()
    return str((Path(beside).parent if beside else Path.cwd()) / "data")


BOT_NAME = "gikspider"
SPIDER_MODULES = ["gikspider.spiders"]
NEWSPIDER_MODULE = "gikspider.spiders"
COMMANDS_MODULE = "gikspider.commands"

# Who is asking, so that whoever runs a portal can reach whoever crawls it:
# -s CONTACT=https://your.university.example/openness or -s CONTACT=mailto:you@your.org
CONTACT = os.environ.get("GIKSPIDER_CONTACT", "")
USER_AGENT = f"gikspider/{__version__} (reads annual openness reports{'; +' + CONTACT if CONTACT else ''})"

# Portals of small offices: their rules are kept, and they are asked one thing at a time, slowly.
ROBOTSTXT_OBEY = True
ROBOTSTXT_USER_AGENT = "gikspider"
CONCURRENT_REQUESTS_PER_DOMAIN = 1
DOWNLOAD_DELAY = 1
# Machines that ask to the second look like an attack to firewalls.
DOWNLOAD_DELAY_JITTER = 0.3
# Slower still when a portal answers slowly.
AUTOTHROTTLE_ENABLED = True
AUTOTHROTTLE_START_DELAY = 1
AUTOTHROTTLE_MAX_DELAY = 30

# No page needs a cookie, and the middleware looks up public suffixes on the web at the first Set-Cookie with a domain.
COOKIES_ENABLED = False
# Nothing listens: a crawl is steered by its command line, and 2.19's remote control runs any code it is sent.
TELNETCONSOLE_ENABLED = False
REMOTE_CONTROL_ENABLED = False

# A page that does not come in a minute is asked for again; three minutes of waiting hold up the whole portal.
DOWNLOAD_TIMEOUT = 60
# The heaviest report page seen is 0.3 MB. What is larger than this is recorded as failed (too_large), not read.
DOWNLOAD_MAXSIZE = 30 * 1024 * 1024
DOWNLOAD_WARNSIZE = 5 * 1024 * 1024
# The usual ones of a server in trouble, with 521 and 523 of Chinese content networks. 429 is not among them: who asks to
# be left alone is left alone, and the verdict says blocked.
RETRY_HTTP_CODES = [500, 502, 503, 504, 521, 522, 523, 524, 408]
# What still fails is recorded by the spider with its reason and counts in the verdict; one line is enough.
RETRY_GIVE_UP_LOG_LEVEL = "DEBUG"
# A loop shows itself after a few steps; 20 more questions tell nothing new.
REDIRECT_MAX_TIMES = 8
# Every page would be decoded and searched for a forward that a list or a stub has at most; spiders look there.
METAREFRESH_ENABLED = False

# Where it is installed (there is none for Windows): the crawl's own work for each page falls by a tenth.
if find_spec("uvloop"):
    ASYNCIO_EVENT_LOOP = "uvloop.Loop"

# A page gives one report. Scrapy starts this many tasks for every response, by default a hundred.
CONCURRENT_ITEMS = 2
# The sources of callbacks would be read again for every page, to warn of a mistake that type checking finds.
WARN_ON_GENERATOR_RETURN_VALUE = False

DOWNLOADER_MIDDLEWARES = {
    "gikspider.middlewares.ChineseEncoding": 545,
    "gikspider.middlewares.PlainUntilDecoded": 595,
    # Next to the network, so that what is kept and replayed is what was sent.
    "gikspider.archive.WarcReplay": 901,
}
ADDONS = {"gikspider.archive.ReplayAddon": 100}
EXTENSIONS = {
    "gikspider.archive.WarcRecorder": 100,
    "gikspider.runs.RunReport": 900,
}
ITEM_PIPELINES = {
    "gikspider.pipelines.read.ReadPipeline": 100,
    "gikspider.pipelines.identify.IdentifyPipeline": 200,
    "gikspider.pipelines.copies.CopiesPipeline": 300,
    "gikspider.pipelines.check.CheckPipeline": 400,
}

# A report is a hundred screens long; the log names it in one line, and links not followed only at DEBUG.
LOG_FORMATTER = "gikspider.pipelines.log.OneLine"
LOG_LEVEL = "INFO"

# Reading a page costs as much as fetching it: one process beside the crawl does it, and may crash without ending the crawl.
# With the crawl's own process, one busies the two processors of a small machine.
READERS = 1
# It takes the fingerprint and writes the long parts of the report, too: the crawl's process puts bytes together.
READER_TASK = "gikspider.feeds.ahead.read"
# Seconds one page may take to read; the slowest real page takes a twentieth of one.
READER_TIMEOUT = 60

# Everything a crawl writes; see _data_dir.
DATA_DIR = _data_dir()
# Feeds, one folder a spider; formats, columns and folders are the feeds' own business.
FEED_EXPORTERS = feeds.FEED_EXPORTERS
FEEDS = feeds.FEEDS
# A crawl that goes on (JOBDIR) goes on with its export too.
FEED_STORAGES = feeds.FEED_STORAGES
FEED_URI_PARAMS = "gikspider.feeds.uri_params"
# Chinese is written as Chinese.
FEED_EXPORT_ENCODING = "utf-8"
