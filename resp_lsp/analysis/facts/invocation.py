"""What is called with which arguments, and what becomes of what it gives."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

import libcst as cst

from resp_lsp.analysis.facts.rewrite import item_span
from resp_lsp.analysis.source.text import Edit, Span
from resp_lsp.analysis.source.tree import Place
from resp_lsp.analysis.values.value import UNKNOWN, Known, Value

if TYPE_CHECKING:
    import inspect
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class Argument:
    """One argument of a call; `whole` includes a keyword."""

    value: Value
    place: Place
    whole: Place
    trace: tuple[Place, ...] = ()
    """Where the value comes from, the nearest place first; empty where it is written here."""

    is_bare_generator: bool = False
    is_spread: bool = False
    """Whether it comes out of `*sequence` or `**mapping`, which is what stands at its place."""

    closing: Place | None = None
    """The `with` statement around the call that closes it."""


class Fate(Enum):
    """What a statement does with the value of its whole expression."""

    DROPPED = "an expression statement"
    BOUND = "name = …"
    RETURNED = "return …"
    RAISED = "raise …"
    OTHER = "a part of something else"


@dataclass(frozen=True, slots=True)
class Holder:
    """The statement whose whole expression a call is."""

    fate: Fate = Fate.OTHER
    statement: Place | None = None
    name: str | None = None
    """What it is bound to, where that is one plain name."""


NO_HOLDER = Holder()


@dataclass(frozen=True, slots=True, kw_only=True)
class Invocation:
    """A call whose arguments are bound to the names of a signature.

    Those in positions that the signature does not have are named `*0`, `*1` and so on.
    """

    call: Place
    arguments: Mapping[str, Argument]
    signature: inspect.Signature
    is_opaque: bool
    """Whether there are more arguments than one can see: `*args`, `**kwargs`, an own `__init__`."""

    last: Argument | None
    holder: Holder = NO_HOLDER
    caught: frozenset[str] = frozenset()
    """The exceptions, by their plain names, that handlers around it are there to catch."""

    @property
    def callee(self) -> Place:
        """What is called, as it is written."""
        return Place(self.call.tree, cst.ensure_type(self.call.node, cst.Call).func)

    @property
    def positional(self) -> tuple[Argument, ...]:
        """The arguments that are written without a keyword or a star, in order."""
        plain = (a for a in self.arguments.values() if not a.is_spread)
        return tuple(a for a in plain if _keyword(a.whole) is None)

    def value(self, name: str) -> Value:
        """The argument's value; Django's default where the call leaves it out."""
        if name in self.arguments:
            return self.arguments[name].value
        parameter = self.signature.parameters.get(name)
        if self.is_opaque or parameter is None or parameter.default is parameter.empty:
            return UNKNOWN
        return Known(parameter.default)

    def with_argument(self, name: str, source: str) -> Edit:
        """Give the argument, in place of the one that is there or after the last one."""
        if name in self.arguments:
            return Edit(self.arguments[name].place.span, source)
        if self.last is None:
            end = self.call.span.end - 1
            return Edit(Span(end, end), f"{name}={source}")
        end = self.last.whole.span.end
        own_line = self.last.whole.own_line_start()
        first_line = self.call.span.start >= self.last.whole.span.start - len(own_line or "")
        gap = " " if own_line is None or first_line else own_line
        return Edit(Span(end, end), f",{gap}{name}={source}")

    def without_argument(self, name: str) -> Edit | None:
        """Take the argument out; None where it is spread, where others would move into its
        position, or a comment would be lost."""
        argument = self.arguments.get(name)
        if argument is None or argument.is_spread:
            return None
        arguments = self._written()
        index = arguments.index(argument.whole)
        is_named = _keyword(argument.whole) is not None
        if not is_named and any(_keyword(later) is None for later in arguments[index + 1 :]):
            return None
        cut = item_span(self.call, arguments, index)
        return None if cut is None else Edit(cut, "")

    def as_keyword(self, name: str, keyword: str) -> Edit | None:
        """Give the argument of a position by a keyword; None where other positions follow."""
        argument = self.arguments.get(name)
        if argument is None or argument.is_spread or _keyword(argument.whole) is not None:
            return None
        arguments = self._written()
        later = arguments[arguments.index(argument.whole) + 1 :]
        if any(_keyword(one) is None for one in later):
            return None
        start = argument.whole.span.start
        return Edit(Span(start, start), f"{keyword}=")

    def _written(self) -> list[Place]:
        node = cst.ensure_type(self.call.node, cst.Call)
        return [Place(self.call.tree, argument) for argument in node.args]


def _keyword(place: Place) -> str | None:
    """The keyword that an argument bears, `*` or `**` too."""
    node = cst.ensure_type(place.node, cst.Arg)
    return node.star or (None if node.keyword is None else node.keyword.value)
