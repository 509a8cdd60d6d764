"""Sentences of the replica's reports. All of them are written for it; none is taken from a real page.

{we} 我镇, {short} 常安镇, {county} 藁城区, {year} the report's year, {next} the year after it.
"""

from __future__ import annotations

OPENING = (
    "根据《中华人民共和国政府信息公开条例》的规定，{authority}编制了{year}年度政府信息公开工作年度报告，现予公布。",
    "按照条例关于每年公布工作情况的要求，{short}整理了过去一年的公开工作，形成本报告，供社会各界查阅和监督。",
    "为让群众了解{we}政务公开工作的进展，依据条例和{county}有关工作安排，特编写本报告。",
)
PERIOD = (
    "本报告所列数据的统计期限自{year}年1月1日起至{year}年12月31日止。",
    "报告中使用的数据，统计时间为{year}年1月1日至12月31日。",
    "数据统计区间：{year}年1月1日—{year}年12月31日。",
)
CONTACT = (
    "如对内容有疑问，可与{short}党政综合办公室联系，电话{phone}。",
    "联系地址：{authority}机关大院，邮政编码{post}，联系电话：{phone}。",
)
OVERVIEW = (
    "{we}把公开作为转变作风的抓手，由主要负责人总揽、分管负责人具体抓，办公室专人经办，各站所按月报送。",
    "年初调整了工作班子，重新划分职责，做到有人管、有人做、有人查，信息从起草到上网每一步都留有记录。",
    "坚持先审查后发布，涉及秘密和个人隐私的内容一律不上网，网上内容过期的随时更新。",
    "围绕群众最关心的惠农补贴、低保评议、道路养护和人居环境，{we}逐项列出清单，对照清单逐条公开。",
    "通过入户走访、村民代表会和意见箱，收集群众想看什么、看不懂什么，再据此修改公开的内容和说法。",
    "{we}把政务公开写进干部年度考核，年中自查、年底评比，结果在全体干部会上通报。",
)
MANAGEMENT = (
    "公文拟稿时即标明公开属性，不公开的要写明理由，由办公室复核后归档。",
    "对历年发布的文件做了一次清理，失效的注明失效，内容变动的换成新文本。",
    "建立信息台账，登记标题、来源、发布时间和责任人，便于查找和追溯。",
)
PLATFORM = (
    "信息公开专栏按条例规定的栏目重新归并，栏目名称统一，点开即可见到最新内容。",
    "便民服务大厅设有查阅点，备有电脑、目录和指南，专人指导老年人查询。",
    "村务公开栏统一换成防雨橱窗，每季度由村务监督委员会核对后张贴。",
)
SUPERVISION = (
    "邀请人大代表、老党员和商户代表对公开工作提意见，能改的当场改，一时改不了的说明原因。",
    "{county}组织的评议中{we}的公开工作得到肯定，全年没有因信息公开被追究责任的情况。",
    "每月抽查一次栏目更新情况，对报送不及时的站所发出提醒单。",
)
PROBLEMS = (
    "工作中还有不足：有的信息报送偏晚，有的内容写得太专业，群众读起来费力。",
    "经办人员变动较多，对条例的理解有深有浅，答复文书的格式还不够规范。",
    "公开渠道偏重网站，常住老人多的村组用得少，线上线下衔接不够。",
    "栏目之间分工不清，同类信息有时散见几处，查找不便。",
)
PLANS = (
    "下一步，一是抓学习，把条例读深读透；二是抓时效，信息形成后尽快上网；三是抓效果，多用图表和问答说话。",
    "{next}年，{we}将继续完善目录，力争让群众一次就能找到要找的信息。",
    "今后将加强与上级主管部门的沟通，规范受理、审核、答复各个环节，减少差错。",
    "继续办好公开栏和小喇叭，照顾不上网的群众，让公开不留死角。",
)
# Figures that are none of a report's: visits, article numbers, projects, telephone.
NOISE = (
    "全年组织干部走访农户326户，协调解决用水、用电等难题41个。",
    "依照条例第二十一条规定，答复前均征求了相关单位意见。",
    "辖区12个村（社区）均设立了公开栏，最远的村距机关27公里。",
    "办公用房面积压缩了8%，腾出3间作为接待室。",
    "专栏自开通以来改版2次，首页打开时间缩短到1秒以内。",
    "到{next}年底，计划建成示范点5个。",
)
NOTHING = ("无。", "本年度没有其他需要报告的事项。", "（无）", "暂无需要另行报告的事项。")

