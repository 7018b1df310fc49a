"""What is known at one point of a function: its names, and what its objects hold."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum
from typing import TYPE_CHECKING, Any, TypeAlias

from resp_lsp.analysis.values.headers import UNKNOWN_HEADERS, Headers
from resp_lsp.analysis.values.value import (
    UNKNOWN,
    Collection,
    Ended,
    Instance,
    Ref,
    Value,
    alternatives,
    join,
    mapped,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

Items: TypeAlias = tuple[tuple[Value, ...], ...]


class Cursor(Enum):
    """Where a buffer stands."""

    START = "start"
    END = "end"


Contents: TypeAlias = Headers | Items | Cursor | None
"""A response's headers; a container's items; where a buffer stands; None when nothing is known."""


@dataclass
class State:
    """Changed in place as a block is walked; copied where paths part."""

    names: dict[str, Value] = field(default_factory=dict)
    objects: dict[object, Contents] = field(default_factory=dict)
    places: dict[str, tuple[Any, ...]] = field(default_factory=dict, compare=False)
    """The Places where the values of names come from, the nearest first."""

    def copy(self) -> State:
        return State(dict(self.names), dict(self.objects), dict(self.places))

    def headers(self, ref: Ref) -> Headers:
        contents = self.objects.get(ref.site)
        return contents if isinstance(contents, Headers) else UNKNOWN_HEADERS

    def items(self, ref: Ref) -> Items | None:
        contents = self.objects.get(ref.site)
        return contents if isinstance(contents, tuple) else None

    def escape(self, *values: Value) -> None:
        """Forget what objects hold that others may change from now on."""
        for value in values:
            for member in alternatives(value):
                if isinstance(member, Ref):
                    held = self.items(member) or ()
                    self.objects[member.site] = self._shared(member.site)
                    self.escape(*(part for item in held for part in item))

    def _shared(self, site: object) -> Contents:
        contents = self.objects.get(site)
        return contents.shared() if isinstance(contents, Headers) else None

    def settled(self, value: Value) -> Value:
        """The value with what its objects hold now, for a fact to keep."""
        return mapped(value, self._settled)

    def _settled(self, value: Value) -> Value:
        if isinstance(value, Collection) and value.type == "builtins.tuple":
            return Collection(value.type, tuple((mapped(i, self._kept),) for (i,) in value.items))
        if not isinstance(value, Ref):
            return value
        if self.objects.get(value.site) is Cursor.END:
            return Ended(value.type)
        items = self.items(value)
        if items is None:
            return Instance(value.type)
        return Collection(value.type, tuple(tuple(map(self.settled, item)) for item in items))

    def _kept(self, value: Value) -> Value:
        """A part of a tuple, which may be taken out again: a response stays the object it is."""
        is_response = isinstance(value, Ref) and isinstance(self.objects.get(value.site), Headers)
        return value if is_response else self._settled(value)

    def for_closure(self, assignments: Mapping[str, int]) -> State:
        """What a nested function may rely on whenever it runs: names bound just once."""
        names = {
            name: self.names.get(name, UNKNOWN) if times == 1 else UNKNOWN
            for name, times in assignments.items()
        }
        return State(names, dict.fromkeys(self.objects))


def joined(states: Iterable[State | None]) -> State | None:
    """The state after paths meet; None stands for a path that does not get here."""
    reached = [state for state in states if state is not None]
    if not reached:
        return None
    result = reached[0].copy()
    for state in reached[1:]:
        for name, value in state.names.items():
            # A local name bound on one path only is unbound on the other, which then raises.
            known = result.names.setdefault(name, value)
            if known is not value:
                result.names[name] = join(known, value)
        for site, contents in state.objects.items():
            held = result.objects.setdefault(site, contents)
            if held is not contents:
                result.objects[site] = _met(held, contents)
    return result


def _met(one: Contents, other: Contents) -> Contents:
    if isinstance(one, Headers) and isinstance(other, Headers):
        return one.joined(other)
    return one if one == other else None
