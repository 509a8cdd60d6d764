"""Copies: fingerprint and look-up beside datasketch's MinHash-LSH, and the index as it grows.

    python -m tests.bench.bench_copies [--scale 10000,100000,1000000] [--rounds 5]

The documents are made up (tests/copies/writing.py): counties whose towns share their wording, every
sixth document a copy of an earlier one on another host. Each round does both, one after the other,
on the same documents, from the text to the verdict, a document at a time and in batches; printed are
medians and their ratio. datasketch works in memory; our index is a file, written to disk each time.
"""

from __future__ import annotations

import argparse
import os
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from gikspider.copies import CopyIndex, Fingerprint
from gikspider.copies.names import Names
from gikspider.items import AnnualReport
from tests.copies.writing import SENTENCES, county, numbers_for, report, towns_of, with_text

LONG = 2200
Truth = tuple[str, int]


def documents(seed: int, count: int) -> list[tuple[Truth, AnnualReport]]:
    """Reports of about 3,000 characters with what each truly is; copies come after their originals."""
    rng = random.Random(seed)
    made: list[tuple[Truth, AnnualReport]] = []
    number = seed * 1000
    while len(made) < count:
        number += 1
        place = county(rng, number)
        padding = ""
        while len(padding) < LONG:
            padding += (
                rng.choice([s for s in SENTENCES if "{" not in s]) + f"{rng.choice(place.towns)}是先进单位。"
            )
        for town, code in towns_of(place):
            for year in range(2016, 2021):
                base = report(place, town, year, numbers_for(rng, zero=rng.random() < 0.1), code=code)
                base = with_text(base, f"{base.title}\n{base.text}\n{padding}")
                made.append(((code, year), base))
                if rng.random() < 0.2:
                    made.append(((code, year), _copy(rng, base)))
    return made[:count]


def _copy(rng: random.Random, base: AnnualReport) -> AnnualReport:
    changed = [
        f"当前位置:首页\n发布时间:2021-01-02 浏览次数:{rng.randint(1, 9999)}\n{base.text}\n主办:某某政府办公室",
        base.text[: int(len(base.text) * 0.8)],
        base.text.replace(",", "，").replace(":", "："),
        f"{base.text}\n{base.text}",
    ]
    url = f"http://www.city{rng.randint(1, 99)}.gov.cn{(base.url or '').partition('.gov.cn')[2]}"
    return with_text(base, rng.choice(changed), url=url)


Clocks = tuple[float, float]


def clocks() -> Clocks:
    """Wall clock and CPU of this process: the second is what a busy machine leaves unchanged."""
    return time.perf_counter(), time.process_time()


def since(start: Clocks) -> Clocks:
    return time.perf_counter() - start[0], time.process_time() - start[1]


def ours(pages: list[tuple[Truth, AnnualReport]], batch: int) -> tuple[Clocks, int, int]:
    """Seconds, copies found, distinct reports merged; on disk after each document or each batch."""
    with tempfile.TemporaryDirectory() as folder, CopyIndex.open(Path(folder) / "c.sqlite") as index:
        roots: dict[str | None, Truth] = {}
        found = wrong = 0
        start = clocks()
        for at in range(0, len(pages), batch):
            part = [page for _, page in pages[at : at + batch]]
            all_seen = index.see_all(part) if batch > 1 else [index.see(page) for page in part]
            for (truth, page), seen in zip(pages[at : at + batch], all_seen, strict=True):
                if seen.known:
                    of = {copy.of_url for copy in seen.copies} | {
                        seen.canonical,
                        *(c.url for c in seen.copies),
                    }
                    of.discard(page.url)
                    if any(roots.get(url) == truth for url in of):
                        found += 1
                    else:
                        wrong += 1
                roots[page.url] = truth
        return since(start), found, wrong


def theirs(pages: list[tuple[Truth, AnnualReport]], batch: int) -> tuple[Clocks, int, int]:
    """The same with datasketch, in memory."""
    from datasketch import MinHash, MinHashLSH

    lsh = MinHashLSH(threshold=0.9, num_perm=128)
    signatures: dict[str, MinHash] = {}
    truths: dict[str, Truth] = {}
    found = wrong = 0
    start = clocks()
    for at in range(0, len(pages), batch):
        made = []
        for _, page in pages[at : at + batch]:
            text = "".join(page.text.split())
            signature = MinHash(num_perm=128)
            signature.update_batch([text[i : i + 5].encode() for i in range(max(1, len(text) - 4))])
            made.append(signature)
        for number, signature in enumerate(made, at):
            truth = pages[number][0]
            near = [key for key in lsh.query(signature) if signatures[key].jaccard(signature) >= 0.9]
            if near:
                found += any(truths[key] == truth for key in near)
                wrong += any(truths[key] != truth for key in near)
            key = str(number)
            lsh.insert(key, signature)
            signatures[key] = signature
            truths[key] = truth
    return since(start), found, wrong


