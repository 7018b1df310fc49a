"""Headers set by an assignment or a call: the facts, and the state behind them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import libcst as cst

from resp_lsp.analysis.facts.fact import Form, HeaderWrite
from resp_lsp.analysis.facts.invocation import Fate
from resp_lsp.analysis.facts.rewrite import StatementRewrite
from resp_lsp.analysis.interpreter.changes import assigned, called
from resp_lsp.analysis.interpreter.evaluation import evaluate
from resp_lsp.analysis.interpreter.receivers import trusted_site
from resp_lsp.analysis.interpreter.spelling import spelled
from resp_lsp.analysis.knowledge import knowledge
from resp_lsp.analysis.values import strings
from resp_lsp.analysis.values.headers import ABSENT
from resp_lsp.analysis.values.value import (
    UNKNOWN,
    HeaderOf,
    HeadersOf,
    Hole,
    Known,
    Ref,
    Text,
    Value,
    alternatives,
    join,
)

if TYPE_CHECKING:
    from resp_lsp.analysis.interpreter.frame import Frame
    from resp_lsp.analysis.values.history import Change


@dataclass(frozen=True, slots=True)
class Written:
    """`target[key] = value` as it stands; `statement` is the whole of it if it does no more."""

    target: cst.Subscript
    key: cst.BaseExpression
    value: cst.BaseExpression
    statement: cst.CSTNode | None


def header_of(receiver: Ref, name: Value) -> Value:
    """Whatever the header holds when it is read."""
    match name:
        case Known(str(text)):
            return HeaderOf(receiver.site, text.lower())
        case _:
            return UNKNOWN


def assign_header(
    receivers: list[Ref], pair: tuple[Value, Value], written: Written, frame: Frame
) -> None:
    """Record `response[name] = value`, whose response is one of the receivers."""
    name, value = map(frame.live.settled, pair)
    if frame.recorder is not None:
        write = _assigned(receivers, (name, value), written, frame)
        frame.record_write(written.target, write)
    if receivers[0].site == trusted_site(written.target.value):
        return  # the name may stand for another object by the next statement
    certain = value if len(receivers) == 1 else UNKNOWN
    change = _change((name, value), written, receivers, frame)
    for receiver in receivers:
        headers = frame.live.headers(receiver).having(name, certain).after(change)
        frame.live.objects[receiver.site] = headers


def _change(
    pair: tuple[Value, Value], written: Written, receivers: list[Ref], frame: Frame
) -> Change:
    name, value = pair
    is_augmented = isinstance(written.statement, cst.AugAssign)
    code = written.statement if is_augmented and written.statement else written.value
    given = (name, written.key), (value, code)
    return assigned("__setitem__", written.target, given, receivers, frame)


def _assigned(
    receivers: list[Ref], pair: tuple[Value, Value], written: Written, frame: Frame
) -> HeaderWrite:
    name, value = pair
    before = frame.live.headers(receivers[0])
    for other in receivers[1:]:
        before = before.joined(frame.live.headers(other))
    return HeaderWrite(
        _form(written),
        name,
        value,
        _spelled(receivers, name, written, frame),
        frame.tree.place(written.key),
        frame.tree.place(written.value),
        frame.tree.place(written.target),
        _rewrite(written, frame),
        before,
        receivers[0].site if len(receivers) == 1 else None,
        _is_copy(receivers, written.value, frame),
    )


def _is_copy(receivers: list[Ref], value: cst.BaseExpression, frame: Frame) -> bool:
    """Whether the value is read from the headers of another response."""
    match value:
        case cst.Subscript(value=read) | cst.Call(func=cst.Attribute(value=read)):
            owner = evaluate(_owner(read), frame)
            is_response = isinstance(owner, Ref) and knowledge().is_response(owner.type)
            return is_response and owner not in receivers
        case _:
            return False


def _form(written: Written) -> Form:
    if isinstance(written.statement, cst.AugAssign):
        return Form.AUGMENTED
    is_headers = _owner(written.target.value) is not written.target.value
    return Form.HEADERS_SUBSCRIPT if is_headers else Form.SUBSCRIPT


def _owner(node: cst.BaseExpression) -> cst.BaseExpression:
    """The response's expression of `response` or `response.headers`."""
    is_headers = isinstance(node, cst.Attribute) and node.attr.value == "headers"
    return node.value if is_headers and isinstance(node, cst.Attribute) else node


def _spelled(receivers: list[Ref], name: Value, written: Written, frame: Frame) -> Value:
    value = spelled(written.value, frame)
    if _form(written) is not Form.AUGMENTED:
        return value
    current = join(*(header_of(receiver, name) for receiver in receivers))
    return strings.concatenated(Text((Hole(current),)), value)


def _rewrite(written: Written, frame: Frame) -> StatementRewrite | None:
    container = written.target.value
    owner = _owner(container)
    is_bare = owner is container
    if written.statement is None or (
        # The headers alone do not tell how to name their response.
        is_bare and any(isinstance(v, HeadersOf) for v in alternatives(evaluate(owner, frame)))
    ):
        return None
    code = cst.Module([]).code_for_node(owner)
    return StatementRewrite(frame.tree.place(written.statement), code)


def set_default(response: Ref, pair: tuple[Value, Value], node: cst.Call, frame: Frame) -> None:
    """Record `response.setdefault(name, value)` and its effect."""
    name, value = map(frame.live.settled, pair)
    before = frame.live.headers(response)
    if frame.recorder is not None and isinstance(node.func, cst.Attribute):
        place = frame.tree.place
        code = cst.Module([]).code_for_node(_owner(node.func.value))
        is_alone = frame.holder(node).fate is Fate.DROPPED
        name_at, value_at = (place(argument.value) for argument in node.args)
        write = HeaderWrite(
            Form.SETDEFAULT,
            name,
            value,
            spelled(node.args[1].value, frame),
            name_at,
            value_at,
            place(node),
            StatementRewrite(place(node), code) if is_alone else None,
            before,
            response.site,
        )
        frame.record_write(node, write)
    known = name.value if isinstance(name, Known) else None
    present = before[known] if isinstance(known, str) else UNKNOWN
    after = before
    if present in (ABSENT, UNKNOWN):
        after = before.having(name, value if present == ABSENT else UNKNOWN)
    change = called("setdefault", node, [name, value], frame)
    frame.live.objects[response.site] = after.after(change)
