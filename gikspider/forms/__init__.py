"""The official statistics forms: every cell, its state, and whether it adds up."""

from gikspider.forms.checks import check
from gikspider.forms.definitions import FORMS, Cell, Definition, definition, definitions
from gikspider.forms.reading import FormsReading, read_tables

__all__ = ["FORMS", "Cell", "Definition", "FormsReading", "check", "definition", "definitions", "read_tables"]
