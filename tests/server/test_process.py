"""The server as its command line starts it: streams, sockets, logs, and traces of both."""

from __future__ import annotations

import re
import socket
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from tests.server.client import TIMEOUT, URI, Client, at
from tests.server.test_tcp import PARAMS, frame

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Start = Callable[..., Client]

SERVER = (sys.executable, "-m", "resp_lsp", "server")
LISTING = """\
from django.http import JsonResponse

def listing(request):
    return JsonResponse([1, 2])
"""


def refused(*options: str) -> str:
    """What is said of options that the command line refuses."""
    done = subprocess.run(
        (*SERVER, *options), input=b"", capture_output=True, timeout=TIMEOUT, check=False
    )
    assert done.returncode == 2
    assert done.stdout == b""
    return done.stderr.decode()


@pytest.mark.parametrize("options", [(), ("--stdio",)])
def test_it_converses_over_its_standard_streams(start: Start, options: tuple[str, ...]) -> None:
    client = start(*SERVER, *options)
    client.initialize()
    client.open(LISTING)
    assert [each["code"] for each in client.diagnostics()] == ["RSP101"]
    assert client.close_down() == 0


def test_it_converses_with_one_client_over_a_socket() -> None:
    with subprocess.Popen((*SERVER, "--tcp", "127.0.0.1:0"), stderr=subprocess.PIPE) as server:
        assert server.stderr is not None
        said = re.search(rb"listening on (\S+):(\d+)", server.stderr.readline())
        assert said is not None
        with socket.create_connection((said[1].decode(), int(said[2])), TIMEOUT) as connection:
            connection.sendall(frame(id=1, method="initialize", params=PARAMS))
            assert b'"serverInfo"' in connection.recv(65_536)
        assert server.wait(TIMEOUT) == 1  # gone without a word


@pytest.mark.parametrize(
    ("level", "logged"), [("debug", True), ("info", True), ("warning", False), ("error", False)]
)
def test_the_log_file_holds_what_the_level_lets_through(
    start: Start, tmp_path: Path, level: str, *, logged: bool
) -> None:
    file = tmp_path / "ünits.log"
    client = start(*SERVER, "--log-file", str(file), "--log-level", level)
    client.initialize(clientInfo={"name": "the 😀 client \ud800"})
    assert client.close_down() == 0
    assert ("the 😀 client" in file.read_text(encoding="utf-8")) is logged
    assert client.errors() == ""


def test_a_log_file_is_added_to(start: Start, tmp_path: Path) -> None:
    file = tmp_path / "log"
    for name in ("first", "second"):
        client = start(*SERVER, "--log-file", str(file))
        client.initialize(clientInfo={"name": name})
        client.close_down()
    assert re.findall("first|second", file.read_text(encoding="utf-8")) == ["first", "second"]


@pytest.mark.parametrize(
    "options",
    [
        ("--log-level", "loud"),
        ("--log-file", "no/such/folder/log"),
        ("--tcp", "nowhere"),
        ("--tcp", "127.0.0.1:port"),
        ("--unknown",),
    ],
    ids=" ".join,
)
def test_options_that_cannot_be_followed_are_refused(options: tuple[str, ...]) -> None:
    assert "Usage:" in refused(*options)


def traces(client: Client) -> list[tuple[str, bool]]:
    """What was traced, without times, and whether with details."""
    client.settle()
    found = [m["params"] for m in client.arrived if m.get("method") == "$/logTrace"]
    return [(re.sub(r"\d+ ms", "", each["message"]), "verbose" in each) for each in found]


def test_a_trace_tells_of_each_check_as_much_as_the_client_wants(start: Start) -> None:
    client = start()
    client.initialize()
    for version, value in enumerate(("off", "messages", "verbose", "off")):
        client.notify("$/setTrace", value=value)
        client.open(LISTING, version=version)
        client.diagnostics(version)
    assert traces(client) == [
        (f"checked {URI}, version 1, in ", False),
        (f"checked {URI}, version 2, in ", True),
    ]


def test_the_trace_can_be_set_at_initialization(start: Start) -> None:
    client = start()
    client.initialize(trace="verbose")
    client.open(LISTING)
    client.diagnostics()
    client.settle()
    (told,) = (m["params"] for m in client.arrived if m.get("method") == "$/logTrace")
    assert told["verbose"] == "found: RSP101"


def test_a_trace_of_no_known_value_changes_nothing(start: Start) -> None:
    client = start()
    client.initialize()
    client.notify("$/setTrace", value="loud")
    client.open(LISTING)
    client.diagnostics()
    assert traces(client) == []
    hover = client.request("textDocument/hover", textDocument={"uri": URI}, position=at(3, 25))
    assert "RSP101" in hover["contents"]["value"]
