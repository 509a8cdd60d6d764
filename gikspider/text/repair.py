"""Mirrored copies back to what was written: shifted GBK runs, pinyin in brackets, traditional characters.

A clean text comes back as it is. What was lost is marked, never invented.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from gikspider.items import Finding
from gikspider.text.pinyin import strip_pinyin
from gikspider.text.script import script_of, to_simplified

# Every long text a mirror converted holds one of these; looking for each costs microseconds, where
# counting characters would cost milliseconds on every clean page.
_SIGNS = ("開", "務", "國", "縣", "報", "個", "ào", "ì", "í", "é", "ǎ", "ù", "┩", "ㄒ")
_SHORT = 400
_OTHER = re.compile("[\u4e00-\u9fff\u0100-\u01ff\u2500-\u257f\u3100-\u312f]")


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
    script = script_of(text)
    findings: list[Finding] = []
    text, taken = strip_pinyin(text, mirrored=script.whole)
    text, turned = to_simplified(text, script)
    if turned:
        findings.append(
            Finding(code="traditional_script", severity="info", detail=f"{turned} characters turned")
        )
    if taken:
        findings.append(
            Finding(code="pinyin_inserted", severity="info", detail=f"{taken} readings taken out")
        )
    return Repaired(text, tuple(findings))
