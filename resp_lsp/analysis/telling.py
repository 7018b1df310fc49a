"""What code looks like that uses responses without naming their classes."""

from __future__ import annotations

import re

from resp_lsp.analysis.interpreter.endings import HANDLERS

USES = (
    "set_cookie(",
    "set_signed_cookie(",
    "delete_cookie(",
    "patch_cache_control(",
    "patch_response_headers(",
    "patch_vary_headers(",
    "add_never_cache_headers(",
    "cache_control(",
    "vary_on_headers(",
)
"""Calls of what is Django's alone, or of methods that only its responses have."""

SHORTCUTS = ("redirect(", "render(")
USED_BYTES = re.compile("|".join(re.escape(word) for word in USES).encode())
TOLD = (
    r"\.(?:status|status_code|content_type|mimetype|charset|reason_phrase|headers|content)"
    r"\s*[+|]?=(?!=)"
    r"|\breturn\s+(?:\w+\.)*(?:Http404|PermissionDenied|SuspiciousOperation|BadRequest)\b"
    r"|\breturn\s+(?:\w+\.)*(?:redirect|render)\b[^\n]*"
    r"(?:(?:status|headers)\s*=|,\s*[1-5]\d\d\s*$)"
)
"""An attribute set, or something else than a response given back."""

TOLD_PATTERN = re.compile(TOLD, re.MULTILINE)
TOLD_BYTES = re.compile(TOLD.encode(), re.MULTILINE)
ANSWER = (
    rf"\bdef\s+(?:(?:{'|'.join(sorted(HANDLERS))})\(\s*self\s*,\s*request|\w+\(\s*request)\b"
    r"(?s:.)*?(?m:\breturn\b(?![ \t(]*(?:await\b)?[ \t]*(?:self\.|super\b"
    r"|(?i:[\w.]*(?:response|redirect|render|view)))))"
)
"""A function that may be a view, and gives back what is not clearly a response."""

ANSWERED = re.compile(ANSWER)
