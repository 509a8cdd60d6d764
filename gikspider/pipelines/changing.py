"""Reports are never changed in place: a step hands on another one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from gikspider.items import AnnualReport, Check


def changed(report: AnnualReport, *, more_checks: Iterable[Check] = (), **changes: Any) -> AnnualReport:
    """The report with other values, and with further checks.

    One whose long parts are written already (it has a `changed` of its own) keeps them written.
    """
    own = getattr(report, "changed", None)
    if own is not None:
        made: AnnualReport = own(more_checks=more_checks, **changes)
        return made
    return replace(report, checks=(*report.checks, *more_checks), **changes)
