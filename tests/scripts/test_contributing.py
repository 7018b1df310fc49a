"""What CONTRIBUTING.md shows of adding a rule is all that it takes."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
FILE = re.compile(r"`(?P<path>[\w/]+\.py)` would [^\n]*\n\n```python\n(?P<code>.*?)```", re.DOTALL)
RULE, TEST = "resp_lsp/rules/redundant_status.py", "tests/rules/test_redundant_status.py"
NEEDED = ("resp_core", "resp_lsp", "tests/conftest.py", "tests/django", "tests/rules/check.py",
    "tests/rules/conftest.py", "tests/rules/test_examples.py", "pyproject.toml")  # fmt: skip


def shown() -> dict[str, str]:
    """The files that the page shows, by their paths."""
    text = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
    return {match["path"]: match["code"] for match in FILE.finditer(text)}


@pytest.fixture(scope="module")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the package to which the shown files are added, and nothing else."""
    copy = tmp_path_factory.mktemp("checkout")
    for name in NEEDED:
        source, target = ROOT / name, copy / name
        target.parent.mkdir(parents=True, exist_ok=True)
        if source.is_dir():
            shutil.copytree(source, target, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(source, target)
    for name, text in shown().items():
        assert not (copy / name).exists()
        (copy / name).write_text(text, encoding="utf-8")
    return copy


def run(checkout: Path, *arguments: str) -> str:
    """What a Python of the copy prints."""
    done = subprocess.run(
        [sys.executable, "-m", *arguments],
        cwd=checkout,
        env={**os.environ, "PYTHONPATH": str(checkout)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_a_rule_is_two_files() -> None:
    assert list(shown()) == [RULE, TEST]


def test_the_rule_is_found_and_explained(checkout: Path) -> None:
    assert run(checkout, "resp_lsp", "rule", "redundant-status").startswith(
        "# RSP599 redundant-status\n\n*hint, for Django 3.2 and later*\n"
    )


def test_its_tests_and_those_of_its_example_pass(checkout: Path) -> None:
    pytest_ = ("pytest", "-q", "-p", "no:cacheprovider", "-p", "no:xdist")
    assert "5 passed" in run(checkout, *pytest_, TEST)
    chosen = ("-k", "RSP599 and linter or every_rule")
    assert "2 passed" in run(checkout, *pytest_, "tests/rules/test_examples.py", *chosen)
