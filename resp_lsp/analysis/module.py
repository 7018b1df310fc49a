"""A module as rules see it: facts about its responses, and where it does not parse."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, TypeVar

import libcst as cst

from resp_lsp.analysis.facts.recorder import Recorder
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
from resp_lsp.analysis.interpreter.class_decorators import analyse_decorators, decorated_classes
from resp_lsp.analysis.interpreter.evaluation import execute
from resp_lsp.analysis.interpreter.frame import Frame
from resp_lsp.analysis.interpreter.functions import analyse_function, analyse_nested
from resp_lsp.analysis.interpreter.project import Project
from resp_lsp.analysis.interpreter.scope import Scope
from resp_lsp.analysis.island_code import is_triggered
from resp_lsp.analysis.prefilter import Candidate, candidates
from resp_lsp.analysis.source.tree import Memo, is_sound
from resp_lsp.analysis.versions import Analysed, Asked

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from resp_core.versions import Version
    from resp_lsp.analysis.facts.fact import HeaderWrite, Response
    from resp_lsp.analysis.facts.use import AttributeUse, Ending, HeaderDeletion, Use
    from resp_lsp.analysis.source.islands import Island
    from resp_lsp.analysis.source.source import Source
    from resp_lsp.analysis.source.text import Span
    from resp_lsp.analysis.source.tree import Place, Tree
    from resp_lsp.analysis.versions import Versions


Fact = TypeVar("Fact")

TEST_PATH = re.compile(
    r"[/\\](?:(?:tests?|testing)[/\\]|(?:test_\w+|\w+_tests?|tests?|conftest)\.py$)"
)
TEST_IMPORT = re.compile(r"^\s*(?:import|from)\s+(?:pytest|unittest|django\.test)\b", re.MULTILINE)
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
    uses: tuple[Use, ...]
    attributes: tuple[AttributeUse, ...]
    deletions: tuple[HeaderDeletion, ...]
    endings: tuple[Ending, ...]
    returned: frozenset[object]
    """Which responses functions give back; as in `Response.site`."""

    _scope: Scope
    errors: tuple[SyntaxFault, ...] = ()
    calls: tuple[Call, ...] = ()
    skipped: tuple[Skipped, ...] = ()
    _imported: dict[tuple[str, str], Imported | None] = field(
        default_factory=dict, compare=False, repr=False
    )

    @property
    def path(self) -> str:
        """Where the text stands; empty for nowhere."""
        return self._scope.source.path

    @property
    def source(self) -> Source:
        return self._scope.source

    @property
    def is_test(self) -> bool:
        """Whether it is code that tests other code, by where it stands or what it imports."""
        return TEST_PATH.search(self.path) is not None or TEST_IMPORT.search(self.text) is not None

    def importing(self, module: str, name: str) -> Imported | None:
        """How code can name `module.name`, with the import to add if there is none yet."""
        asked = module, name
        if asked not in self._imported:
            self._imported[asked] = imported(self._scope, module, name)
        return self._imported[asked]


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
    project = project or Project(None, target, memo or Memo())
    project.begin()
    versions: Versions | None = project.memo.versions
    asked = None if project.sources is None or versions is None else Asked(project.sources)
    project.sources = asked or project.sources
    scope, budget = Scope(source, project), project.budget
    now = Analysed(scope, triggers, asked)
    known = {} if versions is None else versions.kept(now)
    try:
        for candidate in candidates(source.text, scope.islands):
            place = candidate.island.span
            recorder = known.get(place) or _recorder(candidate, scope, triggers)
            if recorder is not None:
                now.recorders[place] = recorder
    finally:  # the next version can go on where this one was abandoned
        if versions is not None and not budget.skipped:
            versions.put(now, known)
    recorders = [*now.recorders.values(), *_decorators(scope, triggers)]
    return replace(
        _module(recorders, scope),
        errors=tuple(
            SyntaxFault(fault.span, fault.message)
            for fault in sorted(scope.faults.values(), key=lambda fault: fault.span)
        ),
        calls=tuple(call for recorder in recorders for call in _calls(recorder)),
        skipped=tuple(budget.skipped),
    )


def _recorder(
    candidate: Candidate, scope: Scope, triggers: re.Pattern[str] | None
) -> Recorder | None:
    """What an island does; None where no rule asks for it, and where it is not understood."""
    island, budget = candidate.island, scope.project.budget
    is_wanted = candidate.is_renamed or _matches(triggers, scope.text, island.span, island.indent)
    if not is_wanted and is_sound(scope.text, island):
        return None
    budget.enter(island.span)
    tree = scope.tree(island)
    if tree is None and island.span not in scope.faults:
        budget.skip(TOO_DEEP)
    if tree is None or not is_wanted:
        return None
    recorder = Recorder()
    try:
        _analyse_island(tree, candidate.owner, scope, recorder)
    except (RecursionError, ExhaustedError) as error:
        # Nobody writes such code by hand; the rest of the file is analysed.
        budget.skip(TOO_DEEP if isinstance(error, RecursionError) else TOO_LONG)
        return None
    return recorder


def _decorators(scope: Scope, triggers: re.Pattern[str] | None) -> Iterator[Recorder]:
    """What the decorators of classes are given."""
    for head in decorated_classes(scope):
        if _matches(triggers, scope.text, head):
            scope.project.budget.enter(head)
            recorder = Recorder()
            analyse_decorators(head, scope, recorder)
            yield recorder


def _module(recorders: Sequence[Recorder], scope: Scope, about: Source | None = None) -> Module:
    """What the recorders hold, or what of it is about one of several texts."""

    def chosen(facts: Iterable[Fact], place: Callable[[Fact], Place]) -> tuple[Fact, ...]:
        return tuple(f for f in facts if about is None or place(f).tree.source == about)

    return Module(
        scope.text,
        scope.target,
        chosen((f for r in recorders for f in r.responses.values()), lambda f: f.call),
        chosen((f for r in recorders for f in r.header_writes()), lambda f: f.target),
        chosen((f for r in recorders for f in r.uses.values()), lambda f: f.call),
        chosen((f for r in recorders for f in r.attributes.values()), lambda f: f.place),
        chosen((f for r in recorders for f in r.deletions.values()), lambda f: f.target),
        chosen((f for r in recorders for f in r.endings.values()), lambda f: f.place),
        frozenset(site for recorder in recorders for site in recorder.returned),
        scope,
    )


def _calls(recorder: Recorder) -> Iterator[Call]:
    for called in recorder.calls.values():
        facts = called.facts
        if facts.tells:
            origins = {(p.path, p.span): origin for p, origin in facts.origins.items()}
            baselines = (m for each in facts.baselines for m in _modules(each, facts.scopes))
            modules = tuple(_modules(facts, facts.scopes))
            yield Call(called.place, modules, tuple(baselines), origins)


def _modules(facts: Recorder, scopes: Mapping[Source, Scope]) -> Iterator[Module]:
    """The facts of a call, by the text that they are about."""
    for source, scope in scopes.items():
        yield _module((facts,), scope, source)


def _matches(triggers: re.Pattern[str] | None, text: str, span: Span, indent: str = "") -> bool:
    return triggers is None or is_triggered(text[span.start : span.end], indent, triggers)


def _analyse_island(tree: Tree, owner: Island | None, scope: Scope, recorder: Recorder) -> None:
    walk_island(Frame(scope, tree, recorder=recorder, owner=owner))


def walk_island(frame: Frame) -> None:
    """Record what the code of an island does, whoever runs it."""
    tree = frame.tree
    for statement in tree.statements:
        if isinstance(statement, cst.FunctionDef):
            analyse_function(statement, frame)
        elif frame.state is not None:
            execute(statement, frame)
    analyse_nested(frame)
