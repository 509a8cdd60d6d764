"""What all portals share: requests and answers, articles, columns, and the page around an article."""

from __future__ import annotations

import random
from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol
from urllib.parse import parse_qs

from .country import County, chance, digest
from .lookalikes import Lookalike
from .report import Report

_ENCODINGS = {"utf-8": "utf-8", "gb2312": "gb18030"}


@dataclass(frozen=True, slots=True)
class Request:
    """`path` without the query; `query` and `form` hold the last value of each name."""

    method: str
    host: str
    path: str
    query: Mapping[str, str] = field(default_factory=dict)
    form: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, method: str, host: str, target: str, body: bytes = b"") -> Request:
        path, _, query = target.partition("?")
        return cls(method, host, path, _pairs(query), _pairs(body.decode("utf-8", "replace")))

    def number(self, name: str, default: int = 1) -> int:
        text = self.query.get(name) or self.form.get(name) or ""
        return int(text) if text.isdecimal() else default


def _pairs(text: str) -> dict[str, str]:
    return {name: values[-1] for name, values in parse_qs(text, keep_blank_values=True).items()}


@dataclass(frozen=True, slots=True)
class Answer:
    """`packed`: this page is sent gzipped to clients that take it. `charset` is what the header says."""

    status: int
    body: bytes
    type: str = "text/html"
    charset: str | None = None
    packed: bool = False
    headers: tuple[tuple[str, str], ...] = ()


NOT_FOUND = Answer(
    404,
    "<html><head><title>404</title></head><body>您访问的页面不存在</body></html>".encode(),
    charset="utf-8",
)


class Written(Protocol):
    """A report or a look-alike: whatever an article prints."""

    title: str
    published: datetime

    def body(self, copies: int = 1) -> str: ...


@dataclass(slots=True)
class Article:
    """One page of a portal. `original` is set on a copy: the article that carries the same report.

    `host` is set where it is linked on another host than the portal's.
    """

    path: str
    content: Report | Lookalike
    fields: dict[str, str]
    encoding: str = "utf-8"
    declared: str = "meta"
    bodies: int = 1
    original: Article | None = None
    quirks: tuple[str, ...] = ()
    host: str | None = None

    @property
    def title(self) -> str:
        return self.content.title

    @property
    def published(self) -> datetime:
        return self.content.published

    @property
    def report(self) -> Report | None:
        return self.content if isinstance(self.content, Report) else None

    @property
    def day(self) -> str:
        return f"{self.published:%Y-%m-%d}"


