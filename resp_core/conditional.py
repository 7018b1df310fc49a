"""Conditional requests: 304 and 412 (RFC 9110, 13)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

from resp_core.dates import parse_http_date_safe
from resp_core.etags import parse_etags
from resp_core.response import HttpResponse
from resp_core.statuses import HttpResponseNotModified

if TYPE_CHECKING:
    from collections.abc import Mapping

_KEPT_HEADERS = (
    "Cache-Control",
    "Content-Location",
    "Date",
    "ETag",
    "Expires",
    "Last-Modified",
    "Vary",
)
"""What a 304 takes over (RFC 9110, 15.4.5, and Last-Modified)."""


class Request(Protocol):
    """What is read of a request."""

    method: str
    META: Mapping[str, str]


def get_conditional_response(
    request: Request,
    etag: str | None = None,
    last_modified: int | None = None,
    response: Any = None,
) -> Any:
    """The response, or the 304 or 412 that the request's conditions ask for.

    last_modified is in seconds since the epoch. Only a 2xx response, or none, is looked at.
    The order is that of RFC 9110, 13.2.2; If-Range is not supported.
    """
    if response and not 200 <= response.status_code < 300:
        return response
    if_match = parse_etags(request.META.get("HTTP_IF_MATCH", ""))
    if_none_match = parse_etags(request.META.get("HTTP_IF_NONE_MATCH", ""))
    unmodified_since = _moment(request, "HTTP_IF_UNMODIFIED_SINCE")
    modified_since = _moment(request, "HTTP_IF_MODIFIED_SINCE")
    if if_match:
        failed = not _matches_strongly(etag, if_match)
    else:
        failed = bool(unmodified_since) and not (
            last_modified and last_modified <= unmodified_since
        )
    if failed:
        return _precondition_failed()
    reading = request.method in {"GET", "HEAD"}
    if if_none_match:
        if not _matches_weakly(etag, if_none_match):
            return response
        return _not_modified(response) if reading else _precondition_failed()
    fresh = modified_since and last_modified and last_modified <= modified_since
    return _not_modified(response) if fresh and reading else response


def _moment(request: Request, header: str) -> int:
    """The date in a header, or 0 for none that is valid."""
    text = request.META.get(header)
    return (text and parse_http_date_safe(text)) or 0


def _matches_strongly(etag: str | None, wanted: list[str]) -> bool:
    if not etag:
        return False
    return wanted == ["*"] or (not etag.startswith("W/") and etag in wanted)


def _matches_weakly(etag: str | None, wanted: list[str]) -> bool:
    if not etag:
        return False
    # strip() takes any W and / off both ends, which is Django's comparison too.
    return wanted == ["*"] or etag.strip("W/") in {tag.strip("W/") for tag in wanted}


def _precondition_failed() -> HttpResponse:
    return HttpResponse(status=412)


def _not_modified(response: Any) -> HttpResponseNotModified:
    answer = HttpResponseNotModified()
    if response:
        for header in _KEPT_HEADERS:
            if header in response:
                answer.headers[header] = response.headers[header]
        answer.cookies = response.cookies
    return answer
