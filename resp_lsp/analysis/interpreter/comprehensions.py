"""Comprehensions and lambdas: expressions with names of their own."""

from __future__ import annotations

from typing import TYPE_CHECKING

import libcst as cst

from resp_lsp.analysis.interpreter.evaluation import evaluate, evaluates
from resp_lsp.analysis.interpreter.names import bound_names, escape_into, words
from resp_lsp.analysis.values.state import joined
from resp_lsp.analysis.values.value import (
    OUTERMOST,
    UNKNOWN,
    Definition,
    Instance,
    Reference,
    Value,
)

if TYPE_CHECKING:
    from resp_lsp.analysis.interpreter.frame import Frame


@evaluates(cst.ListComp, cst.SetComp, cst.DictComp, cst.GeneratorExp)
def _comprehension(
    node: cst.ListComp | cst.SetComp | cst.GeneratorExp | cst.DictComp, frame: Frame
) -> Value:
    before = frame.live.copy()
    own = _clauses(node.for_in, frame)
    parts = (node.key, node.value) if isinstance(node, cst.DictComp) else (node.elt,)
    with frame.idle(when=True):  # the type is that of the comprehension, whatever is in it
        frame.live.escape(*(evaluate(part, frame) for part in parts))
    outer = {name: before.names[name] for name in own if name in before.names}
    after = {name: value for name, value in frame.live.names.items() if name not in own}
    frame.live.names = after | outer
    frame.state = joined((before, frame.state))
    return Instance(COMPREHENSIONS[type(node)])


COMPREHENSIONS = {
    cst.ListComp: "builtins.list",
    cst.SetComp: "builtins.set",
    cst.DictComp: "builtins.dict",
    cst.GeneratorExp: "builtins.generator",
}


def _clauses(clause: cst.CompFor, frame: Frame) -> set[str]:
    """Evaluate the parts of the clauses; the names that are the comprehension's own."""
    evaluate(clause.iter, frame)
    own = set(bound_names(clause.target))
    for name in own:
        frame.bind(name, UNKNOWN)
    for condition in clause.ifs:
        evaluate(condition.test, frame)
    return own | (
        _clauses(clause.inner_for_in, frame) if clause.inner_for_in is not None else set()
    )


@evaluates(cst.Lambda)
def _lambda(node: cst.Lambda, frame: Frame) -> Value:
    escape_into(node, frame)
    outer = frame.live.copy()
    for name, value in outer.names.items():
        # By the time it is called, a name may have another value.
        if not isinstance(value, (Reference, Definition)):
            frame.live.names[name] = UNKNOWN
    for name in words(node.params):
        frame.live.names[name] = UNKNOWN
    frame.live.objects = dict.fromkeys(outer.objects)
    evaluate(node.body, frame)
    frame.state = outer
    closure = None if frame.is_local else OUTERMOST
    return Definition(node, frame.scope, frame.tree, closure)
