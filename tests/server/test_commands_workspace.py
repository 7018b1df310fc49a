"""The fixes of a rule in a whole workspace: on disk, in the editor, while it takes its time."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from resp_lsp.analysis.source.source import Source
from resp_lsp.linter.config import Override
from resp_lsp.linter.settings import Settings
from resp_lsp.server.project_fixes import mended_files
from tests.server.conftest import conversation
from tests.server.edits import Texts
from tests.server.test_code_actions import named
from tests.server.test_code_actions_resolve import VARY, VARYING
from tests.server.test_commands import APPLYING, applied_by, refused, run

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.server.client import Client, Message

FIX = ("fixRule", "RSP302", "workspace")
LATIN = '# coding: latin-1\nNAME = "é"; é = "ü"\n' + VARYING
PROGRESSING: Message = {**APPLYING, "window": {"workDoneProgress": True}}


@pytest.fixture
def client() -> Iterator[Client]:
    with conversation() as client:
        yield client


def begin(client: Client, *folders: Path, capabilities: Message = APPLYING, **params: Any) -> None:
    named_folders = [{"uri": folder.as_uri(), "name": folder.name} for folder in folders]
    client.initialize(capabilities, workspaceFolders=named_folders, **params)


def written(path: Path, text: str, encoding: str = "utf-8") -> str:
    """The URI of a new file."""
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(text.encode(encoding))
    return path.as_uri()


def test_each_file_is_fixed_and_none_is_written(client: Client, tmp_path: Path) -> None:
    texts = {
        written(tmp_path / "a.py", VARYING): VARYING,
        written(tmp_path / "shop" / "b.py", VARYING.replace("\n", "\r\n")): VARYING.replace(
            "\n", "\r\n"
        ),
        written(tmp_path / "c.py", "x = 1\n"): "x = 1\n",
    }
    begin(client, tmp_path)
    after, result = applied_by(client, Texts(texts), *FIX)
    assert result == {"applied": True, "files": 2, "findings": 4}
    first, second, third = after.values()
    assert first.count("patch_vary_headers(response, [") == 2
    assert '    response["Cache-Control"] = "no-cache"\n' in first
    assert second == first.replace("\n", "\r\n")
    assert third == "x = 1\n"
    assert (tmp_path / "a.py").read_text() == VARYING


def test_after_the_edit_nothing_is_left_to_fix(client: Client, tmp_path: Path) -> None:
    texts = Texts({written(tmp_path / "a.py", VARYING): VARYING})
    begin(client, tmp_path)
    after, _ = applied_by(client, texts, *FIX)
    written(tmp_path / "a.py", *after.values())
    assert run(client, *FIX) == {"applied": True, "files": 0, "findings": 0}


@pytest.mark.parametrize(
    ("encoding", "codec"), [("utf-8", "utf-8"), ("utf-16", "utf-16-le"), ("utf-32", "utf-32-le")]
)
def test_files_are_decoded_as_they_declare_and_positions_are_the_clients(
    client: Client, tmp_path: Path, encoding: str, codec: str
) -> None:
    wide = VARYING.replace("    response[", '    x = "😀я"; response[')
    texts = {
        written(tmp_path / "latin.py", LATIN, "latin-1"): LATIN,
        written(tmp_path / "marked.py", wide, "utf-8-sig"): wide,
    }
    begin(client, tmp_path, capabilities={**APPLYING, "general": {"positionEncodings": [encoding]}})
    after, result = applied_by(client, Texts(texts, codec=codec), *FIX)
    assert result["findings"] == 4
    latin, marked = after.values()
    assert latin.startswith('# coding: latin-1\nNAME = "é"; é = "ü"\n')
    assert marked.count('x = "😀я"; ') == 3
    assert "patch_vary_headers(response, [" in marked


def test_an_open_document_is_fixed_as_it_is_in_the_editor(client: Client, tmp_path: Path) -> None:
    closed = written(tmp_path / "a.py", VARYING)
    opened = written(tmp_path / "b.py", VARYING)
    fresh = (tmp_path / "new.py").as_uri()  # not on disk yet
    begin(client, tmp_path)
    typed = f"# typed\n{VARYING}"
    client.open(typed, opened, version=8)
    client.open(VARYING, fresh, version=2)
    texts = Texts({closed: VARYING, opened: typed, fresh: VARYING}, {opened: 8, fresh: 2})
    after, result = applied_by(client, texts, *FIX)
    assert result == {"applied": True, "files": 3, "findings": 6}
    assert after[opened].startswith("# typed\n")


def test_a_document_without_the_fault_hides_the_file_that_has_it(
    client: Client, tmp_path: Path
) -> None:
    uri = written(tmp_path / "a.py", VARYING)
    begin(client, tmp_path)
    client.open("x = 1\n", uri)
    assert run(client, *FIX)["files"] == 0


def test_what_is_excluded_ignored_or_elsewhere_stays_as_it_is(
    client: Client, tmp_path: Path
) -> None:
    project, other = tmp_path / "project", tmp_path / "other"
    written(project / "resp-lsp.toml", 'extend-exclude = ["old"]\n')
    written(project / ".gitignore", "made.py\n")
    for name in (".git", "old", "shop"):
        (project / name).mkdir()
    written(project / "old" / "a.py", VARYING)
    written(project / "made.py", VARYING)
    written(other / "a.py", VARYING)
    written(project / "shop" / "resp-lsp.toml", 'ignore = ["RSP302"]\n')
    written(project / "shop" / "a.py", VARYING)
    wanted = written(project / "b.py", VARYING)
    begin(client, project)
    client.open(VARYING, (other / "a.py").as_uri())
    client.open(VARYING, (project / "old" / "a.py").as_uri())
    client.open(VARYING, "untitled:1")
    _, result = applied_by(client, Texts({wanted: VARYING}), *FIX)
    assert result["files"] == 1


def test_every_folder_of_the_workspace_is_walked_once(client: Client, tmp_path: Path) -> None:
    folders = [tmp_path / "one", tmp_path / "two", tmp_path / "one" / "in"]
    for folder in folders:
        folder.mkdir()
    texts = {written(folder / "a.py", VARYING): VARYING for folder in folders}
    begin(client, *folders)
    _, result = applied_by(client, Texts(texts), *FIX)
    assert result["files"] == 3


def test_an_older_client_has_one_folder(client: Client, tmp_path: Path) -> None:
    texts = Texts({written(tmp_path / "a.py", VARYING): VARYING})
    client.initialize({"workspace": {"applyEdit": True}}, rootUri=tmp_path.as_uri())
    after, _ = applied_by(client, texts, *FIX)
    assert "patch_vary_headers" in next(iter(after.values()))


def test_a_file_that_cannot_be_read_costs_no_other_one(client: Client, tmp_path: Path) -> None:
    written(tmp_path / "a.py", f"# é\n{VARYING}", "latin-1")
    written(tmp_path / "shop" / "resp-lsp.toml", "broken [")
    written(tmp_path / "shop" / "a.py", VARYING)
    texts = Texts({written(tmp_path / "b.py", VARYING): VARYING})
    begin(client, tmp_path)
    assert applied_by(client, texts, *FIX)[1]["files"] == 1


def test_a_server_that_is_switched_off_fixes_nothing(client: Client, tmp_path: Path) -> None:
    written(tmp_path / "a.py", VARYING)
    begin(client, tmp_path, initializationOptions={"enable": False})
    assert run(client, *FIX)["files"] == 0


def test_settings_that_cannot_be_understood_fix_nothing(client: Client, tmp_path: Path) -> None:
    written(tmp_path / "a.py", VARYING)
    begin(client, tmp_path, initializationOptions={"configuration": "missing.toml"})
    assert run(client, *FIX)["files"] == 0


def test_the_editors_settings_are_in_force(client: Client, tmp_path: Path) -> None:
    written(tmp_path / "a.py", VARYING)
    begin(client, tmp_path, initializationOptions={"ignore": ["RSP3"]})
    assert run(client, *FIX)["files"] == 0


def test_the_action_for_the_workspace_is_the_command(client: Client, tmp_path: Path) -> None:
    uri = written(tmp_path / "a.py", VARYING)
    begin(client, tmp_path)
    client.open(VARYING, uri)
    action = named(client.actions(VARY, uri), "Fix all RSP302 in the workspace")
    assert "edit" not in action
    assert action["command"] == {
        "title": action["title"],
        "command": "resp-lsp.fixRule",
        "arguments": ["RSP302", "workspace"],
    }
    name = action["command"]["command"].removeprefix("resp-lsp.")
    arguments = action["command"]["arguments"]
    assert applied_by(client, Texts({uri: VARYING}, {uri: 0}), name, *arguments)[1]["files"] == 1


def test_a_configuration_is_created_in_the_first_folder(client: Client, tmp_path: Path) -> None:
    begin(client, tmp_path, tmp_path / "other")
    (created, _) = run(client, "createConfiguration")["documentChanges"]
    assert created == {"kind": "create", "uri": (tmp_path / "resp-lsp.toml").as_uri()}


def test_there_is_no_such_action_without_a_workspace(client: Client, tmp_path: Path) -> None:
    uri = written(tmp_path / "a.py", VARYING)
    begin(client)
    client.open(VARYING, uri)
    assert not [a for a in client.actions(VARY, uri) if "workspace" in a["title"]]


def progress_of(client: Client, token: str) -> Message:
    """The next thing that the client is told of a progress."""
    message = client.take(
        lambda message: (
            message.get("method") == "$/progress" and message["params"]["token"] == token
        )
    )
    value: Message = message["params"]["value"]
    return value


def test_progress_is_told_by_the_clients_token(client: Client, tmp_path: Path) -> None:
    written(tmp_path / "a.py", "x = 1\n")
    begin(client, tmp_path)
    arguments = ["RSP302", "workspace"]
    command = {"command": "resp-lsp.fixRule", "arguments": arguments, "workDoneToken": "mine"}
    client.request("workspace/executeCommand", **command)
    begun = {"kind": "begin", "title": "Fix all RSP302", "cancellable": True}
    assert progress_of(client, "mine") == begun
    assert progress_of(client, "mine") == {"kind": "report", "message": "1 files, 0 to be fixed"}
    assert progress_of(client, "mine") == {"kind": "end"}


def ask_with_progress(client: Client, *, cancel: bool) -> int:
    """Start the command where the server creates the progress, which the user may cancel."""
    request = client.ask(
        "workspace/executeCommand", command="resp-lsp.fixRule", arguments=["RSP302", "workspace"]
    )
    created = client.take(lambda m: m.get("method") == "window/workDoneProgress/create")
    token = created["params"]["token"]
    client.send({"id": created["id"], "result": None})
    assert progress_of(client, token)["kind"] == "begin"
    if cancel:
        client.notify("window/workDoneProgress/cancel", token=token)
    return request


def many(folder: Path, count: int) -> None:
    for number in range(count):
        written(folder / f"a{number}.py", VARYING)


def test_the_server_creates_a_progress_where_the_client_can(client: Client, tmp_path: Path) -> None:
    written(tmp_path / "a.py", "x = 1\n")
    begin(client, tmp_path, capabilities=PROGRESSING)
    request = ask_with_progress(client, cancel=False)
    assert client.answer(request)["result"]["files"] == 0


def test_a_progress_that_is_refused_costs_nothing_else(client: Client, tmp_path: Path) -> None:
    written(tmp_path / "a.py", "x = 1\n")
    begin(client, tmp_path, capabilities=PROGRESSING)
    request = client.ask(
        "workspace/executeCommand", command="resp-lsp.fixRule", arguments=["RSP302", "workspace"]
    )
    created = client.take(lambda m: m.get("method") == "window/workDoneProgress/create")
    client.send({"id": created["id"], "error": {"code": -32601, "message": "no"}})
    assert client.answer(request)["result"]["files"] == 0


def test_the_user_can_cancel_by_the_progress(client: Client, tmp_path: Path) -> None:
    many(tmp_path, 200)
    begin(client, tmp_path, capabilities=PROGRESSING)
    request = ask_with_progress(client, cancel=True)
    assert client.answer(request)["error"]["code"] == -32800


def test_the_request_can_be_cancelled(client: Client, tmp_path: Path) -> None:
    many(tmp_path, 200)
    begin(client, tmp_path, capabilities=PROGRESSING)
    request = ask_with_progress(client, cancel=False)
    client.notify("$/cancelRequest", id=request)
    assert client.answer(request)["error"]["code"] == -32800
    assert run(client, "explainRule", "RSP302")


def test_documents_are_checked_while_it_runs(client: Client, tmp_path: Path) -> None:
    many(tmp_path, 200)
    begin(client, tmp_path, capabilities=PROGRESSING)
    request = ask_with_progress(client, cancel=False)
    uri = (tmp_path / "a0.py").as_uri()
    client.open(VARYING, uri)
    client.diagnostics(0, uri)
    assert not [m for m in client.arrived if m.get("id") == request and "method" not in m]
    client.notify("$/cancelRequest", id=request)
    assert "error" in client.answer(request)


def test_what_is_typed_meanwhile_is_in_the_edit(client: Client, tmp_path: Path) -> None:
    many(tmp_path, 50)
    begin(client, tmp_path, capabilities=PROGRESSING)
    uri = (tmp_path / "a0.py").as_uri()
    request = ask_with_progress(client, cancel=False)
    client.open(VARYING, uri)
    client.change({"text": f"# typed\n{VARYING}"}, version=1, uri=uri)
    asked = client.take(lambda message: message.get("method") == "workspace/applyEdit")
    texts = {(tmp_path / f"a{n}.py").as_uri(): VARYING for n in range(50)}
    texts[uri] = f"# typed\n{VARYING}"
    after = Texts(texts, {uri: 1}).after(asked["params"]["edit"])
    assert all(text.count("patch_vary_headers(") == 2 for text in after.values())
    assert asked["params"]["label"] == "Fix all RSP302 in the workspace"
    client.send({"id": asked["id"], "result": {"applied": True}})
    assert client.answer(request)["result"]["files"] == 50


def test_a_client_that_makes_no_edits_is_told_so_for_the_workspace(
    client: Client, tmp_path: Path
) -> None:
    written(tmp_path / "a.py", VARYING)
    begin(client, tmp_path, capabilities={})
    assert refused(client, *FIX) == (-32803, "the client does not apply edits")


def test_a_folder_within_another_has_its_own_settings(tmp_path: Path) -> None:
    inner = tmp_path / "in"
    written(tmp_path / "a.py", VARYING)
    written(inner / "a.py", VARYING)
    leaving = Settings(override=Override(ignore=("RSP302",)))
    for folders, expected in (
        ({tmp_path: leaving, inner: Settings()}, inner),
        ({tmp_path: Settings(), inner: leaving}, tmp_path),
    ):
        mended = filter(None, mended_files("RSP302", folders, {}))
        assert [each.path for each in mended] == [str(expected / "a.py")]


def test_files_import_from_modules_as_they_are_in_the_editor(tmp_path: Path) -> None:
    text = "from names import NAME\n" + VARYING.replace('response["Vary"]', "response[NAME]")
    written(tmp_path / "a.py", text)
    written(tmp_path / "names.py", 'NAME = "X-Other"\n')
    path = str(tmp_path / "names.py")
    folders = {tmp_path: Settings()}
    assert [*filter(None, mended_files("RSP302", folders, {}))] == []
    opened = {path: Source('NAME = "Vary"\n', path)}
    (mended,) = filter(None, mended_files("RSP302", folders, opened))
    assert mended.findings == 2
