"""The data dictionary of the forms: `python -m gikspider.forms.dictionary` writes data/dictionary.csv anew.

One line for each figure of each form: code, column, Chinese label, English meaning, form, table, unit,
type, whether it may be compared with the other forms (yes, approx, no), and the concept of the crosswalk
it belongs to.
"""

from __future__ import annotations

import csv
import sys
from functools import cache
from io import StringIO
from pathlib import Path

from gikspider.forms.definitions import definitions
from gikspider.forms.series import Concept, crosswalk, crosswalk_csv
from gikspider.items import Form

COLUMNS = ("code", "column", "label", "meaning", "form", "table", "unit", "type", "comparable", "concept")


def dictionary_csv() -> str:
    """The dictionary as CSV, in the order of the forms."""
    out = StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    for form, known in definitions().items():
        for cell in known.cells():
            concept = _concepts().get((form, cell.code, cell.column))
            judged = concept.comparable if concept else _shared(form, cell.code, cell.column)
            row = (cell.code, cell.column or "", cell.label, cell.english, form, cell.table)
            writer.writerow((*row, cell.unit or "", cell.type, judged, concept.id if concept else ""))
    return out.getvalue()


@cache
def _concepts() -> dict[tuple[str, str, str | None], Concept]:
    return {
        (form, term.code, term.column): concept
        for concept in crosswalk()
        for form, terms in concept.terms.items()
        for term in terms
    }


def _shared(form: str, code: str, column: str | None) -> str:
    """Figures of no concept continue between 2019 and 2021 where both forms have them under one code.

    The lists of 2008 and 2014 share wordings, while who counted what differed.
    """
    pair: tuple[Form, ...] = ("2019", "2021") if form in ("2019", "2021") else ("2008", "2014")
    both = all(any((c.code, c.column) == (code, column) for c in definitions()[f].cells()) for f in pair)
    if not both:
        return "no"
    return "yes" if "2021" in pair else "approx"


def main(folder: Path) -> int:
    """Write dictionary.csv into the folder, and crosswalk.csv into the package's data beside it."""
    (folder / "dictionary.csv").write_text(dictionary_csv(), "utf-8")
    shipped = folder.parent / "gikspider" / "forms" / "data"
    if shipped.is_dir():
        (shipped / "crosswalk.csv").write_text(crosswalk_csv(), "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path("data")))
