from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.server.client import Client, Message, at, between
from tests.server.conftest import EDITOR, conversation
from tests.server.edits import applied

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    Start = Callable[..., Client]

NOTEBOOK = {"synchronization": {"dynamicRegistration": True, "executionSummarySupport": True}}
IMPORTS = "%matplotlib inline\nfrom django.http import HttpResponse, JsonResponse\n"
ROWS = "rows = [1, 2]\n!ls 'it"
VIEW = "def listing(request):\n    return JsonResponse([1, 2])"
LIST = between(1, 24, 30)


class Notebook:
    """A client's notebook; `cells` are their texts, in order, by name."""

    def __init__(self, client: Client, uri: str, **cells: str) -> None:
        self.client, self.uri, self.version = client, uri, 1
        self.names = list(cells)
        document = {"uri": uri, "notebookType": "jupyter-notebook", "version": 1}
        document["cells"] = [self.cell(name) for name in cells]
        texts = [self.text(*cell) for cell in cells.items()]
        client.notify(
            "notebookDocument/didOpen", notebookDocument=document, cellTextDocuments=texts
        )

    def of(self, name: str) -> str:
        """The URI of a cell."""
        return f"{self.uri.replace('file:', 'vscode-notebook-cell:')}#{name}"

    def cell(self, name: str, kind: int = 2) -> Message:
        return {"kind": kind, "document": self.of(name)}

    def text(self, name: str, text: str, language: str = "python") -> Message:
        return {"uri": self.of(name), "languageId": language, "version": 1, "text": text}

    def change(self, **cells: Any) -> None:
        self.version += 1
        notebook = {"uri": self.uri, "version": self.version}
        change = {"cells": cells}
        self.client.notify("notebookDocument/didChange", notebookDocument=notebook, change=change)

    def splice(self, start: int, deleted: int, *names: str, **texts: str) -> None:
        """Replace cells by others, of which those with a text are new."""
        gone = [n for n in self.names[start : start + deleted] if n not in names]
        self.names[start : start + deleted] = names
        array = {"start": start, "deleteCount": deleted, "cells": [self.cell(n) for n in names]}
        opened = [self.text(*cell) for cell in texts.items()]
        closed = [{"uri": self.of(name)} for name in gone]
        self.change(structure={"array": array, "didOpen": opened, "didClose": closed})

    def edit(self, name: str, version: int, *changes: Message) -> None:
        document = {"uri": self.of(name), "version": version}
        self.change(textContent=[{"document": document, "changes": list(changes)}])

    def codes(self, name: str, version: int | None = 1) -> list[Any]:
        """What is published for a cell next."""
        return [each["code"] for each in self.client.diagnostics(version, self.of(name))]


@pytest.fixture(scope="module")
def client() -> Iterator[Client]:
    with conversation() as client:
        client.initialize({**EDITOR, "notebookDocument": NOTEBOOK})
        yield client


@pytest.fixture
def notebook(client: Client, uri: str) -> Notebook:
    """Three cells, of which the last one has a fault that the first one tells of."""
    notebook = Notebook(client, f"{uri}.ipynb", imports=IMPORTS, rows=ROWS, view=VIEW)
    assert notebook.codes("imports") == notebook.codes("rows") == []
    assert notebook.codes("view") == ["RSP101"]
    return notebook


def test_notebooks_are_asked_for_where_the_client_knows_them(start: Start) -> None:
    sync = start().initialize({"notebookDocument": NOTEBOOK})["capabilities"][
        "notebookDocumentSync"
    ]
    python = {"notebook": "*", "cells": [{"language": "python"}]}
    assert sync == {"notebookSelector": [python], "save": True}
    assert "notebookDocumentSync" not in start().initialize()["capabilities"]


def test_cells_are_one_module_with_places_of_their_own(client: Client, uri: str) -> None:
    notebook = Notebook(client, f"{uri}.ipynb", imports=IMPORTS, view=VIEW)
    (found,) = client.diagnostics(1, notebook.of("view"))
    assert (found["code"], found["range"]) == ("RSP101", LIST)
    assert notebook.codes("imports") == []


def test_an_edit_of_a_cell_counts_in_that_cell(notebook: Notebook) -> None:
    notebook.edit("view", 2, {"range": LIST, "text": "{}"})
    assert notebook.codes("view", 2) == []
    notebook.edit("view", 3, {"range": between(1, 24, 26), "text": "[3]"},
                  {"range": between(0, 0, 0), "text": "\n"})  # fmt: skip
    (found,) = notebook.client.diagnostics(3, notebook.of("view"))
    assert found["range"] == between(2, 24, 27)


def test_an_edit_of_a_cell_concerns_the_others(notebook: Notebook) -> None:
    notebook.edit("imports", 2, {"text": "from elsewhere import JsonResponse"})
    assert notebook.codes("view") == []
    notebook.edit("imports", 3, {"text": IMPORTS})
    assert notebook.codes("view") == ["RSP101"]


def test_cells_keep_their_places_in_another_order(notebook: Notebook) -> None:
    for order in (("view", "rows", "imports"), ("rows", "view", "imports")):
        notebook.splice(0, 3, *order)
        (found,) = notebook.client.diagnostics(1, notebook.of("view"))
        assert found["range"] == LIST
        assert notebook.codes("rows") == notebook.codes("imports") == []


