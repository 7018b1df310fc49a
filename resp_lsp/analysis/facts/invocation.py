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

    @property
    def span(self) -> Span:
        """Where the value is written, with the brackets around it."""
        whole, keyword = self.whole.span, _keyword(self.whole)
        if keyword is None or self.is_spread:
            return whole
        value = self.whole.source.partition("=")[2]
        return Span(whole.end - len(value.lstrip()), whole.end)

    @property
    def code(self) -> str:
        """What is written there."""
        return self.whole.source[self.span.start - self.whole.span.start :]


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

    is_in_function: bool = False


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
    """Whether there are more arguments than one can see: `*args`, `**kwargs`, an own `__init__`.
    Of one that is given twice it cannot be told what was meant."""

    last: Argument | None
    holder: Holder = NO_HOLDER
    caught: frozenset[str] = frozenset()
    """The exceptions, by their plain names, that handlers around it are there to catch."""

    @property
    def callee(self) -> Place:
        """The code of what is called."""
        return Place(self.call.tree, cst.ensure_type(self.call.node, cst.Call).func)

    @property
    def positional(self) -> tuple[Argument, ...]:
        """The arguments that are written without a keyword or a star, in order."""
        plain = (a for a in self.arguments.values() if not a.is_spread)
        return tuple(a for a in plain if _keyword(a.whole) is None)

    def catches(self, error: Exception) -> bool:
        """Whether a handler around it is there to catch the error."""
        return any(kind.__name__ in self.caught for kind in type(error).__mro__)

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
        return self.with_arguments({name: source})

    def with_arguments(self, new: Mapping[str, str]) -> Edit:
        """Give arguments that are not there yet, by their names, after the last one."""
        codes = [f"{name}={source}" for name, source in new.items()]
        if self.last is None:
            end = self.call.span.end - 1
            return Edit(Span(end, end), ", ".join(codes))
        end = self.last.whole.span.end
        own_line = self.last.whole.own_line_start()
        first_line = self.call.span.start >= self.last.whole.span.start - len(own_line or "")
        gap = " " if own_line is None or first_line else own_line
        return Edit(Span(end, end), "".join(f",{gap}{code}" for code in codes))

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
        if any(_keyword(one) in (None, "*") for one in later):
            return None
        start = argument.whole.span.start
        return Edit(Span(start, start), f"{keyword}=")

    def renamed(self, name: str, keyword: str) -> Edit | None:
        """Give the argument to another parameter, by its name; None where that parameter has a
        value, or where other positions follow."""
        argument = self.arguments[name]
        if keyword in self.arguments or argument.is_spread:
            return None
        written = _keyword(argument.whole)
        if written is None:
            return self.as_keyword(name, keyword)
        start = argument.whole.span.start
        return Edit(Span(start, start + len(written)), keyword)

    def _written(self) -> list[Place]:
        node = cst.ensure_type(self.call.node, cst.Call)
        return [Place(self.call.tree, argument) for argument in node.args]


def _keyword(place: Place) -> str | None:
    """The keyword that an argument bears, `*` or `**` too."""
    node = cst.ensure_type(place.node, cst.Arg)
    return node.star or (None if node.keyword is None else node.keyword.value)
