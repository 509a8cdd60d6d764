"""Shows reports to an index from a process of its own: `python -m tests.copies.crowd INDEX SEED FIRST LAST`.

Prints a line for each report once it is in the index, so that whoever started it knows what must be there.
"""

from __future__ import annotations

import random
import sys
from collections.abc import Iterator

from gikspider.copies import CopyIndex
from gikspider.items import AnnualReport
from tests.copies.writing import county, numbers_for, report, towns_of


def reports(seed: int, first: int, last: int) -> Iterator[AnnualReport]:
    """The same stream of reports for the same seed: report number n does not depend on where one starts."""
    for number in range(first, last):
        rng = random.Random(seed * 100_000 + number)
        place = county(random.Random(seed * 1000 + number // 40), number // 40)
        town, code = towns_of(place)[number % 8]
        yield report(place, town, 2015 + number // 8 % 5, numbers_for(rng, zero=False), code=code)


def main() -> None:
    target, seed, first, last = sys.argv[1], *map(int, sys.argv[2:5])
    with CopyIndex.open(target) as index:
        print("open", flush=True)
        for page in reports(seed, first, last):
            seen = index.see(page)
            print(page.url, int(seen.new), int(seen.known), flush=True)


if __name__ == "__main__":
    main()
