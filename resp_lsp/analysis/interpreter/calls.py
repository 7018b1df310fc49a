"""Calls: what they give, and what they do to responses."""

from __future__ import annotations

from typing import TYPE_CHECKING

import libcst as cst

from resp_lsp.analysis.interpreter.arguments import (
    OPEN,
    Arguments,
    Given,
    arguments_of,
)
from resp_lsp.analysis.interpreter.classes import has_own_constructor, inherited, response_base
from resp_lsp.analysis.interpreter.construction import (
    construct,
    fresh_response,
    object_of,
    response_of,
)
from resp_lsp.analysis.interpreter.derived import derived, is_response_class, partly_constructed
from resp_lsp.analysis.interpreter.evaluation import evaluate, evaluates
from resp_lsp.analysis.interpreter.functions import NONE
from resp_lsp.analysis.interpreter.kinds import made_by, rows_of, serialized
from resp_lsp.analysis.interpreter.known_calls import BY_NAME
from resp_lsp.analysis.interpreter.members import inherited_member, own_constructor
from resp_lsp.analysis.interpreter.methods import call_method
from resp_lsp.analysis.interpreter.summaries import call, decorated
from resp_lsp.analysis.interpreter.uses import record_call, record_method
from resp_lsp.analysis.knowledge import QUERYSET, RESPONSE, knowledge
from resp_lsp.analysis.source.islands import Island
from resp_lsp.analysis.values.value import (
    UNKNOWN,
    Bound,
    Definition,
    Instance,
    Known,
    Method,
    Object,
    Partial,
    Ref,
    Reference,
    Super,
    Value,
    alternatives,
    join,
)

if TYPE_CHECKING:
    from resp_lsp.analysis.interpreter.frame import Frame

VERBS = ("get", "post", "put", "patch", "delete", "head", "options", "trace", "request", "generic")
VIEW_NAMES = frozenset(
    ("f", "fn", "func", "function", "view", "view_fn", "view_func", "view_function", "viewfunc")
)
"""What decorators call the view that they wrap."""


HARMLESS = (
    Reference("django.shortcuts.render"),
    Reference("rest_framework.response.Response"),
)
"""They take whatever they are given."""


@evaluates(cst.Call)
def _call(node: cst.Call, frame: Frame) -> Value:
    if _is_super(node, frame):
        return Super(Definition(frame.owner, frame.scope))
    callee = evaluate(node.func, frame)
    with frame.idle(when=callee in HARMLESS):
        arguments = [evaluate(argument.value, frame) for argument in node.args]
    callees = alternatives(callee)
    if len(callees) == 1:
        return _result(callee, node, arguments, frame)
    with frame.unrecorded():  # it is not certain which of them is called
        return join(*(_result(member, node, arguments, frame) for member in callees))


def _is_super(node: cst.Call, frame: Frame) -> bool:
    is_super = isinstance(node.func, cst.Name) and node.func.value == "super"
    return is_super and frame.owner is not None


def _result(callee: Value, node: cst.Call, arguments: list[Value], frame: Frame) -> Value:
    match callee:
        case Reference(name):
            return _known_call(name, node, arguments, frame)
        case Definition(Island()):
            return _constructed(callee, node, arguments, frame)
        case Partial(function, first) if is_response_class(made := frame.scope.resolved(function)):
            return partly_constructed(made, first, node, arguments, frame)
        case Definition() | Bound() | Partial() if not frame.is_idle:
            given = arguments_of(node.args, arguments, frame)
            value = _applied(callee, given, node, frame)
            frame.live.escape(*arguments)
            return value if value != UNKNOWN else _by_name(node, frame)
        case Method(receiver, name):
            return _method(receiver, name, node, arguments, frame)
        case _:
            pass
    frame.live.escape(*arguments)
    return _by_name(node, frame)


def _known_call(name: str, node: cst.Call, arguments: list[Value], frame: Frame) -> Value:
    facts = knowledge()
    record_call(name, node, arguments, frame)
    if facts.is_response(name):
        return construct(name, node, arguments, frame)
    if name in BY_NAME:
        return BY_NAME[name](node, arguments, frame)
    if name in facts.fresh:
        frame.live.escape(*arguments)
        return fresh_response(facts.fresh[name], name, node, arguments, frame)
    given = facts.call(name)
    if given is not None:
        return _given(given, node, arguments, frame)
    found = Reference(name) if frame.is_idle else frame.scope.resolved(Reference(name))
    if not isinstance(found, Reference):
        return join(*(_result(one, node, arguments, frame) for one in alternatives(found)))
    frame.live.escape(*arguments)
    *_, owner, method = ("", "", *name.split("."))
    if owner == "objects":
        rows = rows_of(Reference(name.removesuffix(f".objects.{method}")))
        if method == "values_list":
            return call_method(Instance(QUERYSET), method, node, arguments, frame) or UNKNOWN
        return object_of(facts.method(rows, method), node, frame)
    return _by_name(node, frame)


def _given(types: str, node: cst.Call, arguments: list[Value], frame: Frame) -> Value:
    if not types.startswith("builtins.") or "NoneType" in types:
        frame.live.escape(*arguments)  # it may keep or change them
    return object_of(types, node, frame)


