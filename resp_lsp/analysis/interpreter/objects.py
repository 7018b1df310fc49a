"""Objects of which a table of the knowledge tells the type."""

from __future__ import annotations

from resp_lsp.analysis.knowledge import knowledge
from resp_lsp.analysis.values.value import UNKNOWN, Instance, Known, Value, join


def instances(types: str) -> Value:
    """An object of one of the types; not known when that may be a response."""
    names = types.split(" | ")
    return UNKNOWN if any(map(knowledge().is_response, names)) else join(*map(instance, names))


def instance(name: str) -> Value:
    return Known(None) if name == "builtins.NoneType" else Instance(name)
