"""Who publishes: five counties, their towns (real names and codes) and a few departments each."""

from __future__ import annotations

import hashlib
import random
import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from gikspider.items import UnitType

YEARS = range(2008, 2026)
# One year of every form, two of them neighbours, so that figures carried over can be compared.
SMALL_YEARS = (2012, 2018, 2020, 2024, 2025)
SMALL_UNITS = 4

_COUNTIES = {
    "130109": ("河北省", "石家庄市", "藁城区", "1301820006"),
    "330105": ("浙江省", "杭州市", "拱墅区", "3301050005"),
    "530581": ("云南省", "保山市", "腾冲市", "5305810001"),
    "210922": ("辽宁省", "阜新市", "彰武县", "2109220002"),
    "411221": ("河南省", "三门峡市", "渑池县", "4112210003"),
}
_TOWNS = {
    "130109": "111常安镇 104梅花镇 100廉州镇 200九门回族乡 101兴安镇 102贾市庄镇 103南营镇 105岗上镇 107南董镇 "
    "108张家庄镇 109南孟镇 110增村镇 112西关镇",
    "330105": "008上塘街道 005拱宸桥街道 001米市巷街道 002湖墅街道 003小河街道 004和睦街道 007大关街道 009祥符街道 "
    "010康桥街道 011半山街道 012天水街道 013武林街道 014长庆街道 015潮鸣街道 016朝晖街道 017文晖街道 018东新街道 019石桥街道",
    "530581": "111荷花镇 207团田乡 103滇滩镇 109中和镇 106界头镇 001腾越街道 002西源街道 102固东镇 104猴桥镇 105和顺镇 "
    "107曲石镇 108明光镇 110芒棒镇 112北海镇 113清水镇 201马站乡 204五合乡 205新华乡 206蒲川乡",
    "210922": "107阿尔乡镇 114四合城镇 100彰武镇 202二道河子蒙古族乡 101哈尔套镇 102章古台镇 103五峰镇 104冯家镇 "
    "105后新秋镇 106东六家子镇 108前福兴地镇 109双庙镇 110大四家子镇 111苇子沟镇 112兴隆山镇 113满堂红镇 115大冷镇 "
    "116两家子镇 117平安镇 118四堡子镇 119西六家子镇 120大德镇 121兴隆堡镇 209丰田乡",
    "411221": "105仰韶镇 103洪阳镇 101英豪镇 203仁村乡 100城关镇 102张村镇 104天池镇 206果园乡 207陈村乡 208坡头乡 "
    "209段村乡 210南村乡",
}
_DEPARTMENTS = ("教育局", "审计局", "财政局", "市场监督管理局", "卫生健康局", "人民政府办公室")


def chance(*key: object) -> random.Random:
    """A generator of its own for everything that has a name: adding one thing never changes another."""
    return random.Random("/".join(map(str, key)))


def digest(*key: object) -> bytes:
    return hashlib.sha256("/".join(map(str, key)).encode()).digest()


@dataclass(frozen=True, slots=True)
class Unit:
    """A body that reports. `name` as the truth gives it; `code` is null for departments."""

    name: str
    code: str | None
    type: UnitType
    division: str

    @property
    def short(self) -> str:
        """The name without its county: 教育局, 常安镇."""
        return self.name.removeprefix(_COUNTIES[self.division][2]) or self.name

    @property
    def plain(self) -> str:
        """The name without parents, as a reader gives it; a government's office keeps its government."""
        return self.name if self.name.endswith("办公室") else self.short

    @property
    def authority(self) -> str:
        """The name it signs with."""
        if self.type == "subdistrict":
            return f"{self.name}办事处"
        return self.name if self.type == "department" else f"{self.name}人民政府"

    @property
    def we(self) -> str:
        return {
            "town": "我镇",
            "township": "我乡",
            "subdistrict": "我街道",
            "county": f"我{self.name[-1]}",
        }.get(self.type, "我办" if self.name.endswith("办公室") else "我局")


@dataclass(frozen=True, slots=True)
class County:
    code: str
    province: str
    city: str
    name: str
    site_id_code: str
    units: tuple[Unit, ...]


def _town(division: str, entry: str) -> Unit:
    code, name = entry[:3], entry[3:]
    kind: UnitType = "subdistrict" if name.endswith("街道") else "town" if name.endswith("镇") else "township"
    return Unit(name, division + code, kind, division)


def _everyone(division: str) -> tuple[Unit, ...]:
    """All units of a county: itself first, then towns and departments in turn (so that few are a mix)."""
    name = _COUNTIES[division][2]
    towns = [_town(division, entry) for entry in _TOWNS[division].split()]
    departments = [Unit(name + dept, None, "department", division) for dept in _DEPARTMENTS]
    return (
        Unit(name, division, "county", division),
        *towns[:2],
        departments[0],
        *towns[2:],
        *departments[1:],
    )


def counties(codes: Collection[str] | None, units: int | Collection[str] | None) -> tuple[County, ...]:
    """The counties asked for. `units`: how many of each county, or which, by name."""
    unknown = set(codes or ()) - set(_COUNTIES)
    if unknown:
        raise ValueError(f"no such county in the replica: {', '.join(sorted(unknown))}")
    chosen = []
    for code, (province, city, name, site) in _COUNTIES.items():
        if codes is None or code in codes:
            everyone: Sequence[Unit] = _everyone(code)
            if isinstance(units, int):
                everyone = everyone[:units]
            elif units is not None:
                everyone = [unit for unit in everyone if unit.name in units or unit.short in units]
            chosen.append(County(code, province, city, name, site, tuple(everyone)))
    return tuple(chosen)


def chinese_year(year: int, zero: str = "〇") -> str:
    return re.sub(r"\d", lambda m: (zero + "一二三四五六七八九")[int(m[0])], str(year))


def chinese_number(n: int) -> str:
    """1 to 99 in Chinese numerals, as days and months are written: 二十五."""
    tens, ones = divmod(n, 10)
    digits = "零一二三四五六七八九"
    return (("" if tens == 1 else digits[tens]) + "十" if tens else "") + (
        digits[ones] if ones or not tens else ""
    )
