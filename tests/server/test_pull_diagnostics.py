"""Clients that ask for diagnostics when they want them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.server.client import URI, Client, between
from tests.server.test_diagnostics import LIST, LISTING, codes
from tests.server.test_project import DICT, VIEWS
from tests.server.test_project import LIST as LIST_MODULE

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Start = Callable[..., Client]

BOTH = ["RSP101", "RSP201"]
PULLING: dict[str, Any] = {
    "textDocument": {
        "publishDiagnostics": {"relatedInformation": True},
        "diagnostic": {"dynamicRegistration": False},
    },
    "workspace": {
        "diagnostics": {"refreshSupport": True},
        "didChangeWatchedFiles": {"dynamicRegistration": True},
    },
}
REGISTERING = {**PULLING, "textDocument": {"diagnostic": {"dynamicRegistration": True}}}
PULL = "textDocument/diagnostic"
REFRESH = "workspace/diagnostic/refresh"


@pytest.fixture
def client(start: Start) -> Client:
    client = start()
    client.initialize(PULLING)
    return client


def pulled(client: Client, uri: str = URI, previous: str | None = None) -> dict[str, Any]:
    given = {} if previous is None else {"previousResultId": previous}
    report: dict[str, Any] = client.request(PULL, textDocument={"uri": uri}, **given)
    return report


def sent(client: Client, method: str) -> list[Any]:
    """The messages of one method that have arrived, taken away."""
    client.settle()
    found = [m for m in client.arrived if m.get("method") == method]
    client.arrived = [m for m in client.arrived if m not in found]
    return found


def refreshed(client: Client) -> None:
    """Wait until the server asks to pull anew."""
    asked = client.take(lambda message: message.get("method") == REFRESH)
    client.send({"id": asked["id"], "result": None})


def test_a_client_that_registers_statically_is_told_in_the_answer(start: Start) -> None:
    provider = start().initialize(PULLING)["capabilities"]["diagnosticProvider"]
    assert provider["interFileDependencies"] is True
    assert provider["workspaceDiagnostics"] is False
    assert provider["documentSelector"] == [{"language": "python"}]


def test_a_client_that_registers_dynamically_is_asked_to(start: Start) -> None:
    client = start()
    assert "diagnosticProvider" not in client.initialize(REGISTERING)["capabilities"]
    asked = client.take(lambda m: m.get("method") == "client/registerCapability")
    registered = {r["method"]: r["registerOptions"] for r in asked["params"]["registrations"]}
    assert registered[PULL]["interFileDependencies"] is True
    assert set(registered) == {PULL, "workspace/didChangeWatchedFiles"}


def test_a_client_that_cannot_pull_is_told_nothing_of_it(start: Start) -> None:
    assert "diagnosticProvider" not in start().initialize()["capabilities"]


def test_a_pull_gives_what_would_be_published(client: Client) -> None:
    client.open(LISTING)
    report = pulled(client)
    assert (report["kind"], codes(report["items"])) == ("full", BOTH)
    assert report["items"][0]["range"] == LIST
    assert "relatedDocuments" not in report


def test_nothing_is_published_to_a_client_that_pulls(client: Client) -> None:
    client.open(LISTING)
    pulled(client)
    client.change({"text": ""}, version=1)
    pulled(client)
    client.notify("textDocument/didSave", textDocument={"uri": URI})
    client.notify("textDocument/didClose", textDocument={"uri": URI})
    assert sent(client, "textDocument/publishDiagnostics") == []


def test_the_same_diagnostics_are_unchanged_whatever_was_edited(client: Client) -> None:
    client.open(LISTING)
    first = pulled(client)["resultId"]
    assert pulled(client, previous=first) == {"kind": "unchanged", "resultId": first}
    client.change({"text": f"{LISTING}\n# more\n"}, version=1)
    assert pulled(client, previous=first)["kind"] == "unchanged"


def test_a_finding_that_moves_is_a_change(client: Client) -> None:
    client.open(LISTING)
    first = pulled(client)["resultId"]
    client.change({"text": f"\n{LISTING}"}, version=1)
    report = pulled(client, previous=first)
    assert (report["kind"], codes(report["items"])) == ("full", BOTH)
    assert report["resultId"] != first


def test_the_result_id_is_the_same_in_another_process(start: Start) -> None:
    ids = []
    for _ in range(2):
        client = start()
        client.initialize(PULLING)
        client.open(LISTING)
        ids.append(pulled(client)["resultId"])
    assert ids[0] == ids[1]


def test_a_pull_during_many_edits_is_about_the_last_one(client: Client) -> None:
    client.open(LISTING)
    asked = client.ask(PULL, textDocument={"uri": URI})
    for version in range(1, 30):
        client.change({"range": between(4, 25, 25), "text": "1, "}, version=version)
    asked = client.ask(PULL, textDocument={"uri": URI})
    last = client.answer(asked)["result"]["items"]
    assert last[0]["range"] == between(4, 24, 30 + 29 * 3)


def test_a_pull_can_be_cancelled(client: Client) -> None:
    client.open(LISTING)
    asked = client.ask(PULL, textDocument={"uri": URI})
    client.notify("$/cancelRequest", id=asked)
    assert client.answer(asked).get("error", {"code": -32800})["code"] == -32800
    assert codes(pulled(client)["items"]) == BOTH


@pytest.mark.parametrize("uri", ["file:///not/open.py", "file:///notes.txt"])
def test_a_document_that_is_not_checked_has_no_diagnostics(client: Client, uri: str) -> None:
    client.open(LISTING, "file:///notes.txt", language="plaintext")
    report = pulled(client, uri)
    assert (report["kind"], report["items"]) == ("full", [])
    assert pulled(client, uri, report["resultId"])["kind"] == "unchanged"


def test_a_module_that_changes_in_the_editor_is_a_refresh(client: Client, tmp_path: Path) -> None:
    views, helpers = ((tmp_path / name).as_uri() for name in ("views.py", "helpers.py"))
    client.open(VIEWS, views)
    client.open(DICT, helpers)
    assert pulled(client, views)["items"] == []
    client.change({"text": LIST_MODULE}, version=1, uri=helpers)
    refreshed(client)
    assert codes(pulled(client, views)["items"]) == ["RSP101"]


def test_a_module_that_changes_on_disk_is_a_refresh(client: Client, tmp_path: Path) -> None:
    views, helpers = tmp_path / "views.py", tmp_path / "helpers.py"
    client.open(VIEWS, views.as_uri())
    assert pulled(client, views.as_uri())["items"] == []
    helpers.write_text(LIST_MODULE)
    change = {"uri": helpers.as_uri(), "type": 1}
    client.notify("workspace/didChangeWatchedFiles", changes=[change])
    refreshed(client)
    assert codes(pulled(client, views.as_uri())["items"]) == ["RSP101"]


def test_a_module_that_nothing_depends_on_is_none(client: Client, tmp_path: Path) -> None:
    views = (tmp_path / "views.py").as_uri()
    client.open(VIEWS, views)
    pulled(client, views)
    client.open(DICT, (tmp_path / "other.py").as_uri())
    assert pulled(client, (tmp_path / "other.py").as_uri())["items"] == []
    assert sent(client, REFRESH) == []


def test_changed_settings_are_one_refresh_for_all_documents(client: Client) -> None:
    uris = [f"file:///project/views{number}.py" for number in range(5)]
    for uri in uris:
        client.open(LISTING, uri)
        assert codes(pulled(client, uri)["items"]) == BOTH
    for _ in range(3):
        settings = {"resp-lsp": {"ignore": ["RSP101"]}}
        client.notify("workspace/didChangeConfiguration", settings=settings)
    refreshed(client)
    for uri in uris:
        assert codes(pulled(client, uri)["items"]) == ["RSP201"]
    assert sent(client, REFRESH) == []


def test_a_client_that_cannot_refresh_is_not_asked_to(start: Start) -> None:
    client = start()
    client.initialize({"textDocument": {"diagnostic": {}}})
    client.open(LISTING)
    pulled(client)
    client.notify("workspace/didChangeConfiguration", settings={"resp-lsp": {"select": ["RSP1"]}})
    assert codes(pulled(client)["items"]) == ["RSP101"]
    assert client.arrived == []
