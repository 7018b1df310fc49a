from __future__ import annotations

from dataclasses import fields, replace
from typing import TYPE_CHECKING, Any

import pytest

from resp_lsp import __version__
from resp_lsp.linter.baseline import NAME
from resp_lsp.linter.config import Config
from resp_lsp.linter.keys import KEYS
from resp_lsp.linter.settings import read_config
from resp_lsp.linter.toml import tables_of
from resp_lsp.server.configuration_template import template
from tests.server.conftest import EDITOR, conversation
from tests.server.edits import Texts
from tests.server.test_code_actions_resolve import VARYING
from tests.server.test_diagnostics import LISTING, codes

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from tests.server.client import Client, Message

INVALID, FAILED = -32602, -32803
APPLYING: Message = {
    **EDITOR,
    "workspace": {
        "applyEdit": True,
        "workspaceEdit": {"documentChanges": True, "resourceOperations": ["create"]},
    },
}
COMMANDS = [
    "resp-lsp.fixAll",
    "resp-lsp.fixRule",
    "resp-lsp.explainRule",
    "resp-lsp.debugInformation",
    "resp-lsp.createConfiguration",
    "resp-lsp.createBaseline",
]


@pytest.fixture(scope="module")
def applying() -> Iterator[Client]:
    with conversation() as client:
        client.initialize(APPLYING, clientInfo={"name": "Editor", "version": "7"})
        yield client


def run(client: Client, command: str, *arguments: object) -> Any:
    name = f"resp-lsp.{command}"
    return client.request("workspace/executeCommand", command=name, arguments=arguments)


def refused(client: Client, command: str, *arguments: object) -> tuple[int, str]:
    """The error of a command."""
    name = f"resp-lsp.{command}"
    request = client.ask("workspace/executeCommand", command=name, arguments=arguments)
    error = client.answer(request)["error"]
    return error["code"], error["message"]


def applied_by(
    client: Client, texts: Texts, command: str, *arguments: object, applies: bool = True
) -> tuple[dict[str, str], Message]:
    """The texts after the edit that a command asks the client to make, and its result."""
    name = f"resp-lsp.{command}"
    request = client.ask("workspace/executeCommand", command=name, arguments=arguments)
    asked = client.take(lambda message: message.get("method") == "workspace/applyEdit")
    after = texts.after(asked["params"]["edit"])
    outcome = {"applied": True} if applies else {"applied": False, "failureReason": "read-only"}
    client.send({"id": asked["id"], "result": outcome})
    result: Message = client.answer(request)["result"]
    return after, result


def test_the_commands_are_told_at_initialization(start: Callable[..., Client]) -> None:
    capabilities = start().initialize()["capabilities"]
    assert capabilities["executeCommandProvider"] == {"commands": COMMANDS}


def test_all_safe_fixes_of_a_document(applying: Client, uri: str) -> None:
    applying.open(VARYING, uri)
    after, result = applied_by(applying, Texts({uri: VARYING}, {uri: 0}), "fixAll", uri)
    assert result == {"applied": True, "files": 1, "findings": 3}
    applying.change({"text": after[uri]}, version=1, uri=uri)
    assert applying.diagnostics(1, uri) == []


def test_all_safe_fixes_of_a_rule_in_a_document(applying: Client, uri: str) -> None:
    applying.open(VARYING, uri, version=5)
    texts = Texts({uri: VARYING}, {uri: 5})
    after, result = applied_by(applying, texts, "fixRule", "manual-vary", uri)
    assert (result["files"], result["findings"]) == (1, 2)
    applying.change({"text": after[uri]}, version=6, uri=uri)
    assert codes(applying.diagnostics(6, uri)) == ["RSP301"]


def test_where_nothing_is_to_be_fixed_the_client_is_not_asked(applying: Client, uri: str) -> None:
    applying.open(LISTING, uri)
    nothing = {"applied": True, "files": 0, "findings": 0}
    assert run(applying, "fixAll", uri) == nothing
    assert run(applying, "fixRule", "RSP101", uri) == nothing


def test_an_edit_that_the_client_does_not_make_is_told(applying: Client, uri: str) -> None:
    applying.open(VARYING, uri)
    texts = Texts({uri: VARYING}, {uri: 0})
    _, result = applied_by(applying, texts, "fixAll", uri, applies=False)
    assert (result["applied"], result["failureReason"]) == (False, "read-only")


def test_a_client_that_makes_no_edits_on_request_is_told_so(editor: Client, uri: str) -> None:
    editor.open(VARYING, uri)
    code, message = refused(editor, "fixAll", uri)
    assert (code, message) == (FAILED, "the client does not apply edits")


@pytest.mark.parametrize(
    ("command", "arguments", "message"),
    [
        ("fixAll", (), "the argument 'uri' is missing"),
        ("fixAll", (1,), "resp-lsp.fixAll takes text as arguments: uri"),
        ("fixAll", ("file:///a.py", "more"), "resp-lsp.fixAll takes text as arguments: uri"),
        ("fixAll", ("file:///a.py",), "'file:///a.py' is no open Python document"),
        ("fixRule", ("RSP301",), "the argument 'scope' is missing"),
        ("fixRule", ("everything", "workspace"), "unknown rule 'everything'"),
        ("fixRule", ("RSP3", "workspace"), "'RSP3' means several rules"),
        (
            "explainRule",
            ("manual-vari",),
            "unknown rule 'manual-vari'; did you mean 'manual-vary'?",
        ),
        ("explainRule", ({},), "resp-lsp.explainRule takes text as arguments: code"),
        ("debugInformation", ("x",), "resp-lsp.debugInformation takes text as arguments: none"),
        ("createConfiguration", ("untitled:x",), "'untitled:x' is no URI of a folder"),
        ("destroy", (), "there is no command 'resp-lsp.destroy'"),
    ],
)
def test_wrong_arguments_are_invalid_and_say_why(
    applying: Client, command: str, arguments: tuple[object, ...], message: str
) -> None:
    assert refused(applying, command, *arguments) == (INVALID, message)


