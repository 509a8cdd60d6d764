from gikspider.cms import ChannelThtml
from gikspider.spiders import Column, PortalSpider


class ZhangwuSpider(PortalSpider):
    """阜新市彰武县: towns, departments, the county government, and a column of mixed notices."""

    name = "liaoning_zhangwu"
    division = "210922"
    families = [ChannelThtml]
    columns = [
        Column("https://www.zhangwu.gov.cn/ndbg.thtml?id=10956"),
        Column("https://www.zhangwu.gov.cn/channel/10983/index.html"),
        Column("https://www.zhangwu.gov.cn/channel/17472/index.html"),
        Column("https://www.zhangwu.gov.cn/channel/list/12857.html"),
    ]
