"""The forms of a page, markup to checks, beside pandas.read_html, which gives the grids alone.

`python -m tests.bench.bench_forms`: CPU time, the readers in turns within one run, medians of the rounds.
"""

from __future__ import annotations

import gc
import random
import statistics
import time
from collections.abc import Callable
from io import StringIO

from selectolax.lexbor import LexborHTMLParser

from gikspider.forms import check, definition, read_tables
from gikspider.forms.grid import lay_out
from tests.forms.pages import modern_html

PAGES, ROUNDS = 30, 9
_STYLE = 'style="border:1px solid #000;padding:0 7px;width:{}px;mso-border-alt:solid windowtext .5pt"'
_RUN = '<p class="MsoNormal" align="center"><span lang="EN-US" style="font-family:宋体;font-size:9pt">{}</span></p>'


def figures(rng: random.Random, form: str) -> dict[tuple[str, str | None], str]:
    """Figures as reports have them: a town's all but zeros, a city's a third of the cells, and the sums right."""
    cells = list(definition(form).cells())  # type: ignore[arg-type]
    filled = rng.choice((0.0, 0.02, 0.05, 0.1, 0.3))
    numbers = {(c.code, c.column): rng.randrange(1, 300) if rng.random() < filled else 0 for c in cells}
    for code, _ in numbers:
        group, _, last = code.rpartition(".")
        if code.startswith("legal.") and last == "total":
            numbers[code, None] = sum(n for (c, _), n in numbers.items() if c.startswith(group) and c != code)
    columns = [c.id for c in definition(form).table("applications").blocks[0].columns]  # type: ignore[arg-type]
    for column in columns[:-1]:
        results = sum(
            n
            for (c, k), n in numbers.items()
            if k == column and ".results." in c and not c.endswith("results.total")
        )
        numbers["applications.results.total", column] = results
        numbers["applications.carried_in", column] = 0
        numbers["applications.received_new", column] = results + numbers["applications.carried_out", column]
    for code, column in numbers:
        if column == "total":
            numbers[code, column] = sum(numbers[code, k] for k in columns[:-1])
    return {key: str(number) for key, number in numbers.items()}


def pages(seed: int = 0) -> list[str]:
    """Pages of some 70 KB as pasted from Word: three tables, chrome around them."""
    made = []
    for n in range(PAGES):
        rng = random.Random(f"{seed} {n}")
        form = rng.choice(("2019", "2021"))
        body = modern_html(form, figures(rng, form)).replace("<td", "<td " + _STYLE.format(40 + n))
        parts = body.split("</td>")
        split = (part.rpartition(">") for part in parts[:-1])
        parts = [f"{head}>{_RUN.format(text)}" for head, _, text in split] + parts[-1:]
        menu = "".join(
            f'<li><a href="/col/{k}/index.html" title="栏目{k}">政务公开栏目{k}</a></li>' for k in range(120)
        )
        made.append(
            f"<html><head><title>报告</title></head><body><ul>{menu}</ul>{'</td>'.join(parts)}</body></html>"
        )
    return made


def own(markup: str) -> object:
    """Parse the page, read its forms, make the checks."""
    reading = read_tables(LexborHTMLParser(markup).css("table"))
    return reading, check(reading.observations, form=reading.form, unit_type="town")


def grids(markup: str) -> object:
    """Parse the page and lay its tables out."""
    return [lay_out(table) for table in LexborHTMLParser(markup).css("table")]


def pandas(markup: str) -> object:
    """Grids by pandas with its lxml flavour."""
    from pandas import read_html

    return read_html(StringIO(markup), flavor="lxml")


def cost(read: Callable[[str], object], markups: list[str]) -> float:
    """CPU milliseconds a page."""
    start = time.process_time()
    for markup in markups:
        read(markup)
    return (time.process_time() - start) * 1000 / len(markups)


def right(markups: list[str]) -> None:
    """The pages are read whole before anything is timed."""
    for n, markup in enumerate(markups):
        rng = random.Random(f"0 {n}")
        form = rng.choice(("2019", "2021"))
        reading = read_tables(LexborHTMLParser(markup).css("table"))
        found = {(o.code, o.column): str(o.value) for o in reading.observations}
        assert (reading.form, found) == (form, figures(rng, form))


def main() -> None:
    """Print milliseconds a page and ratios; every round reads pages no round has read before."""
    right(pages())
    readers = {"forms, to checks": own, "grids alone": grids, "pandas.read_html": pandas}
    for read in readers.values():
        cost(read, pages()[:3])
    gc.collect()
    gc.freeze()  # what pandas has loaded is nobody's garbage to look through
    rounds = []
    for turn in range(ROUNDS):
        markups = pages(turn + 1)
        order = list(readers)[turn % 3 :] + list(readers)[: turn % 3]  # no reader is always the first
        rounds.append({name: cost(readers[name], markups) for name in order})
    size = statistics.mean(len(markup.encode()) for markup in markups) / 1000
    print(f"{PAGES} pages of {size:.0f} KB a round, {ROUNDS} rounds in turns")
    for name in readers:
        ratios = sorted(turn["pandas.read_html"] / turn[name] for turn in rounds)
        middle = statistics.median(turn[name] for turn in rounds)
        print(
            f"{name:20} {middle:7.2f} ms/page   {statistics.median(ratios):5.2f}x pandas [{ratios[0]:.2f}-{ratios[-1]:.2f}]"
        )


if __name__ == "__main__":
    main()
