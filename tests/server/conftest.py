from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import pytest

from tests.server.client import Client

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

EDITOR: dict[str, Any] = {
    "general": {"positionEncodings": ["utf-16"]},
    "textDocument": {
        "publishDiagnostics": {"relatedInformation": True, "versionSupport": True},
        "hover": {"contentFormat": ["markdown", "plaintext"]},
        "codeAction": {
            "codeActionLiteralSupport": {"codeActionKind": {"valueSet": ["quickfix", "source"]}},
            "isPreferredSupport": True,
        },
    },
    "workspace": {"workspaceEdit": {"documentChanges": True}},
}
"""What an editor with the usual abilities says of itself."""


@contextmanager
def conversation(*command: str) -> Iterator[Client]:
    """A server to talk with; whatever happens, it says nothing but LSP, and it ends."""
    client = Client.start(*command)
    try:
        yield client
    finally:
        client.end()
    assert client.faults == []


@pytest.fixture
def start() -> Iterator[Callable[..., Client]]:
    """Starts servers that nobody has said `initialize` to."""
    begun: list[Any] = []

    def begin(*command: str) -> Client:
        begun.append(conversation(*command))
        client: Client = begun[-1].__enter__()
        return client

    yield begin
    for each in begun:
        each.__exit__(None, None, None)


@pytest.fixture(scope="session")
def editor() -> Iterator[Client]:
    """One conversation that tests share, each with a document of its own."""
    with conversation() as client:
        client.initialize(EDITOR)
        yield client


@pytest.fixture
def uri(request: pytest.FixtureRequest) -> str:
    """The URI of a document that no other test opens."""
    return f"file:///project/{request.node.nodeid.replace('/', '.')}.py"
