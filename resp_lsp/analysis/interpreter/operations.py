"""The value of an operator's expression."""

from __future__ import annotations

from typing import TYPE_CHECKING

import libcst as cst

from resp_lsp.analysis.interpreter.evaluation import evaluate, evaluates
from resp_lsp.analysis.values import strings
from resp_lsp.analysis.values.state import joined
from resp_lsp.analysis.values.value import (
    UNKNOWN,
    Collection,
    Instance,
    Known,
    Ref,
    Value,
    join,
    mapped,
)

if TYPE_CHECKING:
    from resp_lsp.analysis.interpreter.frame import Frame


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
