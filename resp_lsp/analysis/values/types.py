"""The types of values, by qualified names."""

from __future__ import annotations

from resp_lsp.analysis.values.value import (
    Awaitable,
    Collection,
    Ended,
    Instance,
    Known,
    Made,
    Ref,
    Text,
    Value,
)

BUILTIN_TYPES: dict[type, str] = {
    kind: f"builtins.{kind.__name__}"
    for kind in (str, bytes, int, float, complex, bool, type(None), type(...))
}


KINDS_OF_TEXT = ("ascii", "isoformat", "plain", "request")
REFINED = frozenset(("builtins.int[characters]", *(f"builtins.str[{k}]" for k in KINDS_OF_TEXT)))
"""The types of a str or int of which more is known; see `kinds_of_text`."""


def type_of(value: Value) -> str | None:
    """The qualified name of a single value's type; None when it is not known."""
    match value:
        case Known(constant):
            return BUILTIN_TYPES.get(type(constant))
        case Text():
            return "builtins.str"
        case Instance(name) if name in REFINED:
            return name.partition("[")[0]
        case Instance(name) | Ended(name) | Collection(name) | Ref(_, name) | Made(name):
            return name
        case Awaitable():
            return "builtins.coroutine"
        case _:
            return None


def class_of(value: Value) -> str | None:
    """The qualified name of a value's class, without what is known of its contents: a
    `builtins.str[JSON]` is a `builtins.str`."""
    name = type_of(value)
    return None if name is None else name.partition("[")[0]
