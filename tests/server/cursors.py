"""Texts with a cursor."""

from __future__ import annotations

from typing import TYPE_CHECKING

from resp_lsp.server.completions.configuration import in_configuration
from resp_lsp.server.completions.cursor import cursor_at
from resp_lsp.server.completions.places import in_python

if TYPE_CHECKING:
    from collections.abc import Collection

    from resp_lsp.server.completions.completion import Completion

CURSOR = "|"

VIEW = """\
from django.http import HttpResponse


def view(request):
    response = HttpResponse()
    rows = {}
"""


def without_cursor(marked: str) -> tuple[str, int]:
    """The text and the offset of the cursor."""
    offset = marked.index(CURSOR)
    return marked[:offset] + marked[offset + 1 :], offset


def offered(marked: str, firing: Collection[str] = ()) -> tuple[Completion, ...]:
    """What is offered in a module, the likely first."""
    text, offset = without_cursor(marked)
    return _in_order(in_python(cursor_at(text, offset), firing))


def offered_in_view(statement: str) -> tuple[Completion, ...]:
    """What is offered in a statement of a view that has a response and a dict."""
    return offered(f"{VIEW}    {statement}\n    return response\n")


def offered_in_toml(marked: str, name: str = "resp-lsp.toml") -> tuple[Completion, ...]:
    text, offset = without_cursor(marked)
    return _in_order(in_configuration(text, offset, name))


def labels(found: tuple[Completion, ...]) -> list[str]:
    return [each.label for each in found]


def taken(marked: str, completion: Completion) -> str:
    """The text after a completion is taken."""
    text, _ = without_cursor(marked)
    return text[: completion.span.start] + completion.text + text[completion.span.end :]


def _in_order(found: tuple[Completion, ...]) -> tuple[Completion, ...]:
    return tuple(sorted(found, key=lambda each: each.rank))
