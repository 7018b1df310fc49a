"""How messages name a value."""

from __future__ import annotations

from typing import TYPE_CHECKING

from resp_lsp.analysis.values.types import type_of

if TYPE_CHECKING:
    from resp_lsp.analysis.values.value import Value

KINDS = {
    "builtins.NoneType": "None",
    "builtins.async_generator": "an asynchronous generator",
    "builtins.coroutine": "a coroutine that is not awaited",
    "builtins.function": "a function that is not called",
    "builtins.method": "a method that is not called",
}


def described(value: Value) -> str:
    """The kind of a value with its article: `a list`, `None`."""
    kind = type_of(value) or ""
    if kind in KINDS:
        return KINDS[kind]
    name = plain_name(kind)
    if name.startswith("bytes") or name.endswith("s[JSON]"):
        return name
    return f"{'an' if name[:1] in 'aeiouAEIO' else 'a'} {name}"


def plain_name(type_name: str) -> str:
    """The name of a class without its module, and without what is known of its items."""
    return type_name.partition("[")[0].rpartition(".")[2]
