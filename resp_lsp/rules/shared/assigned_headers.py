"""A dict of headers written as one assignment for each of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from resp_lsp.analysis.facts.displays import parts
from resp_lsp.analysis.source.text import Edit

if TYPE_CHECKING:
    from resp_lsp.analysis.source.tree import Place


def assignments(statement: Place, receiver: str, headers: Place) -> Edit | None:
    """The edit that sets each header of a dict that is written there on the receiver.

    None where no such dict stands there, the statement shares its line, or a comment would
    be lost.
    """
    start, pairs = statement.own_line_start(), parts(headers)
    if not pairs or start is None or statement.line_end() is None or statement.has_comment:
        return None
    if any(len(pair) != 2 for pair in pairs):
        return None
    lines = [f"{receiver}[{name.source}] = {_outer(value)}" for name, value in pairs]
    return Edit(statement.span, start.join(lines))


def _outer(value: Place) -> str:
    """The code of a value with the brackets that it needs to go over lines."""
    source = value.source
    return f"({source})" if "\n" in source and source[0] not in "([{" else source
