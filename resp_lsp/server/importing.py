"""Importing in less time: what goes by before the first diagnostics is mostly imports."""

from __future__ import annotations

import gc
import importlib
from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING

import attrs

if TYPE_CHECKING:
    from collections.abc import Iterator


YOUNG = 5_000
"""Objects until the collector looks at the new ones. To look at all, which is to look through
all trees, takes 90 ms: that is done at each hundredth keystroke or so, not at each twentieth."""


@contextmanager
def uncollected() -> Iterator[None]:
    """Import without garbage collection, for next to nothing of a module is garbage; then collect
    as it suits the checks."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
        gc.freeze()
        gc.set_threshold(YOUNG, 10, 10)


def import_protocol_types() -> None:
    """Import lsprotocol's 554 classes without two methods each that nothing here calls.

    attrs compiles them one class after the other, 0.15 s in all. Classes that define
    their own, such as Position, keep those.
    """
    define = attrs.define
    attrs.define = partial(define, eq=False, repr=False)
    try:
        importlib.import_module("lsprotocol.types")
    finally:
        attrs.define = define
