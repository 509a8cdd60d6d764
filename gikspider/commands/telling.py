"""How a command tells its user what is wrong: one line, exit status 2, nothing written."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from difflib import get_close_matches
from typing import NoReturn

WRONG_USE = 2


def wrong(command: str, message: str) -> NoReturn:
    """End the program: its user asked for something that cannot be done."""
    line = " ".join(message.split())
    print(f"scrapy {command}: {line}", file=sys.stderr)
    raise SystemExit(WRONG_USE)


def meant(word: str, known: Iterable[str]) -> str:
    """` Did you mean …?` for a mistyped word, or the list of what there is."""
    names = sorted(known)
    near = get_close_matches(word, names, 1, 0.6)
    return f"did you mean {near[0]}?" if near else f"there are {', '.join(names) or 'none'}"
