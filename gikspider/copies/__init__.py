"""Are two pages the same report? Fingerprint, verdict, canonical address, and the index on disk."""

from .comparing import Verdict, compare
from .fingerprint import Fingerprint, fingerprint, fingerprint_text
from .hosts import HomeOf, PortalOf
from .index import CopyIndex
from .saying import FINAL_COPIES, versioned
from .seeing import Seen
from .urls import canonical_url, original_url, path_family

__all__ = [
    "FINAL_COPIES",
    "CopyIndex",
    "Fingerprint",
    "HomeOf",
    "PortalOf",
    "Seen",
    "Verdict",
    "canonical_url",
    "compare",
    "fingerprint",
    "fingerprint_text",
    "original_url",
    "path_family",
    "versioned",
]
