"""Responses named after their status, and the exception for a missing page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from resp_core.response import HttpResponse

if TYPE_CHECKING:
    from collections.abc import Iterable


class HttpResponseNotModified(HttpResponse):
    """304 without content and without Content-Type (RFC 9110, 15.4.5).

    Raises:
        AttributeError: content is given; write() is not refused.
    """

    status_code = 304

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self["content-type"]

    @property
    def content(self) -> bytes:
        """Empty unless written to."""
        return b"".join(self._chunks)

    @content.setter
    def content(self, value: object) -> None:
        if value:
            raise AttributeError("You cannot set content to a 304 (Not Modified) response")
        self._chunks = []


class HttpResponseNotAllowed(HttpResponse):
    """405 whose Allow is the methods joined as given (RFC 9110, 15.5.6)."""

    status_code = 405

    def __init__(self, permitted_methods: Iterable[str], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self["Allow"] = ", ".join(permitted_methods)

    def __repr__(self) -> str:
        return self._shown(prefix=f" [{self['Allow']!s}]")


class HttpResponseBadRequest(HttpResponse):
    """400 Bad Request (RFC 9110, 15.5.1)."""

    status_code = 400


class HttpResponseForbidden(HttpResponse):
    """403 Forbidden (RFC 9110, 15.5.4)."""

    status_code = 403


class HttpResponseNotFound(HttpResponse):
    """404 Not Found (RFC 9110, 15.5.5)."""

    status_code = 404


class HttpResponseGone(HttpResponse):
    """410 Gone (RFC 9110, 15.5.11)."""

    status_code = 410


class HttpResponseServerError(HttpResponse):
    """500 Internal Server Error (RFC 9110, 15.6.1)."""

    status_code = 500


class Http404(Exception):  # noqa: N818 - Django's name
    """No such page; Django turns it into a 404 response (django.http)."""
