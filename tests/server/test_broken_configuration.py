"""Configuration files that cannot be understood."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.server.client import at, between
from tests.server.test_configuration import BOTH, WATCHING, messages, touched, view
from tests.server.test_diagnostics import LISTING, codes
from tests.server.test_pull_diagnostics import PULLING, pulled

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.server.client import Client

    Start = Callable[..., Client]


def faults(client: Client, file: Path) -> list[Any]:
    """What is published next for a file of configuration."""
    return client.diagnostics(None, file.as_uri())


@pytest.mark.parametrize(
    ("text", "place", "message"),
    [
        ("\nselect = ['RSP101', 'RSP8']\n", between(1, 21, 25), "select: unknown rule 'RSP8'"),
        ("# ü\nselekt = []\n", between(1, 0, 6), "unknown key 'selekt'"),
        ("exclude = ['😀', '!']\n", between(0, 18, 19), "exclude: '!' is no"),
        ("select = [", between(0, 10, 10), "not TOML: "),
        ("a = 1\nselect = [}\n", between(1, 10, 11), "not TOML: "),
    ],
)
def test_the_fault_is_a_diagnostic_at_its_place(
    start: Start, tmp_path: Path, text: str, place: Any, message: str
) -> None:
    (tmp_path / "pyproject.toml").write_text(f"[tool.resp-lsp]\n{text}", encoding="utf-8")
    client = start()
    client.initialize()
    client.open(LISTING, view(tmp_path))
    assert codes(client.diagnostics(0, view(tmp_path))) == BOTH
    (fault,) = faults(client, tmp_path / "pyproject.toml")
    assert fault["range"] == {end: at(p["line"] + 1, p["character"]) for end, p in place.items()}
    assert fault["message"].startswith(message)
    assert (fault["severity"], fault["source"]) == (1, "resp-lsp")


def test_bytes_that_are_no_text_are_told_with_their_line(start: Start, tmp_path: Path) -> None:
    (tmp_path / "resp-lsp.toml").write_bytes(b"# a\n# caf\xe9\n")
    client = start()
    client.initialize()
    client.open(LISTING, view(tmp_path))
    (fault,) = faults(client, tmp_path / "resp-lsp.toml")
    assert fault["range"]["start"] == at(1, 0)


def test_no_window_opens_and_nothing_is_repeated(start: Start, tmp_path: Path) -> None:
    file = tmp_path / "resp-lsp.toml"
    file.write_text("select = [")
    client = start()
    client.initialize(WATCHING)
    client.open(LISTING, view(tmp_path))
    assert len(faults(client, file)) == 1
    for version in range(1, 6):
        client.change({"text": LISTING}, version=version, uri=view(tmp_path))
        assert codes(client.diagnostics(version, view(tmp_path))) == BOTH
    assert messages(client) == []
    assert not [m for m in client.arrived if m.get("params", {}).get("uri") == file.as_uri()]


@pytest.mark.parametrize("capabilities", [{}, WATCHING])
def test_the_fault_is_cleared_when_it_is_mended(
    start: Start, tmp_path: Path, capabilities: Any
) -> None:
    file = tmp_path / "resp-lsp.toml"
    file.write_text("select = [")
    client = start()
    client.initialize(capabilities)
    client.open(LISTING, view(tmp_path))
    assert "not TOML" in faults(client, file)[0]["message"]
    file.write_text("selekt = []")
    touched(client, file)
    client.change({"text": LISTING}, version=1, uri=view(tmp_path))
    assert "unknown key" in faults(client, file)[0]["message"]
    file.write_text("select = ['RSP1']")
    touched(client, file)
    client.change({"text": LISTING}, version=2, uri=view(tmp_path))
    assert faults(client, file) == []
    assert codes(client.diagnostics(2, view(tmp_path))) == ["RSP101"]


def test_a_file_that_is_deleted_has_no_faults(start: Start, tmp_path: Path) -> None:
    file = tmp_path / "resp-lsp.toml"
    file.write_text("select = [")
    client = start()
    client.initialize(WATCHING)
    client.open(LISTING, view(tmp_path))
    assert len(faults(client, file)) == 1
    file.unlink()
    touched(client, file)
    assert faults(client, file) == []


def test_a_fault_is_told_before_any_document_is_open(start: Start, tmp_path: Path) -> None:
    file = tmp_path / "resp-lsp.toml"
    file.write_text("select = [")
    client = start()
    client.initialize(WATCHING, rootUri=tmp_path.as_uri())
    assert len(faults(client, file)) == 1
    file.write_text("select = []")
    touched(client, file)
    assert faults(client, file) == []


def test_a_broken_file_concerns_its_folder_only(start: Start, tmp_path: Path) -> None:
    good, bad = tmp_path / "good", tmp_path / "bad"
    for folder, content in ((good, "select = ['RSP1']"), (bad, "select = [")):
        folder.mkdir()
        (folder / "resp-lsp.toml").write_text(content, encoding="utf-8")
    client = start()
    client.initialize()
    client.open(LISTING, view(bad))
    client.open(LISTING, view(good))
    assert codes(client.diagnostics(0, view(bad))) == BOTH
    assert codes(client.diagnostics(0, view(good))) == ["RSP101"]
    assert len(faults(client, bad / "resp-lsp.toml")) == 1
    client.settle()
    assert client.arrived == []


def test_a_client_that_pulls_is_told_as_well(start: Start, tmp_path: Path) -> None:
    file = tmp_path / "resp-lsp.toml"
    file.write_text("select = [")
    client = start()
    client.initialize(PULLING)
    client.open(LISTING, view(tmp_path))
    assert codes(pulled(client, view(tmp_path))["items"]) == BOTH
    assert len(faults(client, file)) == 1


def test_a_file_that_the_editor_names_is_told_of(start: Start, tmp_path: Path) -> None:
    file = tmp_path / "mine.toml"
    file.write_text("selekt = []")
    client = start()
    options = {"configuration": "mine.toml", "ignore": ["RSP2"]}
    client.initialize(rootUri=tmp_path.as_uri(), initializationOptions=options)
    client.open(LISTING, view(tmp_path))
    assert codes(client.diagnostics(0, view(tmp_path))) == ["RSP101"]
    assert faults(client, file)[0]["range"] == between(0, 0, 6)
