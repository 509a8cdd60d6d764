"""The official statistics forms: every cell, its state, and whether it adds up."""

from gikspider.forms.definitions import FORMS, Cell, Definition, definition, definitions

__all__ = ["FORMS", "Cell", "Definition", "definition", "definitions"]
