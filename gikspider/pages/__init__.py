"""One article page: title, dates, metadata, the body once, its sections, tables and attachments."""

from .page import Page, Shape, read_page
from .titles import Kind, classify, report_year

__all__ = ["Kind", "Page", "Shape", "classify", "read_page", "report_year"]
