"""Calls of what is known from outside the project, bound to the names of its parameters."""

from __future__ import annotations

import inspect
from dataclasses import replace
from itertools import chain, count
from typing import TYPE_CHECKING, Any

import libcst as cst

from resp_core.signatures import signature_of
from resp_lsp.analysis.facts.invocation import Argument
from resp_lsp.analysis.interpreter.arguments import NO_ARGUMENTS, Arguments, spread
from resp_lsp.analysis.interpreter.kinds import judged
from resp_lsp.analysis.knowledge import knowledge
from resp_lsp.analysis.values.value import Value, mapped

if TYPE_CHECKING:
    from collections.abc import Iterator

    from resp_lsp.analysis.interpreter.frame import Frame
    from resp_lsp.analysis.source.tree import Place


def invocation(
    function: str,
    node: cst.Call,
    values: list[Value],
    frame: Frame,
    first: Arguments = NO_ARGUMENTS,
) -> dict[str, Any]:
    """The fields of an Invocation; `values` belong to `node.args`, behind what a partial call or
    an own constructor gives first."""
    signature = _signature(function, frame)
    is_opaque = first.is_open or any(
        arg.star and spread(frame.live.settled(value)) is None
        for arg, value in zip(node.args, values, strict=True)
    )
    bound = list(_bound(node, values, signature, frame, first))
    given = [name for name, argument in bound if argument.whole.node is not node.func]
    return {
        "call": frame.tree.place(node),
        "arguments": dict(bound),
        "signature": signature,
        "is_opaque": is_opaque or len(set(given)) < len(given),
        "last": _argument(node.args[-1], values[-1], frame) if node.args else None,
        "holder": frame.holder(node),
    }


def _signature(type_name: str, frame: Frame) -> inspect.Signature:
    names = knowledge().signatures.get(type_name)
    if names is not None:
        kind = inspect.Parameter.POSITIONAL_OR_KEYWORD
        return inspect.Signature([inspect.Parameter(name, kind, default=None) for name in names])
    found = signature_of(type_name.rpartition(".")[2], frame.scope.target)
    return inspect.Signature() if found is None else found


def _bound(
    node: cst.Call,
    values: list[Value],
    signature: inspect.Signature,
    frame: Frame,
    first: Arguments,
) -> Iterator[tuple[str, Argument]]:
    positional: Iterator[str] = chain(
        (
            name
            for name, parameter in signature.parameters.items()
            if parameter.kind in (parameter.POSITIONAL_ONLY, parameter.POSITIONAL_OR_KEYWORD)
        ),
        (f"*{index}" for index in count()),
    )
    at = frame.tree.place(node.func)
    before = [(next(positional, None), given) for given in first.positional]
    for name, given in (*before, *first.named):
        if name is not None:
            yield name, Argument(given.value, at, at, is_spread=True)
    for arg, value in zip(node.args, values, strict=True):
        if arg.star:
            held = spread(frame.live.settled(value))
            if held is None and arg.star == "*":
                positional = iter(())  # what follows may be any parameter
            for key, item in held or ():
                name = next(positional, None) if key is None else key
                if name is not None:
                    yield name, replace(_argument(arg, item, frame), is_spread=True)
            continue
        name = arg.keyword.value if arg.keyword is not None else next(positional, None)
        if name is not None:
            yield name, _argument(arg, value, frame)


def _argument(arg: cst.Arg, value: Value, frame: Frame) -> Argument:
    is_bare = isinstance(arg.value, cst.GeneratorExp) and not arg.value.lpar
    place, whole = frame.tree.place(arg.value), frame.tree.place(arg)
    settled = mapped(frame.live.settled(value), judged)
    trace = frame.trace(arg.value)
    return Argument(settled, place, whole, trace, is_bare, closing=_closing(arg.value, frame))


def _closing(node: cst.BaseExpression, frame: Frame) -> Place | None:
    """The `with` statement around that binds it, if nobody has bound it anew."""
    match node:
        case cst.Name(name) if name in frame.managed and frame.state is not None:
            opened, statement = frame.managed[name]
            is_same = frame.state.places.get(name) is opened
            return frame.tree.place(statement) if is_same else None
        case _:
            return None
