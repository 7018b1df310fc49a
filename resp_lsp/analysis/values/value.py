"""What the analysis knows of a value. Not knowing is a value too: `UNKNOWN`."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from resp_lsp.analysis.values.headers import Headers

MAX_ALTERNATIVES = 6


@dataclass(frozen=True, slots=True)
class Unknown:
    """Nothing is known; never a reason for a finding."""


UNKNOWN = Unknown()


@dataclass(frozen=True, slots=True)
class Known:
    """An exact constant: str, bytes, a number, bool, None or Ellipsis."""

    value: object

    def __eq__(self, other: object) -> bool:
        """Constants of different types differ, though 1 == True in Python."""
        return (
            isinstance(other, Known)
            and type(other.value) is type(self.value)
            and other.value == self.value
        )

    def __hash__(self) -> int:
        return hash((type(self.value), self.value))


@dataclass(frozen=True, slots=True)
class Hole:
    """A part of a text that is filled in at run time; `source` is its expression, if it is one
    that can be written elsewhere."""

    value: Value
    source: str | None = None


@dataclass(frozen=True, slots=True)
class Text:
    """A str of which some parts are known, for example an f-string."""

    parts: tuple[str | Hole, ...]

    @property
    def literals(self) -> tuple[str, ...]:
        return tuple(part for part in self.parts if isinstance(part, str))


@dataclass(frozen=True, slots=True)
class Instance:
    """An object of which only the type is known, by its qualified name; that of a str or an int
    may tell more (`builtins.str[request]`), and that of a query set what its rows are."""

    type: str


@dataclass(frozen=True, slots=True)
class Ended:
    """A file in memory that stands at its end: it was written to, or read, and not rewound."""

    type: str


@dataclass(frozen=True, slots=True)
class Collection:
    """A list, tuple, set or dict with known items; those of a dict are (key, value)."""

    type: str
    items: tuple[tuple[Value, ...], ...]

    def pairs(self) -> Iterator[tuple[Value, Value]]:
        """The items of a dict, or of a sequence of pairs."""
        for item in self.items:
            match item:
                case (key, value):
                    yield key, value
                case (Collection(_, ((key,), (value,))),):
                    yield key, value


@dataclass(frozen=True, slots=True)
class Ref:
    """A mutable object; what it holds stands in the state under its site."""

    site: object
    type: str


@dataclass(frozen=True, slots=True)
class HeadersOf:
    """`response.headers`."""

    response: Value


@dataclass(frozen=True, slots=True)
class HeaderOf:
    """The value that a response's header had when it was read."""

    site: object
    name: str


@dataclass(frozen=True, slots=True)
class Reference:
    """An imported module, class or function, by its qualified name."""

    name: str


@dataclass(frozen=True, slots=True)
class Definition:
    """A function or class of the project: its node, or the island of a class of a top level.

    `scope` is the Scope of the module that defines it, `tree` the Tree that holds the node,
    `closure` what it sees of functions around it that have returned, `owner` the island of the
    class whose method it is. A raw function is taken without its decorators.
    """

    node: object
    scope: Any = field(repr=False)
    tree: Any = field(default=None, repr=False, compare=False)
    closure: Closure | None = field(default=None, repr=False)
    owner: Any = field(default=None, repr=False)
    is_raw: bool = False


@dataclass(frozen=True, eq=False)
class Closure:
    """The State of functions that have returned; each return makes one of its own."""

    state: Any = field(repr=False)


OUTERMOST = Closure(None)
"""Of a function that is in no other: it sees only its module."""


@dataclass(frozen=True, slots=True)
class Object:
    """An instance of a class of the project that is no response; of one that extends it, too,
    unless it is exact."""

    of: Definition
    is_exact: bool = True


@dataclass(frozen=True, slots=True)
class Bound:
    """A method of the project together with the object or class that it is called on."""

    function: Definition
    receiver: Value


@dataclass(frozen=True, slots=True)
class Partial:
    """`functools.partial(function, …)`."""

    function: Value
    arguments: Any = field(repr=False)


@dataclass(frozen=True, slots=True)
class Method:
    """An attribute of a value, about to be called."""

    receiver: Value
    name: str


@dataclass(frozen=True, slots=True)
class Super:
    """`super()` in a method of the class."""

    of: Definition


@dataclass(frozen=True, slots=True)
class Awaitable:
    """What a coroutine function returns; awaiting it gives the value."""

    value: Value


@dataclass(frozen=True, slots=True)
class Made:
    """A response that a function of this module returns, with the headers it has then."""

    type: str
    headers: Headers


@dataclass(frozen=True, slots=True)
class OneOf:
    """One of several values, after branches joined. Certain is what holds for each of them."""

    values: tuple[Value, ...]


Value: TypeAlias = (
    Unknown
    | Known
    | Text
    | Instance
    | Ended
    | Collection
    | Ref
    | HeadersOf
    | HeaderOf
    | Reference
    | Definition
    | Object
    | Bound
    | Partial
    | Method
    | Super
    | Awaitable
    | Made
    | OneOf
)


def alternatives(value: Value) -> tuple[Value, ...]:
    return value.values if isinstance(value, OneOf) else (value,)


def join(*values: Value) -> Value:
    """The value that is one of these."""
    if not values:
        return UNKNOWN
    first = values[0]
    if all(value is first for value in values):
        return first
    if UNKNOWN in values:
        return UNKNOWN
    members = dict.fromkeys(member for value in values for member in alternatives(value))
    if sum(isinstance(member, Made) for member in members) > 1:
        members = dict.fromkeys(_merged(members))
    if UNKNOWN in members or len(members) > MAX_ALTERNATIVES:
        return UNKNOWN
    return OneOf(tuple(members)) if len(members) > 1 else next(iter(members))


def _merged(members: Iterable[Value]) -> Iterator[Value]:
    """The members with all responses of a type as one."""
    made: dict[str, Made] = {}
    for member in members:
        if isinstance(member, Made):
            known = made.get(member.type)
            headers = member.headers if known is None else known.headers.joined(member.headers)
            made[member.type] = Made(member.type, headers)
        else:
            yield member
    yield from made.values()


def mapped(value: Value, function: Callable[[Value], Value]) -> Value:
    """The function's result for each alternative, joined."""
    if not isinstance(value, OneOf):
        return function(value)
    return join(*map(function, value.values))


def text_of(value: Value) -> Text | None:
    """The value as text with holes, when it is a str."""
    match value:
        case Known(str(text)):
            return Text((text,))
        case Text():
            return value
        case _:
            return None
