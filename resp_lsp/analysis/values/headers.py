"""What is known of a response's headers at one point of a program."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from enum import Enum

from resp_lsp.analysis.values.history import (
    ELSEWHERE,
    Change,
    History,
    Operand,
    after,
    met,
    unseen,
    with_argument,
)
from resp_lsp.analysis.values.value import UNKNOWN, Known, Value

ABSENT = Known(None)
"""In place of a header's value: the response has no such header."""

ONE_WORD_HEADERS = (
    "accept|age|allow|authorization|connection|cookie|date|etag|expires|forwarded|from|host|link"
    "|location|origin|p3p|pragma|range|referer|refresh|server|sourcemap|te|trailer|upgrade|vary"
    "|via|warning"
)
HEADER_NAME = rf"(?:[A-Za-z][A-Za-z0-9]*(?:-[A-Za-z0-9]+)+|(?i:{ONE_WORD_HEADERS}))"
HEADER_LIKE = re.compile(HEADER_NAME)


def looks_like_header(name: Value) -> bool:
    """Whether this is the name of a header (RFC 9110) rather than any dictionary key."""
    match name:
        case Known(str(text)):
            return HEADER_LIKE.fullmatch(text) is not None
        case _:
            return False


def is_of_response(name: Value) -> bool:
    """Whether only responses have a header of this name that anybody writes by hand."""
    match name:
        case Known(str(text)):
            return text.lower() in ("cache-control", "vary")
        case _:
            return False


class Decoded(Enum):
    """Whether `response.text` was read, which Django keeps, and is still what the content says."""

    NOT_YET = "not read"
    KEPT = "read"
    STALE = "read, and the content has changed"


@dataclass(frozen=True, slots=True)
class Headers:
    """Header values by lower-case name; `rest` holds for all the others.

    `cookies` are those that are certainly set or deleted, each by its name with the last call;
    `is_plain` tells that the response is of a class of Django's own.
    """

    values: tuple[tuple[str, Value], ...] = ()
    rest: Value = UNKNOWN
    cookies: tuple[tuple[str, object], ...] = ()
    is_plain: bool = False
    text: Decoded = Decoded.NOT_YET
    history: History = ELSEWHERE

    def __getitem__(self, name: str) -> Value:
        return dict(self.values).get(name.lower(), self.rest)

    def having(self, name: Value, value: Value) -> Headers:
        """The headers after one is set; a name that is not known may be any of them."""
        match name:
            case Known(str(text)):
                return replace(self, values=(*(dict(self.values) | {text.lower(): value}).items(),))
            case _:
                return replace(self, values=(), rest=UNKNOWN)

    def with_cookie(self, name: str, call: object) -> Headers:
        return replace(self, cookies=(*(dict(self.cookies) | {name: call}).items(),))

    def with_text_read(self) -> Headers:
        return self if self.text is Decoded.STALE else replace(self, text=Decoded.KEPT)

    def with_text_changed(self) -> Headers:
        return self if self.text is Decoded.NOT_YET else replace(self, text=Decoded.STALE)

    def joined(self, other: Headers) -> Headers:
        names = dict.fromkeys(name for name, _ in (*self.values, *other.values))
        return Headers(
            tuple((name, _same(self[name], other[name])) for name in names),
            _same(self.rest, other.rest),
            tuple(cookie for cookie in self.cookies if cookie in other.cookies),
            self.is_plain and other.is_plain,
            self.text if self.text is other.text else Decoded.NOT_YET,
            met(self.history, other.history),
        )

    def after(self, change: Change) -> Headers:
        """The headers with one more change in their history; what it does to them is not told."""
        return replace(self, history=after(self.history, change))

    def having_status(self, status: Operand) -> Headers:
        """A response just made whose class has a status of its own."""
        return replace(self, history=with_argument(self.history, "status", status))

    def unknown(self) -> Headers:
        """Nothing is known of the headers from here on."""
        return replace(UNKNOWN_HEADERS, history=self.history)

    def shared(self) -> Headers:
        """Others may do anything to the response from here on."""
        return replace(UNKNOWN_HEADERS, history=unseen(self.history))


def _same(one: Value, other: Value) -> Value:
    return one if one == other else UNKNOWN


UNKNOWN_HEADERS = Headers()
OWN_HEADERS = ("content-type", "content-length", "content-disposition", "location", "allow")
NO_HEADERS = Headers(
    tuple((name, UNKNOWN) for name in OWN_HEADERS), ABSENT, is_plain=True, history=()
)
"""A response just made: it has none but those that Django's classes set themselves."""
