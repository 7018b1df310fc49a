"""A feature: a function that handles one method of LSP."""

from __future__ import annotations

import importlib
import pkgutil
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, TypeVar

from resp_lsp.server import features

if TYPE_CHECKING:
    from collections.abc import Callable

Handler = TypeVar("Handler", bound="Callable[..., Any]")


@dataclass(frozen=True, slots=True)
class Feature:
    """Handlers of notifications are plain functions: pygls keeps a future for each other one for
    ever. Handlers of requests are coroutines where they wait: pygls can cancel no others.
    """

    method: str
    handler: Callable[..., Any]
    options: object | None


def feature(method: str, options: object | None = None) -> Callable[[Handler], Handler]:
    """Declare what handles a method, with what the server says of it at initialization."""

    def declare(handler: Handler) -> Handler:
        _DECLARED.append(Feature(method, handler, options))
        return handler

    return declare


@cache
def all_features() -> tuple[Feature, ...]:
    """What is declared in the files of `features`."""
    for module in pkgutil.iter_modules(features.__path__):
        importlib.import_module(f"{features.__name__}.{module.name}")
    return tuple(_DECLARED)


_DECLARED: list[Feature] = []
