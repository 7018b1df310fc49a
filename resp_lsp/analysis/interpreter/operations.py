"""The value of an operator's expression."""

from __future__ import annotations

import operator as arithmetic
from typing import TYPE_CHECKING

import libcst as cst

from resp_lsp.analysis.interpreter.conditions import BOOL, is_builtin_class, truth
from resp_lsp.analysis.interpreter.evaluation import evaluate, evaluates
from resp_lsp.analysis.values import strings
from resp_lsp.analysis.values.state import joined
from resp_lsp.analysis.values.types import class_of, type_of
from resp_lsp.analysis.values.value import (
    UNKNOWN,
    Collection,
    Instance,
    Known,
    Ref,
    Reference,
    Value,
    alternatives,
    join,
    mapped,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from resp_lsp.analysis.interpreter.frame import Frame

LARGE = 10**12
"""From here on an int is not worth its size."""

CALCULATED: dict[type[cst.CSTNode], Callable[[int, int], int]] = {
    cst.Multiply: arithmetic.mul,
    cst.Subtract: arithmetic.sub,
}
ADDED = ("builtins.list", "builtins.tuple", "builtins.str")
"""Types of which a sum is of the same."""


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
        case cst.Multiply() | cst.Subtract():
            calculate = CALCULATED[type(operator)]
            return mapped(left, lambda a: mapped(right, lambda b: _number(calculate, a, b)))
        case cst.Modulo():
            return mapped(left, lambda one: mapped(right, lambda two: strings.percent(one, two)))
        case _:
            return UNKNOWN


def _number(calculate: Callable[[int, int], int], left: Value, right: Value) -> Value:
    """The result for two ints; text and lists are not multiplied here."""
    match left, right:
        case Known(int(one)), Known(int(other)) if max(abs(one), abs(other)) < LARGE:
            return Known(calculate(one, other))
        case _ if {class_of(left), class_of(right)} == {"builtins.int"}:
            return Instance("builtins.int")
        case _:
            return UNKNOWN


def _added(left: Value, right: Value) -> Value:
    match left, right:
        case Collection(kind, one), Collection(other_kind, other) if kind == other_kind:
            return Collection(kind, (*one, *other))
        case ((Collection() | Instance()), (Collection() | Instance())):
            same = class_of(left) if class_of(left) == class_of(right) else None
            return Instance(same) if same in ADDED else UNKNOWN
        case _:
            return strings.concatenated(left, right)


@evaluates(cst.BooleanOperation)
def _boolean(node: cst.BooleanOperation, frame: Frame) -> Value:
    left = evaluate(node.left, frame)
    decided = truth(left, frame)
    before = frame.live.copy()
    right = evaluate(node.right, frame)
    wants_truth = isinstance(node.operator, cst.Or)
    if decided is None:
        frame.state = joined((before, frame.state))
        return join(left, right)
    if decided == wants_truth:
        frame.state = before
        return left
    return right


@evaluates(cst.UnaryOperation)
def _not(node: cst.UnaryOperation, frame: Frame) -> Value:
    value = evaluate(node.expression, frame)
    match node.operator, value:
        case cst.Not(), _:
            decided = truth(value, frame)
            return BOOL if decided is None else Known(not decided)
        case cst.Minus(), Known(int() | float() as number):
            return Known(-number)
        case _:
            return UNKNOWN


@evaluates(cst.Comparison)
def _comparison(node: cst.Comparison, frame: Frame) -> Value:
    parts = (node.left, *(c.comparator for c in node.comparisons))
    values = [evaluate(part, frame) for part in parts]
    if len(values) == 2:
        decided = _compared(node.comparisons[0].operator, *map(frame.live.settled, values))
        if decided is not None:
            return Known(decided)
    # An ORM expression or an array may compare to something else than a bool.
    plain = all(
        isinstance(c.operator, (cst.In, cst.NotIn, cst.Is, cst.IsNot)) for c in node.comparisons
    )
    return BOOL if plain else UNKNOWN


def _compared(operator: cst.BaseCompOp, left: Value, right: Value) -> bool | None:
    """What one comparison gives; None where it is not certain."""
    match operator:
        case cst.IsNot() | cst.NotEqual() | cst.NotIn():
            opposite = OPPOSITES[type(operator)]()
            found = _compared(opposite, left, right)
            return None if found is None else not found
        case cst.Is():
            return _is_same(left, right)
        case cst.Equal():
            return _equals(left, right)
        case cst.In():
            return _is_in(left, right)
        case _:
            return None


def _equals(left: Value, right: Value) -> bool | None:
    match left, right:
        case Known(one), Known(other):
            return bool(one == other)
        case _:
            return None


OPPOSITES: dict[type[cst.BaseCompOp], type[cst.BaseCompOp]] = {
    cst.IsNot: cst.Is,
    cst.NotEqual: cst.Equal,
    cst.NotIn: cst.In,
}
SINGLE = (None, True, False)


def _is_same(left: Value, right: Value) -> bool | None:
    found = set()
    for one in alternatives(left):
        for other in alternatives(right):
            match one, other:
                case Known(a), Known(b) if a in SINGLE or b in SINGLE:
                    found.add(a is b)
                case (Known(None), value) | (value, Known(None)) if type_of(value) is not None:
                    found.add(type_of(value) == "builtins.NoneType")
                case Reference(a), Reference(b) if is_builtin_class(a) and is_builtin_class(b):
                    found.add(a == b)
                case _:
                    return None
    return found.pop() if len(found) == 1 else None


def _is_in(item: Value, container: Value) -> bool | None:
    match item, container:
        case Known(constant), Collection(_, items):
            members = [item[0] for item in items]
            if all(isinstance(member, Known) for member in members):
                return any(isinstance(m, Known) and m.value == constant for m in members)
            return None
        case _:
            return None
