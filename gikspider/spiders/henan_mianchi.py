from gikspider.cms import Sanmenxia
from gikspider.spiders import Column, PortalSpider


class MianchiSpider(PortalSpider):
    """三门峡市渑池县: the county government, its towns, its departments."""

    name = "henan_mianchi"
    division = "411221"
    families = [Sanmenxia]
    columns = [
        Column("https://www.mianchi.gov.cn/23365/0000/zhengfuxinxi-1.html"),
        Column("https://www.mianchi.gov.cn/28408/0000/list-1.html"),
        Column("https://www.mianchi.gov.cn/23394/0000/subIndex-1.html"),
    ]
