"""Mirrored copies back to what was written: shifted GBK runs, pinyin in brackets, traditional characters.

A clean text comes back as it is. What was lost is marked, never invented.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from gikspider.items import Finding
from gikspider.text.pinyin import strip_pinyin
from gikspider.text.script import script_of, to_simplified
from gikspider.text.shifted import CLOSE, OPEN, unshift

# Every long text a mirror converted holds one of these; looking for each costs microseconds, where
# counting characters would cost milliseconds on every clean page.
_SIGNS = ("開", "務", "國", "縣", "報", "個", "í", "ì", "ǎ", "ù", "┩", "ㄒ")
_SHORT = 400
_OTHER = re.compile("[\u4e00-\u9fff\u0100-\u01ff\u2500-\u257f\u3100-\u312f]")

_BLANK = re.compile(
    r"(?m)(?:(?<=^)|(?<=>)|(?<=[\u3000\xa0]))\?+(?=[\u4e00-\u9fff\d（(“《])"
    r"|(?<=[\u4e00-\u9fff])\?{2,8}(?=[\u4e00-\u9fff])"
    r"|(?<=[\u4e00-\u9fff）)，：,:])\?+(?=\d)|(?<=\d)\?+(?=[\u4e00-\u9fff])"
)
_DOUBLE = re.compile(r"(?<=[\u4e00-\u9fff)）”》])[,，](?=[,，。；;])")


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
    if OPEN in text or CLOSE in text:
        text = text.replace(OPEN, "").replace(CLOSE, "")
    script = script_of(text)
    findings: list[Finding] = []
    text, read, left = unshift(text, mirrored=script.whole)
    if script.whole and "?" in text:
        text = _BLANK.sub(lambda found: "\xa0" * len(found[0]), text)
    if script.whole:
        text = _DOUBLE.sub("", text)
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


def _spans(text: str) -> tuple[str, tuple[tuple[int, int], ...]]:
    """Take the markers out and return where they stood."""
    parts, spans, length, start = [], [], 0, 0
    for piece in re.split(f"([{OPEN}{CLOSE}])", text):
        if piece == OPEN:
            start = length
        elif piece == CLOSE:
            spans.append((start, length))
        else:
            parts.append(piece)
            length += len(piece)
    return "".join(parts), tuple(spans)
