"""The same figures in the terms of the forms of 2008 and 2014: an indicator a row."""

from __future__ import annotations

from decimal import Decimal

from .figures import Figures, total
from .labels import INDICATORS, INDICATORS_2008
from .truth import Key


def form_2014(figures: Figures) -> dict[Key, Decimal]:
    """The 58 values of form 2014."""
    shown, extra = figures.disclosed, figures.extra
    values: dict[str, int] = {code: 0 for code, _, _ in INDICATORS if code}
    values |= {
        "disclosed.total": shown["total"],
        "normative_documents.issued_total": figures.active["made"],
        "disclosed.normative_documents": figures.active["new_public"],
        **{f"disclosed.by_channel.{name}": shown.get(name, 0) for name in ("website", "weibo", "wechat")},
        "disclosed.by_channel.other": shown["board"],
        "response.hot_issues": extra["hot_issues"],
        "response.interpretation_articles": extra["interpretation"],
        "applications.received.total": total(figures.received),
        **{f"applications.received.{way}": count for way, count in figures.received_by.items()},
        **_replies_2014(figures),
        **_legal_2014(figures),
        "org.dedicated_offices": 1,
        "org.access_points": extra["points"],
        "org.staff.total": extra["full_time"] + extra["part_time"],
        "org.staff.full_time": extra["full_time"],
        "org.staff.part_time": extra["part_time"],
        **{f"training.{name}": extra[name] for name in ("meetings", "courses", "trainees")},
    }
    return {(code, None): Decimal(value) for code, value in values.items()}


def _done(figures: Figures) -> int:
    """Applications answered in the year."""
    return total(figures.carried_in) + total(figures.received) - total(figures.carried_out)


def _replies_2014(figures: Figures) -> dict[str, int]:
    results = "applications.results"
    secret, privacy = (figures.result(f"{results}.denied.{row}") for row in ("state_secret", "third_party"))
    replies = {
        "granted": figures.result(f"{results}.granted"),
        "partially_granted": figures.result(f"{results}.partially_granted"),
        "denied.total": secret + privacy,
        "not_exist": figures.result(f"{results}.unable"),
    }
    done = _done(figures)
    replies["other_channel"] = done - sum(replies.values())
    replies |= {"total": done, "denied.state_secret": secret, "denied.personal_privacy": privacy}
    concluded = {"applications.concluded.total": done, "applications.concluded.on_time": done}
    return concluded | {f"applications.replied.{row}": count for row, count in replies.items()}


def _legal_2014(figures: Figures) -> dict[str, int]:
    """The form has no row for pending cases: they are other cases here."""
    legal = figures.legal
    found: dict[str, int] = {}
    for name, kinds in (
        ("review", ["review"]),
        ("litigation", ["litigation_direct", "litigation_after_review"]),
    ):
        cells = {
            c: sum(legal[f"legal.{kind}.{c}"] for kind in kinds)
            for c in ("upheld", "corrected", "other", "pending", "total")
        }
        cells["other"] += cells.pop("pending")
        found |= {f"legal.{name}.{cell}": count for cell, count in cells.items()}
    return found


def form_2008(figures: Figures) -> dict[Key, Decimal]:
    """The 35 values of form 2008, for the whole year and (in a column of their own) for its last quarter."""
    n, done = total(figures.received), _done(figures)
    granted = figures.result("applications.results.granted")
    partial = figures.result("applications.results.partially_granted")
    absent = figures.result("applications.results.unable")
    privacy = figures.result("applications.results.denied.third_party")
    denied = done - granted - partial
    legal, said = figures.legal, figures.extra["consultations"]
    values: dict[str, int] = {code: 0 for code, _, _ in INDICATORS_2008}
    values |= {
        "disclosed.total": figures.disclosed["total"],
        "disclosed.full_text": figures.disclosed["website"],
        "normative_documents.new": figures.active["made"],
        "website.page_views": figures.disclosed["total"] * 37,
        "consultations.in_person": said // 3,
        "consultations.phone": said - said // 3,
        "applications.received.total": n,
        **{f"applications.received.{way}": count for way, count in figures.received_by.items()},
        "applications.replied.total": done,
        "applications.replied.granted": granted,
        "applications.replied.partially_granted": partial,
        "applications.replied.denied.total": denied,
        "applications.replied.not_exist": absent,
        "applications.replied.denied.exempt_3_privacy": privacy,
        "applications.replied.denied.other": denied - absent - privacy,
        "legal.review.total": legal["legal.review.total"],
        "legal.litigation.total": legal["legal.litigation_direct.total"]
        + legal["legal.litigation_after_review.total"],
    }
    year: dict[Key, Decimal] = {(code, None): Decimal(value) for code, value in values.items()}
    return year | {(code, "current_period"): Decimal(value // 4) for code, value in values.items()}
