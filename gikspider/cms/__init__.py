"""Families of portal software: how each lists reports, pages through them, and what its addresses say.

A family is chosen by the address of a page (`family_of`), never by the spider that came upon it.
"""

from gikspider.cms.channel_thtml import ChannelThtml
from gikspider.cms.columns_uuid import ColumnsUuid
from gikspider.cms.family import (
    MAX_STEPS,
    WALK,
    Entry,
    Family,
    Role,
    Walk,
    families,
    family_of,
    holds_report,
    is_file,
    walk_of,
)
from gikspider.cms.hanweb import Hanweb
from gikspider.cms.sanmenxia import Sanmenxia
from gikspider.cms.vsb import Vsb

__all__ = [
    "MAX_STEPS",
    "WALK",
    "ChannelThtml",
    "ColumnsUuid",
    "Entry",
    "Family",
    "Hanweb",
    "Role",
    "Sanmenxia",
    "Vsb",
    "Walk",
    "families",
    "family_of",
    "holds_report",
    "is_file",
    "walk_of",
]
