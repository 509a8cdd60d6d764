"""The replica as a thing to hold: started, asked for its truth, told to misbehave, stopped."""

from __future__ import annotations

import asyncio
import threading
from collections import defaultdict
from collections.abc import Collection, Iterable
from functools import cached_property
from types import TracebackType

from .certificate import server_context
from .country import SMALL_UNITS, SMALL_YEARS, YEARS, counties
from .figures import history
from .portal import NOT_FOUND, Answer, Article, Portal, Request
from .portals import PORTALS
from .report import Report
from .server import Served, Server, Trouble
from .truth import ExpectedReport


class Replica:
    """Five county portals on loopback, behind one HTTP proxy.

    seed      everything made up follows from it
    counties  division codes (of five); None is all
    units     how many units of each county, or their names; None is all (about twenty)
    years     the years reports are about; None is 2008 to 2025
    weight    kilobytes a page with tables should weigh, up to 255; None: 20 to 120, page by page
    small     about 4 units and 5 years of each county, for quick tests and the sample archives
    """

    def __init__(
        self,
        seed: int = 1,
        counties: Collection[str] | None = None,
        units: int | Collection[str] | None = None,
        years: Iterable[int] | None = None,
        weight: int | None = None,
        small: bool = False,
        port: int = 0,
    ) -> None:
        self.seed, self.weight, self.port = seed, weight, port
        self.years = sorted(set(years)) if years is not None else list(SMALL_YEARS if small else YEARS)
        self.codes, self.units = counties, SMALL_UNITS if small and units is None else units
        self.portals = self._portals()
        self.hosts = {host: portal for portal in self.portals for host in portal.hosts}
        self.server = Server(self.respond, self.fixed, server_context(self.hosts))
        self._loop: asyncio.AbstractEventLoop | None = None
        self._thread: threading.Thread | None = None

    def _portals(self) -> list[Portal]:
        found = []
        for county in counties(self.codes, self.units):
            reports = []
            for unit in county.units:
                counted = history(self.seed, unit, self.years)
                reports += [
                    Report(self.seed, county, unit, year, counted[year], self.weight) for year in self.years
                ]
            found.append(PORTALS[county.code](self.seed, county, reports))
        return found

    def respond(self, request: Request) -> Answer:
        portal = self.hosts.get(request.host)
        if portal is None:
            return Answer(502, f"no such host in the replica: {request.host}".encode(), "text/plain")
        return portal.respond(request) or NOT_FOUND

    def fixed(self, request: Request) -> bool:
        portal = self.hosts.get(request.host)
        return portal is not None and request.path in portal.articles

    # --- running -------------------------------------------------------------------------------

    def start(self) -> Replica:
        ready = threading.Event()
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(
            target=self._run, args=(self._loop, ready), name="replica", daemon=True
        )
        self._thread.start()
        ready.wait()
        return self

    def _run(self, loop: asyncio.AbstractEventLoop, ready: threading.Event) -> None:
        asyncio.set_event_loop(loop)
        self.port = loop.run_until_complete(self.server.start(self.port))
        ready.set()
        loop.run_forever()
        loop.run_until_complete(self.server.stop())
        loop.close()

    def stop(self) -> None:
        if self._loop and self._thread:
            self._loop.call_soon_threadsafe(self._loop.stop)
            self._thread.join(10)
            self._loop = self._thread = None

    def __enter__(self) -> Replica:
        return self.start()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    @property
    def proxy(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    # --- trouble -------------------------------------------------------------------------------

    @property
    def requests(self) -> list[Served]:
        """Every request so far, oldest first: (time, method, url, status)."""
        return self.server.requests

    def misbehave(
        self,
        url_substring: str,
        *,
        status: int | None = None,
        delay: float = 0.0,
        cut: int | None = None,
        body: bytes | None = None,
        charset: str | None = None,
        redirect_loop: bool = False,
        location: str | None = None,
        headers: Iterable[tuple[str, str]] = (),
        times: int | None = None,
    ) -> None:
        """Go wrong for URLs that contain `url_substring`; the last call comes first.

        status: instead of the page's own. delay: seconds before the answer. cut: close the connection
        after so many bytes of a body announced whole. body: other bytes instead of the page (a login
        page, nothing, 30 MB). charset: what the header claims. redirect_loop: to itself, for ever;
        location: to another address. headers: more of them. times: for so many requests only.
        """
        trouble = Trouble(
            url_substring, status, delay, cut, body, charset, redirect_loop, location, tuple(headers), times
        )
        self.server.troubles.insert(0, trouble)

    def reset(self) -> None:
        """Behave again, and forget the requests."""
        self.server.troubles.clear()
        self.server.requests.clear()

    # --- truth ---------------------------------------------------------------------------------

    @cached_property
    def truth(self) -> list[ExpectedReport]:
        """Every report once, by division, unit and year, wherever it is listed."""
        return [expected for portal in self.portals for expected in _expected(portal)]

    @property
    def urls(self) -> dict[str, ExpectedReport]:
        """Every address that carries a report."""
        return {url: expected for expected in self.truth for url in expected.urls}

    @property
    def lookalikes(self) -> list[str]:
        """Addresses of the pages that look like a report and are none."""
        return [p.url(a.path) for p in self.portals for a in p.articles.values() if a.report is None]


def _expected(portal: Portal) -> Iterable[ExpectedReport]:
    homes: dict[int, list[Article]] = defaultdict(list)
    for article in portal.articles.values():
        if article.report:
            homes[id(article.report)].append(article)
    for report in portal.reports:
        articles = sorted(homes[id(report)], key=lambda article: article.original is not None)
        yield _expectation(portal, report, articles[0], articles[1:])


def _expectation(portal: Portal, report: Report, first: Article, copies: list[Article]) -> ExpectedReport:
    fields, unit = first.fields, report.unit
    return ExpectedReport(
        division=unit.division,
        unit=unit.plain,
        unit_code=unit.code,
        unit_type=unit.type,
        year=report.year,
        title=report.title,
        listed_title=report.title,
        published_on=report.published.date(),
        signed_on=report.signed,
        period=report.period,
        source=fields.get("source") or None,
        editor=fields.get("editor") or None,
        publisher=fields.get("publisher") or None,
        index_number=fields.get("index_number") or None,
        document_number=fields.get("document_number") or None,
        catalogue=fields.get("catalogue") or None,
        views=int(fields["views"]) if fields.get("views") else None,
        site_id_code=portal.county.site_id_code,
        charset=first.encoding,
        quirks=_quirks(report, first),
        url=portal.address(first),
        copies=tuple(portal.address(article) for article in copies),
        form=report.form,
        body_copies=first.bodies,
        sections=tuple(report.talk.sections),
        attachments=(report.attachment,) if report.attachment else (),
        values=report.values,
        statements=tuple(report.talk.statements),
        planted=report.planted,
    )


def _quirks(report: Report, article: Article) -> tuple[str, ...]:
    odd = {
        "no_metadata": article.fields.get("line") == "",
        "glued_date": bool(article.fields.get("glued")),
        "charset_undeclared": article.declared == "none",
    }
    return report.quirks + article.quirks + tuple(name for name, there in odd.items() if there)
