"""Pages like those met before: the form their tables make up, ready for the figures to be put in.

Which rows stand in which table follows from how the tables are read (`known.Plan`); which form that makes,
which of its cells are missing, and where every figure belongs follows from these rows.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from operator import itemgetter

from gikspider.forms.definitions import Cell
from gikspider.forms.known import Reader
from gikspider.forms.records import Assembled, chosen_forms, fallback_form, in_order, parts_read
from gikspider.forms.rows import Key, Record, Target, missing, row_under, see, shared_places
from gikspider.forms.vocabulary import Part
from gikspider.items import Finding, Form, Source

# Frames remembered; each has some 200 cells.
MOST_FRAMES = 200
# Stands among the texts of a page for what is not printed on it.
_NOWHERE = "\x00nowhere"


@dataclass(frozen=True, slots=True)
class Frame:
    """The form of a page before its figures: `targets` are the cells in its order, `pick` finds their texts.

    `left` are the parts of the form that the tables do not hold.
    """

    form: Form | None
    findings: tuple[Finding, ...]
    left: tuple[Part, ...]
    targets: tuple[Target, ...]
    pick: Callable[[Sequence[str]], tuple[str, ...]]

    def filled(self, tables: Sequence[Sequence[str]]) -> Assembled:
        """The form with what is printed in the cells of its tables."""
        texts = [text for table in tables for text in table]
        texts.append(_NOWHERE)
        # A cell knows the figures it often prints; which are kept is up to `see`.
        observations = [
            target.seen.get(text) or see(target, text)
            for target, text in zip(self.targets, self.pick(texts), strict=True)
        ]
        return Assembled(self.form, tuple(observations), list(self.findings))


_FRAMES: dict[object, Frame | None] = {}


def frame_of(reader: Reader, year: int | None) -> Frame | None:
    """The frame of a page whose tables all follow plans; null where their figures have a say in its form."""
    if not reader.plans or None in reader.plans:
        return None
    key = (tuple(reader.plans), fallback_form(year))
    try:
        return _FRAMES[key]
    except KeyError:
        frame = _framed(_numbered(reader), year)
    if len(_FRAMES) >= MOST_FRAMES:
        _FRAMES.clear()
    _FRAMES[key] = frame
    return frame


def _numbered(reader: Reader) -> list[Record]:
    """The rows of a page, their places counted over the texts of all its tables."""
    found: list[Record] = []
    before = 0
    for sheet, records in zip(reader.used, reader.found, strict=True):
        for record in records:
            found.append(record._replace(places=tuple([before + place for place in record.places])))
        before += len(sheet.written.texts)
    return found


def _framed(records: list[Record], year: int | None) -> Frame | None:
    """As `assemble` does it, with the places of the figures instead of the figures."""
    read, left = parts_read(records)
    if not read:
        return None
    findings: list[Finding] = []
    forms = chosen_forms(read, year, findings)
    values: dict[Key, tuple[int, Target]] = {}
    for record in read:
        if record.row is None or shared_places(record.places):
            return None
        row = row_under(record.part, record.row, record.header, forms[record.part], record.source)
        found = {target.key: (record.places[target.place], target) for target in row.targets}
        # What is printed twice is compared.
        if not values.keys().isdisjoint(found):
            return None
        values.update(found)
    places, targets = zip(*in_order(values, forms, read, _absent), strict=True)
    return Frame(forms["active"], tuple(findings), left, targets, itemgetter(*places))


def _absent(cell: Cell, source: Source) -> tuple[int, Target]:
    """A cell no page of a frame prints: whatever stands last among the texts."""
    key = cell.code, cell.column
    return -1, Target(-1, key, cell, "", source, {_NOWHERE: missing(cell, source)})
