"""What else a function does with responses, and with what it gives back."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from resp_lsp.analysis.facts.invocation import Fate, Invocation
from resp_lsp.analysis.values.value import UNKNOWN

if TYPE_CHECKING:
    from resp_lsp.analysis.source.tree import Place
    from resp_lsp.analysis.values.headers import Headers
    from resp_lsp.analysis.values.value import Value


@dataclass(frozen=True, slots=True, kw_only=True)
class Use(Invocation):
    """A call of a function from outside the project, or of a response's method.

    `function` is the qualified name (`django.utils.cache.patch_vary_headers`, `json.dumps`), or
    `response.set_cookie` and `headers.update` for a method of a response and of its headers.
    """

    function: str
    site: object = None
    """Of a method, or a helper whose first argument is a response: which; as in `Response.site`."""

    type: str | None = None
    """The same: Django's own class of the response, as far as it is known."""

    receiver: str | None = None
    """The same: the code of the response."""

    before: Headers | None = None
    """The same: the response's headers just before."""

    is_given: bool = False
    """The same: whether others than the function have the response, too: it is a parameter, or
    an attribute. What Django gives to a middleware's method counts as the function's own."""


class Access(Enum):
    """What is done to an attribute."""

    READ = "response.status_code"
    WRITE = "response.status_code = …"
    AUGMENT = "response.status_code += …"


@dataclass(frozen=True, slots=True)
class AttributeUse:
    """An attribute of a response that is read or assigned to."""

    name: str
    access: Access
    site: object
    type: str
    receiver: str
    """The code of the response."""

    place: Place
    """The attribute: `response.status_code`."""

    name_at: Place
    before: Headers
    caught: frozenset[str] = frozenset()
    """As in `Invocation.caught`."""

    value: Value = UNKNOWN
    """What it is given; unknown where it is read."""

    value_at: Place | None = None
    statement: Place | None = None
    """The assignment, where it has one target."""


@dataclass(frozen=True, slots=True)
class HeaderDeletion:
    """`del response[name]`."""

    name: Value
    target: Place
    statement: Place
    site: object
    receiver: str
    guard: Place | None = None
    """An `if name in response:` or a `try:` with `except KeyError: pass` that holds no more."""


@dataclass(frozen=True, slots=True)
class Function:
    """The function that facts are about: its name, and whether Django certainly calls it as a
    view and sends what it gives back."""

    name: str
    is_view: bool
    parameters: tuple[str, ...]
    is_asynchronous: bool


@dataclass(frozen=True, slots=True)
class Ending:
    """What a function returns or raises."""

    fate: Fate
    value: Value
    place: Place
    """The expression."""

    statement: Place
    function: Function
    trace: tuple[Place, ...] = ()
