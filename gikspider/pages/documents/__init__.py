"""Reports that are files: PDF, Word, spreadsheets, saved web pages and pictures, as HTML the reader knows.

What stands in the document becomes paragraphs, headings and tables of HTML, in their order; nothing is
read here. Libraries are imported when a document of their kind comes, so a missing one costs only that
kind: `DocumentError` then says what to install.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module

from gikspider.pages.documents.kinds import Document, DocumentError, Kind, kind_of
from gikspider.pages.documents.parts import MAX_BYTES

# Each module imports libraries of its own, so they are loaded one by one.
READERS = {
    Kind.PDF: "pdf:html",
    Kind.DOCX: "word:html",
    Kind.DOC: "antiword:html",
    Kind.XLSX: "sheets:html",
    Kind.XLS: "sheets:html",
    Kind.ODS: "sheets:html",
    Kind.MHTML: "mhtml:html",
    Kind.IMAGE: "pictures:html",
}

__all__ = ["Document", "DocumentError", "Kind", "kind_of", "to_html"]


def to_html(body: bytes, name: str = "") -> Document:
    """The document as HTML. `name` is its file name, which only speaks where the bytes do not.

    Raises `DocumentError`, one sentence, for what is no document, is damaged or protected, is not
    supported, or needs something that is not installed.
    """
    if len(body) > MAX_BYTES:
        raise DocumentError(f"the file is larger than {MAX_BYTES >> 20} MB")
    kind = kind_of(body, name)
    if kind is None:
        raise DocumentError("the file is no document of a kind that is read here")
    try:
        return _reader(kind)(body)
    except DocumentError:
        raise
    except MemoryError as error:
        raise DocumentError(f"the {kind} file needs more memory than there is") from error
    except Exception as error:
        # Whatever a damaged file makes a library raise, the user gets one sentence.
        reason = " ".join(str(error).split())[:200] or type(error).__name__
        raise DocumentError(f"the {kind} file cannot be read: {reason}") from error


def _reader(kind: Kind) -> Callable[[bytes], Document]:
    if kind not in READERS:
        raise DocumentError(f"{kind} files are not read: save it as DOCX or PDF")
    module, _, function = READERS[kind].partition(":")
    found: Callable[[bytes], Document] = getattr(import_module(f"{__name__}.{module}"), function)
    return found
