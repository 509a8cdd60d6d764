"""Lines in the shape of reports, made of parts; for corrupting and repairing."""

import random
from collections.abc import Iterator

PLACES = [
    "青山县",
    "柳林镇",
    "石桥街道",
    "白云乡",
    "东河区",
    "清水镇",
    "长丰县",
    "新华街道",
    "临江市",
    "双塔区",
    "马鞍镇",
    "平安乡",
    "龙泉镇",
    "渡口街道",
    "余家镇",
    "范庄镇",
    "岳阳楼区",
    "钟楼区",
    "沙坪乡",
    "桃园街道",
]
ORGANS = [
    "党政办公室",
    "司法所",
    "县政务服务中心",
    "镇便民服务中心",
    "区数据资源局",
    "综合执法队",
    "文化站",
    "财政所",
    "县档案馆",
    "县融媒体中心",
    "教育体育局",
    "自然资源局",
]
CHANNELS = [
    "政府门户网站",
    "微信公众号",
    "政务微博",
    "公开栏",
    "政务新媒体",
    "电子显示屏",
    "村务公开栏",
    "新闻发布会",
    "今日头条号",
    "便民手册",
]
THINGS = [
    "政府文件",
    "机构职能",
    "财政预算决算",
    "行政许可",
    "行政处罚",
    "重大项目",
    "扶贫救助",
    "食品安全",
    "环境保护",
    "征地补偿",
    "人事任免",
    "公示公告",
    "政策解读",
    "会议纪要",
    "应急预案",
    "统计数据",
]
VERBS = ["公开", "发布", "更新", "公示", "印发", "转发", "上传", "推送"]
COUNTERS = ["条", "件", "篇", "次", "份", "期"]
HEADS = [
    "（一）",
    "（二）",
    "（三）",
    "（四）",
    "（五）",
    "一、",
    "二、",
    "三、",
    "1、",
    "2.",
    "一是",
    "二是",
    "三是",
    "",
]
GOALS = [
    "完善工作制度，夯实基础", "健全公开机制，压实主体责任", "拓展公开领域，方便群众办事", "严格保密审查，确保信息安全",
    "抓好业务培训，提升队伍素质", "优化网站栏目，提高服务水平", "强化督促检查，推动任务落实", "突出民生重点，回应社会关切",
    "规范办理流程，保障公众知情权", "加强平台建设，丰富公开形式", "落实“三审三校”制度，把好内容关", "围绕中心工作，做好政策解读",
]  # fmt: skip
TAILS = [
    "取得了较好效果", "群众满意度明显提高", "公开的针对性和时效性进一步增强", "没有发生泄密事件", "形成了上下联动的工作格局",
    "为经济社会发展营造了良好环境", "与群众的期待仍有差距", "部分栏目更新不够及时", "工作人员业务能力还需加强", "内容形式比较单一",
]  # fmt: skip


def lines(count: int, seed: int = 7) -> Iterator[str]:
    """Report-like lines, different ones, deterministic by seed."""
    rng = random.Random(seed)
    pick = rng.choice

    def number() -> str:
        return pick(
            [
                str(rng.randint(0, 9)),
                str(rng.randint(10, 999)),
                f"{rng.randint(1000, 99999)}",
                "０",
                f"{rng.randint(1, 20)}.{rng.randint(1, 9)}万",
            ]
        )

    shapes = [
        lambda: f"　　{pick(HEADS)}{pick(GOALS)}。{rng.randint(2009, 2025)}年，{pick(PLACES)}{pick(VERBS)}{pick(THINGS)}{number()}{pick(COUNTERS)}，{pick(TAILS)}。",
        lambda: f"　　{pick(HEADS)}{pick(GOALS)}。",
        lambda: f"{pick(HEADS)}{pick(GOALS)}；{pick(TAILS)}。",
        lambda: f"　　通过{pick(CHANNELS)}{pick(VERBS)}各类信息{number()}{pick(COUNTERS)}，其中{pick(THINGS)}类{number()}{pick(COUNTERS)}，{pick(THINGS)}类{number()}{pick(COUNTERS)}。",
        lambda: f"　　{rng.randint(2009, 2025)}年，{pick(PLACES)}共收到政府信息公开申请{number()}件，已办结{number()}件，结转下年{number()}件。（{pick(ORGANS)}供稿）",
        lambda: f"　　“{pick(THINGS)}”等{number()}个方面的信息由{pick(ORGANS)}负责，{pick(TAILS)}！",
        lambda: f"　　{pick(HEADS)}{pick(TAILS)}，{pick(TAILS)}。下一步，{pick(PLACES)}将{pick(GOALS)}。",
        lambda: f"　　《{pick(PLACES)}政府信息公开指南》自{rng.randint(2009, 2025)}年{rng.randint(1, 12)}月{rng.randint(1, 28)}日起施行，由{pick(ORGANS)}解释。",
        lambda: f"　　行政复议{number()}起、行政诉讼{number()}起（含{pick(PLACES)}），收取费用０元，举办培训班{number()}期、{number()}人次。",
        lambda: f"联系电话：0{rng.randint(311, 999)}-{rng.randint(2000000, 8999999)}，邮编：{rng.randint(100000, 799999)}，地址：{pick(PLACES)}人民路{rng.randint(1, 200)}号。",
    ]  # fmt: skip
    seen: set[str] = set()
    while len(seen) < count:
        line = pick(shapes)()
        if line not in seen:
            seen.add(line)
            yield line
