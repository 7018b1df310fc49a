"""What is done to responses: they are constructed, and get headers."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from resp_lsp.analysis.facts.invocation import Invocation

if TYPE_CHECKING:
    from resp_lsp.analysis.facts.rewrite import Rewrite
    from resp_lsp.analysis.source.tree import Place
    from resp_lsp.analysis.values.headers import Headers
    from resp_lsp.analysis.values.value import Value


@dataclass(frozen=True, slots=True, kw_only=True)
class Response(Invocation):
    """A response that is constructed: `type` is Django's own class, for example
    `django.http.JsonResponse`."""

    type: str
    is_derived: bool = False
    """Whether a class of the project that extends the type is constructed."""

    @property
    def site(self) -> object:
        """Which response; the same in the facts about what is done to it later."""
        return self.call.node


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
