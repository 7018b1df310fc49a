"""Status codes, where a response is given one."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from resp_core.status import PHRASES
from resp_lsp.server.completions.completion import Completion, Subject
from resp_lsp.server.completions.responses import takes

if TYPE_CHECKING:
    from collections.abc import Iterator

    from resp_lsp.server.completions.cursor import Cursor

ARGUMENT = re.compile(r"status\s*=\s*\d*")
ATTRIBUTE = re.compile(r"(?:[A-Za-z_][\w.]*\.)?status_code\s*(?::\s*int\s*)?=\s*\d*")
LOWEST_FINAL = 200
FINAL, INTERIM = range(2)
"""Ranks: an application sends no 1xx."""


def statuses(cursor: Cursor) -> Iterator[Completion]:
    """The codes that Python, and so Django, has a phrase for."""
    if cursor.string is not None or cursor.comment is not None:
        return
    bracket = cursor.bracket
    if bracket is None:
        is_status = ATTRIBUTE.fullmatch(cursor.code) is not None
    else:
        is_argument = bracket.kind == "(" and ARGUMENT.fullmatch(cursor.element)
        is_status = bool(is_argument) and takes(cursor, bracket.callee, "status")
    if not is_status:
        return
    span = cursor.word(r"\d")
    for code, phrase in PHRASES.items():
        rank = FINAL if code >= LOWEST_FINAL else INTERIM
        yield Completion(str(code), Subject.STATUS, span, phrase, rank, also=phrase)
