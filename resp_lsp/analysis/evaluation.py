"""The two verbs of the interpreter; the files that understand a kind of node register with them."""

from __future__ import annotations

from functools import singledispatch
from typing import TYPE_CHECKING

import libcst as cst

from resp_lsp.analysis.values import UNKNOWN, Value

if TYPE_CHECKING:
    from resp_lsp.analysis.frame import Frame


@singledispatch
def evaluate(node: cst.CSTNode, frame: Frame) -> Value:
    """The value of an expression, recording what its calls do to responses.

    What is not understood is walked for the calls in it, and its value is `Unknown`.
    """
    for child in node.children:
        if isinstance(child, PARTS):
            frame.live.escape(evaluate(child, frame))
    return UNKNOWN


@singledispatch
def execute(node: cst.CSTNode, frame: Frame) -> None:
    """Walk a statement: afterwards the frame's state is the one behind it."""


PARTS = (
    cst.BaseExpression,
    cst.SubscriptElement,
    cst.BaseSlice,
    cst.Arg,
    cst.From,
    cst.FormattedStringExpression,
)
