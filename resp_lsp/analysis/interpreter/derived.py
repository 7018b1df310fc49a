"""Responses of the project's own classes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from resp_lsp.analysis.interpreter.arguments import NO_ARGUMENTS, OPEN, Arguments
from resp_lsp.analysis.interpreter.classes import has_own_constructor, response_base
from resp_lsp.analysis.interpreter.construction import construct
from resp_lsp.analysis.interpreter.members import member_of_class
from resp_lsp.analysis.knowledge import RESPONSE, knowledge
from resp_lsp.analysis.source.islands import Island
from resp_lsp.analysis.values.history import Operand
from resp_lsp.analysis.values.value import UNKNOWN, Definition, Ref, Reference, Value

if TYPE_CHECKING:
    import libcst as cst

    from resp_lsp.analysis.interpreter.frame import Frame


def is_response_class(value: Value) -> bool:
    match value:
        case Reference(name):
            return knowledge().is_response(name)
        case Definition(Island()):
            return response_base(value) is not None
        case _:
            return False


def partly_constructed(
    made: Value, first: Arguments, node: cst.Call, arguments: list[Value], frame: Frame
) -> Value:
    """A response of a class, some of whose arguments a partial call gave."""
    match made:
        case Reference(name):
            return construct(name, node, arguments, frame, first)
        case Definition() if not has_own_constructor(made):
            return derived(made, node, arguments, frame, first)
        case Definition() if response_base(made) is not None:
            return derived(made, node, arguments, frame, OPEN)
        case _:
            return UNKNOWN


def derived(
    of: Definition,
    node: cst.Call,
    arguments: list[Value],
    frame: Frame,
    first: Arguments = NO_ARGUMENTS,
) -> Ref:
    """A response of a class of the project, made as its base class is."""
    type_name = response_base(of) or RESPONSE
    made = construct(type_name, node, arguments, frame, first, is_derived=True)
    status = Operand(member_of_class(of, "status_code"), frame.tree.place(node.func))
    if status.value != UNKNOWN:
        frame.live.objects[node] = frame.live.headers(made).having_status(status)
    return made
