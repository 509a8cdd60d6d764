"""`scrapy extract PATH_OR_URL …`: the reader alone, over files, folders and addresses.

One JSON line an input: the report with its `source_path`, or `source_path` and `error` where it could
not be read. Lines go to standard output or to the file of `-o`; what else there is to say goes to
standard error. Exit status: 0 all inputs were read, 1 some were not, 2 wrong command line.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import IO, TYPE_CHECKING

from scrapy.commands import ScrapyCommand
from scrapy.exceptions import UsageError

from gikspider.commands.telling import wrong

if TYPE_CHECKING:
    from gikspider.runs.extraction import Input

STDOUT = "-"


class Command(ScrapyCommand):
    """Reads reports without crawling."""

    requires_project = True
    requires_crawler_process = False

    def syntax(self) -> str:
        return "PATH_OR_URL ... [-o FILE] [-d CODE]"

    def short_desc(self) -> str:
        return "Read reports from files, folders or addresses, a JSON line each"

    def long_desc(self) -> str:
        return (
            "Reads HTML, TXT, MHTML, PDF, DOCX, DOC, WPS, XLS, XLSX, ET, ODS and (with the extra ocr) pictures; "
            "a folder is read whole. One JSON line an input, with source_path, and with error where it could "
            "not be read. Exit status: 0 all were read, 1 some were not, 2 wrong command line."
        )

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        parser.add_argument("-o", "--output", metavar="FILE", default=STDOUT, help="write the lines to FILE")
        parser.add_argument(
            "-d", "--division", metavar="CODE", help="code of the county whose units the reports name"
        )

    def process_options(self, args: list[str], opts: argparse.Namespace) -> None:
        try:
            super().process_options(args, opts)
        except UsageError as error:
            wrong("extract", str(error))
        odd = [word for word in args if word.startswith("-") and not os.path.lexists(word)]
        if odd:
            wrong("extract", f"there is no option {odd[0]}")
        if not args:
            wrong("extract", "name what to read: files, folders, or http(s) addresses")
        if opts.output != STDOUT and not Path(opts.output).absolute().parent.is_dir():
            wrong("extract", f"-o: there is no folder {Path(opts.output).absolute().parent}")
        if opts.output != STDOUT and Path(opts.output).is_dir():
            wrong("extract", f"-o: {opts.output} is a folder; name a file")
        if opts.division is not None:
            from gikspider.registry import division

            if division(opts.division) is None:
                wrong(
                    "extract", f"-d: {opts.division!r} is no code of a division; write for example -d 330105"
                )

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        # The reader is loaded here, since every command of the project loads this module.
        from gikspider.copies import CopyIndex
        from gikspider.feeds.jsons import encode
        from gikspider.runs.extraction import Extractor

        skipped: Counter[str] = Counter()
        with ExitStack() as stack:
            folder = stack.enter_context(tempfile.TemporaryDirectory(prefix="gikspider-"))
            index = stack.enter_context(CopyIndex.open(Path(folder) / "copies.sqlite"))
            out = self._output(opts.output, stack)
            extractor = Extractor(opts.division, index)
            try:
                for line in extractor.lines(self._inputs(args, opts.output, skipped)):
                    out.write(encode(line))
                    out.flush()
            except BrokenPipeError:
                # Whoever reads the lines has enough; Python would complain once more when it ends.
                os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            except KeyboardInterrupt:
                self.exitcode = 130
                return
        _tell(extractor.read, extractor.failed, skipped)
        self.exitcode = 1 if extractor.failed else 0

    @staticmethod
    def _output(named: str, stack: ExitStack) -> IO[bytes]:
        if named == STDOUT:
            return sys.stdout.buffer
        try:
            return stack.enter_context(open(named, "wb"))
        except OSError as error:
            wrong("extract", f"-o: {named} cannot be written: {error.strerror}")

    def _inputs(self, args: list[str], output: str, skipped: Counter[str]) -> Iterator[Input]:
        """What was named, in its order; addresses are fetched first, all in one go."""
        from gikspider.runs.extraction import files

        fetched = self._fetched([word for word in args if is_address(word)])
        out = None if output == STDOUT else Path(output).absolute()
        for word in args:
            if word in fetched:
                yield fetched[word]
            else:
                yield from files(word, out, skipped)

    def _fetched(self, addresses: list[str]) -> dict[str, Input]:
        if not addresses or self.settings is None:
            return {}
        from gikspider.runs.fetching import fetch

        return fetch(addresses, self.settings)


def is_address(word: str) -> bool:
    return word.lower().startswith(("http://", "https://"))


def _tell(read: int, failed: int, skipped: Counter[str]) -> None:
    """A last word for a person at a terminal; scripts have the lines and the exit status."""
    parts: list[str] = [f"{read} read"]
    if failed:
        parts.append(f"{failed} not read (see error in their lines)")
    if skipped:
        parts.append(f"{skipped.total()} files of other kinds passed over ({_kinds(skipped.most_common(5))})")
    if failed or skipped or sys.stderr.isatty():
        print(f"scrapy extract: {'; '.join(parts)}", file=sys.stderr)


def _kinds(counts: Iterable[tuple[str, int]]) -> str:
    return ", ".join(f"{kind} {count}" for kind, count in counts)
