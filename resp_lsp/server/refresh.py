"""Asking the client for another look at what it pulls: diagnostics, inlay hints."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

DELAY = 0.1
"""Seconds in which changes are one: a branch that is switched changes many files."""


class Refresh:
    """Asks once for all that changes at a time."""

    def __init__(self, ask: Callable[[], object]) -> None:
        self._ask = ask
        self._timer: asyncio.TimerHandle | None = None

    def soon(self) -> None:
        if self._timer is None:
            self._timer = asyncio.get_running_loop().call_later(DELAY, self._now)

    def _now(self) -> None:
        self._timer = None
        self._ask()
