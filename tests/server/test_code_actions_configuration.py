"""Disabling a rule in the configuration: in the file in force, an open one, or a new one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from resp_lsp.linter.toml import tables_of
from resp_lsp.server.configuring import ignoring
from tests.server.conftest import conversation
from tests.server.edits import Texts
from tests.server.test_code_actions import named, titles
from tests.server.test_code_actions_resolve import RESOLVING, resolved
from tests.server.test_diagnostics import LIST, LISTING, codes

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.server.client import Client, Message

ABLE: Message = {
    **RESOLVING,
    "workspace": {"workspaceEdit": {"documentChanges": True, "resourceOperations": ["create"]}},
}
"""An editor that can create files."""
TITLE = "Disable RSP101 in the configuration"
OURS = '# ours\n[tool.resp-lsp]\nignore = [\n    "RSP301",  # as agreed\n]\nselect = ["RSP"]\n'


class Project:
    """A folder that an editor has open, with a view in a package of it."""

    def __init__(self, client: Client, folder: Path) -> None:
        self.client = client
        self.folder = folder
        self.view = folder / "shop" / "views.py"
        self.view.parent.mkdir()
        self.write(self.view, LISTING)

    def begin(self, capabilities: Message = ABLE, **params: Any) -> list[Message]:
        """Open the view; what is found in it."""
        folders = [{"uri": self.folder.as_uri(), "name": "project"}]
        self.client.initialize(capabilities, workspaceFolders=folders, **params)
        self.client.open(LISTING, self.view.as_uri())
        return self.client.diagnostics(0, self.view.as_uri())

    def actions(self, **context: Any) -> list[Message]:
        return self.client.actions(LIST, self.view.as_uri(), **context)

    def disable(self, texts: Texts) -> dict[str, str]:
        """The texts after the action; they are on disk then, and nothing is found any more."""
        action = named(self.actions(), TITLE)
        if "edit" not in action:
            action = resolved(self.client, action)
        after = texts.after(action["edit"])
        for uri, text in after.items():
            path = self.folder / uri.removeprefix(f"{self.folder.as_uri()}/")
            self.write(path, text)
            changes = [{"uri": uri, "type": 2}]
            self.client.notify("workspace/didChangeWatchedFiles", changes=changes)
        assert "RSP101" not in codes(self.client.diagnostics(0, self.view.as_uri()))
        return after

    def disk(self, name: str, text: str) -> Texts:
        path = self.folder / name
        self.write(path, text)
        return Texts({path.as_uri(): text})

    @staticmethod
    def write(path: Path, text: str) -> None:
        path.write_bytes(text.encode())


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    with conversation() as client:
        yield Project(client, tmp_path)


@pytest.mark.parametrize(
    ("name", "before", "after"),
    [
        ("pyproject.toml", OURS, OURS.replace("agreed\n", 'agreed\n    "RSP101",\n')),
        ("resp-lsp.toml", "hints = true\n", 'ignore = ["RSP101"]\nhints = true\n'),
        (
            "pyproject.toml",
            '[project]\nname = "shop"\n',
            '[project]\nname = "shop"\n\n[tool.resp-lsp]\nignore = ["RSP101"]\n',
        ),
    ],
)
@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_the_nearest_configuration_ignores_the_rule(
    project: Project, name: str, before: str, after: str, line_end: str
) -> None:
    texts = project.disk(name, before.replace("\n", line_end))
    assert "RSP101" in codes(project.begin())
    assert list(project.disable(texts).values()) == [after.replace("\n", line_end)]


def test_the_file_in_force_wins_over_one_beside_it(project: Project) -> None:
    project.disk("pyproject.toml", OURS)
    texts = project.disk("resp-lsp.toml", 'ignore = ["RSP201"]\n')
    project.begin()
    assert list(project.disable(texts).values()) == ['ignore = ["RSP201", "RSP101"]\n']


def test_a_project_without_a_configuration_gets_one(project: Project) -> None:
    project.begin()
    after = project.disable(Texts({}))
    assert after == {(project.folder / "resp-lsp.toml").as_uri(): 'ignore = ["RSP101"]\n'}


def test_a_configuration_that_is_open_is_the_editors(project: Project) -> None:
    uri = next(iter(project.disk("pyproject.toml", OURS).by_uri))
    project.begin()
    typed = f"# é 😀\n{OURS}"
    project.client.open(typed, uri, version=4, language="toml")
    after = project.disable(Texts({uri: typed}, {uri: 4}))
    assert after[uri] == typed.replace("agreed\n", 'agreed\n    "RSP101",\n')


def test_the_edit_comes_at_once_to_a_client_that_cannot_resolve(project: Project) -> None:
    texts = project.disk("resp-lsp.toml", "")
    project.begin({})
    assert list(project.disable(texts).values()) == ['ignore = ["RSP101"]\n']
    assert TITLE not in titles(project.actions(triggerKind=2))


def test_it_is_not_offered_where_no_file_can_be_made(project: Project) -> None:
    project.begin(RESOLVING)
    assert TITLE not in titles(project.actions())


@pytest.mark.parametrize(
    "settings",
    [
        {"select": ["RSP101"]},
        {"extendSelect": ["RSP101"]},
        {"configurationPreference": "editorOnly"},
        {"configuration": {"ignore": ["RSP2"], "select": ["RSP101"]}},
    ],
)
def test_it_is_not_offered_where_the_editors_settings_would_win(
    project: Project, settings: Message
) -> None:
    project.disk("resp-lsp.toml", "")
    project.begin(initializationOptions=settings)
    assert "Disable RSP101 for this line" in titles(project.actions())
    assert TITLE not in titles(project.actions())


def test_it_is_offered_where_the_files_win_over_the_editors_settings(project: Project) -> None:
    texts = project.disk("resp-lsp.toml", 'select = ["RSP"]\n')
    settings = {"select": ["RSP101"], "configurationPreference": "filesystemFirst"}
    project.begin(initializationOptions=settings)
    assert project.disable(texts)


def test_it_is_not_offered_while_the_configuration_is_broken(project: Project) -> None:
    project.disk("resp-lsp.toml", "ignore = [")
    project.begin()
    assert TITLE not in titles(project.actions())


def test_a_configuration_that_was_broken_since_is_an_error(project: Project) -> None:
    project.disk("resp-lsp.toml", "")
    project.begin()
    action = named(project.actions(), TITLE)
    project.disk("resp-lsp.toml", "ignore = [")
    answer = project.client.answer(project.client.ask("codeAction/resolve", **action))
    assert answer["error"]["code"] == -32803


def test_a_document_that_is_no_file_has_no_configuration(project: Project) -> None:
    project.begin()
    project.client.open(LISTING, "untitled:one")
    offered = titles(project.client.actions(LIST, "untitled:one"))
    assert "Disable RSP101 for this file" in offered
    assert TITLE not in offered


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('ignore = ["RSP301"]  # why\n', 'ignore = ["RSP301", "RSP101"]  # why\n'),
        ("ignore = []\n", 'ignore = ["RSP101"]\n'),
        ('ignore = [\n\t"RSP3"\n]\n', 'ignore = [\n\t"RSP3",\n\t"RSP101"\n]\n'),
        ("# Ours.\n\nhints = true\n", '# Ours.\nignore = ["RSP101"]\n\nhints = true\n'),
        ('[severity]\nRSP1 = "hint"\n', 'ignore = ["RSP101"]\n[severity]\nRSP1 = "hint"\n'),
        ("# Ours.", '# Ours.\nignore = ["RSP101"]\n'),
        ("", 'ignore = ["RSP101"]\n'),
        ("hints = true\r\n", 'ignore = ["RSP101"]\r\nhints = true\r\n'),
    ],
)
def test_a_file_of_ours_keeps_its_format(before: str, after: str) -> None:
    assert ignoring(before, "RSP101", is_shared=False) == after


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("[tool.resp-lsp]", '[tool.resp-lsp]\nignore = ["RSP101"]\n'),
        (
            "[tool.resp-lsp] # us\nhints = true\n# end\n\n[x]\n",
            '[tool.resp-lsp] # us\nignore = ["RSP101"]\nhints = true\n# end\n\n[x]\n',
        ),
        (
            "[tool]\nresp-lsp.hints = true\n\n[x]\n",
            '[tool]\nresp-lsp.hints = true\nresp-lsp.ignore = ["RSP101"]\n\n[x]\n',
        ),
        (
            '[tool.resp-lsp.severity]\nRSP1 = "hint"\n',
            '[tool.resp-lsp]\nignore = ["RSP101"]\n\n[tool.resp-lsp.severity]\nRSP1 = "hint"\n',
        ),
        ("[tool.ruff]\nx = 1", '[tool.ruff]\nx = 1\n\n[tool.resp-lsp]\nignore = ["RSP101"]\n'),
        ("", '[tool.resp-lsp]\nignore = ["RSP101"]\n'),
    ],
)
def test_a_shared_file_keeps_its_format(before: str, after: str) -> None:
    assert ignoring(before, "RSP101", is_shared=True) == after
    assert tables_of(after)["tool"]["resp-lsp"]["ignore"] == ["RSP101"]


@pytest.mark.parametrize(
    "text", ["a = [", 'ignore = "RSP1"\n', "ignore = {}\n", "ignore = 1\n", "\x00"]
)
def test_what_is_no_configuration_is_left_alone(text: str) -> None:
    assert ignoring(text, "RSP101", is_shared=False) is None


@pytest.mark.parametrize("text", ["tool = 1\n", "tool = {}\n", "[tool]\nresp-lsp = 1\n"])
def test_a_shared_file_that_has_no_place_for_it_is_left_alone(text: str) -> None:
    assert ignoring(text, "RSP101", is_shared=True) is None
