"""`resp-lsp preview`: a response as Django would send it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from tests.cli.command import resp_lsp

if TYPE_CHECKING:
    from pathlib import Path

VIEW = """\
from django.http import JsonResponse

def view(request):
    response = JsonResponse({"user": request.user.name})
    response["X-A"] = "1"; response.status_code = 404
    return response

def refused(request):
    return JsonResponse([])
"""


@pytest.fixture
def view(tmp_path: Path) -> Path:
    path = tmp_path / "views.py"
    path.write_text(VIEW)
    (tmp_path / "requirements.txt").write_text("django==5.2.1\n")
    return path


def test_a_line_shows_the_response_behind_its_first_statement(view: Path) -> None:
    outcome = resp_lsp("preview", f"{view}:5")
    assert outcome.code == 0
    assert outcome.out == (
        "As Django 5.2 would send it after this line:\n\n"
        "HTTP/1.1 200 OK\nContent-Type: application/json\nX-A: 1\n\n"
        '{"user": ⟨request.user.name⟩}\n'
    )


def test_a_column_chooses_a_later_statement(view: Path) -> None:
    assert "HTTP/1.1 404 Not Found\n" in resp_lsp("preview", f"{view}:5:28").out


def test_an_error_is_what_it_shows(view: Path) -> None:
    assert "Nothing: it raises TypeError: " in resp_lsp("preview", f"{view}:9").out


def test_the_target_django_can_be_chosen(view: Path) -> None:
    outcome = resp_lsp("preview", f"{view}:9", "--target-django", "6.2")
    assert outcome.out.startswith("As Django 6.2 would send it")
    assert outcome.out.endswith("\n\n[]\n")


def test_tools_get_json(view: Path) -> None:
    shown = json.loads(resp_lsp("preview", f"{view}:4", "--output-format", "json").out)
    assert shown["django"] == "5.2"
    (response,) = shown["responses"]
    assert response["status_line"] == "HTTP/1.1 200 OK"
    assert response["headers"] == [["Content-Type", "application/json"]]
    assert response["body"] == '{"user": ⟨request.user.name⟩}'


WRONG = {
    "views.py": (2, "FILE:LINE"),
    "views.py:0": (2, "FILE:LINE"),
    "views.py:1": (1, "views.py:1: no response"),
    "views.py:99": (1, "views.py:99: the file has 10 lines"),
    "other.py:1": (1, "other.py"),
}


@pytest.mark.parametrize("place", WRONG)
def test_what_is_wrong_is_told_with_the_place(view: Path, place: str) -> None:
    outcome = resp_lsp("preview", str(view.parent / place))
    code, told = WRONG[place]
    assert outcome.code == code
    assert told in outcome.err
    assert outcome.out == ""
