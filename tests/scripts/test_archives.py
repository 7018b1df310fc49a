"""Archives are unpacked without harm, and only the pinned one is taken."""

from __future__ import annotations

import io
import tarfile
import zipfile
from typing import TYPE_CHECKING

import pytest

from scripts import archives
from scripts.archives import FetchError, Project

if TYPE_CHECKING:
    from pathlib import Path


def tar(*members: tuple[str, str]) -> bytes:
    """An archive of links, given as name and target, and of files where there is no target."""
    stream = io.BytesIO()
    with tarfile.open(fileobj=stream, mode="w:gz") as archive:
        for name, target in members:
            member = tarfile.TarInfo(name)
            if target:
                member.type, member.linkname = tarfile.SYMTYPE, target
            archive.addfile(member)
    return stream.getvalue()


def test_members_that_lead_out_of_the_folder_are_left_out(tmp_path: Path) -> None:
    folder = tmp_path / "inside"
    archives.unpack(tar(("a/fine.py", ""), ("../evil.py", ""), ("a/link", "/etc")), folder)
    assert [p.relative_to(tmp_path).as_posix() for p in sorted(tmp_path.rglob("*"))] == [
        "inside",
        "inside/a",
        "inside/a/fine.py",
    ]


def test_a_zip_is_unpacked_too(tmp_path: Path) -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("a/fine.py", "")
    archives.unpack(stream.getvalue(), tmp_path)
    assert (tmp_path / "a/fine.py").exists()


def test_an_archive_with_another_digest_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(archives, "archive", lambda _project: tar(("a/fine.py", "")))
    with pytest.raises(FetchError, match="the sha256 is"):
        archives.source_of(Project("a", "1.0", "0" * 64), tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_what_was_fetched_is_kept(tmp_path: Path) -> None:
    kept = tmp_path / "a-1.0"
    kept.mkdir()
    assert archives.source_of(Project("a", "1.0", ""), tmp_path) == kept
