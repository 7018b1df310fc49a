"""Functions: walked for what they do to responses, whoever calls them."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

import libcst as cst

from resp_lsp.analysis.interpreter.arguments import Arguments, bind_arguments
from resp_lsp.analysis.interpreter.evaluation import evaluate, execute
from resp_lsp.analysis.interpreter.names import words
from resp_lsp.analysis.interpreter.parameters import bind_parameters
from resp_lsp.analysis.interpreter.relevance import relevant
from resp_lsp.analysis.source.nodes import children
from resp_lsp.analysis.source.remembering import remembered_by_node
from resp_lsp.analysis.values.state import State, joined
from resp_lsp.analysis.values.value import Instance

if TYPE_CHECKING:
    from collections.abc import Iterator

    from resp_lsp.analysis.interpreter.frame import Frame

NONE = Instance("builtins.NoneType")


@remembered_by_node(1_000)
def is_generator(node: cst.CSTNode) -> bool:
    """Whether the body is a generator's; functions in it are not looked at."""
    for child in children(node):
        if isinstance(child, (cst.FunctionDef, cst.ClassDef, cst.Lambda)):
            continue
        if isinstance(child, cst.Yield) or is_generator(child):
            return True
    return False


def analyse_function(node: cst.FunctionDef, around: Frame) -> None:
    """Record what the function, and those within it, do to responses.

    `around` is a frame of the code around it; its enclosing state is the closure's.
    """
    frame = replace(
        around,
        state=State(),
        exits=[],
        nested=[],
        assignments=Counter(),
        iteration=(),
        is_local=True,
    )
    frame.walked = node
    with frame.idle(when=True):
        for decorator in node.decorators:
            if isinstance(decorator.decorator, cst.Call):
                evaluate(decorator.decorator, frame)
    run(node, frame)
    analyse_nested(frame)


def analyse_nested(frame: Frame) -> None:
    """Record what the functions defined in a frame do, whenever they are called."""
    final = joined((*(state for _, state in frame.exits), frame.state)) or State()
    closure = final.for_closure(frame.assignments)
    if frame.enclosing is not None:
        closure.names = {**frame.enclosing.names, **closure.names}
    for node in dict.fromkeys(frame.nested):
        for function in _functions(node):
            analyse_function(function, replace(frame, owner=None, enclosing=closure))


def _functions(node: cst.FunctionDef | cst.ClassDef) -> Iterator[cst.FunctionDef]:
    if isinstance(node, cst.FunctionDef):
        yield node
        return
    for statement in node.body.body:
        if isinstance(statement, (cst.FunctionDef, cst.ClassDef)):
            yield from _functions(statement)


def run(node: cst.FunctionDef, frame: Frame, given: Arguments | None = None) -> None:
    """Walk the body with what a call gives, else with parameters as they are declared."""
    frame.parameters = frozenset(words(node.params))
    frame.wanted = relevant(node)
    if given is None:
        bind_parameters(node, frame)
    else:
        bind_arguments(given, node.params, frame)
    execute(node.body, frame)
    if frame.state is not None:
        frame.exits.append((NONE, frame.state))