def test_a_cell_that_is_inserted_and_deleted_is_checked_and_cleared(notebook: Notebook) -> None:
    notebook.splice(1, 0, "new", new=VIEW.replace("listing", "other"))
    assert notebook.codes("new") == notebook.codes("view") == ["RSP101"]
    notebook.splice(1, 1)
    assert notebook.codes("new", None) == []
    notebook.splice(0, 1)
    assert notebook.codes("imports", None) == notebook.codes("view") == []


def test_a_cell_of_another_kind_is_no_code(notebook: Notebook) -> None:
    notebook.change(data=[notebook.cell("imports", kind=1)])
    assert notebook.codes("view") == []
    notebook.change(data=[notebook.cell("imports")])
    assert notebook.codes("view") == ["RSP101"]


def test_a_cell_of_another_language_is_no_code(client: Client, uri: str) -> None:
    notebook = Notebook(client, f"{uri}.ipynb", imports=IMPORTS, view=VIEW)
    assert notebook.codes("view") == ["RSP101"]
    closed = [{"uri": notebook.of("imports")}]
    opened = [notebook.text("imports", IMPORTS, "sql")]
    array = {"start": 0, "deleteCount": 1, "cells": [notebook.cell("imports")]}
    notebook.change(structure={"array": array, "didOpen": opened, "didClose": closed})
    assert notebook.codes("view") == []


def test_hover_and_fixes_are_for_the_cell(notebook: Notebook) -> None:
    client, uri = notebook.client, notebook.of("view")
    hover = client.request("textDocument/hover", textDocument={"uri": uri}, position=at(1, 25))
    assert "RSP101" in hover["contents"]["value"]
    assert hover["range"] == LIST
    fixes = [a for a in client.actions(LIST, uri) if a["title"].startswith("Disable")]
    assert "# resp: ignore[RSP101]" in applied(VIEW, fixes[0], uri=uri)
    assert client.actions(between(0, 0, 5), notebook.of("rows")) == []


def test_a_response_in_a_cell_is_shown_with_what_other_cells_import(notebook: Notebook) -> None:
    client, document = notebook.client, {"uri": notebook.of("view")}
    shown = client.request("resp-lsp/preview", textDocument=document, position=at(1, 6))
    assert "TypeError" in shown["markdown"]
    assert shown["range"] == between(1, 4, 31)


def test_all_that_is_safe_in_a_cell_can_be_fixed(client: Client, uri: str) -> None:
    text = VIEW.replace("JsonResponse([1, 2])", "HttpResponse(b'', status='204')")
    notebook = Notebook(client, f"{uri}.ipynb", imports=IMPORTS, view=text)
    client.diagnostics(1, notebook.of("view"))
    whole = between(1, 0, 40)
    for action in client.actions(whole, notebook.of("view"), only=["source.fixAll"]):
        after = applied(text, action, uri=notebook.of("view"))
        assert after != text
        assert after.startswith("def listing(request):\n    return HttpResponse(")


def test_a_notebook_takes_the_configuration_at_its_place(start: Start, tmp_path: Path) -> None:
    (tmp_path / "resp-lsp.toml").write_text('ignore = ["RSP101"]\n', encoding="utf-8")
    client = start()
    client.initialize({**EDITOR, "notebookDocument": NOTEBOOK}, rootUri=tmp_path.as_uri())
    notebook = Notebook(client, (tmp_path / "a.ipynb").as_uri(), imports=IMPORTS, view=VIEW)
    assert notebook.codes("view") == []


def test_closing_clears_all_cells(notebook: Notebook) -> None:
    document, cells = {"uri": notebook.uri}, [{"uri": notebook.of(n)} for n in notebook.names]
    notebook.client.notify("notebookDocument/didSave", notebookDocument=document)
    for _ in range(2):
        notebook.client.notify(
            "notebookDocument/didClose", notebookDocument=document, cellTextDocuments=cells
        )
    assert notebook.codes("view", None) == notebook.codes("imports", None) == []
    assert notebook.client.actions(LIST, notebook.of("view")) is None


def test_what_is_said_of_a_notebook_that_is_not_open_is_ignored(client: Client, uri: str) -> None:
    document = {"uri": uri, "version": 1}
    client.notify("notebookDocument/didChange", notebookDocument=document, change={})
    client.notify("notebookDocument/didSave", notebookDocument={"uri": uri})
    client.settle()
    assert not [m for m in client.arrived if m.get("method") == "window/showMessage"]


def test_a_client_that_pulls_is_told_when_a_cell_concerns_others(start: Start, uri: str) -> None:
    client = start()
    pulling = {"textDocument": {"diagnostic": {}}, "notebookDocument": NOTEBOOK}
    client.initialize({**pulling, "workspace": {"diagnostics": {"refreshSupport": True}}})
    notebook = Notebook(client, f"{uri}.ipynb", imports=IMPORTS, view=VIEW)

    def pulled() -> list[Any]:
        document = {"uri": notebook.of("view")}
        report = client.request("textDocument/diagnostic", textDocument=document)
        return [(each["code"], each["range"]) for each in report["items"]]

    assert pulled() == [("RSP101", LIST)]
    notebook.edit("imports", 2, {"text": ""})
    client.take(lambda message: message.get("method") == "workspace/diagnostic/refresh")
    assert pulled() == []
    assert not [m for m in client.arrived if m["method"] == "textDocument/publishDiagnostics"]
