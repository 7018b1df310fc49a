"""Whether a URL stays on the hosts that a site allows (django.utils.http)."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from resp_core import settings
from resp_core.versions import LONG_URLS_ARE_UNSAFE, PYTHON_SPLITS_URLS

if TYPE_CHECKING:
    from collections.abc import Container

_OLD_SCHEME = re.compile(r"([A-Za-z0-9+.-]+):")
MAX_URL_LENGTH = 2048
"""Characters of a URL that is looked at at all (Django 5.0, CVE-2024-39614)."""


def url_has_allowed_host_and_scheme(
    url: str | None, allowed_hosts: str | Container[str] | None, require_https: object = False
) -> bool:
    """Whether a redirect to the URL leads to an allowed host by http or https.

    A URL without a host is allowed, an empty one is not.
    """
    url = url.strip() if url is not None else None
    if not url:
        return False
    if allowed_hosts is None:
        allowed_hosts = ()
    hosts = {allowed_hosts} if isinstance(allowed_hosts, str) else allowed_hosts
    # Browsers take a backslash in a path for a slash, but not one in credentials.
    readings = (url, url.replace("\\", "/"))
    return all(_is_safe(reading, hosts, require_https) for reading in readings)


def _is_safe(url: str, hosts: Container[str], require_https: object) -> bool:
    limited = settings.current().has(LONG_URLS_ARE_UNSAFE)
    if url.startswith("///") or (limited and len(url) > MAX_URL_LENGTH):
        return False
    try:
        scheme, host = _scheme_and_host(url)
    except ValueError:
        return False
    if scheme and not host:
        return False
    if unicodedata.category(url[0])[0] == "C":
        return False
    scheme = scheme or ("http" if host else "")
    schemes = ("", "https") if require_https else ("", "http", "https")
    return (not host or host in hosts) and scheme in schemes


def _scheme_and_host(url: str) -> tuple[str, str]:
    from urllib.parse import urlsplit  # noqa: PLC0415 - slow to import, rarely needed

    old = None if settings.current().has(PYTHON_SPLITS_URLS) else _OLD_SCHEME.match(url)
    if old:
        return old[1].lower(), urlsplit(f"x:{url[old.end() :]}").netloc
    parts = urlsplit(url)
    return parts.scheme, parts.netloc
