"""`resp-lsp check --add-noqa`: what it writes and prints."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.command import CLEAN, LIST, VARY, lay, resp_lsp

pytestmark = pytest.mark.usefixtures("here")


def test_comments_are_added_and_a_check_is_clean() -> None:
    lay({"a.py": VARY, "b.py": LIST, "c.py": CLEAN})
    outcome = resp_lsp("check", "--add-noqa")
    assert (outcome.code, outcome.out) == (0, "Added 2 noqa directives.\n")
    assert Path("b.py").read_text() == LIST.replace("(rows)", "(rows)  # noqa: RSP101")
    assert resp_lsp("check").out == "All checks passed!\n"
    assert resp_lsp("check", "--add-noqa").out == "Added 0 noqa directives.\n"


def test_only_what_is_selected_is_silenced() -> None:
    lay({"a.py": VARY, "b.py": LIST})
    assert resp_lsp("check", "--add-noqa", "--select", "RSP1").out == "Added 1 noqa directive.\n"
    assert Path("a.py").read_text() == VARY


@pytest.mark.parametrize("start", [b"\xef\xbb\xbf", b"# coding: latin-1\r\n"])
def test_line_ends_and_encoding_stay(start: bytes) -> None:
    before = start + LIST.replace("\n", "\r\n").encode()
    lay({"a.py": before})
    resp_lsp("check", "--add-noqa")
    assert Path("a.py").read_bytes() == before.replace(b"(rows)", b"(rows)  # noqa: RSP101")


def test_a_file_that_cannot_be_written_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    lay({"a.py": LIST, "b.py": LIST})
    monkeypatch.setattr("os.access", lambda path, _: not str(path).endswith("a.py"))
    outcome = resp_lsp("check", "--add-noqa")
    assert (outcome.code, outcome.out) == (2, "Added 1 noqa directive.\n")
    assert "a.py: not written: the file is read-only" in outcome.err
    assert Path("a.py").read_text() == LIST


@pytest.mark.parametrize("option", [["--fix"], ["--diff"], ["-"], ["--stdin-filename", "a.py"]])
def test_it_goes_with_nothing_that_means_something_else(option: list[str]) -> None:
    lay({"a.py": LIST})
    outcome = resp_lsp("check", "--add-noqa", *option, stdin=LIST)
    assert outcome.code == 2
    assert "--add-noqa is for files" in outcome.err
    assert Path("a.py").read_text() == LIST
