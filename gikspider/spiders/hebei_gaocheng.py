from gikspider.cms import ColumnsUuid
from gikspider.spiders import Column, PortalSpider


class GaochengSpider(PortalSpider):
    """石家庄市藁城区, with its towns and departments; the older reports stand below /zfxxgk."""

    name = "hebei_gaocheng"
    division = "130109"
    families = [ColumnsUuid]
    columns = [
        Column("http://www.gc.gov.cn/columns/0772e821-5733-421d-82e7-f545c5729b9e/index.html"),
        Column("http://www.gc.gov.cn/columns/d1dfcc89-5a76-4e1c-9c53-4ddfecbc1b08/index.html"),
        Column("http://www.gc.gov.cn/zfxxgk/columns/f6ff2261-96c8-4dfa-9415-523a2221f68b/index.html"),
    ]
