"""The value of an expression. Evaluating a call also records what it does to a response."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import libcst as cst

from resp_lsp.analysis import strings
from resp_lsp.analysis.evaluation import evaluate, evaluates
from resp_lsp.analysis.knowledge import knowledge
from resp_lsp.analysis.state import joined
from resp_lsp.analysis.values import (
    UNKNOWN,
    Awaitable,
    Collection,
    Definition,
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
    from collections.abc import Iterator, Sequence

    from resp_lsp.analysis.frame import Frame

PLAIN_SOURCE = re.compile(r"[^\n#]+")


def source(node: cst.BaseExpression) -> str | None:
    """The expression as it can be written elsewhere; None when it spans lines or has comments."""
    code = cst.Module([]).code_for_node(node)
    return code if PLAIN_SOURCE.fullmatch(code) else None


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
    return UNKNOWN if node.value in frame.scope.rebound_names else frame.lookup(node.value)


@evaluates(cst.Attribute)
def _attribute(node: cst.Attribute, frame: Frame) -> Value:
    name = node.attr.value
    return mapped(evaluate(node.value, frame), lambda value: attribute(value, name))


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


@evaluates(cst.ListComp, cst.SetComp, cst.DictComp, cst.GeneratorExp)
def _comprehension(
    node: cst.ListComp | cst.SetComp | cst.GeneratorExp | cst.DictComp, frame: Frame
) -> Value:
    before = frame.live.copy()
    own = _clauses(node.for_in, frame)
    parts = (node.key, node.value) if isinstance(node, cst.DictComp) else (node.elt,)
    frame.live.escape(*(evaluate(part, frame) for part in parts))
    outer = {name: before.names[name] for name in own if name in before.names}
    after = {name: value for name, value in frame.live.names.items() if name not in own}
    frame.live.names = after | outer
    frame.state = joined((before, frame.state))
    return Instance(COMPREHENSIONS[type(node)])


COMPREHENSIONS = {
    cst.ListComp: "builtins.list",
    cst.SetComp: "builtins.set",
    cst.DictComp: "builtins.dict",
    cst.GeneratorExp: "builtins.generator",
}


def _clauses(clause: cst.CompFor, frame: Frame) -> set[str]:
    """Evaluate the parts of the clauses; the names that are the comprehension's own."""
    evaluate(clause.iter, frame)
    own = set(bound_names(clause.target))
    for name in own:
        frame.bind(name, UNKNOWN)
    for condition in clause.ifs:
        evaluate(condition.test, frame)
    return own | (
        _clauses(clause.inner_for_in, frame) if clause.inner_for_in is not None else set()
    )


def bound_names(target: cst.CSTNode) -> Sequence[str]:
    """The names that an assignment to the target binds."""
    match target:
        case cst.Name(value=name):
            return (name,)
        case cst.Tuple(elements=elements) | cst.List(elements=elements):
            return [name for element in elements for name in bound_names(element.value)]
        case cst.StarredElement(value=inner):
            return bound_names(inner)
        case _:
            return ()


@evaluates(cst.BinaryOperation)
def _binary(node: cst.BinaryOperation, frame: Frame) -> Value:
    left, right = evaluate(node.left, frame), evaluate(node.right, frame)
    match operate(node.operator, left, right, frame):
        case Collection("builtins.list" as kind, items):
            frame.live.objects[node] = items
            return Ref(node, kind)
        case value:
            return value


def operate(operator: cst.CSTNode, left: Value, right: Value, frame: Frame) -> Value:
    """`left operator right` for the operators that build text or lists."""
    if isinstance(operator, (cst.AddAssign, cst.BitOrAssign)):
        return mapped(left, lambda one: _put_into(one, operator, right, frame))
    return _operated(operator, frame.live.settled(left), frame.live.settled(right))


