"""Hosts: is a page where its government keeps it, and what does its text say of the government's own site?"""

from __future__ import annotations

import re
from functools import cache

from ..registry import host_of, portal_of, portals
from .trouble import Trouble

_HOST = re.compile(r"(?:https?://|(?<![a-z0-9.@-])www\.)([a-z0-9-]+(?:\.[a-z0-9-]+)+)", re.I)
_GOVERNMENT_SITE = re.compile(r"(?:政府|门户|官方|公开|县|区|市|镇|局).{0,12}(?:网站|网|平台)")


def foreign(url: str) -> bool:
    """Is a page kept on a host that is no government's, no portal of the registry and no bare address?"""
    host = host_of(url)
    if not url.startswith(("http://", "https://")) or not host or host.endswith("gov.cn"):
        return False
    return portal_of(host) is None and re.fullmatch(r"[\d.]+|localhost", host) is None


def official_host(code: str | None) -> str | None:
    """The host of a division's own portal, None where the registry knows none."""
    return _hosts().get(code) if code else None


@cache
def _hosts() -> dict[str, str]:
    found: dict[str, str] = {}
    for portal in portals():
        if portal.division_code and portal.host:
            found.setdefault(portal.division_code, portal.host)
    return found


def note_mirror(text: str, mirror: str | None, code: str | None, trouble: Trouble) -> None:
    """A copy on a foreign host: `mirror` is its address, or the text gives a foreign host as the government's site."""
    official = official_host(code)
    own = f"; the official host is {official}" if official else ""
    if mirror:
        trouble.add("mirror_host", "warning", f"{host_of(mirror)} is no government host{own}")
        return
    addressed = "://" in text or "w." in text or "W." in text
    for match in _HOST.finditer(text) if addressed else ():
        host = match[1].lower().removeprefix("www.")
        around = text[max(0, match.start() - 20) : match.start()]
        if host.endswith("gov.cn") or portal_of(host) is not None or not _GOVERNMENT_SITE.search(around):
            continue
        trouble.add("mirror_host", "warning", f"the text prints {host} as the government's site{own}")
        return
