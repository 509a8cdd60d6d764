"""A plain client of the replica: what a test fetches with, through its proxy."""

from __future__ import annotations

import http.client
import re
import ssl
import urllib.error
import urllib.request
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode, urljoin

from parsel import Selector

from tests.replica import Replica

ROOT = Path(__file__).parents[1]
UUID = r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"


@dataclass
class Client:
    """Fetches through the replica as any client would: its proxy for http and https, nothing verified."""

    replica: Replica

    def __post_init__(self) -> None:
        proxies = urllib.request.ProxyHandler({"http": self.replica.proxy, "https": self.replica.proxy})
        tls = urllib.request.HTTPSHandler(context=ssl._create_unverified_context())
        self.opener = urllib.request.build_opener(proxies, tls)

    def raw(
        self, url: str, data: dict | None = None, **headers: str
    ) -> tuple[bytes, http.client.HTTPMessage]:
        body = urlencode(data).encode() if data is not None else None
        with self.opener.open(urllib.request.Request(url, body, headers), timeout=20) as response:
            return response.read(), response.headers

    def page(self, url: str, data: dict | None = None) -> str:
        body, headers = self.raw(url, data)
        declared = (
            headers.get_content_charset()
            or (re.findall(rb'charset="?([\w-]+)', body[:3000]) or [b""])[0].decode()
        )
        for encoding in (declared, "utf-8", "gb18030"):
            try:
                return body.decode({"gb2312": "gb18030"}.get(encoding, encoding) or "utf-8")
            except UnicodeDecodeError:
                continue
        raise AssertionError(f"{url} is in no charset known here")

    def status(self, url: str) -> int:
        try:
            self.raw(url)
        except urllib.error.HTTPError as error:
            return error.code
        return 200

    def links(self, url: str, css: str) -> list[str]:
        return [urljoin(url, href) for href in Selector(self.page(url)).css(css).getall()]


def visible(html: str) -> str:
    selector = Selector(html)
    selector.css("script, style, title").drop()
    text = " ".join("".join(selector.xpath("//body//text()").getall()).split())
    return re.sub(r"\s+", " ", text.replace("\xa0", " "))
