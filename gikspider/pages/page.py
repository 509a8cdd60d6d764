"""`read_page`: from the HTML (or plain text) of an article to everything it says of itself."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date

from selectolax.lexbor import LexborHTMLParser, LexborNode

from ..items import Attachment, Finding, Section
from ..text.cells import Groups
from .attachments import attachments_of
from .body import Body, body_lines, locate
from .chrome import is_breadcrumb, is_control
from .containers import body_containers, select
from .doubts import on_body, on_dates, on_kind
from .flow import Flow, Line, flow_of, of_text
from .headline import date_after, is_bare_date
from .metadata import Metadata, is_metadata, merge, read_lines, site_id
from .nesting import flattened
from .period import period_of, signature_of
from .sections import part_headings, sections_of
from .tags import read_meta
from .titles import Kind, classify, report_year, without_site
from .walk import walk_over

# The longest reports of provinces have 60,000 characters; what is beyond these bounds is not read.
MOST_TEXT, MOST_LINES = 400_000, 20_000


_SAID = ("source", "editor", "publisher", "index_number", "document_number", "catalogue", "views")

# What a page says of itself where a title could stand: 点击收听语音朗读, 图解链接.
_WIDGET = re.compile(r"点击|朗读|链接[:：]|^[Bb]y\b|\|")

_TRAIL_LABEL = re.compile(r"^[^:：>»]{0,12}[:：]")
_TRAIL_MARK = re.compile(r"[>»→]|-{2,}")


@dataclass(frozen=True, slots=True)
class Shape:
    """Where a CMS family keeps title, metadata and body: CSS selectors, tried before the general ones."""

    title: tuple[str, ...] = ()
    metadata: tuple[str, ...] = ()
    body: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Page:
    """One article page, read.

    text: the clean body, `"\\n".join(lines)`: title excluded, one paragraph a line, a table row a line with its
        cells separated by tabs. table_spans: [start, end) offsets of those rows in `text`, neighbours joined.
    tables: the <table> nodes of the chosen body in document order, nested ones included; table_cells: the cells of
        each as they were read, null for a table that lays out the page.
    sections: one per heading of the outermost numbering. breadcrumb: the trail of columns, outermost first.
    """

    title: str | None = None
    published_on: date | None = None
    signed_on: date | None = None
    signed_by: str | None = None
    period: tuple[date, date] | None = None
    source: str | None = None
    editor: str | None = None
    publisher: str | None = None
    index_number: str | None = None
    document_number: str | None = None
    catalogue: str | None = None
    views: int | None = None
    site_id_code: str | None = None
    body_copies: int = 1
    sections: tuple[Section, ...] = ()
    text: str = ""
    lines: tuple[str, ...] = ()
    table_spans: tuple[tuple[int, int], ...] = ()
    tables: tuple[LexborNode, ...] = ()
    table_cells: tuple[Groups | None, ...] = field(default=(), repr=False, compare=False)
    attachments: tuple[Attachment, ...] = ()
    breadcrumb: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()
    tree: LexborHTMLParser | None = field(default=None, repr=False, compare=False)  # keeps the nodes alive


def read_page(
    html: str,
    *,
    url: str | None = None,
    shape: Shape | None = None,
    plain: bool = False,
    utf8: bytes | None = None,
) -> Page:
    """Read one page. Total: whatever the input, a Page; what could not be read stands in its findings.

    url: to make the addresses of attachments absolute. shape: selectors of the family, tried first.
    plain: the input is plain text, a paragraph a line. utf8: the input in UTF-8 where it is at hand; the parser
    needs it so.
    """
    findings: list[Finding] = []
    if plain:
        flow, tree, containers = of_text(html), None, 0
        meta, wanted = Metadata(), None
    else:
        cut = flattened(html)
        if cut is not None:
            findings.append(
                Finding(
                    code="too_deep", severity="warning", detail="markup nested beyond reading, read as text"
                )
            )
            flow, tree, containers, meta, wanted = of_text(cut), None, 0, Metadata(), None
        else:
            tree = LexborHTMLParser(html if utf8 is None else utf8)
            flow, containers, meta, wanted = _html(tree, shape)
    findings += _bound(flow)
    body = locate(flow.lines, containers, wanted)
    return _page(flow, body, meta, wanted, tree, url, findings)


def _bound(flow: Flow) -> list[Finding]:
    """Keep a page to what one report can hold, so that everything after this is bounded."""
    size = 0
    for number, line in enumerate(flow.lines):
        size += len(line.text)
        if size > MOST_TEXT or number >= MOST_LINES:
            line.text = line.text[: max(0, MOST_TEXT - size + len(line.text))]
            del flow.lines[number + 1 :]
            return [
                Finding(
                    code="too_large", severity="warning", detail=f"read up to line {number + 1} of the page"
                )
            ]
    return []


def _html(tree: LexborHTMLParser, shape: Shape | None) -> tuple[Flow, int, Metadata, str | None]:
    """The lines of an HTML page with its containers marked, the <meta> tags and the best title outside the lines."""
    root = tree.root
    if root is None:
        return Flow(), 0, Metadata(), None
    walk = walk_over(root)
    nodes = body_containers(tree, walk.classed, shape.body if shape else ())
    flow = flow_of(walk, {node.mem_id: index for index, node in enumerate(nodes)})
    meta = read_meta(tree)
    return flow, len(nodes), meta, _wanted(tree, walk.headings, meta, shape)


def _wanted(
    tree: LexborHTMLParser, headings: list[LexborNode], meta: Metadata, shape: Shape | None
) -> str | None:
    """The title told outside the body: the family's place for it, ArticleTitle, a heading, the <title>."""
    candidates = [
        node.text() for selector in (shape.title if shape else ()) for node in select(tree, selector)[:2]
    ]
    candidates += [meta.meta_title or ""]
    candidates += [node.text() for node in headings[:6]]
    head = tree.css_first("title")
    candidates.append(without_site(head.text()) if head else "")
    candidates = ["".join(c.split()) for c in candidates if c and c.strip()]
    reports = [c for c in candidates if classify(c) is Kind.REPORT]
    if reports:
        return next((c for c in reports if report_year(c) is not None), reports[0])
    return next((c for c in candidates if len(c) >= 6), None)


