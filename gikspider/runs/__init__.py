"""What a run came to: a crawl's verdict and manifest, several crawls gathered, files read without one."""

from gikspider.runs.report import RunReport
from gikspider.runs.verdict import EXIT_STATUS, Facts, Verdict, judge

__all__ = ["EXIT_STATUS", "Facts", "RunReport", "Verdict", "judge"]
