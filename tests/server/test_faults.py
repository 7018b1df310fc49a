"""Whatever goes wrong, the server answers or carries on, opens no windows, and mixes up no text."""

from __future__ import annotations

import sys
from functools import partial
from typing import TYPE_CHECKING, Any

import pytest
from lsprotocol import types

from resp_lsp.server.feature import all_features
from tests.server.client import SERVE, URI, Client, Message, at, between
from tests.server.conftest import EDITOR, conversation

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    Start = Callable[..., Client]

LISTING = """\
from django.http import JsonResponse

def listing(request):
    return JsonResponse([1, 2])
"""
LIST = between(3, 24, 30)
INVALID_PARAMS, CANCELLED = -32602, -32800


@pytest.fixture(scope="module")
def server() -> Iterator[Client]:
    with conversation() as client:
        client.initialize(EDITOR)
        yield client


@pytest.fixture(autouse=True)
def windows(server: Client) -> Iterator[None]:
    """No test of this file makes the shared server open a window."""
    yield
    server.settle()
    assert shown(server) == []


def shown(client: Client) -> list[str]:
    """The messages that the server opened a window for."""
    return [
        m["params"]["message"] for m in client.arrived if m.get("method") == "window/showMessage"
    ]


def answers(request: str, message: Message) -> bool:
    return message.get("id") == request


def published(client: Client, uri: str) -> list[Any]:
    """The versions that diagnostics came for and that no test took."""
    of_uri = (m["params"] for m in client.arrived if m.get("params", {}).get("uri") == uri)
    return [params.get("version") for params in of_uri]


def is_answer(request: str, message: Message) -> bool:
    return message.get("id") == request


def codes(client: Client, uri: str, version: int = 0) -> list[Any]:
    return [diagnostic["code"] for diagnostic in client.diagnostics(version, uri)]


NO_PARAMS: tuple[Any, ...] = (
    None, [], 1, "x", {}, {"textDocument": None}, {"textDocument": {}},
    {"textDocument": {"uri": 1}}, {"textDocument": {"uri": URI}, "range": {}, "contentChanges": 1},
    {"textDocument": {"uri": URI, "version": "x"}, "contentChanges": [{"range": None}]},
    {"textDocument": {"uri": URI}, "position": {"line": -1, "character": 2**40}},
    {"changes": [{}]}, {"command": 1}, {"settings": [1]}, {"event": {"added": 1}}, {"id": {}},
)  # fmt: skip
HANDLED = sorted({each.method for each in all_features()} - {"initialize", "shutdown"})
NOTIFICATIONS = [
    method for method in (*HANDLED, "$/cancelRequest")
    if method in types.METHOD_TO_TYPES and types.METHOD_TO_TYPES[method][1] is None
]  # fmt: skip
REQUESTS = sorted({*HANDLED} - {*NOTIFICATIONS})
OF_A_DOCUMENT = (types.TEXT_DOCUMENT_DIAGNOSTIC, "resp-lsp/status")
"""What needs no more than a document."""
ANY_PARAMS: dict[str, Any] = {
    "textDocument": {"uri": URI}, "position": at(3, 25), "range": LIST,
    "context": {"diagnostics": [], "triggerKind": 1}, "title": "x", "label": "x", "command": "x",
    "previousResultIds": [],
}  # fmt: skip
"""What any request can be asked with."""


@pytest.mark.parametrize("method", REQUESTS)
def test_a_request_with_malformed_params_is_answered_with_an_error(
    server: Client, method: str
) -> None:
    for number, params in enumerate(NO_PARAMS):
        server.send({"id": f"{method} {number}", "method": method, "params": params})
    for number in range(len(NO_PARAMS)):
        answer = server.take(partial(is_answer, f"{method} {number}"))
        assert "error" in answer or (method in OF_A_DOCUMENT and "uri" in str(NO_PARAMS[number]))


@pytest.mark.parametrize("method", NOTIFICATIONS)
def test_a_notification_with_malformed_params_changes_nothing(
    server: Client, uri: str, method: str
) -> None:
    server.open(LISTING, uri)
    assert codes(server, uri) == ["RSP101"]
    for params in NO_PARAMS:
        server.send({"method": method, "params": params})
    server.change({"range": LIST, "text": "{}"}, version=1, uri=uri)
    assert codes(server, uri, 1) == []


def test_requests_before_initialize_are_refused_and_the_conversation_begins(start: Start) -> None:
    client = start()
    for method in (*REQUESTS, "shutdown", "resp/unknown"):
        assert client.answer(client.ask(method))["error"]["code"] == -32002
    client.initialize()
    client.open(LISTING)
    assert codes(client, URI) == ["RSP101"]


def test_a_change_of_a_document_that_is_not_open_is_ignored(server: Client, uri: str) -> None:
    server.change({"text": LISTING}, version=1, uri=uri)
    server.change({"range": LIST, "text": "x"}, version=2, uri=uri)
    server.settle()
    assert published(server, uri) == []
    server.open(LISTING, uri, version=3)
    assert codes(server, uri, 3) == ["RSP101"]