def _method(
    receiver: Value, name: str, node: cst.Call, arguments: list[Value], frame: Frame
) -> Value:
    match receiver:
        case Method(model, "objects"):
            frame.live.escape(*arguments)
            if (made := made_by(model, name)) is not None:
                return made
            if name == "values_list":
                return call_method(Instance(QUERYSET), name, node, arguments, frame) or UNKNOWN
            return object_of(knowledge().method(rows_of(model), name), node, frame)
        case Super(of):
            return _super_method(of, name, node, arguments, frame)
        case _:
            record_method(receiver, name, node, arguments, frame)
            result = call_method(receiver, name, node, arguments, frame)
            if result is not None:
                return result
            frame.live.escape(receiver, *arguments)
            return _by_name(node, frame)


def _applied(callee: Value, given: Arguments, node: cst.CSTNode, frame: Frame) -> Value:
    """What a function of the project, in whatever wrapping, gives for these arguments."""
    match callee:
        case Partial(function, first):
            return _applied(frame.scope.resolved(function), first.added(given), node, frame)
        case Bound(function, receiver):
            value = _applied(function, given.after(Given(receiver)), node, frame)
            return UNKNOWN if not _is_exact(receiver) and NONE in alternatives(value) else value
        case Definition(cst.FunctionDef(decorators=[_, *_])) if not callee.is_raw:
            return _applied(decorated(callee, frame), given, node, frame)
        case Definition(cst.FunctionDef() | cst.Lambda()):
            return call(callee, given, node, frame)
        case _:
            return UNKNOWN


def _is_exact(receiver: Value) -> bool:
    """Whether no class that extends the receiver's may have put another method in its place."""
    return not isinstance(receiver, Object) or receiver.is_exact


def _constructed(callee: Definition, node: cst.Call, arguments: list[Value], frame: Frame) -> Value:
    """An object of a class of the project."""
    type_name = response_base(callee)
    if type_name is None:
        frame.live.escape(*arguments)
        return serialized(callee, node.args, arguments) or Object(callee)
    if not has_own_constructor(callee):
        return derived(callee, node, arguments, frame)
    constructor = own_constructor(callee)
    if constructor is None:
        return derived(callee, node, arguments, frame, OPEN)
    made = response_of(type_name, node, frame)
    given = arguments_of(node.args, arguments, frame).after(Given(made))
    _applied(constructor, given, node, frame)
    frame.live.escape(made, *arguments)
    return made


def _super_method(
    of: Definition, name: str, node: cst.Call, arguments: list[Value], frame: Frame
) -> Value:
    if name == "__init__" and (type_name := response_base(of)) is not None:
        constructor = own_constructor(of, above=True)
        if constructor is None:
            return _super_construct(of, node, arguments, frame)
        receiver: Value = response_of(type_name, node, frame)
        method: Value = constructor
    else:
        receiver = Object(of, is_exact=False)
        method = inherited_member(of, name)
    given = arguments_of(node.args, arguments, frame).after(Given(receiver))
    value = _applied(method, given, node, frame)
    frame.live.escape(*arguments)
    if value != UNKNOWN:
        return value
    return object_of(inherited(of, name), node, frame)


def _super_construct(of: Definition, node: cst.Call, arguments: list[Value], frame: Frame) -> Value:
    """`super().__init__(…)` in a response of the project: what its base class is given."""
    made = derived(of, node, arguments, frame)
    for receiver in frame.live.names.values():
        if isinstance(receiver, Ref) and receiver.type == made.type:
            frame.live.objects[receiver.site] = frame.live.objects[made.site]
            break
    return Known(None)


def _by_name(node: cst.Call, frame: Frame) -> Value:
    """Middleware calls `get_response(request)`, which Django gives to it; a test its client;
    a decorator the view that it wraps."""
    match node:
        case cst.Call(
            func=cst.Attribute(
                value=cst.Name(value=owner)
                | cst.Attribute(attr=cst.Name(value=owner))
                | cst.Call(func=cst.Name(value=owner)),
                attr=cst.Name(value=verb),
            )
        ) if owner.lower().endswith("client") and verb in VERBS:
            return Instance("django.test.client.Response")
        case cst.Call(
            func=cst.Name("get_response")
            | cst.Attribute(value=cst.Name("self"), attr=cst.Name("get_response")),
            args=[cst.Arg(value=cst.Name(value=name))],
        ) if "request" in name:
            return response_of(RESPONSE, node, frame)
        case cst.Call(func=cst.Name(value=name)) if _is_wrapped_view(name, node, frame):
            return response_of(RESPONSE, node, frame)
        case _:
            return UNKNOWN


def _is_wrapped_view(name: str, node: cst.Call, frame: Frame) -> bool:
    """Whether a decorator calls the view that it is given with the request."""
    is_given = frame.enclosing is not None and frame.enclosing.names.get(name) == UNKNOWN
    return (
        is_given
        and name in VIEW_NAMES
        and frame.scope.imports_django
        and any(isinstance(a.value, cst.Name) and a.value.value == "request" for a in node.args[:2])
    )