def _put_into(container: Value, operator: cst.BaseAugOp, more: Value, frame: Frame) -> Value:
    """`container operator more`, after which a list or dict is the same object as before."""
    more = frame.live.settled(more)
    match container, more:
        case Ref(site, "builtins.list"), Collection("builtins.list" | "builtins.tuple", others):
            items = frame.live.items(container)
            frame.live.objects[site] = None if items is None else (*items, *others)
            return container
        case Ref(_, "builtins.list" | "builtins.dict"), _:
            frame.live.escape(container)
            return container
        case _:
            return _operated(operator, frame.live.settled(container), more)


def _operated(operator: cst.CSTNode, left: Value, right: Value) -> Value:
    match operator:
        case cst.Add() | cst.AddAssign():
            return mapped(left, lambda one: mapped(right, lambda other: _added(one, other)))
        case cst.Modulo():
            return mapped(left, lambda one: mapped(right, lambda two: strings.percent(one, two)))
        case _:
            return UNKNOWN


def _added(left: Value, right: Value) -> Value:
    match left, right:
        case Collection(kind, one), Collection(other_kind, other) if kind == other_kind:
            return Collection(kind, (*one, *other))
        case ((Collection(kind) | Instance(kind)), (Collection(other_kind) | Instance(other_kind))):
            same = kind == other_kind and kind in (
                "builtins.list",
                "builtins.tuple",
                "builtins.str",
            )
            return Instance(kind) if same else UNKNOWN
        case _:
            return strings.concatenated(left, right)


@evaluates(cst.BooleanOperation)
def _boolean(node: cst.BooleanOperation, frame: Frame) -> Value:
    left = evaluate(node.left, frame)
    before = frame.live.copy()
    right = evaluate(node.right, frame)
    wants_truth = isinstance(node.operator, cst.Or)
    match left:
        case Known(constant) if bool(constant) == wants_truth:
            frame.state = before
            return left
        case Known():
            return right
        case _:
            frame.state = joined((before, frame.state))
            return join(left, right)


@evaluates(cst.UnaryOperation)
def _not(node: cst.UnaryOperation, frame: Frame) -> Value:
    value = evaluate(node.expression, frame)
    match node.operator, value:
        case cst.Not(), _:
            return Instance("builtins.bool")
        case cst.Minus(), Known(int() | float() as number):
            return Known(-number)
        case _:
            return UNKNOWN


@evaluates(cst.Comparison)
def _comparison(node: cst.Comparison, frame: Frame) -> Value:
    for part in (node.left, *(c.comparator for c in node.comparisons)):
        evaluate(part, frame)
    # An ORM expression or an array may compare to something else than a bool.
    plain = all(
        isinstance(c.operator, (cst.In, cst.NotIn, cst.Is, cst.IsNot)) for c in node.comparisons
    )
    return Instance("builtins.bool") if plain else UNKNOWN


@evaluates(cst.IfExp)
def _conditional(node: cst.IfExp, frame: Frame) -> Value:
    evaluate(node.test, frame)
    before = frame.live.copy()
    body = evaluate(node.body, frame)
    after_body, frame.state = frame.state, before
    orelse = evaluate(node.orelse, frame)
    frame.state = joined((after_body, frame.state))
    return join(body, orelse)


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


@evaluates(cst.Lambda)
def _lambda(node: cst.Lambda, frame: Frame) -> Value:
    escape_into(node, frame)
    outer = frame.live.copy()
    for name, value in outer.names.items():
        # By the time it is called, a name may have another value.
        if not isinstance(value, (Reference, Definition)):
            frame.live.names[name] = UNKNOWN
    for name in _words(node.params):
        frame.live.names[name] = UNKNOWN
    frame.live.objects = dict.fromkeys(outer.objects)
    evaluate(node.body, frame)
    frame.state = outer
    return UNKNOWN


def escape_into(function: cst.Lambda | cst.FunctionDef, frame: Frame) -> None:
    """Forget what objects hold that the function names: it may change them when it is called."""
    names = frame.live.names
    frame.live.escape(*(names[name] for name in names.keys() & set(_words(function))))


def _words(node: cst.CSTNode) -> Iterator[str]:
    if isinstance(node, cst.Name):
        yield node.value
    for child in node.children:
        yield from _words(child)
