"""Entity tags (RFC 9110, 8.8.3)."""

from __future__ import annotations

import re
from typing import Any

_ETAG = re.compile(r'\A((?:W/)?"[^"]*")\Z')


def quote_etag(etag_str: str) -> str:
    """The tag as it is when quoted (weak or not), else in quotes."""
    return etag_str if _ETAG.match(etag_str) else f'"{etag_str!s}"'


def parse_etags(etag_str: str) -> list[str]:
    """The well-formed tags of an If-Match or If-None-Match header, or ["*"].

    A tag that holds a comma is cut apart and lost, as in Django.
    """
    if etag_str.strip() == "*":
        return ["*"]
    return [tag for part in etag_str.split(",") if _ETAG.match(tag := part.strip())]


def set_response_etag(response: Any) -> Any:
    """Set the ETag to the MD5 of a non-empty whole body; gives the response back."""
    if not response.streaming and response.content:
        # Imported here: the linter never needs a digest.
        from hashlib import md5  # noqa: PLC0415

        digest = md5(response.content, usedforsecurity=False).hexdigest()
        response.headers["ETag"] = quote_etag(digest)
    return response
