"""What a function does to its responses, for rules to ask."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from enum import Enum
from typing import TYPE_CHECKING, Any

from resp_lsp.analysis.facts.rewrite import ItemRewrite, Rewrite
from resp_lsp.analysis.source.text import Edit, Span
from resp_lsp.analysis.values.value import UNKNOWN, Known, Value, join

if TYPE_CHECKING:
    import inspect
    from collections.abc import Iterator, Mapping

    from resp_lsp.analysis.source.source import Source
    from resp_lsp.analysis.source.tree import Place
    from resp_lsp.analysis.values.headers import Headers


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


@dataclass(frozen=True, slots=True)
class Response:
    """A response that is constructed: `type` is Django's own class, for example
    `django.http.JsonResponse`, `arguments` are bound to the names of its signature."""

    type: str
    call: Place
    arguments: Mapping[str, Argument]
    signature: inspect.Signature
    is_opaque: bool
    """Whether there are more arguments than one can see: `*args`, `**kwargs`, an own `__init__`."""

    last: Argument | None
    caught: frozenset[str] = frozenset()
    """The exceptions, by their plain names, that handlers around it are there to catch."""

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


class Form(Enum):
    """How a header is written."""

    SUBSCRIPT = "response[…] = …"
    HEADERS_SUBSCRIPT = "response.headers[…] = …"
    AUGMENTED = "response[…] += …"
    SETDEFAULT = "response.setdefault(…)"
    ARGUMENT = "headers={…}"
    CONTENT_TYPE = "content_type=…"


@dataclass(frozen=True, slots=True)
class HeaderWrite:
    """A header set on a response that is certainly Django's."""

    form: Form
    name: Value
    value: Value
    spelled: Value
    """The value with a hole for each name and call in its code."""

    name_at: Place
    value_at: Place
    target: Place
    """What a finding underlines: the subscript, the call, the key."""

    rewrite: Rewrite | None
    """How to put a call in place of the write; None where nothing else can stand there."""

    before: Headers
    """The response's headers just before."""

    site: object
    """Which response: `HeaderOf` values with this site are its own headers."""

    is_copy: bool = False
    """Whether the value is what another response has."""

    trace: tuple[Place, ...] = ()
    """Where the value comes from, the nearest place first."""


@dataclass(frozen=True, slots=True)
class Called:
    """A call of a function of the project, and what is done in it with what it is given."""

    place: Place
    facts: Recorder


@dataclass
class Recorder:
    """Collects facts by node; what is reached twice holds for both ways."""

    responses: dict[object, Response] = field(default_factory=dict)
    writes: dict[object, HeaderWrite] = field(default_factory=dict)
    statements: dict[object, tuple[Place, str | None]] = field(default_factory=dict)
    """By construction: the statement that binds it to a name, or returns it (None)."""

    calls: dict[object, Called] = field(default_factory=dict)
    """By call: what the functions do with the arguments that it gives."""

    origins: dict[Place, Place | None] = field(default_factory=dict)
    """In a call: where in the analysed text the value at a place comes from."""

    scopes: dict[Source, Any] = field(default_factory=dict)
    """In a call: the Scope of each module that facts are about."""

    baselines: list[Recorder] = field(default_factory=list)
    """In a call: what the functions in it do whatever they are given."""

    is_open: bool = False
    """Whether there may be more facts for other values than those that were known."""

    @property
    def is_empty(self) -> bool:
        return not (self.responses or self.writes or self.is_open)

    def called(self, node: object, place: Place) -> Recorder:
        """The recorder for what a call does."""
        return self.calls.setdefault(node, Called(place, Recorder())).facts

    def header_writes(self) -> Iterator[HeaderWrite]:
        """The writes, those in `headers=` with the statement that holds the construction."""
        for write in self.writes.values():
            if isinstance(write.rewrite, ItemRewrite):
                yield replace(write, rewrite=self._held(write.rewrite, write.site))
            else:
                yield write

    def _held(self, rewrite: ItemRewrite, site: object) -> ItemRewrite:
        """The rewrite with its statement, unless the response got its name in a later one."""
        statement, receiver = self.statements.get(site, (None, None))
        if statement is None or not statement.span.contains(rewrite.call.span):
            return rewrite
        return replace(rewrite, statement=statement, name=receiver)

    def add_response(self, node: object, response: Response) -> None:
        known = self.responses.get(node)
        if known is not None:
            arguments = {
                name: replace(argument, value=join(argument.value, known.value(name)))
                for name, argument in response.arguments.items()
            }
            response = replace(response, arguments=arguments)
        self.responses[node] = response

    def add_write(self, node: object, write: HeaderWrite) -> None:
        known = self.writes.get(node)
        if known is not None:
            write = replace(
                write,
                name=join(known.name, write.name),
                value=join(known.value, write.value),
                before=known.before.joined(write.before),
            )
        self.writes[node] = write
