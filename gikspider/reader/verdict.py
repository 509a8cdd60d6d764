"""Is this an annual report at all, what is missing from it, and the name it is kept under."""

from __future__ import annotations

import hashlib
import re

from ..pages import Kind, Page, classify
from .identity import Identity
from .trouble import Trouble

# A page with less text than this that links a report shows the link and no report.
LEAST_REPORT = 300
_ATTACHED = re.compile(r"公开.*(?:报告|年报)|年度报告|年报")


def judge(page: Page, who: Identity, year: int | None, trouble: Trouble) -> None:
    """What is missing, and whether this is an annual report at all."""
    codes = {finding.code for finding in trouble}
    if codes & {"empty", "binary", "login_page", "error_page"}:
        return
    kind = classify(page.title) if page.title else None
    if kind not in (None, Kind.REPORT, Kind.OTHER):
        trouble.add("not_a_report", "error", f"the title announces something else ({kind}): {page.title}")
    elif kind is not Kind.REPORT and "公开" not in page.text[:3000]:
        trouble.add("not_a_report", "error", "neither title nor text speak of openness")
    if not page.title:
        trouble.add("no_title", "warning")
    if not page.text:
        trouble.add("no_body", "error", "no text of a report was found on the page")
    attached = next((a for a in page.attachments if _ATTACHED.search(a.name)), None)
    if attached is not None and len(page.text) < LEAST_REPORT:
        trouble.add("report_in_attachment", "warning", f"the report is the attachment {attached.url}")
    if page.published_on is None and page.signed_on is None:
        trouble.add("no_date", "info", "the page does not say when it was published")
    if who.unit is None:
        trouble.add("no_unit", "warning", "nothing on the page names the unit that reports")
    if year is None:
        trouble.add("no_year", "warning", "neither title nor text say which year is reported on")


def report_id(who: Identity, year: int | None, digest: str) -> str:
    """`<unit code>-<year>`; departments and unknown units `<division>-<8 hex of the name>-<year>`."""
    told = str(year) if year else "0000"
    if who.unit is None:
        return f"{who.division_code or 'unknown'}-{digest[:8]}-{told}"
    if who.unit.code:
        return f"{who.unit.code}-{told}"
    name = hashlib.sha256(who.unit.name.encode()).hexdigest()[:8]
    return f"{who.division_code or 'unknown'}-{name}-{told}"
