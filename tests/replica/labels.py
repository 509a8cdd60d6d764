"""Rows and columns of the official forms as they are printed, with the codes of their cells.

Kept apart from the package's own definitions on purpose: the truth must not come from what it tests.
"""

from __future__ import annotations

APPLICANTS = (
    "natural_person",
    "business",
    "research_institution",
    "social_organization",
    "legal_service",
    "other",
)
APPLICANT_LABELS = ("自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他")
CORNER = "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）"

DENIED = {
    "state_secret": "1.属于国家秘密",
    "law_prohibits": "2.其他法律行政法规禁止公开",
    "three_safeties_one_stability": "3.危及“三安全一稳定”",
    "third_party_rights": "4.保护第三方合法权益",
    "internal_affairs": "5.属于三类内部事务信息",
    "process_information": "6.属于四类过程性信息",
    "enforcement_file": "7.属于行政执法案卷",
    "administrative_inquiry": "8.属于行政查询事项",
}
UNABLE = {
    "not_held": "1.本机关不掌握相关政府信息",
    "must_create": "2.没有现成信息需要另行制作",
    "still_unclear": "3.补正后申请内容仍不明确",
}
NOT_PROCESSED = {
    "petition_complaint": "1.信访举报投诉类申请",
    "repeat": "2.重复申请",
    "published_material": "3.要求提供公开出版物",
    "excessive": "4.无正当理由大量反复申请",
    "confirm_or_reissue": "5.要求行政机关确认或重新出具已获取信息",
}
OTHER_2021 = {
    "overdue_correction": "1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请",
    "overdue_fee": "2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请",
    "misc": "3.其他",
}
GROUPS = (
    ("denied", "（三）不予公开", DENIED),
    ("unable", "（四）无法提供", UNABLE),
    ("not_processed", "（五）不予处理", NOT_PROCESSED),
)
OUTCOMES = {
    "upheld": "结果维持",
    "corrected": "结果纠正",
    "other": "其他结果",
    "pending": "尚未审结",
    "total": "总计",
}
LEGAL = {
    "review": "行政复议",
    "litigation_direct": "未经复议直接起诉",
    "litigation_after_review": "复议后起诉",
}

# One part of the 主动公开 table: caption, column heads, rows of (label, code of each cell).
Part = tuple[str, tuple[str, ...], tuple[tuple[str, tuple[str, ...]], ...]]


