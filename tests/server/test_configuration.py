from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from resp_core.versions import Version
from resp_lsp.linter.config import Override
from resp_lsp.server.configuration import Configurations
from resp_lsp.server.editor_settings import EditorSettings, Preference, decode_settings
from tests.server.test_diagnostics import LISTING, codes

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.server.client import Client

    Start = Callable[..., Client]

BOTH = ["RSP101", "RSP201"]
WATCHING = {"workspace": {"didChangeWatchedFiles": {"dynamicRegistration": True}}}
ASKING = {"workspace": {"configuration": True}}


def messages(client: Client) -> list[str]:
    """The windows that the server opened, taken from what arrived."""
    client.settle()
    shown = [m for m in client.arrived if m.get("method") == "window/showMessage"]
    client.arrived = [m for m in client.arrived if m not in shown]
    return [m["params"]["message"] for m in shown]


def view(folder: Path) -> str:
    return (folder / "views.py").as_uri()


def touched(client: Client, path: Path) -> None:
    change = {"uri": path.as_uri(), "type": 2}
    client.notify("workspace/didChangeWatchedFiles", changes=[change])


@pytest.mark.parametrize(
    ("given", "settings"),
    [
        (None, EditorSettings()),
        ({}, EditorSettings()),
        ({"resp-lsp": {}}, EditorSettings()),
        ({"resp-lsp": {"enable": False}}, EditorSettings(enabled=False)),
        ({"enable": False}, EditorSettings(enabled=False)),
        ({"ignore": ["RSP3"]}, EditorSettings(override=Override(ignore=("RSP3",)))),
        ({"select": None, "path": "x", "interpreter": "y"}, EditorSettings()),
        (
            {"logLevel": "debug", "trace": "messages"},
            EditorSettings(log_level="debug", trace="messages"),
        ),
        ({"trace": {"server": "verbose"}}, EditorSettings(trace="verbose")),
        ({"inlayHints": True, "previews": False}, EditorSettings(inlay_hints=True, previews=False)),
        (
            {"fixAll": False, "workspaceDiagnostics": True},
            EditorSettings(fix_all=False, workspace_diagnostics=True),
        ),
        (
            {"extendSelect": ["RSP213"]},
            EditorSettings(override=Override(extend_select=("RSP213",))),
        ),
        ({"configuration": "a.toml"}, EditorSettings(configuration="a.toml")),
        (
            {"configuration": {"extend-exclude": ["a"]}, "configurationPreference": "editorOnly"},
            EditorSettings(
                override=Override(written=(("extend_exclude", ("a",)),)),
                preference=Preference.EDITOR_ONLY,
            ),
        ),
        (
            {"resp-lsp": {"select": ["RSP101"], "targetDjango": "5.2"}},
            EditorSettings(override=Override(select=("RSP101",), target_django=Version(5, 2))),
        ),
    ],
)
def test_settings_are_read_in_every_shape_that_editors_send(
    given: object, settings: EditorSettings
) -> None:
    assert decode_settings(given) == settings


@pytest.mark.parametrize(
    "given",
    [
        {"resp-lsp": []},
        {"enable": "yes"},
        {"select": "RSP101"},
        {"ignore": [1]},
        {"ignore": ["RSP999"]},
        {"targetDjango": "1.1"},
        {"targetDjango": 5},
        {"logLevel": "loud"},
        {"logLevel": ["info"]},
        {"trace": {"server": 1}},
        {"inlayHints": "yes"},
        {"configuration": 1},
        {"configuration": {"selekt": []}},
        {"configuration": {"select": ["RSP8"]}},
        {"configurationPreference": "mine"},
    ],
)
def test_a_wrong_setting_is_a_problem_and_is_left_out(given: Any) -> None:
    settings = decode_settings(given)
    assert len(settings.problems) == 1
    assert settings == EditorSettings(problems=settings.problems)


def test_a_wrong_setting_leaves_the_others() -> None:
    settings = decode_settings({"select": 1, "enable": False})
    assert not settings.enabled
    assert settings.problems == ("resp-lsp.select: a list of rules expected, not 1",)


