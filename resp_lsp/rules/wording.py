"""How messages name a value."""

from __future__ import annotations

from resp_lsp.analysis.values.value import Awaitable, Known, Value, type_of


def described(value: Value) -> str:
    """The kind of a value with its article: `a list`, `None`."""
    match value:
        case Known(None):
            return "None"
        case Awaitable():
            return "a coroutine that is not awaited"
        case _:
            name = plain_name(type_of(value) or "")
            if name.startswith("bytes") or name.endswith("s[JSON]"):
                return name
            return f"{'an' if name[:1] in 'aeiouAEIO' else 'a'} {name}"


def plain_name(type_name: str) -> str:
    """The name of a class without its module, and without what is known of its items."""
    return type_name.partition("[")[0].rpartition(".")[2]
