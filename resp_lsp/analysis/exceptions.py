"""Statements that an exception may leave early: `try` and `with`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import libcst as cst

from resp_lsp.analysis.evaluation import evaluate, execute, executes
from resp_lsp.analysis.expressions import bound_names
from resp_lsp.analysis.state import joined
from resp_lsp.analysis.values import UNKNOWN

if TYPE_CHECKING:
    from resp_lsp.analysis.frame import Frame
    from resp_lsp.analysis.state import State

EXPECTS_ERRORS = ("assertRaises", "assertRaisesMessage", "assertRaisesRegex", "raises", "suppress")


@executes(cst.With)
def _with(node: cst.With, frame: Frame) -> None:
    expects_error = False
    for item in node.items:
        manager = evaluate(item.item, frame)
        frame.live.escape(manager)
        expects_error = expects_error or _expects_error(item.item)
        if item.asname is not None:
            for name in bound_names(item.asname.name):
                frame.bind(name, UNKNOWN)
    if not expects_error:
        execute(node.body, frame)
        return
    # The body is there to fail: it may stop anywhere, and what fails in it is meant to.
    states = [frame.live.copy()]
    frame.checkpoints.append(states)
    with frame.unrecorded():
        execute(node.body, frame)
    frame.checkpoints.pop()
    frame.state = joined((*states, frame.state))


def _expects_error(node: cst.BaseExpression) -> bool:
    match node:
        case cst.Call(func=cst.Attribute(attr=cst.Name(name)) | cst.Name(name)):
            return name in EXPECTS_ERRORS
        case _:
            return False


@executes(cst.Try, cst.TryStar)
def _try(node: cst.Try | cst.TryStar, frame: Frame) -> None:
    states = [frame.live.copy()]
    frame.checkpoints.append(states)
    execute(node.body, frame)
    frame.checkpoints.pop()
    raised = joined(states)
    if node.orelse is not None and frame.state is not None:
        execute(node.orelse, frame)
    ends = [frame.state, *(_handled(handler, raised, frame) for handler in node.handlers)]
    frame.state = joined(ends)
    if node.finalbody is not None:
        _finally(node.finalbody, raised, frame)


def _handled(
    handler: cst.ExceptHandler | cst.ExceptStarHandler, raised: State | None, frame: Frame
) -> State | None:
    frame.state = None if raised is None else raised.copy()
    if frame.state is None:
        return None
    if handler.name is not None:
        for name in bound_names(handler.name.name):
            frame.bind(name, UNKNOWN)
    execute(handler.body, frame)
    return frame.state


def _finally(clause: cst.Finally, raised: State | None, frame: Frame) -> None:
    """It runs on the way out as well, after a return or an exception."""
    goes_on = frame.state is not None
    if not goes_on:
        frame.state = None if raised is None else raised.copy()
    if frame.state is not None:
        execute(clause, frame)
    if not goes_on:
        frame.state = None
