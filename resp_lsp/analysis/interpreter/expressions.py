"""The value of an expression. Evaluating a call also records what it does to a response."""

from __future__ import annotations

from typing import TYPE_CHECKING

import libcst as cst

from resp_lsp.analysis.interpreter.arguments import Arguments, Given, taint
from resp_lsp.analysis.interpreter.conditions import branches
from resp_lsp.analysis.interpreter.construction import response_of
from resp_lsp.analysis.interpreter.evaluation import evaluate, evaluates
from resp_lsp.analysis.interpreter.members import (
    Access,
    Member,
    member_of_class,
    member_of_object,
)
from resp_lsp.analysis.interpreter.names import bound_names
from resp_lsp.analysis.interpreter.objects import instances
from resp_lsp.analysis.interpreter.response_attributes import is_streaming
from resp_lsp.analysis.interpreter.spelling import literal_part
from resp_lsp.analysis.interpreter.summaries import call
from resp_lsp.analysis.interpreter.uses import record_read
from resp_lsp.analysis.knowledge import knowledge
from resp_lsp.analysis.source.islands import Island
from resp_lsp.analysis.values import strings
from resp_lsp.analysis.values.state import joined
from resp_lsp.analysis.values.value import (
    UNKNOWN,
    Awaitable,
    Bound,
    Collection,
    Definition,
    HeadersOf,
    Hole,
    Instance,
    Known,
    Method,
    Object,
    Ref,
    Reference,
    Value,
    join,
    mapped,
)

if TYPE_CHECKING:
    from resp_lsp.analysis.interpreter.frame import Frame


@evaluates(cst.SimpleString, cst.Integer, cst.Float)
def _literal(node: cst.SimpleString | cst.Integer | cst.Float, _: Frame) -> Value:
    return strings.literal(node.value)


@evaluates(cst.ConcatenatedString)
def _concatenated_string(node: cst.ConcatenatedString, frame: Frame) -> Value:
    return strings.concatenated(evaluate(node.left, frame), evaluate(node.right, frame))


@evaluates(cst.FormattedString)
def _formatted_string(node: cst.FormattedString, frame: Frame) -> Value:
    return strings.text(_part(part, node, frame) for part in node.parts)


def _part(
    part: cst.BaseFormattedStringContent, whole: cst.FormattedString, frame: Frame
) -> str | Hole:
    if not isinstance(part, cst.FormattedStringExpression):
        return literal_part(part, whole)
    value = evaluate(part.expression, frame)
    plain = part.format_spec is None and part.conversion is None and part.equal is None
    return Hole(value) if plain else Hole(Instance("builtins.str"))


@evaluates(cst.Name)
def _name(node: cst.Name, frame: Frame) -> Value:
    constants = {"None": None, "True": True, "False": False}
    if node.value in constants:
        return Known(constants[node.value])
    if node.value in frame.scope.rebound_names:
        return UNKNOWN
    return _constant(node.value, frame.lookup(node.value), frame)


@evaluates(cst.Attribute)
def _attribute(node: cst.Attribute, frame: Frame) -> Value:
    name = node.attr.value
    owner = evaluate(node.value, frame)
    record_read(owner, node, frame)
    if name == "text" and isinstance(owner, Ref) and knowledge().is_response(owner.type):
        frame.live.objects[owner.site] = frame.live.headers(owner).with_text_read()
    value = mapped(owner, lambda value: _member(value, name, node, frame))
    return _constant(name, value, frame)


def _member(value: Value, name: str, node: cst.Attribute, frame: Frame) -> Value:
    if frame.is_idle and isinstance(value, Object):
        return Method(value, name)
    if not isinstance(value, Object):
        return attribute(value, name)
    match member := member_of_object(value, name):
        case Member(Access.PROPERTY, Definition() as function):
            return call(function, Arguments((Given(value),)), node, frame)
        case Member(_, Instance(type_name)) if knowledge().is_response(type_name):
            return response_of(type_name, node, frame)
        case _:
            return _bound(member, value) or Method(value, name)


