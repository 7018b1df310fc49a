"""Methods of values that are known: text, containers, responses and their headers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from resp_lsp.analysis.interpreter.changes import called
from resp_lsp.analysis.interpreter.construction import object_of
from resp_lsp.analysis.interpreter.containers import VIEWS, container_method, view
from resp_lsp.analysis.interpreter.file_objects import BUFFERS, buffer_method, opened
from resp_lsp.analysis.interpreter.header_writes import set_default
from resp_lsp.analysis.knowledge import QUERYSET, knowledge
from resp_lsp.analysis.values import strings
from resp_lsp.analysis.values.headers import ABSENT
from resp_lsp.analysis.values.kinds_of_text import FROM_REQUEST
from resp_lsp.analysis.values.types import type_of
from resp_lsp.analysis.values.value import (
    UNKNOWN,
    Collection,
    HeaderOf,
    HeadersOf,
    Instance,
    Known,
    Ref,
    Text,
    Value,
    join,
    mapped,
)

if TYPE_CHECKING:
    import libcst as cst

    from resp_lsp.analysis.interpreter.frame import Frame
    from resp_lsp.analysis.values.headers import Headers

TUPLES = f"{QUERYSET}[tuple]"
POPPED = join(Instance("builtins.tuple"), Known(None))
"""What `headers.pop()` gives, unlike a dict: the name with the value."""

HEADER_CHANGES = frozenset(("clear", "update", "popitem", "__setitem__", "__delitem__"))


def call_method(
    receiver: Value, name: str, node: cst.Call, arguments: list[Value], frame: Frame
) -> Value | None:
    """What the method gives back; None when nothing is known about it."""
    match receiver:
        case Known(str() | bytes()) | Text():
            return _text_method(receiver, name, node, arguments, frame)
        case HeadersOf(Ref() as response):
            return _header_method(response, name, node, arguments, frame)
        case Ref(_, type_name) if knowledge().is_response(type_name):
            return _header_method(receiver, name, node, arguments, frame)
        case Ref(_, type_name) if type_name in BUFFERS:
            return buffer_method(receiver, name, arguments, frame)
        case Instance("pathlib.Path") if name == "open":
            return opened(0, node, arguments, frame)
        case Collection("builtins.dict", items) if name in VIEWS and not arguments:
            return view(name, items)
        case Ref():
            known = container_method(receiver, name, arguments, frame)
            return known if known is not None else _by_type(receiver, name, node, frame)
        case Instance("django.http.request.QueryDict") if name == "get" and arguments:
            default = arguments[1] if len(arguments) > 1 else Known(None)
            return join(Instance(FROM_REQUEST), frame.live.settled(default))
        case _:
            return _by_type(receiver, name, node, frame)


def _by_type(receiver: Value, name: str, node: cst.Call, frame: Frame) -> Value | None:
    owner = type_of(receiver)
    if owner is None:
        return None
    if name == "values_list" and knowledge().extends(owner, QUERYSET):
        return Instance(QUERYSET if _is_flat(node) else TUPLES)
    returned = knowledge().method(owner, name)
    return None if returned is None else object_of(returned, node, frame)


def _is_flat(node: cst.Call) -> bool:
    """Whether `values_list()` may give the values themselves instead of tuples of them."""
    return any(a.star or (a.keyword is not None and a.keyword.value == "flat") for a in node.args)


def _text_method(
    receiver: Value, name: str, node: cst.Call, arguments: list[Value], frame: Frame
) -> Value | None:
    starred = any(argument.star for argument in node.args)
    match receiver, name:
        case Known(str(template)), "format" if not starred:
            named = {
                a.keyword.value: v for a, v in zip(node.args, arguments, strict=True) if a.keyword
            }
            positional = [v for a, v in zip(node.args, arguments, strict=True) if not a.keyword]
            return strings.formatted(template, positional, named)
        case _, "join" if len(arguments) == 1:
            joined = mapped(
                frame.live.settled(arguments[0]), lambda i: strings.joined_text(receiver, i)
            )
            return joined if joined != UNKNOWN else _by_type(receiver, name, node, frame)
        case Known(constant), _:
            exact = strings.constant_method(constant, name, arguments)
            return exact if exact is not None else _by_type(receiver, name, node, frame)
        case _:
            return _by_type(receiver, name, node, frame)


def _header_method(
    response: Ref, name: str, node: cst.Call, arguments: list[Value], frame: Frame
) -> Value:
    def after() -> Headers:
        return frame.live.headers(response).after(called(name, node, arguments, frame))

    match name, arguments:
        case "setdefault", [header, value]:
            set_default(response, (header, value), node, frame)
            return Known(None)
        case "get", [Known(str(header)), *default]:
            return _got(response, header, default, frame)
        case "has_header", _:
            return Instance("builtins.bool")
        case "pop", _:
            frame.live.objects[response.site] = after().unknown()
            frame.live.escape(*arguments)
            return POPPED if len(arguments) == 1 else UNKNOWN
        case "set_cookie" | "set_signed_cookie" | "delete_cookie", [Known(str(cookie)), *_]:
            frame.live.objects[response.site] = after().with_cookie(cookie, node)
        case "set_cookie" | "set_signed_cookie" | "delete_cookie", _:
            frame.live.objects[response.site] = after()
        case "write" | "writelines", _:
            frame.live.objects[response.site] = after().with_text_changed()
        case _ if name in HEADER_CHANGES:
            frame.live.objects[response.site] = after().unknown()
    frame.live.escape(*arguments)
    return UNKNOWN


def _got(response: Ref, header: str, default: list[Value], frame: Frame) -> Value:
    value = frame.live.headers(response)[header]
    if value == ABSENT:
        return default[0] if default else ABSENT
    if value != UNKNOWN:
        return value
    # The default stands for a header that is not there, so it is like the header's own value.
    is_empty = not default or default[0] in (Known(None), Known(""))
    return HeaderOf(response.site, header.lower()) if is_empty else UNKNOWN
