"""`--create-baseline` and `--baseline`."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from tests.cli.command import LIST, VARY, resp_lsp

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "shop").mkdir()
    (tmp_path / "shop" / "views.py").write_text(VARY)
    (tmp_path / "lists.py").write_text(LIST)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_what_is_in_the_baseline_is_not_reported_any_more(project: Path) -> None:
    created = resp_lsp("check", "--create-baseline", "known.json")
    assert (created.code, created.out) == (0, "known.json knows 2 errors now.\n")
    assert resp_lsp("check", "--baseline", "known.json").code == 0
    (project / "new.py").write_text(LIST)
    after = resp_lsp("check", "--baseline", "known.json", "--output-format", "concise")
    assert after.code == 1
    assert [line.partition(":")[0] for line in after.out.splitlines()[:1]] == ["new.py"]


def test_a_configuration_can_name_it(project: Path) -> None:
    resp_lsp("check", "--create-baseline", "known.json")
    (project / "resp-lsp.toml").write_text('baseline = "known.json"\n')
    assert resp_lsp("check").code == 0
    assert resp_lsp("check", "shop").code == 0
    assert resp_lsp("check", "--show-settings").out.count("known.json") == 1


def test_a_new_baseline_knows_what_the_one_in_force_knew(project: Path) -> None:
    resp_lsp("check", "--create-baseline", "known.json")
    (project / "resp-lsp.toml").write_text('baseline = "known.json"\n')
    before = (project / "known.json").read_text()
    resp_lsp("check", "--create-baseline", "known.json")
    assert (project / "known.json").read_text() == before


def test_a_fix_leaves_what_is_known(project: Path) -> None:
    resp_lsp("check", "--create-baseline", "known.json")
    resp_lsp("check", "--baseline", "known.json", "--fix")
    assert (project / "shop" / "views.py").read_text() == VARY


def test_it_can_be_printed(project: Path) -> None:
    printed = json.loads(resp_lsp("check", "--create-baseline", "-").out)
    assert sorted(printed["files"]) == ["lists.py", "shop/views.py"]


def test_a_run_that_could_not_be_done_writes_none(project: Path) -> None:
    (project / "broken.py").write_bytes(
        b"# coding: latin-9x\nimport django\n\xe9 = HttpResponse()\n"
    )
    outcome = resp_lsp("check", "--create-baseline", "known.json")
    assert outcome.code == 2
    assert "broken.py" in outcome.err
    assert not (project / "known.json").exists()


def test_what_does_not_go_together_is_refused(project: Path) -> None:
    for other in ("--fix", "--diff", "--add-noqa", "--baseline=known.json"):
        assert resp_lsp("check", "--create-baseline", "known.json", other).code == 2
    assert not list(project.glob("*.json"))


def test_a_baseline_that_cannot_be_read_is_told(project: Path) -> None:
    (project / "known.json").write_text("{")
    outcome = resp_lsp("check", "--baseline", "known.json")
    assert outcome.code == 2
    assert "known.json:1: not JSON" in outcome.err
