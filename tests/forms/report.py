"""`python -m tests.forms.report [pages] [seed]`: reads damaged tables and prints what became of their cells."""

from __future__ import annotations

import sys

from tests.forms.honesty import run


def main(pages: int = 3400, seed: int = 0) -> int:
    """Print outcomes by damage; exit status 1 where a cell was read wrong or invented."""
    outcomes, wrong, tables = run(pages, seed)
    print(f"{tables} tables on {pages} pages\n")
    print(
        f"{'damage (alone and in pairs)':30} {'cells':>9} {'right':>8} {'ambiguous':>10} {'missing':>8} {'wrong':>6}"
    )
    for name in sorted(outcomes):
        counts = outcomes[name]
        total = sum(counts.values()) or 1
        shares = [f"{counts[key] / total:.2%}" for key in ("right", "ambiguous", "missing")]
        bad = counts["wrong"] + counts["invented"]
        print(f"{name:30} {total:>9} {shares[0]:>8} {shares[1]:>10} {shares[2]:>8} {bad:>6}")
    print(f"\n{len(wrong)} cells read wrong")
    for line in wrong[:20]:
        print("  " + line)
    return int(bool(wrong))


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:3])))
