"""Calls and subscripts: what they give, and what they do to responses."""

from __future__ import annotations

from typing import TYPE_CHECKING

import libcst as cst

from resp_lsp.analysis.interpreter.classes import has_own_constructor, inherited, response_base
from resp_lsp.analysis.interpreter.conditions import is_instance
from resp_lsp.analysis.interpreter.construction import construct, fresh_response, response_of
from resp_lsp.analysis.interpreter.evaluation import evaluate, evaluates
from resp_lsp.analysis.interpreter.header_writes import header_of
from resp_lsp.analysis.interpreter.methods import call_method
from resp_lsp.analysis.interpreter.receivers import header_receiver
from resp_lsp.analysis.knowledge import QUERYSET, RESPONSE, knowledge
from resp_lsp.analysis.source.islands import Island
from resp_lsp.analysis.source.nodes import children
from resp_lsp.analysis.values.headers import ABSENT
from resp_lsp.analysis.values.value import (
    UNKNOWN,
    Collection,
    Definition,
    Instance,
    Known,
    Made,
    Method,
    Ref,
    Reference,
    Super,
    Value,
    alternatives,
    join,
    type_of,
)

if TYPE_CHECKING:
    from resp_lsp.analysis.interpreter.frame import Frame

VERBS = ("get", "post", "put", "patch", "delete", "head", "options", "trace", "request", "generic")
PATCHES = {
    "django.utils.cache.patch_cache_control": ("cache-control",),
    "django.utils.cache.patch_vary_headers": ("vary",),
    "django.utils.cache.patch_response_headers": ("cache-control", "expires"),
    "django.utils.cache.add_never_cache_headers": ("cache-control", "expires"),
}


@evaluates(cst.Call)
def _call(node: cst.Call, frame: Frame) -> Value:
    if _is_super(node, frame):
        return Super(Definition(frame.owner, frame.scope))
    callee = evaluate(node.func, frame)
    arguments = [evaluate(argument.value, frame) for argument in node.args]
    results = [_result(member, node, arguments, frame) for member in alternatives(callee)]
    return join(*results)


def _is_super(node: cst.Call, frame: Frame) -> bool:
    is_super = isinstance(node.func, cst.Name) and node.func.value == "super"
    return is_super and frame.owner is not None


def _result(callee: Value, node: cst.Call, arguments: list[Value], frame: Frame) -> Value:
    match callee:
        case Reference(name):
            return _known_call(name, node, arguments, frame)
        case Definition(Island()):
            type_name = response_base(callee)
            if type_name is not None:
                is_opaque = has_own_constructor(callee)
                return construct(type_name, node, arguments, frame, is_opaque=is_opaque)
        case Definition():
            frame.live.escape(*arguments)
            return _summary(callee, node, frame)
        case Method(receiver, name):
            return _method(receiver, name, node, arguments, frame)
        case _:
            pass
    frame.live.escape(*arguments)
    return _by_name(node, frame)


def _known_call(name: str, node: cst.Call, arguments: list[Value], frame: Frame) -> Value:
    facts = knowledge()
    if facts.is_response(name):
        return construct(name, node, arguments, frame)
    if name == "builtins.isinstance" and len(arguments) == 2:
        return is_instance(*map(frame.live.settled, arguments))
    if name == "builtins.type" and len(arguments) == 1:
        return _class_of(arguments[0])
    if name in facts.fresh:
        frame.live.escape(*arguments)
        return fresh_response(facts.fresh[name], node, frame)
    if name in PATCHES:
        _patch(PATCHES[name], arguments, frame)
        return Known(None)
    if name in facts.calls:
        return _object(facts.calls[name], node, frame)
    found = frame.scope.resolved(Reference(name))
    if not isinstance(found, Reference):
        return join(*(_result(one, node, arguments, frame) for one in alternatives(found)))
    frame.live.escape(*arguments)
    *_, owner, method = ("", "", *name.split("."))
    if owner == "objects":
        returned = facts.method(QUERYSET, method)
        return UNKNOWN if returned is None else Instance(returned)
    return _by_name(node, frame)


