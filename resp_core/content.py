"""How Django turns what a view gives as a body into bytes."""

from __future__ import annotations

from contextlib import suppress


def encoded(value: object, charset: str) -> bytes:
    """A chunk that is no bytes as Django sends it: text encoded, the rest through str().

    Raises:
        LookupError: there is no such charset.
        UnicodeEncodeError: the charset cannot hold the text.
    """
    # A str is not passed through str(): a member of a str enumeration would change.
    text = value if isinstance(value, str) else str(value)
    return text.encode(charset)


def close_quietly(resource: object) -> None:
    """Call close() where there is one, and ignore what it raises."""
    if hasattr(resource, "close"):
        with suppress(Exception):
            resource.close()
