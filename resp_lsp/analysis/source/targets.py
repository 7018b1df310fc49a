"""What the text of an island binds, as far as patterns tell."""

from __future__ import annotations

import re

from resp_lsp.analysis.source.remembering import remembered

ASSIGNED = re.compile(
    r"\b(\w+)\.(\w+)\b(?:[ \t]*(?::[^=\n]{0,99})?[-+*/|&%@]{0,2}=(?!=)"
    r"|(?=[ \t]*,[^=\n()]*=(?!=)))|\bas[ \t]+(\w+)\.(\w+)"
)
"""Where an attribute is bound, alone or with others."""

HEAD = re.compile(r"^[ \t]*(?:async[ \t]+)?(def|class)[ \t]+(\w+)", re.MULTILINE)
DEFINED = re.compile(r"(?:def|class)\s+(\w+)")
TARGET = re.compile(r"\b(\w+)\b(?=\s*(?::[^=\n]+)?=(?!=))")


@remembered
def bound_attributes(code: str) -> tuple[tuple[str, str, int], ...]:
    """The name of each object, that of its attribute, and where they stand."""
    found = []
    for target in ASSIGNED.finditer(code):
        line = code.rfind("\n", 0, target.start()) + 1
        # Behind a bracket that a call opens, what looks like a target is an argument.
        if "(" not in code[line : target.start()].lstrip(" \t("):
            found.append((target[1] or target[3], target[2] or target[4], target.start()))
    return tuple(found)


@remembered
def bound_names(code: str) -> frozenset[str]:
    """The names that a statement of a class body may bind, as far as its text tells."""
    function = function_name(code)
    if function is not None:
        return frozenset((function,))
    return frozenset((*DEFINED.findall(code), *TARGET.findall(code)))


@remembered
def function_name(code: str) -> str | None:
    """The name of the function that a statement defines; None where it is something else."""
    if not code.startswith(("@", "def", "async")):
        return None
    found = HEAD.search(code)
    return None if found is None or found[1] != "def" else found[2]
