"""The data dictionary of the forms: `python -m gikspider.forms.dictionary` writes data/dictionary.csv anew.

One line for each figure of each form: code, column, Chinese label, English meaning, form, table, unit,
type, and whether it may be compared over the forms (yes, approx, no; within its form where empty).
"""

from __future__ import annotations

import csv
import sys
from io import StringIO
from pathlib import Path

from gikspider.forms.definitions import definitions
from gikspider.forms.series import crosswalk, crosswalk_csv

COLUMNS = ("code", "column", "label", "meaning", "form", "table", "unit", "type", "comparable", "concept")


def dictionary_csv() -> str:
    """The dictionary as CSV, in the order of the forms."""
    comparable = {
        (form, term.code, term.column): concept
        for concept in crosswalk()
        for form, terms in concept.terms.items()
        for term in terms
    }
    # The applicants of a row continue where its total does.
    continued = {
        (form, code): concept for (form, code, column), concept in comparable.items() if column == "total"
    }
    out = StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    for form, known in definitions().items():
        for cell in known.cells():
            concept = comparable.get((form, cell.code, cell.column)) or continued.get((form, cell.code))
            writer.writerow(
                (
                    cell.code,
                    cell.column or "",
                    cell.label,
                    cell.english,
                    form,
                    cell.table,
                    cell.unit or "",
                    cell.type,
                    concept.comparable if concept else "",
                    concept.id if concept else "",
                )
            )
    return out.getvalue()


def main(folder: Path) -> int:
    """Write dictionary.csv into the folder, and crosswalk.csv beside the definitions."""
    (folder / "dictionary.csv").write_text(dictionary_csv(), "utf-8")
    (Path(__file__).parent / "data" / "crosswalk.csv").write_text(crosswalk_csv(), "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path("data")))
