"""Names of views, given where Django takes a URL."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from resp_lsp.analysis.source.text import Edit
from resp_lsp.rules.finding import Fix, Safety

if TYPE_CHECKING:
    from collections.abc import Iterator

    from resp_lsp.analysis.facts.invocation import Argument
    from resp_lsp.analysis.module import Module

NAMESPACED = re.compile(r"[A-Za-z_][\w-]*(?::[A-Za-z_][\w-]*)+")
SCHEMES = frozenset(
    ("about", "blob", "data", "file", "javascript", "localhost", "mailto", "sms", "tel", "urn")
)
"""What stands before a colon in URLs, or in what is meant for one."""


def is_view_name(text: object) -> bool:
    """Whether it looks like the name of a view in a namespace: `shop:cart`."""
    is_namespaced = isinstance(text, str) and NAMESPACED.fullmatch(text) is not None
    return is_namespaced and str(text).partition(":")[0].lower() not in SCHEMES


def reversing(module: Module, given: Argument) -> Iterator[Fix]:
    """The name given to `reverse()`."""
    imported = module.importing("django.urls", "reverse")
    if imported is not None and not given.is_spread:
        call = Edit(given.place.span, f"{imported.code}({given.place.source})")
        yield Fix("Look the view up with reverse()", (*imported.edits, call), Safety.SUGGESTED)