def _rows(columns: tuple[str, ...], **labels: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
    return tuple(
        (label, tuple(f"active.{row}.{column}" for column in columns)) for row, label in labels.items()
    )


_ITEM_HEADS = ("上一年项目数量", "本年增/减", "处理决定数量")
_ITEM = ("items_previous_year", "items_change", "decisions")
ACTIVE: dict[str, tuple[Part, ...]] = {
    "2019": (
        ("第二十条第（一）项", ("本年新制作数量", "本年新公开数量", "对外公开总数量"),
         _rows(("newly_made", "newly_disclosed", "total_disclosed"), regulations="规章", normative_documents="规范性文件")),
        ("第二十条第（五）项", _ITEM_HEADS, _rows(_ITEM, admin_license="行政许可", other_external_management="其他对外管理服务事项")),
        ("第二十条第（六）项", _ITEM_HEADS, _rows(_ITEM, admin_penalty="行政处罚", admin_coercion="行政强制")),
        ("第二十条第（八）项", _ITEM_HEADS[:2], _rows(_ITEM[:2], admin_fees="行政事业性收费")),
        ("第二十条第（九）项", ("采购项目数量", "采购总金额"), _rows(("projects", "amount"), central_procurement="政府集中采购")),
    ),
    "2021": (
        ("第二十条第（一）项", ("本年制发件数", "本年废止件数", "现行有效件数"),
         _rows(("issued", "repealed", "in_force"), regulations="规章", normative_documents="行政规范性文件")),
        ("第二十条第（五）项", ("本年处理决定数量",), _rows(("decisions",), admin_license="行政许可")),
        ("第二十条第（六）项", ("本年处理决定数量",), _rows(("decisions",), admin_penalty="行政处罚", admin_coercion="行政强制")),
        ("第二十条第（八）项", ("本年收费金额（单位：万元）",), _rows(("amount",), admin_fees="行政事业性收费")),
    ),
}  # fmt: skip

# Form 2014: code (null for headings), label, unit. Printed with three columns.
INDICATORS: tuple[tuple[str | None, str, str], ...] = (
    (None, "一、主动公开情况", "——"),
    ("disclosed.total", "（一）主动公开政府信息数（不同渠道和方式公开相同信息计1条）", "条"),
    ("disclosed.normative_documents", "其中：主动公开规范性文件数", "条"),
    ("normative_documents.issued_total", "制发规范性文件总数", "件"),
    (None, "（二）通过不同渠道和方式公开政府信息的情况", "——"),
    ("disclosed.by_channel.gazette", "1.政府公报公开政府信息数", "条"),
    ("disclosed.by_channel.website", "2.政府网站公开政府信息数", "条"),
    ("disclosed.by_channel.weibo", "3.政务微博公开政府信息数", "条"),
    ("disclosed.by_channel.wechat", "4.政务微信公开政府信息数", "条"),
    ("disclosed.by_channel.other", "5.其他方式公开政府信息数", "条"),
    (None, "二、回应解读情况", "——"),
    ("response.hot_issues", "（一）回应公众关注热点或重大舆情数（不同方式回应同一热点或舆情计1次）", "次"),
    (None, "（二）通过不同渠道和方式回应解读的情况", "——"),
    ("response.press_conferences.total", "1.参加或举办新闻发布会总次数", "次"),
    ("response.press_conferences.by_principal", "其中：主要负责同志参加新闻发布会次数", "次"),
    ("response.online_interviews.total", "2.政府网站在线访谈次数", "次"),
    ("response.online_interviews.by_principal", "其中：主要负责同志参加政府网站在线访谈次数", "次"),
    ("response.interpretation_articles", "3.政策解读稿件发布数", "篇"),
    ("response.weibo_wechat_events", "4.微博微信回应事件数", "次"),
    ("response.other_events", "5.其他方式回应事件数", "次"),
    (None, "三、依申请公开情况", "——"),
    ("applications.received.total", "（一）收到申请数", "件"),
    ("applications.received.in_person", "1.当面申请数", "件"),
    ("applications.received.fax", "2.传真申请数", "件"),
    ("applications.received.online", "3.网络申请数", "件"),
    ("applications.received.letter", "4.信函申请数", "件"),
    ("applications.concluded.total", "（二）申请办结数", "件"),
    ("applications.concluded.on_time", "1.按时办结数", "件"),
    ("applications.concluded.extended", "2.延期办结数", "件"),
    ("applications.replied.total", "（三）申请答复数", "件"),
    ("applications.replied.already_public", "1.属于已主动公开范围数", "件"),
    ("applications.replied.granted", "2.同意公开答复数", "件"),
    ("applications.replied.partially_granted", "3.同意部分公开答复数", "件"),
    ("applications.replied.denied.total", "4.不同意公开答复数", "件"),
    ("applications.replied.denied.state_secret", "其中：涉及国家秘密", "件"),
    ("applications.replied.denied.trade_secret", "涉及商业秘密", "件"),
    ("applications.replied.denied.personal_privacy", "涉及个人隐私", "件"),
    ("applications.replied.denied.safety_stability", "危及国家安全、公共安全、经济安全和社会稳定", "件"),
    ("applications.replied.denied.not_government_information", "不是《条例》所指政府信息", "件"),
    ("applications.replied.denied.other_legal", "法律法规规定的其他情形", "件"),
    ("applications.replied.not_this_agency", "5.不属于本行政机关公开数", "件"),
    ("applications.replied.not_exist", "6.申请信息不存在数", "件"),
    ("applications.replied.amend_supplement", "7.告知作出更改补充数", "件"),
    ("applications.replied.other_channel", "8.告知通过其他途径办理数", "件"),
    ("legal.review.total", "四、行政复议数量", "件"),
    ("legal.review.upheld", "（一）维持具体行政行为数", "件"),
    ("legal.review.corrected", "（二）被依法纠错数", "件"),
    ("legal.review.other", "（三）其他情形数", "件"),
    ("legal.litigation.total", "五、行政诉讼数量", "件"),
    ("legal.litigation.upheld", "（一）维持具体行政行为或者驳回原告诉讼请求数", "件"),
    ("legal.litigation.corrected", "（二）被依法纠错数", "件"),
    ("legal.litigation.other", "（三）其他情形数", "件"),
    ("complaints.total", "六、举报投诉数量", "件"),
    ("fees.application_fees", "七、依申请公开信息收取的费用", "万元"),
    (None, "八、机构建设和保障经费情况", "——"),
    ("org.dedicated_offices", "（一）政府信息公开工作专门机构数", "个"),
    ("org.access_points", "（二）设置政府信息公开查阅点数", "个"),
    ("org.staff.total", "（三）从事政府信息公开工作人员数", "人"),
    ("org.staff.full_time", "1.专职人员数（不包括政府公报及政府网站工作人员数）", "人"),
    ("org.staff.part_time", "2.兼职人员数", "人"),
    ("org.budget", "（四）政府信息公开专项经费（不包括用于政府公报编辑管理及政府网站建设维护等方面的经费）", "万元"),
    (None, "九、政府信息公开会议和培训情况", "——"),
    ("training.meetings", "（一）召开政府信息公开工作会议或专题会议数", "次"),
    ("training.courses", "（二）举办各类培训班数", "次"),
    ("training.trainees", "（三）接受培训人员数", "人次"),
)  # fmt: skip

# Form 2008: code, label, unit, in the order of the official numbers 01 to 35.
INDICATORS_2008: tuple[tuple[str, str, str], ...] = (
    ("disclosed.total", "主动公开信息数", "条"),
    ("disclosed.full_text", "其中：全文电子化的主动公开信息数", "条"),
    ("normative_documents.new", "新增的行政规范性文件数", "条"),
    ("disclosed.service_information", "提供服务类信息数", "条"),
    ("website.page_views", "网站专栏页面访问量", "人次"),
    ("consultations.in_person", "现场接待人数", "人次"),
    ("consultations.online", "网上咨询数", "人次"),
    ("consultations.phone", "咨询电话接听数", "人次"),
    ("catalogue.on_request_items", "依申请公开信息目录数", "条"),
    ("applications.received.total", "申请总数", "条"),
    ("applications.received.in_person", "其中：1.当面申请数", "条"),
    ("applications.received.fax", "2.传真申请数", "条"),
    ("applications.received.email", "3.电子邮件申请数", "条"),
    ("applications.received.online", "4.网上申请数", "条"),
    ("applications.received.letter", "5.信函申请数", "条"),
    ("applications.received.other", "6.其他形式申请数", "条"),
    ("applications.replied.total", "对申请的答复总数", "条"),
    ("applications.replied.granted", "其中：1.同意公开答复数", "条"),
    ("applications.replied.partially_granted", "2.同意部分公开答复数", "条"),
    ("applications.replied.denied.total", "3.否决公开答复总数", "条"),
    ("applications.replied.denied.not_government_information", "其中：（1）“非《规定》所指政府信息”数", "条"),
    ("applications.replied.not_exist", "（2）“信息不存在”数", "条"),
    ("applications.replied.not_this_agency", "（3）“非本部门掌握”数", "条"),
    ("applications.replied.unclear", "（4）“申请内容不明确”数", "条"),
    ("applications.replied.denied.exempt_1_state_secret", "（5）“免予公开范围1”数", "条"),
    ("applications.replied.denied.exempt_2_trade_secret", "（6）“免予公开范围2”数", "条"),
    ("applications.replied.denied.exempt_3_privacy", "（7）“免予公开范围3”数", "条"),
    ("applications.replied.denied.exempt_4_in_process", "（8）“免予公开范围4”数", "条"),
    ("applications.replied.denied.exempt_5_enforcement", "（9）“免予公开范围5”数", "条"),
    ("applications.replied.denied.exempt_6_law", "（10）“免予公开范围6”数", "条"),
    ("applications.replied.denied.other", "（11）其它原因", "条"),
    ("legal.review.total", "行政复议数", "件"),
    ("legal.litigation.total", "行政诉讼数", "件"),
    ("appeals.total", "行政申诉数", "件"),
    ("appeals.dissatisfied_first_handling", "其中：对本部门首次处理不满意的行政申诉数", "件"),
)