# Templates of figures: {n} is where the number stands, with its qualifier.
DISCLOSED = (
    "{year}年，{we}共主动公开政府信息{n}条",
    "全年主动公开各类政府信息{n}条",
    "本年度{we}累计主动公开政府信息{n}条",
    "全年共发布主动公开政府信息{n}条",
)
CHANNELS = {
    "website": (
        "disclosed.by_channel.website",
        ("通过政府门户网站公开信息{n}条", "政府网站公开政府信息{n}条"),
    ),
    "wechat": ("disclosed.by_channel.wechat", ("政务微信公开信息{n}条", "微信公众号发布信息{n}条")),
    "weibo": ("disclosed.by_channel.weibo", ("政务微博公开信息{n}条", "政务微博发布信息{n}条")),
    "board": ("disclosed.by_channel.board", ("在政务公开栏公开信息{n}条",)),
}
CUMULATIVE = "截至目前累计主动公开政府信息{n}条"
RECEIVED = (
    "{year}年，{we}共收到政府信息公开申请{n}件",
    "全年共受理政府信息公开申请{n}件",
    "本年度收到依申请公开政府信息申请{n}件",
)
NOT_RECEIVED = (
    "{year}年，{we}未收到政府信息公开申请",
    "本年度没有收到公民、法人或者其他组织提出的政府信息公开申请",
    "全年未接到任何形式的政府信息公开申请",
)
WAYS = {
    "online": ("applications.received.online", "网络申请{n}件"),
    "letter": ("applications.received.letter", "信函申请{n}件"),
    "in_person": ("applications.received.in_person", "当面申请{n}件"),
}
OUTCOMES = (
    ("applications.results.granted", "予以公开{n}件"),
    ("applications.results.partially_granted", "部分公开{n}件"),
    ("applications.results.denied.total", "不予公开{n}件"),
    ("applications.results.unable.total", "无法提供{n}件"),
    ("applications.results.not_processed.total", "不予处理{n}件"),
    ("applications.results.other.total", "其他处理{n}件"),
)
CARRIED_OUT = "结转下年度继续办理{n}件"
CARRIED_IN = "上年结转政府信息公开申请{n}件"
REVIEW = ("{year}年，{we}因政府信息公开被申请行政复议{n}件", "全年发生涉及政府信息公开的行政复议案{n}件")
LITIGATION = ("因政府信息公开被提起行政诉讼{n}件", "发生涉及政府信息公开的行政诉讼案{n}件")
NO_REVIEW = "{year}年，{we}未发生因政府信息公开引起的行政复议"
NO_LITIGATION = "全年没有发生因政府信息公开提起的行政诉讼"
COMPLAINTS = "收到有关政府信息公开的举报投诉{n}件"
NO_FEES = ("{we}未向申请人收取任何费用", "全年没有收取政府信息公开费用")
HOT = "回应公众关注热点或重大舆情{n}次"
INTERPRETATION = "发布政策解读稿件{n}篇"
CONSULTATIONS = ("全年接受群众咨询{n}人次", "本年度受理政府信息咨询{n}人次")
MEETINGS = "召开政府信息公开工作会议{n}次"
COURSES = "举办各类培训班{n}次"
TRAINEES = "接受培训{n}人次"
PROCESSING = ("{year}年，{we}依申请提供政府信息共收取信息处理费{n}元", "全年实际收取信息处理费共计{n}元")
NO_NOTICES = "{year}年，{we}未发出收费通知"
NO_PROCESSING = "没有收取信息处理费"
LICENSES = "全年作出行政许可{n}件"
PENALTIES = "作出行政处罚{n}件"
ISSUED = "全年制发行政规范性文件{n}件"
