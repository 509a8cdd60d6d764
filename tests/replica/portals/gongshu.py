"""拱墅区: Hanweb. Lists as an inline datastore and dataproxy.jsp; reports by organ and year; bodies twice."""

from __future__ import annotations

from functools import partial

from ..country import Unit
from ..lookalikes import Lookalike, lookalikes
from ..portal import Answer, Article, Column, Portal, Request
from ..report import Report

STREETS, OTHERS = "1230096", "1229226160"
_UNIT = {STREETS: "4535233", OTHERS: "6397069"}
_REPORT = "/module/xxgk/xxgkAnnualReport.jsp"
_NAME = "政府信息公开工作年度报告"
_CAP = 300


class Gongshu(Portal):
    host = "www.gongshu.gov.cn"
    scheme = "https"
    family = "hanweb"

    def build(self) -> None:
        listed: dict[str, list[Article]] = {STREETS: [], OTHERS: []}
        self.columns: dict[str, Column] = {}
        self.organs: dict[str, Unit] = {}
        self.by_organ: dict[tuple[str, str], Article] = {}
        for report in self.reports:
            column = STREETS if report.unit.type == "subdistrict" else OTHERS
            uses = self._uses_module(report.unit)
            first = None
            if not uses or report.year >= 2019:
                first = self._article(column, report)
                listed[column].append(first)
            if uses:
                self._filed(report, first)
        years = sorted({report.year for report in self.reports})
        for column, articles in listed.items():
            articles += [
                self._article(column, page) for page in lookalikes(self.seed, self.county, years, column, 8)
            ]
            self.columns[column] = listing = Column(column, _NAME, articles)
            self.serve(f"/col/col{column}/index.html", partial(self._list, listing))
        for path in (
            "/module/web/jpage/dataproxy.jsp",
            "/module/jpage/dataproxy.jsp",
            "/module/web/jpage/morecolumndataproxy.jsp",
        ):
            self.handlers[path] = self._proxy
        self.handlers |= {
            _REPORT: self._by_organ,
            "/module/xxgk/tree.jsp": self._tree,
            "/module/xxgk/search.jsp": self._search,
        }
        entry = {"政府信息公开年报": f"/col/col{STREETS}/index.html", "部门信息公开年报": f"/col/col{OTHERS}/index.html",
                 "各单位信息公开年报": "/module/xxgk/tree.jsp?area="}  # fmt: skip
        self.serve("/", partial(self.home, entry))
        self.serve("/zfxxgk/index.html", partial(self.platform, entry))

    def _uses_module(self, unit: Unit) -> bool:
        """Every third unit files its reports by organ code: only there before 2019, in both places since."""
        return self.county.units.index(unit) % 3 == 2

    def _article(self, column: str, content: Report | Lookalike) -> Article:
        day = content.published
        number = self.number(50_000_000, 60_000_000, column, content.title, day)
        path = f"/art/{day.year}/{day.month}/{day.day}/art_{column}_{number}.html"
        rng = self.chance("article", path)
        return self.add(
            Article(
                path,
                content,
                {},
                declared=rng.choice(("both", "header", "meta", "none")),
                bodies=1 + (rng.random() < 0.9),
            )
        )

    def _filed(self, report: Report, first: Article | None) -> None:
        area = self._area(report.unit)
        self.organs[area] = report.unit
        path = f"{_REPORT}?area={area}&fbtime={report.year}"
        article = Article(path, report, {"publisher": report.unit.name}, declared="both", original=first)
        article.fields["index_number"] = self._index(article)
        self.by_organ[area, str(report.year)] = self.add(article)

    def _area(self, unit: Unit) -> str:
        return f"11330105{self.number(10**8, 10**9, 'area', unit.name)}B"

    def _by_organ(self, request: Request) -> Answer | None:
        area, year = request.query.get("area", ""), request.query.get("fbtime", "")
        if article := self.by_organ.get((area, year)):
            return self.answer(self.article_page(article), key=article.path)
        if area not in self.organs:
            return None
        text = "暂无该年度信息公开年报" if year else "请选择年度"
        page = f'<div class="years">{self._years(area)}</div><div class="none">{text}</div>'
        return self.answer(self.document("信息公开年报", self.meta(_NAME), page + self.footer()))

    def _years(self, area: str) -> str:
        years = sorted((year for organ, year in self.by_organ if organ == area), reverse=True)
        return "".join(f'<a href="{_REPORT}?area={area}&amp;fbtime={year}">{year}年</a>\n' for year in years)

    def _tree(self, request: Request) -> Answer:
        nodes = ",\n".join(
            f'{{id:"{area}", pId:"0", name:"{unit.name}", open:false}}' for area, unit in self.organs.items()
        )
        links = "".join(
            f'<li><a href="{_REPORT}?area={area}" target="report">{unit.name}</a></li>'
            for area, unit in self.organs.items()
        )
        page = f'<ul id="tree">{links}</ul><script>var zNodes = [{nodes}];</script>'
        return self.answer(self.document("单位", "", page))

    def _search(self, request: Request) -> Answer:
        column, size = self.columns[STREETS], 15
        number = request.number("currpage")
        rows = "".join(
            f'<tr class="tr_main_value_{"odd" if n % 2 else "even"}"><td><a class="bt_link" href="{self.url(a.path)}" title="{a.title}">'
            f"{a.title}</a></td><td>{a.day}</td></tr>\n"
            for n, a in enumerate(column.articles[(number - 1) * size : number * size])
        )
        return Answer(
            200,
            f"<table>{rows}</table><div>共{-(-len(column.articles) // size)}页</div>".encode(),
            charset="utf-8",
        )

    def _proxy(self, request: Request) -> Answer | None:
        """Records by startrecord and endrecord; the second column heeds only page. Never more than 300."""
        column = self.columns.get(request.form.get("columnid") or request.query.get("columnid") or "")
        if column is None:
            return None
        size = min(max(1, request.number("perpage", 15)), _CAP)
        if column.key == OTHERS:
            start = (request.number("page") - 1) * size
            stop = start + size
        else:
            start = request.number("startrecord") - 1
            stop = min(request.number("endrecord", start + size), start + _CAP)
        return Answer(200, self._datastore(column, max(0, start), stop).encode(), "text/xml", "utf-8")

    def _datastore(self, column: Column, start: int, stop: int) -> str:
        records = "".join(
            f'<record><![CDATA[\n<li><a href="{a.path}" title="{a.title}" target="_blank">{a.title[:30]}</a><span>{a.day}</span></li>]]></record>\n'
            for a in column.articles[start:stop]
        )
        group = (
            f'<a href="/module/web/jpage/dataproxy.jsp?page=1&webid=2096&path=/&columnid={column.key}'
            f'&unitid={_UNIT[column.key]}&webname=%E6%8B%B1%E5%A2%85&permissiontype=0"></a>'
        )
        total = len(column.articles)
        return (
            f"<datastore>\n<nextgroup><![CDATA[{group}]]></nextgroup>\n<totalrecord>{total}</totalrecord>"
            f"<totalpage>{column.pages}</totalpage>\n<recordset>\n{records}</recordset>\n</datastore>"
        )

    def _list(self, column: Column) -> str:
        """The first 15 records inline; the others by script."""
        unit = _UNIT[column.key]
        script = (
            f"<script>\n$(function () {{ $('#{unit}').jpage({{ perPage: 15, totalRecord: {len(column.articles)},\n"
            "proxyUrl: '/module/web/jpage/dataproxy.jsp', ajaxParam: {col: 1, appid: 1, webid: 2096, path: '/', "
            f"columnid: {column.key}, sourceContentType: 1, unitid: {unit}, webname: '拱墅区人民政府', permissiontype: 0}} }}); }});\n</script>"
        )
        if column.key == OTHERS:
            script += f'<script>var JCMS_PARAM_JSON = {{"webId": "2096", "columnId": "{column.key}", "unitId": "{unit}"}};</script>'
        body = (
            f'<div class="crumb">您的位置： <a href="/">首页</a> &gt; 政府信息公开 &gt; {_NAME}</div>'
            f'<div id="{unit}" class="list"><script type="text/xml">{self._datastore(column, 0, 15)}</script></div>{script}{self.footer()}'
        )
        return self.document(_NAME, self.meta("政府信息公开年报"), body)

    def article_page(self, article: Article) -> str:
        content, moment = article.content, article.published
        if article.path.startswith(_REPORT):
            return self._filed_page(article)
        inner = f"<!--ZJEG_RSS.content.begin-->{content.body(article.bodies)}<!--ZJEG_RSS.content.end-->{self._attachment(article)}"
        page = (
            '<div class="crumb">政府信息公开 / 法定主动公开内容 / 政府信息公开年报</div>'
            f'<div class="pc"><h1 class="article-title">{article.title}</h1><p class="info">发布日期: {moment:%Y-%m-%d %H:%M:%S} 浏览次数: '
            f'<span id="hits"><script src="/module/visitcount/articlehits.jsp?colid=1"></script></span></p><div id="zoom">{inner}</div></div>'
        )
        if article.bodies == 2:
            page += (
                f'<div class="wap"><div>政府信息公开</div><div>{_NAME}</div><h2>{article.title}</h2><div>发布日期: {moment:%Y-%m-%d %H:%M}</div>'
                f'<div>浏览次数: </div><div class="article">{inner}</div></div>'
            )
        head = (
            self.meta("政府信息公开年报", article) if self.chance("meta", article.path).random() < 0.6 else ""
        )
        return self.document(article.title, head, page + self.footer())

    def _filed_page(self, article: Article) -> str:
        report = article.report
        assert report is not None
        area = self._area(report.unit)
        table = (
            f'<table class="xxgk_table"><tr><td>索引号：</td><td>{article.fields["index_number"]}</td><td>发布机构：</td><td>{report.unit.name}</td></tr>'
            f"<tr><td>生成日期：</td><td>{article.day}</td><td>公开方式：</td><td>主动公开</td></tr></table>"
        )
        page = f'<div class="years">{self._years(area)}</div>{table}<h1>{article.title}</h1><div class="article">{report.body()}</div>'
        return self.document(article.title, self.meta("政府信息公开年报"), page + self.footer())

    def _index(self, article: Article) -> str:
        return f"{self.number(10**8, 10**9, 'index', article.title)}/{article.published.year}-{self.number(10000, 99999, article.path)}"

    def _attachment(self, article: Article) -> str:
        name = article.report.attachment if article.report else None
        if not name:
            return ""
        key = f"{self.number(10**9, 10**12, 'file', article.path):x}"
        return f'<p><a href="/module/download/downfile.jsp?classid=0&amp;filename={key}.{name.rpartition(".")[2]}">{name}</a></p>'
