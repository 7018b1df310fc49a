"""What is checked again when the workspace is looked at another time."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from resp_lsp.server.dialect import Dialect
from resp_lsp.server.editor_settings import EditorSettings
from resp_lsp.server.workspace.order import Known, Order
from resp_lsp.server.workspace.scanner import Answer, Scanner
from tests.server.test_diagnostics import LISTING
from tests.server.test_project import DICT, LIST, VIEWS

if TYPE_CHECKING:
    from pathlib import Path


class Project:
    """A folder, and the scanner that looks at it."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.scanner = Scanner()
        self.number = 0
        self.write("plain.py", "x = 1\n")
        self.write("alone/views.py", LISTING)
        self.write("shop/views.py", VIEWS)
        self.write("shop/helpers.py", LIST)

    def write(self, name: str, text: str) -> None:
        path = self.root / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text)

    def order(self, opened: dict[str, str] | None = None, **given: Any) -> Order:
        self.number += 1
        texts = {str(self.root / name): text for name, text in (opened or {}).items()}
        order = Order(self.number, {self.root: EditorSettings()}, (), texts, {}, {}, Dialect())
        for name, value in given.items():
            object.__setattr__(order, name, value)
        return order

    def look(self, opened: dict[str, str] | None = None) -> dict[str, Answer]:
        """The answer for each file that is not open."""
        batches = list(self.scanner.batches(self.order(opened), lambda: True))
        assert batches[-1].is_last
        root = f"{self.root}/"
        return {path.removeprefix(root): a for path, a in self.scanner._answers.items()}

    def checked_again(self, opened: dict[str, str] | None = None) -> set[str]:
        before = dict(self.scanner._answers)
        root = f"{self.root}/"
        after = self.look(opened)
        return {name for name, answer in after.items() if before.get(root + name) is not answer}


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return Project(tmp_path)


def test_nothing_is_checked_again_that_is_as_it_was(project: Project) -> None:
    assert len(project.look()) == 4
    assert project.checked_again() == set()


def test_a_file_that_changes_is_checked_again_alone(project: Project) -> None:
    project.look()
    project.write("plain.py", "y = 2\n")
    assert project.checked_again() == {"plain.py"}


def test_a_module_takes_those_with_it_that_looked_at_it(project: Project) -> None:
    project.look()
    project.write("shop/helpers.py", DICT)
    again = project.checked_again()
    assert {"shop/helpers.py", "shop/views.py"} <= again
    assert "plain.py" not in again


def test_a_module_that_comes_where_it_was_missed_does_too(project: Project) -> None:
    (project.root / "shop" / "helpers.py").unlink()
    assert project.look()["shop/views.py"].items == []
    project.write("shop/helpers.py", LIST)
    assert "shop/views.py" in project.checked_again()
    assert project.look()["shop/views.py"].items


def test_a_buffer_counts_in_place_of_its_file(project: Project) -> None:
    assert project.look()["shop/views.py"].items
    opened = {"shop/helpers.py": DICT}
    assert "shop/views.py" in project.checked_again(opened)
    assert project.look(opened)["shop/views.py"].items == []
    assert project.checked_again(opened) == set()
    assert "shop/views.py" in project.checked_again()


def test_files_that_nobody_looks_at_come_and_go(project: Project) -> None:
    project.look()
    project.write("other/new.py", "")
    project.write("shop/templates.txt", "")
    assert project.checked_again() == {"other/new.py"}


def test_a_configuration_takes_its_folder_with_it(project: Project) -> None:
    project.look()
    project.write("shop/resp-lsp.toml", "ignore = ['RSP101']")
    again = project.checked_again()
    assert {"shop/helpers.py", "shop/views.py"} <= again
    assert "plain.py" not in again


def test_a_baseline_is_the_same_until_it_changes(project: Project) -> None:
    project.write("resp-lsp.toml", "baseline = 'known.json'")
    known = {"code": "RSP101", "line": "return JsonResponse([1, 2])", "count": 1}
    project.write("known.json", json.dumps({"version": 1, "files": {"alone/views.py": [known]}}))
    items = project.look()["alone/views.py"].items
    assert [item["code"] for item in items] == ["RSP201"]
    assert project.checked_again() == set()
    project.write("known.json", json.dumps({"version": 1, "files": {}}))
    assert "alone/views.py" in project.checked_again()
    assert len(project.look()["alone/views.py"].items) == 2


def test_another_dialect_checks_everything_again(project: Project) -> None:
    project.look()
    order = project.order(dialect=Dialect(related_information=True))
    before = dict(project.scanner._answers)
    assert list(project.scanner.batches(order, lambda: True))[-1].is_last
    assert all(before[path] is not answer for path, answer in project.scanner._answers.items())


def test_who_is_not_wanted_any_more_stops_without_a_last_word(project: Project) -> None:
    left = iter([True] * 6 + [False] * 9)
    assert list(project.scanner.batches(project.order(), lambda: next(left))) == []


def test_what_is_gone_is_told_once_and_what_is_unknown_to_the_client_not_at_all(
    project: Project,
) -> None:
    known = {str(project.root / "gone.py"): Known("file:///gone.py", "1")}
    (last,) = project.scanner.batches(project.order(known=known), lambda: True)
    gone = [report for report in last.reports if report.uri == "file:///gone.py"]
    assert [report.items for report in gone] == [[]]
    assert len(last.reports) == 3
