"""A response made anew. `Response.replace` reads every attribute first, and `encoding` is a costly guess."""

from __future__ import annotations

from typing import Any, TypeVar

from scrapy.http import Response

R = TypeVar("R", bound=Response)


def rebuild(response: Response, cls: type[R], **changes: Any) -> R:
    """The same answer as a `cls`, its encoding not asked for."""
    kept = {
        name: getattr(response, name) for name in response.attributes if name not in ("encoding", *changes)
    }
    return cls(**kept, **changes)
