"""Every shifted run of a page: where one begins, what to put there, and what must not be trusted."""

from __future__ import annotations

import re

from gikspider.text.language import score
from gikspider.text.mojibake import Run, read_run

# Brackets of a damaged span while offsets move; noncharacters, which no text may hold.
OPEN, CLOSE = "\ufdd0", "\ufdd1"
# Characters followed in one text; a page of many runs needs some hundreds, only an attack more.
PATIENCE = 3000
# Mean ln P a character below which a text is none.
GARBLED = -12.0

_CUT = re.compile(r"\?([。！，？])")
_CUT_NARROW = re.compile(r"\?([。！，？!,])")
# Characters that no report holds and shifted bytes show.
_STRANGE = re.compile("[\u2500-\u257f\u3105-\u3129ǖǘǚǜ﹪﹩]")
_WIDE = re.compile("[\uff01-\uff5e\u3000]")
_FULL = re.compile("[，：；（）]")
_COMMA = re.compile(r"[\u4e00-\u9fff)][,:;(][\u4e00-\u9fff\n]")
_NUMBER = re.compile(r"[\d.,%\s]{0,24}[\u4e00-\u9fff]?")
_SENTENCE = re.compile(r"[。\n<]")


def unshift(text: str, *, mirrored: bool) -> tuple[str, int, int]:
    """Read shifted runs back. Returns the text, how many runs were read, and how many were left.

    Doubtful spans stand between OPEN and CLOSE. `mirrored`: the page is known to be converted; where
    it is not, only runs with characters that no report holds are looked at.
    """
    if "?" not in text or not (mirrored or _STRANGE.search(text)):
        return text, 0, 0
    narrow = not _FULL.search(text) and bool(_COMMA.search(text))
    parts: list[str] = []
    at = read = left = steps = 0
    while found := (_CUT_NARROW if narrow else _CUT).search(text, at):
        start = found.start()
        strange = _STRANGE.search(text, start, start + 12) is not None
        run = _run(text, start, found[1], narrow, patient=steps < PATIENCE) if mirrored or strange else None
        steps += run.steps if run else 0
        if run is None or (run.text is None and not strange and not _garbled(text[start + 2 : run.end])):
            # A question mark, or a blank that GBK did not have.
            parts.append(text[at : found.end()])
            at = found.end()
            continue
        parts.append(text[at:start])
        written, at = _written(text, run, narrow)
        parts.append(written)
        read, left = read + (run.text is not None), left + (run.text is None)
    return "".join([*parts, text[at:]]), read, left


def _garbled(seen: str) -> bool:
    """Rare characters one after the other: shifted text, though nobody can tell of what."""
    return len(seen) > 3 and score(seen) < GARBLED * len(seen)


def _run(text: str, start: int, mark: str, narrow: bool, *, patient: bool) -> Run:
    if patient:
        wide = chr(ord(mark) + 0xFEE0) if mark in "!,?" else mark
        return read_run(text, start, narrow=narrow, mark=wide)
    end = _SENTENCE.search(text, start + 2, start + 200)
    return Run(start, end.start() if end else min(len(text), start + 200), None, doubtful=True)


def _written(text: str, run: Run, narrow: bool) -> tuple[str, int]:
    """What to put in the place of a run, and where the text goes on."""
    written = text[run.start : run.end] if run.text is None else run.text
    if narrow:
        written = _WIDE.sub(_half, written)
    if not run.doubtful:
        return written, run.end
    # A number that goes on behind the run is doubtful with it, and so is what it counts.
    number = _NUMBER.match(text, run.end)
    end = number.end() if number else run.end
    return f"{OPEN}{written}{text[run.end : end]}{CLOSE}", end


def _half(wide: re.Match[str]) -> str:
    return " " if wide[0] == "\u3000" else chr(ord(wide[0]) - 0xFEE0)
