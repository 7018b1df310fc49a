"""The hooks, run by pre-commit and by prek in a scratch repository, on this checkout."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.cli.command import CLEAN, ROOT, VARY, lay

if TYPE_CHECKING:
    from collections.abc import Mapping

PARTS = ("resp_core", "resp_lsp", "pyproject.toml", "README.md", "LICENSE")
HOOKS = ".pre-commit-hooks.yaml"
IDENTITY = {
    f"GIT_{role}_{what}": value
    for role in ("AUTHOR", "COMMITTER")
    for what, value in (("NAME", "A Tester"), ("EMAIL", "tester@example.org"))
}


def git(folder: Path, *arguments: str) -> str:
    environment = {**os.environ, **IDENTITY}
    command = ["git", "-c", "init.defaultBranch=main", *arguments]
    done = subprocess.run(
        command, cwd=folder, env=environment, check=True, capture_output=True, text=True
    )
    return done.stdout.strip()


def committed(folder: Path) -> str:
    """The commit that holds everything in a folder."""
    git(folder, "init", "--quiet")
    git(folder, "add", "--all", "--force")
    git(folder, "commit", "--quiet", "--message", "All of it")
    return git(folder, "rev-parse", "HEAD")


@pytest.fixture(scope="session")
def released(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """A repository with this checkout as it is, committed or not, and its commit."""
    folder = tmp_path_factory.mktemp("released")
    for part in (*PARTS, HOOKS):
        source = ROOT / part
        if source.is_dir():
            shutil.copytree(source, folder / part, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(source, folder / part)
    return folder, committed(folder)


@pytest.fixture(scope="session", params=["pre-commit", "prek"])
def runner(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> tuple[str, Mapping[str, str]]:
    """A program that runs hooks, and where it keeps their environments."""
    name: str = request.param
    if reason := unavailable(name):
        pytest.skip(reason)
    home = str(tmp_path_factory.mktemp(name))
    return tool(name) or name, {"PRE_COMMIT_HOME": home, "PREK_HOME": home}


@cache
def unavailable(name: str) -> str | None:
    """Why a runner cannot be tried, if it cannot."""
    for needed in (name, "git"):
        if tool(needed) is None:
            return f"{needed} is not installed"
    probe = ["pip", "install", "--dry-run", "--no-deps", "--ignore-installed", "hatchling"]
    reached = subprocess.run([sys.executable, "-m", *probe], capture_output=True, check=False)
    return "PyPI is out of reach" if reached.returncode else None


def tool(name: str) -> str | None:
    beside = Path(sys.executable).with_name(name)
    return str(beside) if beside.exists() else shutil.which(name)


@pytest.fixture
def project(here: Path, released: tuple[Path, str]) -> Path:
    """A project that uses the hooks."""
    checkout, commit = released
    hooks = "".join(f"      - id: {name}\n" for name in ("resp-lsp", "resp-lsp-fix"))
    lay(
        {
            ".pre-commit-config.yaml": (
                f"repos:\n  - repo: {checkout}\n    rev: {commit}\n    hooks:\n{hooks}"
            ),
            "resp-lsp.toml": "exclude = ['gen']\n",
            "gen/a.py": VARY,
            "clean.py": CLEAN,
            "notes.txt": VARY,
        }
    )
    committed(here)
    return here


def run(
    runner: tuple[str, Mapping[str, str]], hook: str, project: Path
) -> subprocess.CompletedProcess[str]:
    program, homes = runner
    git(project, "add", "--all")
    return subprocess.run(
        [program, "run", hook, "--all-files", "--verbose"],
        cwd=project,
        env={**os.environ, **homes},
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_hook_passes_where_nothing_is_found_but_in_excluded_files(
    runner: tuple[str, Mapping[str, str]], project: Path
) -> None:
    done = run(runner, "resp-lsp", project)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "All checks passed!" in done.stdout


def test_the_hook_fails_on_a_finding_and_changes_nothing(
    runner: tuple[str, Mapping[str, str]], project: Path
) -> None:
    lay({"app/views.py": VARY, "app/types.pyi": VARY})
    done = run(runner, "resp-lsp", project)
    assert done.returncode == 1, done.stdout + done.stderr
    assert "app/views.py:6:5" in done.stdout
    assert "app/types.pyi:6:5" in done.stdout
    assert "Found 2 errors." in done.stdout
    assert (project / "app/views.py").read_text() == VARY


def test_the_fixing_hook_changes_the_file_and_is_content_then(
    runner: tuple[str, Mapping[str, str]], project: Path
) -> None:
    lay({"app/views.py": VARY})
    first = run(runner, "resp-lsp-fix", project)
    assert first.returncode == 1, first.stdout + first.stderr
    assert "patch_vary_headers(response" in (project / "app/views.py").read_text()
    assert (project / "gen/a.py").read_text() == VARY
    assert run(runner, "resp-lsp-fix", project).returncode == 0
