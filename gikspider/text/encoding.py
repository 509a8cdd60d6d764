"""Bytes to text: what the bytes say comes first, what header and meta claim comes second.

Chinese government pages lie about their charset often enough that a claim is only a hint. UTF-8
proves itself; GB18030 (read for every gb2312 and gbk) and Big5 both "decode" almost anything, so
between them the share of everyday characters decides.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from charset_normalizer import from_bytes

from gikspider.items import Finding, Severity

META_WINDOW = 4096
# Enough text to tell GB18030 from Big5, little enough to cost nothing on a 30 MB body.
SAMPLE = 12_000
# A page that is everyday Chinese has nearly every character in the list; noise has a tenth.
READS_AS_CHINESE = 0.45
SURELY_CHINESE = 0.85

_META = re.compile(
    rb"""charset\s*=\s*["']?\s*([A-Za-z0-9_:.-]{2,40})|<\?xml[^>]{0,80}encoding=["']([\w.:-]{2,40})""", re.I
)
_CJK = re.compile("[\u3400-\u9fff]")
_UTF8_CJK = re.compile(rb"[\xe3-\xe9\xef][\x80-\xbf]{2}")
_MAGIC = (
    b"%PDF-",
    b"PK\x03\x04",
    b"\xd0\xcf\x11\xe0",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"\x1f\x8b",
    b"Rar!",
    b"7z\xbc\xaf",
)
# Charsets a header may name besides; no idna, no base64, nothing that is not a page's charset.
_FOREIGN = ("iso8859", "cp125", "shift_jis", "euc_", "koi8", "utf-16", "utf-32", "cp949", "cp932")
_ASCII = bytes(range(128))
_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)


@dataclass(frozen=True, slots=True)
class Decoded:
    """`text` without BOM; `encoding` is the codec that was used, by its Python name.

    `utf8` are the bytes as they came where they are the whole text in UTF-8: a parser need not encode it again.
    """

    text: str
    encoding: str
    findings: tuple[Finding, ...] = ()
    utf8: bytes | None = None


def decode(body: bytes, declared: str | None = None) -> Decoded:
    """Read bytes as text. Never raises.

    `declared` is the charset of the HTTP header; a `<meta charset>` of the first 4 KB is found here.
    Findings: empty, binary (a file, or NUL bytes), truncated (cut inside a character),
    charset_wrong (header or meta name another charset than the bytes show), charset_broken (some
    bytes belong to no character and stand as U+FFFD).
    """
    if not body:
        return _empty()
    for bom, name in _BOMS:
        if body.startswith(bom):
            return _with_bom(body[len(bom) :], name, declared) if len(body) > len(bom) else _empty()
    if b"\0" in body or body.startswith(_MAGIC):
        return _with_nul(body, declared)
    try:
        text = body.decode("utf-8")
    except UnicodeDecodeError as error:
        return _not_utf8(body, declared, error)
    if _accident(text, body, declared):
        return _checked(body.decode("gb18030"), "gb18030", declared, body)
    if text.isascii():
        return Decoded(text, "utf-8", utf8=body)
    return Decoded(text, "utf-8", _lies("utf-8", declared, body), body)


def _finding(code: str, severity: Severity, detail: str) -> Finding:
    return Finding(code=code, severity=severity, detail=detail)


def _empty() -> Decoded:
    return Decoded("", "utf-8", (_finding("empty", "error", "no bytes"),))


def codec(name: str | None) -> str | None:
    """The Python codec to read a declared charset with: its superset; None for an unknown name."""
    if not name:
        return None
    try:
        found = codecs.lookup(name.strip(" \t\r\n\"';").lower()).name
    except (LookupError, ValueError):
        return "gb18030" if re.search(r"gb[_-]?(2312|k|18030)", name, re.I) else None
    if found in ("gb2312", "gbk", "gb18030", "hz"):
        return "gb18030"
    if found.startswith("big5") or found == "cp950":
        return "big5hkscs"
    if found in ("utf-8", "utf-8-sig", "ascii"):
        return "utf-8"
    return found if found.startswith(_FOREIGN) else None


def _meta(body: bytes) -> str | None:
    # Finding the words is twenty times as fast as trying the pattern at every byte.
    lower = body[:META_WINDOW].lower()
    places = [place for word in (b"charset", b"<?xml") if (place := lower.find(word)) >= 0]
    found = _META.search(body, min(places), META_WINDOW) if places else None
    return (found[1] or found[2]).decode("ascii") if found else None


def _checked(text: str, used: str, declared: str | None, body: bytes, *found: Finding) -> Decoded:
    return Decoded(text, used, (*_lies(used, declared, body), *found))


def _lies(used: str, declared: str | None, body: bytes) -> tuple[Finding, ...]:
    """Compare what was used with what header and meta claim."""
    claims = (("header", declared), ("meta", _meta(body)))
    lies = [f"{where} says {name}" for where, name in claims if name and codec(name) not in (None, used)]
    if not lies:
        return ()
    return (_finding("charset_wrong", "info", f"{', '.join(lies)}; the bytes are {used}"),)


def _with_bom(rest: bytes, name: str, declared: str | None) -> Decoded:
    text = rest.decode(name, "replace")
    if "\ufffd" not in text:
        return _checked(text, name, declared if name == "utf-8" else None, rest if name == "utf-8" else b"")
    if text.endswith("\ufffd") and text.count("\ufffd") == 1:
        return Decoded(text[:-1], name, (_finding("truncated", "warning", "cut inside a character"),))
    return Decoded(text, name, (_broken(text),))


