"""Which links of a list are followed, as far as their titles and addresses tell."""

from __future__ import annotations

import re
from collections.abc import Sequence
from urllib.parse import urlsplit

from gikspider.cms import Entry, is_file
from gikspider.pages import Kind, classify

# What the beginning of a report's title has, where a list prints no more of it.
MAYBE = re.compile(r"20\d\d|二[〇○零Oo0]|公开|年报|年度")


def on_site(url: str, domains: Sequence[str]) -> bool:
    """Whether an address is on one of the domains, or below it."""
    host = urlsplit(url).hostname or ""
    return any(host == domain or host.endswith("." + domain) for domain in domains)


def unwanted(entry: Entry, domains: Sequence[str]) -> str | None:
    """Why a link is not followed: another site, the kind of page its title tells, a document; None for a report."""
    if not on_site(entry.url, domains):
        return "offsite"
    kind = classify(entry.title)
    # A title cut short, or a bare year, may be a report's: the page itself has to tell.
    untold = entry.sure or (entry.cut and MAYBE.search(entry.title) is not None)
    if kind is not Kind.REPORT and not (kind is Kind.OTHER and untold):
        return str(kind)
    return "file" if is_file(entry) else None
