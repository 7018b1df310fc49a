"""Documents that depend on other modules, open in the editor or on disk."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.server.conftest import EDITOR

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.server.client import Client

    Start = Callable[..., Client]

VIEWS = """\
from django.http import JsonResponse
from .helpers import rows


def view(request):
    return JsonResponse(rows())
"""
LIST = "def rows():\n    return [1]\n"
DICT = "def rows():\n    return {}\n"
WATCHING: dict[str, Any] = {
    **EDITOR,
    "workspace": {"didChangeWatchedFiles": {"dynamicRegistration": True}},
}
CREATED, CHANGED, DELETED = 1, 2, 3


class Project:
    """A conversation about two files of one folder."""

    def __init__(self, client: Client, root: Path, capabilities: dict[str, Any]) -> None:
        self.client, self.root = client, root
        self.views, self.helpers = ((root / n).as_uri() for n in ("views.py", "helpers.py"))
        client.initialize(capabilities)

    def write(self, text: str | None) -> None:
        """Change `helpers.py` on disk and tell so; None deletes it."""
        path = self.root / "helpers.py"
        kind = CHANGED if path.exists() else CREATED
        if text is None:
            path.unlink()
            kind = DELETED
        else:
            path.write_text(text)
        change = {"uri": self.helpers, "type": kind}
        self.client.notify("workspace/didChangeWatchedFiles", changes=[change])

    def open_views(self) -> list[str]:
        self.client.open(VIEWS, self.views)
        return self.found()

    def found(self, version: int = 0) -> list[str]:
        """What is published next for the view."""
        return [found["code"] for found in self.client.diagnostics(version, self.views)]


@pytest.fixture
def project(start: Start, tmp_path: Path) -> Project:
    return Project(start(), tmp_path, WATCHING)


def test_a_buffer_counts_in_place_of_its_file(project: Project) -> None:
    (project.root / "helpers.py").write_text(DICT)
    assert project.open_views() == []
    project.client.open(LIST, project.helpers)
    assert project.found() == ["RSP101"]
    project.client.change({"text": DICT}, version=1, uri=project.helpers)
    assert project.found() == []
    project.client.change({"text": LIST}, version=2, uri=project.helpers)
    assert project.found() == ["RSP101"]
    project.client.notify("textDocument/didClose", textDocument={"uri": project.helpers})
    assert project.found() == []


def test_a_buffer_counts_before_its_file_is_there(project: Project) -> None:
    project.client.open(LIST, project.helpers)
    assert project.open_views() == ["RSP101"]


def test_a_file_that_comes_changes_and_goes_checks_its_dependents_again(project: Project) -> None:
    assert project.open_views() == []
    project.write(LIST)
    assert project.found() == ["RSP101"]
    project.write(DICT)
    assert project.found() == []
    project.write(LIST * 2)
    assert project.found() == ["RSP101"]
    project.write(None)
    assert project.found() == []


def test_a_module_of_a_module_counts_as_well(project: Project) -> None:
    (project.root / "helpers.py").write_text("from .deep import rows")
    assert project.open_views() == []
    project.client.open(LIST, (project.root / "deep.py").as_uri())
    assert project.found() == ["RSP101"]


def test_a_package_that_comes_hides_the_module_beside_it(project: Project) -> None:
    (project.root / "helpers.py").write_text(LIST)
    assert project.open_views() == ["RSP101"]
    package = project.root / "helpers" / "__init__.py"
    package.parent.mkdir()
    package.write_text(DICT)
    change = {"uri": package.as_uri(), "type": CREATED}
    project.client.notify("workspace/didChangeWatchedFiles", changes=[change])
    assert project.found() == []


def test_what_a_document_does_not_depend_on_leaves_it_alone(project: Project) -> None:
    assert project.open_views() == []
    project.client.open(LIST, (project.root / "other.py").as_uri())
    project.client.diagnostics(0, (project.root / "other.py").as_uri())
    project.client.settle()
    assert not [
        m for m in project.client.arrived if m.get("params", {}).get("uri") == project.views
    ]


def test_the_last_of_many_edits_is_what_is_published_in_the_end(project: Project) -> None:
    project.client.open(LIST, project.helpers)
    project.client.open(VIEWS, project.views)
    for version in range(1, 40):
        text = DICT if version % 2 else LIST
        project.client.change({"text": text}, version=version, uri=project.helpers)
    project.client.change({"text": VIEWS + "\n"}, version=1, uri=project.views)
    assert project.found(1) == []
    project.client.settle()


def test_without_watching_a_document_is_right_when_it_is_checked_again(
    start: Start, tmp_path: Path
) -> None:
    project = Project(start(), tmp_path, EDITOR)
    (project.root / "helpers.py").write_text(DICT)
    assert project.open_views() == []
    (project.root / "helpers.py").write_text(LIST)
    project.client.change({"text": VIEWS + "\n"}, version=1, uri=project.views)
    assert project.found(1) == ["RSP101"]


def test_imports_are_not_followed_where_the_editor_says_so(start: Start, tmp_path: Path) -> None:
    client = start()
    (tmp_path / "helpers.py").write_text(LIST)
    client.initialize(EDITOR, initializationOptions={"followImports": False})
    uri = (tmp_path / "views.py").as_uri()
    client.open(VIEWS, uri)
    assert client.diagnostics(0, uri) == []


MAYBE = """\
from django.http import JsonResponse


def view(request):
    data = {}
    if request.GET:
        data = [1]
    return JsonResponse(data)
"""


def test_hints_are_shown_as_hints(editor: Client, uri: str) -> None:
    editor.open(MAYBE, uri)
    (found,) = editor.diagnostics(0, uri)
    assert (found["code"], found["severity"]) == ("RSP101", 4)


def test_hints_are_off_where_the_configuration_says_so(start: Start, tmp_path: Path) -> None:
    (tmp_path / "resp-lsp.toml").write_text("hints = false\n")
    client = start()
    client.initialize(EDITOR)
    uri = (tmp_path / "views.py").as_uri()
    client.open(MAYBE, uri)
    assert client.diagnostics(0, uri) == []
