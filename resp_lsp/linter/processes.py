"""A run in several processes, of which one may die."""

from __future__ import annotations

import gc
import signal
from collections import deque
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import active_children, get_all_start_methods, get_context
from typing import TYPE_CHECKING, TypeAlias

from resp_lsp.linter.errors import FileError
from resp_lsp.linter.run import Batch, FileResult, check_chunk

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from resp_lsp.linter.run import Options
    from resp_lsp.linter.walk import Found

Chunk: TypeAlias = "tuple[Found, ...]"
Task: TypeAlias = "Future[Batch]"
DIED = "the process that checked it died; please report this file"


def in_processes(chunks: Iterable[Chunk], options: Options, jobs: int) -> Iterator[Batch]:
    """The batches of the chunks, in order.

    The parser is native code: a file that crashes it costs itself, and the rest goes on.
    """
    executor = _executor(jobs)
    try:
        pending = deque((chunk, _submitted(executor, chunk, options)) for chunk in chunks)
        while pending and (batch := _outcome(pending[0][1])):
            pending.popleft()
            yield batch
    except BaseException:
        # Who interrupts a run does not want to wait for the files in work.
        for process in active_children():
            process.terminate()
        # To leave before the executor has noticed makes CPython 3.11 complain at exit.
        executor.shutdown(cancel_futures=True)
        raise
    finally:
        executor.shutdown(wait=False, cancel_futures=True)
    if pending:
        executor.shutdown()
        yield from _one_by_one([chunk for chunk, _ in pending], options)


def _one_by_one(chunks: list[Chunk], options: Options) -> Iterator[Batch]:
    """The batches of the chunks from one process at a time; one that dies is replaced."""
    waiting = deque(chunks)
    while waiting:
        executor = _executor(1)
        try:
            while waiting and (batch := _outcome(_submitted(executor, waiting[0], options))):
                waiting.popleft()
                yield batch
        finally:
            executor.shutdown(cancel_futures=True)
        if waiting:
            yield from _after_a_death(waiting.popleft(), options)


def _after_a_death(chunk: Chunk, options: Options) -> Iterator[Batch]:
    if len(chunk) > 1:
        yield from _one_by_one([(found,) for found in chunk], options)
        return
    path = chunk[0].path
    yield Batch(1, (FileResult(path, error=FileError(path, None, DIED)),))


def _submitted(executor: ProcessPoolExecutor, chunk: Chunk, options: Options) -> Task | None:
    try:
        return executor.submit(check_chunk, chunk, options)
    except BrokenProcessPool:
        return None


def _outcome(task: Task | None) -> Batch | None:
    """None where a process died before or meanwhile."""
    try:
        return task.result() if task else None
    except BrokenProcessPool:
        return None


def _executor(jobs: int) -> ProcessPoolExecutor:
    # A forked process has the parser loaded already.
    method = "fork" if "fork" in get_all_start_methods() else "spawn"
    return ProcessPoolExecutor(jobs, get_context(method), _prepare)


def _prepare() -> None:
    # The parent is interrupted, too, and ends its helpers.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # Syntax trees are many objects and few cycles: looking for these was a tenth of a run.
    gc.freeze()
    gc.set_threshold(200_000, 50, 1000)