def test_a_document_that_is_no_file_takes_the_workspaces_configuration(tmp_path: Path) -> None:
    (tmp_path / "resp-lsp.toml").write_text('target-django = "4.2"', encoding="utf-8")
    configurations = Configurations()
    assert configurations.for_path(None).config.target_django != Version(4, 2)
    configurations.take(EditorSettings(), {tmp_path: EditorSettings()})
    assert configurations.for_path(None).config.target_django == Version(4, 2)


def test_a_configuration_is_read_once_until_it_is_forgotten(tmp_path: Path) -> None:
    file = tmp_path / "resp-lsp.toml"
    file.write_text('target-django = "4.2"', encoding="utf-8")
    configurations = Configurations()
    configurations.is_watched = True
    before = configurations.for_path(tmp_path / "a.py")
    file.write_text('target-django = "5.2"', encoding="utf-8")
    assert configurations.for_path(tmp_path / "b.py") is before
    configurations.forget()
    assert configurations.for_path(tmp_path / "a.py").config.target_django == Version(5, 2)


def test_a_broken_configuration_leaves_the_editors_settings(tmp_path: Path) -> None:
    (tmp_path / "resp-lsp.toml").write_text("select = [", encoding="utf-8")
    configurations = Configurations()
    configurations.take(EditorSettings(override=Override(ignore=("RSP1",))), {})
    configured = configurations.for_path(tmp_path / "a.py")
    assert configured.config.ignore == ("RSP1",)
    assert configured.problem is not None
    assert "resp-lsp.toml" in str(configured.problem)


