"""The two verbs of the interpreter; the files that understand a kind of node register with them."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

import libcst as cst

from resp_lsp.analysis.source.nodes import children
from resp_lsp.analysis.values.value import UNKNOWN, Value

if TYPE_CHECKING:
    from resp_lsp.analysis.interpreter.frame import Frame

Handler = TypeVar("Handler", bound=Callable[..., Any])

# functools.singledispatch asks the abstract base classes on each call; a tree has no subclasses.
_evaluators: dict[type[cst.CSTNode], Callable[[Any, Frame], Value]] = {}
_executors: dict[type[cst.CSTNode], Callable[[Any, Frame], None]] = {}

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
    handler = _evaluators.get(type(node))
    if handler is not None:
        return handler(node, frame)
    for child in children(node):
        if isinstance(child, PARTS):
            frame.live.escape(evaluate(child, frame))
    return UNKNOWN


def execute(node: cst.CSTNode, frame: Frame) -> None:
    """Walk a statement: afterwards the frame's state is the one behind it."""
    handler = _executors.get(type(node))
    if handler is not None:
        handler(node, frame)
