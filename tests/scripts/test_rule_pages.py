"""The pages of the rules are those that the rules' files give."""

from __future__ import annotations

from typing import TYPE_CHECKING

from resp_lsp.linter.selection import catalogue
from scripts.rule_pages import FAMILIES, FOLDER, index, pages, write

if TYPE_CHECKING:
    from pathlib import Path


def test_every_page_is_up_to_date_and_none_is_left_over() -> None:
    written = {path.name: path.read_text("utf-8") for path in FOLDER.iterdir()}
    assert written == pages(), "run: .venv/bin/python -m scripts.rule_pages"


def test_the_index_names_every_rule_once() -> None:
    for rule in catalogue():
        assert index().count(f"| [{rule.code}]({rule.code}.md) | {rule.name} |") == 1


def test_every_rule_has_a_family() -> None:
    assert {rule.code[:4] for rule in catalogue()} <= FAMILIES.keys()


def test_writing_removes_the_pages_of_rules_that_are_gone(tmp_path: Path) -> None:
    (tmp_path / "RSP100.md").write_text("gone")
    (tmp_path / "RSP101.md").write_text("stale")
    write(tmp_path)
    assert {path.name: path.read_text("utf-8") for path in tmp_path.iterdir()} == pages()
