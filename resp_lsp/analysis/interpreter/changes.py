"""What is done to a response, for its history."""

from __future__ import annotations

from typing import TYPE_CHECKING

from resp_lsp.analysis.values.history import Change, Operand

if TYPE_CHECKING:
    from collections.abc import Iterable

    import libcst as cst

    from resp_lsp.analysis.interpreter.frame import Frame
    from resp_lsp.analysis.values.value import Ref, Value


def called(
    name: str, node: cst.Call, values: list[Value], frame: Frame, *, given_to: int = 0
) -> Change:
    """A call of a method, or of a function that makes or changes a response: behind `given_to`
    positions, which hold the response. `values` belong to `node.args`."""
    arguments = tuple(
        (
            f"*{index}" if arg.keyword is None else arg.keyword.value,
            Operand(frame.live.settled(value), frame.tree.place(arg.value)),
        )
        for index, (arg, value) in enumerate(zip(node.args, values, strict=True), -given_to)
        if not arg.star and index >= 0
    )
    is_opaque = any(arg.star for arg in node.args)
    return Change((node, frame.iteration), name, arguments, is_opaque)


def assigned(
    name: str,
    target: cst.CSTNode,
    pairs: Iterable[tuple[Value, cst.CSTNode]],
    receivers: Iterable[Ref],
    frame: Frame,
) -> Change:
    """An assignment to one of the receivers or a deletion: values with the code of each."""
    given = (Operand(value, frame.tree.place(node)) for value, node in pairs)
    sites = frozenset(receiver.site for receiver in receivers)
    return Change(
        (target, frame.iteration),
        name,
        tuple((f"*{index}", each) for index, each in enumerate(given)),
        among=sites if len(sites) > 1 else frozenset(),
    )
