"""Where a value comes from, hop by hop, and where in a function a call brings a fault about."""

from __future__ import annotations

from textwrap import dedent
from typing import TYPE_CHECKING

from resp_lsp.linter.config import Config
from resp_lsp.linter.lint import Origin, lint
from resp_lsp.linter.modules import Files

if TYPE_CHECKING:
    from pathlib import Path

VIEWS = """
from django.http import JsonResponse
from shop.rows import json_ok, rows
def view(request):
    data = rows()
    return JsonResponse(data)
def other(request):
    return json_ok([2])
"""
ROWS = """
from django.http import JsonResponse
def rows():
    found = [1]
    return found
def json_ok(data):
    return JsonResponse(data)
"""


def hops(folder: Path) -> list[list[tuple[str, str]]]:
    """For each finding in the views: the file and the code of each related place."""
    package = folder / "shop"
    package.mkdir()
    for name, text in {"__init__": "", "views": VIEWS, "rows": ROWS}.items():
        (package / f"{name}.py").write_text(dedent(text))
    path = package / "views.py"
    text = path.read_text()
    found = lint(text, Config(), origin=Origin(str(path), Files()))
    return [
        [
            (
                (related.path or str(path)).rpartition("/")[2],
                (related.text or text)[related.span.start : related.span.end],
            )
            for related in finding.related
        ]
        for finding in found
    ]


def test_each_hop_is_told_from_the_nearest_on_into_the_other_module(tmp_path: Path) -> None:
    through_names, through_a_wrapper = hops(tmp_path)
    assert through_names == [("views.py", "rows()"), ("rows.py", "found"), ("rows.py", "[1]")]
    assert through_a_wrapper == [("rows.py", "data")]
