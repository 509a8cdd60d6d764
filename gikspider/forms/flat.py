"""Reading flattened tables of the 2019 and 2021 forms: label text and values, one cell a line or a row a line."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

from gikspider.forms.flat_headers import JOIN, active_header, applications_header, legal_words
from gikspider.forms.headers import Columns, legal_by_position
from gikspider.forms.labels import squeeze
from gikspider.forms.marks import tags
from gikspider.forms.rows import Header, Record
from gikspider.forms.tables import fits
from gikspider.forms.tokens import Segment, is_row, segments
from gikspider.forms.vocabulary import (
    GROUP_CODES,
    PARTS,
    SHARED_ROWS,
    Part,
    vocabulary,
)

# Words of which a page with a flattened table has at least one, whatever else is lost.
_MARKERS = re.compile(
    "信息内容|公开总数量|现行有效件|制发件|本年发件|年项目数量|第二十条第|申请人情况|科研机构|复议后起诉|未经复议|公益组织"
)
_OTHER = "applications.results.other.total"
# Parts whose rows have labels.
_LABELLED: tuple[Part, ...] = ("active", "applications")
# Rows without which a table is another one that shares a word with the form.
_LEAST_ROWS, _LEAST_ROWS_HEADED = 3, 2
_LONGEST_ROW = 400


@dataclass(slots=True)
class FlatReading:
    """Records of flattened tables, and the [start, end) ranges of lines they were read from."""

    records: list[Record] = field(default_factory=list)
    consumed: list[tuple[int, int]] = field(default_factory=list)


def may_hold_tables(lines: Sequence[str]) -> bool:
    """A cheap test: whether any word of the tables stands in the text at all."""
    return _MARKERS.search("".join("".join(lines).split())) is not None


def read_lines(lines: Sequence[str], parts: Collection[Part], skip: Collection[int] = ()) -> FlatReading:
    """Read the given parts of a form from text; a part with too few of its labels is no table."""
    found = segments(lines, skip)
    reader = _Reader(bool(found) and _repeats_lost(found, lines))
    for segment in found:
        reader.take(segment)
    by_part = {part: [item for item in reader.found if item[0].part == part] for part in PARTS}
    kept = {part for part, items in by_part.items() if enough([record for record, _ in items], part)}
    if (
        "active" in kept
        and not any(record.header for record, _ in by_part["active"])
        and "applications" not in kept
    ):
        kept.remove("active")  # sentences, one figure a line
    reading = FlatReading()
    for part in (part for part in PARTS if part in kept and part in parts):
        reading.records.extend(record for record, _ in by_part[part])
        reading.consumed.extend(_joined([span for _, span in by_part[part]], lines))
    return reading


def enough(records: Sequence[Record], part: Part) -> bool:
    """Whether what was read is a table of the form, and no other table that shares a word with it."""
    rows = {record.row for record in records if record.row}
    if part == "applications":
        # The words of all applicants stand together over no other table.
        headed = any(len(record.header) == 7 and all(map(all, record.header)) for record in records)
        return len(rows) >= (_LEAST_ROWS_HEADED if headed else _LEAST_ROWS)
    headed = any(record.header for record in records)
    return bool(rows) and (part == "legal" or len(rows) >= _LEAST_ROWS or headed)


def _joined(spans: Sequence[tuple[int, int]], lines: Sequence[str]) -> list[tuple[int, int]]:
    """Spans of one table made one, where nothing but short lines stands between them.

    A long line that is no row holds prose as well, and stays with the prose.
    """
    joined: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if any(len(line) > _LONGEST_ROW and not is_row(line) for line in lines[start:end]):
            continue
        if joined and (
            start <= joined[-1][1] or all(len(line) < 60 for line in lines[joined[-1][1] : start])
        ):
            joined[-1] = joined[-1][0], max(end, joined[-1][1])
        else:
            joined.append((start, end))
    return joined


def _repeats_lost(found: Sequence[Segment], lines: Sequence[str]) -> bool:
    """Whether an extractor has removed repeated lines: the headers alone repeat a dozen words."""
    start, end = found[0].lines[:1] or [0], found[-1].end
    loose = [line.strip() for line in lines[start[0] : end] if line.strip()]
    return len(loose) > 40 and len(set(loose)) == len(loose)


class _Reader:
    def __init__(self, repeats_lost: bool) -> None:
        self.repeats_lost = repeats_lost
        self.found: list[tuple[Record, tuple[int, int]]] = []
        self._columns: Columns | None = None
        self._row = ""

    def take(self, segment: Segment) -> None:
        """Read one run of labels and its values."""
        if self._legal(segment):
            return
        texts = segment.texts
        label, width = self._label(texts) if segment.values else (None, 0)
        head = texts[: len(texts) - width]
        start = self._head(segment, head)
        if label is None:
            self._local(segment, head)
            return
        part, code = label
        if code in GROUP_CODES - {_OTHER}:
            return
        self._row = code
        begin = min(start, segment.lines[len(texts) - width])
        self._add(part, code, "".join(texts[len(texts) - width :]), segment, begin)

    def _label(self, texts: Sequence[str]) -> tuple[tuple[Part, str] | None, int]:
        """The row the last texts of a run name, and how many texts it took."""
        for exact in (True, False):
            for width in range(1, min(JOIN, len(texts)) + 1):
                text = "".join(texts[-width:])
                for part in _LABELLED:
                    rows = vocabulary(part).rows
                    code = rows.find_exact(text) if exact else rows.find(text)
                    if code and (code not in SHARED_ROWS or self._shared(code, texts, text)):
                        return (part, code), width
        return None, 0

    def _shared(self, code: str, texts: Sequence[str], text: str) -> bool:
        """Whether 总计 and 其他 are a row here: numbered so, or where the row before leads to them."""
        if code == "applications.results.total":
            return squeeze(text).startswith("七") or self._row.startswith("applications.results.")
        before = "".join(map(squeeze, texts[:-1]))
        return self._row.startswith("applications.results.other.") or "其他处理" in before

    def _head(self, segment: Segment, head: Sequence[str]) -> int:
        """Take over headers and rows without values from the texts before a label; their first line."""
        start = segment.end
        n = 0
        begin = len(head)
        while n < len(head):
            mark = tags(head[n])
            if mark.caption:
                self._columns, begin = None, min(begin, n)
            elif mark.word or "勾稽关系" in head[n]:
                begin = min(begin, n)
                if mark.word == "信息内容" and (columns := active_header(head, n + 1)):
                    self._columns = columns
            row, width = self._empty_row(head, n)
            if row:
                self._add(*row, "", Segment([], [], [], end=segment.lines[n] + width), segment.lines[n])
                n += width
                continue
            n += 1
        columns = None
        if any(tags(text).applications_column not in (None, "other", "total") for text in head):
            columns = applications_header(head)
        if columns is None and (self._columns is None or self._columns.part != "active"):
            columns = active_header(head, None)
        self._columns = columns or self._columns
        return segment.lines[begin] if begin < len(head) else start

    def _empty_row(self, head: Sequence[str], n: int) -> tuple[tuple[Part, str] | None, int]:
        """A row label no value follows: the row stands on the page, its cells do not."""
        for part in _LABELLED:
            may_join = vocabulary(part).rows.begins(head[n])
            for width in range(1, min(3 if may_join else 1, len(head) - n) + 1):
                text = "".join(head[n : n + width])
                code = vocabulary(part).rows.find_exact(text)
                if code and code not in SHARED_ROWS and code not in GROUP_CODES:
                    return (part, code), width
        return None, 0

    def _header_for(self, part: Part, code: str) -> Header:
        if self._columns is None or self._columns.part != part:
            return ()
        header = self._columns.header
        return header if part != "active" or fits(part, code, header) else ()

    def _add(self, part: Part, code: str, label: str, segment: Segment, start: int) -> None:
        header = self._header_for(part, code)
        count = len(header) or (7 if part == "applications" else 0)
        values = tuple(segment.values)
        cells: tuple[str, ...] | None = values or None
        if cells is not None and (count or segment.glued):
            cells = _aligned(segment, count)
        if self.repeats_lost and not segment.exact:
            cells = None
        raw = " | ".join(values)[:200]
        record = Record(part, code, label, header, cells, raw, "flattened")
        self.found.append((record, (start, max(segment.end, start + 1))))

    def _local(self, segment: Segment, head: Sequence[str]) -> None:
        """A row no form has, under columns of article 20; only where its cells are certain."""
        columns = self._columns
        if columns is None or columns.part != "active" or not segment.exact or not head:
            return
        cells = _aligned(segment, len(columns.header))
        label = segment.texts[-1]
        if cells is None or not 2 <= len(squeeze(label)) <= 30 or tags(label).header_word:
            return
        record = Record(
            "active", None, label, columns.header, cells, " | ".join(segment.values)[:200], "flattened"
        )
        self.found.append((record, (segment.lines[-1], segment.end)))

    def _legal(self, segment: Segment) -> bool:
        """The one row of reviews and lawsuits: its values follow the header without a label."""
        groups, results, begin = legal_words(segment.texts)
        if not {"litigation_direct", "litigation_after_review"} & set(groups):
            return False
        label, _ = self._label(segment.texts[-2:]) if segment.values else (None, 0)
        if label and label[1] not in SHARED_ROWS:
            return False
        self._head(segment, segment.texts[:begin])
        columns = legal_by_position(results, groups)
        self._columns, self._row = columns, "legal"
        cells = _aligned(segment, 15) if segment.values and (segment.exact or not self.repeats_lost) else None
        named = any(name for name, _ in columns.header)
        raw = " | ".join(segment.values)[:200]
        record = Record(
            "legal", "legal", "", columns.header if named else (), cells if named else None, raw, "flattened"
        )
        self.found.append((record, (segment.lines[begin], segment.end)))
        return True


def _aligned(segment: Segment, count: int) -> tuple[str, ...] | None:
    """The values in their columns; None where it is not known which stands in which."""
    values = segment.values
    if segment.glued:
        return unglue(values[0], count)
    if len(values) == count:
        return tuple(values)
    # Blank cells beyond the columns, on one side only, belong to no column.
    extra = len(values) - count
    if not segment.exact or extra < 0:
        return None
    right, left = not any(values[count:]), not any(values[:extra])
    if right == left:
        return None
    return tuple(values[:count] if right else values[extra:])


def unglue(digits: str, count: int) -> tuple[str, ...] | None:
    """Digits printed without any separator, where only one way to cut them is possible (000 is 0 0 0).

    Cells may also have been blank, so a cut into fewer numbers than columns is a way too; numbers have
    no leading zero.
    """
    if count == 1 and digits[0] != "0":
        return (digits,)
    if len(digits) != count or any(d != "0" for d in digits[1:]):
        return None
    # 100 may be 1 0 0, 10 0, or 100; only a run of zeros cannot be read as a longer number.
    return tuple(digits) if digits[0] == "0" else None
