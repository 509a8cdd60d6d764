"""Addresses: which of them name one page, and where a mirror took its page from.

The rules are data (`data/url_rules.json`, `data/path_schemes.json`), one entry for a family of
sites. An address no rule knows keeps its path and its query: two pages are never made one here.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any, Final
from urllib.parse import parse_qsl, quote, unquote, urlencode, urlsplit

_PORTS: Final = {"http": 80, "https": 443}
_SAFE: Final = "/:@!$&'()*+,;=~-._"
# What quoting leaves as it is.
_PLAIN: Final = re.compile(rf"[0-9A-Za-z{re.escape(_SAFE)}]*")
# A government host spelt with hyphens below a proxy's: www-wuming-gov-cn.example.net.
_PROXIED: Final = re.compile(r"^((?:[a-z0-9]+-)+gov-cn)\.")


@dataclass(frozen=True, slots=True)
class Rewrite:
    find: re.Pattern[str]
    put: str


@dataclass(frozen=True, slots=True)
class FamilyRule:
    """What identifies a page among those whose path fits: the parameters of `keep` alone."""

    family: str
    path: re.Pattern[str]
    keep: frozenset[str]
    rewrites: tuple[Rewrite, ...]


@dataclass(frozen=True, slots=True)
class Rules:
    host_prefixes: tuple[str, ...]
    drop: re.Pattern[str]
    drop_values: Mapping[str, re.Pattern[str]]
    rewrites: tuple[Rewrite, ...]
    families: tuple[FamilyRule, ...]


@dataclass(frozen=True, slots=True)
class Scheme:
    """How the addresses of a family's reports look. `rooted`: what stands before the match is the mirror's."""

    family: str
    path: re.Pattern[str]
    rooted: bool
    query: bool


def _load(name: str) -> dict[str, Any]:
    data: dict[str, Any] = json.loads((files("gikspider.copies") / "data" / name).read_text("utf-8"))
    return data


def _rewrites(entries: Iterable[Mapping[str, str]]) -> tuple[Rewrite, ...]:
    return tuple(Rewrite(re.compile(entry["find"], re.I), entry["put"]) for entry in entries)


@cache
def rules() -> Rules:
    """The rules as they are shipped."""
    data = _load("url_rules.json")
    return Rules(
        host_prefixes=tuple(data["host_prefixes"]),
        drop=re.compile("|".join(data["drop"]), re.I),
        drop_values={name: re.compile(values, re.I) for name, values in data["drop_values"].items()},
        rewrites=_rewrites(data["rewrite"]),
        families=tuple(
            FamilyRule(
                entry["family"],
                re.compile(entry["path"], re.I),
                frozenset(name.lower() for name in entry["keep"]),
                _rewrites(entry.get("rewrite", ())),
            )
            for entry in data["families"]
        ),
    )


@cache
def path_schemes() -> tuple[Scheme, ...]:
    """The schemes as they are shipped."""
    return tuple(
        Scheme(
            entry["family"],
            re.compile(entry["path"], re.I),
            entry["from"] == "match",
            bool(entry.get("query")),
        )
        for entry in _load("path_schemes.json")["schemes"]
    )


def bare_host(host: str) -> str:
    """A host without the prefixes that say only how it is looked at: www, m, wap."""
    host = host.lower().rstrip(".")
    for prefix in rules().host_prefixes:
        rest = host.removeprefix(prefix + ".")
        # m.cn is a host, not the phone's twin of a top level domain.
        if rest != host and "." in rest:
            return rest
    return host


@lru_cache(maxsize=1024)
def host_of(url: str | None) -> str:
    """The host of an address, lower case, with its port where that is not the scheme's; else ""."""
    try:
        parts = urlsplit((url or "").strip())
        port = parts.port
        host = (parts.hostname or "").rstrip(".")
    except ValueError:
        return ""
    return f"{host}:{port}" if host and port and port != _PORTS.get(parts.scheme.lower()) else host


