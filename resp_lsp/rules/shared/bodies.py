"""What is given to responses as their bodies, and putting another response class in place."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from resp_core.signatures import signature_of
from resp_lsp.analysis.facts.use import Access
from resp_lsp.analysis.source.text import Edit, Span
from resp_lsp.analysis.values.value import Collection, Instance, Known, Value

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from resp_lsp.analysis.facts.fact import Response
    from resp_lsp.analysis.facts.invocation import Argument
    from resp_lsp.analysis.module import Module
    from resp_lsp.analysis.source.tree import Place

HTTP = "django.http."
SEQUENCES: dict[str, Callable[[Iterable[object]], object]] = {
    "builtins.list": list,
    "builtins.set": set,
    "builtins.tuple": tuple,
}
OF_THE_WHOLE = frozenset(("content", "text", "response.write", "response.writelines"))
"""What only a response has that holds its body."""

LONGEST = 60


@dataclass(frozen=True, slots=True)
class Body:
    """A body that a response gets; `response` is its construction, None where it comes later."""

    type: str
    """Django's own class of the response, without the module."""

    value: Value
    place: Place
    trace: tuple[Place, ...] = ()
    response: Response | None = None
    argument: Argument | None = None


def bodies(module: Module, parameter: str) -> Iterator[Body]:
    """What responses are given as `content` or `streaming_content`: constructed, or assigned."""
    for response in module.responses:
        given = response.arguments.get(parameter)
        is_taken = parameter in response.signature.parameters and not response.is_opaque
        if given is not None and is_taken:
            name = response.type.removeprefix(HTTP)
            yield Body(name, given.value, given.place, given.trace, response, given)
    for use in module.attributes:
        if use.name == parameter and use.access is Access.WRITE and use.value_at is not None:
            name = use.type.removeprefix(HTTP)
            signature = signature_of(name, module.target)
            if signature is not None and parameter in signature.parameters:
                yield Body(name, use.value, use.value_at)


def held_whole(module: Module) -> frozenset[object]:
    """The responses, by their sites, whose body is read or written to."""
    called = (use.site for use in module.uses if use.function in OF_THE_WHOLE)
    asked = (use.site for use in module.attributes if use.name in OF_THE_WHOLE)
    return frozenset((*called, *asked))


def constant(value: Value) -> object:
    """The object that a value is.

    Raises:
        LookupError: it is not known whole.
    """
    match value:
        case Known(known):
            return known
        case Instance("builtins.NoneType"):
            return None
        case Collection("builtins.dict", items) if all(len(item) == 2 for item in items):
            return {constant(key): constant(held) for key, held in items}
        case Collection(name, items) if name in SEQUENCES:
            return SEQUENCES[name](constant(item) for (item,) in items)
        case _:
            raise LookupError


def shown(body: bytes) -> str:
    """A body for a message."""
    text = body.decode("utf-8", "backslashreplace")
    return repr(text if len(text) <= LONGEST else f"{text[:LONGEST]}…")


def exchanged(module: Module, response: Response, name: str) -> tuple[Edit, ...] | None:
    """Construct another class of django.http; None where it is not Django's by its name that is
    called, or another object has the new name."""
    callee = response.callee
    owner, _, called = callee.source.rpartition(".")
    if response.is_derived or response.type != HTTP + called:
        return None
    if owner.rpartition(".")[2] == "http":
        return (Edit(callee.span, f"{owner}.{name}"),)
    imported = module.importing("django.http", name)
    if imported is None:
        return None
    return (*imported.edits, Edit(callee.span, imported.code))


def renamed(argument: Argument, response: Response, parameter: str) -> tuple[Edit, ...]:
    """What is to be changed where the only position is that of another parameter now."""
    if argument in response.positional:
        return ()
    start = argument.whole.span.start
    return (Edit(Span(start, argument.place.span.start), f"{parameter}="),)
