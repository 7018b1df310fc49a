"""Names of types: those of constants, and those that tell more than the class does."""

from __future__ import annotations

BUILTIN_TYPES: dict[type, str] = {
    kind: f"builtins.{kind.__name__}"
    for kind in (str, bytes, int, float, complex, bool, type(None), type(...))
}
KINDS_OF_TEXT = ("ascii", "isoformat", "plain", "request")
REFINED = frozenset(("builtins.int[characters]", *(f"builtins.str[{k}]" for k in KINDS_OF_TEXT)))
"""The types of a str or int of which more is known; see `kinds_of_text`."""
