"""Numbers Word sets before paragraphs by itself: they are printed, and stand nowhere in the text."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import Any

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
DIGITS = "零一二三四五六七八九"
FORMAL = "零壹贰叁肆伍陆柒捌玖"
CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
# Level → (format, text with %1 …, first number).
Level = tuple[str, str, int]


def chinese(number: int, digits: str = DIGITS, ten: str = "十", hundred: str = "百") -> str:
    """A number below a thousand in Chinese: 十, 十二, 二十, 一百零三."""
    if not 0 < number < 1000:
        return str(number)
    high, rest = divmod(number, 100)
    text = digits[high] + hundred if high else ""
    tens, ones = divmod(rest, 10)
    if tens:
        text += ("" if tens == 1 and not high and digits is DIGITS else digits[tens]) + ten
    elif high and ones:
        text += digits[0]
    return text + (digits[ones] if ones else "")


def number(value: int, style: str) -> str:
    """A number in one of Word's formats; digits where the format is another."""
    if style in ("chineseCounting", "chineseCountingThousand", "japaneseCounting", "taiwaneseCounting"):
        return chinese(value)
    if style == "chineseLegalSimplified":
        return chinese(value, FORMAL, "拾", "佰")
    if style in ("decimalEnclosedCircle", "decimalEnclosedCircleChinese") and value <= len(CIRCLED):
        return CIRCLED[value - 1]
    if style in ("lowerLetter", "upperLetter") and value <= 26:
        return chr(ord("a" if style == "lowerLetter" else "A") + value - 1)
    return {
        "decimalFullWidth": str(value).translate(str.maketrans("0123456789", "０１２３４５６７８９"))
    }.get(style, str(value))


class Numbering:
    """Counts numbered paragraphs of one document, in its order."""

    def __init__(self, document: Any) -> None:
        self._levels: dict[str, dict[int, Level]] = {}
        self._counts: dict[str, dict[int, int]] = defaultdict(dict)
        self._styles: dict[str, tuple[str, int]] = {}
        part = next(
            (p for p in document.part.package.iter_parts() if p.partname == "/word/numbering.xml"), None
        )
        root = getattr(part, "element", None) if part is not None else None
        if root is not None:
            self._read(root)
        for style in document.styles.element.iterfind(f"{W}style"):
            found = self._asked(style)
            if found:
                self._styles[style.get(f"{W}styleId")] = found

    def _read(self, root: Any) -> None:
        kinds = {}
        for abstract in root.iterfind(f"{W}abstractNum"):
            levels: dict[int, Level] = {}
            for level in abstract.iterfind(f"{W}lvl"):
                style, text, start = (level.find(f"{W}{name}") for name in ("numFmt", "lvlText", "start"))
                levels[int(level.get(f"{W}ilvl") or 0)] = (
                    _val(style, "decimal"),
                    _val(text, ""),
                    int(_val(start, "1")),
                )
            kinds[abstract.get(f"{W}abstractNumId")] = levels
        for num in root.iterfind(f"{W}num"):
            self._levels[num.get(f"{W}numId")] = kinds.get(_val(num.find(f"{W}abstractNumId"), ""), {})

    @staticmethod
    def _asked(node: Any) -> tuple[str, int] | None:
        """Which list, and which level of it, a paragraph or style asks for."""
        asked = node.find(f"{W}pPr/{W}numPr")
        if asked is None:
            return None
        name = _val(asked.find(f"{W}numId"), "0")
        return name, int(_val(asked.find(f"{W}ilvl"), "0"))

    def before(self, paragraph: Any) -> str:
        """What Word prints before this paragraph; counts it."""
        style = _val(paragraph.find(f"{W}pPr/{W}pStyle"), "")
        asked = self._asked(paragraph) or self._styles.get(style)
        if asked is None:
            return ""
        name, depth = asked
        level = self._levels.get(name, {}).get(depth)
        # List 0 takes a number away that the style would give.
        if level is None or level[0] in ("none", "bullet"):
            return ""
        counts = self._counts[name]
        counts[depth] = counts.get(depth, level[2] - 1) + 1
        for deeper in [one for one in counts if one > depth]:
            del counts[deeper]

        def printed(match: re.Match[str]) -> str:
            which = int(match[1]) - 1
            kind, _, start = self._levels[name].get(which, level)
            return number(counts.get(which, start), kind)

        return re.sub(r"%(\d)", printed, level[1])


def _val(node: Any, default: str) -> str:
    return default if node is None else str(node.get(f"{W}val") or default)
