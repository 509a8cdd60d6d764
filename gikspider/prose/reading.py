"""Reads figures out of the sentences of a report: `read` over a text, `statements` over its sections."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from gikspider.items import Finding, Section, Statement
from gikspider.prose.canvas import lines
from gikspider.prose.figures import figures
from gikspider.prose.interpret import Interpreter
from gikspider.prose.lexicon import lexicon
from gikspider.prose.record import Record
from gikspider.prose.zeros import words


@dataclass(frozen=True, slots=True)
class ProseReading:
    """Statements in the order of the text, and what a reader of them should know."""

    statements: tuple[Statement, ...] = ()
    findings: tuple[Finding, ...] = ()

    def __iter__(self) -> Iterator[Statement]:
        return iter(self.statements)

    def __len__(self) -> int:
        return len(self.statements)


def read(
    text: str,
    *,
    sections: Sequence[Section] = (),
    year: int | None = None,
    exclude: Sequence[tuple[int, int]] = (),
    injected: Sequence[tuple[int, int]] = (),
) -> ProseReading:
    """Figures stated in `text`, the clean body of a report.

    `sections` name where a statement stands (their offsets are in `text`); `year` is the report's
    year; `exclude` are spans that tables occupy; `injected` are spans of foreign words: a number
    whose subject they replaced is withheld (finding `injected_text`). Total: any text, no error,
    time linear in its length.
    """
    interpreter = Interpreter(Record(text, tuple(sections), year, tuple(injected)))
    for line in lines(text, exclude):
        interpreter.line(line)
    return ProseReading(*interpreter.done())


def statements(
    sections: Sequence[Section],
    *,
    text: str | None = None,
    year: int | None = None,
    exclude: Sequence[tuple[int, int]] = (),
    injected: Sequence[tuple[int, int]] = (),
) -> ProseReading:
    """Figures stated in `sections`; with `text`, in the whole text including what precedes them."""
    if text is None:
        size = max((s.start + len(s.text) for s in sections), default=0)
        canvas = [" "] * size
        for s in sections:
            canvas[s.start : s.start + len(s.text)] = s.text
            before = f"\n{s.heading}\n"
            if s.start >= len(before):
                canvas[s.start - len(before) : s.start] = before
        text = "".join(canvas)
    return read(text, sections=sections, year=year, exclude=exclude, injected=injected)


def codes() -> dict[str, str]:
    """Every code a statement can carry, and the unit it has where the text prints none."""
    every = {"disclosed.cumulative": "条", "disclosed.by_category": "条"}
    for figure in figures():
        if figure.code == "disclosed.by_channel":
            every |= {f"{figure.code}.{channel}": figure.unit for channel in lexicon().channels.values()}
        elif "*" in figure.code:
            every |= {figure.code.replace("*", of): figure.unit for of in ("review", "litigation")}
        else:
            every.setdefault(figure.code, figure.unit)
    for zero in words().zeros:
        every.setdefault(zero.code, zero.unit)
    return dict(sorted(every.items()))
