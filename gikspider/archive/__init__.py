"""Every response a crawl received, kept as WARC, and crawls repeated from it without a network."""

from gikspider.archive.addon import ReplayAddon
from gikspider.archive.files import ArchiveError, archives
from gikspider.archive.recorder import WarcRecorder
from gikspider.archive.replay import WarcReplay

__all__ = ["ArchiveError", "ReplayAddon", "WarcRecorder", "WarcReplay", "archives"]
