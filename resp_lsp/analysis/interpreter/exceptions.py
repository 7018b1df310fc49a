"""Statements that an exception may leave early: `try` and `with`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import libcst as cst

from resp_lsp.analysis.interpreter.evaluation import evaluate, execute, executes
from resp_lsp.analysis.interpreter.file_objects import BUFFERS
from resp_lsp.analysis.interpreter.guards import guard
from resp_lsp.analysis.interpreter.names import bound_names
from resp_lsp.analysis.knowledge import knowledge
from resp_lsp.analysis.values.state import joined
from resp_lsp.analysis.values.value import UNKNOWN, Instance, Ref, Value

if TYPE_CHECKING:
    from resp_lsp.analysis.interpreter.frame import Frame
    from resp_lsp.analysis.values.state import State

EVERYTHING = frozenset(("Exception", "BaseException"))
EXPECTS_ERRORS = ("assertRaises", "assertRaisesMessage", "assertRaisesRegex", "raises", "suppress")


@executes(cst.With)
def _with(node: cst.With, frame: Frame) -> None:
    is_expected = False
    outer, managed = frame.managed, dict(frame.managed)
    for item in node.items:
        manager = evaluate(item.item, frame)
        if not _is_buffer(manager):
            frame.live.escape(manager)
        is_expected = is_expected or expects_error(item.item)
        if item.asname is not None:
            names = bound_names(item.asname.name)
            for name in names:
                entered = _entered(manager) if len(names) == 1 else UNKNOWN
                frame.bind(name, entered)
                frame.live.places[name] = opened = (frame.tree.place(item.item),)
                managed[name] = opened, node
    if not is_expected:
        frame.managed = managed
        execute(node.body, frame)
        frame.managed = outer
        return
    # The body is there to fail: it may stop anywhere, and what fails in it is meant to.
    states = [frame.live.copy()]
    frame.checkpoints.append(states)
    with frame.unrecorded():
        execute(node.body, frame)
    frame.checkpoints.pop()
    frame.state = joined((*states, frame.state))


def _entered(manager: Value) -> Value:
    """What `with manager as name` binds."""
    if _is_buffer(manager):
        return manager
    if not isinstance(manager, Instance):
        return UNKNOWN
    if knowledge().extends(manager.type, "io.IOBase"):
        return manager
    given = knowledge().method(manager.type, "__enter__")
    return UNKNOWN if given is None else Instance(given)


def _is_buffer(manager: Value) -> bool:
    """Whether it is a file in memory, which nobody else sees for being managed."""
    return isinstance(manager, Ref) and manager.type in BUFFERS


def expects_error(node: cst.BaseExpression) -> bool:
    """Whether it is a test's assertion that something raises."""
    match node:
        case cst.Call(func=cst.Attribute(attr=cst.Name(name)) | cst.Name(name)):
            return name in EXPECTS_ERRORS
        case _:
            return False


@executes(cst.Try, cst.TryStar)
def _try(node: cst.Try | cst.TryStar, frame: Frame) -> None:
    guard(node, frame)
    if node.finalbody is None:
        _guarded(node, frame)
        return
    outer = frame.breaks, frame.continues
    frame.breaks, frame.continues = [], []
    left = _guarded(node, frame)
    jumps, (frame.breaks, frame.continues) = (frame.breaks, frame.continues), outer
    _finally(node.finalbody, left, frame)
    behind = frame.state
    for jumped, states in zip(jumps, outer, strict=True):
        ends = (_through(node.finalbody, state, frame) for state in jumped)
        states += [state for state in ends if state is not None]
    frame.state = behind


def _guarded(node: cst.Try | cst.TryStar, frame: Frame) -> State | None:
    """Walk all but `finally`; what is known where an exception comes from any part of it."""
    states = [frame.live.copy()]
    frame.checkpoints.append(states)
    outer = frame.caught
    frame.caught = outer.union(*map(_named, node.handlers))
    execute(node.body, frame)
    frame.caught = outer
    raised = joined(states)
    if node.orelse is not None and frame.state is not None:
        execute(node.orelse, frame)
    ends = [frame.state, *(_handled(handler, raised, frame) for handler in node.handlers)]
    frame.checkpoints.pop()
    frame.state = joined(ends)
    return joined(states)


def _named(handler: cst.ExceptHandler | cst.ExceptStarHandler) -> frozenset[str]:
    """The exceptions that a handler is there for; one for all of them expects nothing special."""
    kinds: list[cst.BaseExpression | None] = [handler.type]
    if isinstance(handler.type, cst.Tuple):
        kinds = [element.value for element in handler.type.elements]
    names = (k.attr if isinstance(k, cst.Attribute) else k for k in kinds)
    return frozenset(name.value for name in names if isinstance(name, cst.Name)) - EVERYTHING


def _handled(
    handler: cst.ExceptHandler | cst.ExceptStarHandler, raised: State | None, frame: Frame
) -> State | None:
    frame.state = None if raised is None else raised.copy()
    if frame.state is None:
        return None
    if handler.name is not None:
        for name in bound_names(handler.name.name):
            frame.bind(name, Instance("builtins.BaseException"))
    execute(handler.body, frame)
    return frame.state


def _finally(clause: cst.Finally, left: State | None, frame: Frame) -> None:
    """It runs on the way out as well, after a return or an exception: what it does is certain
    if it is so on every way."""
    behind = frame.state
    frame.state = joined((left, behind))
    if frame.state is not None:
        execute(clause, frame)
    goes_on = frame.state is not None and behind is not None
    frame.state = _through(clause, behind, frame) if goes_on else None


def _through(clause: cst.Finally, state: State | None, frame: Frame) -> State | None:
    """The state behind the clause, of which the facts are recorded already."""
    frame.state = state
    with frame.unrecorded():
        execute(clause, frame)
    return frame.state
