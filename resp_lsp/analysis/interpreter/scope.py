"""The names of a module, each looked up when somebody asks for it."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

import libcst as cst

from resp_lsp.analysis.interpreter.classes import Classes
from resp_lsp.analysis.interpreter.evaluation import execute
from resp_lsp.analysis.interpreter.frame import Frame
from resp_lsp.analysis.interpreter.import_statements import bindings
from resp_lsp.analysis.interpreter.members import Members
from resp_lsp.analysis.interpreter.star_imports import StarImports
from resp_lsp.analysis.interpreter.summaries import Functions
from resp_lsp.analysis.knowledge import is_builtin, knowledge
from resp_lsp.analysis.source.islands import Island, Kind
from resp_lsp.analysis.source.remembering import remembered
from resp_lsp.analysis.source.statements import Statements
from resp_lsp.analysis.source.text import find_word
from resp_lsp.analysis.source.tree import ParseError, Tree, parse
from resp_lsp.analysis.values.state import State
from resp_lsp.analysis.values.value import (
    UNKNOWN,
    Definition,
    Instance,
    Known,
    Ref,
    Reference,
    Value,
    alternatives,
    mapped,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from resp_lsp.analysis.interpreter.project import Project
    from resp_lsp.analysis.source.source import Source
    from resp_lsp.analysis.source.text import Span
    from resp_lsp.analysis.source.tree import Place

NAMED = re.compile(r"(?:@|(?:async\s+)?def\s|class\s)")
COMPOUND_OR_IMPORT = re.compile(r"(?:import|from|if|for|while|with|try|async|match|del)\b")
DEFINED = re.compile(r"^[ \t]*(?:async\s+)?(?:def|class)\s+(\w+)", re.MULTILINE)
REBOUND = re.compile(
    r"(?:^|[:;])[ \t]*(?:global|nonlocal)\b((?:[\s\\]*\w+[ \t]*,)*[\s\\]*\w+)[ \t]*(?=[;#\r\n]|\Z)",
    re.MULTILINE,
)
WORD = re.compile(r"[^\W\d]\w*")
DJANGO_IMPORT = re.compile(r"^[ \t]*(?:from|import)\s+(?:django|rest_framework)\b", re.MULTILINE)
MUTATORS = "append|clear|extend|insert|pop|popitem|remove|reverse|setdefault|sort|update"
ITEM = re.compile(r"\s*\[")
CHANGE = re.compile(
    r"\s*(?:(?:\[[^\]]*\]\s*)*\.(?:" + MUTATORS + r")\b"
    r"|(?:\[[^\]]*\]\s*)+[-+*/|&]?=(?!=)|[|+]=)"
)
DELETED = re.compile(r"\bdel\s+\Z")


@dataclass(eq=False)
class Scope:
    """The top level of a module; its islands are parsed when a name leads to them."""

    source: Source
    project: Project
    faults: dict[Span, ParseError] = field(default_factory=dict)
    places: dict[str, tuple[Place, ...]] = field(default_factory=dict)
    """Where the values of names come from that have been looked up."""

    _values: dict[str, Value] = field(default_factory=dict)
    _trees: dict[Span, Tree | None] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.text = self.source.text
        self.islands = self.source.islands
        self.target = self.project.target
        self.project.made.add(self)

    @cached_property
    def classes(self) -> Classes:
        return Classes(self)

    @cached_property
    def functions(self) -> Functions:
        return Functions(self)

    @cached_property
    def stars(self) -> StarImports:
        return StarImports(self)

    @cached_property
    def members(self) -> Members:
        return Members(self)

    def forget(self) -> None:
        """Let go of what was found out, which holds the scope itself; who asks finds it again."""
        for name in ("classes", "functions", "stars", "members"):
            vars(self).pop(name, None)
        self._values.clear()

    @cached_property
    def imports_django(self) -> bool:
        return DJANGO_IMPORT.search(self.text) is not None

    @cached_property
    def rebound_names(self) -> frozenset[str]:
        """The names that functions declare global or nonlocal: a call may rebind them."""
        if "global" not in self.text and "nonlocal" not in self.text:
            return frozenset()
        return frozenset(w for names in REBOUND.findall(self.text) for w in WORD.findall(names))

    def tree(self, island: Island) -> Tree | None:
        """The island's tree; None without one; why it does not parse is kept in `faults`."""
        if island.span not in self._trees:
            try:
                self._trees[island.span] = parse(self.source, island, self.project.memo)
            except ParseError as fault:
                # Without the traceback, whose frames hold the scope.
                self.faults[island.span] = ParseError(fault.span, fault.message)
                self._trees[island.span] = None
        return self._trees[island.span]

    def adopt(self, before: Scope, places: Iterable[tuple[Span, Span]]) -> None:
        """Take over the trees of the version before where the code is the same: where each island
        was, and where it is."""
        for was, place in places:
            tree = before._trees.get(was)
            if tree is not None:
                tree.move(place.start - was.start, self.source)
                self._trees[place] = tree

    def absolute(self, name: str) -> str:
        """The name without leading dots, where the module's package is known."""
        return self.project.absolute(name, self.source.path)

    def resolved(self, value: Value) -> Value:
        """What a name imported here stands for in the project."""
        if not isinstance(value, Reference):
            return value
        return self.project.resolved(value, self.source.path)

    def lookup(self, name: str) -> Value:
        """The value that a name has once the module is executed."""
        if name not in self._values:
            self._values[name] = UNKNOWN  # a name that is defined by itself
            try:
                self._values[name] = self._found(name)
            except RecursionError:
                self.project.budget.skip(f"the value of {name} is too deeply nested")
        return self._values[name]

    def _found(self, name: str) -> Value:
        binders = tuple(self._binders(name))
        if not binders:
            return self._given(name)
        if name in self.rebound_names or self.stars.replace(name, binders[-1].span.start):
            return UNKNOWN
        state: State | None = State()
        for island in binders:
            if state is None:
                return UNKNOWN
            state = self._executed(island, name, state)
        if state is None:
            return UNKNOWN
        self.places[name] = state.places.get(name, ())
        value = state.names.get(name, UNKNOWN)
        if value == Known(None):
            return UNKNOWN  # a place that other modules fill
        if any(isinstance(v, Ref) for v in alternatives(value)) and self._is_changed(name):
            state.escape(value)
        return mapped(state.settled(value), lambda member: _shared(member, name))

    def _executed(self, island: Island, name: str, state: State) -> State | None:
        if island.kind is Kind.CLASS:
            state.names[name] = Definition(island, self)
            return state
        imported = bindings(self.text[island.span.start : island.span.end])
        if imported is not None:
            state.names.update(
                (name, Reference(self.absolute(reference.name)))
                for name, reference in imported.items()
            )
            return state
        tree = self.tree(island)
        if tree is None:
            state.names[name] = UNKNOWN
            return state
        frame = Frame(self, tree, state)
        for statement in tree.statements:
            if frame.state is not None:
                execute(statement, frame)
        return frame.state

    def expression(self, name: str) -> cst.BaseExpression | None:
        """What the one statement that binds the name assigns to it, as an alias of a type does."""
        binders = tuple(self._binders(name))
        tree = self.tree(binders[0]) if len(binders) == 1 else None
        match () if tree is None else tree.statements:
            case [
                cst.SimpleStatementLine(
                    body=[
                        cst.Assign(targets=[cst.AssignTarget(cst.Name())], value=value)
                        | cst.AnnAssign(cst.Name(), value=cst.BaseExpression() as value)
                        | cst.TypeAlias(value=value)
                    ]
                )
            ]:
                return value
            case _:
                return None

    def _given(self, name: str) -> Value:
        """A name that nothing here binds: a star import's or a builtin."""
        found = self.stars.given(name)
        if found is not None:
            return found
        return Reference(f"builtins.{name}") if is_builtin(name) else UNKNOWN

    def binds(self, name: str) -> bool:
        """Whether some statement of the top level may bind the name."""
        return any(True for _ in self._binders(name))

    def _binders(self, name: str) -> Iterator[Island]:
        """The islands that may bind the name, in the order in which they are executed."""
        found = [*self._definitions.get(name, ()), *self._statements.with_word(name)]
        for island in sorted(found, key=lambda island: island.span.start):
            if self._may_bind(island, name, find_word(self.text, name, island.span.start)):
                yield island

    @cached_property
    def _definitions(self) -> Mapping[str, Sequence[Island]]:
        """The functions and classes by name."""
        found: defaultdict[str, list[Island]] = defaultdict(list)
        for island in self.islands:
            start = island.span.start
            if NAMED.match(self.text, start):
                end = island.body[0].span.start if island.body else island.span.end
                for name in _defined(self.text[start:end]):
                    found[name].append(island)
        return found

    @cached_property
    def _statements(self) -> Statements:
        """The other islands."""
        named = NAMED.match
        return Statements(
            self.text, [i for i in self.islands if not named(self.text, i.span.start)]
        )

    def _may_bind(self, island: Island, name: str, first: int) -> bool:
        """Whether an island binds the name that it has at `first`, and nowhere before."""
        start, end = island.span.start, island.span.end
        if NAMED.match(self.text, start):
            defined = DEFINED.search(self.text, start, end)
            return defined is not None and defined[1] == name
        return first < self._binding_end(island)

    def _binding_end(self, island: Island) -> int:
        """Where the part of a statement ends that may bind names."""
        start, end = island.span.start, island.span.end
        if COMPOUND_OR_IMPORT.match(self.text, start) or self.text.find(":=", start, end) >= 0:
            return end
        assigned = self.text.rfind("=", start, end)
        return start if assigned < 0 else assigned

    def _is_changed(self, name: str) -> bool:
        """Whether some code may change the object in place, as far as its text tells."""
        at = find_word(self.text, name)
        while at >= 0:
            end = at + len(name)
            if CHANGE.match(self.text, end):
                return True
            if ITEM.match(self.text, end) and DELETED.search(self.text[max(0, at - 20) : at]):
                return True
            at = find_word(self.text, name, end)
        return False


@remembered
def _defined(code: str) -> frozenset[str]:
    """The name that a definition defines."""
    found = DEFINED.search(code)
    return frozenset(() if found is None else (found[1],))


def _shared(value: Value, name: str) -> Value:
    """A response of the top level stays one, with headers that anybody may have changed."""
    if isinstance(value, Instance) and knowledge().is_response(value.type):
        return Ref(("name", name), value.type)
    return value
