"""渑池县: the Sanmenxia platform. Numbered lists without a total; a nine-digit stamp for the date in old paths."""

from __future__ import annotations

from datetime import datetime
from functools import partial

from ..lookalikes import Lookalike, lookalikes
from ..portal import Answer, Article, Column, Portal, Request
from ..report import Report

COUNTY, TOWNS, OFFICES = "23365", "28408", "23394"
SECOND = "xxgk.mianchi.gov.cn"
_TEMPLATES = {COUNTY: "zhengfuxinxi", TOWNS: "list", OFFICES: "subIndex"}
_NAMES = {COUNTY: "政府信息公开年报", TOWNS: "乡镇政府信息公开年报", OFFICES: "部门政府信息公开年报"}


def stamp(day: datetime) -> int:
    """Midnight in China of a date 1,900 years too late, in units of 100 seconds since 1970."""
    midnight = datetime(day.year + 1900, day.month, day.day)
    return int((midnight - datetime(1970, 1, 1, 8)).total_seconds()) // 100


class Mianchi(Portal):
    host = "www.mianchi.gov.cn"
    scheme = "https"
    family = "sanmenxia"

    def build(self) -> None:
        listed: dict[str, list[Article]] = {key: [] for key in _NAMES}
        for report in self.reports:
            column = {"department": OFFICES, "county": COUNTY}.get(report.unit.type, TOWNS)
            first = self._article(column, report)
            listed[column].append(first)
            if column != COUNTY and self.chance("copy", first.path).random() < 0.04:
                copy = self._article(COUNTY, report)
                copy.original = first
                copy.host = self.chance("host", copy.path).choice((None, SECOND))
                listed[COUNTY].append(copy)
        years = sorted({report.year for report in self.reports})
        for key, articles in listed.items():
            articles += [
                self._article(key, page) for page in lookalikes(self.seed, self.county, years, key, 6)
            ]
            column_ = Column(key, _NAMES[key], articles, 12)
            for number in range(1, column_.pages + 1):
                self.serve(
                    f"/{key}/0000/{_TEMPLATES[key]}-{number}.html", partial(self._list, column_, number)
                )
        entry = {_NAMES[key]: f"/{key}/0000/{_TEMPLATES[key]}-1.html" for key in _NAMES}
        self.serve("/", partial(self.home, entry))
        self.serve("/zfxxgk/index.html", partial(self.platform, entry))

    @property
    def hosts(self) -> tuple[str, ...]:
        return (*super().hosts, SECOND)

    def dynamic(self, request: Request) -> Answer | None:
        """Past the end: an empty list in the county's column, 404 in the others. And the script router."""
        if request.path.startswith(f"/{COUNTY}/0000/{_TEMPLATES[COUNTY]}-"):
            return self.answer(self._list(Column(COUNTY, _NAMES[COUNTY], []), 1))
        column = request.query.get("lmid", "")
        if request.path.startswith("/pageView/") and column in _TEMPLATES:
            page = f'<script>location.href = "/{column}/0000/{_TEMPLATES[column]}-1.html";</script>'
            return self.answer(self.document(_NAMES[column], "", page))
        return None

    def _article(self, column: str, content: Report | Lookalike) -> Article:
        day = content.published
        key = self.number(1_000_000, 2_300_000, column, content.title, day)
        rng = self.chance("article", column, key)
        new = day.year >= 2021 and rng.random() < 0.8
        path = f"/{column}/{day.year}/{day.month}/{key}.html" if new else f"/{column}/{stamp(day)}/{key}.html"
        short = content.unit.short if isinstance(content, Report) else "县政府办公室"
        fields = {"source": rng.choice(("01", short, short, "")), "line": "yes"}
        if rng.random() < 0.12:
            fields = {"line": ""}
        old = day.year < 2016 and rng.random() < 0.7
        declared = "meta" if old else rng.choice(("both", "meta", "none"))
        return self.add(
            Article(path, content, fields, encoding="gb2312" if old else "utf-8", declared=declared)
        )

    def _list(self, column: Column, number: int) -> str:
        rows = "".join(
            f'<li><a href="{self.address(article) if article.host else article.path}" target="_blank" title="{article.title}">{article.title[:30]}</a><span class="time">{article.day}</span></li>\n'
            for article in column.page(number)
        )
        body = (
            f'<div class="place">首页 &gt; 政府信息公开 &gt; {column.title}</div><div class="listBox"><ul>\n{rows}</ul></div>'
            f'<div class="pages"><a href="{_TEMPLATES[column.key]}-{max(1, number - 1)}.html">上一页</a>'
            f'<a href="{_TEMPLATES[column.key]}-{number + 1}.html">下一页</a></div>{self.footer()}'
        )
        return self.document(column.title, self.meta(column.title), body)

    def article_page(self, article: Article) -> str:
        line = ""
        if article.fields["line"]:
            line = f'<div class="articleInfo">来源:{article.fields["source"]}　发布时间:{article.published:%Y-%m-%d %H:%M}</div>'
        body = (
            '<div class="place">首页 &gt; 政府信息公开 &gt; 政府信息公开年报 &gt; 文章详情</div>'
            f'<div class="articleDetails"><h1>{article.title}</h1>{line}<div class="articleContent">{article.content.body()}{self._attachment(article)}</div>'
            '<div class="tool"><a href="javascript:window.print()">打印</a></div></div>'
        )
        return self.document(article.title, "", body + self.footer())

    def _attachment(self, article: Article) -> str:
        name = article.report.attachment if article.report else None
        if not name:
            return ""
        return f'<p><a href="/file/{self.number(10**6, 10**7, "file", article.path)}.{name.rpartition(".")[2]}">{name}</a></p>'
