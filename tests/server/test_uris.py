from __future__ import annotations

import sys
from pathlib import Path

import pytest

from resp_lsp.server.uris import path_of


@pytest.mark.parametrize(
    ("uri", "path"),
    [
        ("file:///project/a.py", "/project/a.py"),
        ("file:///project/a%20b%C3%A9.py", "/project/a bé.py"),
        ("file:///project/a%23b.py", "/project/a#b.py"),
        ("file:///project/50%25.py", "/project/50%.py"),
    ],
)
@pytest.mark.skipif(sys.platform == "win32", reason="paths of POSIX systems")
def test_a_file_uri_is_a_path(uri: str, path: str) -> None:
    assert path_of(uri) == Path(path)


def test_a_drive_may_be_escaped_as_vs_code_does() -> None:
    path = path_of("file:///c%3A/project/a.py")
    assert path is not None
    assert path.as_posix() == "c:/project/a.py"


@pytest.mark.parametrize(
    "uri",
    ["untitled:Untitled-1", "vscode-notebook-cell:/a.ipynb#W0", "git:/a.py?x", "file://[", "", "x"],
)
def test_other_uris_are_no_paths(uri: str) -> None:
    assert path_of(uri) is None
