"""What a crawl came to: its verdict, its manifest, and several crawls gathered into one set of files."""

from gikspider.runs.report import RunReport
from gikspider.runs.verdict import EXIT_STATUS, Facts, Verdict, judge

__all__ = ["EXIT_STATUS", "Facts", "RunReport", "Verdict", "judge"]
