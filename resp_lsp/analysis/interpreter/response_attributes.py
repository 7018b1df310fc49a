"""Which attributes a response has, as far as its class tells."""

from __future__ import annotations

from typing import TYPE_CHECKING

from resp_core.versions import TEXT_PROPERTY
from resp_lsp.analysis.interpreter.conditions import BOOL
from resp_lsp.analysis.knowledge import knowledge
from resp_lsp.analysis.values.value import UNKNOWN, Known, Ref, Value

if TYPE_CHECKING:
    import libcst as cst

    from resp_lsp.analysis.interpreter.frame import Frame

STREAMING = "django.http.StreamingHttpResponse"
OF_THE_WHOLE = ("content", "text")
"""What a streaming response refuses to give."""


def is_streaming(type_name: str) -> bool:
    return knowledge().extends(type_name, STREAMING) is True


def has_attribute(_: cst.Call, arguments: list[Value], frame: Frame) -> Value:
    """`hasattr(response, name)`."""
    match arguments:
        case [Ref(_, type_name), Known(name)] if name in OF_THE_WHOLE and is_streaming(type_name):
            return Known(False)
        case [Ref(_, type_name) as response, Known("text")] if knowledge().is_response(type_name):
            is_missing = frame.scope.target < TEXT_PROPERTY.since
            return Known(False) if is_missing and frame.live.headers(response).is_plain else BOOL
        case _:
            return BOOL


def got_attribute(_: cst.Call, arguments: list[Value], frame: Frame) -> Value:
    """`getattr(response, name, default)`."""
    match arguments:
        case [Ref(_, type_name), Known(name), *default] if is_streaming(type_name):
            if name == "streaming":
                return Known(True)
            if name in OF_THE_WHOLE and default:
                return default[0]
        case _:
            pass
    frame.live.escape(*arguments)
    return UNKNOWN
