"""Files that are not open: pulled by clients that can, published to others, where they want it."""

from __future__ import annotations

import os
import signal
import sys
import time
from typing import TYPE_CHECKING, Any

import pytest

from tests.server.client import SERVE
from tests.server.test_configuration import WATCHING
from tests.server.test_diagnostics import LISTING, codes
from tests.server.test_project import DICT, VIEWS
from tests.server.test_project import LIST as LIST_MODULE
from tests.server.test_pull_diagnostics import PULLING, REGISTERING, pulled

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.server.client import Client, Message

    Start = Callable[..., Client]

BOTH = ["RSP101", "RSP201"]
ON = {"workspaceDiagnostics": True}
WORKSPACE = "workspace/diagnostic"
PATIENT = 300.0
"""Seconds: what has a low priority takes long where the machine has much else to do."""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Two views with findings, one of them in a folder, and files without."""
    files = {
        "views.py": LISTING,
        "app/views.py": VIEWS,
        "app/helpers.py": LIST_MODULE,
        "app/models.py": "x = 1\n",
        "build/views.py": LISTING,
        "notes.txt": LISTING,
    }
    for name, text in files.items():
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text)
    return tmp_path


def started(start: Start, project: Path, capabilities: Any = PULLING, **options: Any) -> Client:
    return begun(start(), project, capabilities, **options)


def begun(client: Client, project: Path, capabilities: Any = PULLING, **options: Any) -> Client:
    client.timeout = PATIENT
    client.initialize(
        capabilities,
        workspaceFolders=[{"uri": project.as_uri(), "name": "project"}],
        initializationOptions={**ON, **options},
    )
    return client


def previous(items: list[Message]) -> list[Message]:
    return [{"uri": item["uri"], "value": item["resultId"]} for item in items]


def looked(client: Client, known: list[Message] | None = None, **given: Any) -> list[Message]:
    report = client.request(WORKSPACE, previousResultIds=known or [], **given)
    items: list[Message] = report["items"]
    return items


def told(items: list[Message], project: Path) -> dict[str, Any]:
    """The codes of each file that is reported, by its name; None for unchanged ones."""
    root = f"{project.as_uri()}/"
    return {
        item["uri"].removeprefix(root): codes(item["items"]) if item["kind"] == "full" else None
        for item in items
    }


ALL = {"views.py": BOTH, "app/views.py": ["RSP101"]}


def test_the_files_of_the_project_are_reported_as_the_command_line_finds_them(
    start: Start, project: Path
) -> None:
    items = looked(started(start, project))
    assert told(items, project) == ALL
    assert items[0]["version"] is None


def test_a_file_is_reported_as_its_document_would_be(start: Start, project: Path) -> None:
    client = started(start, project)
    closed = {item["uri"]: item for item in looked(client)}
    uri = (project / "views.py").as_uri()
    client.open(LISTING, uri)
    report = pulled(client, uri)
    assert report["items"] == closed[uri]["items"]
    assert report["resultId"] == closed[uri]["resultId"]


def test_parts_are_sent_as_they_come(start: Start, project: Path) -> None:
    client = started(start, project)
    assert looked(client, partialResultToken="parts") == []
    parts = [m["params"] for m in client.arrived if m["method"] == "$/progress"]
    assert {part["token"] for part in parts} == {"parts"}
    assert told([item for part in parts for item in part["value"]["items"]], project) == ALL


def test_progress_is_shown_under_the_clients_token(start: Start, project: Path) -> None:
    client = started(start, project)
    looked(client, workDoneToken=7)
    values = [m["params"]["value"] for m in client.arrived if m["method"] == "$/progress"]
    assert {v["kind"] for v in values[1:-1]} == {"report"}
    assert (values[0]["kind"], values[-2]["percentage"], values[-1]["kind"]) == (
        "begin",
        100,
        "end",
    )


def test_an_open_document_is_taken_from_the_editor(start: Start, project: Path) -> None:
    client = started(start, project)
    client.open("x = 1\n", (project / "views.py").as_uri(), version=3)
    client.open(DICT, (project / "app" / "helpers.py").as_uri())
    items = looked(client)
    assert told(items, project) == {"views.py": [], "app/helpers.py": []}
    assert [item["version"] for item in items] == [3, 0]


def test_what_is_as_it_was_is_unchanged(start: Start, project: Path) -> None:
    client = started(start, project, capabilities={"textDocument": {"diagnostic": {}}})
    items = looked(client)
    (project / "views.py").write_text("x = 1\n")
    again = looked(client, previous(items))
    assert told(again, project) == {"views.py": [], "app/views.py": None}


def test_a_client_may_spell_uris_in_its_own_way(start: Start, project: Path) -> None:
    client = started(start, project)
    known = previous(looked(client))
    for each in known:
        each["uri"] = each["uri"].replace("views", "%76iews")
    (project / "views.py").unlink()
    again = told(looked(client, known), project)
    assert again == {"%76iews.py": [], "app/%76iews.py": None}


def test_a_file_that_is_gone_is_cleared(start: Start, project: Path) -> None:
    client = started(start, project)
    items = looked(client)
    (project / "views.py").unlink()
    assert told(looked(client, previous(items)), project) == {"views.py": [], "app/views.py": None}


def test_a_file_is_checked_again_when_a_module_that_it_depends_on_changes(
    start: Start, project: Path
) -> None:
    client = started(start, project)
    items = looked(client)
    (project / "app" / "helpers.py").write_text(DICT)
    assert told(looked(client, previous(items)), project) == {"views.py": None, "app/views.py": []}


def test_a_file_is_checked_again_under_another_configuration(start: Start, project: Path) -> None:
    client = started(start, project)
    items = looked(client)
    (project / "resp-lsp.toml").write_text("ignore = ['RSP201']")
    again = looked(client, previous(items))
    assert told(again, project) == {"views.py": ["RSP101"], "app/views.py": None}


def test_the_answer_waits_until_there_is_something_new(start: Start, project: Path) -> None:
    client = started(start, project)
    known = previous(looked(client))
    asked = client.ask(WORKSPACE, previousResultIds=known)
    uri = (project / "views.py").as_uri()
    client.open(LISTING, uri)
    assert codes(pulled(client, uri)["items"]) == BOTH
    time.sleep(0.5)
    client.settle()
    assert not [m for m in client.arrived if m.get("id") == asked]
    client.notify("textDocument/didClose", textDocument={"uri": uri})
    (project / "views.py").write_text("x = 1\n")
    client.notify("workspace/didChangeWatchedFiles", changes=[{"uri": uri, "type": 2}])
    items = client.answer(asked)["result"]["items"]
    assert told(items, project) == {"views.py": [], "app/views.py": None}


def test_an_answer_that_waits_does_not_keep_the_server(start: Start, project: Path) -> None:
    client = started(start, project)
    known = previous(looked(client))
    asked = client.ask(WORKSPACE, previousResultIds=known)
    assert client.close_down() == 0
    assert "error" in client.answer(asked)


def test_a_request_can_be_cancelled_at_once_and_asked_again(start: Start, project: Path) -> None:
    for number in range(400):
        (project / f"more{number}.py").write_text(LISTING)
    client = started(start, project)
    asked = client.ask(WORKSPACE, previousResultIds=[], partialResultToken=1)
    client.take(lambda m: m.get("method") == "$/progress")
    begun = time.monotonic()
    client.notify("$/cancelRequest", id=asked)
    assert "error" in client.answer(asked)
    assert time.monotonic() - begun < 1
    client.arrived.clear()
    assert len(looked(client)) == 402
    assert client.arrived == []


def test_nothing_is_looked_at_where_the_setting_is_off(start: Start, project: Path) -> None:
    client = started(start, project, workspaceDiagnostics=False)
    assert looked(client) == []


def test_a_client_is_told_of_it_where_it_is_on(start: Start, project: Path) -> None:
    client = start()
    folders = [{"uri": project.as_uri(), "name": "project"}]
    answer = client.initialize(PULLING, workspaceFolders=folders, initializationOptions=ON)
    assert answer["capabilities"]["diagnosticProvider"]["workspaceDiagnostics"] is True


def test_it_is_registered_anew_when_the_setting_changes(start: Start, project: Path) -> None:
    client = started(start, project, REGISTERING, workspaceDiagnostics=False)
    client.take(lambda m: m.get("method") == "client/registerCapability")
    client.notify("workspace/didChangeConfiguration", settings={"resp-lsp": ON})
    gone = client.take(lambda m: m.get("method") == "client/unregisterCapability")
    come = client.take(lambda m: m.get("method") == "client/registerCapability")
    (taken_back,) = gone["params"]["unregisterations"]
    (registered,) = come["params"]["registrations"]
    assert taken_back["id"] == registered["id"]
    assert registered["registerOptions"]["workspaceDiagnostics"] is True


def test_a_broken_configuration_below_is_a_diagnostic_of_its_own(
    start: Start, project: Path
) -> None:
    broken = project / "app" / "resp-lsp.toml"
    broken.write_text("selekt = []")
    client = started(start, project)
    assert told(looked(client), project) == {"views.py": BOTH}
    (fault,) = client.diagnostics(None, broken.as_uri())
    assert fault["range"]["end"] == {"line": 0, "character": 6}


def test_a_file_that_cannot_be_decoded_says_so(start: Start, project: Path) -> None:
    (project / "latin.py").write_bytes(b"# JsonResponse\n# caf\xe9\n")
    items = looked(started(start, project))
    (item,) = (item for item in items if item["uri"].endswith("latin.py"))
    assert item["items"][0]["range"]["start"] == {"line": 1, "character": 0}


def test_each_folder_has_its_own_settings(start: Start, project: Path) -> None:
    client = start()
    client.timeout = PATIENT
    app = project / "app"
    folders = [{"uri": f.as_uri(), "name": f.name} for f in (project, app)]
    asking = {**PULLING, "workspace": {"configuration": True}}
    client.initialize(asking, workspaceFolders=folders)
    asked = client.take(lambda m: m.get("method") == "workspace/configuration")
    client.send({"id": asked["id"], "result": [{}, ON, {**ON, "select": ["RSP2"]}]})
    client.settle()
    assert told(looked(client), project) == {"views.py": BOTH}


def test_a_folder_inside_may_be_left_out(start: Start, project: Path) -> None:
    client = start()
    client.timeout = PATIENT
    app = project / "app"
    folders = [{"uri": f.as_uri(), "name": f.name} for f in (project, app)]
    asking = {**PULLING, "workspace": {"configuration": True}}
    client.initialize(asking, workspaceFolders=folders)
    asked = client.take(lambda m: m.get("method") == "workspace/configuration")
    client.send({"id": asked["id"], "result": [{}, ON, {"enable": True}]})
    for name in ("helpers.py", "views.py"):
        client.open(LISTING, (app / name).as_uri())
    client.settle()
    assert told(looked(client), project) == {"views.py": BOTH}


def published(client: Client, path: Path) -> list[Any]:
    return codes(client.diagnostics(None, path.as_uri()))


def test_a_client_that_cannot_pull_has_the_files_published(start: Start, project: Path) -> None:
    client = started(start, project, WATCHING)
    views = project / "views.py"
    assert published(client, views) == BOTH
    assert published(client, project / "app" / "views.py") == ["RSP101"]
    views.write_text("x = 1\n")
    client.notify("workspace/didChangeWatchedFiles", changes=[{"uri": views.as_uri(), "type": 2}])
    assert published(client, views) == []
    client.settle()
    app = (project / "app" / "views.py").as_uri()
    assert not [m for m in client.arrived if m.get("params", {}).get("uri") == app]


def test_a_document_that_is_closed_is_its_file_again(start: Start, project: Path) -> None:
    client = started(start, project, WATCHING)
    views = project / "views.py"
    assert published(client, views) == BOTH
    client.open("x = 1\n", views.as_uri())
    assert client.diagnostics(0, views.as_uri()) == []
    client.notify("textDocument/didClose", textDocument={"uri": views.as_uri()})
    assert published(client, views) == []
    assert published(client, views) == BOTH


def test_what_was_published_is_cleared_when_the_setting_goes(start: Start, project: Path) -> None:
    client = started(start, project, WATCHING)
    assert published(client, project / "views.py") == BOTH
    client.notify("workspace/didChangeConfiguration", settings={"resp-lsp": {}})
    assert published(client, project / "views.py") == []


FAULTY = f"""\
import resp_lsp.server.workspace.publishing as publishing
closed_reports, calls = publishing.closed_reports, []

