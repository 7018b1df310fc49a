"""Responses come into being: by their classes, by shortcuts, from elsewhere."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import libcst as cst

from resp_lsp.analysis.facts.fact import Form, HeaderWrite, Response
from resp_lsp.analysis.facts.rewrite import ItemRewrite
from resp_lsp.analysis.interpreter.arguments import NO_ARGUMENTS, Arguments
from resp_lsp.analysis.interpreter.changes import called
from resp_lsp.analysis.interpreter.evaluation import evaluate
from resp_lsp.analysis.interpreter.invocations import invocation
from resp_lsp.analysis.interpreter.objects import instance
from resp_lsp.analysis.interpreter.spelling import spelled
from resp_lsp.analysis.knowledge import knowledge
from resp_lsp.analysis.values.headers import NO_HEADERS, UNKNOWN_HEADERS, Headers
from resp_lsp.analysis.values.history import Change, Operand
from resp_lsp.analysis.values.value import UNKNOWN, Collection, Known, Ref, Value, join

if TYPE_CHECKING:
    from collections.abc import Mapping

    from resp_lsp.analysis.facts.invocation import Argument
    from resp_lsp.analysis.interpreter.frame import Frame
    from resp_lsp.analysis.source.tree import Place
    from resp_lsp.analysis.values.headers import Headers


def response_of(type_name: str, site: cst.CSTNode, frame: Frame) -> Ref:
    """A response that came from elsewhere, with any headers."""
    frame.live.objects[site] = UNKNOWN_HEADERS
    return Ref(site, type_name)


def object_of(types: str | None, site: cst.CSTNode, frame: Frame) -> Value:
    """An object of one of the types, as the knowledge tells them; any response has its home
    at `site`."""
    if types is None:
        return UNKNOWN
    return join(
        *(
            response_of(name, site, frame) if knowledge().is_response(name) else instance(name)
            for name in types.split(" | ")
        )
    )


def fresh_response(
    type_name: str, function: str, node: cst.Call, values: list[Value], frame: Frame
) -> Ref:
    """A response that a function made, with no header but its class's own."""
    frame.live.objects[node] = NO_HEADERS.after(called(function, node, values, frame))
    return Ref(node, type_name)


def construct(  # noqa: PLR0913 - the class, the call and where it stands
    type_name: str,
    node: cst.Call,
    values: list[Value],
    frame: Frame,
    first: Arguments = NO_ARGUMENTS,
    *,
    is_derived: bool = False,
) -> Ref:
    """Record the construction and the headers that it sets; `values` belong to `node.args`,
    behind what a partial call or an own constructor gives first."""
    response = Response(
        type=type_name,
        is_derived=is_derived,
        **invocation(type_name, node, values, frame, first),
    )
    frame.record_response(node, response)
    headers = UNKNOWN_HEADERS
    if not response.is_opaque:
        headers = _initial_headers(node, response.arguments, frame)
    frame.live.escape(*values)
    history = (_made(response, frame),)
    frame.live.objects[node] = replace(headers, is_plain=not is_derived, history=history)
    return Ref(node, type_name)


def _made(response: Response, frame: Frame) -> Change:
    return Change(
        (response.call.node, frame.iteration),
        response.type,
        tuple((name, Operand(arg.value, arg.place)) for name, arg in response.arguments.items()),
        response.is_opaque,
        is_derived=response.is_derived,
    )


def _initial_headers(node: cst.Call, arguments: Mapping[str, Argument], frame: Frame) -> Headers:
    content_type = arguments.get("content_type")
    if content_type is not None and content_type.value != Known(None):
        pair = Known("Content-Type"), content_type.value
        _record(_whole(Form.CONTENT_TYPE, pair, content_type.place, NO_HEADERS), frame)
    given = arguments.get("headers")
    if given is None or given.value == Known(None):
        return NO_HEADERS
    display = _display(given)
    if display is not None:
        return _displayed(display, node, given, frame)
    if not isinstance(given.value, Collection):
        return UNKNOWN_HEADERS
    headers = NO_HEADERS
    named = given.place.node
    held = evaluate(named, frame) if isinstance(named, cst.Name) else UNKNOWN
    for name, value in given.value.pairs():
        write = _whole(Form.ARGUMENT, (name, value), given.place, headers)
        if isinstance(held, Ref) and (held.site, name) in frame.items:
            key_at, value_at = frame.items[held.site, name]
            write = replace(write, name_at=key_at, value_at=value_at, target=key_at)
        _record(write, frame)
        headers = headers.having(name, value)
    return headers


def _display(given: Argument) -> cst.Dict | None:
    """The dict of pairs that stands in the call; None where something is spread in it."""
    match given.place.node:
        case cst.Dict(elements=elements) as display if not given.is_spread:
            is_plain = all(isinstance(element, cst.DictElement) for element in elements)
            return display if is_plain else None
        case _:
            return None


def _whole(form: Form, pair: tuple[Value, Value], place: Place, before: Headers) -> HeaderWrite:
    """A header that comes from one argument as a whole."""
    name, value = pair
    site = place.node
    return HeaderWrite(form, name, value, value, place, place, place, None, before, site)


def _displayed(display: cst.Dict, node: cst.Call, given: Argument, frame: Frame) -> Headers:
    """The pairs of a dict written in the call."""
    place = frame.tree.place
    items = [place(element) for element in display.elements]
    pairs = [_pair(element, frame) for element in display.elements]
    headers = NO_HEADERS
    for index, (element, pair) in enumerate(zip(display.elements, pairs, strict=True)):
        if pair is None or not isinstance(element, cst.DictElement):
            headers = UNKNOWN_HEADERS
            continue
        name, value = pair
        is_last = all(later is not None and _differ(name, later[0]) for later in pairs[index + 1 :])
        write = HeaderWrite(
            Form.ARGUMENT,
            name,
            value,
            spelled(element.value, frame),
            place(element.key),
            place(element.value),
            place(element.key),
            ItemRewrite(place(node), given.whole, items, index),
            headers if is_last else headers.having(name, UNKNOWN),
            node,
        )
        _record(write, frame)
        headers = headers.having(name, value)
    return headers


def _pair(element: cst.BaseDictElement, frame: Frame) -> tuple[Value, Value] | None:
    if not isinstance(element, cst.DictElement):
        return None
    name, value = evaluate(element.key, frame), evaluate(element.value, frame)
    return frame.live.settled(name), frame.live.settled(value)


def _differ(name: Value, other: Value) -> bool:
    """Whether the two certainly name different headers."""
    match name, other:
        case Known(str(one)), Known(str(another)):
            return one.lower() != another.lower()
        case _:
            return False


def _record(write: HeaderWrite, frame: Frame) -> None:
    frame.record_write((write.value_at.node, write.name), write)
