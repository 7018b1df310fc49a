"""docs/server.md tells what there is: tests, settings, commands."""

from __future__ import annotations

import re
from pathlib import Path

from resp_lsp.server.editor_settings import DECODERS
from resp_lsp.server.features.commands import COMMANDS

ROOT = Path(__file__).parents[1]
PAGE = (ROOT / "docs" / "server.md").read_text()
NAME = re.compile(r"`([\w.-]+)`")
TEST = re.compile(r"`(test_\w+\.py)::(test_\w+)`")


def test_the_tests_beside_the_features_are_there() -> None:
    named = TEST.findall(PAGE)
    assert len(named) > 30
    for file, test in named:
        assert f"def {test}(" in (ROOT / "tests" / "server" / file).read_text(), (file, test)


def test_each_row_names_a_test() -> None:
    table = PAGE.partition("|---|---|\n")[2].partition("\n\n")[0]
    rows = table.splitlines()
    assert len(rows) > 20
    assert [row for row in rows if not TEST.search(row)] == []


def test_every_setting_is_told() -> None:
    table = PAGE.partition("## Settings")[2].partition("##")[0]
    rows = [line for line in table.splitlines() if line.startswith("| `")]
    assert {word for row in rows for word in NAME.findall(row.split("|")[1])} == set(DECODERS)


def test_every_command_is_told() -> None:
    told = PAGE.partition("## Commands")[2].partition("##")[0]
    assert set(NAME.findall(told)) >= set(COMMANDS)
    assert {name for name in NAME.findall(told) if name.startswith("resp-lsp.")} == set(COMMANDS)