def _page(
    flow: Flow,
    body: Body,
    meta: Metadata,
    wanted: str | None,
    tree: LexborHTMLParser | None,
    url: str | None,
    findings: list[Finding],
) -> Page:
    """Put the parts together."""
    lines = flow.lines
    texts, numbers = body_lines(lines, body)
    rows = {i for i, number in enumerate(numbers) if number >= 0}
    texts, rows = part_headings(texts, rows)
    text = "\n".join(texts)
    said = merge(meta, read_lines(_around(lines, body)))
    title = _title(lines, body, said, wanted)
    tables = _tables(flow, body)
    signature = signature_of(texts)
    year = report_year(title) if title else None
    period = period_of(text, year)
    findings += on_body(body)
    findings += on_kind(lines, title, text)
    findings += on_dates(said, signature, period, year)
    return Page(
        title=title,
        published_on=said.published_on or said.written_on,
        signed_on=signature.day,
        signed_by=signature.unit,
        period=(period.start, period.end) if period.start and period.end else None,
        **{name: getattr(said, name) for name in _SAID},
        site_id_code=said.site_id_code or site_id([lines[i].text for i in body.tail + body.head]),
        body_copies=body.copies,
        sections=sections_of(texts, rows),
        text=text,
        lines=tuple(texts),
        table_spans=_spans(texts, rows),
        tables=tuple(flow.tables[number] for number in tables),
        table_cells=tuple(flow.table_cells[number] for number in tables),
        attachments=attachments_of(tree, url) if tree is not None else (),
        breadcrumb=_breadcrumb(lines, body),
        findings=tuple(findings),
        tree=tree,
    )


def _title(lines: list[Line], body: Body, meta: Metadata, wanted: str | None) -> str | None:
    """The title: what tells most of the line on the page, the page's own tags, the index table."""
    candidates = [body.title.text if body.title else None, wanted, meta.meta_title, meta.title]
    reports = [c for c in candidates if c and classify(c) is Kind.REPORT]
    if reports:
        return max(reports, key=lambda c: (report_year(c) is not None, len(c) > 16))
    if wanted:
        return wanted
    first = next(
        (
            text
            for i in body.head
            if not (
                is_breadcrumb(text := lines[i].text)
                or is_control(text)
                or _WIDGET.search(text)
                or is_metadata(text)
                or is_bare_date(text)
            )
        ),
        None,
    )
    return first if first and 4 <= len(first) <= 60 and "。" not in first else None


def _around(lines: list[Line], body: Body) -> list[str]:
    """The lines metadata can stand on: below the title first, then above it, then after the body."""
    pivot = body.title.stop if body.title else 0
    beside = date_after(lines[pivot - 1].text) if pivot else ""
    below = [i for i in body.head if i >= pivot]
    above = [i for i in body.head if i < pivot][-40:]
    after = [i for i in body.tail if lines[i].linked < 0.5][:40]
    found = [lines[i].text for i in below + above + after if len(lines[i].text) <= 400]
    return [*found, beside] if beside else found


def _spans(texts: list[str], rows: set[int]) -> tuple[tuple[int, int], ...]:
    """Offsets of table rows in the joined text; rows that follow one another are one span."""
    spans: list[tuple[int, int]] = []
    offset = start = 0
    inside = False
    for index, line in enumerate(texts):
        if (index in rows) is not inside:
            if inside:
                spans.append((start, offset - 1))
            start, inside = offset, not inside
        offset += len(line) + 1
    if inside:
        spans.append((start, offset - 1))
    return tuple(spans)


def _tables(flow: Flow, body: Body) -> list[int]:
    """The numbers of the tables of the chosen body: those of its container, else those that stand between its first and last row."""
    used = {flow.lines[i].table for i in body.lines} - {-1}
    if body.lines and flow.lines[body.lines[0]].container == 0:
        return [number for number, container in enumerate(flow.table_containers) if container == 0]
    return sorted(used)


def _breadcrumb(lines: list[Line], body: Body) -> tuple[str, ...]:
    """The trail of columns above the title (首页 > 政府信息公开 > 年报), outermost first."""
    for index in body.head:
        text = lines[index].text
        if is_breadcrumb(text):
            trail = _TRAIL_LABEL.sub("", text)
            parts = [part.strip() for part in _TRAIL_MARK.split(trail)]
            if any(parts):
                return tuple(part for part in parts if part)
    return ()
