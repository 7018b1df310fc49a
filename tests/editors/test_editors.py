"""Real editors, each set up as `docs/editors.md` says, on a real view: `scripts/editors`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest

from tests.editors.editor import EDITORS, Editor, Report, driven

if TYPE_CHECKING:
    from pathlib import Path

VIEWS = """\
from django.http import HttpResponse, JsonResponse


def names(request):
    rows = ["Ada", "Grace"]
    WIDEreturn JsonResponse(rows)


def moved(request):
    response = HttpResponse("moved")
    WIDEresponse["Location"] = "/new\\n"
    WIDEresponse["Cache-Control"] = "private, max-age=0"
    return response
"""
WRITTEN = 'response["Cache-Control"] = "private, max-age=0"'
MERGED = "patch_cache_control(response, private=True, max_age=0)"
IMPORT = "from django.http import HttpResponse, JsonResponse\n"
FINDINGS = [
    {"code": "RSP101", "line": 5, "text": "rows", "source": "resp-lsp"},
    {"code": "RSP201", "line": 10, "text": '"/new\\n"', "source": "resp-lsp"},
    {"code": "RSP301", "line": 11, "text": 'response["Cache-Control"]', "source": "resp-lsp"},
]
WIDTHS = {"narrow": "", "wide": 'é = "😀"; '}
"""What stands before the findings in their lines: after the second, the units differ."""

RUNS = [
    (editor, width)
    for editor in EDITORS
    for width in WIDTHS
    if width == "narrow" or not editor.counts_bytes
]


@dataclass(frozen=True)
class Session:
    editor: Editor
    before: str
    shown: Report
    after: bytes


@pytest.fixture(scope="module", params=RUNS, ids=lambda run: f"{run[0].name}-{run[1]}")
def session(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Session:
    """One run of an editor: look, hover, fix, save."""
    editor, width = request.param
    if editor.missing is not None:
        pytest.skip(f"{editor.name}: {editor.missing}")
    file: Path = tmp_path_factory.mktemp(editor.name) / "views.py"
    before = VIEWS.replace("WIDE", WIDTHS[width])
    file.write_bytes(before.encode())
    shown = driven(editor, file, "RSP301", "Replace with patch_cache_control()")
    return Session(editor, before, shown, file.read_bytes())


def test_the_findings_are_shown_where_they_are(session: Session) -> None:
    assert sorted(session.shown["findings"], key=lambda finding: finding["line"]) == FINDINGS


def test_the_hover_window_tells_of_the_rule(session: Session) -> None:
    assert "RSP301" in session.shown["hover"]
    assert "patch_cache_control() merges" in session.shown["hover"]


def test_the_menu_of_actions_offers_the_fix_first(session: Session) -> None:
    assert "Replace with patch_cache_control()" in session.shown["menu"][0]


def test_the_fixed_file_is_saved_byte_for_byte(session: Session) -> None:
    imported = IMPORT + "from django.utils.cache import patch_cache_control\n"
    fixed = session.before.replace(WRITTEN, MERGED).replace(IMPORT, imported)
    assert session.after == fixed.encode()


def test_columns_are_counted_as_the_editor_does(session: Session) -> None:
    assert session.shown["encoding"] == session.editor.encoding
