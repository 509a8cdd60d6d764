"""`python -m gikspider.runs.gather FOLDER`: the exports of several spiders as one set of files.

Merges what lies below FOLDER, one folder a spider, into files of the same names in FOLDER, and prints
what they hold. Made-up figures are never merged with real ones: where both are found, the real ones
are taken and the sample is left out. Exit status: 0 done, 1 an export cannot be used, 2 wrong folder.
"""

from __future__ import annotations

import csv
import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

from gikspider.runs import manifest
from gikspider.runs.previous import FOLDER as PREVIOUS

PRIMARY = "reports.jsonl"
BOM = b"\xef\xbb\xbf"
SAMPLE = "SAMPLE: all figures here are made up, under real place names. They are no data about anyone."


class GatherError(ValueError):
    """The exports cannot be merged; the message is one sentence."""


@dataclass(slots=True)
class Export:
    """One spider's export and what it holds."""

    folder: Path
    name: str
    verdict: str = "unfinished"
    why: str = ""
    synthetic: bool = False
    reports: int = 0
    observations: int = 0
    statements: int = 0
    copies: int = 0
    failing: int = 0
    units: set[str] = field(default_factory=set)
    years: set[int] = field(default_factory=set)


def exports(root: Path) -> list[Export]:
    """The exports below a folder, by name; sets kept from earlier crawls are not among them."""
    found = []
    for folder, below, names in os.walk(root):
        below[:] = sorted(name for name in below if name != PREVIOUS and not name.startswith("."))
        path = Path(folder)
        if path != root and PRIMARY in names:
            found.append(_look(path, root))
    return found


def _look(folder: Path, root: Path) -> Export:
    made = Export(folder, folder.relative_to(root).as_posix())
    told = manifest.read(folder / manifest.NAME)
    if told:
        made.verdict, made.why = str(told.get("verdict")), str(told.get("why"))
        made.synthetic = bool(told.get("synthetic"))
    for row in _rows(folder / "reports.csv"):
        made.reports += 1
        made.observations += int(row["observations_count"])
        made.statements += int(row["statements_count"])
        made.units.add(row["unit_code"] or f"{row['division_code']} {row['unit']}")
        if row["report_year"]:
            made.years.add(int(row["report_year"]))
    # Other pages with a report: not its versions, and not a page that prints it twice.
    made.copies = sum(
        row["kind"] != "revision" and row["url"] != row["of_url"] for row in _rows(folder / "copies.csv")
    )
    made.failing = sum(row["status"] == "fails" for row in _rows(folder / "checks.csv"))
    return made


def _rows(path: Path) -> Iterator[dict[str, Any]]:
    """Rows of a CSV as far as they are whole."""
    if not path.exists():
        return
    with path.open(encoding="utf-8-sig", newline="", errors="replace") as file:
        reader = csv.DictReader(file)
        for row in reader:
            # The row a killed crawl was writing is too short.
            if None not in row.values():
                yield row


def gather(root: Path) -> list[Export]:
    """Merge the exports below `root` into files in it; returns what was merged."""
    found = exports(root)
    real = [one for one in found if not one.synthetic]
    taken = real or found
    if not taken:
        raise GatherError(f"{root} holds no export: there is no {PRIMARY} in a folder below it")
    names = sorted({path.name for one in taken for path in one.folder.glob("*.csv")})
    with _replaced(root / PRIMARY) as out:
        for line in _lines(taken):
            out.write(line)
    with _replaced(root / "reports.json") as out:
        out.write(b"[\n")
        for number, line in enumerate(_lines(taken)):
            out.write(b"," * bool(number) + line)
        out.write(b"]\n")
    for name in names:
        with _replaced(root / name) as out:
            _merge([one.folder / name for one in taken], out)
    package = manifest.read(taken[0].folder / "datapackage.json")
    if package:
        manifest.write(
            root / "datapackage.json", package | {"name": "gathered", "title": "政府信息公开工作年度报告"}
        )
    manifest.write(root / manifest.NAME, _manifest(root, taken))
    return taken


