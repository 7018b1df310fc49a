"""The Content-Disposition of a download (RFC 6266, RFC 8187)."""

from __future__ import annotations

import re

from resp_core import settings
from resp_core.versions import CONTROLS_ARE_PERCENT_ENCODED

# `$` also matches before a final newline, which therefore stays raw as in Django.
_QUOTABLE = re.compile(r"^[\t \x21-\x7e]*$")

_WORD = r"[!#$%&'*+.^_`|~0-9A-Za-z-]+"
# Django's helper leaves the slash of an extended value as it is, though RFC 8187 does not.
_EXTENDED = rf"{_WORD}\*\s*=\s*[!#$%&'*+./^_`|~0-9A-Za-z-]+"
_PARAMETER = rf'(?:{_EXTENDED}|{_WORD}\s*=\s*(?:{_WORD}|"(?:[^"\\]|\\.)*"))'
_GRAMMAR = re.compile(rf"\s*{_WORD}(?:\s*;(?:\s*{_PARAMETER})?)*\s*", re.DOTALL)


def is_content_disposition(text: str) -> bool:
    """Whether the text is a disposition with parameters (RFC 6266, 4.1).

    Space around `=` and empty parameters are let pass, as by browsers.
    """
    return _GRAMMAR.fullmatch(text) is not None


def content_disposition_header(as_attachment: object, filename: str) -> str | None:
    """`attachment` or `inline` with the file name; None for neither (Django 4.2).

    Raises:
        AttributeError: the name is true but no str.
        UnicodeEncodeError: it holds a lone surrogate.
    """
    if not filename:
        return "attachment" if as_attachment else None
    disposition = "attachment" if as_attachment else "inline"
    if _is_quotable(filename):
        escaped = filename.replace("\\", "\\\\").replace('"', r"\"")
        return f'{disposition}; filename="{escaped}"'
    # Imported here: urllib is slow to import, and the linter mostly needs none of it.
    from urllib.parse import quote  # noqa: PLC0415

    return f"{disposition}; filename*=utf-8''{quote(filename)}"


def _is_quotable(filename: str) -> bool:
    """Whether a quoted string can hold the name (RFC 9110, 5.6.4); before 5.2 any ASCII."""
    try:
        filename.encode("ascii")
    except UnicodeEncodeError:
        return False
    careful = settings.current().has(CONTROLS_ARE_PERCENT_ENCODED)
    return not careful or _QUOTABLE.match(filename) is not None
