"""Divisions, portals and units: look-ups over data that ships in the package, loaded when first asked for."""

from .divisions import Division, children, current, division
from .mentions import mentions
from .portals import Portal, host_of, portal_of, portals
from .units import Unit, resolve

__all__ = [
    "Division",
    "Portal",
    "Unit",
    "children",
    "current",
    "division",
    "host_of",
    "mentions",
    "portal_of",
    "portals",
    "resolve",
]
