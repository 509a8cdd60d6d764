"""Look into what `make crawl` wrote: `python -m tests.check_sample data/exports/sample`.

The sample archives are crawls of the replica with a known seed, so what has to come out of them is known too.
Exits with 1 and says what is wrong.
"""

import csv
import json
import sys
from decimal import Decimal
from pathlib import Path

from gikspider.copies import canonical_url
from tests.replica import Replica
from tests.sample import SEED, SPIDERS

FILES = ("reports.csv", "observations.csv", "statements.csv", "checks.csv", "findings.csv", "copies.csv")


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def faults(folder: Path):
    """Everything that is not as it should be, a sentence each."""
    for spider in SPIDERS:
        manifest = folder / spider / "manifest.json"
        if not manifest.exists():
            yield f"{manifest} is missing"
        elif json.loads(manifest.read_text("utf-8"))["verdict"] != "complete":
            yield f"{manifest} does not say complete"
    lines = (folder / "reports.jsonl").read_text("utf-8").splitlines()
    reports = {canonical_url(report["url"]): report for report in map(json.loads, lines)}
    if json.loads((folder / "reports.json").read_text("utf-8")) != [json.loads(line) for line in lines]:
        yield "reports.json and reports.jsonl differ"
    tables = {name: rows(folder / name) for name in FILES}
    if len(tables["reports.csv"]) != len(lines):
        yield f"reports.csv has {len(tables['reports.csv'])} rows for {len(lines)} reports"
    cells = {
        (row["report_id"], row["url"], row["code"], row["column"] or None): row
        for row in tables["observations.csv"]
    }
    replica = Replica(seed=SEED, small=True)
    for expected in replica.truth:
        found = [reports[url] for url in map(canonical_url, expected.urls) if url in reports]
        if not found:
            yield f"no report from {expected.url}"
            continue
        report = found[0]
        if (report["unit_code"], report["report_year"]) != (expected.unit_code, expected.year):
            yield f"{report['url']} is read as {report['unit_code']} {report['report_year']}"
        for (code, column), value in expected.values.items():
            row = cells.get((report["report_id"], report["url"], code, column))
            if row is None:
                yield f"{report['url']}: {code} {column or ''} is missing from observations.csv"
            elif isinstance(value, Decimal) and (not row["value"] or Decimal(row["value"]) != value):
                yield f"{report['url']}: {code} {column or ''} is {row['value']!r} and not {value}"


def main() -> None:
    wrong = list(faults(Path(sys.argv[1])))
    print("\n".join(wrong[:50]) or "the sample's files hold what they should")
    sys.exit(bool(wrong))


if __name__ == "__main__":
    main()
