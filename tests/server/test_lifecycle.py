from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from typing import TYPE_CHECKING, Any

import pytest

from tests.server.client import SERVE, TIMEOUT, URI, Client, at, between

if TYPE_CHECKING:
    from collections.abc import Callable

    Start = Callable[..., Client]

NOT_INITIALIZED, INVALID_REQUEST, UNKNOWN_METHOD, INVALID_PARAMS, NO_JSON = (
    -32002, -32600, -32601, -32602, -32700,
)  # fmt: skip


def hover_params(uri: str = URI) -> dict[str, Any]:
    return {"textDocument": {"uri": uri}, "position": at(0, 0)}


def error_code(client: Client, method: str, **params: Any) -> int:
    code: int = client.answer(client.ask(method, **params))["error"]["code"]
    return code


def test_the_server_says_what_it_can(start: Start) -> None:
    capabilities = start().initialize()["capabilities"]
    assert capabilities["textDocumentSync"] == {"openClose": True, "change": 2, "save": True}
    assert capabilities["hoverProvider"] is True
    assert capabilities["codeActionProvider"]["resolveProvider"] is True


def test_what_is_not_built_is_not_claimed(start: Start) -> None:
    capabilities = start().initialize()["capabilities"]
    claimed = {"diagnosticProvider", "documentFormattingProvider"}
    assert not claimed & set(capabilities)
    assert "source.organizeImports" not in capabilities["codeActionProvider"]["codeActionKinds"]


@pytest.mark.parametrize(
    ("offered", "chosen"),
    [
        (None, "utf-16"),
        ([], "utf-16"),
        (["utf-16"], "utf-16"),
        (["utf-8", "utf-16"], "utf-8"),
        (["utf-32", "utf-8", "utf-16"], "utf-32"),
        (["utf-7", "utf-8"], "utf-8"),
    ],
)
def test_the_position_encoding_is_the_clients_first_that_is_known(
    start: Start, offered: list[str] | None, chosen: str
) -> None:
    general = {} if offered is None else {"positionEncodings": offered}
    answer = start().initialize({"general": general})
    assert answer["capabilities"]["positionEncoding"] == chosen


def test_exit_after_shutdown_ends_with_0(start: Start) -> None:
    client = start()
    client.initialize()
    assert client.close_down() == 0


def test_exit_without_shutdown_ends_with_1(start: Start) -> None:
    client = start()
    client.initialize()
    client.send({"method": "exit"})
    assert client.process.wait(TIMEOUT) == 1


def test_exit_before_initialize_ends_with_1(start: Start) -> None:
    client = start()
    client.send({"method": "exit"})
    assert client.process.wait(TIMEOUT) == 1


def test_a_client_that_is_gone_ends_the_server(start: Start) -> None:
    client = start()
    client.initialize()
    assert client.process.stdin is not None
    client.process.stdin.close()
    assert client.process.wait(TIMEOUT) == 1


@pytest.mark.parametrize("length", [5, 10**15, 10**30], ids=str)
def test_input_that_ends_within_a_message_ends_the_server(start: Start, length: int) -> None:
    client = start()
    client.initialize()
    stream = client.process.stdin
    assert stream is not None
    stream.write(b"Content-Length: %d\r\n\r\n{" % length)
    stream.close()
    assert client.process.wait(TIMEOUT) == 1


def test_the_command_line_serves_as_editors_start_it(start: Start) -> None:
    client = start(sys.executable, "-m", "resp_lsp", "server", "--stdio")
    client.initialize()
    client.open("x = 1")
    assert client.diagnostics() == []
    assert client.close_down() == 0


def test_a_parent_process_that_ends_ends_the_server(start: Start) -> None:
    client = start(sys.executable, "-c", f"import resp_lsp.server.stdio as s; "
                   f"s.PARENT_INTERVAL = 0.05; {SERVE}")  # fmt: skip
    with subprocess.Popen((sys.executable, "-c", "input()"), stdin=subprocess.PIPE) as parent:
        client.initialize(processId=parent.pid)
        client.settle()
        time.sleep(0.5)  # the server has to see the process before it can miss it
        parent.kill()
    assert client.process.wait(TIMEOUT) == 1


def test_a_parent_process_that_cannot_be_seen_does_not_matter(start: Start) -> None:
    client = start(sys.executable, "-c", f"import resp_lsp.server.stdio as s; "
                   f"s.PARENT_INTERVAL = 0.05; {SERVE}")  # fmt: skip
    client.initialize(processId=2**22 + 1)
    client.open("x = 1")
    assert client.diagnostics() == []
    assert client.close_down() == 0


def test_a_request_before_initialize_is_refused(start: Start) -> None:
    client = start()
    assert error_code(client, "textDocument/hover", **hover_params()) == NOT_INITIALIZED
    assert error_code(client, "shutdown") == NOT_INITIALIZED


def test_a_notification_before_initialize_is_dropped(start: Start) -> None:
    client = start()
    client.open("x = 1")
    client.initialize()
    assert client.request("textDocument/hover", **hover_params()) is None
    assert client.arrived == []


def test_a_second_initialize_is_refused(editor: Client) -> None:
    code = error_code(editor, "initialize", processId=None, rootUri=None, capabilities={})
    assert code == INVALID_REQUEST


def test_a_request_after_shutdown_is_refused(start: Start) -> None:
    client = start()
    client.initialize()
    client.request("shutdown")
    assert error_code(client, "textDocument/hover", **hover_params()) == INVALID_REQUEST
    client.send({"method": "exit"})
    assert client.process.wait(TIMEOUT) == 0


