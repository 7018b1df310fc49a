"""Subscripts: items of containers, headers of responses."""

from __future__ import annotations

from typing import TYPE_CHECKING

import libcst as cst

from resp_lsp.analysis.interpreter.evaluation import evaluate, evaluates
from resp_lsp.analysis.interpreter.header_writes import header_of
from resp_lsp.analysis.interpreter.receivers import header_receiver
from resp_lsp.analysis.knowledge import AS_JSON, QUERYSET
from resp_lsp.analysis.source.nodes import children
from resp_lsp.analysis.values.headers import ABSENT
from resp_lsp.analysis.values.kinds_of_text import FROM_REQUEST
from resp_lsp.analysis.values.type_names import REFINED
from resp_lsp.analysis.values.value import (
    UNKNOWN,
    Collection,
    Instance,
    Known,
    Ref,
    Value,
    alternatives,
    join,
)

if TYPE_CHECKING:
    from resp_lsp.analysis.interpreter.frame import Frame

SLICED = ("builtins.list", "builtins.str", QUERYSET)
"""Types of which a slice is of the same; of a query set, whatever its rows are."""


@evaluates(cst.Subscript)
def _subscript(node: cst.Subscript, frame: Frame) -> Value:
    container = evaluate(node.value, frame)
    match node.slice:
        case [cst.SubscriptElement(slice=cst.Index(value=key_node))]:
            key = evaluate(key_node, frame)
        case _:
            return _sliced(container, node, frame)
    return join(*(_item(member, key, node, frame) for member in alternatives(container)))


def _sliced(container: Value, node: cst.Subscript, frame: Frame) -> Value:
    for element in node.slice:
        for part in children(element.slice):
            evaluate(part, frame)
    match container:
        case Known(str()):
            return Instance("builtins.str")
        case Instance(kind) if kind in REFINED:
            return Instance("builtins.str")
        case Ref(_, kind) | Instance(kind) if kind.startswith(SLICED):
            return Instance(kind.removesuffix(AS_JSON))
        case _:
            return UNKNOWN


def _item(container: Value, key: Value, node: cst.Subscript, frame: Frame) -> Value:
    receiver = header_receiver(container, key, node.value, frame)
    if receiver is not None:
        return header(receiver, key, frame)
    settled = frame.live.settled(container)
    match settled, key:
        case Instance("django.http.request.QueryDict"), _:
            return Instance(FROM_REQUEST)
        case Collection("builtins.dict"), Known():
            found = [value for name, value in settled.pairs() if name == key]
            return found[-1] if found else UNKNOWN
        case Collection("builtins.list" | "builtins.tuple", items), Known(int(index)):
            return items[index][0] if -len(items) <= index < len(items) else UNKNOWN
        case _:
            return UNKNOWN


def header(receiver: Ref, name: Value, frame: Frame) -> Value:
    """The value of a response's header here."""
    match name:
        case Known(str(text)):
            value = frame.live.headers(receiver)[text]
            if value == ABSENT:
                return UNKNOWN
            return header_of(receiver, name) if value == UNKNOWN else value
        case _:
            return UNKNOWN
