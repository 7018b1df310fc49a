"""Functions as a call sees them: what they give back, and do with what they are given."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import reduce
from typing import TYPE_CHECKING

import libcst as cst

from resp_lsp.analysis.facts.recorder import Recorder
from resp_lsp.analysis.interpreter.annotations import promised
from resp_lsp.analysis.interpreter.arguments import OPEN, Arguments, Given, bind_arguments
from resp_lsp.analysis.interpreter.evaluation import evaluate
from resp_lsp.analysis.interpreter.frame import MAX_DEPTH, Frame
from resp_lsp.analysis.interpreter.functions import is_generator, run
from resp_lsp.analysis.interpreter.parameters import REQUEST
from resp_lsp.analysis.knowledge import knowledge
from resp_lsp.analysis.values.headers import Headers
from resp_lsp.analysis.values.state import State
from resp_lsp.analysis.values.value import (
    OUTERMOST,
    UNKNOWN,
    Awaitable,
    Bound,
    Closure,
    Collection,
    Definition,
    Instance,
    Made,
    Object,
    OneOf,
    Partial,
    Ref,
    Reference,
    Text,
    Unknown,
    Value,
    alternatives,
    join,
    mapped,
)

if TYPE_CHECKING:
    from resp_lsp.analysis.interpreter.scope import Scope
    from resp_lsp.analysis.source.tree import Place

MAX_TOLD = 3
"""So deep are arguments followed from call to call."""


@dataclass(frozen=True, slots=True)
class Summary:
    """What a function gives back and does, whatever it is given."""

    value: Value
    facts: Recorder


NOTHING = Summary(UNKNOWN, Recorder())


@dataclass
class Functions:
    """What the functions of one module give back and do, each found out once."""

    scope: Scope
    traces: dict[object, tuple[Place, ...]] = field(default_factory=dict)
    """By function: where what it gives back comes from."""

    _summaries: dict[Definition, Summary] = field(default_factory=dict)
    _outcomes: dict[tuple[Definition, Arguments], Value] = field(default_factory=dict)

    def summary(self, function: Definition, around: State, caller: Frame) -> Summary:
        known = self._summaries.get(function)
        if known is None:
            self._summaries[function] = NOTHING  # a recursive call tells nothing
            facts = Recorder()
            known = Summary(_returned(function, None, around, caller, facts), facts)
            if function.closure is not None:
                self._summaries[function] = known
            else:
                del self._summaries[function]  # it depends on what is around it now
        return known

    def outcome(
        self, function: Definition, given: Arguments, around: State, caller: Frame
    ) -> Value:
        """What it gives back for these arguments; nobody records what it does with them."""
        key = function, given
        if function.closure is None or any(isinstance(one.value, Ref) for one in given.given):
            return _returned(function, given, around, caller, None)
        if key not in self._outcomes:
            self._outcomes[key] = _returned(function, given, around, caller, None)
        return self._outcomes[key]


def call(function: Definition, given: Arguments, node: cst.CSTNode, caller: Frame) -> Value:
    """What the function gives back; what it does with its arguments is recorded.

    A response that it made is a new object, at home at the call.
    """

    value = _called(function, given, node, caller)
    made = [member.headers for member in alternatives(value) if isinstance(member, Made)]
    if made:
        caller.live.objects[node] = reduce(Headers.joined, made)
        value = mapped(value, lambda m: Ref(node, m.type) if isinstance(m, Made) else m)
    caller.sources[node] = function.scope.functions.traces.get(function.node, ())
    return value


def _called(function: Definition, given: Arguments, node: cst.CSTNode, caller: Frame) -> Value:
    around = _around(function, caller)
    if around is None or caller.depth >= MAX_DEPTH:
        return UNKNOWN
    tells = _defaults(function) or any(_tells(one.value) for one in given.given)
    if node is caller.unasked and not tells:
        return UNKNOWN  # nobody asks for what it gives back, nor can it do anything to ours
    functions: Functions = function.scope.functions
    summary = functions.summary(function, around, caller)
    recorder = None if summary.facts.is_empty else _recorder(node, caller)
    if recorder is not None:
        recorder.is_open = True
    is_told = tells and caller.depth < MAX_TOLD
    if not is_told or (recorder is None and _is_certain(summary.value)):
        return summary.value
    if recorder is None:
        return functions.outcome(function, given, around, caller)
    recorder.baselines.append(summary.facts)
    return _returned(function, given, around, caller, recorder)


def _tells(value: Value) -> bool:
    """Whether the summary does not assume as much of an argument."""
    match value:
        case Unknown() | Object(is_exact=False):
            return False
        case _:
            return value != REQUEST


def _recorder(node: cst.CSTNode, caller: Frame) -> Recorder | None:
    if caller.recorder is None or caller.origins is not None:
        return caller.recorder
    return caller.recorder.called(node, caller.tree.place(node))


def _defaults(function: Definition) -> bool:
    """Whether some parameters may be left out."""
    parameters: cst.Parameters = function.node.params  # type: ignore[attr-defined] # a function
    every = (*parameters.posonly_params, *parameters.params, *parameters.kwonly_params)
    return any(parameter.default is not None for parameter in every)


def _is_certain(value: Value) -> bool:
    """Whether the value is as well known as any argument could make it."""
    match value:
        case Unknown() | OneOf() | Bound() | Partial():
            return False
        case Definition(closure=closure):
            return closure is OUTERMOST
        case Awaitable(inner):
            return _is_certain(inner)
        case Collection(_, items):
            return all(_is_certain(part) for item in items for part in item)
        case Text(parts):
            return all(isinstance(part, str) or _is_certain(part.value) for part in parts)
        case _:
            return True


def _returned(
    function: Definition,
    given: Arguments | None,
    around: State,
    caller: Frame,
    recorder: Recorder | None,
) -> Value:
    """Walk the body for one call, or with no arguments for any."""
    node = function.node
    frame = Frame(
        function.scope,
        function.tree or caller.tree,
        State(objects=dict(caller.live.objects) if given is not None else {}),
        recorder,
        around,
        function.owner,
        origins={},
        caught=caller.caught if given is not None else frozenset(),
        is_local=True,
        depth=caller.depth + 1,
    )
    if isinstance(node, cst.Lambda):
        function.scope.functions.traces[node] = (frame.tree.place(node.body),)
        bind_arguments(given or OPEN, node.params, frame)
        return _carried(evaluate(node.body, frame), frame.live, frame)
    if not isinstance(node, cst.FunctionDef):
        return UNKNOWN
    if is_generator(node):
        return Instance("builtins.async_generator" if node.asynchronous else "builtins.generator")
    active: set[object] = function.scope.project.active
    if node in active:
        return UNKNOWN
    active.add(node)
    try:
        run(node, frame, given)
    finally:
        active.discard(node)
        function.scope.functions.traces[node] = frame.returned[0] if frame.returned else ()
    value = join(*(_carried(value, state, frame) for value, state in frame.exits))
    if value == UNKNOWN:
        value = _carried(promised(node, frame), State(), frame)
    return Awaitable(value) if node.asynchronous else value


def decorated(function: Definition, caller: Frame) -> Value:
    """What stands under the function's name once its decorators have been applied."""
    node = function.node
    value: Value = replace(function, is_raw=True)
    if not isinstance(node, cst.FunctionDef):
        return value
    around = _around(function, caller)
    state, depth = State(), caller.depth + 1
    tree = function.tree or caller.tree
    frame = Frame(function.scope, tree, state, enclosing=around, origins={}, depth=depth)
    for decorator in reversed(node.decorators):
        value = _decorated(value, decorator.decorator, frame)
    return value


