"""Names of headers, where a response's are written or a request's are read."""

from __future__ import annotations

from typing import TYPE_CHECKING
from wsgiref.util import is_hop_by_hop

from resp_lsp.analysis.knowledge.http_fields import http_fields
from resp_lsp.server.completions.completion import Completion, Subject
from resp_lsp.server.completions.header_places import REQUEST, name_side, valued_header

if TYPE_CHECKING:
    from collections.abc import Iterator

    from resp_lsp.analysis.knowledge.http_fields import HttpField
    from resp_lsp.server.completions.cursor import Cursor

CHARACTERS = r"\w!#$%&*+.^`|~-"
USUAL, OTHER, OBSOLETE = range(3)
"""Ranks."""


def header_names(cursor: Cursor) -> Iterator[Completion]:
    """The names of headers that fit; those of the connection are the server's (RSP210)."""
    side = name_side(cursor)
    if side is None and valued_header(cursor) == "vary":
        side = REQUEST
    if side is None:
        return
    span = cursor.word(CHARACTERS)
    for field in http_fields().values():
        is_settable = side == REQUEST or not is_hop_by_hop(field.name)
        if field.is_of(side) and is_settable:
            yield Completion(
                field.name,
                Subject.HEADER,
                span,
                field.reference,
                _rank(field, side),
                is_obsolete=field.is_obsolete,
            )


def _rank(field: HttpField, side: str) -> int:
    if field.is_obsolete:
        return OBSOLETE
    return USUAL if field.is_usual_in(side) else OTHER
