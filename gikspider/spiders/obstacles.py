"""Why a page is not what was asked for: from the response, and from the exception when there is none.

Reasons: http_<status>, blocked_<status>, login_page, waf_stub, empty, redirected, redirect_loop, robots, offsite,
too_large, timeout, dns, connection, cut_off, not_http, not_archived (replay), error:<exception>.
"""

from __future__ import annotations

import re

from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadCancelledError,
    DownloadConnectionRefusedError,
    DownloadFailedError,
    DownloadTimeoutError,
    IgnoreRequest,
    ResponseDataLossError,
    UnsupportedURLSchemeError,
)
from scrapy.http import Response, TextResponse
from scrapy.spidermiddlewares.httperror import HttpError
from scrapy.utils.response import get_meta_refresh

from gikspider.cms.links import document, text_of

# Answers by which a portal refuses a visitor, not a page.
REFUSALS = {401, 403, 405, 412, 418, 429, 451}
# What firewalls leave in the page they show instead: 瑞数 ($_ts), 加速乐, 安全狗, 云锁, 阿里云盾.
FIREWALL = re.compile(
    r"\$_ts\b|__jsl_clearance|_\$\w{2}\(|CT6T|safedog|yunsuo|acw_sc__v2|安全验证|人机验证|访问被拦截|网站防火墙|请求被拦截|访问过于频繁"
    r"|enable JavaScript and refresh"
)
PASSWORD = re.compile(r"<input[^>]+type\s*=\s*[\"']?password", re.I)
PASSWORD_BYTES = re.compile(PASSWORD.pattern.encode(), re.I)
# Pages shown instead of a page are light; a report's chrome alone weighs more. Parsing each page would cost
# the crawl more than reading it.
STUB = 8_000
FORWARD_SECONDS = 10
# What a page says, its menus and other links aside; of less than this, no report is made.
SAID = "//body//text()[not(ancestor::script or ancestor::style or ancestor::a)]"
SHORT = 300
EXCEPTIONS: tuple[tuple[type[Exception], str], ...] = (
    (ResponseDataLossError, "cut_off"),
    (DownloadCancelledError, "too_large"),
    (DownloadTimeoutError, "timeout"),
    (CannotResolveHostError, "dns"),
    (DownloadConnectionRefusedError, "connection"),
    (DownloadFailedError, "connection"),
    (UnsupportedURLSchemeError, "not_http"),
)
IGNORED = (
    ("robots.txt", "robots"),
    ("offsite", "offsite"),
    ("max redirections", "redirect_loop"),
    ("not in the archive", "not_archived"),
    ("DOWNLOAD_MAXSIZE", "too_large"),
)


def obstacle(response: Response) -> str | None:
    """Why a page that came with status 200 is none: empty, login_page or waf_stub; None for a page."""
    if not response.body.strip():
        return "empty"
    suspicious = len(response.body) < STUB or PASSWORD_BYTES.search(response.body)
    if not suspicious or b"\0" in response.body[:1024]:
        return None  # a page of the weight of a report, or a document: for the reader to say
    source = text_of(response)
    said = re.sub(r"\s+", "", "".join(document(source).xpath(SAID).getall()))
    if FIREWALL.search(source) and len(said) < SHORT:
        return "waf_stub"
    if PASSWORD.search(source) and len(said) < SHORT:
        return "login_page"
    if len(said) < 20 and "<script" in source.lower() and "href" not in source:
        return "waf_stub"
    if not said and not re.search("<img|<iframe|<embed|href", source, re.I):
        return "empty"
    return None


def forward(response: Response) -> str | None:
    """Where a light page forwards by itself within seconds; None for a page that stays."""
    if len(response.body) > STUB or not isinstance(response, TextResponse):
        return None
    seconds, url = get_meta_refresh(response, ignore_tags=("noscript",))
    return (
        url
        if url is not None and seconds is not None and seconds < FORWARD_SECONDS and url != response.url
        else None
    )


def failure_reason(error: BaseException) -> tuple[str, int | None, bool]:
    """What an errback was given, as (reason, HTTP status, blocked)."""
    if isinstance(error, HttpError):
        status = error.response.status
        blocked = status in REFUSALS
        return f"{'blocked' if blocked else 'http'}_{status}", status, blocked
    if isinstance(error, IgnoreRequest):
        text = str(error)
        reason = next((reason for mark, reason in IGNORED if mark.lower() in text.lower()), "ignored")
        return reason, None, reason == "robots"
    for kind, reason in EXCEPTIONS:
        if isinstance(error, kind):
            return reason, None, False
    return f"error:{type(error).__name__}", None, False
