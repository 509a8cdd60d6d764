"""What went wrong while reading: findings, each once, and a guard so that one part's failure costs that part only."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TypeVar

from ..items import Finding, Severity

T = TypeVar("T")


class Trouble(list[Finding]):
    """The findings of one reading, each once."""

    # Words with figures in them that a mirror damaged: they are read, and their figures not trusted.
    damaged: tuple[str, ...] = ()

    def add(self, code: str, severity: Severity, detail: str = "") -> None:
        """Note one finding."""
        self.take((Finding(code=code, severity=severity, detail=detail),))

    def take(self, more: Iterable[Finding]) -> None:
        """Note findings another room made."""
        self.extend(finding for finding in more if finding not in self)

    def guard(self, part: str, read: Callable[[], T], instead: T) -> T:
        """Run one part of the reading; what it raises becomes a finding that names part and exception."""
        try:
            return read()
        except Exception as error:  # whatever it is, it must not cost the report
            self.add("unreadable_part", "error", f"{part}: {type(error).__name__}: {error}"[:300])
        return instead
