"""What is known of a page before it is read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from ..pages import Shape


@dataclass(frozen=True, slots=True)
class Hints:
    """What is known of a page before it is read: from the list that linked it, its spider, the HTTP header.

    division: code of the county (city, province) whose portal it is. charset: the header's. shape: the family's.
    """

    division: str | None = None
    title: str | None = None
    listed_on: date | None = None
    shape: Shape | None = None
    charset: str | None = None
