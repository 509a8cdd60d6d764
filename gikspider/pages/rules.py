"""The rules of this room as data: containers, metadata labels, chrome, headings. Loaded once, when first asked for."""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files
from typing import Any

from selectolax.lexbor import LexborHTMLParser


@cache
def load(name: str) -> dict[str, Any]:
    """One JSON file of this room's data folder."""
    data: dict[str, Any] = json.loads((files("gikspider.pages") / "data" / name).read_text("utf-8"))
    return data


@cache
def tag_kinds() -> dict[str, str]:
    """Element → how its text is read: block, break, link, text, or skip (not for reading). Others are inline."""
    data = load("containers.json")
    kinds = dict.fromkeys(data["block_tags"], "block") | dict.fromkeys(data["skip_tags"], "skip")
    return kinds | {"br": "break", "a": "link", "-text": "text"}


# Inline elements most text stands in; any other is known by its name.
_INLINE = ("span", "font", "strong", "b", "em", "i", "u", "sub", "sup", "small", "img", "label", "input")
# The parser's own numbers are below; elements HTML does not know have numbers of one page only.
_NUMBERS = 1 << 16


@cache
def numbered_kinds() -> dict[int, str]:
    """`tag_kinds` by the parser's number of an element, which is had for a fraction of what its name costs.

    Inline elements are "inline" here; an element that is missing has to be asked for its name.
    """
    tree = LexborHTMLParser("text")
    kinds = dict.fromkeys(_INLINE, "inline") | tag_kinds()
    numbers = {tree.create_node(tag).tag_id: kind for tag, kind in kinds.items() if kind != "text"}
    text = tree.body.first_child if tree.body else None
    if text is not None:
        numbers[text.tag_id] = "text"
    return {number: kind for number, kind in numbers.items() if number < _NUMBERS}


@cache
def body_names() -> dict[str, int]:
    """`#id`, `.class` or element of an article's body → its place in the list, the most telling first."""
    return {
        name: place for place, name in enumerate(load("containers.json")["body"]) if not name.endswith("*")
    }


@cache
def body_prefixes() -> tuple[tuple[str, int], ...]:
    """Beginnings of ids (#vsb_content_501) with their places."""
    names = enumerate(load("containers.json")["body"])
    return tuple((name[:-1], place) for place, name in names if name.endswith("*"))
