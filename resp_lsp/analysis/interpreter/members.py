"""What a class of the project has under a name, and what its objects have."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field, replace
from enum import Enum, auto
from functools import cached_property
from itertools import islice
from typing import TYPE_CHECKING

import libcst as cst

from resp_lsp.analysis.interpreter.classes import ABSTRACT, definitions, is_plain, lineage, name_of
from resp_lsp.analysis.interpreter.evaluation import execute
from resp_lsp.analysis.interpreter.frame import Frame
from resp_lsp.analysis.interpreter.functions import run
from resp_lsp.analysis.knowledge import knowledge
from resp_lsp.analysis.source.islands import Island, Kind, leaves
from resp_lsp.analysis.source.targets import bound_attributes, bound_names
from resp_lsp.analysis.source.text import find_word
from resp_lsp.analysis.values.state import State
from resp_lsp.analysis.values.value import (
    OUTERMOST,
    UNKNOWN,
    Bound,
    Definition,
    Instance,
    Object,
    Reference,
    Value,
    alternatives,
    join,
)

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from resp_lsp.analysis.interpreter.scope import Scope

PROPERTIES = ("property", "cached_property")


class Access(Enum):
    """How a member of a class is reached through an object."""

    VALUE = auto()
    METHOD = auto()
    CLASS_METHOD = auto()
    STATIC_METHOD = auto()
    PROPERTY = auto()


@dataclass(frozen=True, slots=True)
class Member:
    """What a class binds a name to."""

    access: Access
    value: Value


@dataclass
class Members:
    """What the classes of one module bind in their bodies, each looked up once."""

    scope: Scope
    _members: dict[tuple[Island, str], Member | None] = field(default_factory=dict)
    _assigned: dict[Island, dict[str, Value]] = field(default_factory=dict)
    _extending: dict[str, Sequence[Island]] = field(default_factory=dict)
    _bound: dict[Island, Mapping[str, Sequence[Island]]] = field(default_factory=dict)

    def member(self, of: Island, name: str) -> Member | None:
        """What the body of the class binds; None where it binds nothing of this name."""
        key = of, name
        if key not in self._members:
            self._members[key] = Member(Access.VALUE, UNKNOWN)  # a name that is defined by itself
            self._members[key] = self._found(of, name)
        return self._members[key]

    def _found(self, of: Island, name: str) -> Member | None:
        member = None
        for island in self._binders(of, name):
            if island.kind is Kind.CLASS:
                return Member(Access.VALUE, Definition(island, self.scope))
            tree = self.scope.tree(island)
            if tree is None:
                return Member(Access.VALUE, UNKNOWN)
            match tree.statements:
                case [cst.FunctionDef(name=cst.Name(value=defined)) as node] if defined == name:
                    function = Definition(node, self.scope, tree, OUTERMOST, of)
                    found = _access(node, function)
                    is_setter = member is not None and member.access is Access.PROPERTY
                    member = member if is_setter else found
                case statements:
                    frame = Frame(self.scope, tree, State())
                    for statement in statements:
                        if frame.state is not None:
                            execute(statement, frame)
                    names = frame.state.names if frame.state is not None else {}
                    if name in names and frame.state is not None:
                        value = frame.state.settled(names[name])
                        member = Member(Access.VALUE, value)
        return member

    def _binders(self, of: Island, name: str) -> Sequence[Island]:
        """The islands of the class that may bind the name, in their order."""
        if of not in self._bound:
            found: defaultdict[str, list[Island]] = defaultdict(list)
            for island in of.body:
                end = island.body[0].span.start if island.body else island.span.end
                for bound in bound_names(self.scope.text[island.span.start : end]):
                    found[bound].append(island)
            self._bound[of] = found
        return self._bound[of].get(name, ())

    def assigned(self, of: Island, name: str) -> tuple[Value, ...]:
        """What the methods of the class assign to an attribute of `self`."""
        places = self._targets.get(("self", name), ())
        return tuple(
            self._attributes(island, of).get(name, UNKNOWN)
            for island in of.body
            if any(island.span.start <= at < island.span.end for at in places)
        )

    def extending(self, name: str) -> Sequence[Island]:
        """The classes of the top level that may extend the one of this name."""
        if name not in self._extending:
            pattern = re.compile(rf"^[ \t]*class\s+\w+\s*\([^)]*\b{name}\b", re.MULTILINE)
            self._extending[name] = [
                island
                for island in self.scope.islands
                if island.kind is Kind.CLASS and pattern.match(self.scope.text, island.span.start)
            ]
        return self._extending[name]

    def is_assigned_elsewhere(self, name: str) -> bool:
        """Whether some code of the module sets this attribute of an object that is not `self`."""
        return name in self._assigned_elsewhere

    @cached_property
    def _assigned_elsewhere(self) -> frozenset[str]:
        return frozenset(attribute for owner, attribute in self._targets if owner != "self")

    @cached_property
    def _targets(self) -> dict[tuple[str, str], list[int]]:
        """Where statements bind attributes, by the name of the object and of the attribute."""
        text = self.scope.text
        found: defaultdict[tuple[str, str], list[int]] = defaultdict(list)
        for island in leaves(self.scope.islands):
            start, end = island.span.start, island.span.end
            for owner, attribute, at in bound_attributes(text[start:end]):
                found[owner, attribute].append(start + at)
        return found

    def _attributes(self, island: Island, of: Island) -> dict[str, Value]:
        if island not in self._assigned:
            self._assigned[island] = {}  # while it is looked up, a method assigns nothing known
            self._assigned[island] = self._walked(island, of)
        return self._assigned[island]

    def _walked(self, island: Island, of: Island) -> dict[str, Value]:
        tree = self.scope.tree(island)
        if tree is None or not isinstance(node := tree.statements[0], cst.FunctionDef):
            return {}
        frame = Frame(self.scope, tree, owner=of, origins={}, attributes={}, is_local=True, depth=2)
        run(node, frame)
        return frame.attributes or {}


def _access(node: cst.FunctionDef, function: Definition) -> Member:
    kept = []
    access = Access.METHOD
    for decorator in node.decorators:
        match decorator.decorator:
            case cst.Name(name) | cst.Attribute(attr=cst.Name(name)) if name in PROPERTIES:
                access = Access.PROPERTY
            case cst.Name("staticmethod"):
                access = Access.STATIC_METHOD
            case cst.Name("classmethod"):
                access = Access.CLASS_METHOD
            case _:
                kept.append(decorator)
    return Member(access, replace(function, is_raw=not kept))


def member_of_class(of: Definition, name: str) -> Value:
    """`Class.name`."""
    found = _inherited(of, name)
    if found is None:
        return UNKNOWN
    match found:
        case Member(Access.CLASS_METHOD, Definition() as function):
            return Bound(function, of)
        case Member(Access.PROPERTY):
            return UNKNOWN
        case Member(value=value):
            return value


def member_of_object(receiver: Object, name: str) -> Member | None:
    """`object.name`; a property is for the caller to call, None means that nothing is known."""
    of = receiver.of
    found = _inherited(of, name)
    if not receiver.is_exact and _may_be_overridden(of, name, found):
        return None
    assigned = [
        value
        for ancestor in definitions(of)
        for value in ancestor.scope.members.assigned(ancestor.node, name)
    ]
    if found is not None and _may_describe(found):
        return None
    is_value = found is None or found.access is Access.VALUE
    if is_value and of.scope.members.is_assigned_elsewhere(name):
        return None
    if not assigned:
        return found
    if found is not None:
        assigned.append(found.value if found.access is Access.VALUE else UNKNOWN)
    return Member(Access.VALUE, join(*assigned))


def _may_describe(member: Member) -> bool:
    """Whether it may answer for the objects of the class, as the field of a model does."""
    return member.access is Access.VALUE and any(map(_describes, alternatives(member.value)))


def _describes(value: Value) -> bool:
    match value:
        case Instance(name):
            return not name.startswith("builtins.") and not knowledge().is_response(name)
        case Object(of):
            return any("__get__" in ancestor.scope.text for ancestor in definitions(of))
        case _:
            return False


def inherited_member(of: Definition, name: str) -> Value:
    """The function that `super().name` is in a method of the class."""
    found = _inherited(of, name, above=True)
    is_method = found is not None and found.access is Access.METHOD
    return found.value if found is not None and is_method else UNKNOWN


def own_constructor(of: Definition, *, above: bool = False) -> Definition | None:
    """The `__init__` of the project that constructs a response of the class; with `above` the
    one that `super().__init__` is. None where others may have a hand in it, or there is none."""
    if not is_plain(of):
        return None
    found = _inherited(of, "__init__", above=above)
    value = found.value if found is not None else UNKNOWN
    return value if isinstance(value, Definition) else None


def _inherited(of: Definition, name: str, *, above: bool = False) -> Member | None:
    """The member of the class or of the nearest that it extends; None where none is certain."""
    for ancestor in islice(lineage(of), int(above), None):
        if not isinstance(ancestor, Definition):
            if _lacks(ancestor, name):
                continue
            return None  # a class from elsewhere may have such a member
        found: Member | None = ancestor.scope.members.member(ancestor.node, name)
        if found is not None:
            return found
    return None


def _lacks(outer: Value, name: str) -> bool:
    if not isinstance(outer, Reference):
        return False
    members = knowledge().members.get(knowledge().canonical(outer.name))
    return members is not None and name not in members


def _may_be_overridden(of: Definition, name: str, found: Member | None) -> bool:
    """Whether an extending class has another such member, or looks as if it should have: what a
    mixin holds is there to be replaced, what it does is there to be done."""
    text: str = of.scope.text
    own_name = name_of(of)
    is_held = found is None or found.access in (Access.VALUE, Access.PROPERTY)
    if own_name is None or (is_held and ABSTRACT.search(own_name)):
        return True
    extending: Sequence[Island] = of.scope.members.extending(own_name)
    return any(_binds(text, name, other) for other in extending)


def _binds(text: str, name: str, island: Island) -> bool:
    return 0 <= find_word(text, name, island.span.start) < island.span.end
