"""One thread for all that takes time, and whose turn it is there."""

from __future__ import annotations

from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field
from enum import IntEnum
from itertools import count
from queue import Empty, PriorityQueue
from typing import TYPE_CHECKING, Any

from resp_lsp.analysis.interpreter.budget import AbandonedError
from resp_lsp.server.garbage import collect_new

if TYPE_CHECKING:
    from collections.abc import Callable


class Turn(IntEnum):
    """Who goes first; among equals, who came first."""

    TYPED = 0
    """The document that somebody is typing in."""
    ASKED = 1
    """What a client awaits the answer of."""
    AGAIN = 2
    """Documents that are open, whose surroundings changed."""
    UNSEEN = 3
    """Files that are not open."""


@dataclass(frozen=True, slots=True, order=True)
class Work:
    """Work with its place in the queue."""

    turn: Turn
    number: int
    work: Callable[[], Any] = field(compare=False)
    result: Future[Any] = field(compare=False, default_factory=Future)

    def do(self) -> None:
        if self.result.running() or self.result.done():
            return  # it was advanced, and is met again at its former place
        if not self.result.set_running_or_notify_cancel():
            return
        try:
            self.result.set_result(self.work())
        except AbandonedError:
            # Another one: the traceback of this one holds all that the work had in hand.
            self.result.set_exception(AbandonedError())
        except BaseException as error:  # noqa: BLE001 (the one who waits decides)
            self.result.set_exception(error)


class Turns:
    """Everything but the work itself runs on the event loop."""

    def __init__(self) -> None:
        # The thread is our own: pygls reads its input on those of its pool. One is enough,
        # two would only take turns at the interpreter.
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="resp-lsp-check")
        self._waiting: PriorityQueue[Work] = PriorityQueue()
        self._numbers = count()

    def queue(self, turn: Turn, work: Callable[[], Any]) -> Work:
        queued = Work(turn, next(self._numbers), work)
        self._put(queued)
        return queued

    def advance(self, work: Work, turn: Turn) -> Work:
        """The same work at a better place."""
        if turn >= work.turn or work.result.running() or work.result.done():
            return work
        advanced = Work(turn, work.number, work.work, work.result)
        self._put(advanced)
        return advanced

    def close(self) -> None:
        """Take back all that was not begun."""
        self._thread.shutdown(wait=False, cancel_futures=True)
        with suppress(Empty):
            while True:
                self._waiting.get_nowait().result.cancel()

    def _put(self, work: Work) -> None:
        self._waiting.put(work)
        self._thread.submit(self._do_next)

    def _do_next(self) -> None:
        with suppress(Empty):  # taken back
            self._waiting.get_nowait().do()
            collect_new()
