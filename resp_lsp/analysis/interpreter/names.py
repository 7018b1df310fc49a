"""The names in a piece of code: those it binds, and those it uses."""

from __future__ import annotations

from typing import TYPE_CHECKING

import libcst as cst

from resp_lsp.analysis.source.nodes import walk
from resp_lsp.analysis.source.remembering import remembered_by_node

if TYPE_CHECKING:
    from collections.abc import Sequence

    from resp_lsp.analysis.interpreter.frame import Frame


def bound_names(target: cst.CSTNode) -> Sequence[str]:
    """The names that an assignment to the target binds."""
    match target:
        case cst.Name(value=name):
            return (name,)
        case cst.Tuple(elements=elements) | cst.List(elements=elements):
            return [name for element in elements for name in bound_names(element.value)]
        case cst.StarredElement(value=inner):
            return bound_names(inner)
        case _:
            return ()


def escape_into(function: cst.Lambda | cst.FunctionDef, frame: Frame) -> None:
    """Forget what objects hold that the function names: it may change them when it is called."""
    names = frame.live.names
    frame.live.escape(*(names[name] for name in names.keys() & set(words(function))))


@remembered_by_node(8_192)
def words(node: cst.CSTNode) -> tuple[str, ...]:
    """Every name in the code, once for each use."""
    # To ask nodes of what class they are, whose base is abstract, takes ten times as long.
    return tuple(part.value for part in walk(node) if type(part) is cst.Name)
