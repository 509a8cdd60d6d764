"""Parts against their total: does a closed list after 其中 add up?"""

from __future__ import annotations

from decimal import Decimal

from gikspider.items import Finding

# Below this share of the total a list is taken for highlights, not for a division of the whole.
_SHARE = Decimal("0.5")


class Sums:
    """Collects one list at a time: a total, then its parts, until the list is closed."""

    def __init__(self) -> None:
        self.findings: list[Finding] = []
        self._total: tuple[Decimal, str] | None = None
        self._parts: list[Decimal] = []
        self._open = False
        self._quote = ""

    def total(self, value: Decimal, cls: str, quote: str) -> None:
        """A count that may be divided by what follows."""
        self.close()
        self._total, self._quote = (value, cls), quote

    def part(self, value: Decimal, cls: str, quote: str, *, overlapping: bool, more: bool) -> None:
        """A part; `overlapping` parts (channels) never add up, `more` says the list goes on (等)."""
        if self._total is None or cls != self._total[1]:
            return
        self._parts.append(value)
        self._quote += "," + quote
        self._open = self._open or overlapping or more

    def spoil(self) -> None:
        """The list has a member without a number, or parts of parts: it cannot be added up."""
        self._open = True

    def close(self) -> None:
        """The list has ended; a finding is made where it does not add up."""
        if self._total is not None and len(self._parts) >= 2 and not self._open:
            total, added = self._total[0], sum(self._parts, Decimal(0))
            if added > total or total * _SHARE <= added < total:
                told = "+".join(map(str, self._parts))
                self.findings.append(
                    Finding(
                        code="parts_do_not_add_up",
                        severity="info",
                        detail=f"{told} = {added}, not {total}: {self._quote}",
                    )
                )
        self._total, self._parts, self._open, self._quote = None, [], False, ""
