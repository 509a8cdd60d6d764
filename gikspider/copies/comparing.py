"""`compare`: two reports or two texts, and in words why they are one report or two."""

from __future__ import annotations

from dataclasses import dataclass

from gikspider.items import AnnualReport, CopyKind

from .fingerprint import Fingerprint, fingerprint, fingerprint_text
from .hosts import PortalOf, kept_path, kind_of, site_of
from .judging import Judgement, judge


@dataclass(frozen=True, slots=True)
class Verdict:
    """`same`: both carry one report, in one version. `kind`: how they are related, None for two reports.

    A revision is another version of the same report: `same` is False, `kind` is "revision".
    `similarity` is that of the wording, 0 to 1, and decides nothing by itself.
    """

    same: bool
    kind: CopyKind | None
    similarity: float
    reason: str


def compare(a: AnnualReport | str, b: AnnualReport | str, *, portal_of: PortalOf | None = None) -> Verdict:
    """Whether two pages carry the same report. Texts may be given bare; they are repaired first.

    Two texts without addresses are called same_page, or mirror where one went through a mirror.
    Total: any two strings or reports.
    """
    marks = [_mark(x) for x in (a, b)]
    urls = [x.url if isinstance(x, AnnualReport) else None for x in (a, b)]
    sites = [site_of(url, portal_of) for url in urls]
    judgement = judge(marks[0], marks[1], kept_path=kept_path(urls[0], sites[0], urls[1], sites[1]))
    foreign = marks[0].foreign or marks[1].foreign
    kind = kind_of(urls[0], sites[0], urls[1], sites[1], foreign=foreign)
    return verdict(judgement, kind)


def verdict(judgement: Judgement, kind: CopyKind) -> Verdict:
    """A judgement with what the hosts say about it."""
    same = judgement.relation == "same"
    named: CopyKind | None = kind if same else "revision" if judgement.relation == "revision" else None
    return Verdict(same, named, judgement.similarity, judgement.reason)


def _mark(item: AnnualReport | str) -> Fingerprint:
    return fingerprint(item) if isinstance(item, AnnualReport) else fingerprint_text(item)
