"""The rooms of the house may look down, never up or sideways, and the reader needs no crawler."""

import ast
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[1] / "gikspider"
# A room may import itself and every room of a lower storey.
STOREYS = [
    {"items"},
    {"text"},
    {"pages", "forms", "prose", "copies", "registry"},
    {"reader"},
    {"cms", "spiders", "pipelines", "feeds", "archive", "store", "runs", "middlewares"},
    {"commands", "settings"},
]
# Neighbours on the crawling storey that are built on one another by design: a spider is made of
# families, and names neither pipeline nor feed.
NEIGHBOURS = {
    ("spiders", "cms"),
}
FLOOR = {room: n for n, rooms in enumerate(STOREYS) for room in rooms}
CRAWLER_FREE = {room for rooms in STOREYS[:4] for room in rooms}
CRAWLER = {"scrapy", "twisted"}


def modules():
    return sorted(p for p in PACKAGE.rglob("*.py") if p.relative_to(PACKAGE).parts != ("__init__.py",))


def room_of(path: Path) -> str:
    first = path.relative_to(PACKAGE).parts[0]
    return first.removesuffix(".py")


def imports(path: Path):
    """Every module a file imports, absolute, function bodies included, typing-only ones too."""
    package = ("gikspider", *path.relative_to(PACKAGE).parent.parts)
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = list(package[: len(package) - node.level + 1]) if node.level else []
            name = ".".join(base + ([node.module] if node.module else []))
            yield name
            if name == "gikspider":
                yield from (f"gikspider.{alias.name}" for alias in node.names if alias.name != "__version__")


@pytest.mark.parametrize("path", modules(), ids=lambda p: str(p.relative_to(PACKAGE)))
def test_a_room_imports_only_from_below(path):
    room = room_of(path)
    assert room in FLOOR, f"{room} is not a room of the plan"
    for name in imports(path):
        parts = name.split(".")
        if parts[0] in CRAWLER:
            assert room not in CRAWLER_FREE, f"{room} must run without a crawler, and imports {name}"
        if parts[0] == "gikspider" and len(parts) > 1 and parts[1] != room:
            other = parts[1]
            assert FLOOR[other] < FLOOR[room] or (room, other) in NEIGHBOURS, f"{room} imports {name}"
