"""Status codes and reason phrases as Django takes them."""

from __future__ import annotations

import re
from http import HTTPStatus
from typing import SupportsInt

from resp_core.headers import BadHeaderError

PHRASES = {status.value: status.phrase for status in HTTPStatus}
"""Reason phrases of the running Python, which is where Django takes them from."""

_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")


def status_code(value: SupportsInt | str) -> int:
    """The code that a constructor takes: whatever int() makes of the value, 100 to 599.

    Raises:
        TypeError: not an integer.
        ValueError: outside 100 to 599.
        OverflowError: infinity.
    """
    try:
        code = int(value)
    except (ValueError, TypeError):
        # Django chains the original error implicitly; callers see the same here.
        raise TypeError("HTTP status code must be an integer.")  # noqa: B904
    if not 100 <= code <= 599:
        raise ValueError("HTTP status code must be an integer from 100 to 599.")
    return code


def reason_phrase(code: object) -> str:
    """The standard phrase of a code, or Django's stand-in for an unknown one."""
    return PHRASES.get(code, "Unknown Status Code")  # type: ignore[call-overload,no-any-return]  # any key may be looked up


def check_reason(reason: str | None) -> None:
    """Refuse control characters, as Django 6.1 began to.

    Raises:
        BadHeaderError: it holds U+0000-1F or U+007F-9F.
        TypeError: it is neither text nor empty.
    """
    if reason and _CONTROL.search(reason):
        raise BadHeaderError("reason_phrase can't contain control characters.")
