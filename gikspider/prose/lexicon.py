"""The words of annual reports: counters, qualifiers, macros, channels, heading topics, patterns.

All of it is data (`data/*.toml`), checked when it is loaded: an unknown key, an unknown macro, an
unbounded repetition or a broken expression is an error that names the file and the entry.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Any, get_args

from gikspider.items import Qualifier
from gikspider.prose.alternation import alternatives_of, grouped

# A repetition without an end inside a pattern could cost more than linear time.
_UNBOUNDED = re.compile(r"(?<![\\*+?}])[*+](?!\+)|\{\d+,\}")


class LexiconError(ValueError):
    """A data file of the prose room does not keep to its schema."""


@dataclass(frozen=True, slots=True)
class Lexicon:
    """What `lexicon.toml` holds, ready for use; `macros` are whole regular expressions."""

    qualifiers_before: dict[str, Qualifier]
    qualifiers_after: dict[str, Qualifier]
    qualifier_ends: frozenset[str]
    units: dict[str, str]
    macros: dict[str, str] = field(repr=False)
    channels: dict[str, str]
    headings: tuple[tuple[str, re.Pattern[str]], ...]


@cache
def load(name: str) -> dict[str, Any]:
    """The parsed data file `name`."""
    return tomllib.loads((files("gikspider.prose") / "data" / name).read_text("utf-8"))


def alternatives(words: list[str]) -> str:
    """The words as one alternation, longest first, so that no word hides a longer one."""
    every = sorted(dict.fromkeys(words), key=len, reverse=True)
    return f"(?:{grouped(a for word in every for a in alternatives_of(word))})"


@cache
def lexicon() -> Lexicon:
    """The lexicon, loaded and checked once."""
    raw = load("lexicon.toml")
    _keys("lexicon.toml", raw, tuple(set(Lexicon.__slots__) - {"qualifier_ends"}))
    for side in ("qualifiers_before", "qualifiers_after"):
        if bad := {q for q in raw[side].values() if q not in get_args(Qualifier)}:
            raise LexiconError(f"lexicon.toml: {side}: no such qualifier: {bad}")
    macros = {name: alternatives(words) for name, words in raw["macros"].items()}
    channels = {w: code for code, words in raw["channels"].items() for w in words}
    # FILL and GEN swallow what they can and never give back: no second way to read the same words.
    macros["FILL"] += "{0,8}+"
    macros["GEN"] += "{0,6}"
    macros["CHANNEL"] = alternatives(list(channels))
    macros["GAP"] = "[^#&,;]{0,40}?"
    macros["SHORT"] = "[^#&,;]{0,12}?"
    macros["START"] = (
        "(?:^|(?<![统相有])[镇乡县区市局街道办委院所站会厅处室队村省司部校心校团企社关府位馆学日来年度共计内我各]|[,:;)、是])"
    )
    units = {word: cls for cls, words in raw["units"].items() for word in words}
    headings = tuple((topic, re.compile("|".join(words))) for topic, words in raw["headings"].items())
    ends = frozenset(word[-1] for word in raw["qualifiers_before"])
    return Lexicon(raw["qualifiers_before"], raw["qualifiers_after"], ends, units, macros, channels, headings)


def compiled(where: str, pattern: str) -> re.Pattern[str]:
    """A pattern of a data file with its macros put in; `where` names it in errors."""
    if _UNBOUNDED.search(pattern):
        raise LexiconError(f"{where}: unbounded repetition in {pattern!r}")
    macros = lexicon().macros

    def fill(m: re.Match[str]) -> str:
        if m[1] not in macros:
            raise LexiconError(f"{where}: no macro {{{m[1]}}}")
        return macros[m[1]]

    try:
        return re.compile(re.sub(r"\{([A-Z_]+)\}", fill, pattern))
    except re.error as error:
        raise LexiconError(f"{where}: {pattern!r}: {error}") from error


def check_entry(where: str, entry: dict[str, Any], allowed: dict[str, type], required: set[str]) -> None:
    """Raise unless `entry` has only `allowed` keys of the right type, and every `required` one."""
    for key, value in entry.items():
        if key not in allowed or not isinstance(value, allowed[key]):
            raise LexiconError(f"{where}: {key} = {value!r} is not of the schema")
    if missing := required - entry.keys():
        raise LexiconError(f"{where}: lacks {sorted(missing)}")


def _keys(where: str, raw: dict[str, Any], tables: tuple[str, ...]) -> None:
    if set(raw) != set(tables):
        raise LexiconError(f"{where}: has tables {sorted(raw)}, needs {sorted(tables)}")
