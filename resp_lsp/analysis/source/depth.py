"""Code so deep that the parser, recursive native code, would run out of stack with the process."""

from __future__ import annotations

import re

from resp_lsp.analysis.source.remembering import remembered

BRACKET = re.compile(r"[()\[\]{}]")
NESTED = 200
"""CPython refuses to nest brackets deeper."""

LINKS = ("+", "-", "*", "/", "%", "|", "&", "@", "<", ">", ".", "[", "(", "elif ", " and ", " or ")
PREFIXES = ("not ", "lambda", " else ", "await ")
CHAINED = 1_000
"""libcst ends the process at some 2,000 levels of a tree, on a stack of 8 MB."""


@remembered
def is_too_deep(source: str) -> bool:
    """Whether the source may be; a guess on the safe side, made by counting."""
    if len(source) < NESTED:
        return False
    if any(source.count(bracket) > NESTED for bracket in "([{") and _nesting(source) > NESTED:
        return True
    return any(
        source.count(link) > CHAINED and _is_chained(source, link) for link in (*LINKS, *PREFIXES)
    )


def _nesting(source: str) -> int:
    """How deep brackets nest, those in strings counted as well."""
    deepest = depth = 0
    for match in BRACKET.finditer(source):
        depth = depth + 1 if match[0] in "([{" else max(depth - 1, 0)
        deepest = max(deepest, depth)
    return deepest


def _is_chained(source: str, link: str) -> bool:
    """Whether there are so many between two commas; a chain is not longer than that."""
    return any(part.count(link) > CHAINED for part in source.split(","))
