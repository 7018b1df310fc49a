"""The places that something fits at."""

from __future__ import annotations

from typing import TYPE_CHECKING

from resp_lsp.server.completions.cache_control import directives, keywords
from resp_lsp.server.completions.header_names import header_names
from resp_lsp.server.completions.statuses import statuses
from resp_lsp.server.completions.suppressions import listed_rules

if TYPE_CHECKING:
    from collections.abc import Collection

    from resp_lsp.server.completions.completion import Completion
    from resp_lsp.server.completions.cursor import Cursor

IN_CODE = (header_names, directives, keywords, statuses)


def in_python(cursor: Cursor, firing: Collection[str] = ()) -> tuple[Completion, ...]:
    """What fits at a place in a module; `firing` are the codes of what is found on its line."""
    found = [*listed_rules(cursor, firing)]
    for place in IN_CODE:
        found += place(cursor)
    return tuple(found)
