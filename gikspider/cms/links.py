"""Links as list pages print them: full title, absolute address, date of the row."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any
from urllib.parse import urljoin, urlsplit

from parsel import Selector
from scrapy.http import Response, TextResponse

from gikspider.text import dates, decode

Node = Any  # an lxml element; lxml ships no types
CUT = re.compile(r"(?:…|\.{3}|。。。)\s*$")
SPACE = re.compile(r"\s+")
DAY = re.compile(
    r"[\[(（]?(?:19|20)\d\d[-./年]\d{1,2}[-./月]\d{1,2}日?(?:\s*\d{1,2}:\d\d(?::\d\d)?)?[\])）]?"
)
EDGE_DAY = re.compile(rf"^{DAY.pattern}|{DAY.pattern}$")
# Lists whose links hold a whole row mark the title in it (三门峡: article-name, list-name, qians).
NAMED = ".//*[contains(@class, 'name') or contains(@class, 'title') or contains(@class, 'tit') or contains(@class, 'qians')]"
SHORT_TITLE = 7
OPENED = re.compile(
    r"""(?:open|href|location|go\w*|view\w*)\b[^'"]*['"]((?:https?:/)?/[^'"]+|\.{1,2}/[^'"]+)['"]""", re.I
)
HAN_SPACE = re.compile(r"(?<=[一-龥）)]) (?=[一-龥（(\d])|(?<=\d) (?=[一-龥])")
# Rows end here: above them stands the whole list.
LISTS = {"ul", "ol", "table", "tbody", "body", "html", "form"}
# Deepest nesting of one row seen in list markup; further up stands the page.
ROW_DEPTH = 5
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")


@dataclass(frozen=True, slots=True)
class Link:
    """A link of a list page. `cut` says that the title printed is shortened and no full one stands beside it."""

    url: str
    title: str
    listed_on: date | None
    cut: bool


def text_of(response: Response) -> str:
    """The response as text: by the encoding the middleware settled, or from the bytes where it saw none."""
    settled = response.request is None or not response.request.meta.get("undecoded")
    if isinstance(response, TextResponse) and settled:
        return response.text
    return decode(response.body).text


# A list page is asked for its reports, its pager, its columns, and whether it is a report: parsed once.
@lru_cache(maxsize=4)
def document(source: str) -> Selector:
    """The parsed page, for reading only; an empty one for an empty source."""
    return Selector(text=CONTROL.sub("", source) or "<html></html>", type="html")


def one_line(text: str) -> str:
    """White space as a reader sees it: none between Han characters, since a title may be broken by `<br>`."""
    return HAN_SPACE.sub("", SPACE.sub(" ", text).strip())


@lru_cache(maxsize=4)
def find_links(source: str, url: str) -> tuple[Link, ...]:
    """Every link with an address of the page at `url`, in page order; template rows without `href` are none."""
    selector = document(source)
    base = selector.xpath("//base/@href").get()
    base = urljoin(url, base.strip()) if base else url
    found = []
    for anchor in selector.root.iter("a"):
        target = address(anchor.get("href"), base) or address(scripted(anchor), base)
        if target is not None:
            title, cut = title_of(anchor)
            found.append(Link(url=target, title=title, listed_on=row_date(anchor), cut=cut))
    return tuple(found)


def address(href: str | None, base: str) -> str | None:
    """The absolute http address of a link, without its fragment, or None for a link that leads nowhere."""
    if not href or href.lstrip().lower().startswith(("javascript:", "#", "mailto:", "tel:", "data:")):
        return None
    try:
        url = urljoin(base, SPACE.sub("", href)).split("#", 1)[0]
        parts = urlsplit(url)
        usable = parts.scheme in ("http", "https") and bool(parts.hostname)
    except ValueError:  # e.g. an unclosed bracket where an IPv6 address would stand
        return None
    return url if usable else None


def scripted(anchor: Node) -> str | None:
    """The address a link opens by script, where it stands there whole; None for any other link."""
    script = " ".join((anchor.get("onclick") or "", anchor.get("href") or ""))
    found = OPENED.search(script)
    return found[1] if found else None


def title_of(anchor: Node) -> tuple[str, bool]:
    """The link's title, and whether it is cut: the `title` attribute where the text shown is the shorter one."""
    named = [one_line(str(node.xpath("string()"))) for node in anchor.xpath(NAMED)]
    shown = next((text for text in named if len(text) > SHORT_TITLE), None)
    if shown is None:
        texts = (str(text) for text in anchor.xpath(".//text()"))
        shown = one_line("".join(text for text in texts if not DAY.fullmatch(text.strip())))
        shown = EDGE_DAY.sub("", shown).strip()
    full = one_line(anchor.get("title") or "")
    if full and (len(full) > len(shown) or CUT.search(shown)) and not CUT.search(full):
        return full, False
    return shown, CUT.search(shown) is not None


def row_date(anchor: Node) -> date | None:
    """The date printed in the link's row, title excluded; None where the row has none that is certain."""
    text = " ".join(_beside(anchor))[:400]
    return next((found.value for found in dates(text) if found.certain), None)


def _beside(anchor: Node) -> Iterator[str]:
    """Texts that stand with the link in its row: first days in the link itself, then those around it."""
    inside = [str(text).strip() for text in anchor.xpath(".//text()")]
    yield from (day[0] for text in inside if (day := EDGE_DAY.search(text)))
    row = anchor
    for parent in _rows(anchor):
        row = parent
    if row is not anchor:
        yield from (str(text) for text in row.xpath(".//text()[not(ancestor::a or ancestor::script)]"))
        return
    yield anchor.tail or ""
    for sibling in anchor.itersiblings():
        if sibling.tag == "a" or sibling.find(".//a") is not None:
            return
        yield str(sibling.xpath("string()"))
        yield sibling.tail or ""


def _rows(anchor: Node) -> Iterator[Node]:
    """Ancestors, inner ones first, as long as they hold no link to another address."""
    href = anchor.get("href")
    for _, parent in zip(range(ROW_DEPTH), anchor.iterancestors(), strict=False):
        if parent.tag in LISTS or any(a.get("href") not in (None, href) for a in parent.iter("a")):
            return
        yield parent
