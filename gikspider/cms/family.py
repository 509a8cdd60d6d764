"""What a CMS family is: a strategy that knows how its portals list reports and what their addresses say.

A family never names a spider, and a spider never names an address: every address is handed by its
pattern to the family that understands it (`family_of`), since portals migrate and old paths stay
alive beside new ones.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache, lru_cache
from typing import ClassVar
from urllib.parse import urlsplit

from scrapy.http import Request, Response

from gikspider.cms.links import Link, document, find_links, text_of
from gikspider.pages import Kind, Shape, classify, report_year

WALK = "gik_walk"
# No county has published for so long, or so much in one column: a walk that is still going on is a loop.
MAX_STEPS = 200
YEAR_LABEL = re.compile(
    r"^(?:[一-龥]{0,8}[(（]?)?(?:19|20)\d\d年?(?:度)?(?:[一-龥]{0,8}年报|年度报告)?[)）]?$"
)
GROUP_LABEL = re.compile(
    r"^(?:政府)?信息公开(?:工作)?(?:年报|年度报告|年度工作报告)$|^(?:各?乡镇|各?镇街|乡镇街道|街道|部门|县直部门|区直部门|市直部门|县政府|区政府|市政府)(?:\(?场\)?)?(?:信息公开)?(?:年报|年度报告)?$"
)
# Slugs portals give the annual-report column of a unit.
REPORT_SLUG = re.compile(
    r"/(?:zfxx|xx|zf|zfxg?|fhzzfxx|hsjxx)?gk(?:gz)?(?:nb|ndbg|ndgzbg|bg)(?:cd)?[_\d]*(?:/|\.|$)", re.I
)
# Headings the forms of 2019 and later prescribe: three of them are no coincidence, however they are numbered.
HEADINGS = (
    "总体情况",
    "主动公开政府信息情况",
    "收到和处理政府信息公开申请情况",
    "行政复议",
    "存在的主要问题及改进情况",
    "其他需要报告的事项",
)
NUMBERED = re.compile(r"[一1]\s*、\s*(?P<heading>[^。；;\n]{2,40})")
FILE = re.compile(r"\.(?:pdf|docx?|wps|xlsx?|et|ofd|zip|rar|jpe?g|png|gif)\s*$", re.I)
DOWNLOAD = re.compile(r"/down(?:load|file)\w*\.(?:jsp|do|aspx?|php)$|/attachments?/|/attachDir/", re.I)


class Role(StrEnum):
    """What an address stands for: a page that lists reports, a report, or the data behind a list."""

    LIST = "list"
    ARTICLE = "article"
    DATA = "data"


@dataclass(frozen=True, slots=True)
class Entry:
    """A link on a list page that may lead to a report.

    `title` is the link's full title as printed; `listed_on` the date printed in its row. `cut` says
    that the list prints the title shortened (or a bare year), so only the page itself can tell;
    `sure` that the address itself says annual report. `family` is null for an address no family knows.
    """

    url: str
    title: str
    listed_on: date | None = None
    unit: str | None = None
    cut: bool = False
    sure: bool = False
    family: str | None = None


@dataclass(frozen=True, slots=True)
class Walk:
    """How far the paging of one column has come; travels in `request.meta`, so nothing is kept elsewhere."""

    step: int = 0
    mode: str = ""
    seen: frozenset[str] = frozenset()
    last: frozenset[str] = frozenset()


class Family:
    """Base of all families. Subclasses are stateless; one instance of each is registered when defined."""

    name: ClassVar[str]
    shape: ClassVar[Shape] = Shape()
    # (role, pattern over path and query), first match wins.
    addresses: ClassVar[tuple[tuple[Role, re.Pattern[str]], ...]]
    # (weight, pattern over the page's source): marks that the software leaves in its pages.
    marks: ClassVar[tuple[tuple[float, re.Pattern[str]], ...]] = ()
    # Families whose patterns are wide are asked last: the higher, the later.
    width: ClassVar[int] = 0

    _registered: ClassVar[dict[str, Family]] = {}

    def __init_subclass__(cls, **kwargs: object) -> None:
        super().__init_subclass__(**kwargs)
        if "name" in cls.__dict__:
            Family._registered[cls.name] = cls()
            families.cache_clear()
            family_of.cache_clear()

    def matches(self, url: str) -> Role | None:
        """What `url` stands for in this family, or None where its shape is not one of this family's."""
        try:
            parts = urlsplit(url)
        except ValueError:  # no address at all
            return None
        target = parts.path + (f"?{parts.query}" if parts.query else "")
        return next((role for role, pattern in self.addresses if pattern.search(target)), None)

    def fingerprint(self, response: Response) -> float:
        """How sure it is, 0 to 1, that this family's software made the page."""
        score = 0.5 if self.matches(response.url) else 0.0
        source = text_of(response)
        score += sum(weight for weight, pattern in self.marks if pattern.search(source))
        return min(score, 1.0)

    def links(self, response: Response) -> tuple[Link, ...]:
        """Every link of the page, those that stand in its scripts and data islands too."""
        return find_links(self.source(response), response.url)

    def source(self, response: Response) -> str:
        """The page as text, data islands laid open; families override this."""
        return text_of(response)

    def entries(self, response: Response) -> Iterator[Entry]:
        """Links that may be reports: addresses of articles, of any family, and other pages titled as a report."""
        for link in self.links(response):
            entry = as_entry(link)
            if entry is not None:
                yield entry

    def next_pages(self, response: Response) -> Iterator[Request]:
        """Requests for what the same list holds further on. Bounded; states travel in `Walk`."""
        return iter(())

    def columns(self, response: Response) -> Iterator[Entry]:
        """Lists below this one: its years, its unit groups, the report column of each unit."""
        for link in self.links(response):
            family = family_of(link.url)
            if family is None or family.matches(link.url) is not Role.LIST or link.url == response.url:
                continue
            path = urlsplit(link.url).path
            if YEAR_LABEL.match(link.title) or GROUP_LABEL.match(link.title) or REPORT_SLUG.search(path):
                yield Entry(url=link.url, title=link.title, family=family.name)

    def is_report(self, response: Response) -> bool:
        """Whether a list page carries a report in its body instead of (or above) a list."""
        return holds_report(response)

    def says_report(self, url: str) -> bool:
        """Whether the address says by itself that an annual report stands there."""
        return False

    def published(self, url: str) -> date | None:
        """The day of publication where this family's addresses tell it."""
        return None

    def article_links(self, response: Response) -> frozenset[str]:
        """Addresses of all articles linked: what paging compares to see whether anything is new."""
        return frozenset(entry.url for entry in self.entries(response))


