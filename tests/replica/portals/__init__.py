"""One module per portal: how its family lists, and where its articles stand."""

from ..portal import Portal
from .gaocheng import Gaocheng
from .gongshu import Gongshu
from .mianchi import Mianchi
from .tengchong import Tengchong
from .zhangwu import Zhangwu

PORTALS: dict[str, type[Portal]] = {
    "130109": Gaocheng,
    "330105": Gongshu,
    "530581": Tengchong,
    "210922": Zhangwu,
    "411221": Mianchi,
}

__all__ = ["PORTALS"]
