"""What a title announces: an annual report, or one of the pages that look like one.

The rules are data (data/titles.json). 2018年度政府信息公开工作总结 counts as a report when it names a year: until
2019 that is what many towns call theirs. 政务公开工作总结, half-year and quarterly papers do not.
"""

from __future__ import annotations

import json
import re
import unicodedata
from enum import StrEnum
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any


class Kind(StrEnum):
    """What a page is about, as its title tells."""

    REPORT = "report"
    INTERPRETATION = "interpretation"
    ANNOUNCEMENT = "announcement"
    REGULATION = "regulation"
    GUIDE = "guide"
    WEBSITE_STATEMENT = "website_statement"
    RULE_OF_LAW = "rule_of_law"
    FINAL_ACCOUNTS = "final_accounts"
    NOTICE = "notice"
    OTHER = "other"


_FILE = re.compile(r"\.(?:pdf|docx?|wps|xlsx?|et|ofd|html?|shtml|txt|rar|zip)$", re.I)
_EDGE = "《》〈〉“”\"'‘’【】[]·•-—_|:：、,，.。;；>*★●◆■"
_MARKS = re.compile(r"[\s\u200b\ufeff《》〈〉“”\"]+")
_NUMBERED = re.compile(r"^\d{1,3}[.．、]\s*(?=\D)")
_BLANK = re.compile(r"[\s\u200b\ufeff]+")
_NUMERAL = {c: str(d) for d, chars in enumerate(("〇○零oOО0", *"一二三四五六七八九")) for c in chars}
_YEAR = re.compile(r"(?<!\d)(20[0-3]\d)(?!\d{1,3}(?:号|条|件|份|\d))")
_DOCUMENT_NUMBER = re.compile(r"[\[(〔][^\])〕]*[〕\])]\d*号")
_PARTS = re.compile(r"\s*[-—_|–>»]+\s*|\s{2,}")
_CHINESE_YEAR = re.compile(r"[二2][〇○零oOО0][〇○零oOО0一二]?[〇○零oOО0一二三四五六七八九](?=年)")
FIRST_YEAR, LAST_YEAR = 2005, 2039


@cache
def _data() -> dict[str, Any]:
    text = (files("gikspider.pages") / "data" / "titles.json").read_text("utf-8")
    data: dict[str, Any] = json.loads(text)
    return data


@cache
def _rules() -> tuple[tuple[Kind, re.Pattern[str]], ...]:
    return tuple((Kind(rule["kind"]), re.compile(rule["match"])) for rule in _data()["rules"])


@cache
def _suffix() -> re.Pattern[str]:
    return re.compile(_data()["site_suffix"])


def tidy(title: str) -> str:
    """A title as it is compared: NFKC, no white space, no file extension, quotes and leading numbers off."""
    return _tidy(title[:400])


@lru_cache(maxsize=4096)  # a page tells its title several times, and many asks compare it
def _tidy(title: str) -> str:
    text = _MARKS.sub("", unicodedata.normalize("NFKC", title))
    text = _FILE.sub("", text)
    return _NUMBERED.sub("", text).strip(_EDGE)


def without_site(title: str) -> str:
    """A <title> without the site's name: the parts after - _ | that name a site or a column are dropped."""
    parts = _PARTS.split(title.strip())
    if len(parts) == 1:
        return title.strip()
    best = [part for part in parts if classify(part) is Kind.REPORT]
    if best:
        return max(best, key=len)
    kept = [part for part in parts if part and not _suffix().search(tidy(part))]
    return kept[0] if kept else parts[0]


@lru_cache(maxsize=4096)
def classify(title: str) -> Kind:
    """The kind of page a title announces; OTHER for anything that is none of ours, a bare column name too."""
    text = tidy(title)
    if not text or len(text) > 120 or text in _data()["columns"]:
        return Kind.OTHER
    for kind, rule in _rules():
        if rule.search(text):
            return kind
    return Kind.OTHER


def report_year(title: str) -> int | None:
    """The year a title says its report is about (the first it names, Chinese numerals too), None if it names none."""
    return _year(title[:400])


@lru_cache(maxsize=4096)
def _year(title: str) -> int | None:
    text = _BLANK.sub("", unicodedata.normalize("NFKC", title))
    text = _DOCUMENT_NUMBER.sub("", text)  # is no year of report
    found: list[tuple[int, int]] = [(m.start(), int(m[1])) for m in _YEAR.finditer(text)]
    for match in _CHINESE_YEAR.finditer(text):
        digits = "2" + "".join(_NUMERAL.get(c, "") for c in match[0][1:])
        if len(digits) == 4:
            found.append((match.start(), int(digits)))
    years = [year for _, year in sorted(found) if FIRST_YEAR <= year <= LAST_YEAR]
    return years[0] if years else None
