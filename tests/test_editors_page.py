"""The page for editors shows the files of its folder, which are tried or at least well formed."""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.editors.editor import EDITORS

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

PAGE = Path(__file__).parents[1] / "docs" / "editors.md"
SNIPPETS = sorted(PAGE.with_suffix("").iterdir())
COMMAND = ["resp-lsp", "server"]


def parsed(name: str) -> Any:
    text = (PAGE.with_suffix("") / name).read_text("utf-8")
    return tomllib.loads(text) if name.endswith(".toml") else json.loads(text)


def test_the_page_shows_exactly_the_files() -> None:
    shown = re.findall(r"^```\w+\n(.*?)^```$", PAGE.read_text("utf-8"), re.MULTILINE | re.DOTALL)
    assert sorted(shown) == sorted(path.read_text("utf-8") for path in SNIPPETS)


@pytest.mark.parametrize("path", SNIPPETS, ids=lambda path: path.name)
def test_each_file_is_tried_or_read_here(path: Path) -> None:
    tried = any(str(path) in editor.command for editor in EDITORS)
    assert tried or path.suffix in {".toml", ".json"}


def test_helix_starts_the_server_for_python() -> None:
    settings = parsed("helix.toml")
    (python,) = settings["language"]
    server = settings["language-server"][python["language-servers"][0]]
    assert python["name"] == "python"
    assert [server["command"], *server["args"]] == COMMAND


def test_kate_starts_the_server_for_python() -> None:
    python = parsed("kate.json")["servers"]["python"]
    assert python["command"] == COMMAND
    assert re.search(python["highlightingModeRegex"], "Python")


def test_sublime_text_starts_the_server_for_python() -> None:
    (client,) = parsed("sublime.json")["clients"].values()
    assert client == {"enabled": True, "command": COMMAND, "selector": "source.python"}


def test_zed_starts_the_server_for_python() -> None:
    settings = parsed("zed.json")
    name = settings["languages"]["Python"]["language_servers"][0]
    program = settings["lsp"][name]["binary"]
    assert [Path(program["path"]).name, *program["arguments"]] == COMMAND
