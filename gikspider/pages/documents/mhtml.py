"""Web pages saved in one file (MHTML), which Word also writes under the name of .doc."""

from __future__ import annotations

from email import message_from_bytes, policy

from gikspider.pages.documents.kinds import Document, DocumentError, Kind
from gikspider.text import decode


def html(body: bytes) -> Document:
    """The first HTML part, decoded."""
    message = message_from_bytes(body.lstrip(), policy=policy.default)
    for part in message.walk():
        if part.get_content_type() == "text/html":
            content = part.get_payload(decode=True)
            if isinstance(content, bytes) and content.strip():
                return Document(decode(content, part.get_content_charset()).text, Kind.MHTML)
    raise DocumentError("the saved web page holds no HTML")
