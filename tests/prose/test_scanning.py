"""The quick searches that decide what is looked at more closely."""

from __future__ import annotations

import sys

from gikspider.prose import canvas


def test_a_count_is_seen_whatever_digits_it_is_printed_in() -> None:
    digits = [c for c in map(chr, range(sys.maxunicode + 1)) if c.isdecimal()]
    assert len(digits) > 600
    for search in (canvas._COUNT, canvas._INTEREST):
        assert [c for c in digits if search.search(f"共{c}条") is None] == []