def _broken(text: str) -> Finding:
    return _finding(
        "charset_broken", "warning", f"{text.count(chr(0xFFFD))} places hold bytes of no character"
    )


def _with_nul(body: bytes, declared: str | None) -> Decoded:
    """UTF-16 without BOM, a stray NUL in a page, or a file that is no text."""
    if not body.startswith(_MAGIC):
        head = body[:SAMPLE]
        for name, zeros in (("utf-16-le", head[1::2]), ("utf-16-be", head[::2])):
            markup = (
                zeros.count(0) * 4 > len(zeros) and zeros.count(0) > head.count(0) * 0.9 and len(head) > 8
            )
            if markup or _share(head.decode(name, "replace")) > READS_AS_CHINESE:
                return _with_bom(body, name, None)
        if body.count(0) * 500 < len(body):
            rest = decode(body.replace(b"\0", b""), declared)
            note = _finding("binary", "warning", f"{body.count(0)} NUL bytes left out")
            return Decoded(rest.text, rest.encoding, (note, *rest.findings))
    return Decoded("", "binary", (_finding("binary", "error", "not a text"),))


def _accident(text: str, body: bytes, declared: str | None) -> bool:
    """A short GBK text can be valid UTF-8 by accident (联通): two-byte characters only, all CJK as GBK."""
    if len(body) > 400 or text.isascii():
        return False
    if any(c > "\u07ff" for c in text) or not any(c >= "\u0100" for c in text):
        return False
    if "utf-8" in (codec(declared), codec(_meta(body))):
        return False
    return _familiar(body, "gb18030") > READS_AS_CHINESE


@cache
def everyday() -> frozenset[str]:
    """The characters nearly all Chinese text is made of, simplified and traditional."""
    return frozenset(
        (files("gikspider.text") / "data" / "everyday.txt").read_text("utf-8").split("\n", 1)[1].strip()
    )


def _familiar(body: bytes, name: str) -> float:
    """Share of everyday characters among the CJK characters of a sample, 0 where bytes do not fit."""
    sample = body[: SAMPLE * 4]
    if len(body) > SAMPLE:
        # Letters and markup tell nothing: keep the runs of high bytes with what follows each.
        sample = b" ".join(re.findall(rb"[\x80-\xff][\x40-\xff]+", sample))[:SAMPLE]
    return _share(sample.decode(name, "replace"))


def _share(text: str) -> float:
    found = _CJK.findall(text)
    strange = text.count("\ufffd")
    common = sum(c in everyday() for c in found)
    return common / (len(found) + strange * 2) if found else 0.0


def _not_utf8(body: bytes, declared: str | None, error: UnicodeDecodeError) -> Decoded:
    cut = error.end == len(body) and error.start >= len(body) - 3 and error.reason == "unexpected end of data"
    good = len(_UTF8_CJK.findall(body, 0, SAMPLE * 4))
    if cut and (good or codec(declared) == "utf-8" or not body[: error.start].isascii()):
        text = body[: error.start].decode("utf-8")
        return _checked(
            text, "utf-8", declared, body, _finding("truncated", "warning", "cut inside a character")
        )
    guess, share = _chinese(body, declared)
    high = len(body[: SAMPLE * 4].translate(None, _ASCII))
    # Accident makes a tenth of GBK's bytes look like UTF-8.
    if good * 3 > high // 2 or share < READS_AS_CHINESE:
        text = body.decode("utf-8", "replace")
        if good > 3 * text.count("\ufffd", 0, SAMPLE * 4):
            return _checked(text, "utf-8", declared, body, _broken(text))
    if share < READS_AS_CHINESE and (other := _other(body, declared)):
        guess = other
    return _lossy(body, guess, declared)


def _chinese(body: bytes, declared: str | None) -> tuple[str, float]:
    """GB18030 or Big5, by everyday characters; what header or meta name wins a near tie."""
    claimed = {codec(declared), codec(_meta(body))}
    shares = {"gb18030": _familiar(body, "gb18030")}
    if shares["gb18030"] < SURELY_CHINESE or "big5hkscs" in claimed:
        shares["big5hkscs"] = _familiar(body, "big5hkscs")
    best = max(shares, key=lambda name: shares[name] + 0.1 * (name in claimed))
    return best, shares[best]


def _other(body: bytes, declared: str | None) -> str | None:
    """A charset that is not Chinese: the declared one where it fits, else what charset_normalizer sees."""
    chinese = _fits(body, "gb18030")
    for name in (codec(declared), codec(_meta(body))):
        if not name or name in ("utf-8", "gb18030", "big5hkscs") or not _fits(body, name):
            continue
        # Latin-1 fits everything, and is what servers say that were never asked.
        if not (chinese and name.startswith(("iso8859-1", "cp1252"))):
            return name
    if chinese:
        return None
    best = from_bytes(body[: SAMPLE * 4], cp_isolation=["utf_8", "gb18030", "big5"]).best()
    return codec(best.encoding) if best else None


def _fits(body: bytes, name: str) -> bool:
    try:
        body.decode(name)
    except UnicodeError:
        return False
    return True


def _lossy(body: bytes, name: str, declared: str | None) -> Decoded:
    try:
        return _checked(body.decode(name), name, declared, body)
    except UnicodeDecodeError as error:
        if error.end >= len(body) - 1 and error.start >= len(body) - 4 and "incomplete" in error.reason:
            note = _finding("truncated", "warning", "cut inside a character")
            return _checked(body[: error.start].decode(name), name, declared, body, note)
    text = body.decode(name, "replace")
    return _checked(text, name, declared, body, _broken(text))
