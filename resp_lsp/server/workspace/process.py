"""The process that checks the workspace: orders come in on standard input, batches go out."""

from __future__ import annotations

import gc
import os
import pickle
import sys
from queue import Queue
from threading import Thread
from typing import TYPE_CHECKING, BinaryIO

from resp_lsp.server.importing import import_protocol_types
from resp_lsp.server.workspace.order import LENGTH, Order, packed

if TYPE_CHECKING:
    from resp_lsp.server.workspace.order import Batch

NICENESS = 10
"""The documents in the editor come first."""


def main() -> None:
    if hasattr(os, "nice"):
        os.nice(NICENESS)
    orders, output = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # whatever else is printed
    import_protocol_types()
    from resp_lsp.analysis.source.tree import trust_the_parser  # noqa: PLC0415 (after those)
    from resp_lsp.server.workspace.scanner import Scanner  # noqa: PLC0415 (the same)

    trust_the_parser()
    # Syntax trees are many objects and few cycles.
    gc.freeze()
    gc.set_threshold(200_000, 50, 1000)
    inbox = Inbox(orders)
    scanner = Scanner()
    while True:
        order = inbox.next()
        for batch in scanner.batches(order, lambda: inbox.wanted == order.number):  # noqa: B023 (called at once)
            _send(output, batch)
        gc.collect()


class Inbox:
    """The orders, read on a thread: a later one, or none any more, ends the work on one."""

    def __init__(self, stream: BinaryIO) -> None:
        self.wanted = 0
        """The number of the order that somebody waits for; 0 for none."""
        self._orders: Queue[Order] = Queue()
        Thread(target=self._read, args=(stream,), daemon=True).start()

    def next(self) -> Order:
        while (order := self._orders.get()).number != self.wanted:
            pass
        return order

    def _read(self, stream: BinaryIO) -> None:
        while length := stream.read(LENGTH.size):
            message = pickle.loads(stream.read(*LENGTH.unpack(length)))  # noqa: S301 (from the server)
            self.wanted = message.number if isinstance(message, Order) else 0
            if isinstance(message, Order):
                self._orders.put(message)
        os._exit(0)  # the server is gone, whatever the other thread does


def _send(output: BinaryIO, batch: Batch) -> None:
    try:
        output.write(packed(batch))
        output.flush()
    except BrokenPipeError:
        os._exit(0)
