"""Conditions: what they certainly are, and what a branch says about names."""

from __future__ import annotations

import builtins
import collections.abc
from typing import TYPE_CHECKING

import libcst as cst

from resp_lsp.analysis.interpreter.evaluation import evaluate
from resp_lsp.analysis.interpreter.names import words
from resp_lsp.analysis.knowledge import knowledge
from resp_lsp.analysis.values.types import class_of, type_of
from resp_lsp.analysis.values.value import (
    UNKNOWN,
    Collection,
    Instance,
    Known,
    OneOf,
    Reference,
    Text,
    Value,
    alternatives,
    join,
)

if TYPE_CHECKING:
    from resp_lsp.analysis.interpreter.frame import Frame
    from resp_lsp.analysis.values.state import State

ABSTRACT = ("collections.abc.", "typing.")


def truth(value: Value, frame: Frame) -> bool | None:
    """Whether the value is true; None where it may be either."""
    found = {_truth(frame.live.settled(member)) for member in alternatives(value)}
    return found.pop() if len(found) == 1 else None


def _truth(value: Value) -> bool | None:
    match value:
        case Known(constant):
            return bool(constant)
        case Collection(_, items):
            return bool(items)
        case Text() if any(value.literals):
            return True
        case Instance("builtins.NoneType"):
            return False
        case _:
            return None


def branches(test: cst.BaseExpression, frame: Frame) -> tuple[State | None, State | None]:
    """Walk a test; the states in which it is true and in which it is false, None for never."""
    with frame.idle(when=not frame.depth or not frame.wants(test)):
        value = evaluate(test, frame)
    decided = truth(value, frame)
    if decided is None:
        doubt(test, frame)
    before = frame.live
    return (
        None if decided is False else _narrowed(test, before.copy(), frame, outcome=True),
        None if decided is True else _narrowed(test, before.copy(), frame, outcome=False),
    )


def doubt(test: cst.CSTNode, frame: Frame) -> None:
    """Record no more in a call if it asks something about its arguments that is not known."""
    if frame.origins and not frame.origins.keys().isdisjoint(words(test)):
        frame.recorder = None


def _narrowed(test: cst.CSTNode, state: State, frame: Frame, *, outcome: bool) -> State | None:
    """The state with only those values of names that let the test come out so."""
    here, frame.state = frame.live, state
    for name in dict.fromkeys(words(test)):
        value = state.names.get(name)
        if isinstance(value, OneOf):
            kept = [v for v in value.values if _allows(name, v, test, frame, outcome=outcome)]
            if not kept:
                frame.state = here
                return None
            state.names[name] = join(*kept)
    if outcome:
        _learn(test, frame)
    frame.state = here
    return state


def _allows(name: str, value: Value, test: cst.CSTNode, frame: Frame, *, outcome: bool) -> bool:
    """Whether the test, which was walked before, can come out so for this value of the name."""
    before = frame.live
    frame.state = before.copy()
    frame.live.names[name] = value
    with frame.unrecorded():
        found = truth(evaluate(test, frame), frame)
    frame.state = before
    return found is None or found == outcome


def _learn(test: cst.CSTNode, frame: Frame) -> None:
    """What a name is behind `isinstance(name, type)`, and a str behind `name == "text"`."""
    match test:
        case cst.BooleanOperation(left=left, operator=cst.And(), right=right):
            _learn(left, frame)
            _learn(right, frame)
        case cst.Comparison(
            cst.Name(name), [cst.ComparisonTarget(cst.Equal(), cst.SimpleString() as text)]
        ):
            held = alternatives(frame.live.names.get(name, UNKNOWN))
            if all(class_of(one) == "builtins.str" for one in held):
                frame.live.names[name] = evaluate(text, frame)
        case cst.Call(
            func=cst.Name("isinstance"), args=[cst.Arg(cst.Name(name)), cst.Arg(kind)]
        ) if frame.live.names.get(name) == UNKNOWN:
            match evaluate(kind, frame):
                case Reference(qualified) if isinstance(_class(qualified), type):
                    frame.live.names[name] = Instance(qualified)


def is_instance(value: Value, kinds: Value) -> Value:
    """`isinstance(value, kinds)`."""
    if isinstance(kinds, Collection):
        found = [is_instance(value, kind) for (kind,) in kinds.items]
        if Known(True) in found:
            return Known(True)
        return Known(False) if all(f == Known(False) for f in found) else BOOL
    results = {_is_instance(member, kinds) for member in alternatives(value)}
    return Known(results.pop()) if len(results) == 1 and None not in results else BOOL


BOOL = Instance("builtins.bool")


def _is_instance(value: Value, kind: Value) -> bool | None:
    type_name = type_of(value)
    if type_name is None or not isinstance(kind, Reference):
        return None
    if knowledge().is_response(type_name):
        return _is_response(type_name, kind.name)
    actual, wanted = _class(type_name), _class(kind.name)
    if actual is None or wanted is None:
        # What is of a builtin type is no instance of a class of Django's or of the project's.
        return None
    if issubclass(actual, wanted):
        return True
    is_exact = not isinstance(value, Instance)
    return None if not is_exact and issubclass(wanted, actual) else False


def _is_response(type_name: str, wanted: str) -> bool | None:
    ancestors = [type_name]
    while ancestors[-1] in knowledge().bases:
        ancestors.append(knowledge().bases[ancestors[-1]])
    if wanted in ancestors:
        return True
    return False if isinstance(_class(wanted), type) else None


def is_builtin_class(name: str) -> bool:
    return name.startswith("builtins.") and _class(name) is not None


def _class(name: str) -> type | None:
    """The builtin or abstract class of a qualified name."""
    module, _, last = name.rpartition(".")
    found: object = None
    if module == "builtins":
        found = type(None) if last == "NoneType" else getattr(builtins, last, None)
    elif name.startswith(ABSTRACT):
        found = getattr(collections.abc, last, None)
    return found if isinstance(found, type) else None