def as_entry(link: Link) -> Entry | None:
    """The entry a link makes, or None for a link that leads to no article."""
    family = family_of(link.url)
    role = family.matches(link.url) if family else None
    if family is not None and role is Role.ARTICLE:
        bare = YEAR_LABEL.match(link.title) is not None
        return Entry(
            url=link.url,
            title=link.title,
            listed_on=link.listed_on,
            cut=link.cut or bare,
            sure=family.says_report(link.url),
            family=family.name,
        )
    titled = family is None and classify(link.title) is Kind.REPORT and report_year(link.title) is not None
    return Entry(url=link.url, title=link.title, listed_on=link.listed_on) if titled else None


def is_file(entry: Entry) -> bool:
    """Whether a link leads to a document to download and not to a page; by address, or by the name it bears."""
    path = urlsplit(entry.url).path
    return any(FILE.search(text) for text in (path, entry.title)) or DOWNLOAD.search(path) is not None


def holds_report(response: Response) -> bool:
    """Whether the page's body is a report: numbered chapters about disclosure, the first of them its opening.

    Forms of 2019 and later open with 一、总体情况; earlier reports with 概述, 基本情况, 主动公开 and the like,
    which then has to be followed by a second chapter and to speak of a year.
    """
    selector = document(text_of(response))
    text = "\n".join(
        selector.xpath("//body//text()[not(ancestor::script or ancestor::style or ancestor::a)]").getall()
    )
    if "公开" not in text or len(text) < 200:
        return False
    if sum(heading in text for heading in HEADINGS) >= 3:
        return True
    first = NUMBERED.search(text)
    if first is None:
        return False
    if "总体情况" in first["heading"]:
        return True
    opening = re.search(r"概述|概况|情况|主动公开|组织|工作", first["heading"])
    return bool(opening and re.search(r"[二2]\s*、", text) and re.search(r"(?:19|20)\d\d\s*年", text))


def walk_of(response: Response) -> Walk:
    """The walk a response belongs to; a fresh one for the first page of a column."""
    found = response.meta.get(WALK) if response.request is not None else None
    return found if isinstance(found, Walk) else Walk()


def onward(url: str, walk: Walk, *, ends_in_404: bool = False) -> Request:
    """A request for a further page; `ends_in_404` where the software answers so past the last page."""
    meta: dict[str, object] = {WALK: walk}
    if ends_in_404:
        meta["handle_httpstatus_list"] = [404]
    return Request(url, meta=meta)


@cache
def families() -> tuple[Family, ...]:
    """All families, in the order in which addresses are offered to them."""
    return tuple(sorted(Family._registered.values(), key=lambda family: (family.width, family.name)))


# An address is asked about when it is listed, when it is fetched, and when it is read.
@lru_cache(maxsize=4096)
def family_of(url: str) -> Family | None:
    """The family that understands `url` by its pattern, or None."""
    return next((family for family in families() if family.matches(url)), None)
