"""Which files a run checks, under which configuration."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from resp_lsp.linter.config import Config
from resp_lsp.linter.errors import InputError
from resp_lsp.linter.settings import Settings
from resp_lsp.linter.walk import excluded, targets


def lay(root: Path, *files: str, **texts: str) -> None:
    """Files by their paths; a path that holds a colon is a file and its text."""
    for entry in files:
        name, _, text = entry.partition(":")
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")


def found(
    root: Path, *paths: str, settings: Settings | None = None, force_exclude: bool = False
) -> list[str]:
    """The targets, and with a ! before them the errors, relative to the root."""
    given = [str(root / path) for path in paths or (".",)]
    walked = targets(given, settings or Settings(), force_exclude=force_exclude)
    return [
        "!" * isinstance(each, InputError) + Path(os.path.relpath(each.path, root)).as_posix()
        for each in walked
    ]


def test_python_files_are_found_in_the_order_of_their_paths(tmp_path: Path) -> None:
    lay(tmp_path, "b.py", "a/z.py", "a/b/c.pyi", "a.txt", "c.pyx", "py", "a/deep/er/x.py")
    assert found(tmp_path) == ["a/b/c.pyi", "a/deep/er/x.py", "a/z.py", "b.py"]


def test_a_file_is_found_once(tmp_path: Path) -> None:
    lay(tmp_path, "a/b.py")
    assert found(tmp_path, ".", "a", "a/b.py", "a/../a/b.py") == ["a/b.py"]


def test_a_named_file_is_taken_whatever_its_name(tmp_path: Path) -> None:
    lay(tmp_path, "script", "build/a.py", ".gitignore:*.py")
    assert found(tmp_path, "script", "build/a.py") == ["build/a.py", "script"]


def test_a_missing_path_does_not_stop_the_others(tmp_path: Path) -> None:
    lay(tmp_path, "a.py", "b.py")
    assert found(tmp_path, "a.py", "aa.py", "b.py") == ["a.py", "!aa.py", "b.py"]


@pytest.mark.parametrize("folder", [".git", ".venv", "node_modules", "build", "__pycache__"])
def test_some_folders_are_left_out_by_default(tmp_path: Path, folder: str) -> None:
    lay(tmp_path, f"x/{folder}/a.py", f"{folder}/a.py", "x/a.py", f"{folder}s/a.py")
    assert found(tmp_path) == sorted([f"{folder}s/a.py", "x/a.py"])


def test_a_folder_above_the_path_leaves_nothing_out(tmp_path: Path) -> None:
    lay(tmp_path, "build/app/a.py")
    assert found(tmp_path / "build/app") == ["a.py"]
    assert found(tmp_path, "build") == ["build/app/a.py"]


def test_forcing_leaves_out_what_is_named(tmp_path: Path) -> None:
    lay(tmp_path, "a.py", "build/a.py", 'resp-lsp.toml:extend-exclude=["gen_*.py", "/x/"]')
    lay(tmp_path, "gen_1.py", "x/y/a.py", "y/x/a.py")
    given = ("a.py", "build/a.py", "gen_1.py", "x", "x/y/a.py", "y/x/a.py")
    assert found(tmp_path, *given, force_exclude=True) == ["a.py", "y/x/a.py"]
    assert len(found(tmp_path, *given)) == 5


def test_patterns_are_relative_to_their_configuration(tmp_path: Path) -> None:
    lay(tmp_path, 'app/resp-lsp.toml:exclude=["/gen/*.py", "!gen/keep.py"]')
    lay(tmp_path, "app/gen/a.py", "app/gen/keep.py", "app/x/gen/a.py", "gen/a.py")
    assert found(tmp_path) == ["app/gen/keep.py", "app/x/gen/a.py", "gen/a.py"]


def test_exclude_replaces_the_defaults_and_extend_exclude_does_not(tmp_path: Path) -> None:
    lay(tmp_path, 'resp-lsp.toml:exclude=["x"]', "x/a.py", "build/a.py")
    assert found(tmp_path) == ["build/a.py"]
    lay(tmp_path, 'resp-lsp.toml:extend-exclude=["x"]')
    assert found(tmp_path) == []


def test_gitignore_is_respected_at_every_level(tmp_path: Path) -> None:
    lay(tmp_path, ".gitignore:/top.py\n*_gen.py\nout/\n", "top.py", "a/top.py", "a/b_gen.py")
    lay(tmp_path, "out/a.py", "a/out/b.py", "a/.gitignore:!keep_gen.py\nlocal.py\n")
    lay(tmp_path, "a/keep_gen.py", "a/c/keep_gen.py", "keep_gen.py", "a/c/local.py", "local.py")
    assert found(tmp_path) == ["a/c/keep_gen.py", "a/keep_gen.py", "a/top.py", "local.py"]


def test_gitignore_above_the_path_is_respected_within_a_repository(tmp_path: Path) -> None:
    lay(tmp_path, ".gitignore:*.py", "repo/.git/HEAD", "repo/.gitignore:gen.py", "repo/a/gen.py")
    lay(tmp_path, "repo/a/b.py")
    assert found(tmp_path, "repo/a") == ["repo/a/b.py"]


def test_gitignore_does_not_hide_the_path_itself(tmp_path: Path) -> None:
    lay(tmp_path, ".git/HEAD", ".gitignore:data/\n", "data/projects/a.py", "b.py")
    assert found(tmp_path, "data/projects") == ["data/projects/a.py"]
    assert found(tmp_path) == ["b.py"]


def test_gitignore_can_be_disregarded(tmp_path: Path) -> None:
    lay(tmp_path, ".gitignore:*.py", "resp-lsp.toml:respect-gitignore=false", "a.py")
    assert found(tmp_path) == ["a.py"]


def test_what_git_cannot_read_in_gitignore_is_skipped(tmp_path: Path) -> None:
    (tmp_path / ".gitignore").write_bytes(b"!\n\xe9.py\n\\\na.py\n")
    lay(tmp_path, "a.py", "b.py")
    assert found(tmp_path) == ["b.py"]


def test_gitignore_means_what_git_means(tmp_path: Path) -> None:
    subprocess.run(["git", "init", "-q"], cwd=tmp_path, check=True)
    lay(tmp_path, ".gitignore:**/gen/\nlib/**/x?.py\n!/lib/b/x1.py\n\\#a.py\n[ab].py\nt \n")
    lay(tmp_path, "q/gen/a.py", "lib/b/x1.py", "lib/c/x2.py", "lib/x3.py", "#a.py", "a.py", "c.py")
    lay(tmp_path, "q/.gitignore:*\n!keep.py\n", "q/keep.py", "q/drop.py", "gen.py")
    listed = ["git", "ls-files", "--others", "--exclude-standard", "*.py"]
    said = subprocess.run(listed, cwd=tmp_path, check=True, capture_output=True, text=True)
    assert found(tmp_path) == sorted(said.stdout.split())


def test_each_file_has_its_nearest_configuration(tmp_path: Path) -> None:
    lay(tmp_path, 'resp-lsp.toml:ignore=["RSP1"]', "a.py", "b/c.py", "b/d/e.py")
    lay(
        tmp_path, 'b/pyproject.toml:[tool.resp-lsp]\nignore=["RSP2"]', "c/pyproject.toml:", "c/a.py"
    )
    configs = {
        Path(each.path).relative_to(tmp_path).as_posix(): each.config.ignore
        for each in targets([str(tmp_path)], Settings())
        if not isinstance(each, InputError)
    }
    assert configs == {
        "a.py": ("RSP1",),
        "b/c.py": ("RSP2",),
        "b/d/e.py": ("RSP2",),
        "c/a.py": ("RSP1",),
    }


def test_a_broken_configuration_costs_its_folder_only(tmp_path: Path) -> None:
    lay(tmp_path, "a/a.py", "b/resp-lsp.toml:selekt=[]", "b/b.py", "b/x/b.py", "c/c.py")
    assert found(tmp_path) == ["a/a.py", "!b/resp-lsp.toml", "c/c.py"]


def test_one_configuration_for_all_hides_broken_ones(tmp_path: Path) -> None:
    lay(tmp_path, "b/resp-lsp.toml:selekt=[]", "b/b.py")
    assert found(tmp_path, settings=Settings(only=Config())) == ["b/b.py"]


@pytest.mark.skipif(sys.platform == "win32", reason="symbolic links want a privilege there")
def test_links_to_files_are_followed_and_to_folders_not(tmp_path: Path) -> None:
    lay(tmp_path, "real/a.py")
    (tmp_path / "b.py").symlink_to("real/a.py")
    (tmp_path / "folder").symlink_to("real")
    (tmp_path / "loop").symlink_to(".")
    (tmp_path / "gone.py").symlink_to("nowhere.py")
    assert found(tmp_path) == ["b.py", "real/a.py"]


def test_a_path_outside_of_the_root_is_judged_by_its_name(tmp_path: Path) -> None:
    config = Config(root=str(tmp_path / "project"))
    assert not excluded(str(tmp_path / "build/a.py"), config)
    assert excluded(str(tmp_path / "venv"), config)
    assert excluded(str(tmp_path / "project/build/x/a.py"), config)
