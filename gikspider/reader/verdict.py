"""Is this an annual report at all, what is missing from it, and the name it is kept under."""

from __future__ import annotations

import hashlib
import re

from selectolax.lexbor import LexborNode

from ..pages import Kind, Page, classify
from .identity import Identity
from .trouble import Trouble

# A page with less text than this that links a report shows the link and no report.
LEAST_REPORT = 300
# The three chapters of the forms of 2019 and later that are tables.
_TABLE_HEADING = re.compile(r"主动公开政府信息(?:的)?情况|收到和处理政府信息公开申请|行政复议.{0,8}行政诉讼")
_ICON = re.compile(
    r"icon|logo|banner|qr|ewm|weixin|share|print|close|btn|arrow|party|red\.png|filetype|blank", re.I
)
_SIZE = re.compile(r"\s*(\d{1,5})(?!\d|%)")
_STYLED = re.compile(r"(?<![-\w])width\s*:\s*(\d{1,5})(?:\.\d+)?px")
# Reports on earlier years had such chapters, and told their figures in sentences.
FIRST_OF_TABLES = 2019
# Pixels. A table of seven columns is not read from anything narrower.
LEAST_PICTURE = 200
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


def tables_missing(page: Page, year: int | None, trouble: Trouble) -> None:
    """For a page of which no table was read: say so where its own headings announce the official ones.

    Many offices paste them as pictures. No figure is no zero, and who looks for one must not look here in vain.
    """
    if year is not None and year < FIRST_OF_TABLES:
        return
    announced = [s.heading for s in page.sections if _TABLE_HEADING.search(s.heading)]
    if len(announced) < 2:
        return
    shown = sum(map(_may_hold_a_table, page.tree.tags("img"))) if page.tree is not None else 0
    instead = f"; the page shows {shown} pictures, which are not read" if shown else ""
    trouble.add("tables_missing", "warning", f"no table was read under {'; '.join(announced)[:200]}{instead}")


def _may_hold_a_table(node: LexborNode) -> bool:
    """Whether a picture may be more than an icon: by its size where that is told, by its address, inside no link."""
    told = node.attributes
    size = _SIZE.match(told.get("width") or "") or _STYLED.search(told.get("style") or "")
    if size is not None and int(size[1]) < LEAST_PICTURE:
        return False
    return not _ICON.search(told.get("src") or "") and (node.parent is None or node.parent.tag != "a")


def report_id(who: Identity, year: int | None, digest: str) -> str:
    """`<unit code>-<year>`; departments and unknown units `<division>-<8 hex of the name>-<year>`."""
    told = str(year) if year else "0000"
    if who.unit is None:
        return f"{who.division_code or 'unknown'}-{digest[:8]}-{told}"
    if who.unit.code:
        return f"{who.unit.code}-{told}"
    name = hashlib.sha256(who.unit.name.encode()).hexdigest()[:8]
    return f"{who.division_code or 'unknown'}-{name}-{told}"
