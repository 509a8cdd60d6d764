"""The rules of this room as data: containers, metadata labels, chrome, headings. Loaded once, when first asked for."""

from __future__ import annotations

import json
import re
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
def body_selectors() -> tuple[str, ...]:
    """CSS selectors of article bodies, most specific first."""
    return tuple(load("containers.json")["body"])


@cache
def body_names() -> dict[str, int]:
    """`#id` or `.class` → its place in the list of body selectors; selectors of other kinds are not in it."""
    simple = re.compile(r"[#.][\w-]+")
    return {name: place for place, name in enumerate(body_selectors()) if simple.fullmatch(name)}


@cache
def other_selectors() -> tuple[tuple[int, str], ...]:
    """The body selectors that are more than an id or a class, with their places."""
    return tuple((place, name) for place, name in enumerate(body_selectors()) if name not in body_names())
