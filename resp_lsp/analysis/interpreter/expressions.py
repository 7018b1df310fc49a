"""The value of an expression. Evaluating a call also records what it does to a response."""

from __future__ import annotations

from typing import TYPE_CHECKING

import libcst as cst

from resp_lsp.analysis.interpreter.conditions import branches
from resp_lsp.analysis.interpreter.evaluation import evaluate, evaluates
from resp_lsp.analysis.interpreter.names import bound_names
from resp_lsp.analysis.knowledge import knowledge
from resp_lsp.analysis.values import strings
from resp_lsp.analysis.values.state import joined
from resp_lsp.analysis.values.value import (
    UNKNOWN,
    Awaitable,
    Collection,
    HeadersOf,
    Hole,
    Instance,
    Known,
    Method,
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


def literal_part(part: cst.BaseFormattedStringContent, whole: cst.FormattedString) -> str | Hole:
    """The text between replacement fields, read as a literal of the same quotes."""
    if not isinstance(part, cst.FormattedStringText):
        return Hole(UNKNOWN)
    body = part.value.replace("{{", "{").replace("}}", "}")
    literal = f"{whole.prefix.lower().replace('f', '')}{whole.quote}{body}{whole.quote}"
    value = strings.literal(literal)
    return value.value if isinstance(value, Known) and isinstance(value.value, str) else Hole(value)


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
    value = mapped(evaluate(node.value, frame), lambda value: attribute(value, name))
    return _constant(name, value, frame)


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
        case Ref(_, type_name) if name == "headers" and knowledge().is_response(type_name):
            return HeadersOf(value)
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
    for element in node.elements:
        value = evaluate(element.value, frame)
        if isinstance(element, cst.DictElement):
            key = evaluate(element.key, frame)
            if items is not None:
                items.append((key, value))
        else:
            frame.live.escape(value)
            items = None
    frame.live.objects[node] = None if items is None else tuple(items)
    return Ref(node, "builtins.dict")


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
    for name in bound_names(node.target):
        frame.bind(name, value)
    return value


@evaluates(cst.Await)
def _await(node: cst.Await, frame: Frame) -> Value:
    def awaited(value: Value) -> Value:
        return value.value if isinstance(value, Awaitable) else value

    # What a knowledge entry or a middleware's get_response gives is the same awaited.
    return mapped(evaluate(node.expression, frame), awaited)
