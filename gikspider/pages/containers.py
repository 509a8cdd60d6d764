"""The elements that hold an article's body, known by a family's selectors or by the names portals give them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from selectolax.lexbor import LexborHTMLParser, LexborNode, SelectolaxError

from .rules import body_names, body_prefixes

# A container with less text than this is an empty frame, unless the page has nothing more.
LEAST_BODY = 150


def select(tree: LexborHTMLParser, selector: str) -> list[LexborNode]:
    try:
        return tree.css(selector)
    except SelectolaxError:  # a family's selector this engine does not know
        return []


def body_containers(
    tree: LexborHTMLParser, classed: Iterable[LexborNode], selectors: Sequence[str] = ()
) -> list[LexborNode]:
    """The nodes that hold the body, by the first selector that finds enough text; several when it stands twice.

    classed: the elements of the page that may be known by their class or name, in its order.
    """
    groups = [select(tree, selector) for selector in selectors]
    for nodes in (*groups, *_known(tree, classed)):
        sizes = [len(node.text().strip()) for node in nodes]
        full = [
            node for node, size in zip(nodes, sizes, strict=True) if size >= max(LEAST_BODY, max(sizes) // 2)
        ]
        if full:
            return full
    return []


def _known(tree: LexborHTMLParser, classed: Iterable[LexborNode]) -> list[list[LexborNode]]:
    """The nodes each general selector finds, in the selectors' order. One look at all ids and classes
    instead of sixty selections."""
    found: dict[int, list[LexborNode]] = {}
    names = body_names()
    for node in tree.css("[id]"):
        key = "#" + (node.attributes.get("id") or "")
        place = names.get(key)
        if place is None:
            place = next((place for prefix, place in body_prefixes() if key.startswith(prefix)), None)
        if place is not None:
            found.setdefault(place, []).append(node)
    for node in classed:
        tag = node.tag or ""
        for key in ("." + name for name in (node.attributes.get("class") or "").split()):
            if key in names:
                found.setdefault(names[key], []).append(node)
        if tag in names:
            found.setdefault(names[tag], []).append(node)
    return [found[place] for place in sorted(found)]
