"""Reading and writing the user's files."""

from __future__ import annotations

import os
import stat
import sys
from typing import TYPE_CHECKING

import pytest

from resp_lsp.linter.errors import FileError
from resp_lsp.linter.files import read_bytes, source_of, write

if TYPE_CHECKING:
    from pathlib import Path

    from resp_lsp.linter.files import SourceFile


def read(path: Path) -> SourceFile:
    return source_of(str(path), read_bytes(str(path)))


def refusal(path: Path, source: SourceFile, text: str) -> str:
    before = path.read_bytes()
    with pytest.raises(FileError) as caught:
        write(source, text)
    assert path.read_bytes() == before
    assert os.listdir(path.parent) == [path.name]  # noqa: PTH208 (names are what is compared)
    return caught.value.message


def test_a_large_file_is_read_whole(tmp_path: Path) -> None:
    data = bytes(range(256)) * 20_000
    (tmp_path / "a.py").write_bytes(data)
    assert read_bytes(str(tmp_path / "a.py")) == data


def test_what_cannot_be_read_is_told(tmp_path: Path) -> None:
    with pytest.raises(FileError, match="No such file"):
        read_bytes(str(tmp_path / "a.py"))
    with pytest.raises(FileError, match="directory"):
        read_bytes(str(tmp_path))


@pytest.mark.parametrize(
    "data",
    [
        b"a = 1\r\nb = 2\r\n",
        b"\xef\xbb\xbfa = 1\n",
        b"# coding: latin-1\na = '\xe9'\n",
        b"# coding: shift_jis\na = '\x8a\xbf'",
    ],
)
def test_a_change_keeps_encoding_mark_and_line_ends(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "a.py"
    path.write_bytes(data)
    source = read(path)
    write(source, source.text.replace("a = ", "aa = "))
    assert path.read_bytes() == data.replace(b"a = ", b"aa = ")


def test_a_character_that_the_encoding_lacks_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.py"
    path.write_bytes(b"# coding: latin-1\n")
    source = read(path)
    message = refusal(path, source, source.text + "x = '漢'\n")
    assert message == "not written: latin-1 has no '漢', which a fix adds"


def test_a_file_that_changed_meanwhile_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "a.py"
    path.write_text("a = 1\n")
    source = read(path)
    path.write_text("a = 2\n")
    assert "changed while" in refusal(path, source, "a = 3\n")


def test_an_encoding_that_does_not_give_back_its_bytes_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.py"
    path.write_bytes(b"# coding: utf-7\na = '+AGE-'\n")
    assert "outside the fix" in refusal(path, read(path), "b")


def test_permissions_are_kept(tmp_path: Path) -> None:
    path = tmp_path / "a.py"
    path.write_text("a = 1\n")
    path.chmod(0o750)
    write(read(path), "b = 1\n")
    assert stat.S_IMODE(path.stat().st_mode) == 0o750


@pytest.mark.skipif(sys.platform == "win32", reason="symbolic links want a privilege there")
def test_a_symbolic_link_stays_one(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    target = tmp_path / "real/a.py"
    target.write_text("a = 1\n")
    link = tmp_path / "a.py"
    link.symlink_to(target)
    write(read(link), "b = 1\n")
    assert link.is_symlink()
    assert target.read_text() == "b = 1\n"


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everything")
def test_a_read_only_file_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.py"
    path.write_text("a = 1\n")
    path.chmod(0o444)
    assert "read-only" in refusal(path, read(path), "b = 1\n")
