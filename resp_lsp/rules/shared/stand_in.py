"""Objects that stand for values of which not everything is known, to ask the model with."""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone
from typing import Any

from resp_lsp.analysis.values.types import class_of
from resp_lsp.analysis.values.value import Collection, Known, Text, Value

SAMPLES = {
    "builtins.dict": {},
    "builtins.float": 3600.0,
    "builtins.int": 3600,
    "builtins.list": [],
    "builtins.str": "text",
    "builtins.tuple": (),
    "datetime.date": date(2030, 1, 1),
    "datetime.datetime": datetime(2030, 1, 1, tzinfo=timezone.utc),
    "datetime.timedelta": timedelta(hours=1),
}
FILLED = "text"
CONTAINERS: dict[str, Any] = {
    f"builtins.{kind.__name__}": kind for kind in (list, tuple, set, frozenset)
}


def stand_in(value: Value) -> Any:
    """The constant itself; a text with its holes filled; a sample of a known type.

    Raises:
        LookupError: nothing is known that would do.
    """
    match value:
        case Known(constant):
            return constant
        case Text(parts):
            return "".join(part if isinstance(part, str) else FILLED for part in parts)
        case Collection(kind, items) if kind in CONTAINERS:
            return CONTAINERS[kind](stand_in(item[0]) for item in items)
        case _:
            return SAMPLES[class_of(value) or ""]


def is_exact(value: Value) -> bool:
    """Whether the stand-in is the value itself."""
    match value:
        case Known():
            return True
        case Collection(kind, items):
            return kind in CONTAINERS and all(is_exact(item[0]) for item in items)
        case _:
            return False
