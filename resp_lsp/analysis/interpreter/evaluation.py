"""The two verbs of the interpreter; the files that understand a kind of node register with them."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

import libcst as cst

from resp_lsp.analysis.interpreter.budget import ExhaustedError
from resp_lsp.analysis.source.nodes import children
from resp_lsp.analysis.values.value import UNKNOWN, Value

if TYPE_CHECKING:
    from resp_lsp.analysis.interpreter.frame import Frame

Handler = TypeVar("Handler", bound=Callable[..., Any])

# functools.singledispatch asks the abstract base classes on each call; a tree has no subclasses.
_evaluators: dict[type[cst.CSTNode], Callable[[Any, Frame], Value]] = {}
_executors: dict[type[cst.CSTNode], Callable[[Any, Frame], None]] = {}

TOO_MANY_CALLS = "the calls from here on lead too far"
PARTS = (
    cst.BaseExpression,
    cst.SubscriptElement,
    cst.BaseSlice,
    cst.Arg,
    cst.From,
    cst.FormattedStringExpression,
)


def evaluates(*kinds: type[cst.CSTNode]) -> Callable[[Handler], Handler]:
    """Register the function that values nodes of these kinds."""
    return _registers(_evaluators, kinds)


def executes(*kinds: type[cst.CSTNode]) -> Callable[[Handler], Handler]:
    """Register the function that walks statements of these kinds."""
    return _registers(_executors, kinds)


def _registers(
    table: dict[type[cst.CSTNode], Callable[..., Any]], kinds: tuple[type[cst.CSTNode], ...]
) -> Callable[[Handler], Handler]:
    def register(handler: Handler) -> Handler:
        table.update(dict.fromkeys(kinds, handler))
        return handler

    return register


def evaluate(node: cst.CSTNode, frame: Frame) -> Value:
    """The value of an expression, recording what its calls do to responses.

    What is not understood is walked for the calls in it, and its value is `Unknown`.
    """
    kind = type(node)
    if kind is cst.Call and not frame.depth:
        return _within_budget(node, frame)
    frame.scope.project.budget.spend(frame.depth)
    handler = _evaluators.get(kind)
    if handler is not None:
        return handler(node, frame)
    for child in children(node):
        if isinstance(child, PARTS):
            frame.live.escape(evaluate(child, frame))
    return UNKNOWN


def execute(node: cst.CSTNode, frame: Frame) -> None:
    """Walk a statement: afterwards the frame's state is the one behind it."""
    frame.scope.project.budget.spend(frame.depth)
    handler = _executors.get(type(node))
    if handler is not None:
        handler(node, frame)


def _within_budget(node: cst.CSTNode, frame: Frame) -> Value:
    """The value of a call in the module itself; one that leads too far tells nothing."""
    budget = frame.scope.project.budget
    budget.spend(0)
    try:
        return _evaluators[cst.Call](node, frame)
    except ExhaustedError:
        if budget.own < 0 or frame.state is None:
            raise
        budget.skip(TOO_MANY_CALLS)
        frame.forget()
        return UNKNOWN
