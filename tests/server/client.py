"""A small LSP client for tests: raw JSON-RPC over the standard streams of a real server."""

from __future__ import annotations

import json
import queue
import subprocess
import sys
from contextlib import suppress
from dataclasses import dataclass, field
from threading import Thread
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import IO

Message = dict[str, Any]

SERVE = "from resp_lsp.server.stdio import serve; raise SystemExit(serve())"
TIMEOUT = 20.0
"""Seconds; only a server that hangs takes so long."""

URI = "file:///project/views.py"


@dataclass
class Client:
    """One conversation. Messages that nobody asked for yet are kept in `arrived`."""

    process: subprocess.Popen[bytes]
    arrived: list[Message] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    timeout: float = TIMEOUT
    _incoming: queue.Queue[Message | None] = field(default_factory=queue.Queue)
    _requests: int = 0

    def __post_init__(self) -> None:
        self._reader = Thread(target=self._read, daemon=True)

    @classmethod
    def start(cls, *command: str, errors: IO[bytes] | int = subprocess.PIPE) -> Client:
        """`errors` is for a long conversation: nobody reads the pipe before the end."""
        pipe = subprocess.PIPE
        client = cls(
            subprocess.Popen(
                command or (sys.executable, "-c", SERVE), stdin=pipe, stdout=pipe, stderr=errors
            )
        )
        client._reader.start()
        return client

    def send(self, message: Message) -> None:
        self.send_body(json.dumps({"jsonrpc": "2.0", **message}).encode())

    def send_body(self, *bodies: bytes) -> None:
        """Send one message, or several at once."""
        stream = self.process.stdin
        assert stream is not None
        stream.write(b"".join(b"Content-Length: %d\r\n\r\n%s" % (len(b), b) for b in bodies))
        stream.flush()

    def notify(self, method: str, **params: Any) -> None:
        self.send({"method": method, "params": params})

    def ask(self, method: str, **params: Any) -> int:
        """Send a request, and return its id without waiting."""
        self._requests += 1
        given = {"params": params} if params else {}  # `shutdown` takes none
        self.send({"id": self._requests, "method": method, **given})
        return self._requests

    def answer(self, request: int | None) -> Message:
        return self.take(lambda message: "method" not in message and message["id"] == request)

    def request(self, method: str, **params: Any) -> Any:
        """The result of a request that must succeed."""
        answer = self.answer(self.ask(method, **params))
        assert "error" not in answer, answer
        return answer["result"]

    def take(self, wanted: Callable[[Message], bool]) -> Message:
        """The first message, come or to come, for which `wanted` is true."""
        for index, message in enumerate(self.arrived):
            if wanted(message):
                return self.arrived.pop(index)
        while (incoming := self._incoming.get(timeout=self.timeout)) is not None:
            if wanted(incoming):
                return incoming
            self.arrived.append(incoming)
        raise AssertionError(f"the server ended: {self.errors()}")

    def initialize(self, capabilities: Message | None = None, **params: Any) -> Message:
        result: Message = self.request(
            "initialize",
            **{"processId": None, "rootUri": None, "capabilities": capabilities or {}, **params},
        )
        self.notify("initialized")
        return result

    def open(self, text: str, uri: str = URI, version: int = 0, language: str = "python") -> None:
        item = {"uri": uri, "languageId": language, "version": version, "text": text}
        self.notify("textDocument/didOpen", textDocument=item)

    def change(self, *changes: Message, version: int, uri: str = URI) -> None:
        document = {"uri": uri, "version": version}
        self.notify("textDocument/didChange", textDocument=document, contentChanges=list(changes))

    def diagnostics(self, version: int | None = 0, uri: str = URI) -> list[Message]:
        """What is published for a version of a document."""
        message = self.take(
            lambda message: (
                message.get("method") == "textDocument/publishDiagnostics"
                and message["params"]["uri"] == uri
                and message["params"].get("version") == version
            )
        )
        found: list[Message] = message["params"]["diagnostics"]
        return found

    def actions(self, given: Message, uri: str = URI, **context: Any) -> list[Message]:
        actions: list[Message] = self.request(
            "textDocument/codeAction",
            textDocument={"uri": uri},
            range=given,
            context={"diagnostics": [], **context},
        )
        return actions

    def settle(self) -> None:
        """Wait until the server has handled all that was sent."""
        self.answer(self.ask("textDocument/hover", textDocument={"uri": "x:"}, position=at(0, 0)))

    def close_down(self) -> int:
        """Shut down in order; the exit code."""
        self.request("shutdown")
        self.send({"method": "exit"})
        return self.process.wait(TIMEOUT)

    def end(self) -> None:
        """Take back the process, whatever its state."""
        assert self.process.stdin is not None
        with suppress(BrokenPipeError):
            self.process.stdin.close()
        try:
            self.process.wait(TIMEOUT)
        finally:
            self.process.kill()
            self.process.wait()
            self._reader.join(TIMEOUT)
            for output in (self.process.stdout, self.process.stderr):
                if output is not None:
                    output.close()

    def errors(self) -> str:
        """What the server wrote to its standard error, once it has ended."""
        assert self.process.stderr is not None
        return self.process.stderr.read().decode()

    def _read(self) -> None:
        stream = self.process.stdout
        assert stream is not None
        try:
            while (message := _message(stream)) is not None:
                self._incoming.put(message)
        except ValueError as error:
            self.faults.append(str(error))
        self._incoming.put(None)


def at(line: int, character: int) -> Message:
    return {"line": line, "character": character}


def between(line: int, start: int, end: int) -> Message:
    """A range within one line."""
    return {"start": at(line, start), "end": at(line, end)}


def _message(stream: IO[bytes]) -> Message | None:
    """The next message; None at the end.

    Raises:
        ValueError: there is something else than LSP's frames.
    """
    length = 0
    while line := stream.readline():
        if line == b"\r\n":
            message: Message = json.loads(stream.read(length))
            return message
        name, colon, value = line.partition(b": ")
        if not colon or not name.startswith(b"Content-"):
            raise ValueError(f"no header: {line!r}")
        if name == b"Content-Length":
            length = int(value)
    return None
