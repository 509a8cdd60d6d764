"""Findings on a page: what kind of page it is at all, and dates that cannot all be true."""

from __future__ import annotations

import re

from ..items import Finding
from .body import Body
from .chrome import is_error, is_login
from .flow import Line
from .metadata import Metadata
from .period import Period, Signature


def on_body(body: Body) -> list[Finding]:
    """Findings on a body that is printed more than once, or followed by another report."""
    found = []
    if body.copies > 1:
        detail = f"the body stands {body.copies} times on the page"
        found.append(Finding(code="body_printed_twice", severity="info", detail=detail))
    if body.second is not None:
        detail = f"a second report follows on the page: {body.second.text}"
        found.append(Finding(code="several_reports", severity="warning", detail=detail))
    return found


def on_kind(lines: list[Line], title: str | None, text: str) -> list[Finding]:
    """Findings on what kind of page this is at all."""
    if not lines:
        return [Finding(code="empty", severity="error", detail="the page holds no text")]
    if len(text) < 800 and is_login(lines):
        return [Finding(code="login_page", severity="error", detail="the page asks for a login")]
    if len(text) < 400 and is_error(lines, title or ""):
        return [Finding(code="error_page", severity="error", detail=f"an error page: {lines[0].text[:60]}")]
    return []


_INDEX_DAY = re.compile(r"(?<!\d)(20[0-3]\d)-?(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])(?=\d{0,4}$)")


def on_dates(said: Metadata, signature: Signature, period: Period, year: int | None) -> list[Finding]:
    """Findings on dates that cannot all be true."""
    findings: list[Finding] = []
    published, signed = said.published_on, signature.day
    reasons: list[str] = []
    if published and signed and (signed - published).days > 1:
        reasons.append(f"published {published.isoformat()}, signed later, {signed.isoformat()}")
    index = _INDEX_DAY.search(said.index_number) if said.index_number else None
    if (
        published
        and index
        and abs(int(index[1]) * 12 + int(index[2]) - published.year * 12 - published.month) > 2
    ):
        reasons.append(f"published {published.isoformat()}, index number of {index[1]}-{index[2]}-{index[3]}")
    if published and year and published.year < year:
        reasons.append(f"published {published.isoformat()}, before the year it reports on ({year}) began")
    if reasons:
        findings.append(Finding(code="dates_conflict", severity="warning", detail="; ".join(reasons)))
    if signed and not signature.certain:
        findings.append(
            Finding(
                code="date_ambiguous",
                severity="info",
                detail=f"the signature's date can be read in two ways; {signed.isoformat()} is one",
            )
        )
    if period.partial:
        findings.append(Finding(code="period_partial", severity="info", detail=period.partial))
    return findings
