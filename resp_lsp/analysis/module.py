"""A module as rules see it: facts about its responses, and where it does not parse."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import libcst as cst

from resp_lsp.analysis.facts.fact import HeaderWrite, Recorder, Response
from resp_lsp.analysis.imports import Imported, imported

# These register what they understand with `evaluate` and `execute`.
from resp_lsp.analysis.interpreter import (  # noqa: F401
    calls,
    comprehensions,
    exceptions,
    expressions,
    loops,
    operations,
    statements,
    subscripts,
)
from resp_lsp.analysis.interpreter.budget import ExhaustedError, Skipped
from resp_lsp.analysis.interpreter.evaluation import execute
from resp_lsp.analysis.interpreter.frame import Frame
from resp_lsp.analysis.interpreter.functions import analyse_function, analyse_nested
from resp_lsp.analysis.interpreter.project import Project
from resp_lsp.analysis.interpreter.scope import Scope
from resp_lsp.analysis.prefilter import candidates
from resp_lsp.analysis.source.tree import Memo, is_sound

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator, Mapping

    from resp_core.versions import Version
    from resp_lsp.analysis.source.islands import Island
    from resp_lsp.analysis.source.source import Source
    from resp_lsp.analysis.source.text import Span
    from resp_lsp.analysis.source.tree import Place, Tree


TOO_DEEP = "it is too deeply nested"
TOO_LONG = "it takes too many steps"


@dataclass(frozen=True, slots=True)
class SyntaxFault:
    """A part of the text that is not Python; the rest was analysed."""

    span: Span
    message: str


@dataclass(frozen=True, slots=True)
class Call:
    """A call of functions of the project, which do something with what it gives them.

    `modules` hold the facts that its arguments bring about, `baselines` those that hold whatever
    the functions are given; `origins` tells where in the calling text the value at a place in
    one of the modules comes from.
    """

    place: Place
    modules: tuple[Module, ...]
    baselines: tuple[Module, ...]
    origins: Mapping[tuple[str, Span], Place | None]


@dataclass(frozen=True)
class Module:
    """The facts of one text, for one target Django."""

    text: str
    target: Version
    responses: tuple[Response, ...]
    header_writes: tuple[HeaderWrite, ...]
    errors: tuple[SyntaxFault, ...]
    _scope: Scope
    calls: tuple[Call, ...] = ()
    skipped: tuple[Skipped, ...] = ()

    @property
    def path(self) -> str:
        """Where the text stands; empty for nowhere."""
        return self._scope.source.path

    @property
    def source(self) -> Source:
        return self._scope.source

    def importing(self, module: str, name: str) -> Imported | None:
        """How code can name `module.name`, with the import to add if there is none yet."""
        return imported(self._scope, module, name)


def analyse(
    source: Source,
    target: Version,
    memo: Memo | None = None,
    triggers: re.Pattern[str] | None = None,
    project: Project | None = None,
) -> Module:
    """The facts of a module; what does not parse costs only its own island.

    Names that are imported from the project are followed where it is given.
    With triggers, an island is left out in which they match nowhere, unless it does not parse.
    """
    text = source.text
    project = project or Project(None, target, memo or Memo())
    project.begin()
    scope, budget = Scope(source, project), project.budget
    responses: list[Response] = []
    writes: list[HeaderWrite] = []
    made: list[Call] = []
    for candidate in candidates(text, scope.islands):
        island = candidate.island
        is_wanted = candidate.is_renamed or _matches(triggers, text, island.span)
        if not is_wanted and is_sound(text, island):
            continue
        budget.enter(island.span)
        tree = scope.tree(island)
        if tree is None and island.span not in scope.faults:
            budget.skip(TOO_DEEP)
        if tree is None or not is_wanted:
            continue
        recorder = Recorder()
        try:
            _analyse_island(tree, candidate.owner, scope, recorder)
        except (RecursionError, ExhaustedError) as error:
            # Nobody writes such code by hand; the rest of the file is analysed.
            budget.skip(TOO_DEEP if isinstance(error, RecursionError) else TOO_LONG)
            continue
        responses += recorder.responses.values()
        writes += recorder.header_writes()
        made += _calls(recorder)
    errors = tuple(SyntaxFault(fault.span, fault.message) for fault in scope.faults.values())
    skipped = tuple(budget.skipped)
    return Module(
        text, target, tuple(responses), tuple(writes), errors, scope, tuple(made), skipped
    )


def _calls(recorder: Recorder) -> Iterator[Call]:
    for called in recorder.calls.values():
        facts = called.facts
        if facts.responses or facts.writes:
            origins = {(p.path, p.span): origin for p, origin in facts.origins.items()}
            baselines = (m for each in facts.baselines for m in _modules(each, facts.scopes))
            modules = tuple(_modules(facts, facts.scopes))
            yield Call(called.place, modules, tuple(baselines), origins)


def _modules(facts: Recorder, scopes: Mapping[Source, Scope]) -> Iterator[Module]:
    """The facts of a call, by the text that they are about."""
    for source, scope in scopes.items():
        responses = tuple(r for r in facts.responses.values() if r.call.tree.source == source)
        writes = tuple(w for w in facts.header_writes() if w.target.tree.source == source)
        yield Module(source.text, scope.target, responses, writes, (), scope)


def _matches(triggers: re.Pattern[str] | None, text: str, span: Span) -> bool:
    return triggers is None or triggers.search(text, span.start, span.end) is not None


def _analyse_island(tree: Tree, owner: Island | None, scope: Scope, recorder: Recorder) -> None:
    frame = Frame(scope, tree, recorder=recorder, owner=owner)
    for statement in tree.statements:
        if isinstance(statement, cst.FunctionDef):
            analyse_function(statement, frame)
        elif frame.state is not None:
            execute(statement, frame)
    analyse_nested(frame)
