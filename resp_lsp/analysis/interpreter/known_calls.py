"""Functions from outside the project that do more than give back an object of a type."""

from __future__ import annotations

import textwrap
from functools import partial
from typing import TYPE_CHECKING

import libcst as cst

from resp_lsp.analysis.interpreter.arguments import arguments_of
from resp_lsp.analysis.interpreter.conditions import BOOL, is_instance
from resp_lsp.analysis.interpreter.construction import response_of
from resp_lsp.analysis.interpreter.file_objects import made_buffer, opened
from resp_lsp.analysis.interpreter.kinds import found_by
from resp_lsp.analysis.interpreter.response_attributes import got_attribute, has_attribute
from resp_lsp.analysis.knowledge import RESPONSE
from resp_lsp.analysis.values.value import (
    UNKNOWN,
    Instance,
    Known,
    Partial,
    Ref,
    Reference,
    Value,
    alternatives,
    type_of,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from resp_lsp.analysis.interpreter.frame import Frame


def _isinstance(_: cst.Call, arguments: list[Value], frame: Frame) -> Value:
    return is_instance(*map(frame.live.settled, arguments)) if len(arguments) == 2 else BOOL


def _type(_: cst.Call, arguments: list[Value], frame: Frame) -> Value:
    """A value of which only the type is known may be of a subclass."""
    if len(arguments) != 1 or isinstance(arguments[0], Instance):
        frame.live.escape(*arguments)
        return UNKNOWN
    name = type_of(arguments[0])
    return UNKNOWN if name is None else Reference(name)


def _partial(node: cst.Call, arguments: list[Value], frame: Frame) -> Value:
    if not node.args or node.args[0].star:
        frame.live.escape(*arguments)
        return UNKNOWN
    given = arguments_of(node.args[1:], arguments[1:], frame)
    frame.live.escape(*arguments)
    return Partial(arguments[0], given)


def _get_object_or_404(_: cst.Call, arguments: list[Value], frame: Frame) -> Value:
    frame.live.escape(*arguments)
    return found_by(frame.scope.resolved(arguments[0])) if arguments else UNKNOWN


def _dedent(_: cst.Call, arguments: list[Value], __: Frame) -> Value:
    match arguments:
        case [Known(str(text))]:
            return Known(textwrap.dedent(text))
        case _:
            return Instance("builtins.str")


def _patch(names: tuple[str, ...], node: cst.Call, arguments: list[Value], frame: Frame) -> Value:
    """The helper's headers are set now, to what is not followed further."""
    receiver = arguments[0] if arguments else UNKNOWN
    if receiver == UNKNOWN and node.args and isinstance(named := node.args[0].value, cst.Name):
        # It would have raised for anything but a response.
        receiver = response_of(RESPONSE, node, frame)
        frame.bind(named.value, receiver)
    for response in alternatives(receiver):
        if isinstance(response, Ref):
            headers = frame.live.headers(response)
            for name in names:
                headers = headers.having(Known(name), UNKNOWN)
            frame.live.objects[response.site] = headers
    return Known(None)


BY_NAME: dict[str, Callable[[cst.Call, list[Value], Frame], Value]] = {
    "builtins.getattr": got_attribute,
    "builtins.hasattr": has_attribute,
    "builtins.isinstance": _isinstance,
    "builtins.type": _type,
    "django.shortcuts.get_object_or_404": _get_object_or_404,
    "functools.partial": _partial,
    "builtins.open": partial(opened, 1),
    "io.BytesIO": partial(made_buffer, "io.BytesIO"),
    "io.StringIO": partial(made_buffer, "io.StringIO"),
    "io.open": partial(opened, 1),
    "tempfile.NamedTemporaryFile": partial(opened, 0, default="w+b"),
    "tempfile.SpooledTemporaryFile": partial(opened, 1, default="w+b"),
    "tempfile.TemporaryFile": partial(opened, 0, default="w+b"),
    "textwrap.dedent": _dedent,
    "django.utils.cache.add_never_cache_headers": partial(_patch, ("cache-control", "expires")),
    "django.utils.cache.patch_cache_control": partial(_patch, ("cache-control",)),
    "django.utils.cache.patch_response_headers": partial(_patch, ("cache-control", "expires")),
    "django.utils.cache.patch_vary_headers": partial(_patch, ("vary",)),
}
