"""Functions from outside the project that do more than give back an object of a type."""

from __future__ import annotations

import textwrap
from functools import partial
from typing import TYPE_CHECKING

import libcst as cst

from resp_core.oracle import cache_control
from resp_lsp.analysis.interpreter.arguments import arguments_of
from resp_lsp.analysis.interpreter.changes import called
from resp_lsp.analysis.interpreter.conditions import BOOL, is_instance
from resp_lsp.analysis.interpreter.construction import response_of
from resp_lsp.analysis.interpreter.file_objects import made_buffer, opened
from resp_lsp.analysis.interpreter.kinds import found_by
from resp_lsp.analysis.interpreter.response_attributes import got_attribute, has_attribute
from resp_lsp.analysis.knowledge import JSON_TEXT, RESPONSE
from resp_lsp.analysis.values import strings
from resp_lsp.analysis.values.kinds_of_text import CHARACTERS, may_exceed_ascii
from resp_lsp.analysis.values.types import type_of
from resp_lsp.analysis.values.value import (
    UNKNOWN,
    Hole,
    Instance,
    Known,
    Partial,
    Ref,
    Reference,
    Value,
    alternatives,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from resp_lsp.analysis.interpreter.frame import Frame

JSON_FORMATS: tuple[Value, ...] = (Known("json"), Known("geojson"))


CACHE_CONTROL = "cache-control"
PATCHED = {
    "add_never_cache_headers": (CACHE_CONTROL, "expires"),
    "patch_cache_control": (CACHE_CONTROL,),
    "patch_response_headers": (CACHE_CONTROL, "expires"),
    "patch_vary_headers": ("vary",),
}
"""Django's helpers, each with the headers that it sets."""


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


def _len(_: cst.Call, arguments: list[Value], frame: Frame) -> Value:
    texts = [alternatives(frame.live.settled(argument)) for argument in arguments]
    is_counted = len(texts) == 1 and all(map(may_exceed_ascii, texts[0]))
    return Instance(CHARACTERS if is_counted else "builtins.int")


def _str(_: cst.Call, arguments: list[Value], frame: Frame) -> Value:
    """The text keeps what is known of the value in it."""
    match [frame.live.settled(argument) for argument in arguments]:
        case [Instance() as value]:
            return strings.text((Hole(value),))
        case _:
            frame.live.escape(*arguments)
            return Instance("builtins.str")


def _dedent(_: cst.Call, arguments: list[Value], __: Frame) -> Value:
    match arguments:
        case [Known(str(text))]:
            return Known(textwrap.dedent(text))
        case _:
            return Instance("builtins.str")


def _serialize(node: cst.Call, arguments: list[Value], _: Frame) -> Value:
    """`serializers.serialize(format, …)`: JSON, XML and other texts."""
    first = node.args[0] if node.args else None
    if first is None or first.star or arguments[0] not in JSON_FORMATS:
        return Instance("builtins.str")
    return Instance(JSON_TEXT)


def _patch(
    function: str, names: tuple[str, ...], node: cst.Call, arguments: list[Value], frame: Frame
) -> Value:
    """The helper's headers are set now; only Cache-Control is followed further."""
    receiver = arguments[0] if arguments else UNKNOWN
    if receiver == UNKNOWN and node.args and isinstance(named := node.args[0].value, cst.Name):
        # It would have raised for anything but a response.
        receiver = response_of(RESPONSE, node, frame)
        frame.bind(named.value, receiver)
    for response in alternatives(receiver):
        if isinstance(response, Ref):
            before = headers = frame.live.headers(response)
            for name in names:
                headers = headers.having(Known(name), UNKNOWN)
            if CACHE_CONTROL in names:
                value = _cache_control(function, before[CACHE_CONTROL], node, arguments, frame)
                headers = headers.having(Known(CACHE_CONTROL), value)
            change = called(function, node, arguments, frame, given_to=1)
            frame.live.objects[response.site] = headers.after(change)
    return Known(None)


def _cache_control(
    function: str, held: Value, node: cst.Call, arguments: list[Value], frame: Frame
) -> Value:
    """What the header is after the helper, where it and the arguments are known."""
    given = list(zip(node.args[1:], arguments[1:], strict=True))
    if any(arg.star or not isinstance(value, Known) for arg, value in given):
        return UNKNOWN
    match held:
        case Known(str() | None as text):
            pass
        case _:
            return UNKNOWN
    positional = [v.value for arg, v in given if isinstance(v, Known) and arg.keyword is None]
    named = {a.keyword.value: v.value for a, v in given if isinstance(v, Known) and a.keyword}
    sent = cache_control(function, text, positional, named, frame.scope.target)
    return Known(sent) if isinstance(sent, str) else UNKNOWN


BY_NAME: dict[str, Callable[[cst.Call, list[Value], Frame], Value]] = {
    "builtins.getattr": got_attribute,
    "builtins.hasattr": has_attribute,
    "builtins.isinstance": _isinstance,
    "builtins.len": _len,
    "builtins.str": _str,
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
    "django.core.serializers.serialize": _serialize,
    **{
        f"django.utils.cache.{function}": partial(_patch, function, names)
        for function, names in PATCHED.items()
    },
}
