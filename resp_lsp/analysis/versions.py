"""What was found out about a module, for the version of it that the next keystroke makes.

What an island does is the same as before where its code is, and that of all that it may lead to.
An edit within one function may concern those that name it, or name what it assigns to `self` or
changes in place, and those that name these; everything else is kept.
"""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING, TypeVar
from weakref import WeakSet

from resp_lsp.analysis.edit import edit_between, parts_of
from resp_lsp.analysis.source.logical_lines import read, read_again
from resp_lsp.analysis.source.source import Source

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator, Mapping, Sequence

    from resp_lsp.analysis.edit import Part
    from resp_lsp.analysis.facts.recorder import Recorder
    from resp_lsp.analysis.interpreter.project import Project, Sources
    from resp_lsp.analysis.interpreter.scope import Scope
    from resp_lsp.analysis.source.text import Span

Answer = TypeVar("Answer")

MOST = 20
"""Modules; more are hardly edited at a time."""

MOST_QUESTIONS = 1_000


class Asked:
    """The modules of a project, with what was asked about them and the answers."""

    def __init__(self, sources: Sources) -> None:
        self._sources = sources
        self.answers: dict[tuple[str, ...], object] = {}

    def package(self, path: str) -> str:
        return self._answered(("package", path), self._sources.package(path))

    def locate(self, module: str, path: str) -> str | None:
        found = self._sources.locate(module, path)
        return self._answered(("locate", module, path), found)

    def source(self, path: str) -> Source | None:
        return self._answered(("source", path), self._sources.source(path))

    def says_the_same(self, answers: Mapping[tuple[str, ...], object]) -> bool:
        """Whether all that was asked has the same answers now; it counts as asked again."""
        return all(
            getattr(self, question)(*of) is answer or getattr(self, question)(*of) == answer
            for (question, *of), answer in answers.items()
        )

    def _answered(self, question: tuple[str, ...], answer: Answer) -> Answer:
        self.answers[question] = answer
        return answer


@dataclass(eq=False)
class Analysed:
    """A module as it was analysed, and what each of its islands was found to do, by its place."""

    scope: Scope
    triggers: re.Pattern[str] | None
    asked: Asked | None
    recorders: dict[Span, Recorder] = field(default_factory=dict)

    @cached_property
    def parts(self) -> Sequence[Part]:
        return parts_of(self.scope.text, self.scope.islands)


class Versions:
    """The latest version of each module that is being edited."""

    def __init__(self) -> None:
        self._latest: OrderedDict[str, Analysed] = OrderedDict()
        self._projects: WeakSet[Project] = WeakSet()

    def source(self, text: str, path: str) -> Source:
        """The text, read as far as it differs from the version before."""
        before = self._latest.get(path)
        reading = None if before is None else before.scope.source.reading
        return Source(text, path, read(text) if reading is None else read_again(text, reading))

    def kept(self, now: Analysed) -> dict[Span, Recorder]:
        """What holds of the version before, by the place of each island now."""
        self._projects.add(now.scope.project)
        before = self._latest.pop(now.scope.source.path, None)
        if before is None or not now.scope.source.path:
            return {}
        return dict(_kept(before, now))

    def rest(self) -> None:
        """Leave nothing that is freed only by a search for garbage: what is kept is not searched.

        What is kept of older versions holds on to their scopes, and rules ask those again.
        """
        for project in self._projects:
            project.forget()

    def put(self, version: Analysed, kept: Mapping[Span, Recorder]) -> None:
        """Keep a version with what was kept of the one before, which is no part of it where
        nobody asked for it."""
        unasked = {place: kept[place] for place in kept.keys() - version.recorders.keys()}
        self._latest[version.scope.source.path] = replace(
            version, recorders=version.recorders | unasked
        )
        if len(self._latest) > MOST:
            self._latest.popitem(last=False)


def _kept(before: Analysed, now: Analysed) -> Iterator[tuple[Span, Recorder]]:
    old, new = before.scope, now.scope
    if (before.triggers, old.target) != (now.triggers, new.target) or before.recorders == {}:
        return
    if old.rebound_names != new.rebound_names or old.imports_django != new.imports_django:
        return
    edit = edit_between(old.text, new.text, before.parts, now.parts)
    concerned = None if edit is None else edit.concerned(new.text)
    if edit is None or concerned is None or not _asks_the_same(before, now):
        return
    if any(was.span in old.faults for was, _ in edit.same):
        return  # nobody may lead there any longer, and then it is not told
    new.adopt(old, ((was.span, part.span) for was, part in edit.same))
    for was, part in edit.same:
        recorder = before.recorders.get(was.span)
        if recorder is not None and part.span not in concerned:
            recorder.rebase(new)
            yield part.span, recorder


def _asks_the_same(before: Analysed, now: Analysed) -> bool:
    if before.asked is None or now.asked is None:
        return before.asked is now.asked
    answers = before.asked.answers
    return len(answers) <= MOST_QUESTIONS and now.asked.says_the_same(answers)
