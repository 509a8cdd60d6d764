"""Reading the forms of 2008 and 2014: one indicator a row, with its unit and its figure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise

from gikspider.forms.definitions import Row, data, definition
from gikspider.forms.labels import Labels, keys, squeeze
from gikspider.forms.values import kind_of
from gikspider.items import Form

LISTS: tuple[Form, ...] = ("2008", "2014")
# A table with fewer of a form's rows is another table that happens to share a label.
_LEAST_ROWS = 4
Cells = Sequence[str | None]


@dataclass(frozen=True, slots=True)
class Words:
    """Words of the header and unit cells of a list."""

    values: frozenset[str]
    periods: frozenset[str]
    others: frozenset[str]
    units: frozenset[str]


@cache
def words() -> Words:
    """The words around the indicators, by key."""
    raw = data("reading.json")
    return Words(
        frozenset(raw["list_value_headers"]),
        frozenset(raw["list_period_headers"]),
        frozenset(raw["list_other_headers"]),
        frozenset(raw["list_units"]),
    )


@dataclass(frozen=True, slots=True)
class Listed:
    """One indicator met: its place in the form, and the cells that may be its figure.

    `value` is None where it is not known which printed figure is the year's; `raw` is what was printed.
    """

    place: int
    value: str | None
    raw: str
    period: str | None = None


@dataclass(frozen=True, slots=True)
class Indicators:
    """The rows of a list form and their labels; a label may stand in several places."""

    form: Form
    rows: tuple[Row, ...]
    labels: Labels
    places: dict[str, tuple[int, ...]]


@cache
def indicators(form: Form) -> Indicators:
    """The rows of a list form, ready for finding."""
    rows = definition(form).table("indicators").blocks[0].rows
    places: dict[str, list[int]] = {}
    pairs: list[tuple[str, str]] = []
    for place, row in enumerate(rows):
        # Rows that share a wording share an identity: the wording.
        for text in (row.label, *row.variants):
            name = (keys(text) or (text,))[-1]
            pairs.append((text, name))
            found = places.setdefault(name, [])
            if place not in found:
                found.append(place)
    head = [*words().values, *words().periods, *words().others]
    return Indicators(form, rows, Labels(pairs, head), {name: tuple(p) for name, p in places.items()})


@lru_cache(maxsize=8192)
def places_of(form: Form, text: str) -> tuple[int, ...]:
    """The places in a list form a label may stand for."""
    known = indicators(form)
    name = known.labels.find(text)
    return known.places.get(name, ()) if name else ()


@cache
def distinctive() -> dict[Form, frozenset[str]]:
    """For each list form, the keys of long labels that only it has."""
    all_keys = {
        form: {
            key for row in indicators(form).rows for text in (row.label, *row.variants) for key in keys(text)
        }
        for form in LISTS
    }
    return {
        form: frozenset(
            k for k in all_keys[form] if len(k) > 5 and all(k not in all_keys[o] for o in LISTS if o != form)
        )
        for form in LISTS
    }


class ListReader:
    """Reads rows of one list form in their order; `found` is what was met."""

    def __init__(self, form: Form) -> None:
        self.form: Form = form
        self.found: list[Listed] = []
        self.exact = 0
        self._last = -1
        self._value_at: list[int] = []
        self._period_at: list[int] = []

    def accepted(self) -> bool:
        """Whether enough of the form was met, some of it in words no other form has."""
        return len({item.place for item in self.found}) >= _LEAST_ROWS and self.exact > 0

    def place(self, text: str) -> int | None:
        """The place a label stands for here: repeated labels follow the rows before them."""
        places = places_of(self.form, text)
        if not places:
            return None
        found = next((place for place in places if place > self._last), None)
        if found is None:
            found = places[0] if len(places) == 1 else None
        return found

    def see(self, place: int, text: str) -> None:
        """Note that a label was met."""
        self._last = place
        own = distinctive()[self.form]
        self.exact += any(key in own for key in keys(text))

    def take_row(self, cells: Cells) -> bool:
        """Read one row of cells (None where a cell only continues another); whether a label was met."""
        if self._header(cells):
            return False
        met: list[tuple[int, int]] = []
        for n, text in enumerate(cells):
            if text and kind_of(text) == "text":
                place = self.place(text)
                if place is not None:
                    self.see(place, text)
                    met.append((n, place))
        for index, (n, place) in enumerate(met):
            end = met[index + 1][0] if index + 1 < len(met) else len(cells)
            if not indicators(self.form).rows[place].heading:
                self.found.append(self._listed(place, cells, n, end))
        return bool(met)

    def _header(self, cells: Cells) -> bool:
        known = words()
        names = [squeeze(text or "") for text in cells]
        values = [n for n, name in enumerate(names) if name in known.values or name.endswith("统计数")]
        others = [n for n, name in enumerate(names) if name in known.others]
        if not others or not (values or any(name in known.periods for name in names)):
            return False
        self._value_at = values
        self._period_at = [n for n, name in enumerate(names) if name in known.periods]
        return True

    def _listed(self, place: int, cells: Cells, label: int, end: int) -> Listed:
        row = indicators(self.form).rows[place]
        after = [(n, text) for n, text in enumerate(cells[label + 1 : end], label + 1) if text is not None]
        rest = strip_marks([text for _, text in after], row)
        raw = " | ".join(rest)[:200]
        under = [text for n, text in after if n in self._value_at]
        period = next((text for n, text in after if n in self._period_at), None)
        if len(under) == 1:
            return Listed(place, under[0], raw, period)
        if len(under) > 1 or len(rest) != 1 or self._period_at:
            return Listed(place, None, raw)
        return Listed(place, rest[0], raw)


def strip_marks(cells: Iterable[str], row: Row) -> list[str]:
    """Cells after a label without those of its unit and of its printed code."""
    rest: list[str] = []
    unit = False
    for text in cells:
        if not unit and squeeze(text) in words().units:
            unit = True
        else:
            rest.append(text)
    # A lone cell is the figure, even where it equals the code.
    if len(rest) > 1 and row.number is not None and rest[0].strip() == row.number:
        del rest[0]
    return rest


def take_stream(reader: ListReader, tokens: Sequence[str]) -> list[tuple[int, int]]:
    """Read a flattened list, one cell after the other; returns the token ranges used.

    Rows may be numbered: then the number before a label is the row's and no figure of the row above.
    """
    met: list[tuple[int, int, int]] = []
    n = 0
    while n < len(tokens):
        # A number before a label is the row's own, or the figure of the row above: no part of the label.
        widest = 0 if kind_of(tokens[n]) != "text" else min(4, len(tokens) - n)
        for width in range(widest, 0, -1):
            text = "".join(tokens[n : n + width])
            place = reader.place(text) if width == 1 or _exact(reader.form, text) else None
            if place is not None:
                reader.see(place, text)
                met.append((n, n + width, place))
                n += width
                break
        else:
            n += 1
    numbered = _numbered(tokens, met)
    two = any(squeeze(token) in words().periods for token in tokens)
    for index, (_, end, place) in enumerate(met):
        row = indicators(reader.form).rows[place]
        stop = met[index + 1][0] - numbered if index + 1 < len(met) else min(end + 5, len(tokens))
        if not row.heading:
            reader.found.append(_from_stream(place, row, tokens[end:stop], two))
    return [(start, end) for start, end, _ in met]


def _exact(form: Form, text: str) -> bool:
    return indicators(form).labels.find_exact(text) is not None


def _numbered(tokens: Sequence[str], met: Sequence[tuple[int, int, int]]) -> int:
    """1 where the labels are preceded by running numbers, else 0."""
    before = [tokens[start - 1].strip() for start, _, _ in met if start > 0]
    numbers = [int(text) for text in before if text.isdigit() and len(text) < 4]
    rising = sum(b == a + 1 for a, b in pairwise(numbers))
    return int(len(numbers) >= 3 and numbers[0] <= 3 and rising >= 0.6 * (len(met) - 1))


def _from_stream(place: int, row: Row, cells: Sequence[str], two: bool) -> Listed:
    rest = strip_marks(cells, row)
    values: list[str] = []
    for text in rest:
        if kind_of(text) == "text":
            break
        values.append(text)
    raw = " | ".join(values)[:200]
    if two:
        return Listed(place, values[1], raw, values[0]) if len(values) == 2 else Listed(place, None, raw)
    return Listed(place, values[0] if len(values) == 1 else None, raw)
