"""Classes of the project, as far as their headers tell."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import libcst as cst

from resp_lsp.analysis.interpreter.evaluation import evaluate
from resp_lsp.analysis.interpreter.frame import Frame
from resp_lsp.analysis.knowledge import knowledge
from resp_lsp.analysis.source.islands import Island
from resp_lsp.analysis.source.tree import Tree
from resp_lsp.analysis.values.value import UNKNOWN, Definition, Reference, Value

if TYPE_CHECKING:
    from collections.abc import Iterator

    from resp_lsp.analysis.interpreter.scope import Scope
    from resp_lsp.analysis.source.text import Span

HEADER = re.compile(r"^[ \t]*class\b", re.MULTILINE)
NAMED = re.compile(r"^[ \t]*class\s+(\w+)", re.MULTILINE)
ABSTRACT = re.compile(r"Mixin|Base(?![a-z])|Abstract")
"""In the name of a class: it is there to be extended."""

CONSTRUCTOR = re.compile(r"(?<![.\w])__(?:init|new)__\b")
MAX_ANCESTORS = 30


def response_base(of: Definition) -> str | None:
    """Django's response class that the class extends, if it is certain."""
    return next((name for name in _outer_ancestors(of) if knowledge().is_response(name)), None)


def has_own_constructor(of: Definition) -> bool:
    """Whether the class may take arguments of its own: by what it, a class that it extends,
    a decorator or a metaclass does."""
    return any(
        _constructs(ancestor) or not all(map(_is_plain, _bases(ancestor)))
        for ancestor in definitions(of)
    )


def is_plain(of: Definition) -> bool:
    """Whether nothing but an `__init__` of the project decides how the class is constructed."""
    return all(
        all(map(_is_plain, _bases(ancestor))) and not _creates(ancestor)
        for ancestor in definitions(of)
    )


def inherited(of: Definition, method: str) -> str | None:
    """The type that `super().method()` gives back in a method of the class."""
    names = list(_outer_ancestors(of))
    found = next(filter(None, (knowledge().method(name, method) for name in names)), None)
    # Another library's class may have a method of the same name, for all but Django's hooks.
    is_certain = knowledge().is_response(found) or all(
        name in knowledge().classes for name in names
    )
    return found if is_certain else None


def lineage(of: Definition) -> tuple[Value, ...]:
    """The class and all that it extends, nearest first, with what is unknown in its place."""
    scope: Scope = of.scope
    return scope.classes.lineage(of)


def definitions(of: Definition) -> list[Definition]:
    """The class and those of the project that it extends, nearest first."""
    return [ancestor for ancestor in lineage(of) if isinstance(ancestor, Definition)]


def name_of(of: Definition) -> str | None:
    """The name of the class as it is written."""
    island = of.node
    found = isinstance(island, Island) and NAMED.search(of.scope.text, island.span.start)
    return found[1] if found else None


def _outer_ancestors(of: Definition) -> Iterator[str]:
    """The classes from elsewhere that it extends, by qualified name, nearest first."""
    for ancestor in lineage(of):
        if isinstance(ancestor, Reference):
            yield knowledge().canonical(ancestor.name)


def _bases(of: Definition) -> tuple[Value, ...]:
    scope: Scope = of.scope
    return scope.classes.bases(of.node) if isinstance(of.node, Island) else (UNKNOWN,)


def _constructs(of: Definition) -> bool:
    text, island = of.scope.text, of.node
    if not isinstance(island, Island):
        return True
    return text.startswith("@", island.span.start) or any(
        CONSTRUCTOR.search(text, member.span.start, member.span.end)
        for member in (island.body or (island,))
    )


def _creates(of: Definition) -> bool:
    text, island = of.scope.text, of.node
    if not isinstance(island, Island):
        return True
    start, end = island.span.start, island.span.end
    return bool(text.startswith("@", start) or text.find("__new__", start, end) >= 0)


def _is_plain(base: Value) -> bool:
    """Whether it is known how the class is constructed."""
    match base:
        case Reference(name):
            return knowledge().is_response(knowledge().canonical(name)) or name == "builtins.object"
        case _:
            return isinstance(base, Definition)


@dataclass
class Classes:
    """What the classes of one module's top level extend."""

    scope: Scope
    _bases: dict[Span, tuple[Value, ...]] = field(default_factory=dict)
    _lineages: dict[Definition, tuple[Value, ...]] = field(default_factory=dict)

    def lineage(self, of: Definition) -> tuple[Value, ...]:
        if of not in self._lineages:
            waiting: list[Value] = [of]
            found: dict[Value, None] = {}
            while waiting and len(found) < MAX_ANCESTORS:
                value = waiting.pop(0)
                if value not in found:
                    found[value] = None
                    waiting += _bases(value) if isinstance(value, Definition) else ()
            self._lineages[of] = tuple(found)
        return self._lineages[of]

    def bases(self, island: Island) -> tuple[Value, ...]:
        """What stands in the class's brackets; unknown for what is no plain base."""
        if island.span not in self._bases:
            self._bases[island.span] = (UNKNOWN,)  # until they have been looked up
            self._bases[island.span] = tuple(map(self._resolved, self._written(island)))
        return self._bases[island.span]

    def _resolved(self, base: Value) -> Value:
        known = isinstance(base, Reference) and knowledge().is_response(base.name)
        return base if known else self.scope.resolved(base)

    def _written(self, island: Island) -> Iterator[Value]:
        end = island.body[0].span.start if island.body else island.span.end
        header = HEADER.search(self.scope.text, island.span.start, end)
        if header is None:
            return
        start = header.start()
        code = self.scope.text[start:end].rstrip()
        try:
            parsed = self.scope.project.memo.parsed("", code + " pass" if island.body else code)
        except cst.ParserSyntaxError:
            return
        frame = Frame(self.scope, Tree(parsed, start, self.scope.source))
        for node in parsed.statements:
            if isinstance(node, cst.ClassDef):
                for base in (*node.bases, *node.keywords):
                    is_class = not base.star and base.keyword is None
                    yield evaluate(_plain(base.value), frame) if is_class else UNKNOWN


def _plain(base: cst.BaseExpression) -> cst.BaseExpression:
    """A base without what it is of: `Generic[T]`."""
    return base.value if isinstance(base, cst.Subscript) else base
