"""When a subscript, an attribute or a method is one of a Django response's headers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import libcst as cst

from resp_lsp.analysis.knowledge import RESPONSE, knowledge
from resp_lsp.analysis.values.headers import looks_like_header
from resp_lsp.analysis.values.value import HeadersOf, Ref, Unknown, Value

if TYPE_CHECKING:
    from resp_lsp.analysis.interpreter.frame import Frame

TRUSTED_NAMES = frozenset(("response", "resp", "res", "r", "rsp"))
"""Among some 1,690 writes of a header-like key to these in files that import Django, no other
object was found; see ARCHITECTURE.md."""


def header_receiver(value: Value, key: Value, node: cst.BaseExpression, frame: Frame) -> Ref | None:
    """The response whose header `node[key]` is, when `value` is what `node` evaluated to."""
    match value:
        case Ref(_, type_name) if knowledge().is_response(type_name):
            return value
        case HeadersOf(Ref() as response):
            return response
        case Unknown() if is_trusted(node, frame) and looks_like_header(key):
            return Ref(trusted_site(node), RESPONSE)
        case _:
            return None


def is_trusted(node: cst.BaseExpression, frame: Frame) -> bool:
    is_named_so = isinstance(node, cst.Name) and node.value in TRUSTED_NAMES
    return is_named_so and frame.scope.imports_django


def trusted_site(node: cst.BaseExpression) -> object:
    """The site of an object that only its name identifies."""
    return ("name", node.value if isinstance(node, cst.Name) else None)
