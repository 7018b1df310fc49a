"""The log: how much of it, and where it goes, by a thread of its own.

Standard error is a pipe to the client. One that does not read it would bring the server to a
stop as soon as the pipe is full.
"""

from __future__ import annotations

import logging
import os
import time
from contextlib import contextmanager, suppress
from logging.handlers import QueueHandler
from queue import Full, Queue
from threading import Thread
from typing import TYPE_CHECKING, TextIO, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterator

    Records: TypeAlias = "Queue[logging.LogRecord]"

FORMAT = "%(asctime)s %(levelname)s %(name)s: %(message)s"
MOST = 10_000
"""So many records wait to be written; what comes then is lost."""
PATIENCE = 1.0
"""Seconds at the end in which they can still be written."""


@contextmanager
def logging_to(log_file: str | None, log_level: str) -> Iterator[None]:
    """
    Raises:
        ValueError: there is no such level.
        OSError: the file cannot be written.
    """
    set_level(log_level)
    stream = _stream(log_file)
    records: Records = Queue(MOST)
    handler = _Handler(records)
    logging.getLogger().addHandler(handler)
    Thread(target=_write, args=(records, stream), daemon=True).start()
    try:
        yield
    finally:
        logging.getLogger().removeHandler(handler)
        deadline = time.monotonic() + PATIENCE
        while records.unfinished_tasks and time.monotonic() < deadline:
            time.sleep(0.005)


def set_level(log_level: str) -> None:
    level = log_level.upper()
    logging.getLogger().setLevel(level)
    # pygls logs each message that it sends at level info.
    logging.getLogger("pygls").setLevel(level if level == "DEBUG" else logging.WARNING)


class _Handler(QueueHandler):
    def enqueue(self, record: logging.LogRecord) -> None:
        with suppress(Full):
            self.queue.put_nowait(record)


def _stream(log_file: str | None) -> TextIO:
    flags = os.O_WRONLY | os.O_CREAT | os.O_APPEND
    descriptor = os.dup(2) if log_file is None else os.open(log_file, flags, 0o666)
    return os.fdopen(descriptor, "w", encoding="utf-8", errors="backslashreplace")


def _write(records: Records, stream: TextIO) -> None:
    # No handler of Python's writes it, and not to its own stream: at the exit Python would wait
    # for either as long as the client does not read.
    form = logging.Formatter(FORMAT)
    while True:
        stream.write(f"{form.format(records.get())}\n")
        stream.flush()
        records.task_done()
