"""What text reading costs: decode and repair on clean pages, dates against dateparser.

    python tests/bench/bench_text.py

Each row compares two ways on the same input, measured in turn (A B A B …) in one run; the figure is
the median of the ratios of the rounds.
"""

import random
import time
from collections.abc import Callable
from datetime import date, timedelta
from statistics import median

import dateparser
from charset_normalizer import from_bytes
from opencc import OpenCC

from gikspider.text import dates, decode, injected, repair
from tests.text.lines import lines
from tests.text.mirror import corrupt

ROUNDS = 7


def seconds(run: Callable[[], object], times: int) -> float:
    start = time.perf_counter()
    for _ in range(times):
        run()
    return (time.perf_counter() - start) / times


def compare(name: str, ours: Callable[[], object], theirs: Callable[[], object], times: int) -> None:
    ours(), theirs()
    rounds = [(seconds(ours, times), seconds(theirs, times)) for _ in range(ROUNDS)]
    a, b = (median(column) for column in zip(*rounds, strict=True))
    ratio = median(theirs_ / ours_ for ours_, theirs_ in rounds)
    print(f"{name:62s} {a * 1e3:10.4f} ms {b * 1e3:10.4f} ms {ratio:9.1f} x")


def shapes(count: int) -> list[tuple[str, date]]:
    rng = random.Random(1)
    digits = "〇一二三四五六七八九"
    made = []
    for n in range(count):
        day = date(2010, 1, 1) + timedelta(days=rng.randrange(5400))
        year = "".join(digits[int(c)] for c in str(day.year))
        forms = [
            f"{day.year}年{day.month}月{day.day}日", day.isoformat(), f"{day:%Y/%m/%d} 09:30", f"发布时间：{day:%Y年%m月%d日} 15:41",
            f"[{day}]", f"{day.year}.{day.month}.{day.day}", f"{year}年{day.month}月{day.day}日", f"{day}18:26",
        ]  # fmt: skip
        made.append((forms[n % len(forms)], day))
    return made


def right(read: Callable[[str], date | None], made: list[tuple[str, date]]) -> str:
    return f"{sum(read(text) == day for text, day in made)} of {len(made)} right"


def one(text: str) -> date | None:
    found = dates(text)
    return found[0].value if found else None


def other(text: str) -> date | None:
    found = dateparser.parse(text, languages=["zh"], settings={"DATE_ORDER": "YMD"})
    return found.date() if found else None


def main() -> None:
    body = "\n".join(f'<p class="MsoNormal" style="text-indent:2em">{line}</p>' for line in lines(420))
    utf8, gbk = body.encode(), body.encode("gbk")
    t2s = OpenCC("t2s")
    made = shapes(40)
    mirrored = corrupt("\n".join(lines(60)))
    print(f"a clean page of {len(utf8) / 1024:.0f} KB\n")
    print(f"{'':62s} {'ours':>13s} {'other':>13s} {'':>9s}")
    compare("decode, UTF-8: against bytes.decode", lambda: decode(utf8), lambda: utf8.decode(), 30)
    compare(
        "decode, UTF-8: against charset_normalizer", lambda: decode(utf8), lambda: from_bytes(utf8).best(), 3
    )
    compare("decode, GBK: against charset_normalizer", lambda: decode(gbk), lambda: from_bytes(gbk).best(), 3)
    compare(
        "repair, clean page: against converting it (opencc t2s)",
        lambda: repair(body),
        lambda: t2s.convert(body),
        10,
    )
    compare(
        "repair, mirrored page: against converting it (opencc t2s)",
        lambda: repair(mirrored),
        lambda: t2s.convert(mirrored),
        2,
    )
    compare(
        "dates: against dateparser(zh), a string each",
        lambda: [one(t) for t, _ in made],
        lambda: [other(t) for t, _ in made],
        1,
    )
    print(f"\ndates: {right(one, made)}; dateparser: {right(other, made)}")
    print(f"injected words: {seconds(lambda: injected(body), 5) * 1e3:.2f} ms on the clean page")


if __name__ == "__main__":
    main()
