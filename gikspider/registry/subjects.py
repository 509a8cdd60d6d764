"""The words of a title that name its unit, and what kind of unit a name's last words tell of."""

from __future__ import annotations

import re
import unicodedata
from typing import Literal

from ..items import UnitType

TailKind = Literal["government", "office", "department", "zone"]

# A year in Chinese numerals has its 〇 or its 年 (二六七二街道 is a street).
_YEAR = (
    r"(?:20\s?\d\s?\d\s?年?度?|二[〇零○oOＯ0Ο][〇零○oOＯ0Ο一二三四五六七八九十]{2}年?度?"
    r"|二[〇零○oOＯ0Ο一二三四五六七八九十]{2,3}年度?)"
)
_TOPIC = re.compile(
    rf"(?:关于|[\[\(【《“\"]*{_YEAR}|政府信息|政务信息|政务公开|信息公开|政务、|政府网站|依申请公开|主动公开|"
    r"政府及?政务公开|党务政务|政府门户|工作年度|年度报告|年度工作|工作报告|公开工作|公开年报)"
)
_LEAD = re.compile(
    rf"^(?:[A-Za-z0-9]+(?:\.[A-Za-z0-9]+)+(?=[\u4e00-\u9fff])|[【\[](?:图文|文字|图解|一图)[】\]]|(?:文字|图文|政策)?解读|图解|公示|\d+[、.．]|[:：、,，\-—_|>·•《〈“\"【\[\(]|关于(?:印发|报送|公布|发布)?|{_YEAR}的?)+"
)
_PARTY = re.compile(r"^(?:中共|中国共产党)")
_NOISE = re.compile(r"\s|[​﻿]")
_BRACKET_END = re.compile(r"[（(【\[][^（）()\[\]]*[）)】\]]?$")

# The office that speaks for a whole government or runs a town's paper work.
OFFICE = re.compile(
    r"(?:人民政府|政府|党委政府|党政|综合|党政综合|党委|管委会|办事处|人民政府党政|政府党政|党委和政府)?"
    r"(?:综合)?(?:办公室|办公厅|党政办|综合办|府办|政府办|政办)|人民政府办|政府办|府办|政办|党政办"
)
_GOVERNMENT = re.compile(
    r"(?:人民政府|人民|政府|委员会|党委|办事处|人民政府办事处|办|办事|委|全县|全区|全市|全省|全镇|县政府|区政府|市政府|"
    r"镇政府|乡政府|镇人民政府|乡人民政府|党委人民政府|党委、政府|党委政府|党工委办事处|党工委|党工委、办事处|"
    r"委员会人民政府|委员会、.{0,12}人民政府|镇|乡|机关)?"
)
_ZONE = re.compile(
    r"(?:管理委员会|管委会|管理局|管理区|管理处|开发区|园区|高新区|新区|示范区|度假区|景区|风景区|保税区|合作区|试验区|工业园|产业园|"
    r"集聚区|农场|林场|牧场|渔场|茶场|种畜场|兵团|团场|师|产业带|新城)(?:办公室|党政办公室|综合办公室)?$"
)
_DEPARTMENT = re.compile(
    r"(?:局|委|委员会|办|办公室|办公厅|中心|院|所|站|队|支队|大队|总队|公司|集团|学校|大学|学院|中学|小学|幼儿园|医院|协会|联合会|"
    r"总社|联社|供销社|银行|馆|社|厅|署|处|分局|总局|法院|检察院|基金|总工会|工会|妇联|团委|残联|文联|科协|侨联|红十字会|商会|"
    r"台|校|库|服务部|事务部|宣传部|统战部|组织部|武装部|工信和科技|指挥部|室|报社|段)$"
)


def plain(text: str) -> str:
    """NFKC, no white space: what names are compared in."""
    return _NOISE.sub("", unicodedata.normalize("NFKC", text))


def subject(text: str, *, whole: bool = False) -> str:
    """The leading words of a title that can name a unit; of a bare name (whole) everything but its clothes."""
    name = _LEAD.sub("", plain(text)[:120])
    if not whole and (topic := _TOPIC.search(name)):
        name = name[: topic.start()]
    name = _PARTY.sub("", name)
    name = _BRACKET_END.sub("", name).strip("的、,，:：-—_|·•>《》“”\"'。.；;/()（）[]【】")
    return name if len(name) <= 60 else ""


def kind_of_tail(tail: str) -> TailKind | None:
    """What the words after a place name make of it: its government, the government's office, a department, a zone."""
    if _GOVERNMENT.fullmatch(tail):
        return "government"
    if OFFICE.fullmatch(tail):
        return "office"
    if _ZONE.search(tail) and not tail.endswith(("管理局", "管理处", "农场局")):
        return "zone"
    if _DEPARTMENT.search(tail):
        return "department"
    return None


def town_type(name: str) -> UnitType:
    """The type a town-level name tells: 镇 town, 乡/民族乡/苏木 township, 街道 subdistrict, anything else other."""
    name = name.removesuffix("办事处")
    if name.endswith("镇"):
        return "town"
    if name.endswith(("乡", "苏木")):
        return "township"
    return "subdistrict" if name.endswith(("街道", "地区")) else "other"
