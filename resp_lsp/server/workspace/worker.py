"""The server's side of the process that checks the workspace."""

from __future__ import annotations

import asyncio
import logging
import pickle
import subprocess
import sys
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from resp_lsp.linter.modules import stamp_of
from resp_lsp.server.workspace.order import LENGTH, Stop, packed

if TYPE_CHECKING:
    from asyncio.subprocess import Process
    from collections.abc import AsyncGenerator, Callable, Mapping

    from resp_lsp.linter.modules import Stamp
    from resp_lsp.server.workspace.order import Batch, Order

log = logging.getLogger(__name__)

MAIN = """\
import sys
sys.path[:] = {path!r}
from resp_lsp.server.workspace.process import main
main()
"""
"""The process finds this package where the server did, and nothing in the current folder."""
MOST_DEATHS = 10
PRIORITY: int = getattr(subprocess, "BELOW_NORMAL_PRIORITY_CLASS", 0)
"""On Windows; elsewhere the process itself sees to it."""


@dataclass(frozen=True, slots=True)
class Child:
    """The process, with the ends of its pipes that are here."""

    process: Process
    orders: asyncio.StreamWriter
    batches: asyncio.StreamReader

    async def next(self) -> Batch:
        (length,) = LENGTH.unpack(await self.batches.readexactly(LENGTH.size))
        batch: Batch = pickle.loads(await self.batches.readexactly(length))  # noqa: S301 (our own)
        return batch


class Worker:
    """One process, started when it is first needed; it does one order at a time."""

    def __init__(self) -> None:
        self._child: Child | None = None
        self._turn = asyncio.Lock()
        self._number = 0
        self._deaths = 0
        self._deadly: Mapping[str, Stamp] = {}
        self._next: str | None = None

    async def batches(self, order_of: Callable[[int], Order]) -> AsyncGenerator[Batch, None]:
        """What comes of an order, which is made when its turn comes. Who leaves ends the work.

        A process that dies is replaced, and the order given again.
        """
        async with self._turn:
            while (child := await self._running()) is not None:
                self._number += 1
                careful = replace(
                    order_of(self._number), deadly=self._deadly, is_careful=self._deaths > 0
                )
                child.orders.write(packed(careful))
                try:
                    async for batch in self._done(child):
                        yield batch
                        if batch.is_last:
                            return
                except (asyncio.IncompleteReadError, ConnectionError):
                    self._bury()
                finally:
                    child.orders.write(packed(Stop()))

    async def _done(self, child: Child) -> AsyncGenerator[Batch, None]:
        """What is done of the latest order, without what is left of older ones."""
        while True:
            batch = await child.next()
            if batch.next is not None:
                self._next = batch.next
            elif batch.number == self._number:
                yield batch

    async def close(self) -> None:
        if self._child is not None:
            with suppress(ProcessLookupError):
                self._child.process.kill()
            await self._child.process.wait()

    async def _running(self) -> Child | None:
        """None where there have been too many already that died."""
        if self._child is None and self._deaths < MOST_DEATHS:
            process = await asyncio.create_subprocess_exec(
                sys.executable,
                "-c",
                MAIN.format(path=sys.path),
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                creationflags=PRIORITY,
            )
            if process.stdin is not None and process.stdout is not None:  # both are piped
                self._child = Child(process, process.stdin, process.stdout)
        return self._child

    def _bury(self) -> None:
        """The parser is native code: a file that crashes it is left out from then on."""
        if self._next is not None:
            self._deadly = {**self._deadly, self._next: stamp_of(self._next)}
        log.error("the process that checks the workspace died, at %s", self._next)
        self._child = self._next = None
        self._deaths += 1
