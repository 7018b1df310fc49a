"""What a call gives to a function, and how its parameters take it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import libcst as cst

from resp_lsp.analysis.interpreter.evaluation import evaluate
from resp_lsp.analysis.interpreter.names import words
from resp_lsp.analysis.knowledge import knowledge
from resp_lsp.analysis.values.value import (
    UNKNOWN,
    Collection,
    Instance,
    Known,
    Ref,
    Value,
    mapped,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from resp_lsp.analysis.interpreter.frame import Frame
    from resp_lsp.analysis.source.tree import Place


@dataclass(frozen=True, slots=True)
class Given:
    """One argument; `origin` is the code that it comes from, in the text that is analysed."""

    value: Value
    origin: Place | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Arguments:
    """The arguments of a call; with `is_open` there may be others than these."""

    positional: tuple[Given, ...] = ()
    named: tuple[tuple[str, Given], ...] = ()
    is_open: bool = False

    def after(self, *first: Given) -> Arguments:
        return replace(self, positional=(*first, *self.positional))

    def added(self, more: Arguments) -> Arguments:
        """The arguments of a partial call, and those given when it is completed."""
        named = {**dict(self.named), **dict(more.named)}
        positional = (*self.positional, *more.positional)
        return Arguments(positional, tuple(named.items()), self.is_open or more.is_open)

    @property
    def given(self) -> Iterator[Given]:
        yield from self.positional
        yield from (given for _, given in self.named)


NO_ARGUMENTS = Arguments()
OPEN = Arguments(is_open=True)
"""Nothing is known of what is given."""


def arguments_of(nodes: Sequence[cst.Arg], values: Sequence[Value], frame: Frame) -> Arguments:
    """The arguments of a call; `*` and `**` are spread where what they hold is known."""
    positional: list[Given] = []
    named: dict[str, Given] = {}
    is_open = False
    for node, value in zip(nodes, values, strict=True):
        given = Given(_passed(value, frame), frame.origin(node.value))
        if node.star:
            held = spread(given.value)
            is_open = is_open or held is None
            for name, item in held or ():
                if name is None:
                    positional.append(Given(item, given.origin))
                else:
                    named[name] = Given(item, given.origin)
        elif node.keyword is not None:
            named[node.keyword.value] = given
        elif not is_open:
            positional.append(given)
    return Arguments(tuple(positional), tuple(named.items()), is_open)


def _passed(value: Value, frame: Frame) -> Value:
    """A container is given by what it holds; a response stays the object that it is."""

    def passed(member: Value) -> Value:
        is_response = isinstance(member, Ref) and knowledge().is_response(member.type)
        return member if is_response else frame.live.settled(member)

    return mapped(value, passed)


def spread(value: Value) -> list[tuple[str | None, Value]] | None:
    """The arguments in a `*sequence`, without names, or in a `**mapping`; None for unknown ones."""
    match value:
        case Collection("builtins.list" | "builtins.tuple", items):
            return [(None, item[0]) for item in items]
        case Collection("builtins.dict") as mapping:
            found: list[tuple[str | None, Value]] = []
            for key, item in mapping.pairs():
                if not isinstance(key, Known) or not isinstance(key.value, str):
                    return None
                found.append((key.value, item))
            return found
        case _:
            return None


def bind_arguments(given: Arguments, parameters: cst.Parameters, frame: Frame) -> None:
    """Bind the parameters of a function to what a call gives, else to their defaults."""
    named = dict(given.named)
    positional = list(given.positional)
    by_position = (*parameters.posonly_params, *parameters.params)
    defaults = [_default(parameter, given, frame) for parameter in by_position]
    for parameter, default in zip(by_position, defaults, strict=True):
        name = parameter.name.value
        found = positional.pop(0) if positional else named.pop(name, default)
        _bind(parameter, found, frame)
    for parameter in parameters.kwonly_params:
        default = _default(parameter, given, frame)
        _bind(parameter, named.pop(parameter.name.value, default), frame)
    if isinstance(parameters.star_arg, cst.Param):
        items = tuple((one.value,) for one in positional)
        value = _rest("builtins.tuple", items, given)
        _bind(parameters.star_arg, Given(value, _only(positional)), frame)
    if parameters.star_kwarg is not None:
        pairs = tuple((Known(name), one.value) for name, one in named.items())
        value = _rest("builtins.dict", pairs, given)
        _bind(parameters.star_kwarg, Given(value, _only(list(named.values()))), frame)


def _rest(kind: str, items: tuple[tuple[Value, ...], ...], given: Arguments) -> Value:
    return Instance(kind) if given.is_open else Collection(kind, items)


def _only(given: list[Given]) -> Place | None:
    return given[0].origin if len(given) == 1 else None


def _default(parameter: cst.Param, given: Arguments, frame: Frame) -> Given:
    if parameter.default is None or given.is_open:
        return Given(UNKNOWN)
    return Given(frame.live.settled(evaluate(parameter.default, frame)))


def _bind(parameter: cst.Param, given: Given, frame: Frame) -> None:
    """A list or dict is an object of its own in the function, for it may change it."""

    def owned(value: Value) -> Value:
        if isinstance(value, Collection) and value.type != "builtins.tuple":
            frame.live.objects[parameter] = value.items
            return Ref(parameter, value.type)
        return value

    name = parameter.name.value
    several = not isinstance(given.value, Collection)
    frame.bind(name, given.value if several else owned(given.value))
    if frame.origins is not None:
        frame.origins[name] = given.origin


def taint(names: Sequence[str], source: cst.CSTNode, frame: Frame) -> None:
    """Names bound to something that depends on a call's arguments depend on them as well."""
    if not frame.origins:
        return
    used = [word for word in dict.fromkeys(words(source)) if word in frame.origins]
    for name in names:
        if used:
            frame.origins[name] = frame.origins[used[0]] if len(used) == 1 else None
        else:
            frame.origins.pop(name, None)
