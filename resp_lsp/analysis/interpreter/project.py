"""The other modules of a project, each loaded when a name leads to it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol
from weakref import WeakSet

from resp_lsp.analysis.interpreter.budget import Budget, go_on
from resp_lsp.analysis.interpreter.expressions import attribute
from resp_lsp.analysis.interpreter.import_statements import KNOWN_LIBRARIES
from resp_lsp.analysis.interpreter.scope import Scope
from resp_lsp.analysis.values.value import UNKNOWN, Reference, Value

if TYPE_CHECKING:
    from collections.abc import Callable

    from resp_core.versions import Version
    from resp_lsp.analysis.source.source import Source
    from resp_lsp.analysis.source.tree import Memo

MAX_MODULES = 60
"""So many other modules are read for one; names that lead further stay unknown."""
MAX_HOPS = 8
"""So often may a name be imported on before its definition."""


class Sources(Protocol):
    """Where the modules of a project are; the analysis itself reads no file."""

    def package(self, path: str) -> str:
        """The dotted name of the package that a file is in; empty at a source root."""

    def locate(self, module: str, path: str) -> str | None:
        """The path of a module as the file at `path` imports it by its absolute name."""

    def source(self, path: str) -> Source | None:
        """The module at a path; None where it cannot be read."""


@dataclass(eq=False)
class Project:
    """The modules that the analysis of a module has asked for; others may start from them."""

    sources: Sources | None
    target: Version
    memo: Memo
    scopes: dict[str, Scope | None] = field(default_factory=dict)
    """By path; None where there is nothing to read. All that the analysis depended on."""

    budget: Budget = field(default_factory=Budget)
    active: set[object] = field(default_factory=set)
    """The functions that are being walked: a recursive call tells nothing."""
    checkpoint: Callable[[], None] = go_on
    """As in `Budget`."""
    made: WeakSet[Scope] = field(default_factory=WeakSet)
    """Every scope that belongs to the project."""

    def begin(self) -> None:
        """Start with another module, from what is known of the project so far."""
        if self.budget.skipped or len(self.scopes) > MAX_MODULES:
            self.scopes.clear()  # what was cut short is not known
        self.budget = Budget(self.checkpoint)
        self.active.clear()

    def forget(self) -> None:
        """Let go of all modules, and they of what was found out, so that no object holds itself."""
        self.scopes.clear()
        for scope in self.made:
            scope.forget()

    def absolute(self, name: str, path: str) -> str:
        """A name after relative imports, counted from the package of the file at `path`."""
        inner = name.lstrip(".")
        level = len(name) - len(inner)
        if not level or self.sources is None:
            return name
        package = self.sources.package(path).split(".")
        parts = [*package[: len(package) - level + 1], inner]
        return ".".join(filter(None, parts)) if level <= len(package) else name

    def resolved(self, value: Value, path: str) -> Value:
        """What a name imported by the file at `path` stands for in the project.

        A name from outside of the project, or of a module, stays as it is.
        """
        if self.sources is None:
            return value
        for _ in range(MAX_HOPS):
            if not isinstance(value, Reference) or value.name.startswith(KNOWN_LIBRARIES):
                return value
            found = self._found(value.name, path, self.sources)
            if found is None:
                return value
            value, path = found
        return UNKNOWN

    def _found(self, name: str, path: str, sources: Sources) -> tuple[Value, str] | None:
        """What the module of the name binds, and where; None where no module of the project."""
        parts = name.split(".")
        for end in range(len(parts) - 1, 0, -1):
            place = sources.locate(".".join(parts[:end]), path)
            if place is not None:
                return self._bound(place, parts[end:])
        return None

    def _bound(self, path: str, names: list[str]) -> tuple[Value, str] | None:
        scope = self.scope(path)
        if scope is None:
            return None
        value = scope.lookup(names[0])
        for name in names[1:]:
            value = attribute(value, name)
        return value, path

    def imported(self, module: str, path: str) -> Scope | None:
        """The module of an absolute name, as the file at `path` imports it."""
        if self.sources is None:
            return None
        place = self.sources.locate(module, path)
        return None if place is None else self.scope(place)

    def scope(self, path: str) -> Scope | None:
        """The top level of the module at a path; None where there is none, or too many are."""
        if path not in self.scopes:
            source = self._source(path)
            self.scopes[path] = None if source is None else Scope(source, self)
        return self.scopes[path]

    def _source(self, path: str) -> Source | None:
        if self.sources is None:
            return None
        if len(self.scopes) >= MAX_MODULES:
            self.budget.skip(f"only {MAX_MODULES} other modules are read", path)
            return None
        source = self.sources.source(path)
        if source is None:
            self.budget.skip("it cannot be read, or is too large", path)
        return source
