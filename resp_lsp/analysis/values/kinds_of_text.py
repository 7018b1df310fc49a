"""What is known of text of which the characters are not: where it comes from, what it may hold."""

from __future__ import annotations

import re

from resp_lsp.analysis.values.types import type_of
from resp_lsp.analysis.values.value import Instance, Known, OneOf, Text, Value

FROM_REQUEST = "builtins.str[request]"
"""A str that is just what the client sent, a newline or a quote included."""

PLAIN_TEXT = "builtins.str[plain]"
"""A str of letters, digits, `-`, `_`, `.` and `%`: a slug, a hash, what is percent-encoded."""

ISO_DATE = "builtins.str[isoformat]"
ASCII = "builtins.str[ascii]"
CHARACTERS = "builtins.int[characters]"
"""How many characters a str has that is not certainly ASCII."""

PLAIN = re.compile(r"[A-Za-z0-9._%+-]*")
PLAIN_TYPES = frozenset(
    (
        PLAIN_TEXT,
        CHARACTERS,
        ISO_DATE,
        "builtins.bool",
        "builtins.float",
        "builtins.int",
        "datetime.date",
        "decimal.Decimal",
        "uuid.UUID",
    )
)
"""Of their values, text has letters and digits of ASCII, and no quotes or spaces."""


def is_plain(value: Value) -> bool:
    """Whether the value is written in characters that mean the same in every header."""
    match value:
        case Known(constant):
            return PLAIN.fullmatch(str(constant)) is not None
        case Text(parts):
            return all(is_plain(Known(p) if isinstance(p, str) else p.value) for p in parts)
        case Instance(name):
            return name in PLAIN_TYPES
        case OneOf(values):
            return all(map(is_plain, values))
        case _:
            return False


def may_exceed_ascii(value: Value) -> bool:
    """Whether this is a str that is not certainly ASCII."""
    match value:
        case Known(str(constant)):
            return not constant.isascii()
        case Text(parts):
            holes = (p.value for p in parts if not isinstance(p, str))
            return not all(p.isascii() for p in value.literals) or not all(map(_is_ascii, holes))
        case Instance():
            return type_of(value) == "builtins.str" and not _is_ascii(value)
        case _:
            return False


def _is_ascii(value: Value) -> bool:
    return is_plain(value) or value == Instance(ASCII)
