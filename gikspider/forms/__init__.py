"""The official statistics forms: every cell, its state, and whether it adds up."""

from gikspider.forms.against_prose import check_prose
from gikspider.forms.checks import check
from gikspider.forms.definitions import FORMS, Cell, Definition, definition, definitions
from gikspider.forms.reading import FormsReading, read_tables
from gikspider.forms.series import Concept, crosswalk
from gikspider.forms.years import Outline, check_years, outline

__all__ = [
    "FORMS",
    "Cell",
    "Concept",
    "Definition",
    "FormsReading",
    "Outline",
    "check",
    "check_prose",
    "check_years",
    "crosswalk",
    "definition",
    "definitions",
    "outline",
    "read_tables",
]