def test_a_rule_is_explained_as_on_its_page(applying: Client) -> None:
    page = run(applying, "explainRule", "rsp301")
    assert page.startswith("# RSP301 manual-cache-control\n")
    assert page == run(applying, "explainRule", "manual-cache-control")


def test_without_a_code_every_rule_is_explained(applying: Client) -> None:
    pages = run(applying, "explainRule")
    assert pages.count("\n# RSP") > 50
    assert run(applying, "explainRule", "RSP904") in pages


def test_debug_information_tells_what_is_in_force(applying: Client, tmp_path: Path) -> None:
    (tmp_path / "resp-lsp.toml").write_text('ignore = ["RSP3"]\ntarget-django = "4.2"\n')
    uri = (tmp_path / "views.py").as_uri()
    applying.open(LISTING, uri, version=3)
    applying.diagnostics(3, uri)
    lines = run(applying, "debugInformation").splitlines()
    assert lines[0] == f"resp-lsp {__version__}"
    assert {"client Editor 7", "  applied edits: yes", "  progress: no"} <= {*lines}
    assert "position encoding utf-16" in lines
    about = lines[lines.index(f"document {uri}") + 1 :]
    assert about[:7] == [
        "  python, version 3, 12 lines",
        f"  configuration: {tmp_path / 'resp-lsp.toml'}",
        "  editor: editorFirst, its own file: none",
        f"  Django 4.2, from {tmp_path / 'resp-lsp.toml'}",
        '  select = ["RSP"]',
        '  ignore = ["RSP3"]',
        "  extend-select = []",
    ]
    assert about[7].startswith("  version 3 checked in ")
    assert about[7].endswith(" ms: 2 findings")


def test_debug_information_tells_what_is_wrong(applying: Client, tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text("[tool.resp-lsp]\nignore = 1\n")
    uri = (tmp_path / "views.py").as_uri()
    applying.open(LISTING, uri)
    told = run(applying, "debugInformation")
    assert f"  problem: {tmp_path / 'pyproject.toml'}:2: ignore: a list" in told


def test_debug_information_holds_nothing_of_a_document(applying: Client, uri: str) -> None:
    applying.open('SECRET_KEY = "xyzzy"\n', uri)
    assert "xyzzy" not in run(applying, "debugInformation")


def test_a_configuration_is_created_with_the_defaults(applying: Client, tmp_path: Path) -> None:
    edit = run(applying, "createConfiguration", tmp_path.as_uri())
    path = tmp_path / "resp-lsp.toml"
    assert Texts({}).after(edit) == {path.as_uri(): template()}
    assert not path.exists()


def test_a_configuration_that_is_there_is_left_alone(applying: Client, tmp_path: Path) -> None:
    (tmp_path / "resp-lsp.toml").touch()
    code, message = refused(applying, "createConfiguration", tmp_path.as_uri())
    assert (code, message) == (FAILED, f"there is a resp-lsp.toml in {tmp_path}")


def test_a_client_that_creates_no_files_is_told_so(editor: Client, tmp_path: Path) -> None:
    assert refused(editor, "createConfiguration", tmp_path.as_uri())[0] == FAILED


def test_the_new_configuration_has_every_key_with_its_default(tmp_path: Path) -> None:
    told = {"root", "target_from"}
    keys = [f.name.replace("_", "-") for f in fields(Config) if f.name not in told]
    assert [*KEYS] == keys
    text = template()
    assert tables_of(text) == {}
    for key in keys:
        text = text.replace(f"# {key} = ", f"{key} = ")
    path = tmp_path / "resp-lsp.toml"
    path.write_text(text)
    assert set(tables_of(text)) == set(keys)
    (tmp_path / NAME).write_text('{"version": 1, "files": {}}')
    read = read_config(path)
    assert read is not None
    assert replace(read, baseline=None) == Config(root=str(tmp_path))


def test_a_baseline_of_a_folder_is_created(applying: Client, tmp_path: Path) -> None:
    (tmp_path / "views.py").write_text(LISTING)
    edit = run(applying, "createBaseline", tmp_path.as_uri())
    path = tmp_path / NAME
    assert not path.exists(), "the client creates it"
    path.write_text(Texts({}).after(edit)[path.as_uri()])
    (tmp_path / "resp-lsp.toml").write_text(f'baseline = "{NAME}"\n')
    uri = (tmp_path / "views.py").as_uri()
    applying.open(LISTING, uri)
    assert applying.diagnostics(uri=uri) == []


def test_a_baseline_that_is_there_is_left_alone(applying: Client, tmp_path: Path) -> None:
    (tmp_path / NAME).write_text("{}")
    assert refused(applying, "createBaseline", tmp_path.as_uri())[0] == FAILED


def test_what_is_refused_is_one_line_of_the_log(start: Callable[..., Client]) -> None:
    client = start()
    client.initialize()
    assert refused(client, "explainRule", "RSP000")[0] == INVALID
    client.close_down()
    about = [line for line in client.errors().splitlines() if " INFO " not in line]
    assert len(about) == 1
    assert "refused request 2: unknown rule 'RSP000'" in about[0]
