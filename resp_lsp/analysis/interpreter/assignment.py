"""Assignments and deletions, of names and of headers."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, TypeGuard

import libcst as cst

from resp_lsp.analysis.interpreter.arguments import taint
from resp_lsp.analysis.interpreter.changes import assigned
from resp_lsp.analysis.interpreter.evaluation import evaluate
from resp_lsp.analysis.interpreter.header_writes import Written, assign_header
from resp_lsp.analysis.interpreter.names import bound_names
from resp_lsp.analysis.interpreter.operations import operate
from resp_lsp.analysis.interpreter.receivers import header_receiver
from resp_lsp.analysis.interpreter.subscripts import header
from resp_lsp.analysis.interpreter.uses import record_assignment, record_deletion
from resp_lsp.analysis.knowledge import knowledge
from resp_lsp.analysis.values.headers import ABSENT, Decoded
from resp_lsp.analysis.values.value import (
    UNKNOWN,
    Collection,
    Object,
    Ref,
    Unknown,
    Value,
    alternatives,
    join,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from resp_lsp.analysis.interpreter.frame import Frame

SENT = frozenset(
    ("charset", "content", "headers", "reason_phrase", "status_code", "streaming_content")
)
"""The attributes of a response that change what is sent."""

MAX_TRACE = 5
"""So many places tell enough of where a value comes from."""


def assign(
    target: cst.BaseExpression,
    value: Value,
    written: cst.BaseExpression,
    statement: cst.CSTNode | None,
    frame: Frame,
) -> None:
    """`target = value`; `statement` is the whole of it when there is no other target."""
    match target:
        case cst.Name(value=name):
            taint((name,), written, frame)
            place = frame.tree.place(written)
            frame.live.places[name] = (place, *frame.trace(written))[:MAX_TRACE]
            frame.bind(name, value)
        case cst.Tuple(elements=elements) | cst.List(elements=elements):
            _unpack(elements, value, written, frame)
        case cst.Subscript():
            _set_item(target, value, written, statement, frame)
        case cst.Attribute(value=owner, attr=cst.Name()):
            held = frame.live.settled(value)
            frame.live.escape(value)
            receiver = evaluate(owner, frame)
            record_assignment(receiver, target, (held, written), statement, frame)
            _set_attribute(receiver, target, (held, written), frame)
        case _:
            frame.live.escape(value)


def _set_attribute(
    receiver: Value, target: cst.Attribute, given: tuple[Value, cst.CSTNode], frame: Frame
) -> None:
    """`given` is the value, and the code that it comes from."""
    attribute, (value, _) = target.attr.value, given
    members = alternatives(receiver)
    responses = [m for m in members if isinstance(m, Ref) and knowledge().is_response(m.type)]
    for response in responses if attribute in SENT else ():
        change = assigned(f"{attribute}=", target, [given], responses, frame)
        headers = frame.live.headers(response).after(change)
        if attribute == "headers":
            headers = headers.unknown()
        elif attribute == "content":
            headers = replace(headers, text=Decoded.NOT_YET)
        elif attribute == "charset":
            headers = headers.with_text_changed()
        frame.live.objects[response.site] = headers
    if frame.attributes is not None and any(isinstance(member, Object) for member in members):
        frame.attributes[attribute] = join(frame.attributes.get(attribute, value), value)


def _unpack(
    elements: Sequence[cst.BaseElement], value: Value, written: cst.BaseExpression, frame: Frame
) -> None:
    members = alternatives(frame.live.settled(value))
    if all(_has(len(elements), member) for member in members):
        rows = [[item[0] for item in member.items] for member in members if _is_row(member)]
        parts = [join(*column) for column in zip(*rows, strict=True)]
    else:
        parts = [UNKNOWN] * len(elements)
    starred = any(isinstance(element, cst.StarredElement) for element in elements)
    for element, part in zip(elements, parts, strict=True):
        if starred:
            names = bound_names(element)
            taint(names, written, frame)
            for name in names:
                frame.bind(name, UNKNOWN)
        else:
            assign(element.value, part, written, None, frame)


def _is_row(value: Value) -> TypeGuard[Collection]:
    return isinstance(value, Collection) and value.type in ("builtins.tuple", "builtins.list")


def _has(count: int, value: Value) -> bool:
    return _is_row(value) and len(value.items) == count


def _set_item(
    target: cst.Subscript,
    value: Value,
    written: cst.BaseExpression,
    statement: cst.CSTNode | None,
    frame: Frame,
) -> None:
    container = evaluate(target.value, frame)
    key_node = _key(target)
    key = UNKNOWN if key_node is None else evaluate(key_node, frame)
    frame.live.escape(value)
    receivers = _receivers(container, key, target, frame)
    if key_node is not None and receivers:
        written_so = Written(target, key_node, written, statement)
        assign_header(receivers, (key, value), written_so, frame)
        return
    for member in alternatives(container):
        if isinstance(member, Ref):
            _put(member, key, value, frame)
            if key_node is not None:
                place = frame.tree.place
                frame.items[member.site, key] = place(key_node), place(written)
        elif isinstance(member, Unknown) and frame.origins and frame.recorder is not None:
            frame.recorder.is_open = True  # it may be a response for some calls


def _put(container: Ref, key: Value, value: Value, frame: Frame) -> None:
    items = frame.live.items(container)
    is_dict = container.type == "builtins.dict"
    if items is None or not is_dict or isinstance(key, Unknown):
        frame.live.objects[container.site] = None
    else:
        rest = tuple(item for item in items if item[0] != key)
        frame.live.objects[container.site] = (*rest, (key, value))


def _key(target: cst.Subscript) -> cst.BaseExpression | None:
    match target.slice:
        case [cst.SubscriptElement(slice=cst.Index(value=node))]:
            return node
        case _:
            return None


def _receivers(container: Value, key: Value, target: cst.Subscript, frame: Frame) -> list[Ref]:
    """The responses of which it certainly is one; None among them would raise anyway."""
    members = [m for m in alternatives(container) if m != ABSENT]
    found = [header_receiver(member, key, target.value, frame) for member in members]
    receivers = [receiver for receiver in found if receiver is not None]
    return receivers if len(receivers) == len(found) else []


def augment(node: cst.AugAssign, frame: Frame) -> None:
    """`target += value` and the like."""
    value = evaluate(node.value, frame)
    match node.target:
        case cst.Name(value=name):
            frame.bind(name, operate(node.operator, frame.lookup(name), value, frame))
        case cst.Subscript() as target:
            container = evaluate(target.value, frame)
            key_node = _key(target)
            key = UNKNOWN if key_node is None else evaluate(key_node, frame)
            receivers = _receivers(container, key, target, frame)
            current = join(*(header(receiver, key, frame) for receiver in receivers))
            result = operate(node.operator, current, value, frame)
            _set_item(target, result, node.value, node, frame)
        case cst.Attribute(value=owner, attr=cst.Name()) as target:
            frame.live.escape(value)
            receiver = evaluate(owner, frame)
            record_assignment(receiver, target, (UNKNOWN, node.value), node, frame)
            _set_attribute(receiver, target, (UNKNOWN, node), frame)
        case _:
            frame.live.escape(value)


def delete(target: cst.BaseExpression, statement: cst.Del, frame: Frame) -> None:
    """`del target`."""
    match target:
        case cst.Name(value=name):
            frame.bind(name, UNKNOWN)
        case cst.Subscript():
            key_node = _key(target)
            key = UNKNOWN if key_node is None else evaluate(key_node, frame)
            container = evaluate(target.value, frame)
            receivers = _receivers(container, key, target, frame)
            record_deletion(receivers, key, target, statement, frame)
            for receiver in receivers:
                change = assigned(
                    "__delitem__", target, [(key, key_node or target)], receivers, frame
                )
                headers = frame.live.headers(receiver).having(key, ABSENT)
                frame.live.objects[receiver.site] = headers.after(change)
        case _:
            pass
