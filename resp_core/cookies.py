"""Cookies of a response, set and deleted as Django does on Python's SimpleCookie."""

from __future__ import annotations

import time
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from http import cookies
from typing import TYPE_CHECKING, Any

from resp_core import settings
from resp_core.dates import http_date
from resp_core.versions import EXPIRES_EXCLUDES_MAX_AGE, TIMEDELTA_MAX_AGE

if TYPE_CHECKING:
    from http.cookies import SimpleCookie


@dataclass(frozen=True, slots=True)
class Attributes:
    """What set_cookie() takes beside key and value; max_age is in seconds."""

    max_age: Any
    expires: Any
    path: str | None
    domain: str | None
    secure: object
    httponly: object
    samesite: Any


def set_cookie(jar: SimpleCookie, key: str, value: object, wanted: Attributes) -> None:
    """Put a cookie into the jar; attributes that are not given keep their old values.

    A datetime as expires (naive means UTC) becomes a max-age that is at least 0.

    Raises:
        http.cookies.CookieError: the key is reserved or has illegal characters.
        ValueError: expires and max_age together, or no such samesite.
        TypeError: max_age is text.
    """
    jar[key] = value  # type: ignore[assignment]  # SimpleCookie takes any value through str()
    morsel: dict[str, object] = jar[key]
    max_age, expires = _lifetime(wanted)
    morsel["expires"] = "" if expires is None else expires
    if max_age is not None:
        if isinstance(max_age, timedelta) and settings.current().has(TIMEDELTA_MAX_AGE):
            max_age = max_age.total_seconds()
        morsel["max-age"] = int(max_age)
        if not expires:
            morsel["expires"] = http_date(time.time() + max_age)
    for name in ("path", "domain"):
        if getattr(wanted, name) is not None:
            morsel[name] = getattr(wanted, name)
    for name in ("secure", "httponly"):
        if getattr(wanted, name):
            morsel[name] = True
    if wanted.samesite:
        if wanted.samesite.lower() not in ("lax", "none", "strict"):
            raise ValueError('samesite must be "lax", "none", or "strict".')
        morsel["samesite"] = wanted.samesite


def parse_cookie(cookie: str) -> dict[str, str]:
    """The cookies of a request's Cookie header; a part without `=` has an empty name."""
    found = {}
    for part in cookie.split(";"):
        name, equals, value = part.partition("=")
        if not equals:
            name, value = "", part
        name, value = name.strip(), value.strip()
        if name or value:
            found[name] = _unquoted(value)
    return found


def _unquoted(value: str) -> str:
    """What SimpleCookie makes of a quoted value, octal escapes included."""
    text: str = cookies._unquote(value)  # noqa: SLF001 - Django uses it too
    return text


def _lifetime(wanted: Attributes) -> tuple[Any, Any]:
    """max_age in seconds and expires as text, after a datetime became a max-age."""
    if not isinstance(wanted.expires, datetime):
        return wanted.max_age, wanted.expires
    if wanted.max_age is not None and settings.current().has(EXPIRES_EXCLUDES_MAX_AGE):
        raise ValueError("'expires' and 'max_age' can't be used together.")
    moment = wanted.expires
    if moment.utcoffset() is None:
        moment = moment.replace(tzinfo=timezone.utc)
    # One second more, for what is lost until the date is written.
    left = moment - datetime.now(tz=timezone.utc) + timedelta(seconds=1)
    return max(0, left.days * 86400 + left.seconds), None
