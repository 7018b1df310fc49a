"""The names of a module, each looked up when somebody asks for it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

import libcst as cst

from resp_lsp.analysis.classes import Classes
from resp_lsp.analysis.evaluation import execute
from resp_lsp.analysis.frame import Frame
from resp_lsp.analysis.functions import Functions
from resp_lsp.analysis.islands import Island, Kind
from resp_lsp.analysis.knowledge import is_builtin, knowledge
from resp_lsp.analysis.state import State
from resp_lsp.analysis.tree import Fault, Memo, Tree, parse
from resp_lsp.analysis.values import UNKNOWN, Definition, Reference, Value

if TYPE_CHECKING:
    from collections.abc import Iterator

    from resp_core.versions import Version

NAMED = re.compile(r"(?:@|(?:async\s+)?def\s|class\s)")
COMPOUND_OR_IMPORT = re.compile(r"(?:import|from|if|for|while|with|try|async|match|del)\b")
DEFINED = re.compile(r"^[ \t]*(?:async\s+)?(?:def|class)\s+(\w+)", re.MULTILINE)
STAR_IMPORT = re.compile(r"^[ \t]*from\s+(\S+)\s+import\s*\(?\s*\*", re.MULTILINE)
DJANGO_IMPORT = re.compile(r"^[ \t]*(?:from|import)\s+(?:django|rest_framework)\b", re.MULTILINE)
MUTATORS = "append|clear|extend|insert|pop|popitem|remove|reverse|setdefault|sort|update"


@dataclass
class Scope:
    """The top level of a module; its islands are parsed when a name leads to them."""

    text: str
    islands: tuple[Island, ...]
    target: Version
    memo: Memo
    faults: dict[Island, Fault] = field(default_factory=dict)
    _values: dict[str, Value] = field(default_factory=dict)
    _trees: dict[Island, Tree | None] = field(default_factory=dict)
    _top_level: set[object] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.classes = Classes(self)
        self.functions = Functions(self)

    @cached_property
    def imports_django(self) -> bool:
        return DJANGO_IMPORT.search(self.text) is not None

    @cached_property
    def star_imports(self) -> tuple[str, ...]:
        return tuple(STAR_IMPORT.findall(self.text))

    def is_top_level(self, node: object) -> bool:
        return node in self._top_level

    def tree(self, island: Island) -> Tree | None:
        """The island's tree; None when it does not parse, which is kept in `faults`."""
        if island not in self._trees:
            try:
                self._trees[island] = parse(self.text, island, self.memo)
            except Fault as fault:
                self.faults[island] = fault
                self._trees[island] = None
        return self._trees[island]

    def lookup(self, name: str) -> Value:
        """The value that a name has once the module is executed."""
        if name not in self._values:
            self._values[name] = UNKNOWN  # a name that is defined by itself
            self._values[name] = self._found(name)
        return self._values[name]

    def _found(self, name: str) -> Value:
        binders = list(self._binders(name))
        if not binders:
            return self._given(name)
        if re.search(rf"\bglobal\b[^\n]*\b{re.escape(name)}\b", self.text):
            return UNKNOWN
        state: State | None = State()
        for island in binders:
            if state is None:
                return UNKNOWN
            state = self._executed(island, name, state)
        if state is None:
            return UNKNOWN
        value = state.names.get(name, UNKNOWN)
        if self._is_changed(name):
            state.escape(value)
        return state.settled(value)

    def _executed(self, island: Island, name: str, state: State) -> State | None:
        if island.kind is Kind.CLASS:
            state.names[name] = Definition(island)
            return state
        tree = self.tree(island)
        if tree is None:
            state.names[name] = UNKNOWN
            return state
        frame = Frame(self, tree, state)
        for statement in tree.statements:
            if isinstance(statement, cst.FunctionDef):
                self._top_level.add(statement)
            if frame.state is not None:
                execute(statement, frame)
        return frame.state

    def _given(self, name: str) -> Value:
        """A name that nothing here binds: a star import's or a builtin."""
        for module in self.star_imports:
            qualified = knowledge().canonical(f"{module}.{name}")
            if knowledge().is_response(qualified) or qualified in knowledge().fresh:
                return Reference(qualified)
        if self.star_imports or not is_builtin(name):
            return UNKNOWN
        return Reference(f"builtins.{name}")

    def _binders(self, name: str) -> Iterator[Island]:
        word = re.compile(rf"\b{re.escape(name)}\b")
        for island in self.islands:
            start, end = island.span.start, island.span.end
            if NAMED.match(self.text, start):
                defined = DEFINED.search(self.text, start, end)
                if defined is not None and defined[1] == name:
                    yield island
            elif word.search(self.text, start, self._binding_end(island)):
                yield island

    def _binding_end(self, island: Island) -> int:
        """Where the part of a statement ends that may bind names."""
        start, end = island.span.start, island.span.end
        if COMPOUND_OR_IMPORT.match(self.text, start) or self.text.find(":=", start, end) >= 0:
            return end
        assigned = self.text.rfind("=", start, end)
        return start if assigned < 0 else assigned

    def _is_changed(self, name: str) -> bool:
        """Whether some code may change the object in place, as far as its text tells."""
        pattern = rf"\b{re.escape(name)}\s*(?:\.(?:{MUTATORS})\b|\[[^\]]*\]\s*[-+*/|&]?=(?!=)|[|+]=)"
        return re.search(pattern, self.text) is not None
