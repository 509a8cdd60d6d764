"""Downloader middlewares of the crawl; each says why it stands where it stands in the chain."""

from gikspider.middlewares.compression import PlainUntilDecoded
from gikspider.middlewares.encoding import ChineseEncoding

__all__ = ["ChineseEncoding", "PlainUntilDecoded"]
