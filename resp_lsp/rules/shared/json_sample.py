"""Objects that stand for values when the model is asked what JSON can hold."""

from __future__ import annotations

import datetime as dt
import decimal
import uuid
from typing import TYPE_CHECKING

from resp_lsp.analysis.knowledge import JSON_TYPES, MODEL, PLAIN, QUERYSET, knowledge
from resp_lsp.analysis.values.types import type_of
from resp_lsp.analysis.values.value import (
    Awaitable,
    Collection,
    Instance,
    Known,
    Text,
    Value,
    alternatives,
)
from resp_lsp.rules.shared.wording import plain_name

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

SAMPLES: dict[str, Callable[[], object]] = {
    "builtins.dict": dict,
    "builtins.list": list,
    "builtins.tuple": tuple,
    "builtins.str": str,
    "builtins.bool": bool,
    "builtins.int": int,
    "builtins.float": float,
    "datetime.datetime": lambda: dt.datetime(2000, 1, 1, tzinfo=dt.timezone.utc),
    "datetime.date": lambda: dt.date(2000, 1, 1),
    "datetime.time": dt.time,
    "datetime.timedelta": dt.timedelta,
    "decimal.Decimal": decimal.Decimal,
    "uuid.UUID": lambda: uuid.UUID(int=0),
}
OTHERS = (
    QUERYSET,
    MODEL,
    *(
        f"builtins.{name}"
        for name in (
            "async_generator",
            "bytearray",
            "bytes",
            "complex",
            "coroutine",
            "dict_items",
            "dict_keys",
            "dict_values",
            "enumerate",
            "filter",
            "frozenset",
            "generator",
            "map",
            "memoryview",
            "range",
            "reversed",
            "set",
            "zip",
        )
    ),
)
"""Types of which an encoder knows nothing."""

BUILDERS: dict[str, Callable[[Iterable[object]], object]] = {
    "builtins.list": list,
    "builtins.tuple": tuple,
}


def sample(value: Value) -> object:
    """An object like the value, as far as JSON is concerned; None for what is not known."""
    match value:
        case Known(constant):
            return constant
        case Text():
            return ""
        case Collection("builtins.dict"):
            pairs = [(sample(key), sample(item)) for key, item in value.pairs()]
            return {key: item for key, item in pairs if _is_hashable(key)}
        case Collection(kind, items) if kind in BUILDERS:
            return BUILDERS[kind](sample(item[0]) for item in items)
        case Collection(kind) | Instance(kind):
            return _of_type(kind)
        case Awaitable():
            return _of_type("builtins.coroutine")
        case _:
            return None


def is_dict(value: Value) -> bool:
    """Whether the value certainly is a dict."""
    kinds = map(type_of, alternatives(value))
    return all(kind is not None and knowledge().is_dict(kind) is True for kind in kinds)


def _of_type(kind: str) -> object:
    if not kind.startswith(PLAIN):
        for base in ("builtins.dict", *JSON_TYPES):
            if base in SAMPLES and knowledge().extends(kind, base):
                return SAMPLES[base]()
        if not any(knowledge().extends(kind, base) for base in OTHERS):
            return None
    return type(plain_name(kind), (), {})()


def _is_hashable(key: object) -> bool:
    try:
        hash(key)
    except TypeError:
        return False
    return True
