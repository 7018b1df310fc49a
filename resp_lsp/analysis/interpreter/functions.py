"""Functions: what they are given, what they give back, what they do."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import libcst as cst

from resp_lsp.analysis.interpreter.annotations import annotated
from resp_lsp.analysis.interpreter.classes import response_base
from resp_lsp.analysis.interpreter.construction import response_of
from resp_lsp.analysis.interpreter.evaluation import evaluate, execute
from resp_lsp.analysis.interpreter.frame import MAX_DEPTH, Frame
from resp_lsp.analysis.interpreter.names import words
from resp_lsp.analysis.knowledge import RESPONSE, knowledge
from resp_lsp.analysis.source.nodes import children, walk
from resp_lsp.analysis.values.state import State, joined
from resp_lsp.analysis.values.value import (
    UNKNOWN,
    Awaitable,
    Definition,
    Instance,
    Made,
    Ref,
    Reference,
    Value,
    alternatives,
    join,
    mapped,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from resp_lsp.analysis.interpreter.scope import Scope


@dataclass
class Functions:
    """What the functions of one module give back, each found out once."""

    scope: Scope
    _summaries: dict[object, Value] = field(default_factory=dict)

    def summary(self, function: Definition, caller: Frame) -> Value:
        """The value of a call, whatever its arguments."""
        node = function.node
        if not isinstance(node, cst.FunctionDef) or caller.depth >= MAX_DEPTH:
            return UNKNOWN
        if node not in self._summaries:
            enclosing = self._around(function, caller)
            if enclosing is None:
                return UNKNOWN
            self._summaries[node] = UNKNOWN  # a recursive call tells nothing
            frame = Frame(self.scope, caller.tree, enclosing=enclosing, depth=caller.depth + 1)
            value = self._summarised(node, frame)
            if self.scope.is_top_level(node):
                self._summaries[node] = value
            else:
                del self._summaries[node]
                return value
        return self._summaries[node]

    def _around(self, function: Definition, caller: Frame) -> State | None:
        """What the function sees of the functions around it; None when they are not known."""
        if self.scope.is_top_level(function.node):
            return State()
        around = caller.enclosing or State()
        if _holds(caller.live, function):
            closure = caller.live.for_closure(dict.fromkeys(caller.live.names, 1))
            return State({**around.names, **closure.names}, closure.objects)
        return around if _holds(around, function) else None

    def _summarised(self, node: cst.FunctionDef, frame: Frame) -> Value:
        if not all(_is_transparent(decorator, frame) for decorator in node.decorators):
            return UNKNOWN
        if _yields(node.body):
            return Instance(
                "builtins.async_generator" if node.asynchronous else "builtins.generator"
            )
        run(node, frame)
        value = join(*(_carried(value, state) for value, state in frame.exits))
        return Awaitable(value) if node.asynchronous else value


def _holds(state: State, function: Definition) -> bool:
    return any(function in alternatives(value) for value in state.names.values())


def _carried(value: Value, state: State) -> Value:
    """A returned value without the function's own state."""

    def carried(member: Value) -> Value:
        if isinstance(member, Ref) and knowledge().is_response(member.type):
            return Made(member.type, state.headers(member))
        if isinstance(member, Definition) and _holds(state, member):
            return UNKNOWN  # a closure sees names that are gone where it is called
        return state.settled(member)

    return mapped(value, carried)


def _is_transparent(decorator: cst.Decorator, frame: Frame) -> bool:
    node = decorator.decorator
    value = evaluate(node.func if isinstance(node, cst.Call) else node, frame)
    return isinstance(value, Reference) and value.name in knowledge().transparent


def _yields(node: cst.CSTNode) -> bool:
    """Whether the body is a generator's; functions in it are not looked at."""
    for child in children(node):
        if isinstance(child, (cst.FunctionDef, cst.ClassDef, cst.Lambda)):
            continue
        if isinstance(child, cst.Yield) or _yields(child):
            return True
    return False


def analyse_function(node: cst.FunctionDef, around: Frame) -> None:
    """Record what the function, and those within it, do to responses.

    `around` is a frame of the code around it; its enclosing state is the closure's.
    """
    frame = replace(around, state=State(), exits=[], nested=[], assignments=Counter())
    run(node, frame)
    analyse_nested(frame)


def analyse_nested(frame: Frame) -> None:
    """Record what the functions defined in a frame do, whenever they are called."""
    final = joined((*(state for _, state in frame.exits), frame.state)) or State()
    closure = final.for_closure(frame.assignments)
    if frame.enclosing is not None:
        closure.names = {**frame.enclosing.names, **closure.names}
    for node in dict.fromkeys(frame.nested):
        for function in _functions(node):
            analyse_function(function, replace(frame, owner=None, enclosing=closure))


def _functions(node: cst.FunctionDef | cst.ClassDef) -> Iterator[cst.FunctionDef]:
    if isinstance(node, cst.FunctionDef):
        yield node
        return
    for statement in node.body.body:
        if isinstance(statement, (cst.FunctionDef, cst.ClassDef)):
            yield from _functions(statement)


def run(node: cst.FunctionDef, frame: Frame) -> None:
    """Walk the body with parameters of which only the declaration is known."""
    _bind_parameters(node, frame)
    execute(node.body, frame)
    if frame.state is not None:
        frame.exits.append((NONE, frame.state))


NONE = Instance("builtins.NoneType")


def _bind_parameters(node: cst.FunctionDef, frame: Frame) -> None:
    given = node.params
    parameters = (*given.posonly_params, *given.params, *given.kwonly_params)
    for index, parameter in enumerate(parameters):
        frame.bind(parameter.name.value, _parameter(parameter, index, node, frame))
    for star in (given.star_arg, given.star_kwarg):
        if isinstance(star, cst.Param):
            kind = "builtins.tuple" if star is given.star_arg else "builtins.dict"
            frame.bind(star.name.value, Instance(kind))


def _parameter(parameter: cst.Param, index: int, node: cst.FunctionDef, frame: Frame) -> Value:
    if frame.owner is not None and index == 0:
        base = response_base(Definition(frame.owner, frame.scope))
        is_static = any(
            isinstance(d.decorator, cst.Name)
            and d.decorator.value in ("staticmethod", "classmethod")
            for d in node.decorators
        )
        return response_of(base, parameter, frame) if base and not is_static else UNKNOWN
    place = knowledge().parameters.get(node.name.value)
    if frame.owner is not None and place is not None and index == place + 1:
        return response_of(RESPONSE, parameter, frame)
    if parameter.annotation is None:
        return UNKNOWN
    value = annotated(parameter.annotation.annotation, parameter, frame)
    if value == UNKNOWN or any(isinstance(member, Ref) for member in alternatives(value)):
        return value
    return UNKNOWN if _is_doubted(parameter.name.value, node) else value


def _is_doubted(parameter: str, function: cst.FunctionDef) -> bool:
    """Whether the body asks itself of what type the parameter is."""
    return any(parameter in words(asked) for node in walk(function.body) for asked in _asked(node))


def _asked(node: cst.CSTNode) -> Sequence[cst.CSTNode]:
    match node:
        case cst.Call(func=cst.Name(name), args=[argument, *_]) if name in TYPE_QUESTIONS:
            return (argument.value,)
        case cst.Match(subject=subject):
            return (subject,)
        case _:
            return ()


TYPE_QUESTIONS = frozenset({"callable", "hasattr", "isinstance", "type"})
