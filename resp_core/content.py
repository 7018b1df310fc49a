"""How Django turns what a view gives as a body into bytes."""

from __future__ import annotations

from contextlib import suppress


def to_bytes(value: object, charset: str) -> bytes:
    """One chunk as Django sends it: bytes as they are, text encoded, the rest through str().

    Raises:
        LookupError: there is text and no such charset.
        UnicodeEncodeError: the charset cannot hold the text.
    """
    if isinstance(value, (bytes, memoryview)):
        return bytes(value)
    # A str is not passed through str(): a member of a str enumeration would change.
    text = value if isinstance(value, str) else str(value)
    return text.encode(charset)


def close_quietly(resource: object) -> None:
    """Call close() where there is one, and ignore what it raises."""
    if hasattr(resource, "close"):
        with suppress(Exception):
            resource.close()