def _class_of(value: Value) -> Value:
    """`type(value)`; a value of which only the type is known may be of a subclass."""
    name = None if isinstance(value, Instance) else type_of(value)
    return UNKNOWN if name is None else Reference(name)


def _object(type_name: str, node: cst.Call, frame: Frame) -> Value:
    if knowledge().is_response(type_name):
        return response_of(type_name, node, frame)
    return UNKNOWN if type_name == "unknown" else Instance(type_name)


def _patch(names: tuple[str, ...], arguments: list[Value], frame: Frame) -> None:
    """The helper's headers are set now, to what is not followed further."""
    for response in alternatives(arguments[0]) if arguments else ():
        if isinstance(response, Ref):
            headers = frame.live.headers(response)
            for name in names:
                headers = headers.having(Known(name), UNKNOWN)
            frame.live.objects[response.site] = headers


def _method(
    receiver: Value, name: str, node: cst.Call, arguments: list[Value], frame: Frame
) -> Value:
    match receiver:
        case Method(_, "objects"):
            returned = knowledge().method(QUERYSET, name)
            frame.live.escape(*arguments)
            return UNKNOWN if returned is None else Instance(returned)
        case Super(of):
            frame.live.escape(*arguments)
            returned = inherited(of, name)
            return UNKNOWN if returned is None else _object(returned, node, frame)
        case _:
            result = call_method(receiver, name, node, arguments, frame)
            if result is not None:
                return result
            frame.live.escape(receiver, *arguments)
            return _by_name(node, frame)


def _summary(callee: Definition, node: cst.Call, frame: Frame) -> Value:
    """What the function gives back; a response that it made is a new object here."""
    values: list[Value] = []
    for value in alternatives(callee.scope.functions.summary(callee, frame)):
        match value:
            case Made(type_name, headers):
                frame.live.objects[node] = headers
                values.append(Ref(node, type_name))
            case _:
                values.append(value)
    return join(*values)


def _by_name(node: cst.Call, frame: Frame) -> Value:
    """Middleware calls `get_response(request)`, which Django gives to it; a test its client."""
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
        case _:
            return UNKNOWN


@evaluates(cst.Subscript)
def _subscript(node: cst.Subscript, frame: Frame) -> Value:
    container = evaluate(node.value, frame)
    match node.slice:
        case [cst.SubscriptElement(slice=cst.Index(value=key_node))]:
            key = evaluate(key_node, frame)
        case _:
            return _sliced(container, node, frame)
    return join(*(_item(member, key, node, frame) for member in alternatives(container)))


def _sliced(container: Value, node: cst.Subscript, frame: Frame) -> Value:
    for element in node.slice:
        for part in children(element.slice):
            evaluate(part, frame)
    match container:
        case Known(str()):
            return Instance("builtins.str")
        case Ref(_, kind) | Instance(kind) if kind in ("builtins.list", "builtins.str", QUERYSET):
            return Instance(kind)
        case _:
            return UNKNOWN


def _item(container: Value, key: Value, node: cst.Subscript, frame: Frame) -> Value:
    receiver = header_receiver(container, key, node.value, frame)
    if receiver is not None:
        return header(receiver, key, frame)
    settled = frame.live.settled(container)
    match settled, key:
        case Collection("builtins.dict"), Known():
            found = [value for name, value in settled.pairs() if name == key]
            return found[-1] if found else UNKNOWN
        case Collection("builtins.list" | "builtins.tuple", items), Known(int(index)):
            return items[index][0] if -len(items) <= index < len(items) else UNKNOWN
        case _:
            return UNKNOWN


def header(receiver: Ref, name: Value, frame: Frame) -> Value:
    """The value of a response's header here."""
    match name:
        case Known(str(text)):
            value = frame.live.headers(receiver)[text]
            if value == ABSENT:
                return UNKNOWN
            return header_of(receiver, name) if value == UNKNOWN else value
        case _:
            return UNKNOWN
