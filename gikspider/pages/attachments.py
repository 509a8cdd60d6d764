"""Files a page links to: known by the extension in the link's text or address, or by a download script's name."""

from __future__ import annotations

import re
from functools import lru_cache
from urllib.parse import unquote, urljoin

from selectolax.lexbor import LexborHTMLParser

from ..items import Attachment

_EXTENSION = re.compile(
    r"\.(pdf|docx?|wps|xlsx?|et|ofd|pptx?|rtf|zip|rar|7z|jpe?g|png|tiff?|csv|txt)(?![a-z0-9])", re.I
)
_SCRIPT = re.compile(
    r"download\.jsp|downfile\.jsp|DownloadAttach|/attachDir/|downloadFile|download\?|/attachments?/|fileDownload",
    re.I,
)
_PICTURE = {"jpg", "jpeg", "png", "tif", "tiff"}
# The links around an article are those of every other page of its portal.
LONGEST_KNOWN = 300
# A page with more links than this is a directory, and its files are no attachments of one report.
MOST = 200


def attachments_of(tree: LexborHTMLParser, url: str | None) -> tuple[Attachment, ...]:
    """The files a page links to, in order, each once. `kind` from the link text first, then the address."""
    found: dict[str, Attachment] = {}
    for node in tree.tags("a"):
        href = (node.attributes.get("href") or "").strip()
        file = _known(href) if len(href) <= LONGEST_KNOWN else _file(href)
        if file is None:
            continue
        name = " ".join(node.text().split()) or (node.attributes.get("title") or "").strip()
        in_name = _EXTENSION.search(name)
        extension = in_name[1].lower() if in_name else file or None
        if extension in _PICTURE and not in_name:
            continue
        try:
            address = urljoin(url, href) if url else href
        except ValueError:  # no address at all, e.g. http://[broken
            address = href
        found.setdefault(address, Attachment(url=address, name=name[:200], kind=extension))
        if len(found) >= MOST:
            break
    return tuple(found.values())


def _file(href: str) -> str | None:
    """The extension of the file a link leads to, empty where a script hands it out; None for any other link."""
    if not href or href[:11].lower() in ("javascript:", "#") or href.startswith(("#", "mailto:", "tel:")):
        return None
    extension = _EXTENSION.search(unquote(href))
    if extension:
        return extension[1].lower()
    return "" if _SCRIPT.search(href) else None


_known = lru_cache(maxsize=2048)(_file)
