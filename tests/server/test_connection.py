"""The conversation without a process: what is received, and what is sent."""

from __future__ import annotations

import asyncio
import json
import time
from io import BytesIO
from typing import TYPE_CHECKING, Any

from hypothesis import given, settings
from hypothesis import strategies as st

from resp_lsp.server.feature import all_features
from resp_lsp.server.frames import bodies
from resp_lsp.server.language_server import language_server
from resp_lsp.server.stdio import Output
from tests.server.client import TIMEOUT, URI, Message, at

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine

    from resp_lsp.server.connection import Connection

INITIALIZE: Message = {"processId": None, "rootUri": None, "capabilities": {}}
HOVER: Message = {"textDocument": {"uri": URI}, "position": at(0, 0)}


def converse(talk: Callable[[Connection], Coroutine[None, None, None]]) -> list[Message]:
    """What a server that is initialized sends while `talk` talks to it."""
    output = BytesIO()

    async def run() -> None:
        connection = language_server()
        connection.protocol.set_writer(Output(output))
        say(connection, "initialize", INITIALIZE, request=0)
        try:
            await talk(connection)
        finally:
            connection.schedule.close()

    asyncio.run(run())
    return [json.loads(body) for body in bodies(BytesIO(output.getvalue()))][1:]


def say(connection: Connection, method: str, params: object, *, request: int | None = None) -> None:
    message = {"jsonrpc": "2.0", "method": method, "params": params}
    if request is not None:
        message["id"] = request
    connection.protocol.receive(json.dumps(message).encode())


def open_document(connection: Connection, text: str = "x = 1\n") -> None:
    item = {"uri": URI, "languageId": "python", "version": 0, "text": text}
    say(connection, "textDocument/didOpen", {"textDocument": item})


async def published(connection: Connection) -> None:
    """Wait for the diagnostics of what is open."""
    await asyncio.gather(*connection.schedule._deliveries.values())


async def come_true(condition: Callable[[], bool]) -> None:
    """Wait until it is so, as long as a loaded machine may take."""
    deadline = time.monotonic() + TIMEOUT
    while not condition():
        assert time.monotonic() < deadline
        await asyncio.sleep(0.001)


def test_a_long_conversation_leaves_nothing_behind() -> None:
    async def talk(connection: Connection) -> None:
        say(connection, "initialized", {})
        open_document(connection)
        kept = len(connection.protocol._request_futures)
        for version in range(1, 200):
            document = {"uri": URI, "version": version}
            changes = [{"text": f"x = {version}\n"}]
            change = {"textDocument": document, "contentChanges": changes}
            say(connection, "textDocument/didChange", change)
            say(connection, "$/setTrace", {"value": "off"})
            say(connection, "textDocument/didSave", {"textDocument": {"uri": URI}})
            say(connection, "textDocument/hover", HOVER, request=version)
            await asyncio.sleep(0)
        await published(connection)
        await come_true(lambda: len(connection.protocol._request_futures) == kept)
        assert len(connection.schedule._jobs) == len(connection.schedule._deliveries) == 1
        say(connection, "textDocument/didClose", {"textDocument": {"uri": URI}})
        assert not connection.schedule._jobs
        assert not connection.schedule._deliveries

    answered = {message["id"] for message in converse(talk) if "id" in message}
    assert answered == set(range(1, 200))


def test_a_cancelled_request_is_answered_so() -> None:
    async def talk(connection: Connection) -> None:
        open_document(connection)
        say(connection, "textDocument/hover", HOVER, request=1)
        say(connection, "$/cancelRequest", {"id": 1})
        await come_true(lambda: not connection.protocol._request_futures)

    (answer,) = (message for message in converse(talk) if message.get("id") == 1)
    assert answer["error"]["code"] == -32800


def test_a_request_is_answered_while_another_document_is_checked() -> None:
    async def talk(connection: Connection) -> None:
        open_document(connection)
        say(connection, "textDocument/hover", {**HOVER, "textDocument": {"uri": "x:"}}, request=1)
        await asyncio.sleep(0)
        say(connection, "textDocument/hover", HOVER, request=2)
        await come_true(lambda: not connection.protocol._request_futures)

    order = [message.get("id") for message in converse(talk)]
    assert order.index(1) < order.index(2)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-2, 5) | st.sampled_from(["2.0", URI, "python", ""]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=8,
)
PARTS = (
    "textDocument", "position", "range", "context", "uri", "version", "text", "contentChanges",
)  # fmt: skip
PARAMS = st.dictionaries(st.sampled_from(PARTS), JSON) | JSON
METHODS = sorted({each.method for each in all_features()} - {"shutdown"})
MESSAGES = st.fixed_dictionaries(
    {},
    optional={
        "jsonrpc": st.just("2.0") | JSON,
        "id": st.integers(1, 9) | JSON,
        "method": st.sampled_from(METHODS) | JSON,
        "params": PARAMS,
        "result": JSON,
        "error": JSON,
    },
)


@given(st.lists(MESSAGES | JSON, max_size=5))
@settings(max_examples=60, deadline=None)
def test_no_message_ends_the_conversation(messages: list[Any]) -> None:
    async def talk(connection: Connection) -> None:
        for message in messages:
            connection.protocol.receive(json.dumps(message).encode())
        await asyncio.sleep(0)
        say(connection, "textDocument/hover", {**HOVER, "textDocument": {"uri": "x:"}}, request=99)
        await come_true(lambda: 99 not in connection.protocol._request_futures)

    sent = converse(talk)
    assert {"id": 99, "jsonrpc": "2.0", "result": None} in sent
    assert not [message for message in sent if message.get("method") == "window/showMessage"]
