"""One point of a module: which responses are meant there, and what was done to them until then."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

import libcst as cst

from resp_lsp.analysis.facts.recorder import Recorder
from resp_lsp.analysis.interpreter.budget import ExhaustedError
from resp_lsp.analysis.interpreter.changes import called
from resp_lsp.analysis.interpreter.evaluation import evaluate
from resp_lsp.analysis.interpreter.frame import Frame
from resp_lsp.analysis.interpreter.names import words
from resp_lsp.analysis.interpreter.probe import Probe, by_statement
from resp_lsp.analysis.interpreter.scope import Scope
from resp_lsp.analysis.knowledge import RESPONSE
from resp_lsp.analysis.module import walk_island
from resp_lsp.analysis.prefilter import leaves_of
from resp_lsp.analysis.source.nodes import children
from resp_lsp.analysis.values.headers import Headers
from resp_lsp.analysis.values.history import Change
from resp_lsp.analysis.values.value import HeadersOf, Method, Ref, Reference, Value, alternatives

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from resp_lsp.analysis.interpreter.project import Project
    from resp_lsp.analysis.source.islands import Island
    from resp_lsp.analysis.source.source import Source
    from resp_lsp.analysis.source.tree import Place, Tree
    from resp_lsp.analysis.values.history import History


@dataclass(frozen=True, slots=True)
class Subject:
    """A response, with its history up to the point and through the statement there."""

    site: object
    history: History


@dataclass(frozen=True, slots=True)
class Point:
    """The responses of which one is meant, and the statement behind which they are as told."""

    subjects: tuple[Subject, ...]
    statement: Place
    decorators: tuple[Change, ...]
    """Of the function, where the statement returns from it, in the order in which they get the
    response. One that is not known goes by its code."""

    is_named: bool
    """Whether the point itself is on a response, or on what is done to it."""


def points(source: Source, offsets: Iterable[int], project: Project) -> Iterator[Point]:
    """What the code at each offset is about; nothing where that is no response, or where the
    code does not parse."""
    project.begin()
    scope = Scope(source, project)
    places = list(leaves_of(source.text, scope.islands, None))
    for (island, owner), inside in groupby(offsets, lambda offset: _leaf(places, offset)):
        tree = None if island is None else scope.tree(island)
        if tree is None:
            continue
        paths = [_path(tree, offset) for offset in inside]
        probes = [Probe(path[0]) for path in paths if path]
        frame = Frame(scope, tree, recorder=Recorder(), owner=owner, probes=by_statement(probes))
        try:
            walk_island(frame)
        except (RecursionError, ExhaustedError):
            continue
        for probe, path in zip(probes, filter(None, paths), strict=True):
            found = _point(probe, path, tree)
            if found is not None:
                yield found


def _leaf(
    places: list[tuple[Island, Island | None]], offset: int
) -> tuple[Island | None, Island | None]:
    """The island around an offset, with its class."""
    around = (
        (island, owner)
        for island, owner in places
        if island.span.start <= offset <= island.span.end
    )
    return next(around, (None, None))


def _path(tree: Tree, offset: int) -> list[cst.CSTNode]:
    """The simple statement at an offset and the nodes in it, the innermost last; none where
    there is no such statement."""
    path: list[cst.CSTNode] = []
    within: Sequence[cst.CSTNode] = tree.statements
    while inner := next((node for node in within if _holds(tree, node, offset)), None):
        if path or isinstance(inner, cst.BaseSmallStatement):
            path.append(inner)
        within = children(inner)
    return path


def _holds(tree: Tree, node: cst.CSTNode, offset: int) -> bool:
    span = tree.place(node).span
    return span.start <= offset <= span.end


def _point(probe: Probe, path: list[cst.CSTNode], tree: Tree) -> Point | None:
    frame = probe.frame
    if frame is None:
        return None
    with frame.unrecorded():
        frame.state = probe.state
        found = _named(path, probe, frame)
        sites = found or _mentioned(path, probe, frame)
        decorators = tuple(_decorators(frame)) if isinstance(probe.statement, cst.Return) else ()
    if not sites:
        return None
    subjects = tuple(_subject(site, frame) for site in sites)
    return Point(subjects, tree.place(probe.statement), decorators, bool(found))


def _subject(site: object, frame: Frame) -> Subject:
    return Subject(site, frame.live.headers(Ref(site, RESPONSE)).history)


def _named(path: list[cst.CSTNode], probe: Probe, frame: Frame) -> tuple[object, ...]:
    """The responses that the innermost node is, or does something to."""
    inner = path[-1]
    if inner is probe.statement:
        return _sites(probe.value, frame)
    for node in reversed(path):
        match node:
            case cst.Call(func=function) if function is inner or function in path:
                return _called(node, frame)
            case cst.Name() | cst.Attribute():
                if sites := _sites(evaluate(node, frame), frame):
                    return sites
            case cst.Subscript(value=cst.Name() | cst.Attribute() as owner):
                is_key = isinstance(inner, cst.SimpleString)
                return _sites(evaluate(owner, frame), frame) if is_key else ()
            case cst.Arg():
                return ()
            case _:
                pass
    return ()


def _called(call: cst.Call, frame: Frame) -> tuple[object, ...]:
    """The response that a call gives, or that it changes."""
    if isinstance(frame.live.objects.get(call), Headers):
        return (call,)
    for owner in (call.func, *(arg.value for arg in call.args[:1])):
        if isinstance(owner, cst.Name | cst.Attribute) and (
            sites := _sites(evaluate(owner, frame), frame)
        ):
            return sites
    return ()


def _mentioned(path: list[cst.CSTNode], probe: Probe, frame: Frame) -> tuple[object, ...]:
    """The responses that the statement is about as a whole: the only ones that it names."""
    if sites := _sites(probe.value, frame):
        return sites
    for node in reversed(path):
        if isinstance(frame.live.objects.get(node), Headers):
            return (node,)
    named = {_sites(frame.lookup(word), frame) for word in words(probe.statement)} - {()}
    return named.pop() if len(named) == 1 else ()


def _sites(value: Value | None, frame: Frame) -> tuple[object, ...]:
    return () if value is None else tuple(dict.fromkeys(_site(value, frame)))


def _site(value: Value, frame: Frame) -> Iterator[object]:
    for member in alternatives(value):
        match member:
            case Ref(site) if isinstance(frame.live.objects.get(site), Headers):
                yield site
            case HeadersOf(response) | Method(response):
                yield from _site(response, frame)
            case _:
                pass


def _decorators(frame: Frame) -> Iterator[Change]:
    """What the function's decorators are, and are given."""
    function = frame.walked
    for decorator in reversed(function.decorators if function is not None else ()):
        node = decorator.decorator
        applied = node.func if isinstance(node, cst.Call) else node
        found = evaluate(applied, frame)
        name = found.name if isinstance(found, Reference) else frame.tree.place(applied).source
        if isinstance(node, cst.Call):
            yield called(name, node, [evaluate(arg.value, frame) for arg in node.args], frame)
        else:
            yield Change(node, name)