def _decorated(value: Value, decorator: cst.BaseExpression, frame: Frame) -> Value:
    applied = decorator.func if isinstance(decorator, cst.Call) else decorator
    name = evaluate(applied, frame)
    if isinstance(name, Reference) and name.name in knowledge().transparent:
        return value
    callee = frame.scope.resolved(evaluate(decorator, frame))
    if isinstance(callee, Definition) and isinstance(callee.node, cst.FunctionDef):
        return call(callee, Arguments((Given(value),)), decorator, frame)
    return UNKNOWN


def _around(function: Definition, caller: Frame) -> State | None:
    """What the function sees of the functions around it; None when they are not known."""
    if function.closure is not None:
        return function.closure.state or State()
    around = caller.enclosing or State()
    if _holds(caller.live, function):
        closure = caller.live.for_closure(dict.fromkeys(caller.live.names, 1))
        return State({**around.names, **closure.names}, closure.objects)
    return around if _holds(around, function) else None


def _holds(state: State, function: Definition) -> bool:
    return any(function in alternatives(value) for value in state.names.values())


def _carried(value: Value, state: State, frame: Frame) -> Value:
    """A returned value without the function's own state."""

    def carried(member: Value) -> Value:
        if isinstance(member, Ref) and knowledge().is_response(member.type):
            return Made(member.type, state.headers(member))
        if isinstance(member, Definition) and member.closure is None:
            # A closure keeps the names that it sees, but not what anybody may change.
            names = {**(frame.enclosing or State()).names, **state.names}
            seen = State({name: state.settled(held) for name, held in names.items()})
            return replace(member, closure=Closure(seen))
        return state.settled(member)

    return mapped(value, carried)
