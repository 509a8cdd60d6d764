"""藁城区: the columns-UUID platform. Bodies are printed twice, for desktop and phone."""

from __future__ import annotations

import uuid
from functools import partial

from ..country import digest
from ..lookalikes import Lookalike, lookalikes
from ..portal import Answer, Article, Column, Portal, Request
from ..report import Report

NEW = "0772e821-5733-421d-82e7-f545c5729b9e"
OFFICE = "d1dfcc89-5a76-4e1c-9c53-4ddfecbc1b08"
OLD = "f6ff2261-96c8-4dfa-9415-523a2221f68b"
_PREFIX = {NEW: "", OFFICE: "", OLD: "/zfxxgk"}
_NAME = "政府信息公开年报"


class Gaocheng(Portal):
    host = "www.gc.gov.cn"
    scheme = "http"
    family = "columns_uuid"

    def build(self) -> None:
        listed: dict[str, list[Article]] = {NEW: [], OFFICE: [], OLD: []}
        for report in self.reports:
            column = OFFICE if report.unit.type == "department" else NEW if report.year >= 2013 else OLD
            first = self._article(column, report)
            listed[column].append(first)
            if column == NEW and self.chance("copy", first.path).random() < 0.08:
                copy = self._article(OLD, report)
                copy.original = first
                listed[OLD].append(copy)
        years = sorted({report.year for report in self.reports})
        for column, articles in listed.items():
            articles += [
                self._article(column, page) for page in lookalikes(self.seed, self.county, years, column, 7)
            ]
            self._serve(Column(column, _NAME, articles))
        entry = {_NAME: self.url(f"/columns/{NEW}/index.html"), "部门信息公开年报": f"/columns/{OFFICE}/index.html",
                 "历年信息公开年报": f"/zfxxgk/columns/{OLD}/index.html"}  # fmt: skip
        self.serve("/", partial(self.home, entry))
        self.serve("/zfxxgk/index.html", partial(self.platform, entry))

    def _uuid(self, *key: object) -> str:
        return str(uuid.UUID(bytes=digest(self.seed, self.host, *key)[:16], version=4))

    def _article(self, column: str, content: Report | Lookalike) -> Article:
        day = content.published
        name = self._uuid(column, content.title, day)
        path = f"{_PREFIX[column]}/columns/{column}/{day:%Y%m/%d}/{name}.html"
        rng = self.chance("article", path)
        editor = content.unit.short if isinstance(content, Report) else "政务信息中心"
        fields = {"editor": editor} if rng.random() < 0.8 else {}
        fields["glued"] = "yes" if rng.random() < 0.06 else ""
        bodies = 2 if rng.random() < 0.85 else 1
        return self.add(
            Article(
                path, content, fields, declared=rng.choice(("both", "both", "header", "meta")), bodies=bodies
            )
        )

    def _serve(self, column: Column) -> None:
        prefix = _PREFIX[column.key]
        block = f"{prefix}/columns/{column.key}/templates/{self._uuid(column.key, 't')}/blocks/{self._uuid(column.key, 'b')}"
        self.serve(f"{prefix}/columns/{column.key}/index.html", partial(self._list, column, block))
        self.handlers[block] = partial(self._block, column)

    def _block(self, column: Column, request: Request) -> Answer:
        """The AJAX fragment. Past the end: nothing, or (the office's column) the last page over again."""
        number = request.number("page")
        if column.key == OFFICE:
            number = min(number, column.pages)
        return Answer(200, self._items(column.page(number)).encode(), charset="utf-8")

    def _items(self, articles: list[Article]) -> str:
        rows = []
        for article in articles:
            # Some links name the host, with or without www, or the other scheme.
            head = self.chance("link", article.path).choice(
                ("",) * 6 + ("http://www.gc.gov.cn", "http://gc.gov.cn", "https://www.gc.gov.cn")
            )
            short = article.title if len(article.title) < 26 else article.title[:24] + "..."
            rows.append(
                f'<li class="xxgk_gfxwjk-list-li"><a href="{head}{article.path}" title="{article.title}" target="_blank">{short}</a>'
                f"<span>{article.day}</span></li>\n"
            )
        return f'<ul class="xxgk_gfxwjk-list">\n{"".join(rows)}</ul>\n'

    def _list(self, column: Column, block: str) -> str:
        script = (
            f"<script>\nvar pageNo = 1, pageTotal = {column.pages};\nfunction turn(n) {{\n  $.ajax({{url: '{block}?page=1&fix=0'"
            ".replace('page=1', 'page=' + n), success: function (html) { $('#list').html(html); }});\n}\n</script>"
        )
        body = (
            f'<div class="position">当前位置:<a href="/">首页</a> &gt; <a href="/zfxxgk/index.html">政府信息公开</a> &gt; {_NAME}</div>'
            f'<div id="list">{self._items(column.page(1))}</div><div class="page" id="page_div"></div>{script}{self.footer()}'
        )
        return self.document(column.title, self.meta(column.title), body)

    def article_page(self, article: Article) -> str:
        content = article.content
        year = content.year if isinstance(content, Report) else content.published.year - 1
        moment = f"{content.published:%Y-%m-%d}"
        if article.fields["glued"]:
            moment += f"{content.published:%H:%M}"
        crumbs = f'<a href="/">首页</a>&nbsp; &gt; 政府信息公开&nbsp; &gt; {_NAME}&nbsp; &gt; {year}'
        editor = (
            f"<span>责任编辑:{article.fields['editor']}</span>&nbsp;&nbsp;&nbsp;&nbsp;"
            if article.fields.get("editor")
            else ""
        )
        half = (
            article.title.find("公开") + 2 if "公开" in article.title else 8
        )  # where its clerks press Enter
        broken = f"{article.title[:half]}<br>{article.title[half:]}"
        inner = f'<p style="text-align:center">{article.title[:half]}</p>\n<p style="text-align:center">{article.title[half:]}</p>\n'
        inner += content.body(article.bodies) + self._attachment(article)

        def side(name: str, number: int, info: str) -> str:
            return (
                f'<div class="{name}"><div class="position">当前位置:{crumbs}</div><h1 class="title">{broken}</h1>'
                f'<div class="info">{info}</div><div class="content" id="con{number}">{inner}</div></div>\n'
            )

        date = f"<span>发布时间:{moment}</span>&nbsp;&nbsp;&nbsp;&nbsp;"
        page = side(
            "pc-box",
            1,
            f"{date}{editor}<span>来源:</span></div><div class='tool'>【字体: <a>大</a> <a>中</a> <a>小</a>】 <a>打印</a>",
        )
        if article.bodies == 2:
            page += side("phone-box", 2, f"{date}<span>来源:</span>")
        head = self.meta(_NAME, article) if self.chance("meta", article.path).random() < 0.5 else ""
        return self.document(
            f"{article.title}_{self.county.name}人民政府",
            head,
            f'<div class="top">无障碍 适老化模式</div>{page}{self.footer()}',
        )

    def _attachment(self, article: Article) -> str:
        name = article.report.attachment if article.report else None
        if not name:
            return ""
        sid = self._uuid("file", article.path)
        return f'<p>附件：<a href="/attachments/1/{article.published:%Y%m/%d}/{sid[:8]}.{name.rpartition(".")[2]}?sid={sid}">{name}</a></p>\n'
