"""Mirrored copies back to what was written: shifted GBK runs, pinyin in brackets, traditional characters.

A clean text comes back as it is. What was lost is marked, never invented.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from gikspider.items import Finding
from gikspider.text.mojibake import read_run
from gikspider.text.pinyin import strip_pinyin
from gikspider.text.script import Script, script_of, to_simplified

# Every long text a mirror converted holds one of these; looking for each costs microseconds, where
# counting characters would cost milliseconds on every clean page.
_SIGNS = ("開", "務", "國", "縣", "報", "個", "í", "ì", "ǎ", "ù", "┩", "ㄒ")
_SHORT = 400
_OTHER = re.compile("[\u4e00-\u9fff\u0100-\u01ff\u2500-\u257f\u3100-\u312f]")

_CUT = re.compile(r"\?([。！，？])")
_CUT_NARROW = re.compile(r"\?([。！，？!,])")
# On a page not otherwise converted only characters that no report holds make a run worth reading.
_STRANGE = re.compile("[\u2500-\u257f\u3105-\u3129ǖǘǚǜ﹪﹩]")
_WIDE = re.compile("[\uff01-\uff5e\u3000]")
_FULL = re.compile("[，：；（）]")
_COMMA = re.compile(r"[\u4e00-\u9fff)][,:;(][\u4e00-\u9fff\n]")
_BLANK = re.compile(
    r"(?m)(?:(?<=^)|(?<=>)|(?<=[\u3000\xa0]))\?+(?=[\u4e00-\u9fff\d（(“《])"
    r"|(?<=[\u4e00-\u9fff])\?{2,8}(?=[\u4e00-\u9fff])"
    r"|(?<=[\u4e00-\u9fff）)，：,:])\?+(?=\d)|(?<=\d)\?+(?=[\u4e00-\u9fff])"
)
_DOUBLE = re.compile(r"[,，](?=[,，。；;])")
# Brackets of a damaged span while offsets move; noncharacters, which no text may hold.
_OPEN, _CLOSE = "\ufdd0", "\ufdd1"


@dataclass(frozen=True, slots=True)
class Repaired:
    """`damaged`: spans of `text` where a digit may be lost or wrong; no figure may be read there."""

    text: str
    findings: tuple[Finding, ...] = ()
    damaged: tuple[tuple[int, int], ...] = ()


def repair(text: str) -> Repaired:
    """Undo what mirrors do to a page, on plain text or HTML; a clean text is returned unchanged.

    Findings: traditional_script, pinyin_inserted, mojibake_repaired, mojibake_left.
    """
    if not any(sign in text for sign in _SIGNS) and not (len(text) < _SHORT and _OTHER.search(text)):
        return Repaired(text)
    if _OPEN in text or _CLOSE in text:
        text = text.replace(_OPEN, "").replace(_CLOSE, "")
    script = script_of(text)
    findings: list[Finding] = []
    text, read, left = _shifted(text, script)
    if script.whole and "?" in text:
        text = _BLANK.sub(lambda found: "\xa0" * len(found[0]), text)
    text, taken = strip_pinyin(text, mirrored=script.whole)
    text, turned = to_simplified(text, script)
    for code, count, what in (
        ("traditional_script", turned, "characters turned"),
        ("pinyin_inserted", taken, "readings taken out"),
        ("mojibake_repaired", read, "shifted runs read back"),
    ):
        if count:
            findings.append(Finding(code=code, severity="info", detail=f"{count} {what}"))
    if left:
        findings.append(
            Finding(
                code="mojibake_left", severity="warning", detail=f"{left} runs that could not be read back"
            )
        )
    text, damaged = _spans(text)
    return Repaired(text, tuple(findings), damaged)


def _shifted(text: str, script: Script) -> tuple[str, int, int]:
    """Read shifted runs back; doubtful ones stand between markers. Returns the text, runs read, runs left."""
    if "?" not in text or not (script.whole or _STRANGE.search(text)):
        return text, 0, 0
    narrow = not _FULL.search(text) and bool(_COMMA.search(text))
    cut = _CUT_NARROW if narrow else _CUT
    parts: list[str] = []
    at = read = left = 0
    while found := cut.search(text, at):
        start = found.start()
        strange = _STRANGE.search(text, start, start + 12)
        if not script.whole and not strange:
            parts.append(text[at : found.end()])
            at = found.end()
            continue
        mark = chr(ord(found[1]) + 0xFEE0) if found[1] in "!,?" else found[1]
        run = read_run(text, start, narrow=narrow, mark=mark)
        parts.append(text[at:start])
        if run.text is None and not _unreadable(text[start : run.end]):
            parts.append(found[0])
            at = found.end()
            continue
        written = text[start : run.end] if run.text is None else run.text
        if narrow:
            written = _WIDE.sub(_half, written)
        end = _digits(text, run.end) if run.doubtful else run.end
        parts.append(f"{_OPEN}{written}{text[run.end : end]}{_CLOSE}" if run.doubtful else written)
        read, left = read + (run.text is not None), left + (run.text is None)
        at = end
    return "".join([*parts, text[at:]]), read, left


def _half(wide: re.Match[str]) -> str:
    return " " if wide[0] == "\u3000" else chr(ord(wide[0]) - 0xFEE0)


def _digits(text: str, at: int) -> int:
    """The end of the number that goes on behind a doubtful run, with the character it counts."""
    found = re.compile(r"[\d.,%\s]{0,24}[\u4e00-\u9fff]?").match(text, at)
    return found.end() if found else at


def _unreadable(seen: str) -> bool:
    """Characters stand here that no text holds; otherwise the `?` was one."""
    return bool(_STRANGE.search(seen))


def _spans(text: str) -> tuple[str, tuple[tuple[int, int], ...]]:
    """Take the markers out and return where they stood."""
    parts, spans, length, start = [], [], 0, 0
    for piece in re.split(f"([{_OPEN}{_CLOSE}])", text):
        if piece == _OPEN:
            start = length
        elif piece == _CLOSE:
            spans.append((start, length))
        else:
            parts.append(piece)
            length += len(piece)
    return "".join(parts), tuple(spans)
