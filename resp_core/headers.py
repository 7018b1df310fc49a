"""Header names and values as Django stores them: native text without newlines."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from typing import Any, TypeVar

from resp_core import settings
from resp_core.versions import HEADERS_ARE_CHECKED_ONE_BY_ONE, NEWLINES_ARE_SHOWN_DECODED

Default = TypeVar("Default")


class BadHeaderError(ValueError):
    """A header or reason phrase that would break the response apart (django.http)."""


class ResponseHeaders(Mapping[str, str]):
    """Headers looked up in any case; the latest spelling and the first position are kept.

    Django 3.2 (`HttpResponse.headers`). Reading takes any object with lower(); a number
    is an AttributeError. There is no update, clear or popitem.
    """

    def __init__(self, data: object = None) -> None:
        self._entries: dict[object, tuple[str, str]] = {}
        if not settings.current().has(HEADERS_ARE_CHECKED_ONE_BY_ONE):
            data = dict(_pairs(data))
        for name, value in _pairs(data) if data else ():
            self[name] = value

    def __getitem__(self, name: str) -> str:
        return self._entries[name.lower()][1]

    def __setitem__(self, name: object, value: object) -> None:
        text = header_name(name)
        self._entries[text.lower()] = (text, header_value(value))

    def __delitem__(self, name: str) -> None:
        self.pop(name)

    def __iter__(self) -> Iterator[str]:
        return (name for name, _ in self._entries.values())

    def __len__(self) -> int:
        return len(self._entries)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Mapping) and _folded(self) == _folded(other)

    # A mutable mapping cannot be hashed; Django's has no hash either.
    __hash__ = None  # type: ignore[assignment]  # the way Python spells "unhashable"

    def __repr__(self) -> str:
        return repr(dict(self._entries.values()))

    def pop(self, name: str, default: Default | None = None) -> tuple[str, str] | Default | None:
        """Remove a header; the (name, value) pair, or `default` where it is missing."""
        return self._entries.pop(name.lower(), default)

    def setdefault(self, name: str, value: object) -> None:
        """Set a header only where it is missing; gives nothing back, unlike a dict's."""
        if name not in self:
            self[name] = value

    def copy(self) -> ResponseHeaders:
        """The very same object: Django's headers are never copied."""
        return self


def header_name(name: object) -> str:
    """A name as Django stores it: ASCII text without CR or LF; nothing else is checked.

    Raises:
        BadHeaderError: it holds a newline.
        UnicodeError: it is not ASCII.
    """
    try:
        return _native(name, "ascii")
    except (UnicodeEncodeError, UnicodeDecodeError) as error:
        error.reason += ", HTTP response headers must be in ascii format"
        raise


def header_value(value: object) -> str:
    """A value as Django stores it; text beyond latin-1 becomes one RFC 2047 encoded word.

    Raises:
        BadHeaderError: it holds CR or LF.
        UnicodeEncodeError: it holds a lone surrogate.
    """
    try:
        return _native(value, "latin-1")
    except UnicodeError:
        # Imported here: email takes longer to import than all of the model.
        from email.header import Header  # noqa: PLC0415

        text = value if isinstance(value, str) else str(value)
        return Header(text, "utf-8", maxlinelen=sys.maxsize).encode()


def _native(value: object, charset: str) -> str:
    plain = value if isinstance(value, (str, bytes)) else str(value)
    try:
        text = plain.decode(charset) if isinstance(plain, bytes) else plain
        text.encode(charset)
    except UnicodeError:
        _refuse_newlines(plain)
        raise
    _refuse_newlines(text if settings.current().has(NEWLINES_ARE_SHOWN_DECODED) else plain)
    return text


def _refuse_newlines(value: str | bytes) -> None:
    breaks = (b"\n", b"\r") if isinstance(value, bytes) else ("\n", "\r")
    if any(character in value for character in breaks):  # type: ignore[operator]  # same types
        raise BadHeaderError(f"Header values can't contain newlines (got {value!r})")


def _pairs(data: Any) -> Iterator[tuple[object, object]]:
    if isinstance(data, Mapping):
        yield from data.items()
        return
    for position, pair in enumerate(data):
        if len(pair) != 2:
            raise ValueError(
                f"dictionary update sequence element #{position} has length {len(pair)}; "
                "2 is required."
            )
        if not isinstance(pair[0], str):
            # The operator matters: a tuple as key fails in formatting, as in Django.
            message = "Element key %r invalid, only strings are allowed" % pair[0]  # noqa: UP031
            raise ValueError(message)  # noqa: TRY004 - Django's type
        yield pair


def _folded(headers: Mapping[str, object]) -> dict[str, object]:
    return {name.lower(): value for name, value in headers.items()}
