"""When the answers about the workspace may be others than they were."""

from __future__ import annotations

import asyncio

QUIET = 0.3
"""Seconds in which changes are one."""


class Changes:
    def __init__(self) -> None:
        self._event = asyncio.Event()

    def touch(self) -> None:
        self._event.set()

    async def wait(self) -> None:
        """Wait for a change since this was last waited for."""
        await self._event.wait()
        await asyncio.sleep(QUIET)
        self._event.clear()