@lru_cache(maxsize=4096)
def canonical_url(url: str) -> str:
    """The address under which a page is known: equal for every address that names the same page.

    It is a key, not an address to fetch: `https`, no `www.`, no default port, no session, tracking,
    phone or print parameter, query sorted, a folder's first page as the folder. What is no http
    address comes back stripped of white space and otherwise as it is.
    """
    # Half of a surrogate pair is no character an address can hold.
    text = url.strip().encode("utf-8", "replace").decode()
    host = host_of(text)
    if not host or not re.match(r"https?:", text, re.I):
        return text
    parts = urlsplit(text)
    path = parts.path
    if not _PLAIN.fullmatch(path):
        path = quote(unquote(path, errors="surrogateescape"), _SAFE, errors="surrogateescape")
    for rewrite in rules().rewrites:
        path = rewrite.find.sub(rewrite.put, path)
    query = _kept(parse_qsl(parts.query, keep_blank_values=True, errors="surrogateescape"))
    for family in rules().families:
        if family.path.search(path):
            query = [(name, value) for name, value in query if name.lower() in family.keep]
            for rewrite in family.rewrites:
                path = rewrite.find.sub(rewrite.put, path)
            break
    # A route of a single-page site stands behind the hash; any other fragment is a place in the page.
    fragment = "#" + parts.fragment if re.match(r"!?/", parts.fragment) else ""
    path = path.rstrip("/") or "/"
    tail = "?" + urlencode(sorted(query), errors="surrogateescape") if query else ""
    return f"https://{bare_host(host)}{path}{tail}{fragment}"


def _kept(query: list[tuple[str, str]]) -> list[tuple[str, str]]:
    known = rules()
    kept = []
    for name, value in query:
        values = known.drop_values.get(name.lower())
        if known.drop.fullmatch(name) or (values and values.fullmatch(value)):
            continue
        kept.append((name, value))
    return kept


def path_family(url: str, schemes: Iterable[Scheme] | None = None) -> str | None:
    """The family whose reports have addresses like this one, or None."""
    found = _fitting(url, path_schemes() if schemes is None else schemes)
    return found[0].family if found else None


def original_url(
    url: str, division_portal_host: str | None, family_patterns: Iterable[Scheme] | None = None
) -> str | None:
    """Where a mirror most likely took the page at `url` from, or None.

    A mirror keeps the path. So the original stands at the same path on the portal of the report's
    division (`division_portal_host`), if the path is one a government CMS makes (`family_patterns`,
    by default those shipped). A host that spells the original's (www-wuming-gov-cn.example.net) is
    taken at its word.
    """
    host = host_of(url)
    proxied = _PROXIED.match(host)
    official = proxied.group(1).replace("-", ".") if proxied else division_portal_host
    if not host or not official or bare_host(host) == bare_host(host_of("//" + official) or official):
        return None
    found = _fitting(url, path_schemes() if family_patterns is None else family_patterns)
    if not found:
        return None
    scheme, path = found
    query = urlsplit(url.strip()).query if scheme.query else ""
    return f"http://{official}{path}" + (f"?{query}" if query else "")


_ARTICLE: Final = re.compile(r"\d{4,}|[0-9a-f]{24,}|[0-9a-f]{8}-")


@lru_cache(maxsize=1024)
def article_path(url: str | None) -> str | None:
    """The path by which a government CMS knows an article, whatever host it is asked for on, or None.

    None also where the path names a column or a year rather than one article.
    """
    address = canonical_url(url or "")
    found = _fitting(address, path_schemes())
    if not found or not _ARTICLE.search(found[1]):
        return None
    return found[1] + ("?" + urlsplit(address).query if found[0].query else "")


def _fitting(url: str, schemes: Iterable[Scheme]) -> tuple[Scheme, str] | None:
    """The scheme a path fits, and what of the path belongs to the portal."""
    try:
        path = urlsplit(url.strip()).path
    except ValueError:
        return None
    for scheme in schemes:
        match = scheme.path.search(path)
        if match:
            return scheme, path[match.start() :] if scheme.rooted else path
    return None