def test_a_document_that_is_closed_twice_is_closed(server: Client, uri: str) -> None:
    server.open(LISTING, uri)
    assert codes(server, uri) == ["RSP101"]
    for _ in range(2):
        server.notify("textDocument/didClose", textDocument={"uri": uri})
    assert server.diagnostics(None, uri) == []
    assert server.actions(LIST, uri) is None
    assert published(server, uri) == []


def test_a_document_that_is_opened_twice_has_the_later_text(server: Client, uri: str) -> None:
    server.open(LISTING, uri)
    server.open(LISTING.replace("[1, 2]", "{}"), uri, version=1)
    assert codes(server, uri, 1) == []
    server.change({"range": between(3, 24, 26), "text": "[3]"}, version=2, uri=uri)
    assert codes(server, uri, 2) == ["RSP101"]


def test_versions_that_go_back_or_stay_are_taken_as_they_come(server: Client, uri: str) -> None:
    server.open(LISTING, uri, version=9)
    assert codes(server, uri, 9) == ["RSP101"]
    for version, text in ((3, "{}"), (3, "[4]"), (-1, "{}")):
        server.change({"text": LISTING.replace("[1, 2]", text)}, version=version, uri=uri)
        wanted = [] if text == "{}" else ["RSP101"]
        assert codes(server, uri, version) == wanted


@pytest.mark.parametrize(
    "method", ["textDocument/hover", "textDocument/codeAction", "textDocument/didSave"]
)
def test_an_unknown_uri_is_no_fault(server: Client, uri: str, method: str) -> None:
    params = {"textDocument": {"uri": uri}, "position": at(0, 0), "range": LIST}
    if method.startswith("textDocument/did"):
        server.notify(method, **params)
    else:
        assert server.request(method, **params, context={"diagnostics": []}) is None


@pytest.mark.parametrize(
    "odd",
    [
        "untitled:Untitled-1", "untitled:/project/new.py", "vscode-vfs://github/a/b/views.py",
        "git:/project/views.py?%7B%22ref%22%3A%22HEAD%22%7D", "file:///c%3A/project/views.py",
        "file:///C:/project/views.py", "file://server/share/views.py", "file:views.py", "",
        "file:///project/%F0%9F%98%80 %25.py", "file:///project/%ff%fe.py", "file:///%00.py",
        "file://[", "views.py", "file:///project/" + "long" * 2_000 + ".py", "\ud800:x",
        "inmemory://model/1", "zipfile:///a.whl::views.py", "jdt://contents/views.py", "http://[::1",
        "file:///project/views.py#fragment", "file:///project/views.py?query",
    ],
)  # fmt: skip
def test_any_uri_is_a_document(server: Client, odd: str) -> None:
    server.open(LISTING, odd)
    assert codes(server, odd) == ["RSP101"]
    assert server.actions(LIST, odd)
    params = {"textDocument": {"uri": odd}, "position": at(3, 25)}
    assert "RSP101" in server.request("textDocument/hover", **params)["contents"]["value"]
    server.change({"range": LIST, "text": "{}"}, version=1, uri=odd)
    assert codes(server, odd, 1) == []
    server.notify("textDocument/didSave", textDocument={"uri": odd})
    event = {"uri": odd, "type": 2}
    server.notify("workspace/didChangeWatchedFiles", changes=[event])
    server.notify("textDocument/didClose", textDocument={"uri": odd})
    assert server.diagnostics(None, odd) == []


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("\0" * 1_000, id="null bytes"),
        pytest.param(f"{LISTING}x = '\0'\n", id="a null byte in a string"),
        pytest.param("x = " + "[" * 10_000 + "]" * 10_000, id="10,000 brackets"),
        pytest.param("x = " + "(" * 10_000, id="10,000 open brackets"),
        pytest.param(f"from django.http import HttpResponse\nx = {'HttpResponse(' * 10_000}",
                     id="10,000 calls"),
        pytest.param("".join(f"{' ' * n}if x:\n" for n in range(1_000)), id="1,000 blocks"),
        pytest.param("\ud800", id="half a pair"),
        pytest.param(f"{LISTING}# \udfff\n", id="half a pair in a comment"),
        pytest.param(LISTING.replace("[1, 2]", "['\ud83d']"), id="half a pair in the fault"),
        pytest.param("\ufeff" + LISTING, id="byte order mark"),
        pytest.param("x" * 1_000_000, id="a line of a megabyte"),
        pytest.param("\r" * 100_000, id="100,000 carriage returns"),
        pytest.param('"""' + "\n" * 1_000, id="open string"),
        pytest.param("def f(:\n\t x\n  y\n", id="no Python"),
    ],
)  # fmt: skip
def test_any_text_is_checked_and_can_be_edited_into_another(
    server: Client, uri: str, text: str
) -> None:
    server.open(text, uri)
    server.diagnostics(0, uri)
    server.actions(between(0, 0, 9), uri)
    here = {"start": at(0, 0), "end": at(0, 0)}
    server.change({"range": here, "text": "\n"}, version=1, uri=uri)
    server.diagnostics(1, uri)
    server.change({"text": LISTING}, version=2, uri=uri)
    assert codes(server, uri, 2) == ["RSP101"]
    assert published(server, uri) == []


