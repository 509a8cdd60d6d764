"""The rules of this room as data: containers, metadata labels, chrome, headings. Loaded once, when first asked for."""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files
from typing import Any


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
