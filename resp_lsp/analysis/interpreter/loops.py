"""Loops: the body is walked until what is known settles."""

from __future__ import annotations

from typing import TYPE_CHECKING

import libcst as cst

from resp_lsp.analysis.interpreter.arguments import taint
from resp_lsp.analysis.interpreter.assignment import assign
from resp_lsp.analysis.interpreter.conditions import doubt
from resp_lsp.analysis.interpreter.evaluation import evaluate, execute, executes
from resp_lsp.analysis.interpreter.names import bound_names
from resp_lsp.analysis.values.state import joined
from resp_lsp.analysis.values.value import UNKNOWN, Collection, Value

if TYPE_CHECKING:
    from collections.abc import Callable

    from resp_lsp.analysis.interpreter.frame import Frame
    from resp_lsp.analysis.values.state import State

MAX_ROUNDS = 8
MAX_UNROLLED = 8


@executes(cst.For)
def _for(node: cst.For, frame: Frame) -> None:
    items = evaluate(node.iter, frame)
    known = elements(frame.live.settled(items))
    frame.live.escape(items)
    if known is not None:
        _unrolled(known, node, frame)
        return

    def enter() -> None:
        names = bound_names(node.target)
        taint(names, node.iter, frame)
        for name in names:
            frame.bind(name, UNKNOWN)

    _loop(enter, node, frame)


def elements(value: Value) -> list[Value] | None:
    """What an iteration gives, one by one; None where it is not known, or too much."""
    if not isinstance(value, Collection) or value.type == "builtins.set":
        return None
    return [item[0] for item in value.items] if len(value.items) <= MAX_UNROLLED else None


def _unrolled(items: list[Value], node: cst.For, frame: Frame) -> None:
    """Walk the body for one item after the other; each of them is certain to come."""
    outer, around = (frame.breaks, frame.continues), frame.iteration
    breaks: list[State] = []
    for index, item in enumerate(items):
        if frame.state is None:
            break
        frame.breaks, frame.continues = [], []
        frame.iteration = (*around, index)
        assign(node.target, item, node.iter, None, frame)
        execute(node.body, frame)
        breaks += frame.breaks
        frame.state = joined((frame.state, *frame.continues))
    (frame.breaks, frame.continues), frame.iteration = outer, around
    if node.orelse is not None and frame.state is not None:
        execute(node.orelse, frame)
    frame.state = joined((frame.state, *breaks))


@executes(cst.While)
def _while(node: cst.While, frame: Frame) -> None:
    def enter() -> None:
        evaluate(node.test, frame)
        doubt(node.test, frame)

    _loop(enter, node, frame)


def _loop(enter: Callable[[], None], node: cst.For | cst.While, frame: Frame) -> None:
    """Walk the body until its state settles, then once more for the facts."""
    outer = frame.breaks, frame.continues
    with frame.unrecorded():
        for rounds in range(MAX_ROUNDS + 1):
            before = frame.live.copy()
            _round(enter, node.body, frame)
            frame.state = joined((before, frame.state, *frame.continues))
            if frame.state == before:
                break
            if rounds == MAX_ROUNDS:
                frame.forget()
    head = frame.live.copy()
    _round(enter, node.body, frame)
    frame.state = joined((head, frame.state, *frame.continues))
    breaks, (frame.breaks, frame.continues) = frame.breaks, outer
    if node.orelse is not None:
        execute(node.orelse, frame)
    frame.state = joined((frame.state, *breaks))


def _round(enter: Callable[[], None], body: cst.BaseSuite, frame: Frame) -> None:
    frame.breaks, frame.continues = [], []
    enter()
    execute(body, frame)
