"""The server as a process: over its standard streams, or over one TCP connection."""

from __future__ import annotations

import asyncio
import logging
import os
import socket
import sys
from contextlib import contextmanager, suppress
from threading import Thread
from typing import TYPE_CHECKING, BinaryIO, TypeAlias

from resp_lsp.server import garbage
from resp_lsp.server.frames import bodies
from resp_lsp.server.importing import import_protocol_types
from resp_lsp.server.logs import logging_to
from resp_lsp.server.parent import is_alive

if TYPE_CHECKING:
    from collections.abc import Iterator
    from contextlib import AbstractContextManager

    from resp_lsp.server.connection import Connection

    Messages: TypeAlias = "asyncio.Queue[bytes | None]"

log = logging.getLogger(__name__)

SWITCH_INTERVAL = 0.0005
"""Seconds that a check may keep the interpreter while a message waits; Python's 0.005 are spent
several times on the way to an answer."""
PARENT_INTERVAL = 3.0
"""Seconds between two looks at the parent process."""


def serve(log_file: str | None = None, log_level: str = "info", tcp: str | None = None) -> int:
    """Converse until the client says `exit` or is gone; the exit code is LSP's.

    `tcp` is `HOST:PORT` to listen on for one client, in place of the standard streams.

    Raises:
        ValueError: the log level or the address is none.
        OSError: the log file or the address cannot be used.
    """
    garbage.take_over()
    sys.setswitchinterval(SWITCH_INTERVAL)
    with logging_to(log_file, log_level), _streams(tcp) as (reader, writer):
        return asyncio.run(_converse(_connection(), reader, Output(writer)))


class Output:
    """A stream as pygls writes to it: each message is sent at once."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream

    def write(self, data: bytes) -> None:
        self._stream.write(data)
        self._stream.flush()

    def close(self) -> None:
        self._stream.close()


def _connection() -> Connection:
    import_protocol_types()
    from resp_lsp.server.language_server import language_server  # noqa: PLC0415 (after those)

    connection = language_server()
    garbage.spare_all()
    return connection


async def _converse(connection: Connection, reader: BinaryIO, output: Output) -> int:
    messages: Messages = asyncio.Queue()
    connection.protocol.set_writer(output)
    loop = asyncio.get_running_loop()
    # A daemon: nothing can wake a thread that waits for input.
    Thread(target=_read, args=(reader, messages, loop), daemon=True).start()
    watch = asyncio.create_task(_watch_parent(connection, messages))
    try:
        while connection.protocol.exit_code is None and (body := await messages.get()) is not None:
            connection.protocol.receive(body)
            await asyncio.sleep(0)  # a request begins before the next message changes its text
    except BrokenPipeError:
        log.warning("the client is gone")
    finally:
        watch.cancel()
        connection.schedule.close()
        connection.publishing.stop()
        await connection.worker.close()
    return 1 if connection.protocol.exit_code is None else connection.protocol.exit_code


def _read(reader: BinaryIO, messages: Messages, loop: asyncio.AbstractEventLoop) -> None:
    def put(body: bytes | None) -> None:
        with suppress(RuntimeError):  # the loop is closed, the conversation over
            loop.call_soon_threadsafe(messages.put_nowait, body)

    try:
        for body in bodies(reader):
            put(body)
    except (OSError, ValueError, MemoryError, OverflowError):
        log.exception("the input cannot be read")
    put(None)


async def _watch_parent(connection: Connection, messages: Messages) -> None:
    """End the conversation when the client's process ends.

    A client in another container names a process that is not to be seen here: never ours to miss.
    """
    seen = False
    while True:
        process = connection.process_id
        alive = process is not None and is_alive(process)
        if seen and not alive:
            log.warning("process %s, which started the server, is gone", process)
            messages.put_nowait(None)
        seen = alive
        await asyncio.sleep(PARENT_INTERVAL)


def _streams(tcp: str | None) -> AbstractContextManager[tuple[BinaryIO, BinaryIO]]:
    return _socket_streams(tcp) if tcp else _standard_streams()


@contextmanager
def _standard_streams() -> Iterator[tuple[BinaryIO, BinaryIO]]:
    """Streams of our own; whatever else is printed goes to standard error."""
    reader, writer = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    try:
        yield reader, writer
    finally:
        os.dup2(writer.fileno(), 1)


@contextmanager
def _socket_streams(address: str) -> Iterator[tuple[BinaryIO, BinaryIO]]:
    host, _, port = address.rpartition(":")
    with socket.create_server((host or "127.0.0.1", int(port))) as listener:
        log.info("listening on %s:%s", *listener.getsockname()[:2])
        client, _ = listener.accept()
    with client:
        yield client.makefile("rb"), client.makefile("wb")
