"""What a crawl has to remember about itself so that its verdict can be just."""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any


@dataclass(frozen=True, slots=True)
class Failure:
    """A page that was asked for and is not there to be read.

    `role` is list or article; `reason` one of those in `obstacles`, `blocked` whether the portal refuses the
    crawler rather than lacks the page.
    """

    url: str
    role: str
    reason: str
    blocked: bool = False
    status: int | None = None
    title: str | None = None
    unit: str | None = None
    year: int | None = None


@dataclass(frozen=True, slots=True)
class Listed:
    """A report as a list page announces it. `unit` and `year` are what its title says, null where it says none."""

    url: str
    title: str
    unit: str | None = None
    year: int | None = None
    listed_on: date | None = None


@dataclass(slots=True)
class Ledger:
    """Counts and failures of one crawl. Kept small: a line for each failure, one number for all that went well."""

    failures: list[Failure] = field(default_factory=list)
    listed: Counter[tuple[str | None, int | None]] = field(default_factory=Counter)
    fetched: Counter[tuple[str | None, int | None]] = field(default_factory=Counter)
    filtered: Counter[str] = field(default_factory=Counter)
    skipped: Counter[str] = field(default_factory=Counter)
    not_reports: list[str] = field(default_factory=list)

    def fail(self, url: str, role: str, reason: str, **about: Any) -> None:
        """Remember a page that is not there to be read; `about` are further fields of `Failure`."""
        self.failures.append(Failure(url, role, reason, **about))

    def as_dict(self) -> dict[str, Any]:
        """The ledger in plain types, as a manifest holds it."""
        return {
            "failures": [asdict(failure) for failure in self.failures],
            "listed": _rows(self.listed),
            "fetched": _rows(self.fetched),
            "filtered": dict(sorted(self.filtered.items())),
            "skipped": dict(sorted(self.skipped.items())),
            "not_reports": list(self.not_reports),
        }


def _rows(counted: Counter[tuple[str | None, int | None]]) -> list[dict[str, Any]]:
    ordered = sorted(counted.items(), key=lambda pair: (pair[0][0] or "", pair[0][1] or 0))
    return [{"unit": unit, "year": year, "pages": number} for (unit, year), number in ordered]
