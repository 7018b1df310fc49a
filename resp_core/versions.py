"""The Django releases that the model knows, and what changed between them."""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Version:
    """A Django feature release, for example 5.2."""

    major: int
    minor: int

    def __str__(self) -> str:
        return f"{self.major}.{self.minor}"

    @classmethod
    def parse(cls, text: str) -> Version:
        """The feature release of `5.2`, `5.2.19` or `6.1rc1`.

        Raises:
            ValueError: the text names no release that the model knows.
        """
        match = re.match(r"(\d+)\.(\d+)(?!\d)", text.strip())
        version = match and cls(int(match[1]), int(match[2]))
        if version not in RELEASES:
            known = ", ".join(map(str, RELEASES))
            raise ValueError(f"unknown Django version {text!r} (known: {known})")
        return version


RELEASES = tuple(
    Version(major, minor)
    for major, minors in ((3, (2,)), (4, (0, 1, 2)), (5, (0, 1, 2)), (6, (0, 1, 2)))
    for minor in minors
)
OLDEST = RELEASES[0]
NEWEST = RELEASES[-1]
DEFAULT = Version(6, 1)
"""The newest release that is out; 6.2 is in development."""


@dataclass(frozen=True, slots=True)
class Change:
    """A behaviour that Django has from a release on; each release means its last patch."""

    since: Version
    effect: str

    def __str__(self) -> str:
        return f"Django {self.since}: {self.effect}"


STREAMS_SHOW_STATUS = Change(
    Version(4, 0), "A streaming response shows status and type in its repr."
)
NEWLINES_ARE_SHOWN_DECODED = Change(
    Version(4, 1), "The error for a newline in bytes shows them decoded."
)
HEADERS_ARE_CHECKED_ONE_BY_ONE = Change(
    Version(4, 1), "ResponseHeaders() stores pair after pair, and takes None for none."
)
EXPIRES_EXCLUDES_MAX_AGE = Change(
    Version(4, 1), "set_cookie() refuses a datetime `expires` together with `max_age`."
)
TIMEDELTA_MAX_AGE = Change(Version(4, 1), "set_cookie() takes a timedelta as `max_age`.")
FILE_POSITION_COUNTS = Change(
    Version(4, 1),
    "FileResponse counts Content-Length from the file's position; content_type=text/html stays.",
)
ASYNC_STREAMING = Change(Version(4, 2), "StreamingHttpResponse takes asynchronous iterators.")
CONTENT_DISPOSITION_HELPER = Change(
    Version(4, 2), "django.utils.http.content_disposition_header() exists."
)
AITER_ERRORS = Change(
    Version(5, 0), "A body that cannot be iterated is a TypeError, not an AttributeError."
)
MORE_COMPRESSED_TYPES = Change(
    Version(5, 0), "FileResponse knows brotli (.br) and compress (.Z) files."
)
PYTHON_SPLITS_URLS = Change(
    Version(5, 0), "url_has_allowed_host_and_scheme() takes no scheme that starts with a digit."
)
LONG_URLS_ARE_UNSAFE = Change(
    Version(5, 0), "url_has_allowed_host_and_scheme() refuses URLs of over 2048 characters."
)
CONTROLS_ARE_PERCENT_ENCODED = Change(
    Version(5, 2), "content_disposition_header() percent-encodes control characters."
)
PRESERVE_REQUEST = Change(Version(5, 2), "Redirects take preserve_request and give 307 or 308.")
TEXT_PROPERTY = Change(Version(5, 2), "HttpResponse.text decodes the content.")
VARY_QUERY_IS_STRIPPED = Change(Version(5, 2), "has_vary_header() ignores padding.")
REASON_IS_CHECKED = Change(
    Version(6, 1), "A reason phrase with control characters is a BadHeaderError."
)
REDIRECT_MAX_LENGTH = Change(
    Version(6, 1), "Redirects take max_length, which limits the encoded Location."
)
LISTS_ARE_STRIPPED = Change(
    Version(6, 1), "Cache-Control and Vary lists are stripped and lose empty elements."
)
JSON_SAFE_IS_OFF = Change(
    Version(6, 2), "JsonResponse's safe defaults to False and is deprecated (unreleased)."
)
REDIRECT_LIMIT_RELEASES = frozenset(
    release for release in RELEASES if release >= Version(5, 1) or release == Version(4, 2)
)
"""Releases whose last patch refuses long redirects (CVE-2025-64458); 5.0 ended before it."""
