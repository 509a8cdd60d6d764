"""The reader over files, without a crawler: one record an input, whatever the input is."""

from __future__ import annotations

import hashlib
import os
import re
import stat
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from gikspider.copies import CopyIndex
from gikspider.items import AnnualReport
from gikspider.pages.documents import Document, DocumentError, kind_of, to_html
from gikspider.pages.documents.parts import MAX_BYTES
from gikspider.reader import Hints, read_report

# What stands in a folder beside pages, and is none: parts of saved pages, programs, data.
BESIDE = re.compile(
    r"css|m?js|map|jsonl?|xml|ico|svg|woff2?|[te]ot|[ot]tf|pyc?|md|rst|toml|cfg|ini|ya?ml|csv|tsv|sqlite|db|lock|log"
    r"|gz|zip|rar|7z|tar|warc|mp[34]|exe|dll"
)
# Browsers write where a page was saved from into its first lines.
SAVED_FROM = re.compile(rb"<!--\s*saved from url=\(\d+\)(\S+)")
# Findings of the reader by which there was nothing to read.
NOTHING = {
    "empty": "there is nothing in it",
    "binary": "it is neither text nor a document of a kind that is read here",
}


@dataclass(frozen=True, slots=True)
class Input:
    """One thing to read: a file, or a page fetched before. `error` where it could not be got."""

    name: str
    path: Path | None = None
    body: bytes | None = None
    url: str | None = None
    charset: str | None = None
    fetched_at: datetime | None = None
    error: str | None = None


def files(named: str, leave_out: Path | None = None, skipped: Counter[str] | None = None) -> Iterator[Input]:
    """The files meant by a path: itself, or everything below a folder, in the order of their paths.

    Hidden files are passed over, and in a folder also what is never a page, counted in `skipped`.
    """
    path = Path(named)
    if not path.is_dir():
        yield Input(named, path)
        return
    for folder, below, names in os.walk(path):
        below[:] = sorted(name for name in below if not name.startswith("."))
        for name in sorted(names):
            file = Path(folder) / name
            if name.startswith(".") or (leave_out and file.absolute() == leave_out):
                continue
            if BESIDE.fullmatch(file.suffix[1:].lower()):
                if skipped is not None:
                    skipped[file.suffix.lower()] += 1
                continue
            yield Input(str(file), file)


class Extractor:
    """Reads inputs one after another. `copies` keeps what was read, so that later inputs know it again."""

    def __init__(self, division: str | None = None, copies: CopyIndex | None = None) -> None:
        self._division = division
        self._copies = copies
        self.failed = 0
        self.read = 0

    def lines(self, inputs: Iterable[Input]) -> Iterator[dict[str, Any]]:
        """A line for each input: the report with its `source_path`, or `source_path` and `error`."""
        for one in inputs:
            try:
                report = self._report(one)
            except ExtractionError as error:
                self.failed += 1
                yield {"source_path": one.name, "error": str(error)}
                continue
            self.read += 1
            yield {
                "source_path": one.name,
                **{field.name: getattr(report, field.name) for field in fields(report)},
            }

    def _report(self, one: Input) -> AnnualReport:
        if one.error:
            raise ExtractionError(one.error)
        body = one.body if one.body is not None else _bytes(one)
        document = _document(body, one.name)
        saved = SAVED_FROM.search(body[:2048])
        url = one.url or (saved[1].decode("ascii", "replace") if saved else None)
        hints = Hints(division=self._division, charset="utf-8" if document else one.charset)
        content = document.html.encode() if document else body
        report = read_report(content, url, hints=hints, fetched_at=one.fetched_at)
        for finding in report.findings:
            if finding.code in NOTHING:
                raise ExtractionError(NOTHING[finding.code])
        if document:
            report = _of_document(report, document, body)
        return self._with_copies(report, one)

    def _with_copies(self, report: AnnualReport, one: Input) -> AnnualReport:
        if self._copies is None:
            return report
        # Files have no address of the web: their own tells which file a copy is of.
        place = report.url or (one.path.absolute().as_uri() if one.path else None)
        seen = self._copies.see(replace(report, url=place))
        return replace(report, copies=seen.copies) if seen.copies else report


class ExtractionError(ValueError):
    """An input cannot be read; the message is one sentence."""


def _bytes(one: Input) -> bytes:
    path = one.path or Path(one.name)
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            raise ExtractionError("it is no file")
        if status.st_size > MAX_BYTES:
            raise ExtractionError(f"it is larger than {MAX_BYTES >> 20} MB")
        return path.read_bytes()
    except FileNotFoundError as error:
        raise ExtractionError("there is no such file") from error
    except PermissionError as error:
        raise ExtractionError("it may not be read (permission denied)") from error
    except (OSError, ValueError) as error:
        if isinstance(error, ExtractionError):
            raise
        raise ExtractionError(f"it cannot be read: {getattr(error, 'strerror', None) or error}") from error


def _document(body: bytes, name: str) -> Document | None:
    """The document as HTML; None for a page or text, which the reader takes as it is."""
    try:
        return to_html(body, name) if kind_of(body, name) else None
    except DocumentError as error:
        raise ExtractionError(str(error)) from error


def _of_document(report: AnnualReport, document: Document, body: bytes) -> AnnualReport:
    """A report read by way of HTML: its figures are of the document, and so is its digest."""
    digest = hashlib.sha256(body).hexdigest()
    observations = tuple(replace(one, source=document.source) for one in report.observations)
    return replace(report, observations=observations, content_sha256=digest)
