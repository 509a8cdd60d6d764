"""Metadata of a page in the site-standard <meta> tags."""

from __future__ import annotations

import re

from selectolax.lexbor import LexborHTMLParser

from .metadata import EMPTY, Metadata, first_date

_SITE_CODE = re.compile(r"\d{10}")
_META = {
    "articletitle": "meta_title",
    "pubdate": "published_on",
    "publishdate": "published_on",
    "contentsource": "source",
    "author": "editor",
    "siteidcode": "site_id_code",
    "columnname": "columns",
    "columndescription": "",
}


def read_meta(tree: LexborHTMLParser) -> Metadata:
    """The site-standard <meta> tags (SiteIDCode, ColumnName, ArticleTitle, PubDate, ContentSource, Author)."""
    meta = Metadata()
    for node in tree.tags("meta"):
        attributes = node.attributes
        target = _META.get((attributes.get("name") or "").strip().lower())
        value = (attributes.get("content") or "").strip()
        if not target or not value or EMPTY.match(value):
            continue
        if target == "published_on":
            meta.published_on = meta.published_on or first_date(value)
        elif target == "columns":
            meta.columns.append(value)
        elif target == "site_id_code":
            code = _SITE_CODE.search(value)
            meta.site_id_code = meta.site_id_code or (code[0] if code else None)
        elif getattr(meta, target) is None and len(value) <= 200:
            setattr(meta, target, value)
    return meta
