"""Findings that a baseline knows are not reported."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from resp_lsp.linter.baseline import NAME, read_baseline, written_baseline
from resp_lsp.linter.config import Config
from resp_lsp.linter.errors import FileError
from resp_lsp.linter.lint import Origin, lint
from resp_lsp.linter.settings import Settings

if TYPE_CHECKING:
    from pathlib import Path

VIEW = """\
from django.http import JsonResponse

def one(request):
    return JsonResponse([])
"""
OTHER = """
def other(request):
    return JsonResponse([])
"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A folder whose configuration names a baseline of `VIEW`."""
    path = tmp_path / "shop" / "views.py"
    found = lint(VIEW, Config(), origin=Origin(str(path)))
    assert [finding.code for finding in found] == ["RSP101"]
    text = written_baseline([(str(path), VIEW, found)], str(tmp_path))
    (tmp_path / NAME).write_text(text)
    (tmp_path / "resp-lsp.toml").write_text(f'baseline = "{NAME}"\n')
    return tmp_path


def lines(project: Path, text: str, name: str = "views.py") -> list[int]:
    """The lines of what is found, from one."""
    config = Settings().above(project)
    found = lint(text, config, origin=Origin(str(project / "shop" / name)))
    return [text.count("\n", 0, finding.span.start) + 1 for finding in found]


def test_what_is_known_is_not_reported(project: Path) -> None:
    assert lines(project, VIEW) == []


def test_code_that_moves_or_is_indented_stays_known(project: Path) -> None:
    assert lines(project, f"import os\n\n\n{VIEW}") == []
    assert lines(project, VIEW.replace("    return", "        return")) == []


def test_the_same_line_once_more_is_new(project: Path) -> None:
    assert lines(project, VIEW + OTHER) == [7]


def test_a_line_that_changes_is_new(project: Path) -> None:
    assert lines(project, VIEW.replace("[]", "[1]")) == [4]


def test_the_same_line_in_another_file_is_new(project: Path) -> None:
    assert lines(project, VIEW, "other.py") == [4]


def test_it_is_written_for_people_to_read_and_merge(project: Path) -> None:
    assert json.loads((project / NAME).read_text()) == {
        "version": 1,
        "files": {
            "shop/views.py": [
                {"code": "RSP101", "line": "return JsonResponse([])", "count": 1},
            ]
        },
    }


def test_what_says_that_a_file_is_broken_is_never_known(tmp_path: Path) -> None:
    broken = VIEW + "def view(request:\n    return JsonResponse([])\n"
    found = lint(broken, Config(), origin=Origin(str(tmp_path / "a.py")))
    assert "RSP901" in {finding.code for finding in found}
    text = written_baseline([(str(tmp_path / "a.py"), broken, found)], str(tmp_path))
    assert "RSP901" not in text
    assert "RSP101" in text


WRONG: dict[str, tuple[str, int | None]] = {
    "{": ("not JSON", 1),
    '{\n"version": 1,\n': ("not JSON", 3),
    '{"version": 2, "files": {}}': ("no baseline of this version: version 2", None),
    "[]": ("no baseline of this version", None),
    '{"version": 1, "files": {"a": [{"code": "RSP101"}]}}': ("no baseline", None),
}


@pytest.mark.parametrize("text", WRONG)
def test_what_is_no_baseline_is_an_error_with_its_place(tmp_path: Path, text: str) -> None:
    path = tmp_path / NAME
    path.write_text(text)
    with pytest.raises(FileError) as raised:
        read_baseline(str(path))
    message, line = WRONG[text]
    assert raised.value.message.startswith(message)
    assert (raised.value.path, raised.value.line) == (str(path), line)


def test_a_baseline_that_is_missing_is_an_error(project: Path) -> None:
    (project / NAME).unlink()
    with pytest.raises(FileError, match=NAME):
        Settings().above(project)


def test_a_text_from_nowhere_has_none(project: Path) -> None:
    config: Any = Settings().above(project)
    assert len(lint(VIEW, config)) == 1
