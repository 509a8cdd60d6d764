"""腾冲市: VSB. A column per town, page files counting down, a table of metadata above the title."""

from __future__ import annotations

from functools import partial

from ..country import Unit
from ..lookalikes import Lookalike, lookalikes
from ..portal import Article, Column, Portal
from ..report import Report

_INITIALS = {
    "荷花镇": "hhz", "团田乡": "ttx", "滇滩镇": "dtz", "中和镇": "zhz", "界头镇": "jtz", "腾越街道": "tyjd", "西源街道": "xyjd",
    "固东镇": "gdz", "猴桥镇": "hqz", "和顺镇": "hsz", "曲石镇": "qsz", "明光镇": "mgz", "芒棒镇": "mbz", "北海镇": "bhz",
    "清水镇": "qsuz", "马站乡": "mzx", "五合乡": "whx", "新华乡": "xhx", "蒲川乡": "pcx",
}  # fmt: skip
_COLUMN_IDS = {"滇滩镇": 9486, "中和镇": 9640}
_COUNTY = "/zfxxgk/zfxxgknb"
_NAME = "政府信息公开年报"


class Tengchong(Portal):
    host = "www.tengchong.gov.cn"
    scheme = "http"
    family = "vsb"

    def build(self) -> None:
        towns = [unit for unit in self.county.units if unit.name in _INITIALS]
        self.base = {unit: self._folder(unit) for unit in towns}
        years = sorted({report.year for report in self.reports})
        central = []
        for n, unit in enumerate(towns):
            reports = [report for report in self.reports if report.unit == unit]
            if n % 9 == 1:
                self._without_list(self.base[unit], reports)
            else:
                articles = [self._article(self._column_id(unit), report) for report in reports]
                articles += [
                    self._article(self._column_id(unit), page)
                    for page in lookalikes(self.seed, self.county, years, unit.name, 2)
                ]
                self._serve(self.base[unit], Column(unit.name, f"{unit.name}{_NAME}", articles, 5))
                central += [copy for article in articles if (copy := self._copy(article))]
        central += [self._article(9100, report) for report in self.reports if report.unit not in self.base]
        central += [
            self._article(9100, page) for page in lookalikes(self.seed, self.county, years, "county", 9)
        ]
        self._serve(_COUNTY, Column("county", _NAME, central, 10))
        self.serve("/xzgk.htm", self._towns)
        entry = {_NAME: f"{_COUNTY}.htm", "乡镇政府信息公开年报": "/xzgk.htm"}
        self.serve("/", partial(self.home, entry))
        self.serve("/zfxxgk/index.html", partial(self.platform, entry))

    def _folder(self, unit: Unit) -> str:
        office = "bsc" if unit.type == "subdistrict" else "rmzf"
        return f"/xzgk/tcs{_INITIALS[unit.name]}{office}/zfxxgkpt/zfxxgknb"

    def _column_id(self, unit: Unit) -> int:
        return _COLUMN_IDS.get(unit.name) or 9500 + int(str(unit.code)[6:])

    def _article(self, column: int, content: Report | Lookalike) -> Article:
        path = f"/info/{column}/{self.number(1_000_000, 5_900_000, column, content.title, content.published)}.htm"
        return self.add(self._page(path, content))

    def _page(self, path: str, content: Report | Lookalike) -> Article:
        rng = self.chance("article", path)
        fields = {"catalogue": "政府信息公开报告", "index_number": self._index(content)}
        fields["publisher"] = (
            self.county.name + content.unit.short
            if isinstance(content, Report)
            else f"{self.county.name}政府办公室"
        )
        if isinstance(content, Report) and content.unit.type == "county":
            fields["publisher"] = f"{self.county.name}人民政府"
        if rng.random() < 0.1:
            fields["document_number"] = f"腾政公开〔{content.published.year}〕{rng.randint(1, 40)}号"
        quirks = ("layout_table",) if rng.random() < 0.1 else ()
        return Article(
            path, content, fields, declared=rng.choice(("meta", "meta", "both", "header")), quirks=quirks
        )

    def _index(self, content: Report | Lookalike) -> str:
        serial = self.number(1000000, 9999999, "index", content.title, content.published)
        return f"0152{serial % 10000:04d}-{serial % 9}-{10 + serial % 80}/{content.published.year}-{content.published:%m%d}{serial % 900 + 100:03d}"

    def _copy(self, article: Article) -> Article | None:
        if not article.report or self.chance("copy", article.path).random() > 0.05:
            return None
        copy = self._article(9100, article.content)
        copy.original = article
        copy.fields = article.fields
        return copy

    def _without_list(self, base: str, reports: list[Report]) -> None:
        """No list: the column's address holds the newest report, its menu the others, a page for each year."""
        reports = sorted(reports, key=lambda report: report.year, reverse=True)
        pages = [
            self._page(f"{base}.htm" if n == 0 else f"{base}/n{r.year}n.htm", r)
            for n, r in enumerate(reports)
        ]
        menu = "".join(
            f'<li><a href="{page.path}" title="{page.title}">{report.year}年</a></li>'
            for page, report in zip(pages, reports, strict=True)
        )
        for page in pages:
            page.fields["menu"] = f'<ul class="years">{menu}</ul>'
            self.add(page)

    def _serve(self, base: str, column: Column) -> None:
        for number in range(1, column.pages + 1):
            path = f"{base}.htm" if number == 1 else f"{base}/{column.pages - number + 1}.htm"
            self.serve(path, partial(self._list, base, column, number))

    def _list(self, base: str, column: Column, number: int) -> str:
        up = "../" * ((base if number == 1 else base + "/").count("/") - 1)
        rows = "".join(
            f'<li id="line_u4_{n}"><a href="{up}{article.path[1:]}" title="{article.title}">{article.title[:28]}</a><span>{article.day}</span></li>\n'
            for n, article in enumerate(column.page(number))
        )
        body = (
            f'<div class="dqwz">当前位置：<a href="/">首页</a> &gt;&gt; {column.title}</div><div class="banner">打开适老化模式 无障碍浏览 x</div>'
            f'<div class="list"><ul>\n{rows}</ul><div class="pb_sys_common">{self._pager(base, column, number)}</div></div>{self.footer()}'
        )
        return self.document(column.title, self.meta(column.title), body)

    def _pager(self, base: str, column: Column, number: int) -> str:
        name = base.rpartition("/")[2]

        def link(to: int) -> str:
            here, target = (
                "" if number == 1 else "../",
                f"{name}.htm" if to == 1 else f"{name}/{column.pages - to + 1}.htm",
            )
            return here + target if to == 1 or number == 1 else target.partition("/")[2]

        pages = "".join(
            f'<span class="p_no_d">{n}</span>'
            if n == number
            else f'<span class="p_no"><a href="{link(n)}">{n}</a></span>'
            for n in range(1, column.pages + 1)
        )
        following = (
            f'<span class="p_next p_fun"><a href="{link(number + 1)}">下页</a></span>'
            f'<span class="p_last p_fun"><a href="{link(column.pages)}">尾页</a></span>'
            if number < column.pages
            else '<span class="p_next_d p_fun_d">下页</span><span class="p_last_d p_fun_d">尾页</span>'
        )
        return f'<span class="p_t">共{len(column.articles)}条</span><span class="p_pages">{pages}{following}</span><span class="p_t">{number}/{column.pages}</span>'

    def _towns(self) -> str:
        rows = "".join(
            f'<li><a href="{base}.htm">{unit.name}{_NAME}</a></li>' for unit, base in self.base.items()
        )
        return self.document(
            "乡镇政府信息公开", self.meta("乡镇"), f'<div class="xz"><ul>{rows}</ul></div>{self.footer()}'
        )

    def article_page(self, article: Article) -> str:
        fields, number = article.fields, article.path.rpartition("/")[2].partition(".")[0]
        clicks = f'<script>_showDynClicks("wbnews", 1470, {number if number.isdecimal() else 0})</script>'
        rows = (
            ("索引号", fields["index_number"], "发布机构", fields["publisher"]),
            ("公开目录", fields["catalogue"], "发布日期", f"{article.published:%Y-%m-%d %H:%M:%S}"),
            ("文号", fields.get("document_number", ""), "浏览量", clicks),
        )
        table = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>\n" for row in rows)
        body = (
            f'<div class="banner">打开适老化模式 无障碍浏览 x</div>{fields.get("menu", "")}'
            f'<table class="xxgk_head" width="100%">{table}<tr><td>主题词</td><td colspan="3"></td></tr></table>'
            f'<h2 align="center">{article.title}</h2><div id="vsb_content"><div class="v_news_content">\n'
            f'<p class="vsbcontent_start" style="text-align:center"><strong>{article.title}</strong></p>\n{self._body(article)}'
            f'<p class="vsbcontent_end">&nbsp;</p></div></div>{self._attachment(article)}{self.footer()}'
        )
        head = self.meta(_NAME, article) if self.chance("meta", article.path).random() < 0.4 else ""
        return self.document(f"{article.title}-{self.county.name}人民政府", head, body)

    def _body(self, article: Article) -> str:
        """The body, on some pages inside a table that only lays it out."""
        body = article.content.body()
        if "layout_table" in article.quirks:
            body = (
                f'<table width="100%" border="0"><tbody><tr><td valign="top">{body}</td></tr></tbody></table>'
            )
        return body

    def _attachment(self, article: Article) -> str:
        name = article.report.attachment if article.report else None
        if not name:
            return ""
        file = self.number(100000, 999999, "file", article.path)
        href = (
            f"/system/_content/download.jsp?urltype=news.DownloadAttachUrl&amp;owner=1470&amp;wbfileid={file}"
        )
        return f'<ul style="list-style-type:none;"><li>附件【<a href="{href}">{name}</a>】已下载<span>12</span>次</li></ul>'
