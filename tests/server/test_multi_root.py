"""Several folders in one workspace, each with its own configuration and settings."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.server.test_configuration import ASKING, BOTH, view
from tests.server.test_diagnostics import LISTING, codes

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.server.client import Client, Message

    Start = Callable[..., Client]


@pytest.fixture
def folders(tmp_path: Path) -> list[Path]:
    made = [tmp_path / "shop", tmp_path / "blog", tmp_path / "blog" / "inner"]
    for folder in made:
        folder.mkdir()
    return made


def named(*folders: Path) -> list[Message]:
    return [{"uri": folder.as_uri(), "name": folder.name} for folder in folders]


def answered(client: Client, *sections: object) -> list[object]:
    """Answer the server's next question for settings; the scopes that it asked for."""
    asked = client.take(lambda m: m.get("method") == "workspace/configuration")
    client.send({"id": asked["id"], "result": list(sections)})
    return [item.get("scopeUri") for item in asked["params"]["items"]]


def found(client: Client, folder: Path, version: int = 0) -> list[object]:
    return codes(client.diagnostics(version, view(folder)))


def opened(client: Client, folder: Path) -> list[object]:
    client.open(LISTING, view(folder))
    return found(client, folder)


def changed(client: Client, added: tuple[Path, ...] = (), removed: tuple[Path, ...] = ()) -> None:
    event = {"added": named(*added), "removed": named(*removed)}
    client.notify("workspace/didChangeWorkspaceFolders", event=event)


def test_the_server_says_that_it_knows_of_folders(start: Start) -> None:
    workspace = start().initialize()["capabilities"]["workspace"]
    assert workspace["workspaceFolders"] == {"supported": True, "changeNotifications": True}


def test_each_folder_has_its_own_configuration_and_django(
    start: Start, folders: list[Path]
) -> None:
    shop, blog, inner = folders
    (shop / "resp-lsp.toml").write_text("select = ['RSP2']")
    (blog / "requirements.txt").write_text("django==6.2")
    (inner / "requirements.txt").write_text("django==5.2")
    client = start()
    client.initialize(workspaceFolders=named(shop, blog))
    assert opened(client, shop) == ["RSP201"]
    assert opened(client, blog) == ["RSP201"]
    assert opened(client, inner) == BOTH


def test_the_settings_at_initialization_are_for_all_folders(
    start: Start, folders: list[Path]
) -> None:
    client = start()
    options = {"ignore": ["RSP101"]}
    client.initialize(workspaceFolders=named(*folders), initializationOptions=options)
    assert [opened(client, folder) for folder in folders] == [["RSP201"]] * 3


def test_a_client_that_can_tell_is_asked_for_the_settings_of_each_folder(
    start: Start, folders: list[Path]
) -> None:
    shop, blog, inner = folders
    client = start()
    client.initialize(ASKING, workspaceFolders=named(*folders))
    given: list[Any] = [{"ignore": ["RSP1"]}, {"enable": False}, None, {"hints": False}]
    assert answered(client, *given) == [None, *(folder.as_uri() for folder in folders)]
    client.settle()
    assert opened(client, shop) == []
    assert opened(client, blog) == ["RSP201"]
    assert opened(client, inner) == BOTH
    assert opened(client, shop.parent) == ["RSP201"]


def test_an_empty_answer_leaves_what_was_said_at_initialization(
    start: Start, folders: list[Path]
) -> None:
    shop, *_ = folders
    client = start()
    options = {"ignore": ["RSP1"]}
    client.initialize(ASKING, workspaceFolders=named(shop), initializationOptions=options)
    answered(client, {}, {})
    client.settle()
    assert opened(client, shop) == ["RSP201"]
    client.notify("workspace/didChangeConfiguration", settings=None)
    answered(client, {"ignore": ["RSP2"]}, {})
    assert found(client, shop) == ["RSP101"]
    client.notify("workspace/didChangeConfiguration", settings=None)
    answered(client, {}, {})
    assert found(client, shop) == ["RSP201"]


def test_the_answer_checks_open_documents_again(start: Start, folders: list[Path]) -> None:
    client = start()
    client.initialize(ASKING, workspaceFolders=named(*folders))
    for folder in folders:
        assert opened(client, folder) == BOTH
    answered(client, {}, {"ignore": ["RSP1"]}, {}, {})
    assert [found(client, folder) for folder in folders] == [["RSP201"], BOTH, BOTH]


def test_a_path_to_a_configuration_is_relative_to_its_folder(
    start: Start, folders: list[Path]
) -> None:
    shop, blog, inner = folders
    (shop / "mine.toml").write_text("select = ['RSP1']")
    (blog / "mine.toml").write_text("select = ['RSP2']\nextend-exclude = ['inner']")
    client = start()
    options = {"configuration": "mine.toml"}
    client.initialize(workspaceFolders=named(shop, blog), initializationOptions=options)
    assert opened(client, shop) == ["RSP101"]
    assert opened(client, blog) == ["RSP201"]
    assert opened(client, inner) == []


def test_a_folder_that_comes_is_asked_for(start: Start, folders: list[Path]) -> None:
    shop, blog, _ = folders
    client = start()
    client.initialize(ASKING, workspaceFolders=named(shop))
    answered(client, {}, {"ignore": ["RSP1"]})
    client.settle()
    assert opened(client, shop) == ["RSP201"]
    assert opened(client, blog) == BOTH
    changed(client, added=(blog,))
    scopes = answered(client, {}, {"ignore": ["RSP1"]}, {"ignore": ["RSP2"]})
    assert scopes == [None, shop.as_uri(), blog.as_uri()]
    client.settle()
    client.change({"text": LISTING}, version=1, uri=view(blog))
    assert found(client, blog, 1) == ["RSP101"]


def test_a_folder_that_goes_takes_its_settings_with_it(start: Start, folders: list[Path]) -> None:
    shop, blog, _ = folders
    client = start()
    client.initialize(ASKING, workspaceFolders=named(shop, blog))
    answered(client, {}, {}, {"enable": False})
    client.settle()
    assert opened(client, blog) == []
    changed(client, removed=(blog,))
    assert found(client, blog) == BOTH


def test_changed_settings_are_asked_for_again_where_there_are_several_folders(
    start: Start, folders: list[Path]
) -> None:
    shop, blog, _ = folders
    client = start()
    client.initialize(ASKING, workspaceFolders=named(shop, blog))
    answered(client, {}, {}, {})
    settings = {"resp-lsp": {"ignore": ["RSP1"]}}
    client.notify("workspace/didChangeConfiguration", settings=settings)
    assert len(answered(client, {}, {"ignore": ["RSP1"]}, {"ignore": ["RSP2"]})) == 3
    client.settle()
    assert opened(client, shop) == ["RSP201"]
    assert opened(client, blog) == ["RSP101"]


def test_a_folder_that_is_no_file_is_left_out(start: Start, folders: list[Path]) -> None:
    shop, *_ = folders
    elsewhere = {"uri": "vscode-vfs://host/repository", "name": "remote"}
    client = start()
    client.initialize(ASKING, workspaceFolders=[elsewhere, *named(shop)])
    assert answered(client, {}, {"ignore": ["RSP1"]}) == [None, shop.as_uri()]
    client.settle()
    assert opened(client, shop) == ["RSP201"]
