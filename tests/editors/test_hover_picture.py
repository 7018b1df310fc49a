"""`python -m scripts.hover_picture` draws the screen of the real Neovim."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from scripts.hover_picture import Place, screen
from tests.editors.editor import EDITORS

if TYPE_CHECKING:
    from pathlib import Path

VIEWS = """\
from django.http import JsonResponse


def names(request):
    return JsonResponse(["Ada", "Grace"])
"""


def test_the_screen_shows_the_code_and_the_window_under_it(tmp_path: Path) -> None:
    if (reason := EDITORS[0].missing) is not None:
        pytest.skip(reason)
    file = tmp_path / "views.py"
    file.write_text(VIEWS, "utf-8")
    shown = screen(Place(file, 5, 25), tmp_path / "hover.lua").plain
    code, corner, window = shown.partition("╭")
    assert 'return JsonResponse(["Ada", "Grace"])' in code
    assert corner
    assert "RSP101 json-response-non-dict" in window
