"""A small country of portals on loopback: five county portals of five CMS families, all made up.

    with Replica(seed=1, small=True) as replica:
        fetch("http://www.gc.gov.cn/", proxy=replica.proxy)   # absolute-form, or CONNECT for https
        replica.truth                                          # every report with every figure on it

It is an HTTP proxy that answers itself, by virtual host, so a crawl uses the real host names and no
code knows of it. Every figure and sentence is invented by a generator seeded with `seed`; the place
names are real. Paths, paging and markup are those of the five families.

An article's address may carry any query (`?n=17`): a benchmark that needs thousands of pages makes them so.
It goes wrong when told to: `replica.misbehave(url_substring, status=503, times=2)`; see there.

Where the reports are listed (what a spider starts from); {town} and {unit} stand for slugs that the
index page above them links to:

藁城区 130109, columns-UUID, http and https, with and without www
    http://www.gc.gov.cn/columns/0772e821-5733-421d-82e7-f545c5729b9e/index.html   区政府 and towns, reports on 2013 and later
    http://www.gc.gov.cn/zfxxgk/columns/f6ff2261-96c8-4dfa-9415-523a2221f68b/index.html   the same units before 2013, and copies
    http://www.gc.gov.cn/columns/d1dfcc89-5a76-4e1c-9c53-4ddfecbc1b08/index.html   departments
    paging: the page's script holds (/zfxxgk)/columns/<uuid>/templates/<uuid>/blocks/<uuid>?page=1&fix=0; page 1 is
    inline; past the end the first two answer an empty fragment, the third repeats its last page
拱墅区 330105, Hanweb
    https://www.gongshu.gov.cn/col/col1230096/index.html       streets; dataproxy.jsp keeps to startrecord/endrecord
    https://www.gongshu.gov.cn/col/col1229226160/index.html    区政府 and departments; ignores startrecord, heeds page=
    https://www.gongshu.gov.cn/module/xxgk/tree.jsp?area=      organ codes; per organ and year
    https://www.gongshu.gov.cn/module/xxgk/xxgkAnnualReport.jsp?area=<code>&fbtime=<year> is the report itself; it, and
    the address without fbtime, link the organ's years; a third of the units publish there, before 2019 only there
    https://www.gongshu.gov.cn/module/xxgk/search.jsp          POST; the same reports as col1230096
腾冲市 530581, VSB
    http://www.tengchong.gov.cn/zfxxgk/zfxxgknb.htm             市政府 and departments
    http://www.tengchong.gov.cn/xzgk.htm                        links every town's column:
    http://www.tengchong.gov.cn/xzgk/{town}/zfxxgkpt/zfxxgknb.htm   e.g. tcsjtzrmzf 界头镇, tcshhzrmzf 荷花镇
    some of the towns' reports are listed in the first column too;
    paging: page 2 of 11 is zfxxgknb/10.htm; two towns have no list: zfxxgknb.htm is the newest report itself, and its
    menu links zfxxgknb/n2022n.htm and so on, each a report
彰武县 210922, channel/.thtml
    https://www.zhangwu.gov.cn/ndbg.thtml?id=10956              towns; &pn=N
    https://www.zhangwu.gov.cn/channel/10983/index.html         departments; next pages are ndbg.thtml?id=10983&pn=N
    https://www.zhangwu.gov.cn/channel/17472/index.html         县政府; next pages likewise
    https://www.zhangwu.gov.cn/channel/list/12857.html          a mixed column: copies and look-alikes
渑池县 411221, Sanmenxia numeric
    https://www.mianchi.gov.cn/23365/0000/zhengfuxinxi-1.html   县政府; an empty list past the end
    https://www.mianchi.gov.cn/28408/0000/list-1.html           towns; 404 past the end
    https://www.mianchi.gov.cn/23394/0000/subIndex-1.html       departments; 404 past the end
    some copies are linked on a second host, xxgk.mianchi.gov.cn
"""

from .replica import Replica
from .truth import ExpectedReport, ExpectedStatement, Planted

__all__ = ["ExpectedReport", "ExpectedStatement", "Planted", "Replica"]