@dataclass(slots=True)
class Column:
    """A list of articles, newest first."""

    key: str
    title: str
    articles: list[Article]
    size: int = 15

    def __post_init__(self) -> None:
        self.articles.sort(key=lambda a: (a.published, a.path), reverse=True)

    @property
    def pages(self) -> int:
        return max(1, -(-len(self.articles) // self.size))

    def page(self, number: int) -> list[Article]:
        """Page 1 is the newest; nothing before or past the ends."""
        return self.articles[(number - 1) * self.size : number * self.size] if number > 0 else []


Handler = Callable[[Request], Answer | None]


class Portal(ABC):
    """A portal answers requests for its host. Subclasses fill `articles` and `fixed`, and write the markup."""

    host = ""
    scheme = "http"
    family = ""

    def __init__(self, seed: int, county: County, reports: list[Report]) -> None:
        self.seed, self.county, self.reports = seed, county, reports
        self.articles: dict[str, Article] = {}
        self.handlers: dict[str, Handler] = {}
        self.build()

    @abstractmethod
    def build(self) -> None:
        """Fill `articles` and `handlers`."""

    def dynamic(self, request: Request) -> Answer | None:
        """Addresses that are no fixed path."""
        return None

    @abstractmethod
    def article_page(self, article: Article) -> str:
        """The page an article stands on."""

    @property
    def hosts(self) -> tuple[str, ...]:
        return (self.host, self.host.removeprefix("www."))

    def chance(self, *key: object) -> random.Random:
        return chance(self.seed, self.host, *key)

    def number(self, low: int, high: int, *key: object) -> int:
        """A number that belongs to a name for good."""
        return low + int.from_bytes(digest(self.seed, self.host, *key)[:6], "big") % (high - low)

    def add(self, article: Article) -> Article:
        if article.path in self.articles:
            raise ValueError(f"two articles at {article.path}")
        self.articles[article.path] = article
        return article

    def url(self, path: str) -> str:
        return f"{self.scheme}://{self.host}{path}"

    def address(self, article: Article) -> str:
        """Where the portal's own links find an article: now and then on a second host."""
        return f"{self.scheme}://{article.host or self.host}{article.path}"

    def respond(self, request: Request) -> Answer:
        if request.path == "/robots.txt":
            return Answer(200, b"User-agent: *\nDisallow: /admin/\nDisallow: /login\n", "text/plain")
        if handler := self.handlers.get(request.path):
            return handler(request) or NOT_FOUND
        if article := self.articles.get(request.path):
            return self.answer(self.article_page(article), article.encoding, article.declared, article.path)
        if request.path.endswith((".pdf", ".doc", ".docx")) or "download" in request.path:
            return Answer(200, b"%PDF-1.4\n% a made-up attachment\n%%EOF\n", "application/octet-stream")
        return self.dynamic(request) or NOT_FOUND

    def answer(self, page: str, encoding: str = "utf-8", declared: str = "both", key: str = "") -> Answer:
        """A page in its charset, declared in the header, a meta tag, both, or nowhere."""
        meta = f'<meta charset="{encoding}">\n' if declared in ("meta", "both") else ""
        body = page.replace("<!--charset-->", meta, 1).encode(_ENCODINGS[encoding], "xmlcharrefreplace")
        packed = digest(self.host, key)[0] % 2 == 0
        return Answer(
            200,
            body,
            charset=encoding if declared in ("header", "both") and not packed else None,
            packed=packed,
        )

    def meta(self, column: str, article: Article | None = None) -> str:
        """The site-standard tags: of the site, of the column, of the article."""
        tags = {"SiteName": f"{self.county.name}人民政府", "SiteDomain": self.host, "SiteIDCode": self.county.site_id_code,
                "ColumnName": column, "ColumnType": "信息公开"}  # fmt: skip
        if article:
            tags |= {"ArticleTitle": article.title, "PubDate": f"{article.published:%Y-%m-%d %H:%M}",
                     "ContentSource": article.fields.get("source", "")}  # fmt: skip
        return "".join(f'<meta name="{name}" content="{value}">\n' for name, value in tags.items())

    def document(self, title: str, head: str, body: str) -> str:
        return (
            f'<!DOCTYPE html>\n<html lang="zh-CN">\n<head>\n<!--charset--><title>{title}</title>\n'
            f"{head}</head>\n<body>\n{body}\n</body>\n</html>\n"
        )

    def footer(self) -> str:
        c = self.county
        return (
            '<div class="footer"><p><a href="/lxwm.html">联系我们</a>|<a href="/map.html">网站地图</a>|<a href="/about.html">网站声明</a></p>'
            f"<p>主办：{c.city}{c.name}人民政府</p><p>承办：{c.name}政务信息中心</p>"
            f"<p>网站标识码：{c.site_id_code}</p><p>公网安备 {c.code}02000{int(c.code) % 1000}号</p></div>"
        )

    def home(self, columns: dict[str, str]) -> str:
        """The home page, and the way the national layout prescribes: 政府信息公开, then 政府信息公开年报."""
        links = "".join(f'<li><h3><a href="{url}">{name}</a></h3></li>' for name, url in columns.items())
        body = (
            '<div class="top">无障碍 适老化模式</div><ul class="nav"><li><a href="/">首页</a></li>'
            f'<li><a href="/zfxxgk/index.html">政府信息公开</a></li></ul><ul class="menu">{links}</ul>{self.footer()}'
        )
        return self.document(f"{self.county.name}人民政府", self.meta("首页"), body)

    def platform(self, columns: dict[str, str]) -> str:
        """The disclosure platform with its four prescribed columns, their names broken over lines."""
        tabs = '<li><a href="/zfxxgk/zn.html">政府信息<br>公开指南</a></li><li><a href="/zfxxgk/zd.html">政府信息<br>公开制度</a></li>'
        tabs += "".join(f'<li><h3><a href="{url}"><span>{name.replace("信息公开", "信息<br>公开", 1)}</span></a></h3></li>'
                        for name, url in columns.items())  # fmt: skip
        return self.document(
            "政府信息公开", self.meta("政府信息公开"), f'<ul class="zwxxgk_box">{tabs}</ul>{self.footer()}'
        )

    def serve(self, path: str, make: Callable[[], str]) -> None:
        self.handlers[path] = lambda request: self.answer(make(), key=path)
