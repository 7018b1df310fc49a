"""What only guards the deletion of a header: `if name in response:`, `except KeyError: pass`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import libcst as cst

if TYPE_CHECKING:
    from resp_lsp.analysis.interpreter.frame import Frame


def guard(node: cst.If | cst.Try | cst.TryStar, frame: Frame) -> None:
    """Remember a statement that does no more than guard a deletion."""
    if frame.recorder is None:
        return
    match node:
        case cst.If(test=test, body=body, orelse=None):
            deletion = _only(body)
            is_guard = deletion is not None and _asks(test, deletion)
        case cst.Try(
            body=body,
            handlers=[cst.ExceptHandler(type=cst.Name("KeyError"), body=handled)],
            orelse=None,
            finalbody=None,
        ):
            deletion = _only(body)
            is_guard = deletion is not None and _does_nothing(handled)
        case _:
            return
    if deletion is not None and is_guard:
        frame.guards[deletion] = node


def _only(body: cst.BaseSuite) -> cst.Del | None:
    """The deletion that is the whole of a block."""
    match _statements(body):
        case [cst.Del(target=cst.Subscript()) as deletion]:
            return deletion
        case _:
            return None


def _does_nothing(body: cst.BaseSuite) -> bool:
    return all(isinstance(statement, cst.Pass) for statement in _statements(body))


def _statements(body: cst.BaseSuite) -> list[cst.CSTNode]:
    parts: list[cst.CSTNode] = []
    for line in body.body:
        parts += line.body if isinstance(line, cst.SimpleStatementLine) else (line,)
    return parts


def _asks(test: cst.BaseExpression, deletion: cst.Del) -> bool:
    """Whether the test asks if the very item is there that is deleted."""
    match test, deletion.target:
        case (
            cst.Comparison(left, [cst.ComparisonTarget(cst.In(), container)]),
            cst.Subscript(value=owner, slice=[cst.SubscriptElement(slice=cst.Index(value=key))]),
        ):
            return left.deep_equals(key) and container.deep_equals(owner)
        case _:
            return False
