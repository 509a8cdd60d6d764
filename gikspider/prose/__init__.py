"""Figures stated in sentences, with the words that state them."""

from gikspider.prose.reading import ProseReading, read, statements

__all__ = ["ProseReading", "read", "statements"]
