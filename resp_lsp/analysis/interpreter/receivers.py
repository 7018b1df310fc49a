"""When a subscript, an attribute or a method is one of a Django response's headers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import libcst as cst

from resp_lsp.analysis.knowledge import RESPONSE, knowledge
from resp_lsp.analysis.values.headers import is_of_response, looks_like_header
from resp_lsp.analysis.values.value import HeadersOf, Method, Ref, Unknown, Value

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
        case Method(Unknown(), "headers") if _is_parameter(node, frame) and is_of_response(key):
            return Ref(trusted_site(node), RESPONSE)
        case _:
            return None


def _is_parameter(node: cst.BaseExpression, frame: Frame) -> bool:
    """Whether it is `response.headers` of a parameter. What other libraries answer comes from
    calls, and nobody writes headers to it."""
    match node:
        case cst.Attribute(value=cst.Name(name) as owner):
            bound = frame.assignments[name]
            return is_trusted(owner, frame) and name in frame.parameters and bound <= 1
        case _:
            return False


def is_trusted(node: cst.BaseExpression, frame: Frame) -> bool:
    is_named_so = isinstance(node, cst.Name) and node.value in TRUSTED_NAMES
    return is_named_so and frame.scope.imports_django


def trusted_site(node: cst.BaseExpression) -> object:
    """The site of an object that only its name identifies."""
    owner = node.value if isinstance(node, cst.Attribute) else node
    return ("name", owner.value if isinstance(owner, cst.Name) else None)
