from gikspider.cms import Vsb
from gikspider.spiders import Column, PortalSpider


class TengchongSpider(PortalSpider):
    """保山市腾冲市: the city's own column, and the page that links the platform of every town."""

    name = "yunnan_tengchong"
    division = "530581"
    families = [Vsb]
    columns = [
        Column("http://www.tengchong.gov.cn/zfxxgk/zfxxgknb.htm"),
        Column("http://www.tengchong.gov.cn/xzgk.htm"),
    ]