def test_the_nearest_configuration_is_in_force(start: Start, tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text("[tool.resp-lsp]\nselect = ['RSP1']", encoding="utf-8")
    inner = tmp_path / "inner"
    inner.mkdir()
    (inner / "resp-lsp.toml").write_text("select = ['RSP2']", encoding="utf-8")
    client = start()
    client.initialize()
    for folder, code in ((tmp_path, "RSP101"), (inner, "RSP201")):
        client.open(LISTING, view(folder))
        assert codes(client.diagnostics(0, view(folder))) == [code]


def test_what_the_configuration_excludes_is_not_checked(start: Start, tmp_path: Path) -> None:
    (tmp_path / "resp-lsp.toml").write_text("exclude = ['generated']", encoding="utf-8")
    client = start()
    client.initialize()
    client.open(LISTING, view(tmp_path / "generated"))
    client.open(LISTING, view(tmp_path / "written"))
    assert client.diagnostics(0, view(tmp_path / "generated")) == []
    assert codes(client.diagnostics(0, view(tmp_path / "written"))) == BOTH


def test_tables_of_the_configuration_are_in_force(start: Start, tmp_path: Path) -> None:
    text = "severity.RSP101 = 'hint'\nper-file-ignores = {'tests/**' = ['RSP2']}"
    (tmp_path / "resp-lsp.toml").write_text(text, encoding="utf-8")
    client = start()
    client.initialize()
    client.open(LISTING, view(tmp_path / "tests"))
    (finding,) = client.diagnostics(0, view(tmp_path / "tests"))
    assert (finding["code"], finding["severity"]) == ("RSP101", 4)
    client.open(LISTING, view(tmp_path / "shop"))
    assert codes(client.diagnostics(0, view(tmp_path / "shop"))) == BOTH


def test_initialization_options_win_over_the_file(start: Start, tmp_path: Path) -> None:
    (tmp_path / "resp-lsp.toml").write_text("select = ['RSP1']", encoding="utf-8")
    client = start()
    client.initialize(initializationOptions={"resp-lsp": {"select": ["RSP2"]}})
    client.open(LISTING, view(tmp_path))
    assert codes(client.diagnostics(0, view(tmp_path))) == ["RSP201"]


FILE = "select = ['RSP1']\nhints = false"


@pytest.mark.parametrize(
    ("settings", "selected", "hints"),
    [
        ({"configuration": {"select": ["RSP2"]}}, ("RSP2",), False),
        ({"configuration": "{tmp}/mine.toml"}, ("RSP3",), False),
        ({"configuration": "mine.toml"}, ("RSP3",), False),
        ({"configuration": "mine.toml", "select": ["RSP4"]}, ("RSP4",), False),
        (
            {"configuration": {"select": ["RSP2"]}, "configurationPreference": "filesystemFirst"},
            ("RSP1",),
            False,
        ),
        ({"configurationPreference": "editorOnly"}, ("RSP",), True),
        (
            {"configuration": "mine.toml", "configurationPreference": "editorOnly"},
            ("RSP3",),
            True,
        ),
    ],
)
def test_the_editors_configuration_and_the_projects(
    tmp_path: Path,
    settings: dict[str, str],
    selected: tuple[str, ...],
    hints: bool,  # noqa: FBT001 (a parameter)
) -> None:
    (tmp_path / "resp-lsp.toml").write_text(FILE)
    (tmp_path / "mine.toml").write_text("select = ['RSP3']")
    if isinstance(settings.get("configuration"), str):
        path = settings["configuration"].format(tmp=tmp_path)
        settings = {**settings, "configuration": path}
    configurations = Configurations()
    editor = decode_settings(settings)
    assert not editor.problems
    configurations.take(editor, {tmp_path: editor})
    configured = configurations.for_path(tmp_path / "a.py")
    assert configured.problem is None
    assert (configured.config.select, configured.config.hints) == (selected, hints)


def test_a_file_that_the_project_lacks_is_filled_in_by_the_editor(tmp_path: Path) -> None:
    (tmp_path / "resp-lsp.toml").write_text("select = ['RSP1']")
    given = {
        "configuration": {"target-django": "4.2"},
        "configurationPreference": "filesystemFirst",
    }
    configurations = Configurations()
    configurations.take(EditorSettings(), {tmp_path: decode_settings(given)})
    config = configurations.for_path(tmp_path / "a.py").config
    assert (config.select, config.target_django) == (("RSP1",), Version(4, 2))
    (tmp_path / "requirements.txt").write_text("django==5.2")
    assert configurations.for_path(tmp_path / "a.py").config.target_django == Version(5, 2)


def test_the_level_of_the_log_is_set(start: Start) -> None:
    client = start()
    client.initialize(initializationOptions={"logLevel": "error"}, clientInfo={"name": "hidden"})
    client.open("x = 1")
    client.diagnostics()
    client.notify("workspace/unknown")
    client.notify("workspace/didChangeConfiguration", settings={"resp-lsp": {"logLevel": "info"}})
    client.notify("workspace/shown")
    client.close_down()
    errors = client.errors()
    assert "workspace/unknown" not in errors
    assert "workspace/shown" in errors


def test_a_wrong_setting_is_shown_again_when_it_was_mended_between(start: Start) -> None:
    client = start()
    client.initialize(initializationOptions={"hints": 1})
    for settings in ({"hints": 1, "select": []}, {}, {"hints": 1}):
        client.notify("workspace/didChangeConfiguration", settings={"resp-lsp": settings})
    assert messages(client) == ["resp-lsp.hints: true or false expected, not 1"] * 2


def test_nothing_is_found_when_disabled(start: Start) -> None:
    client = start()
    client.initialize(initializationOptions={"enable": False})
    client.open(LISTING)
    assert client.diagnostics() == []


def test_a_wrong_setting_is_shown_once(start: Start) -> None:
    client = start()
    client.initialize(initializationOptions={"select": 1})
    client.open(LISTING)
    assert codes(client.diagnostics()) == BOTH
    assert messages(client) == ["resp-lsp.select: a list of rules expected, not 1"]


def test_changed_settings_check_the_open_documents_again(start: Start) -> None:
    client = start()
    client.initialize()
    client.open(LISTING)
    assert codes(client.diagnostics()) == BOTH
    settings = {"resp-lsp": {"ignore": ["RSP101"]}, "other": 1}
    client.notify("workspace/didChangeConfiguration", settings=settings)
    assert codes(client.diagnostics()) == ["RSP201"]
    client.notify("workspace/didChangeConfiguration", settings={"resp-lsp": {}})
    assert codes(client.diagnostics()) == BOTH


@pytest.mark.parametrize("settings", [None, {}, {"other": {"enable": False}}])
def test_settings_of_others_change_nothing(start: Start, settings: object) -> None:
    client = start()
    client.initialize(initializationOptions={"ignore": ["RSP1"]})
    client.open(LISTING)
    client.diagnostics()
    client.notify("workspace/didChangeConfiguration", settings=settings)
    client.change({"text": LISTING}, version=1)
    assert codes(client.diagnostics(1)) == ["RSP201"]


def test_a_client_that_sends_no_settings_is_asked_for_them(start: Start) -> None:
    client = start()
    client.initialize(ASKING)
    client.open(LISTING)
    assert codes(client.diagnostics()) == BOTH
    client.notify("workspace/didChangeConfiguration", settings=None)
    asked = client.take(lambda m: m.get("method") == "workspace/configuration")
    assert asked["params"] == {"items": [{"section": "resp-lsp"}]}
    client.send({"id": asked["id"], "result": [{"ignore": ["RSP201"]}]})
    assert codes(client.diagnostics()) == ["RSP101"]


@pytest.mark.parametrize(
    "answer", [{"result": [None]}, {"result": None}, {"error": {"code": 1, "message": "no"}}]
)
def test_an_answer_without_settings_changes_nothing(start: Start, answer: Any) -> None:
    client = start()
    client.initialize(ASKING)
    client.notify("workspace/didChangeConfiguration", settings=None)
    asked = client.take(lambda m: m.get("method") == "workspace/configuration")
    client.send({"id": asked["id"], **answer})
    client.open(LISTING)
    assert codes(client.diagnostics()) == BOTH
    assert messages(client) == []


def test_configurations_and_modules_are_watched_where_the_client_can(start: Start) -> None:
    client = start()
    client.initialize(WATCHING)
    asked = client.take(lambda m: m.get("method") == "client/registerCapability")
    (registration,) = asked["params"]["registrations"]
    assert registration["method"] == "workspace/didChangeWatchedFiles"
    watchers = registration["registerOptions"]["watchers"]
    patterns = {"**/pyproject.toml", "**/resp-lsp.toml", "**/*.py", "**/uv.lock"}
    assert patterns < {w["globPattern"] for w in watchers}
    client.send({"id": asked["id"], "result": None})
    assert client.close_down() == 0


def test_changes_of_settings_are_asked_for_where_the_client_wants_to_be(start: Start) -> None:
    client = start()
    client.initialize({"workspace": {"didChangeConfiguration": {"dynamicRegistration": True}}})
    asked = client.take(lambda m: m.get("method") == "client/registerCapability")
    (registration,) = asked["params"]["registrations"]
    assert registration["method"] == "workspace/didChangeConfiguration"
    assert registration["registerOptions"] == {"section": "resp-lsp"}


def test_nothing_is_registered_where_the_client_cannot_watch(start: Start) -> None:
    client = start()
    client.initialize()
    client.settle()
    assert client.arrived == []


def test_a_changed_file_checks_the_open_documents_again(start: Start, tmp_path: Path) -> None:
    client = start()
    client.initialize(WATCHING)
    client.open(LISTING, view(tmp_path))
    assert codes(client.diagnostics(0, view(tmp_path))) == BOTH
    file = tmp_path / "resp-lsp.toml"
    file.write_text("ignore = ['RSP101']", encoding="utf-8")
    touched(client, file)
    assert codes(client.diagnostics(0, view(tmp_path))) == ["RSP201"]
    file.unlink()
    touched(client, file)
    assert codes(client.diagnostics(0, view(tmp_path))) == BOTH


def test_another_branch_checks_the_open_documents_again_once(start: Start, tmp_path: Path) -> None:
    client = start()
    client.initialize(WATCHING)
    client.open(LISTING, view(tmp_path))
    assert codes(client.diagnostics(0, view(tmp_path))) == BOTH
    (tmp_path / "resp-lsp.toml").write_text("ignore = ['RSP101']", encoding="utf-8")
    paths = [*(tmp_path / f"{number}.py" for number in range(5000)), tmp_path / "resp-lsp.toml"]
    changes = [{"uri": path.as_uri(), "type": 2} for path in paths]
    client.notify("workspace/didChangeWatchedFiles", changes=changes)
    assert codes(client.diagnostics(0, view(tmp_path))) == ["RSP201"]
    client.settle()
    assert not [m for m in client.arrived if m["method"] == "textDocument/publishDiagnostics"]


def test_a_client_that_cannot_watch_gets_new_results_with_the_next_check(
    start: Start, tmp_path: Path
) -> None:
    client = start()
    client.initialize()
    other = (tmp_path / "other.py").as_uri()
    for uri in (view(tmp_path), other):
        client.open(LISTING, uri)
        assert codes(client.diagnostics(0, uri)) == BOTH
    file = tmp_path / "resp-lsp.toml"
    file.write_text("ignore = ['RSP101']", encoding="utf-8")
    client.change({"text": LISTING}, version=1, uri=other)
    assert codes(client.diagnostics(1, other)) == ["RSP201"]
    assert codes(client.diagnostics(0, view(tmp_path))) == ["RSP201"]
    file.write_text("ignore = ['RSP201']", encoding="utf-8")
    client.change({"text": LISTING}, version=2, uri=other)
    assert codes(client.diagnostics(2, other)) == ["RSP101"]
    (tmp_path / "requirements.txt").write_text("django==6.2", encoding="utf-8")
    client.change({"text": LISTING}, version=3, uri=other)
    assert codes(client.diagnostics(3, other)) == []


def test_a_baseline_that_changes_is_read_anew(tmp_path: Path) -> None:
    (tmp_path / "resp-lsp.toml").write_text("baseline = 'known.json'")
    (tmp_path / "known.json").write_text('{"version": 1, "files": {}}')
    configurations = Configurations()
    before = configurations.for_path(tmp_path / "a.py")
    assert configurations.for_path(tmp_path / "a.py") is before
    for text in ('{"version": 1, "files": {"a.py": []}}', "{", '{"version": 1, "files": {}}'):
        (tmp_path / "known.json").write_text(text)
        after = configurations.for_path(tmp_path / "a.py")
        assert after is not before
        assert (after.problem is None) == (text != "{")
        before = after


def test_other_files_that_come_and_go_leave_the_configuration(tmp_path: Path) -> None:
    (tmp_path / "requirements").mkdir()
    configurations = Configurations()
    before = configurations.for_path(tmp_path / "a.py")
    (tmp_path / "b.py").write_text("")
    assert configurations.for_path(tmp_path / "a.py") is before
    assert not configurations.was_renewed()
    (tmp_path / "requirements" / "base.txt").write_text("django==4.2")
    after = configurations.for_path(tmp_path / "a.py")
    assert after.config.target_django == Version(4, 2)
    assert configurations.was_renewed()
    assert not configurations.was_renewed()


def test_a_client_that_cannot_watch_is_helped_by_saving(start: Start, tmp_path: Path) -> None:
    client = start()
    client.initialize()
    client.open(LISTING, view(tmp_path))
    assert codes(client.diagnostics(0, view(tmp_path))) == BOTH
    (tmp_path / "resp-lsp.toml").write_text("ignore = ['RSP101']", encoding="utf-8")
    client.notify("textDocument/didSave", textDocument={"uri": view(tmp_path)})
    assert codes(client.diagnostics(0, view(tmp_path))) == ["RSP201"]


def test_a_change_of_what_the_project_declares_checks_again(start: Start, tmp_path: Path) -> None:
    requirements = tmp_path / "requirements.txt"
    requirements.write_text("django==6.2", encoding="utf-8")
    client = start()
    client.initialize(WATCHING)
    client.open(LISTING, view(tmp_path))
    assert codes(client.diagnostics(0, view(tmp_path))) == ["RSP201"]
    requirements.write_text("django==5.2", encoding="utf-8")
    touched(client, requirements)
    assert codes(client.diagnostics(0, view(tmp_path))) == BOTH
    (tmp_path / "setup.py").write_text("setup(install_requires=['django==6.2'])", encoding="utf-8")
    requirements.unlink()
    touched(client, tmp_path / "setup.py")
    assert codes(client.diagnostics(0, view(tmp_path))) == ["RSP201"]
