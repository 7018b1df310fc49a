"""Classes of the module, as far as their header tells."""

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
CONSTRUCTOR = re.compile(r"(?<![.\w])__(?:init|new)__\b")
MAX_ANCESTORS = 30


@dataclass
class Classes:
    """What the classes of one module extend."""

    scope: Scope
    _bases: dict[Span, tuple[Value, ...]] = field(default_factory=dict)

    def response_base(self, island: Island) -> str | None:
        """Django's response class that the class extends, if it is certain."""
        return next(
            (name for name in self._outer_ancestors(island) if knowledge().is_response(name)), None
        )

    def has_own_constructor(self, island: Island) -> bool:
        """Whether the class may take arguments of its own: by what it, a class that it extends,
        a decorator or a metaclass does."""
        return any(
            self._constructs(ancestor) or not all(map(_is_plain, self._direct(ancestor)))
            for ancestor in (island, *self._inner_ancestors(island))
        )

    def _constructs(self, island: Island) -> bool:
        text = self.scope.text
        return text.startswith("@", island.span.start) or any(
            CONSTRUCTOR.search(text, member.span.start, member.span.end)
            for member in (island.body or (island,))
        )

    def inherited(self, island: object, method: str) -> str | None:
        """The type that `super().method()` gives back in a method of the class."""
        if not isinstance(island, Island):
            return None
        names = self._outer_ancestors(island)
        return next(filter(None, (knowledge().method(name, method) for name in names)), None)

    def _outer_ancestors(self, island: Island) -> Iterator[str]:
        """The classes of other modules that it extends, by qualified name, nearest first."""
        for ancestor in (island, *self._inner_ancestors(island)):
            for base in self._direct(ancestor):
                if isinstance(base, Reference):
                    yield knowledge().canonical(base.name)

    def _inner_ancestors(self, island: Island) -> Iterator[Island]:
        waiting = [island]
        seen = {island.span}
        while waiting and len(seen) < MAX_ANCESTORS:
            for base in self._direct(waiting.pop(0)):
                match base:
                    case Definition(Island() as parent) if parent.span not in seen:
                        seen.add(parent.span)
                        waiting.append(parent)
                        yield parent

    def _direct(self, island: Island) -> tuple[Value, ...]:
        if island.span not in self._bases:
            self._bases[island.span] = ()  # while they are looked up, a class has no bases
            self._bases[island.span] = tuple(self._written(island))
        return self._bases[island.span]

    def _written(self, island: Island) -> Iterator[Value]:
        end = island.body[0].span.start if island.body else island.span.end
        header = HEADER.search(self.scope.text, island.span.start, end)
        if header is None:
            return
        start = header.start()
        code = self.scope.text[start:end].rstrip()
        try:
            parsed = self.scope.memo.parsed("", code + " pass" if island.body else code)
        except cst.ParserSyntaxError:
            return
        frame = Frame(self.scope, Tree(parsed, start))
        for node in parsed.statements:
            if isinstance(node, cst.ClassDef):
                for base in (*node.bases, *node.keywords):
                    is_class = not base.star and base.keyword is None
                    yield evaluate(base.value, frame) if is_class else UNKNOWN


def _is_plain(base: Value) -> bool:
    """Whether it is known how the class is constructed."""
    match base:
        case Reference(name):
            return knowledge().is_response(knowledge().canonical(name)) or name == "builtins.object"
        case _:
            return isinstance(base, Definition)
