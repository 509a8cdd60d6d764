"""Government portals by host: which division answers under an address.

Source: data/NOTICE.md. A portal of the list answers for its subdomains too (sfj.fuxin.gov.cn → 阜新市); a raw
IP or a host with a port only for itself.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from urllib.parse import urlsplit

from .divisions import _read

_IP = re.compile(r"\d{1,3}(?:\.\d{1,3}){3}")
# Suffixes that belong to everybody: no portal may answer for all hosts below them.
_PUBLIC = {"gov.cn", "com.cn", "org.cn", "net.cn", "com", "cn", "net", "org"}


@dataclass(frozen=True, slots=True)
class Portal:
    """One portal. `division_code` is null for three zones without a code; `family_guess` is a guess."""

    division_code: str | None
    province: str
    city: str | None
    county: str | None
    homepage: str
    host: str
    family_guess: str


def host_of(url_or_host: str) -> str:
    """The host of an address or of a bare host: lower case, without port, user and `www.`; "" if there is none."""
    text = url_or_host.strip()
    if not text.startswith(("http://", "https://")):
        return _host(text)
    # All pages of a portal have one beginning.
    path = text.find("/", len("https://"))
    return _host(text[:path] if path > 0 else text)


@lru_cache(maxsize=1024)
def _host(text: str) -> str:
    try:
        host = urlsplit(text if "//" in text else "//" + text).hostname or ""
    except ValueError:  # a bracket that is no IPv6 address
        return ""
    return host.removeprefix("www.").rstrip(".")


@cache
def portals() -> tuple[Portal, ...]:
    """Every portal of the list, in its order."""
    found = []
    for line in _read("portals.csv").splitlines()[1:]:
        code, province, city, county, homepage, family = line.split(",")
        found.append(
            Portal(code or None, province, city or None, county or None, homepage, host_of(homepage), family)
        )
    return tuple(found)


@cache
def _by_host() -> dict[str, Portal]:
    index: dict[str, Portal] = {}
    for portal in portals():
        # Where a city and its districts name one host, the widest division is the one that owns it.
        known = index.get(portal.host)
        if portal.host and (known is None or (portal.division_code or "") < (known.division_code or "")):
            index[portal.host] = portal
    return index


def portal_of(url_or_host: str) -> Portal | None:
    """The portal that answers under an address (any scheme, port, subdomain) or a bare host, else None."""
    host = host_of(url_or_host)
    index = _by_host()
    while host and host not in _PUBLIC:
        if host in index:
            return index[host]
        if _IP.fullmatch(host):
            return None
        host = host.partition(".")[2]
    return None
