"""`{"error"}` and `{"error: text"}`: sets that were meant to be dicts."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from resp_lsp.analysis.facts.displays import parts
from resp_lsp.analysis.source.text import Edit
from resp_lsp.analysis.values.value import Collection, Known, Text, Value
from resp_lsp.rules.finding import Fix, Safety

if TYPE_CHECKING:
    from resp_lsp.analysis.facts.invocation import Argument

COLON = re.compile(r"""(?P<f>[fF]?)(?P<q>['"])(?P<key>[^'"\\:{}]+): *(?P<value>[^'"\\]+)(?P=q)""")


def colon_slip(data: Argument) -> tuple[Fix, ...] | None:
    """The fixes of a dict whose colon was forgotten; None where it is no such."""
    match data.value:
        case Collection("builtins.set", items) if 1 <= len(items) <= 2:
            texts = [item[0] for item in items]
        case _:
            return None
    if not all(isinstance(text, Text) or _is_text(text) for text in texts):
        return None
    written = parts(data.place)
    if data.is_spread or written is None or data.place.has_comment:
        return ()
    places = [item[0] for item in written]
    if len(places) == 2:
        key, value = (place.source for place in places)
        edit = Edit(data.place.span, f"{{{key}: {value}}}")
        return (Fix("Put a colon between the two", (edit,), Safety.SUGGESTED),)
    found = COLON.fullmatch(places[0].source)
    if found is None:
        return ()
    quote, prefix = found["q"], found["f"] if "{" in found["value"] else ""
    pair = f"{quote}{found['key']}{quote}: {prefix}{quote}{found['value']}{quote}"
    edit = Edit(places[0].span, pair)
    return (Fix("Put the colon between two strings", (edit,), Safety.SUGGESTED),)


def _is_text(value: Value) -> bool:
    return isinstance(value, Known) and isinstance(value.value, str)
