"""Calls and attributes of responses, and of Django's functions about them, kept as facts."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import libcst as cst

from resp_lsp.analysis.facts.use import Access, AttributeUse, HeaderDeletion, Use
from resp_lsp.analysis.interpreter.invocations import invocation
from resp_lsp.analysis.interpreter.kinds import judged
from resp_lsp.analysis.interpreter.receivers import is_trusted, trusted_site
from resp_lsp.analysis.knowledge import RESPONSE, knowledge
from resp_lsp.analysis.values.headers import UNKNOWN_HEADERS
from resp_lsp.analysis.values.value import (
    HeadersOf,
    Instance,
    Known,
    Ref,
    Text,
    Unknown,
    Value,
    mapped,
)

if TYPE_CHECKING:
    from resp_lsp.analysis.interpreter.frame import Frame

COOKIE_METHODS = frozenset(("set_cookie", "set_signed_cookie", "delete_cookie"))
"""What a method of an object with a response's name tells by its own name that it is one."""


def record_call(function: str, node: cst.Call, values: list[Value], frame: Frame) -> None:
    """Keep the call of a function, if it is one that rules ask for."""
    if frame.recorder is None or function not in knowledge().signatures:
        return
    use = Use(function=function, **invocation(function, node, values, frame))
    if knowledge().signatures[function][:1] == ["response"] and "response" in use.arguments:
        use = _of_response(use, node, values, frame)
    frame.record_use(node, use)


def _of_response(use: Use, node: cst.Call, values: list[Value], frame: Frame) -> Use:
    """The use of a helper, with the response that it is given."""
    owner = use.arguments["response"].place.node
    given = [v for arg, v in zip(node.args, values, strict=True) if arg.value is owner]
    match given:
        case [Ref(site, type_name) as response] if knowledge().is_response(type_name):
            use = replace(use, site=site, type=type_name, before=frame.live.headers(response))
        case _:
            pass
    return replace(use, receiver=_code(owner), is_given=_is_given(owner, frame))


def _is_given(owner: cst.CSTNode, frame: Frame) -> bool:
    """Whether others than the function have the response, too."""
    match owner:
        case cst.Call():
            return False
        case cst.Name(name) if name in frame.parameters:
            return frame.walked is None or frame.walked.name.value not in knowledge().parameters
        case cst.Name(name):
            is_outer = frame.enclosing is not None and name in frame.enclosing.names
            return is_outer or not frame.assignments[name]
        case _:
            return True


def record_method(
    receiver: Value, name: str, node: cst.Call, values: list[Value], frame: Frame
) -> None:
    """Keep the call of a method of a response, or of its headers."""
    if frame.recorder is None or not isinstance(node.func, cst.Attribute):
        return
    owner = node.func.value
    match receiver:
        case Ref(site, type_name) if knowledge().is_response(type_name):
            function, before = f"response.{name}", frame.live.headers(receiver)
        case HeadersOf(Ref(site, type_name) as response):
            function, before = f"headers.{name}", frame.live.headers(response)
            owner = owner.value if isinstance(owner, cst.Attribute) else owner
        case Unknown() if name in COOKIE_METHODS and is_trusted(owner, frame):
            function, before = f"response.{name}", UNKNOWN_HEADERS
            site, type_name = trusted_site(owner), RESPONSE
        case Known(str()) | Text() if name in COOKIE_METHODS:
            record_call(f"str.{name}", node, values, frame)
            return
        case Instance(owner_type):
            record_call(f"{owner_type}.{name}", node, values, frame)
            return
        case _:
            return
    if function not in knowledge().signatures:
        return
    use = Use(
        function=function,
        site=site,
        type=type_name,
        receiver=_code(owner),
        before=before,
        is_given=_is_given(owner, frame),
        **invocation(function, node, values, frame),
    )
    frame.record_use(node, use)


def record_read(value: Value, node: cst.Attribute, frame: Frame) -> None:
    """Keep that an attribute of a response is read, other than a method to be called."""
    if frame.recorder is None or f"response.{node.attr.value}" in knowledge().signatures:
        return
    if isinstance(value, Ref) and knowledge().is_response(value.type):
        frame.record_attribute(_read(value, node, frame))


def record_assignment(
    owner: Value,
    target: cst.Attribute,
    written: tuple[Value, cst.BaseExpression],
    statement: cst.CSTNode | None,
    frame: Frame,
) -> None:
    """Keep that an attribute of a response is assigned to."""
    if frame.recorder is None or not isinstance(owner, Ref):
        return
    if knowledge().is_response(owner.type):
        value, node = written
        use = replace(
            _read(owner, target, frame),
            access=Access.AUGMENT if isinstance(statement, cst.AugAssign) else Access.WRITE,
            value=mapped(value, judged),
            value_at=frame.tree.place(node),
            statement=None if statement is None else frame.tree.place(statement),
        )
        frame.record_attribute(use)


def _read(owner: Ref, node: cst.Attribute, frame: Frame) -> AttributeUse:
    place = frame.tree.place
    return AttributeUse(
        node.attr.value,
        Access.READ,
        owner.site,
        owner.type,
        _code(node.value),
        place(node),
        place(node.attr),
        frame.live.headers(owner),
    )


def record_deletion(
    receivers: list[Ref], name: Value, target: cst.Subscript, statement: cst.Del, frame: Frame
) -> None:
    """Keep that a header of a response is deleted."""
    if frame.recorder is None or len(receivers) != 1:
        return
    place, guard = frame.tree.place, frame.guards.get(statement)
    deletion = HeaderDeletion(
        name,
        place(target),
        place(statement),
        receivers[0].site,
        _code(target.value),
        None if guard is None else place(guard),
    )
    frame.record_deletion(deletion)


def _code(node: cst.CSTNode) -> str:
    return cst.Module([]).code_for_node(node)