def test_ten_megabytes_are_a_document(server: Client, uri: str) -> None:
    server.timeout = 120.0
    server.open("value = compute(1, 2, 3)\n" * 400_000, uri)
    server.settle()
    server.change({"range": between(5, 0, 5), "text": "other"}, version=1, uri=uri)
    assert server.diagnostics(1, uri) == []
    server.notify("textDocument/didClose", textDocument={"uri": uri})
    assert server.diagnostics(None, uri) == []


RAISING = f"""\
from resp_lsp.rules import all_rules
from resp_lsp.rules.rule import Rule

def raising(rule, module, findings=Rule.findings):
    if rule.code == "RSP201":
        raise ZeroDivisionError(module.text.count("x"))
    return findings(rule, module)

Rule.findings = raising
{SERVE}
"""


def test_a_rule_that_raises_costs_its_own_findings_only(start: Start) -> None:
    client = start(sys.executable, "-c", RAISING)
    client.initialize(EDITOR)
    client.open(LISTING)
    assert codes(client, URI) == ["RSP904", "RSP101"]
    for version in range(1, 20):
        client.change({"range": between(1, 0, 0), "text": "x = 1\n"}, version=version)
    assert "RSP101" in codes(client, URI, 19)
    assert any(action.get("isPreferred") or action for action in client.actions(between(22, 0, 40)))
    client.settle()
    assert shown(client) == []


def test_a_configuration_that_cannot_be_read_is_told_once(start: Start, tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text("[tool.resp-lsp\nselect = [", encoding="utf-8")
    client = start()
    client.initialize(EDITOR, rootUri=tmp_path.as_uri())
    uris = [(tmp_path / f"views{n}.py").as_uri() for n in range(5)]
    for uri in uris:
        client.open(LISTING, uri)
        assert "RSP101" in codes(client, uri)
    for version in range(1, 10):
        client.change({"range": between(1, 0, 0), "text": "\n"}, version=version, uri=uris[0])
        client.diagnostics(version, uris[0])
    client.settle()
    assert len(shown(client)) <= 1


def test_a_module_that_vanishes_costs_what_was_known_of_it_only(
    start: Start, tmp_path: Path
) -> None:
    module = tmp_path / "replies.py"
    module.write_text("ROWS = [1]\n", encoding="utf-8")
    text = LISTING.replace("JsonResponse\n", "JsonResponse\nfrom replies import ROWS\n", 1)
    text = text.replace("[1, 2]", "ROWS")
    uri = (tmp_path / "views.py").as_uri()
    client = start()
    client.initialize(EDITOR, rootUri=tmp_path.as_uri())
    client.open(text, uri)
    assert codes(client, uri) == ["RSP101"]
    module.unlink()
    client.change({"range": between(0, 0, 0), "text": "\n"}, version=1, uri=uri)
    assert codes(client, uri, 1) == []
    tmp_path.joinpath("replies.py").mkdir()
    client.change({"range": between(0, 0, 0), "text": "\n"}, version=2, uri=uri)
    assert codes(client, uri, 2) == []
    assert shown(client) == []


def test_a_client_that_closes_its_streams_ends_the_server(start: Start) -> None:
    client = start()
    client.initialize()
    client.open("value = compute(1, 2, 3)\n" * 40_000)
    assert client.process.stdin is not None
    assert client.process.stdout is not None
    client.process.stdin.close()
    assert client.process.wait(20) == 1


@pytest.mark.parametrize("begun", [False, True])
def test_every_request_that_is_cancelled_is_answered_once(
    server: Client, uri: str, *, begun: bool
) -> None:
    server.open(LISTING, uri)
    if begun:
        server.diagnostics(0, uri)
    params = {**ANY_PARAMS, "textDocument": {"uri": uri}}
    asked = [server.ask(method, **params) for method in REQUESTS for _ in range(3)]
    for request in asked:
        server.notify("$/cancelRequest", id=request)
    server.notify("$/cancelRequest", id=max(asked))
    for request in asked:
        answer = server.answer(request)
        assert "result" in answer or answer["error"]["code"] in (CANCELLED, INVALID_PARAMS)
    server.settle()
    assert not [message for message in server.arrived if message.get("id") in asked]


def test_a_client_that_never_reads_standard_error_is_served(start: Start) -> None:
    client = start()
    client.initialize()
    for _ in range(300):
        client.notify("textDocument/didOpen", textDocument={"uri": URI, "text": 1})
    client.open(LISTING)
    assert codes(client, URI) == ["RSP101"]
    assert client.close_down() == 0
