"""`python -m tests.copies.report`: the table of the generated pairs, kind by kind."""

from __future__ import annotations

import sys
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from difflib import SequenceMatcher

from gikspider.copies import Verdict, compare
from tests.copies.pairs import Pair, pairs


@dataclass
class Tally:
    pairs: int = 0
    right: int = 0
    alike: float = 0.0
    wrong: list[tuple[Pair, Verdict]] = field(default_factory=list)


def judged(verdict: Verdict) -> str:
    return "copy" if verdict.same else "revision" if verdict.kind == "revision" else "distinct"


def tally(all_pairs: Iterable[Pair]) -> dict[tuple[str, str], Tally]:
    """(what the pair is, its kind) → how many were judged so. Both orders of a pair are asked."""
    table: dict[tuple[str, str], Tally] = defaultdict(Tally)
    for pair in all_pairs:
        row = table[pair.wanted[0], pair.kind]
        verdict, swapped = compare(pair.a, pair.b), compare(pair.b, pair.a)
        row.pairs += 1
        row.alike += verdict.similarity
        if judged(verdict) in pair.wanted and judged(swapped) == judged(verdict):
            row.right += 1
        else:
            row.wrong.append((pair, verdict))
    return table


def summary(table: dict[tuple[str, str], Tally]) -> tuple[int, float, float]:
    """Pairs, precision (of pairs called copy or revision, those that are linked), recall on copies."""
    total = sum(row.pairs for row in table.values())
    linked = {key: row for key, row in table.items() if key[0] != "distinct"}
    false = sum(row.pairs - row.right for key, row in table.items() if key[0] == "distinct")
    found = sum(row.right for row in linked.values())
    wanted = sum(row.pairs for row in linked.values())
    return total, found / (found + false) if found else 0.0, found / wanted if wanted else 0.0


def printed(table: dict[tuple[str, str], Tally]) -> str:
    lines = [f"{'is':<9} {'kind':<48} {'pairs':>6} {'right':>6} {'wording':>8}"]
    for (wanted, kind), row in sorted(table.items()):
        lines.append(f"{wanted:<9} {kind:<48} {row.pairs:>6} {row.right:>6} {row.alike / row.pairs:>8.3f}")
    total, precision, recall = summary(table)
    lines.append(f"{total} pairs, precision {precision:.4f}, recall {recall:.4f}")
    return "\n".join(lines)


def main() -> int:
    table = tally(pairs())
    print(printed(table))
    if "-v" in sys.argv:
        for (_, kind), row in sorted(table.items()):
            for pair, verdict in row.wrong[:3]:
                same = SequenceMatcher(None, pair.a.text, pair.b.text, autojunk=False).ratio()
                print(
                    f"\n{kind}: {judged(verdict)} instead of {pair.wanted}; characters {same:.3f}\n  {verdict.reason}"
                )
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
