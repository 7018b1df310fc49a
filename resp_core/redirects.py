"""Redirects and the checks of their target."""

from __future__ import annotations

from typing import Any, ClassVar

from resp_core import settings
from resp_core.lazy_text import is_lazy
from resp_core.response import HttpResponse
from resp_core.versions import PRESERVE_REQUEST, REDIRECT_LIMIT_RELEASES, REDIRECT_MAX_LENGTH

MAX_URL_REDIRECT_LENGTH = 16384
"""Characters of a Location; 2048 in Django 4.2.26 and 5.2.8, eased one release later."""


class DisallowedRedirect(Exception):  # noqa: N818 - Django's name
    """A redirect to an unsafe scheme or a too long URL (django.core.exceptions)."""


class HttpResponseRedirectBase(HttpResponse):
    """A response with a Location; `preserve_request` (Django 5.2) keeps method and body.

    Raises:
        DisallowedRedirect: the URL has another scheme, or is too long.
        ValueError: the URL has a broken IPv6 host.
    """

    allowed_schemes: ClassVar[list[str]] = ["http", "https", "ftp"]
    status_code_preserve_request: int

    def __init__(self, redirect_to: object, *args: Any, **kwargs: Any) -> None:
        # Imported here and below: urllib is slow to import, and most uses need none of it.
        from urllib.parse import urlsplit  # noqa: PLC0415

        release = settings.current()
        preserve: object = False
        limit: int | None = MAX_URL_REDIRECT_LENGTH
        if release.has(PRESERVE_REQUEST):
            preserve, args = _preserve_request(args, kwargs)
        if release.has(REDIRECT_MAX_LENGTH):
            limit = kwargs.pop("max_length", limit)
        super().__init__(*args, **kwargs)
        self["Location"] = iri_to_uri(redirect_to)
        measured = self["Location"] if release.has(REDIRECT_MAX_LENGTH) else str(redirect_to)
        if (
            release.target in REDIRECT_LIMIT_RELEASES
            and limit is not None
            and len(measured) > limit
        ):
            raise DisallowedRedirect(f"Unsafe redirect exceeding {limit} characters")
        scheme = urlsplit(str(redirect_to)).scheme
        if preserve:
            self.status_code = self.status_code_preserve_request
        if scheme and scheme not in self.allowed_schemes:
            raise DisallowedRedirect(f"Unsafe redirect to URL with protocol '{scheme}'")

    @property
    def url(self) -> str:
        """The Location as sent."""
        return self["Location"]

    def __repr__(self) -> str:
        return self._shown(suffix=f', url="{self.url!s}"')


class HttpResponseRedirect(HttpResponseRedirectBase):
    """302 Found, or 307 where the request is preserved (RFC 9110, 15.4.3)."""

    status_code = 302
    status_code_preserve_request = 307


class HttpResponsePermanentRedirect(HttpResponseRedirectBase):
    """301 Moved Permanently, or 308 where the request is preserved (RFC 9110, 15.4.2)."""

    status_code = 301
    status_code_preserve_request = 308


def iri_to_uri(iri: Any) -> Any:
    """Percent-encode what a URI cannot hold; existing %XX and reserved characters stay.

    None stays None (django.utils.encoding).
    """
    if iri is None:
        return None
    from urllib.parse import quote  # noqa: PLC0415 - as above

    return quote(str(iri) if is_lazy(iri) else iri, safe="/#%[]=:;$&()+,!?*@'~")


def _preserve_request(
    args: tuple[Any, ...], kwargs: dict[str, Any]
) -> tuple[object, tuple[Any, ...]]:
    """preserve_request by position or by keyword, and the positions that are left."""
    if args and "preserve_request" in kwargs:
        raise TypeError(
            "HttpResponseRedirectBase.__init__() got multiple values "
            "for argument 'preserve_request'"
        )
    if args:
        return args[0], args[1:]
    return kwargs.pop("preserve_request", False), args
