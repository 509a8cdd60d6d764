"""`datapackage.json`: which files an export holds, which columns they have, and what those mean.

A Data Package (specs.frictionlessdata.io): every CSV with its Table Schema, `reports.jsonl` with
its JSON Schema.
"""

from __future__ import annotations

import csv
from io import StringIO
from pathlib import Path
from typing import IO, Any

import orjson
from scrapy.crawler import Crawler
from scrapy.exporters import BaseItemExporter

from gikspider import items
from gikspider.feeds.schema import Column, Table, dictionary, json_schema, tables
from gikspider.feeds.streams import fresh

GUARDED = (
    "Text a spreadsheet would run as a formula has an apostrophe in front: where apostrophes stand before"
    " = + - @, a tab or a line break, take one away."
)
SYNTHETIC = "Made-up figures under real place names, for trying the software out. Not data about anyone."


def field(column: Column) -> dict[str, Any]:
    """A column as a field of a Table Schema."""
    made: dict[str, Any] = {"name": column.name, "type": column.type, "description": column.description}
    if column.type == "datetime":
        made["format"] = "any"
    constraints: dict[str, Any] = {}
    if column.required and column.type != "string":
        constraints["required"] = True
    if column.values:
        constraints["enum"] = list(column.values)
    return made | ({"constraints": constraints} if constraints else {})


def resource(table: Table) -> dict[str, Any]:
    """A CSV as a tabular resource."""
    schema: dict[str, Any] = {"fields": [field(c) for c in table.columns], "missingValues": [""]}
    if table.name == "findings":
        code = next(made for made in schema["fields"] if made["name"] == "code")
        meanings = sorted(dictionary()["findings"].items())
        code["categories"] = [{"value": value, "label": label} for value, label in meanings]
    return {
        "name": table.name,
        "path": f"{table.name}.csv",
        "profile": "tabular-data-resource",
        "description": f"{dictionary()['tables'][table.name]} {GUARDED}",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "schema": schema,
    }


def findings_csv() -> str:
    """Every code of a finding with what it means, as CSV: data/findings.csv."""
    out = StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(("code", "meaning"))
    writer.writerows(sorted(dictionary()["findings"].items()))
    return out.getvalue()


def descriptor(name: str, *, synthetic: bool = False) -> dict[str, Any]:
    """The data package of the export called `name`."""
    title = f"政府信息公开工作年度报告 ({name})"
    nested = {
        "name": "reports-nested",
        "path": "reports.jsonl",
        "description": "A report a line with all it holds: the primary file.",
        "format": "jsonl",
        "mediatype": "application/jsonl",
        "encoding": "utf-8",
        "jsonSchema": {
            "$schema": "https://json-schema.org/draft/2020-12/schema",
            **json_schema(items.AnnualReport),
        },
    }
    return {
        "profile": "data-package",
        "name": "".join(c if c.isalnum() else "-" for c in name.lower()),
        "title": title,
        "description": SYNTHETIC if synthetic else "Annual openness reports as their portals publish them.",
        "synthetic": synthetic,
        "resources": [nested, *(resource(table) for table in tables().values())],
    }


class DataPackage(BaseItemExporter):
    """Writes the descriptor once, when the export begins; items only tell that it has begun."""

    def __init__(self, file: IO[bytes], *, crawler: Crawler | None = None, **kwargs: Any) -> None:
        super().__init__(dont_fail=True, **kwargs)
        self.file = file
        # Resources described, where other feeds count their rows.
        self.written = 0
        self._synthetic = bool(crawler and crawler.settings.getbool("SYNTHETIC"))
        self._name = crawler.spider.name if crawler and crawler.spider else "gikspider"

    @classmethod
    def from_crawler(cls, crawler: Crawler, file: IO[bytes], **kwargs: Any) -> DataPackage:
        return cls(file, crawler=crawler, **kwargs)

    def start_exporting(self) -> None:
        made = descriptor(self._name, synthetic=self._synthetic)
        if not fresh(self.file):
            self.file.seek(0)
            self.file.truncate()
        self.file.write(orjson.dumps(made, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE))
        self.file.flush()
        self.written = len(made["resources"])

    def export_item(self, item: Any) -> None:
        """Nothing: the descriptor does not depend on what the reports hold."""


if __name__ == "__main__":
    Path("data/findings.csv").write_text(findings_csv(), "utf-8")