def faulty(*given):
    calls.append(given)
    if len(calls) == 1:
        raise KeyError("a fault of ours")
    return closed_reports(*given)

publishing.closed_reports = faulty
{SERVE}
"""
"""A server that fails to look at the workspace once."""


def test_a_fault_costs_one_look_at_the_workspace(start: Start, project: Path) -> None:
    client = begun(start(sys.executable, "-c", FAULTY), project, WATCHING)
    client.settle()
    views = project / "views.py"
    client.notify("workspace/didChangeWatchedFiles", changes=[{"uri": views.as_uri(), "type": 2}])
    assert published(client, views) == BOTH
    client.close_down()
    assert "a fault of ours" in client.errors()


def test_nothing_is_published_to_a_client_that_pulls(start: Start, project: Path) -> None:
    client = started(start, project)
    looked(client)
    assert not [m for m in client.arrived if m.get("method") == "textDocument/publishDiagnostics"]


def children(client: Client) -> list[int]:
    path = f"/proc/{client.process.pid}/task/{client.process.pid}/children"
    with open(path, encoding="ascii") as stream:  # noqa: PTH123 (no file of a project)
        return [int(word) for word in stream.read().split()]


linux = pytest.mark.skipif(not os.path.exists("/proc/self/task"), reason="asks Linux")  # noqa: PTH110 (the same)


@linux
def test_the_process_that_checks_is_at_a_low_priority_and_ends_with_the_server(
    start: Start, project: Path
) -> None:
    client = started(start, project)
    assert children(client) == []
    looked(client)
    (child,) = children(client)
    assert os.getpriority(os.PRIO_PROCESS, child) > os.getpriority(
        os.PRIO_PROCESS, client.process.pid
    )
    assert client.close_down() == 0
    with pytest.raises(ProcessLookupError):
        os.kill(child, 0)


@linux
def test_a_process_that_dies_is_replaced(start: Start, project: Path) -> None:
    client = started(start, project)
    looked(client)
    (child,) = children(client)
    os.kill(child, signal.SIGKILL)
    assert told(looked(client), project) == ALL


DEADLY = f"""\
import resp_lsp.server.workspace.worker as worker
worker.MAIN = worker.MAIN.replace("\\nmain()", '''
import os, resp_lsp.server.workspace.scanner as scanner
linted = scanner.linted
scanner.linted = lambda text, *given: os._exit(9) if "deadly" in text else linted(text, *given)
main()''')
{SERVE}
"""
"""A server whose process that checks dies of files with a certain word."""


def test_a_file_that_the_process_dies_of_costs_itself(start: Start, project: Path) -> None:
    (project / "deadly.py").write_text(f"# deadly\n{LISTING}")
    (project / "more.py").write_text(f"# deadly, too\n{LISTING}")
    client = begun(start(sys.executable, "-c", DEADLY), project)
    found = {item["uri"]: item["items"] for item in looked(client)}
    for name in ("deadly.py", "more.py"):
        (fault,) = found.pop((project / name).as_uri())
        assert "died" in fault["message"]
    assert len(found) == len(ALL)
    (project / "deadly.py").write_text(LISTING)
    found = {item["uri"]: item["items"] for item in looked(client)}
    assert codes(found[(project / "deadly.py").as_uri()]) == BOTH


IMPATIENT = f"import resp_lsp.server.progress as progress; progress.PATIENCE = 0; {SERVE}"
SHOWING_PROGRESS = {**WATCHING, "window": {"workDoneProgress": True}}


def shown(client: Client, token: str) -> Message:
    """The next word on progress under a token."""
    message = client.take(
        lambda m: m.get("method") == "$/progress" and m["params"]["token"] == token
    )
    value: Message = message["params"]["value"]
    return value


def impatient(start: Start, project: Path) -> tuple[Client, str]:
    """A conversation in which the server has just begun to show progress, under a token."""
    client = begun(start(sys.executable, "-c", IMPATIENT), project, SHOWING_PROGRESS)
    asked = client.take(lambda m: m.get("method") == "window/workDoneProgress/create")
    client.send({"id": asked["id"], "result": None})
    token: str = asked["params"]["token"]
    assert shown(client, token)["kind"] == "begin"
    return client, token


def test_progress_is_shown_to_a_client_that_is_asked_first(start: Start, project: Path) -> None:
    client, token = impatient(start, project)
    while (value := shown(client, token))["kind"] == "report":
        assert 0 <= value["percentage"] <= 100
    assert value["kind"] == "end"
    assert published(client, project / "views.py") == BOTH


def test_who_cancels_the_progress_ends_the_work(start: Start, project: Path) -> None:
    for number in range(400):
        (project / f"more{number}.py").write_text(LISTING)
    client, token = impatient(start, project)
    client.notify("window/workDoneProgress/cancel", token=token)
    while shown(client, token)["kind"] != "end":
        pass
    sent = [m for m in client.arrived if m.get("method") == "textDocument/publishDiagnostics"]
    assert len(sent) < 400


MEASURED = """\
import asyncio.events, sys, time
run, spent = asyncio.events.Handle._run, []

def measured(handle):
    begun = time.thread_time()
    run(handle)
    spent.append(time.thread_time() - begun)

asyncio.events.Handle._run = measured
from resp_lsp.server.stdio import serve
serve()
print("longest", sorted(spent)[-3], file=sys.stderr)
"""
"""A server that says how long the event loop was busy with one thing, in processor time; the two
longest are its start."""


def test_the_event_loop_stays_free_while_the_workspace_is_checked(
    start: Start, project: Path
) -> None:
    for number in range(1500):
        (project / f"more{number}.py").write_text(LISTING)
    client = begun(start(sys.executable, "-c", MEASURED), project)
    looked(client, partialResultToken=1)
    parts = [m["params"]["value"]["items"] for m in client.arrived if m["method"] == "$/progress"]
    assert sum(map(len, parts)) == 1502
    client.close_down()
    longest = float(client.errors().rpartition("longest ")[2])
    assert longest < 0.02
