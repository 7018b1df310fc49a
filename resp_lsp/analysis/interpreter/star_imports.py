"""`from module import *`: what it gives, and what it takes."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from resp_lsp.analysis.interpreter.import_statements import KNOWN_LIBRARIES, within
from resp_lsp.analysis.knowledge import is_builtin, knowledge
from resp_lsp.analysis.values.value import UNKNOWN, Collection, Known, Reference, Value, join

if TYPE_CHECKING:
    from resp_lsp.analysis.interpreter.scope import Scope

HINT = re.compile(r"import[ \t(]*\*")
"""Quicker to look for."""
STAR_IMPORT = re.compile(
    r"^(?P<indent>[ \t]*)from\s+(?P<module>\S+)\s+import\s*\(?\s*\*", re.MULTILINE
)


@dataclass(frozen=True, slots=True)
class StarImport:
    """One at an offset; a conditional one may not be executed."""

    module: str
    start: int
    is_conditional: bool


@dataclass(eq=False)
class StarImports:
    """The star imports of one module, and what those of other modules get from it."""

    scope: Scope
    _asked: set[str] = field(default_factory=set)

    def given(self, name: str) -> Value | None:
        """What the star imports give as a name; None where certainly nothing.

        Modules that are nowhere to be found are not taken to replace Django's responses.
        """
        found: list[Value] = []
        is_certain = True
        for star in self._imports:
            qualified = knowledge().canonical(within(star.module, name))
            if knowledge().is_response(qualified) or qualified in knowledge().fresh:
                return join(*found, Reference(qualified))
            if f"{star.module}.".startswith(KNOWN_LIBRARIES):
                is_certain = is_certain and not is_builtin(name)
                continue
            module = self._module(star)
            value = None if module is None else module.stars.exported(name)
            if module is None:
                is_certain = False
            elif value is not None:
                found.append(value)
                if not star.is_conditional:
                    break
        if not is_certain:
            return UNKNOWN
        return join(*found) if found else None

    def replace(self, name: str, start: int) -> bool:
        """Whether a star import behind an offset brings the name, too."""
        later = (star for star in self._imports if star.start > start)
        modules = filter(None, map(self._module, later))
        return any(module.stars.exported(name) is not None for module in modules)

    def exported(self, name: str) -> Value | None:
        """What a star import of this module gives as a name; None where it has none."""
        if name in self._asked:
            return None  # modules that import everything of each other
        names = self._listed
        if name not in names if names is not None else name.startswith("_"):
            return None
        if self.scope.binds(name):
            return self.scope.lookup(name)
        self._asked.add(name)
        try:
            return self.given(name)
        finally:
            self._asked.discard(name)

    @cached_property
    def _listed(self) -> frozenset[object] | None:
        """What `__all__` lists; None where it is not there or is computed."""
        if "__all__" not in self.scope.text:
            return None
        match self.scope.lookup("__all__"):
            case Collection("builtins.list" | "builtins.tuple", items):
                names = [name.value for (name,) in items if isinstance(name, Known)]
                return frozenset(names) if len(names) == len(items) else None
            case _:
                return None

    @cached_property
    def _imports(self) -> tuple[StarImport, ...]:
        """The last one first: its names win."""
        if not HINT.search(self.scope.text):
            return ()
        found = [
            StarImport(match["module"], match.start(), bool(match["indent"]))
            for match in STAR_IMPORT.finditer(self.scope.text)
        ]
        return tuple(reversed(found))

    def _module(self, star: StarImport) -> Scope | None:
        scope = self.scope
        return scope.project.imported(scope.absolute(star.module), scope.source.path)