class _replaced:
    """A file that takes the place of the old one when it is whole."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._scratch = path.with_name(f".{path.name}.{os.getpid()}")

    def __enter__(self) -> IO[bytes]:
        self._file = self._scratch.open("wb")
        return self._file

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        self._file.close()
        if kind is None:
            self._scratch.replace(self._path)
        else:
            self._scratch.unlink()


def _lines(taken: Iterable[Export]) -> Iterator[bytes]:
    for one in taken:
        with (one.folder / PRIMARY).open("rb") as file:
            yield from (line for line in file if line.endswith(b"\n"))


def _merge(paths: Sequence[Path], out: IO[bytes]) -> None:
    """One table from several of the same columns, under one header."""
    header = b""
    for path in paths:
        if not path.exists():
            continue
        with path.open("rb") as file:
            mine = file.readline()
            if not mine.endswith(b"\n"):
                continue
            if not header:
                header = mine
                out.write(header)
            elif mine != header:
                raise GatherError(f"{path} has other columns than {paths[0]}: crawl again with one version")
            _copy_rows(file, out)


def _copy_rows(file: IO[bytes], out: IO[bytes]) -> None:
    """Copy whole rows: what stands behind the last end of a row was being written when a crawl was killed."""
    rest = b""
    while data := file.read(1 << 20):
        whole, end, rest = (rest + data).rpartition(b"\r\n")
        out.write(whole + end)


def _manifest(root: Path, taken: Sequence[Export]) -> dict[str, Any]:
    files = [path for path in sorted(root.iterdir()) if path.is_file() and path.name != manifest.NAME]
    return {
        "gathered": [
            {"spider": one.name, "verdict": one.verdict, "why": one.why, "reports": one.reports}
            for one in taken
        ],
        "synthetic": any(one.synthetic for one in taken),
        "versions": manifest.versions(),
        "counts": {"reports": sum(one.reports for one in taken)},
        "feeds": [
            {"file": path.name, "bytes": path.stat().st_size, "sha256": manifest.digest(path)}
            for path in files
            if not path.name.startswith(".")
        ],
    }


HEADER = (
    "spider",
    "verdict",
    "reports",
    "units",
    "years",
    "observations",
    "statements",
    "copies",
    "failing checks",
)


def summary(taken: Sequence[Export]) -> str:
    """What was gathered, as a table for a terminal."""
    rows = [HEADER, *(_row(one) for one in taken)]
    if len(taken) > 1:
        everything = Export(Path(), "all", verdict="")
        for one in taken:
            for name in ("reports", "observations", "statements", "copies", "failing"):
                setattr(everything, name, getattr(everything, name) + getattr(one, name))
            everything.units |= one.units
            everything.years |= one.years
        rows.append(_row(everything))
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    lines = []
    for row in rows:
        cells = [
            cell.ljust(width) if n < 2 else cell.rjust(width)
            for n, (cell, width) in enumerate(zip(row, widths, strict=True))
        ]
        lines.append("  ".join(cells).rstrip())
    lines.insert(1, "  ".join("-" * width for width in widths))
    lines += [f"{one.name}: {one.verdict}: {one.why}" for one in taken if one.verdict != "complete"]
    return "\n".join(lines)


def _row(one: Export) -> tuple[str, ...]:
    years = f"{min(one.years)}-{max(one.years)}" if one.years else ""
    numbers = (one.observations, one.statements, one.copies, one.failing)
    return (
        one.name,
        one.verdict,
        f"{one.reports:,}",
        f"{len(one.units):,}",
        years,
        *(f"{n:,}" for n in numbers),
    )


def main(arguments: Sequence[str]) -> int:
    if len(arguments) != 1 or not Path(arguments[0]).is_dir():
        said = "give one folder" if len(arguments) != 1 else f"there is no folder {arguments[0]}"
        print(f"gather: {said}: python -m gikspider.runs.gather FOLDER", file=sys.stderr)
        return 2
    root = Path(arguments[0])
    try:
        taken = gather(root)
    except (GatherError, OSError) as error:
        print(f"gather: {error}", file=sys.stderr)
        return 1
    made_up = any(one.synthetic for one in taken)
    if made_up:
        print(SAMPLE)
    print(summary(taken))
    print(f"files: {root}/ ({SAMPLE})" if made_up else f"files: {root}/")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
