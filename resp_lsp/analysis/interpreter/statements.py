"""Statements: how the state goes on behind each of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import libcst as cst

from resp_lsp.analysis.facts.invocation import Fate, Holder
from resp_lsp.analysis.interpreter.annotations import annotated
from resp_lsp.analysis.interpreter.assignment import assign, augment, delete
from resp_lsp.analysis.interpreter.conditions import branches, doubt
from resp_lsp.analysis.interpreter.endings import record_ending
from resp_lsp.analysis.interpreter.evaluation import evaluate, execute, executes
from resp_lsp.analysis.interpreter.exceptions import expects_error
from resp_lsp.analysis.interpreter.guards import guard
from resp_lsp.analysis.interpreter.import_statements import within
from resp_lsp.analysis.interpreter.names import escape_into
from resp_lsp.analysis.knowledge import knowledge
from resp_lsp.analysis.source.nodes import children
from resp_lsp.analysis.values.state import State, joined
from resp_lsp.analysis.values.value import OUTERMOST, UNKNOWN, Definition, Known, Ref, Reference

if TYPE_CHECKING:
    from collections.abc import Sequence

    from resp_lsp.analysis.interpreter.frame import Frame


@executes(cst.SimpleStatementLine, cst.SimpleStatementSuite, cst.IndentedBlock, cst.Module)
def _block(node: cst.SimpleStatementLine | cst.BaseSuite, frame: Frame) -> None:
    for statement in node.body:
        if frame.state is None:
            return
        execute(statement, frame)
        for probe in frame.probes.get(statement, ()):
            probe.visit(frame)
        if frame.state is not None:
            frame.checkpoint()


@executes(cst.Expr)
def _expression(node: cst.Expr, frame: Frame) -> None:
    if not frame.probes:
        frame.unasked = node.value
    _held_by(node, node.value, Fate.DROPPED, frame)
    if expects_error(node.value):
        with frame.unrecorded():
            evaluate(node.value, frame)
    else:
        with frame.idle(when=not frame.wants(node.value)):
            evaluate(node.value, frame)


@executes(cst.Assign)
def _assign(node: cst.Assign, frame: Frame) -> None:
    _held_by(node, node.value, Fate.BOUND, frame)
    with frame.idle(when=not _matters(node, frame)):
        value = evaluate(node.value, frame)
    statement = node if len(node.targets) == 1 else None
    for target in node.targets:
        assign(target.target, value, node.value, statement, frame)
    match node, value:
        case cst.Assign(targets=[cst.AssignTarget(target=cst.Name(name))]), Ref(site):
            _hold(site, node, name, frame)


def _matters(node: cst.Assign, frame: Frame) -> bool:
    targets = [target.target for target in node.targets]
    is_noted = frame.attributes is not None and any(isinstance(t, cst.Attribute) for t in targets)
    return is_noted or frame.wants(*targets)


@executes(cst.AnnAssign)
def _annotated_assign(node: cst.AnnAssign, frame: Frame) -> None:
    if node.value is None:
        return
    _held_by(node, node.value, Fate.BOUND, frame)
    value = evaluate(node.value, frame)
    if value == UNKNOWN:
        value = annotated(node.annotation.annotation, node, frame)
    assign(node.target, value, node.value, node, frame)
    if isinstance(node.target, cst.Name) and isinstance(value, Ref):
        _hold(value.site, node, node.target.value, frame)


def _hold(site: object, statement: cst.CSTNode, name: str | None, frame: Frame) -> None:
    """Keep which statement names or returns what was constructed in it."""
    if frame.recorder is not None:
        frame.recorder.statements.setdefault(site, (frame.tree.place(statement), name))


def _held_by(
    statement: cst.CSTNode, value: cst.BaseExpression | None, fate: Fate, frame: Frame
) -> None:
    """Remember of which statement an expression is the whole."""
    if value is None or frame.recorder is None:
        return
    match statement:
        case cst.Assign(targets=[cst.AssignTarget(target=cst.Name(bound))]):
            name: str | None = bound
        case cst.AnnAssign(target=cst.Name(bound)):
            name = bound
        case _:
            name = None
    is_in_function = frame.walked is not None
    frame.held = value, Holder(fate, frame.tree.place(statement), name, is_in_function)


@executes(cst.AugAssign)
def _augmented_assign(node: cst.AugAssign, frame: Frame) -> None:
    augment(node, frame)


@executes(cst.Del)
def _delete(node: cst.Del, frame: Frame) -> None:
    targets = node.target
    for target in (
        [e.value for e in targets.elements] if isinstance(targets, cst.Tuple) else [targets]
    ):
        delete(target, node, frame)


@executes(cst.Return)
def _return(node: cst.Return, frame: Frame) -> None:
    if not frame.depth and not frame.probes:
        frame.unasked = node.value
    _held_by(node, node.value, Fate.RETURNED, frame)
    value = Known(None) if node.value is None else evaluate(node.value, frame)
    if isinstance(value, Ref) and value.site is node.value:
        _hold(value.site, node, None, frame)
    record_ending(Fate.RETURNED, value, node.value, node, frame)
    if node.value is not None and frame.origins is not None:
        frame.returned.append((frame.tree.place(node.value), *frame.trace(node.value)))
    frame.exits.append((value, frame.live))
    frame.state = None


@executes(cst.Raise)
def _raise(node: cst.Raise, frame: Frame) -> None:
    _held_by(node, node.exc, Fate.RAISED, frame)
    if node.exc is not None:
        record_ending(Fate.RAISED, evaluate(node.exc, frame), node.exc, node, frame)
    if node.cause is not None:
        evaluate(node.cause.item, frame)
    frame.state = None


@executes(cst.Assert)
def _assert(node: cst.Assert, frame: Frame) -> None:
    frame.state, _ = branches(node.test, frame)


@executes(cst.Break)
def _break(_: cst.Break, frame: Frame) -> None:
    frame.breaks.append(frame.live)
    frame.state = None


@executes(cst.Continue)
def _continue(_: cst.Continue, frame: Frame) -> None:
    frame.continues.append(frame.live)
    frame.state = None


@executes(cst.Global, cst.Nonlocal)
def _global(node: cst.Global | cst.Nonlocal, frame: Frame) -> None:
    for item in node.names:
        frame.bind(item.name.value, UNKNOWN)


@executes(cst.Import)
def _import(node: cst.Import, frame: Frame) -> None:
    for alias in node.names:
        qualified = _dotted(alias.name)
        if alias.asname is not None and isinstance(alias.asname.name, cst.Name):
            frame.bind(alias.asname.name.value, Reference(qualified))
        else:
            root = qualified.partition(".")[0]
            frame.bind(root, Reference(root))


@executes(cst.ImportFrom)
def _import_from(node: cst.ImportFrom, frame: Frame) -> None:
    if isinstance(node.names, cst.ImportStar):
        return
    module = "." * len(node.relative) + (_dotted(node.module) if node.module is not None else "")
    for alias in node.names:
        name = _dotted(alias.name)
        bound = alias.asname.name if alias.asname is not None else alias.name
        if isinstance(bound, cst.Name):
            name = frame.scope.absolute(within(module, name))
            frame.bind(bound.value, Reference(knowledge().canonical(name)))


def _dotted(node: cst.BaseExpression) -> str:
    if isinstance(node, cst.Attribute):
        return f"{_dotted(node.value)}.{node.attr.value}"
    return node.value if isinstance(node, cst.Name) else ""


@executes(cst.FunctionDef)
def _function(node: cst.FunctionDef, frame: Frame) -> None:
    closure = None if frame.is_local else OUTERMOST
    frame.bind(node.name.value, Definition(node, frame.scope, frame.tree, closure))
    escape_into(node, frame)
    frame.nested.append(node)


@executes(cst.ClassDef)
def _class(node: cst.ClassDef, frame: Frame) -> None:
    frame.bind(node.name.value, UNKNOWN)
    frame.nested.append(node)


@executes(cst.If)
def _if(node: cst.If, frame: Frame) -> None:
    guard(node, frame)
    frame.state, otherwise = branches(node.test, frame)
    if frame.state is not None:
        execute(node.body, frame)
    after_body, frame.state = frame.state, otherwise
    if node.orelse is not None and frame.state is not None:
        execute(node.orelse, frame)
    frame.state = joined((after_body, frame.state))


@executes(cst.Else, cst.Finally)
def _clause(node: cst.Else | cst.Finally, frame: Frame) -> None:
    execute(node.body, frame)


@executes(cst.Match)
def _match(node: cst.Match, frame: Frame) -> None:
    frame.live.escape(evaluate(node.subject, frame))
    doubt(node.subject, frame)
    before = frame.live.copy()
    ends: list[State | None] = []
    for case in node.cases:
        frame.state = before.copy()
        for name in _captured(case.pattern):
            frame.bind(name, UNKNOWN)
        if case.guard is not None:
            evaluate(case.guard, frame)
        execute(case.body, frame)
        ends.append(frame.state)
    frame.state = joined((before, *ends))


def _captured(pattern: cst.CSTNode) -> Sequence[str]:
    """The names that a pattern binds."""
    names = [name for child in children(pattern) for name in _captured(child)]
    match pattern:
        case cst.MatchAs(name=cst.Name(name)) | cst.MatchStar(name=cst.Name(name)):
            return [name, *names]
        case cst.MatchMapping(rest=cst.Name(name)):
            return [name, *names]
        case _:
            return names
