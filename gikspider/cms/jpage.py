"""The data of Hanweb's list plug-in, jpage: records in a page, records from its proxy, and how to ask for more.

Two generations. The newer one keeps XML in `<script type="text/xml">` and answers XML:
`<datastore><nextgroup/><totalrecord/><recordset><record><![CDATA[<li>…</li>]]></record>…`. The older one
(`/module/jslib/jquery/jpage/`) keeps a JavaScript array of strings, `InitData49468=['<tr>…</tr>', …]`, and answers
one. Both name the list by `columnid`, `unitid`, `webid`, `webname` and a few more in `ajaxParam`.
"""

from __future__ import annotations

import html
import re
from urllib.parse import parse_qsl, urljoin, urlsplit

from w3lib.url import add_or_replace_parameters

from gikspider.cms.links import address

PROXY = re.compile(r"[^\s\"'<>()]*/jpage/(?:more)?(?:column)?dataproxy\.jsp[^\s\"'<>()]*", re.I)
ISLAND = re.compile(r"<script[^>]*type=[\"']?text/xml[\"']?[^>]*>(.*?)</script>", re.S | re.I)
RECORD = re.compile(r"<record>(.*?)</record>", re.S | re.I)
CDATA = re.compile(r"<!\[CDATA\[(.*?)\]\]>", re.S)
NEXT_GROUP = re.compile(r"<nextgroup>(.*?)</nextgroup>", re.S | re.I)
TOTAL = re.compile(r"total_?record[\"']?\s*[:=>]\s*[\"']?(\d+)", re.I)
HREF = re.compile(r"href\s*=\s*[\"']?([^\"'\s>]+)", re.I)
ARRAY = re.compile(r"(?:InitData|dataStore)\w*\s*[:=]\s*\[(?P<strings>\s*[\"'].*?[\"']\s*)\]", re.S | re.I)
BARE_ARRAY = re.compile(r"\[(?P<strings>\s*[\"'].*[\"']\s*)\]", re.S)
STRING = re.compile(r"\"((?:\\.|[^\"\\])*)\"|'((?:\\.|[^'\\])*)'", re.S)
VALUE = r"\s*[:=]\s*(?:\"([^\"]*)\"|'([^']*)'|([^\"',&;}\s<>]+))"
OBJECT = re.compile(r"(?:ajaxParam|param_\w+)\s*[:=]\s*\{([^}]*)\}", re.I)
PAIR = re.compile(r"[\"']?(\w+)[\"']?" + VALUE)
PARAMETERS = (
    "col",
    "appid",
    "webid",
    "path",
    "columnid",
    "sourceContentType",
    "unitid",
    "webname",
    "permissiontype",
)


def laid_open(text: str) -> str:
    """A page or an answer with its records as markup where they stood."""
    array = _array(text)
    if array is not None:
        markup = "".join(f"<div>{string}</div>" for string in _strings(text))
        # In a page the array stands inside a script, which is closed here and opened again.
        text = text[: array.start()] + f"</script>{markup}<script>" + text[array.end() :]
    opened = ISLAND.sub(lambda island: f"<div>{island[1]}</div>", text)
    return NEXT_GROUP.sub("", RECORD.sub(lambda record: _record(record[1]), opened))


def records(text: str) -> frozenset[str]:
    """The addresses of all records, as written: articles or not, they count for paging."""
    parts = [_record(record[1]) for record in RECORD.finditer(text)] or _strings(text)
    found = (HREF.search(part) for part in parts)
    return frozenset(href[1] for href in found if href)


def total(text: str) -> int | None:
    """How many records the list has, as the page or the answer says."""
    found = TOTAL.search(text)
    return int(found[1]) if found else None


def next_group(text: str, base: str) -> str | None:
    """The address the portal itself gives for the records that follow."""
    group = NEXT_GROUP.search(text)
    href = HREF.search(html.unescape(CDATA.sub(r"\1", group[1]))) if group else None
    return address(href[1], base) if href else None


def proxy(text: str, url: str) -> str | None:
    """The proxy's address, with what identifies the list of the page at `url`; None where none is named."""
    source = html.unescape(text).replace("\\/", "/")
    named = PROXY.search(source)
    if named is None:
        return None
    return add_or_replace_parameters(urljoin(url, named[0]), _parameters(source, url, named[0]))


def _record(record: str) -> str:
    """One record as markup: out of its CDATA, or unescaped where it was written with entities."""
    inner = CDATA.sub(lambda cdata: cdata[1], record)
    return inner if "<a" in inner else html.unescape(inner)


def _array(text: str) -> re.Match[str] | None:
    """The older generation's array: by its name in a page, or as what an answer consists of."""
    found = ARRAY.search(text)
    if found is None and not text.lstrip().startswith("<"):
        found = BARE_ARRAY.search(text)
    return found


def _strings(text: str) -> list[str]:
    """The strings of the older generation's array that hold a link; empty for a page without one."""
    array = _array(text)
    if array is None:
        return []
    strings = (double or single for double, single in STRING.findall(array["strings"]))
    unescaped = (
        re.sub(r"\\(.)", lambda c: " " if c[1] in "nrt" else c[1], string, flags=re.S) for string in strings
    )
    return [string for string in unescaped if "<a" in string.lower()]


def _parameters(source: str, url: str, named: str) -> dict[str, str]:
    """What identifies the list: from the proxy's own address, else the script's parameters, else their usual values."""
    values = {"col": "1", "appid": "1", "path": "/", "permissiontype": "0"}
    column = re.search(r"/col/col(\d+)", url)
    if column:
        values["columnid"] = column[1]
    script = source[source.find("jpage") :]
    for name in PARAMETERS:
        found = re.search(rf"[\"']?\b{name}[\"']?{VALUE}", script)
        if found:
            values[name] = found[1] or found[2] or found[3] or ""
    objects = OBJECT.search(source)
    if objects:
        values |= {name: one or two or three for name, one, two, three in PAIR.findall(objects[1])}
    values |= dict(parse_qsl(urlsplit(named).query, keep_blank_values=True))
    return values
