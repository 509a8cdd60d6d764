"""`read_report`: from the bytes of a page to an `AnnualReport`, in one call and without a crawler.

decode → repair → page → injected words → forms → prose → unit, year → checks. Total: any bytes give a report; what
could not be read stands in its findings, and a part that fails costs that part only.
"""

from .hints import Hints
from .reading import FetchedPage, read_report

__all__ = ["FetchedPage", "Hints", "read_report"]