def side_by_side(rounds: int, count: int, batch: int) -> None:
    """Rounds of `count` documents, each shown to both: first a document at a time, then in batches."""
    both = (("gikspider", ours), ("datasketch", theirs))
    runs = [(name, size, run) for size in (1, batch) for name, run in both]
    taken: dict[tuple[str, int], list[Clocks]] = {(name, size): [] for name, size, _ in runs}
    sums = {key: [0, 0] for key in taken}
    copies = 0
    for _, size, run in runs:
        # Tables are loaded and caches filled before anything is timed.
        run(documents(0, 40), size)
    for number in range(rounds):
        pages = documents(number + 1, count)
        first: set[Truth] = set()
        for truth, _ in pages:
            copies += truth in first
            first.add(truth)
        for name, size, run in runs:
            clock, found, wrong = run(pages, size)
            taken[name, size].append(clock)
            sums[name, size][0] += found
            sums[name, size][1] += wrong
    total = rounds * count
    length = sum(len(page.text) for _, page in pages) // count
    print(
        f"{total} documents of {length} characters, {copies} of them copies; median of {rounds} rounds of {count}"
    )
    print(
        f"{'':<12} {'at once':>8} {'documents/s':>12} {'CPU ms each':>12} {'copies found':>14} {'distinct reports merged':>24}"
    )
    for (name, size), clocked in taken.items():
        found, wrong = sums[name, size]
        speed = count / statistics.median(wall for wall, _ in clocked)
        cpu = statistics.median(used for _, used in clocked) / count * 1000
        share = f"{wrong} ({wrong / (total - copies):.1%})"
        print(f"{name:<12} {size:>8} {speed:>12.0f} {cpu:>12.2f} {found / copies:>14.3f} {share:>24}")
    for size in (1, batch):
        pairs = list(zip(taken["gikspider", size], taken["datasketch", size], strict=True))
        walls, cpus = (statistics.median(b[n] / a[n] for a, b in pairs) for n in (0, 1))
        print(
            f"{size} at once: gikspider does {walls:.1f} times the documents of datasketch, {cpus:.1f} times by CPU (goal 8)"
        )
    print()


def marks(start: int, stop: int) -> Iterator[tuple[str, str, Fingerprint]]:
    """Fingerprints as reports have them, without the reports; number n is always the same."""
    letters = (
        "甲乙丹青云石清安永和长兴广福白金龙凤双东西南北大上下新平红万河山桥塘岭湾坪原泉林峰溪川洲坝塔营庄堡店"
    )
    for number in range(start, stop):
        rng = random.Random(number)
        town = rng.choice(letters) + rng.choice(letters) + "镇"
        county_name = rng.choice(letters) + rng.choice(letters) + "县"
        figures = (
            [rng.randint(1, 999) << 2 for _ in range(30)]
            + [0] * 60
            + [rng.randint(1, 30) << 2 for _ in range(12)]
        )
        year = 2010 + number % 15
        code = f"{110000 + number // 15 // 300:06d}{100 + number // 15 % 300:03d}"
        mark = Fingerprint(
            exact=rng.randbytes(10),
            size=rng.randint(800, 6000),
            figures=tuple(figures),
            sketch=rng.randbytes(96),
            names=Names(((town, 12), ("和平镇", 1)), ((county_name, 5),), (("政务办局", 1),), "town"),
            year=year,
            spoken_year=year,
            unit_code=code,
            division=code[:6],
            unit=town,
        )
        url = f"http://www.county{number // 4500}.gov.cn/zwgk/zfxxgk/zfxxgknb/{year + 1}01/t{year + 1}0120_{number}.html"
        yield url, f"{code}-{year}", mark


def resident() -> float:
    """MiB of memory this process holds."""
    pages = int(Path("/proc/self/statm").read_text("ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 2**20


def timed(index: CopyIndex, wanted: list[tuple[str, str, Fingerprint]]) -> float:
    taken = []
    for url, report_id, mark in wanted:
        start = time.perf_counter()
        index.see_mark(mark, url=url, report_id=report_id)
        taken.append(time.perf_counter() - start)
    return statistics.median(taken) * 1e6


def growing(sizes: list[int]) -> None:
    print(
        f"{'documents':>10} {'MiB':>7} {'known page':>11} {'new copy':>9} {'new report':>11} {'bytes/doc':>10}  (median µs)"
    )
    with tempfile.TemporaryDirectory(dir=os.environ.get("BENCH_DIR")) as folder:
        path = Path(folder) / "copies.sqlite"
        with CopyIndex.open(path) as index:
            at = 0
            for size in sizes:
                for url, report_id, mark in marks(at, size):
                    index.see_mark(mark, url=url, report_id=report_id)
                at = size
                rng = random.Random(size)
                known = [next(marks(n, n + 1)) for n in rng.sample(range(size), 500)]
                on_file = os.path.getsize(path) / len(index)
                memory = resident()
                again = timed(index, known)
                copied = [(url.replace("county", "city"), i, m) for url, i, m in known[:200]]
                copies = timed(index, copied)
                new = timed(index, list(marks(10**8 + size, 10**8 + size + 200)))
                print(
                    f"{size:>10} {memory:>7.0f} {again:>11.0f} {copies:>9.0f} {new:>11.0f} {on_file:>10.0f}",
                    flush=True,
                )


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--scale", default="10000,100000", help="sizes of the index, growing; a million takes minutes"
    )
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--count", type=int, default=400, help="documents a round")
    parser.add_argument("--batch", type=int, default=50, help="documents shown at once, beside one at a time")
    options = parser.parse_args()
    try:
        import datasketch  # noqa: F401
    except ImportError:
        print("datasketch is not installed: pip install 'gikspider[bench]'", file=sys.stderr)
    else:
        if options.rounds:
            side_by_side(options.rounds, options.count, options.batch)
    if options.scale:
        growing([int(size) for size in options.scale.split(",")])
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
