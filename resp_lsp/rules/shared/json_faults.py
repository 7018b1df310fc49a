"""The parts of data that JSON cannot hold."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from resp_lsp.analysis.values.value import Collection, Known, OneOf, Text, Unknown, Value
from resp_lsp.rules.shared.json_sample import sample

if TYPE_CHECKING:
    from collections.abc import Iterator

ErrorOf: TypeAlias = Callable[[object], "Exception | None"]
"""What is raised when an object is written as JSON."""


@dataclass(frozen=True, slots=True)
class Fault:
    """A part of the data that is refused: the way to it in items and their parts."""

    value: Value
    error: Exception
    path: tuple[tuple[int, int], ...] = ()
    way: str = ""
    """The same in code: `["tags"][0]`."""

    is_key: bool = False

    def inside(self, item: int, part: int, key: Value) -> Fault:
        step = f"[{key.value!r}]" if isinstance(key, Known) else "[…]"
        return Fault(
            self.value, self.error, ((item, part), *self.path), step + self.way, self.is_key
        )


def faults(value: Value, error_of: ErrorOf) -> Iterator[Fault]:
    """What of a value is refused, each innermost part by itself.

    What may be one of several values is refused where each of them is.
    """
    match value:
        case OneOf(members):
            found = [next(faults(member, error_of), None) for member in members]
            if found[0] is not None and None not in found:
                yield Fault(found[0].value, found[0].error)
        case Collection("builtins.dict" | "builtins.list" | "builtins.tuple"):
            yield from _faults_inside(value, error_of)
        case _ if not _is_plain(value):
            error = error_of(sample(value))
            if error is not None:
                yield Fault(value, error)


def _faults_inside(value: Collection, error_of: ErrorOf) -> Iterator[Fault]:
    for index, item in enumerate(value.items):
        key = item[0] if value.type == "builtins.dict" else Known(index)
        error = None if _is_plain(key) else _error_of_key(key, error_of)
        if error is not None:
            yield Fault(key, error, ((index, 0),), is_key=True)
        for fault in faults(item[-1], error_of):
            yield fault.inside(index, len(item) - 1, key)


def _is_plain(value: Value) -> bool:
    """Whether JSON has the value at any place; most are so, and asking the model takes time."""
    match value:
        case Known(str() | int() | float() | None) | Text() | Unknown():
            return True
        case _:
            return False


def _error_of_key(key: Value, error_of: ErrorOf) -> Exception | None:
    """What is raised for a key; one that no dict can have is not JSON's affair."""
    try:
        return error_of({sample(key): None})
    except TypeError:
        return None
