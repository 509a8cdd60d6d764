"""Where a page stands: on a registered portal, on another government host, or elsewhere."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from gikspider.items import CopyKind

from .urls import article_path, bare_host, canonical_url, host_of

# Given an address, the portal that answers under it, if it is a registered one: any object with a
# `host`. The index is told by its caller, since the register of portals is a neighbour's.
PortalOf = Callable[[str], object | None]
# Given a division code, the host of its portal.
HomeOf = Callable[[str], str | None]

OFFICIAL: Final = 0
GOVERNMENT: Final = 1
ELSEWHERE: Final = 2
_NUMERIC: Final = re.compile(r"(?:\d{1,3}\.){3}\d{1,3}(?::\d+)?$")


@dataclass(frozen=True, slots=True)
class Site:
    """The host of a page, what kind it is (0 registered portal, 1 other gov.cn, 2 other), and whose it is.

    Two hosts with one `owner` are one portal: www, m and department hosts of a county.
    """

    host: str
    rank: int
    owner: str


def site_of(url: str | None, portal_of: PortalOf | None = None) -> Site:
    """Where an address stands; "" and elsewhere for none."""
    host = bare_host(host_of(url))
    portal = portal_of(url) if portal_of and url and host else None
    if portal is not None:
        return Site(host, OFFICIAL, str(getattr(portal, "host", None) or portal))
    if host == "gov.cn" or host.endswith(".gov.cn"):
        labels = host.split(".")
        return Site(host, GOVERNMENT, ".".join(labels[-3:]))
    return Site(host, ELSEWHERE, host)


def numeric(host: str) -> bool:
    """Whether a host is a raw IP address, with or without a port."""
    return _NUMERIC.match(host) is not None


def kept_path(url_a: str | None, a: Site, url_b: str | None, b: Site) -> bool:
    """Whether one page stands on a foreign host under the very path of the other: mirrors keep it."""
    if a.host == b.host or max(a.rank, b.rank) < ELSEWHERE:
        return False
    path = article_path(url_a)
    return path is not None and path == article_path(url_b)


def kind_of(url_a: str | None, a: Site, url_b: str | None, b: Site, *, foreign: bool) -> CopyKind:
    """How two pages with one report are related by where they stand.

    `foreign`: a text went through a mirror; a raw IP address is a mirror only if it did.
    """
    if url_a and url_b and canonical_url(url_a) == canonical_url(url_b):
        return "same_page"
    if not a.host or not b.host:
        return "mirror" if foreign else "same_page"
    if a.owner == b.owner:
        return "same_portal"
    for site in (a, b):
        if site.rank == ELSEWHERE and (foreign or not numeric(site.host)):
            return "mirror"
    return "other_portal"
