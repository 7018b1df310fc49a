"""Cache-Control as data: the known directives, parsing and formatting (RFC 9111, 5.2)."""

from __future__ import annotations

import keyword
import re
from dataclasses import dataclass
from difflib import get_close_matches
from enum import Enum

_NEAR = 0.85
"""So much of a name must be right; `max-stale`, which is for requests, is not near to max-age."""


class Argument(Enum):
    """What a directive takes after `=`."""

    NONE = "none"
    SECONDS = "a number of seconds"
    FIELDS = "header names, optionally"


@dataclass(frozen=True, slots=True)
class KnownDirective:
    """A directive of a response, the RFC section that defines it, and what it says."""

    name: str
    argument: Argument
    source: str
    meaning: str

    @property
    def keyword(self) -> str:
        """Its name as an argument of patch_cache_control()."""
        return self.name.replace("-", "_")

    def takes(self, value: object) -> bool:
        """Whether patch_cache_control() makes this directive of the value, whatever is there.

        It compares max-age with the old one, and cannot do that with text.
        """
        match self.argument:
            case Argument.NONE:
                return value is True
            case Argument.FIELDS:
                return value is True or isinstance(value, str)
            case Argument.SECONDS:
                is_text = isinstance(value, str) and value.isdecimal() and self.name != "max-age"
                return is_text or type(value) is int


KNOWN = {
    directive.name: directive
    for directive in (
        KnownDirective(
            "max-age",
            Argument.SECONDS,
            "RFC 9111, 5.2.2.1",
            "The response is fresh for so many seconds.",
        ),
        KnownDirective(
            "must-revalidate",
            Argument.NONE,
            "RFC 9111, 5.2.2.2",
            "Once it is stale, no cache may use it without asking the server.",
        ),
        KnownDirective(
            "must-understand",
            Argument.NONE,
            "RFC 9111, 5.2.2.3",
            "A cache stores the response only if it knows what its status demands of caches.",
        ),
        KnownDirective(
            "no-cache",
            Argument.FIELDS,
            "RFC 9111, 5.2.2.4",
            "A cache asks the server before each use, or before it uses the headers named.",
        ),
        KnownDirective(
            "no-store",
            Argument.NONE,
            "RFC 9111, 5.2.2.5",
            "No cache may store any part of the request or of the response.",
        ),
        KnownDirective(
            "no-transform",
            Argument.NONE,
            "RFC 9111, 5.2.2.6",
            "Nobody on the way may change the content.",
        ),
        KnownDirective(
            "private",
            Argument.FIELDS,
            "RFC 9111, 5.2.2.7",
            "Shared caches must not store the response, or the headers that are named.",
        ),
        KnownDirective(
            "proxy-revalidate",
            Argument.NONE,
            "RFC 9111, 5.2.2.8",
            "What must-revalidate says, for shared caches only.",
        ),
        KnownDirective(
            "public",
            Argument.NONE,
            "RFC 9111, 5.2.2.9",
            "Any cache may store the response, even where it could not otherwise.",
        ),
        KnownDirective(
            "s-maxage",
            Argument.SECONDS,
            "RFC 9111, 5.2.2.10",
            "What max-age says, for shared caches, which heed this first.",
        ),
        KnownDirective(
            "stale-while-revalidate",
            Argument.SECONDS,
            "RFC 5861, 3",
            "For so many seconds more, a cache may use it stale while it asks for a new one.",
        ),
        KnownDirective(
            "stale-if-error",
            Argument.SECONDS,
            "RFC 5861, 4",
            "For so many seconds more, a cache may use it stale when the server fails.",
        ),
        KnownDirective(
            "immutable",
            Argument.NONE,
            "RFC 8246, 2",
            "The content does not change while it is fresh: a reload need not ask for it.",
        ),
    )
}
"""The response directives that are registered, by name."""

_SQUEEZED = {name.replace("-", ""): directive for name, directive in KNOWN.items()}


def nearest(name: str) -> KnownDirective | None:
    """The directive that is meant by a misspelt name such as `maxage`, or by a right one."""
    squeezed = name.lower().replace("-", "")
    found = get_close_matches(squeezed, _SQUEEZED, n=1, cutoff=_NEAR)
    return _SQUEEZED[found[0]] if found else None


# An element ends at a comma outside of quotes; a backslash escapes within them.
_ELEMENT = re.compile(r'(?:[^,"]|"(?:[^"\\]|\\.)*"?)+', re.DOTALL)


@dataclass(frozen=True, slots=True)
class Directive:
    """One directive; the name is lower-case, the value as written, quotes included."""

    name: str
    value: str | None = None

    def __str__(self) -> str:
        return self.name if self.value is None else f"{self.name}={self.value}"

    @property
    def known(self) -> KnownDirective | None:
        """The registered directive of this name."""
        return KNOWN.get(self.name)

    @property
    def argument(self) -> tuple[str, object] | None:
        """Keyword and value for patch_cache_control(), or None where Python has no such keyword.

        A number is an int only where it is written as Python would write it.
        """
        word = self.name.replace("-", "_")
        if "_" in self.name or not word.isidentifier() or keyword.iskeyword(word):
            return None
        if self.value is None:
            return word, True
        plain = re.fullmatch(r"0|-?[1-9][0-9]{0,17}", self.value)
        return word, int(self.value) if plain else self.value


def parse_cache_control(header: str) -> tuple[Directive, ...]:
    """The directives of a header (RFC 9111, 5.2); quoted commas do not split (RFC 9110, 5.6).

    Empty elements are dropped, as RFC 9110, 5.6.1.2 has it; Django splits at every comma.
    """
    found = []
    for element in _ELEMENT.findall(header):
        name, equals, value = element.strip().partition("=")
        if name or equals:
            found.append(Directive(name.strip().lower(), value.strip() if equals else None))
    return tuple(found)


def format_cache_control(directives: tuple[Directive, ...]) -> str:
    """The header that `parse_cache_control` gives back as these directives."""
    return ", ".join(map(str, directives))
