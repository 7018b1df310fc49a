"""Statements: how the state goes on behind each of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import libcst as cst

from resp_lsp.analysis.annotations import annotated
from resp_lsp.analysis.assignment import assign, augment, delete
from resp_lsp.analysis.evaluation import evaluate, execute
from resp_lsp.analysis.expressions import bound_names
from resp_lsp.analysis.knowledge import knowledge
from resp_lsp.analysis.state import State, joined
from resp_lsp.analysis.values import UNKNOWN, Definition, Known, Ref, Reference

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from resp_lsp.analysis.frame import Frame

MAX_ROUNDS = 8
EXPECTS_ERRORS = ("assertRaises", "assertRaisesMessage", "assertRaisesRegex", "raises", "suppress")


@execute.register(cst.SimpleStatementLine)
@execute.register(cst.SimpleStatementSuite)
@execute.register(cst.IndentedBlock)
@execute.register(cst.Module)
def _block(node: cst.SimpleStatementLine | cst.BaseSuite, frame: Frame) -> None:
    for statement in node.body:
        if frame.state is None:
            return
        execute(statement, frame)
        if frame.state is not None:
            frame.checkpoint()


@execute.register(cst.Expr)
def _expression(node: cst.Expr, frame: Frame) -> None:
    frame.alone = node.value
    evaluate(node.value, frame)


@execute.register(cst.Assign)
def _assign(node: cst.Assign, frame: Frame) -> None:
    value = evaluate(node.value, frame)
    statement = node if len(node.targets) == 1 else None
    for target in node.targets:
        assign(target.target, value, node.value, statement, frame)
    match node, value:
        case cst.Assign(targets=[cst.AssignTarget(target=cst.Name(name))]), Ref(site):
            _hold(site, node, name, frame)


@execute.register(cst.AnnAssign)
def _annotated_assign(node: cst.AnnAssign, frame: Frame) -> None:
    if node.value is None:
        return
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


@execute.register(cst.AugAssign)
def _augmented_assign(node: cst.AugAssign, frame: Frame) -> None:
    augment(node, frame)


@execute.register(cst.Del)
def _delete(node: cst.Del, frame: Frame) -> None:
    targets = node.target
    for target in (
        [e.value for e in targets.elements] if isinstance(targets, cst.Tuple) else [targets]
    ):
        delete(target, frame)


@execute.register(cst.Return)
def _return(node: cst.Return, frame: Frame) -> None:
    value = Known(None) if node.value is None else evaluate(node.value, frame)
    if isinstance(value, Ref) and value.site is node.value:
        _hold(value.site, node, None, frame)
    frame.exits.append((value, frame.live))
    frame.state = None


@execute.register(cst.Raise)
def _raise(node: cst.Raise, frame: Frame) -> None:
    for part in (node.exc, node.cause and node.cause.item):
        if part is not None:
            evaluate(part, frame)
    frame.state = None


@execute.register(cst.Assert)
def _assert(node: cst.Assert, frame: Frame) -> None:
    evaluate(node.test, frame)


@execute.register(cst.Break)
def _break(_: cst.Break, frame: Frame) -> None:
    frame.breaks.append(frame.live)
    frame.state = None


@execute.register(cst.Continue)
def _continue(_: cst.Continue, frame: Frame) -> None:
    frame.continues.append(frame.live)
    frame.state = None


@execute.register(cst.Global)
@execute.register(cst.Nonlocal)
def _global(node: cst.Global | cst.Nonlocal, frame: Frame) -> None:
    for item in node.names:
        frame.bind(item.name.value, UNKNOWN)


@execute.register(cst.Import)
def _import(node: cst.Import, frame: Frame) -> None:
    for alias in node.names:
        qualified = _dotted(alias.name)
        if alias.asname is not None and isinstance(alias.asname.name, cst.Name):
            frame.bind(alias.asname.name.value, Reference(qualified))
        else:
            root = qualified.partition(".")[0]
            frame.bind(root, Reference(root))


@execute.register(cst.ImportFrom)
def _import_from(node: cst.ImportFrom, frame: Frame) -> None:
    if isinstance(node.names, cst.ImportStar):
        return
    module = "." * len(node.relative) + (_dotted(node.module) if node.module is not None else "")
    for alias in node.names:
        name = _dotted(alias.name)
        bound = alias.asname.name if alias.asname is not None else alias.name
        if isinstance(bound, cst.Name):
            frame.bind(bound.value, Reference(knowledge().canonical(f"{module}.{name}")))


def _dotted(node: cst.BaseExpression) -> str:
    if isinstance(node, cst.Attribute):
        return f"{_dotted(node.value)}.{node.attr.value}"
    return node.value if isinstance(node, cst.Name) else ""


@execute.register(cst.FunctionDef)
def _function(node: cst.FunctionDef, frame: Frame) -> None:
    frame.bind(node.name.value, Definition(node))
    frame.nested.append(node)


@execute.register(cst.ClassDef)
def _class(node: cst.ClassDef, frame: Frame) -> None:
    frame.bind(node.name.value, UNKNOWN)
    frame.nested.append(node)


@execute.register(cst.If)
def _if(node: cst.If, frame: Frame) -> None:
    evaluate(node.test, frame)
    before = frame.live.copy()
    execute(node.body, frame)
    after_body, frame.state = frame.state, before
    if node.orelse is not None:
        execute(node.orelse, frame)
    frame.state = joined((after_body, frame.state))


@execute.register(cst.Else)
@execute.register(cst.Finally)
def _clause(node: cst.Else | cst.Finally, frame: Frame) -> None:
    execute(node.body, frame)


@execute.register(cst.For)
def _for(node: cst.For, frame: Frame) -> None:
    frame.live.escape(evaluate(node.iter, frame))

    def enter() -> None:
        for name in bound_names(node.target):
            frame.bind(name, UNKNOWN)

    _loop(enter, node, frame)


@execute.register(cst.While)
def _while(node: cst.While, frame: Frame) -> None:
    def enter() -> None:
        evaluate(node.test, frame)

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


@execute.register(cst.With)
def _with(node: cst.With, frame: Frame) -> None:
    expects_error = False
    for item in node.items:
        manager = evaluate(item.item, frame)
        frame.live.escape(manager)
        expects_error = expects_error or _expects_error(item.item)
        if item.asname is not None:
            for name in bound_names(item.asname.name):
                frame.bind(name, UNKNOWN)
    if not expects_error:
        execute(node.body, frame)
        return
    # The body is there to fail: it may stop anywhere, and what fails in it is meant to.
    states = [frame.live.copy()]
    frame.checkpoints.append(states)
    with frame.unrecorded():
        execute(node.body, frame)
    frame.checkpoints.pop()
    frame.state = joined((*states, frame.state))


def _expects_error(node: cst.BaseExpression) -> bool:
    match node:
        case cst.Call(func=cst.Attribute(attr=cst.Name(name)) | cst.Name(name)):
            return name in EXPECTS_ERRORS
        case _:
            return False


@execute.register(cst.Try)
@execute.register(cst.TryStar)
def _try(node: cst.Try | cst.TryStar, frame: Frame) -> None:
    states = [frame.live.copy()]
    frame.checkpoints.append(states)
    execute(node.body, frame)
    frame.checkpoints.pop()
    raised = joined(states)
    if node.orelse is not None and frame.state is not None:
        execute(node.orelse, frame)
    ends = [frame.state, *(_handled(handler, raised, frame) for handler in node.handlers)]
    frame.state = joined(ends)
    if node.finalbody is not None:
        _finally(node.finalbody, raised, frame)


def _handled(
    handler: cst.ExceptHandler | cst.ExceptStarHandler, raised: State | None, frame: Frame
) -> State | None:
    frame.state = None if raised is None else raised.copy()
    if frame.state is None:
        return None
    if handler.name is not None:
        for name in bound_names(handler.name.name):
            frame.bind(name, UNKNOWN)
    execute(handler.body, frame)
    return frame.state


def _finally(clause: cst.Finally, raised: State | None, frame: Frame) -> None:
    """It runs on the way out as well, after a return or an exception."""
    goes_on = frame.state is not None
    if not goes_on:
        frame.state = None if raised is None else raised.copy()
    if frame.state is not None:
        execute(clause, frame)
    if not goes_on:
        frame.state = None


@execute.register(cst.Match)
def _match(node: cst.Match, frame: Frame) -> None:
    frame.live.escape(evaluate(node.subject, frame))
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
    names = [name for child in pattern.children for name in _captured(child)]
    match pattern:
        case cst.MatchAs(name=cst.Name(name)) | cst.MatchStar(name=cst.Name(name)):
            return [name, *names]
        case cst.MatchMapping(rest=cst.Name(name)):
            return [name, *names]
        case _:
            return names