def test_an_unknown_request_is_refused(editor: Client) -> None:
    assert error_code(editor, "resp/unknown", any=[1]) == UNKNOWN_METHOD
    assert error_code(editor, "$/unknown") == UNKNOWN_METHOD
    assert error_code(editor, "textDocument/formatting") == UNKNOWN_METHOD


def test_an_unknown_notification_is_ignored(editor: Client) -> None:
    editor.notify("$/unknown")
    editor.notify("workspace/unknown", a=1)
    assert editor.request("textDocument/hover", **hover_params()) is None


@pytest.mark.parametrize(
    "params",
    [
        {},
        {"textDocument": {"uri": URI}},
        {"textDocument": {"uri": URI}, "position": {"line": -1, "character": 0}},
        {"textDocument": {"uri": URI}, "position": "0:0"},
        {"textDocument": None, "position": at(0, 0)},
    ],
)
def test_a_request_with_malformed_params_is_refused(editor: Client, params: dict[str, Any]) -> None:
    assert error_code(editor, "textDocument/hover", **params) == INVALID_PARAMS


def test_initialize_with_malformed_params_can_be_said_again(start: Start) -> None:
    client = start()
    assert error_code(client, "initialize", capabilities=None) == INVALID_PARAMS
    assert client.initialize()["serverInfo"]["name"] == "resp-lsp"


def test_a_notification_with_malformed_params_opens_no_window(editor: Client, uri: str) -> None:
    editor.notify("textDocument/didOpen", textDocument={"uri": uri})
    editor.notify("textDocument/didChange", textDocument={"uri": uri}, contentChanges=[{"a": 1}])
    editor.settle()
    assert not [m for m in editor.arrived if m.get("method") == "window/showMessage"]


@pytest.mark.parametrize(
    "body",
    [b"{", b"\xff\xfe", b"", b"[" * 100_000],
    ids=["truncated", "not utf-8", "empty", "nested too deep"],
)
def test_a_body_that_is_no_json_is_refused(editor: Client, body: bytes) -> None:
    editor.send_body(body)
    assert editor.answer(None)["error"]["code"] == NO_JSON


@pytest.mark.parametrize(
    "message", [[], 1, None, {}, {"id": 1}, {"method": 1}, {"method": "x", "id": None}]
)
def test_json_that_is_no_message_is_refused(editor: Client, message: object) -> None:
    editor.send_body(json.dumps(message).encode())
    assert editor.answer(None)["error"]["code"] == INVALID_REQUEST


def test_a_response_that_nobody_awaits_is_ignored(editor: Client) -> None:
    editor.send({"id": "nobody", "result": None})
    editor.send({"id": 7, "error": {"code": 1, "message": "no"}})
    editor.send({"id": 7, "error": 1})
    assert editor.request("textDocument/hover", **hover_params()) is None


def test_cancelling_a_request_that_is_answered_is_ignored(editor: Client) -> None:
    editor.notify("$/cancelRequest", id=1)
    editor.notify("$/cancelRequest", id="x")
    editor.notify("$/setTrace", value="verbose")
    assert editor.request("textDocument/hover", **hover_params()) is None


def test_actions_for_an_unknown_document_are_none(editor: Client) -> None:
    assert editor.actions(between(0, 0, 0), uri="file:///unknown.py") is None


def test_what_the_linter_prints_does_not_reach_the_client(start: Start) -> None:
    client = start(
        sys.executable,
        "-c",
        "import os, resp_lsp.server.checks as c\nfrom resp_lsp.linter.lint import Linted\n"
        "def noisy(*given): print('noise', flush=True); os.write(1, b'noise'); return Linted(())\n"
        f"c.linted = noisy; {SERVE}",
    )
    client.initialize()
    client.open("x = 1")
    assert client.diagnostics() == []
    client.close_down()
    assert client.errors().count("noise") == 2


def test_a_linter_that_raises_costs_the_diagnostics_only(start: Start) -> None:
    client = start(
        sys.executable,
        "-c",
        "import resp_lsp.server.checks as c\n"
        f"def broken(text, *given): raise KeyError(text)\nc.linted = broken; {SERVE}",
    )
    client.initialize()
    for version in range(3):
        client.open("x = 1", version=version)
        assert client.diagnostics(version) == []
    assert client.actions(between(0, 0, 0)) == []
    assert client.arrived == []
    client.close_down()
    assert "KeyError: 'x = 1'" in client.errors()


def test_the_log_goes_to_its_file(start: Start, tmp_path: Any) -> None:
    log = tmp_path / "server.log"
    client = start(sys.executable, "-c", SERVE.replace("()", f"({str(log)!r}, 'debug')", 1))
    client.initialize(clientInfo={"name": "the-client", "version": "7"})
    client.close_down()
    assert "the-client 7" in log.read_text(encoding="utf-8")
    assert client.errors() == ""


def test_the_standard_streams_are_left_as_they_were() -> None:
    script = (
        "import os\nfrom resp_lsp.server.stdio import serve\ncode = serve()\nprint('after', code)"
    )
    done = subprocess.run(
        (sys.executable, "-c", script), input=b"", capture_output=True, timeout=TIMEOUT, check=True
    )
    assert done.stdout.split() == [b"after", b"1"]
    assert os.linesep.encode() in done.stdout
