"""Django's helpers for Cache-Control and Expires (django.utils.cache)."""

from __future__ import annotations

import time
from typing import Any

from resp_core import settings
from resp_core.cache_directives import (
    KNOWN,
    Argument,
    Directive,
    KnownDirective,
    format_cache_control,
    parse_cache_control,
)
from resp_core.dates import http_date
from resp_core.header_lists import split_list
from resp_core.versions import LISTS_ARE_STRIPPED

__all__ = [
    "KNOWN",
    "Argument",
    "Directive",
    "KnownDirective",
    "add_never_cache_headers",
    "format_cache_control",
    "get_max_age",
    "parse_cache_control",
    "patch_cache_control",
    "patch_response_headers",
]


def add_never_cache_headers(response: Any) -> None:
    """`max-age=0, no-cache, no-store, must-revalidate, private`, and Expires now."""
    patch_response_headers(response, cache_timeout=-1)
    patch_cache_control(response, no_cache=True, no_store=True, must_revalidate=True, private=True)


def patch_response_headers(response: Any, cache_timeout: Any = None) -> None:
    """Cache for `cache_timeout` seconds: max-age, and Expires where it is missing.

    None means the setting CACHE_MIDDLEWARE_SECONDS; a negative number is 0.
    """
    seconds = settings.current().cache_seconds if cache_timeout is None else cache_timeout
    # Not max(): the comparison decides the error message for what cannot be compared.
    if seconds < 0:  # noqa: PLR1730
        seconds = 0
    if not response.has_header("Expires"):
        response.headers["Expires"] = http_date(time.time() + seconds)
    patch_cache_control(response, max_age=seconds)


def patch_cache_control(response: Any, **kwargs: Any) -> None:
    """Add directives to Cache-Control, in order after those that are there.

    Only True gives a bare name. max_age becomes the minimum of old and new; an old
    private gives way to a new public and the reverse; no-cache collects its fields.

    Raises:
        ValueError: the existing max-age is no number and max_age is given.
        TypeError: max_age cannot be compared with it, or no_cache cannot be hashed.
    """
    directives: dict[str, Any] = {}
    if response.get("Cache-Control"):
        for element in split_list(response.headers["Cache-Control"]):
            name, value = _name_and_value(element)
            # A padded name is trimmed here since Django 6.1, and never in get_max_age().
            trimmed = name.strip() if settings.current().has(LISTS_ARE_STRIPPED) else name
            _put(directives, trimmed.lower(), value)
    if "max-age" in directives and "max_age" in kwargs:
        kwargs["max_age"] = min(int(directives["max-age"]), kwargs["max_age"])
    for old, new in (("private", "public"), ("public", "private")):
        if old in directives and new in kwargs:
            del directives[old]
            break
    for word, value in kwargs.items():
        _put(directives, word.replace("_", "-"), value)
    written = [element for name, held in directives.items() for element in _written(name, held)]
    response.headers["Cache-Control"] = ", ".join(written)


def get_max_age(response: Any) -> int | None:
    """The max-age in seconds, or None; a bare `max-age` is 1, the last one counts."""
    if not response.has_header("Cache-Control"):
        return None
    ages = [
        value
        for element in split_list(response.headers["Cache-Control"])
        for name, value in [_name_and_value(element)]
        if name.lower() == "max-age"
    ]
    try:
        return int(ages[-1])
    except (ValueError, TypeError, IndexError):
        return None


def _name_and_value(element: str) -> tuple[str, Any]:
    name, equals, value = element.partition("=")
    return name, value if equals else True


def _put(directives: dict[str, Any], name: str, value: object) -> None:
    if name == "no-cache":
        directives.setdefault(name, set()).add(value)
    else:
        directives[name] = value


def _written(name: str, held: Any) -> list[str]:
    """The elements of a directive; a True among several values hides the others."""
    values = held if isinstance(held, set) else (held,)
    if isinstance(held, set) and True in held:
        values = (True,)
    return [name if value is True else f"{name}={value!s}" for value in values]
