"""Figures stated in sentences, with the words that state them."""

from gikspider.prose.reading import ProseReading, codes, read, statements

__all__ = ["ProseReading", "codes", "read", "statements"]
