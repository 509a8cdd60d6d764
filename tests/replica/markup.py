"""Markup as Word leaves it when a clerk pastes a report into a content management system."""

from __future__ import annotations

import random
import re

_DECLARATIONS = (
    "mso-pagination:widow-orphan", "font-family:仿宋_GB2312", "mso-ascii-font-family:'Times New Roman'", "font-size:16.0000pt",
    "mso-font-kerning:0.0000pt", "mso-hansi-font-family:'Times New Roman'", "line-height:28.0000pt", "mso-line-height-rule:exactly",
    "letter-spacing:0.0000pt", "text-transform:none", "background:rgb(255,255,255)", "mso-shading:rgb(255,255,255)",
    "padding:0pt 0pt 0pt 0pt", "margin-top:0.0000pt", "margin-bottom:0.0000pt", "mso-para-margin-left:0.0000gd",
    "mso-bidi-font-family:宋体", "font-style:normal", "mso-spacerun:'yes'", "color:rgb(51,51,51)", "mso-list:none",
    "mso-border-top-alt:1.0000pt solid windowtext", "mso-border-bottom-alt:0.5000pt solid windowtext", "text-justify:inter-ideograph",
    "mso-char-indent-count:2.0000", "word-break:break-all", "mso-style-noshow:yes", "layout-grid-mode:char", "mso-themecolor:text1",
)  # fmt: skip
ALIGN = "text-align:center"


def _styles(rng: random.Random, room: int) -> tuple[str, ...]:
    """A few style values of about `room` characters, the same on the whole page, with Word's line breaks in them."""
    found = []
    for _ in range(4):
        pool = list(_DECLARATIONS)
        rng.shuffle(pool)
        text = ""
        while len(text) < room and pool:
            text += pool.pop() + (";\n" if rng.random() < 0.15 else ";")
        found.append(text.strip())
    return tuple(found)


class Word:
    """Writes runs, paragraphs and cells with about `room` characters of style each; the rest is chance by seed."""

    def __init__(self, rng: random.Random, room: int, light: bool = False) -> None:
        self.rng = rng
        self.room = room
        # One style a cell or paragraph, no runs: an editor's "clean up" was used.
        self.light = light or room <= 20
        self.styles = _styles(rng, room if light else max(0, room - 60))
        self.short = _styles(rng, min(60, room))
        self.indent = rng.choice(
            ("　　", "&nbsp;&nbsp;&nbsp;&nbsp;", "", '<span style="white-space:pre">\t</span>')
        )
        # Spans as some editors write them; browsers read the digits before the rest.
        self.sloppy = rng.random() < 0.04
        # Single characters that Word gave a run of their own.
        self.lone = rng.choice(("", "年月日", "减制", "年件条", "0"))

    def run(self, text: str) -> str:
        return f'<span style="{self.rng.choice(self.short)}">{text}</span>' if not self.light else text

    def runs(self, text: str) -> str:
        """Text cut into runs at places that mean nothing."""
        if self.light or not text:
            return text
        if self.lone:
            pieces = re.split(f"([{self.lone}])", text, maxsplit=24)
        else:
            cuts = sorted(self.rng.sample(range(len(text)), min(len(text) // 30, 8)))
            pieces = [text[a:b] for a, b in zip([0, *cuts], [*cuts, len(text)], strict=True)]
        return "".join(map(self.run, filter(None, pieces)))

    def paragraph(self, text: str, *, align: str = "") -> str:
        style = self.rng.choice(self.styles) + (f";text-align:{align}" if align else "")
        indent = "" if align else self.indent
        return (
            f'<p class="MsoNormal" style="{style}">{indent}<span><span>{self.runs(text)}</span></span></p>\n'
        )

    def cell(self, text: str, *, rows: int = 1, columns: int = 1, head: bool = False) -> str:
        """One <td>; a line break in `text` becomes <br>."""
        end = ";" if self.sloppy else ""
        span = f' rowspan="{rows}{end}"' if rows > 1 else ' rowspan=""' if self.sloppy else ""
        span += f' colspan="{columns}{end}"' if columns > 1 else ""
        text = text.replace("\n", "<br>")
        style = self.rng.choice(self.styles)
        if self.light:
            return f'<td{span} style="{style}">{text}</td>' if style else f"<td{span}>{text}</td>"
        inner = f'<span style="{self.rng.choice(self.short)}">{text}</span>'
        if head and self.rng.random() < 0.3:
            inner = f"<strong>{inner}</strong>"
        return (
            f'<td{span} valign="center" style="{style}"><p class="p" style="{ALIGN}"><span><span>{inner}</span></span>'
            "<span></span></p></td>"
        )

    def table(self, rows: list[str]) -> str:
        style = self.rng.choice(self.short)
        body = "".join(f"<tr>{row}</tr>\n" for row in rows)
        return f'<table class="MsoNormalTable" border="1" cellspacing="0" style="{style}"><tbody>{body}</tbody></table>\n'


class Flat(Word):
    """Writes a table as some editors leave it: every cell a paragraph, blank ones gone."""

    def cell(self, text: str, *, rows: int = 1, columns: int = 1, head: bool = False) -> str:
        return self.paragraph(text.replace("\n", ""), align="center") if text else ""

    def table(self, rows: list[str]) -> str:
        return "".join(rows)
