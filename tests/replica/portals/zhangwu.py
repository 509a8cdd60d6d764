"""彰武县: the channel/.thtml platform. Lists by query, one metadata line with everything in it."""

from __future__ import annotations

from functools import partial
from itertools import count

from ..lookalikes import Lookalike, lookalikes
from ..portal import Answer, Article, Column, Portal, Request
from ..report import Report

TOWNS, OFFICES, COUNTY, MIXED = "10956", "10983", "17472", "12857"
_NAMES = {
    TOWNS: "乡镇信息公开年报",
    OFFICES: "部门信息公开年报",
    COUNTY: "政府信息公开年报",
    MIXED: "公示公告",
}
_EDITORS = ("于晓禾", "曲明远", "栾一鸣", "管管理员", "丛佳")
_SIZE = {TOWNS: 12, OFFICES: 8, COUNTY: 8, MIXED: 15}


class Zhangwu(Portal):
    host = "www.zhangwu.gov.cn"
    scheme = "https"
    family = "channel_thtml"

    def build(self) -> None:
        listed: dict[str, list[Article]] = {key: [] for key in _NAMES}
        for report in self.reports:
            column = {"department": OFFICES, "county": COUNTY}.get(report.unit.type, TOWNS)
            first = self._article(column, report)
            listed[column].append(first)
            if self.chance("copy", first.path).random() < 0.05:
                copy = self._article(MIXED, report)
                copy.original = first
                listed[MIXED].append(copy)
        years = sorted({report.year for report in self.reports})
        for key, articles in listed.items():
            articles += [
                self._article(key, page)
                for page in lookalikes(self.seed, self.county, years, key, 11 if key == MIXED else 5)
            ]
        self.columns = {
            key: Column(key, _NAMES[key], articles, _SIZE[key]) for key, articles in listed.items()
        }
        for key in (TOWNS, OFFICES, COUNTY):
            self.serve(f"/channel/{key}/index.html", partial(self._list, self.columns[key], 1))
            self.serve(f"/channel/{key}/", partial(self._list, self.columns[key], 1))
        for key in _NAMES:
            self.serve(f"/channel/list/{key}.html", partial(self._list, self.columns[key], 1))
        entry = {_NAMES[COUNTY]: f"/channel/{COUNTY}/index.html", _NAMES[TOWNS]: f"/ndbg.thtml?id={TOWNS}",
                 _NAMES[OFFICES]: f"/channel/{OFFICES}/index.html"}  # fmt: skip
        self.serve("/", partial(self.home, entry))
        self.serve("/zfxxgk/index.html", partial(self.platform, entry))

    def dynamic(self, request: Request) -> Answer | None:
        """`…/ndbg.thtml` and `…/list.thtml` with id and pn; past the end an empty list."""
        if not request.path.endswith((".thtml", ".jsp")):
            return None
        column = self.columns.get(request.query.get("id", ""))
        return (
            self.answer(self._list(column, request.number("pn")), key=f"{request.path}{request.query}")
            if column
            else None
        )

    def _article(self, column: str, content: Report | Lookalike) -> Article:
        number = self.number(300_000, 990_000, column, content.title, content.published)
        # Of two that drew one number the second gets the next.
        paths = (f"/content/{content.published.year}/{n}.html" for n in count(number))
        path = next(path for path in paths if path not in self.articles)
        rng = self.chance("article", path)
        fields = {"editor": rng.choice(_EDITORS), "views": str(content.views)}
        short = content.unit.short if isinstance(content, Report) else "县政府办"
        fields["source"] = (
            "" if rng.random() < 0.1 else short + "政府" if short.endswith(("镇", "乡")) else short
        )
        encoding = "gb2312" if rng.random() < 0.06 else "utf-8"
        declared = rng.choice(("both", "header", "meta", "none"))
        return self.add(Article(path, content, fields, encoding=encoding, declared=declared))

    def _list(self, column: Column, number: int) -> str:
        rows = []
        for article in column.page(number):
            if column.key == TOWNS:
                rows.append(
                    f'<li><a href="{article.path}" title="{article.title}" target="_blank">{article.title}<span>{article.day}</span></a></li>\n'
                )
            else:
                rows.append(
                    f'<li><a href="{self.url(article.path)}" title="{article.title}">{article.title[:32]}</a><em class="tabs2Right-part2">{article.day}</em></li>\n'
                )
        name = "list1-ul" if column.key in (TOWNS, MIXED) else "xxgk_rul xxgk_rul_auto"
        body = (
            f'<div class="breadcrumbs">当前位置：<a href="/">首页</a> &gt; {column.title}</div><ul class="{name}">\n{"".join(rows)}</ul>'
            f"{self._pager(column, number)}{self.footer()}"
        )
        return self.document(column.title, self.meta(column.title), body)

    def _pager(self, column: Column, number: int) -> str:
        page = "list" if column.key == MIXED else "ndbg"

        def link(n: int, label: str) -> str:
            return f'<li><a href="/{page}.thtml?id={column.key}&amp;pn={min(max(n, 1), column.pages)}">{label}</a></li>'

        numbers = "".join(
            link(n, str(n)) for n in range(max(1, number - 2), min(column.pages, number + 2) + 1)
        )
        return (
            f'<ul class="pagination">{link(1, "首页")}{link(number - 1, "上一页")}{numbers}{link(number + 1, "下一页")}{link(column.pages, "尾页")}</ul>'
            f'<div class="page-inner">共 {len(column.articles)} 条 {number}/{column.pages} 页</div>'
        )

    def article_page(self, article: Article) -> str:
        fields = article.fields
        line = f"日期: {article.day} 浏览量:{fields['views']} 来源:{fields['source']} 责任编辑:{fields['editor']} 文字大小:"
        body = (
            f'<div class="breadcrumbs">当前位置：<a href="/">首页</a> &gt; 政府信息公开年报</div><div class="Detailcontent"><h1 class="Detailtitle">{article.title}</h1>'
            f'<div class="Detailinfo">{line} <a>大</a> <a>中</a> <a>小</a></div><div class="Detailcontent_inner f16">{article.content.body()}</div>'
            f'{self._attachment(article)}<div class="tail"><a>打印</a><br><a>分享</a><br><a href="javascript:history.back()">返回列表</a></div></div>'
        )
        head = self.meta("政府信息公开年报", article)
        return self.document(article.title, head, body + self.footer())

    def _attachment(self, article: Article) -> str:
        name = article.report.attachment if article.report else None
        if not name:
            return ""
        return f'<p>附件：<a href="/uploads/{article.published:%Y%m}/{self.number(10**6, 10**7, "file", article.path)}.{name.rpartition(".")[2]}">{name}</a></p>'
