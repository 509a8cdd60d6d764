"""What a cell's text may be: a row or a column of the forms, a word of their headers, a value."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from gikspider.forms.labels import keys
from gikspider.forms.values import kind_of
from gikspider.forms.vocabulary import Part, column_of, group_words, row_of
from gikspider.items import State

CAPTION = "第二十条"
# Header cells over or beside the columns; they name none.
CORNER = frozenset({"信息内容"})
TOP = frozenset({"申请人情况"})
ORGANISATIONS = "法人或其他组织"
LITIGATION = "行政诉讼"


class Tags(NamedTuple):
    """All a cell's text may be: a row or a column of the parts, a word of their headers, a value."""

    state: State
    active_row: str | None
    active_column: str | None
    applications_row: str | None
    applications_column: str | None
    legal_column: str | None
    group: str | None
    word: str | None
    caption: bool
    # Whether the text belongs into a header; whether it names a row.
    header_word: bool
    names_row: bool

    def column(self, part: Part) -> str | None:
        """The column the text names in a part."""
        return {
            "active": self.active_column,
            "applications": self.applications_column,
            "legal": self.legal_column,
        }[part]


_VALUE = Tags("number", None, None, None, None, None, None, None, False, False, False)


@lru_cache(maxsize=16384)
def tags(text: str) -> Tags:
    """What a cell's text may be."""
    state = kind_of(text)
    if state != "text":
        return _VALUE if state == "number" else _VALUE._replace(state=state)
    key = (keys(text) or ("",))[0]
    word = next((w for w in (*CORNER, *TOP, ORGANISATIONS, LITIGATION) if key == w), None)
    active, applications = row_of("active", text), row_of("applications", text)
    columns = column_of("active", text), column_of("applications", text), column_of("legal", text)
    group = group_words().get(key)
    return Tags(
        state,
        active,
        columns[0],
        applications,
        columns[1],
        columns[2],
        group,
        word,
        CAPTION in key and len(key) < 16,
        bool(any(columns) or group or word),
        bool(active or applications),
    )
