"""What kind of document some bytes are. Names lie (a .doc is often a web page): bytes decide."""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass
from enum import StrEnum
from typing import Literal


class DocumentError(ValueError):
    """A document cannot be turned into HTML; the message is one sentence for the user."""


class Kind(StrEnum):
    """Documents that are told apart; RTF and ODT are known, and not read."""

    PDF = "PDF"
    DOCX = "DOCX"
    DOC = "DOC"
    XLSX = "XLSX"
    XLS = "XLS"
    ODS = "ODS"
    ODT = "ODT"
    RTF = "RTF"
    MHTML = "MHTML"
    IMAGE = "picture"


@dataclass(frozen=True, slots=True)
class Document:
    """A document as HTML; `source` is what its figures are observed from, `ocr` when a picture was read."""

    html: str
    kind: Kind
    source: Literal["attachment", "ocr"] = "attachment"


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
PICTURES = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"GIF87a", b"GIF89a", b"BM", b"II*\0", b"MM\0*")
# Parts by which a zipped document is known.
ZIPPED = {"word/document.xml": Kind.DOCX, "xl/workbook.xml": Kind.XLSX, "xl/workbook.bin": Kind.XLSX}
OPEN_DOCUMENT = {b"spreadsheet": Kind.ODS, b"text": Kind.ODT}
# Unpacked, the largest real report is a few MB; more is a bomb or a film.
MAX_UNPACKED = 400 << 20


def kind_of(body: bytes, name: str = "") -> Kind | None:
    """The kind of a document; None for HTML, plain text and what is unknown."""
    head = body[:2048]
    if b"%PDF-" in head[:1024]:
        return Kind.PDF
    if head.startswith(b"PK\x03\x04"):
        return _zipped(body)
    if head.startswith(OLE):
        return _ole(body, name)
    if head.startswith(b"{\\rtf"):
        return Kind.RTF
    if head.startswith(PICTURES) or (head[:4] == b"RIFF" and head[8:12] == b"WEBP"):
        # "BM" also begins English text.
        return None if head.startswith(b"BM") and not name.lower().endswith(".bmp") else Kind.IMAGE
    start = head.lstrip().lower()
    if b"multipart/related" in start and (b"mime-version:" in start or start.startswith(b"from:")):
        return Kind.MHTML
    return None


def _zipped(body: bytes) -> Kind | None:
    try:
        with zipfile.ZipFile(io.BytesIO(body)) as packed:
            if sum(part.file_size for part in packed.infolist()) > MAX_UNPACKED:
                raise DocumentError(f"the file unpacks to more than {MAX_UNPACKED >> 20} MB")
            names = set(packed.namelist())
            for part, kind in ZIPPED.items():
                if part in names:
                    return kind
            if "mimetype" in names:
                said = packed.read("mimetype")[:100]
                return next((kind for word, kind in OPEN_DOCUMENT.items() if said.endswith(word)), None)
    except (zipfile.BadZipFile, OSError, ValueError) as error:
        if isinstance(error, DocumentError):
            raise
        raise DocumentError("the file is a damaged or unfinished archive (DOCX, XLSX)") from error
    return None


def _ole(body: bytes, name: str) -> Kind:
    """Word and Excel before 2007, and WPS, keep their text in a stream of this name."""
    if "WordDocument".encode("utf-16-le") in body:
        return Kind.DOC
    if any(stream.encode("utf-16-le") in body for stream in ("Workbook", "Book")):
        return Kind.XLS
    return Kind.XLS if name.lower().endswith((".xls", ".et")) else Kind.DOC
