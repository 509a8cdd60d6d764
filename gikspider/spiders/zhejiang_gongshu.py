from gikspider.cms import Hanweb
from gikspider.spiders import Column, PortalSpider


class GongshuSpider(PortalSpider):
    """杭州市拱墅区: its subdistricts, its departments, and the disclosure module's reports by organ and year."""

    name = "zhejiang_gongshu"
    division = "330105"
    families = [Hanweb]
    columns = [
        Column("https://www.gongshu.gov.cn/col/col1230096/index.html"),
        Column("https://www.gongshu.gov.cn/col/col1229226160/index.html"),
        Column("https://www.gongshu.gov.cn/module/xxgk/tree.jsp?area="),
    ]