def _bound(member: Member | None, receiver: Object) -> Value | None:
    match member:
        case Member(Access.METHOD, Definition() as function):
            return Bound(function, receiver)
        case Member(Access.CLASS_METHOD, Definition() as function):
            return Bound(function, receiver.of)
        case Member(Access.VALUE | Access.STATIC_METHOD, found) if found != UNKNOWN:
            return found
        case _:
            return None


def _constant(name: str, value: Value, frame: Frame) -> Value:
    """The value of what by its name is a constant, if another module of the project has it.

    Other imported names are followed only when they are called: to read a module costs time.
    """
    return frame.scope.resolved(value) if name.isupper() else value


def attribute(value: Value, name: str) -> Value:
    """`value.name`."""
    match value:
        case Reference(qualified):
            return Reference(knowledge().canonical(f"{qualified}.{name}"))
        case Object():
            return _bound(member_of_object(value, name), value) or Method(value, name)
        case Definition(Island()) if name != "objects":
            found = member_of_class(value, name)
            return Method(value, name) if found == UNKNOWN else found
        case Ref(_, type_name) if name == "headers" and knowledge().is_response(type_name):
            return HeadersOf(value)
        case Ref(_, type_name) if name == "streaming" and is_streaming(type_name):
            return Known(True)
        case Instance(type_name) if (held := knowledge().attribute(type_name, name)) is not None:
            return instances(held)
        case _:
            return Method(value, name)


@evaluates(cst.List, cst.Tuple, cst.Set)
def _sequence(node: cst.List | cst.Tuple | cst.Set, frame: Frame) -> Value:
    kind = f"builtins.{type(node).__name__.lower()}"
    values = [evaluate(element.value, frame) for element in node.elements]
    starred = any(isinstance(element, cst.StarredElement) for element in node.elements)
    items = None if starred else tuple((value,) for value in values)
    if isinstance(node, cst.Tuple):
        return Instance(kind) if items is None else Collection(kind, items)
    frame.live.objects[node] = items
    return Ref(node, kind)


@evaluates(cst.Dict)
def _dict(node: cst.Dict, frame: Frame) -> Value:
    items: list[tuple[Value, ...]] | None = []
    place = frame.tree.place
    for element in node.elements:
        value = evaluate(element.value, frame)
        if isinstance(element, cst.DictElement):
            key = evaluate(element.key, frame)
            frame.items[node, key] = place(element.key), place(element.value)
            if items is not None:
                items.append((key, value))
            continue
        held = frame.live.settled(value)
        frame.live.escape(value)
        if items is not None:
            items = merged(items, held)
    frame.live.objects[node] = None if items is None else tuple(items)
    return Ref(node, "builtins.dict")


def merged(items: list[tuple[Value, ...]], more: Value) -> list[tuple[Value, ...]] | None:
    """The items of a dict after those of another one; None where they are not all known."""
    if not isinstance(more, Collection) or more.type != "builtins.dict":
        return None
    keys = [key for key, _ in more.pairs()]
    if not all(isinstance(item[0], Known) for item in (*items, *more.items)):
        return None
    return [*(item for item in items if item[0] not in keys), *more.items]


@evaluates(cst.IfExp)
def _conditional(node: cst.IfExp, frame: Frame) -> Value:
    values, ends = [], []
    states = branches(node.test, frame)
    for state, part in zip(states, (node.body, node.orelse), strict=True):
        if state is not None:
            frame.state = state
            values.append(evaluate(part, frame))
            ends.append(frame.live)
    if ends:
        frame.state = joined(ends)
    return join(*values)


@evaluates(cst.NamedExpr)
def _named(node: cst.NamedExpr, frame: Frame) -> Value:
    value = evaluate(node.value, frame)
    names = bound_names(node.target)
    taint(names, node.value, frame)
    for name in names:
        frame.bind(name, value)
    return value


@evaluates(cst.Await)
def _await(node: cst.Await, frame: Frame) -> Value:
    def awaited(value: Value) -> Value:
        return value.value if isinstance(value, Awaitable) else value

    # What a knowledge entry or a middleware's get_response gives is the same awaited.
    return mapped(evaluate(node.expression, frame), awaited)
