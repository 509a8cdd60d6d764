"""Portals. Each is a declaration; how it is crawled stands in `portal`, how its software works in `gikspider.cms`.

What a crawl tells about itself, for its verdict and manifest:

`spider.ledger` (`ledger.Ledger`): `failures` (url, role, reason, blocked, status, title, unit, year), `listed` and
`fetched` (pages by (unit, year) as link titles name them), `filtered` (by argument), `skipped` (links by kind),
`not_reports` (addresses of pages that turned out to be no report); `ledger.as_dict()` for a manifest.

`crawler.stats`:

    gik/columns                      columns the crawl starts from
    gik/columns/spared               columns of units nobody asked for
    gik/list_pages                   list pages and pages of list data read
    gik/lists_that_are_reports       list pages that carry a report themselves
    gik/entries                      distinct links taken for reports
    gik/entries/again                links to a report already listed
    gik/skipped/<kind>               links not followed: a kind of gikspider.pages.Kind, file, offsite
    gik/filtered/<argument>          reports not wanted by years, units, since, sample
    gik/articles                     pages handed on to be read
    gik/cut_off                      pages asked for again because the connection broke
    gik/failed/<role>                pages not read; role is list or article
    gik/failed/<role>/<reason>       the same by reason (see `obstacles`)
    gik/blocked                      failures by which the portal refuses the crawler
    gik/reports                      reports that came out of the pipelines
    gik/not_reports                  pages read that turned out to be none
    gik/filtered_after_reading/<argument>   reports whose page, not its link, tells that they are not wanted
    gik/copies/known, gik/copies/failed     reports in a version seen before; reports the index could not take
    gik/reader/retried, gik/reader/failed   pages whose reading broke a worker, once and twice
"""

from gikspider.spiders.arguments import ArgumentError, Arguments
from gikspider.spiders.declaration import Column, DeclarationError
from gikspider.spiders.ledger import Failure, Ledger
from gikspider.spiders.portal import PortalSpider

__all__ = ["ArgumentError", "Arguments", "Column", "DeclarationError", "Failure", "Ledger", "PortalSpider"]
