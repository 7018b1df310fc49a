from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from resp_core.versions import DEFAULT
from resp_lsp.linter.config import Config
from resp_lsp.linter.lint import lint
from resp_lsp.rules.finding import Safety
from tests.rules.check import check, codes, fixes, silent, unfixed

if TYPE_CHECKING:
    from tests.django.matrix import Django

HEAD = "from django.http import HttpResponse\n"


def view(call: str) -> str:
    return f"{HEAD}def view(request):\n    r = HttpResponse()\n    r.{call}\n    return r\n"


FLAGGED = {
    "none": ("set_cookie('a', '1')", "a=1; Path=/"),
    "no HttpOnly": (
        "set_cookie('a', '1', secure=True, samesite='Lax')",
        "a=1; Path=/; SameSite=Lax; Secure",
    ),
    "no SameSite": (
        "set_cookie('a', '1', secure=True, httponly=True)",
        "a=1; HttpOnly; Path=/; Secure",
    ),
    "by position": ("set_cookie('a', '1', None, None, '/', None, True)", "a=1; Path=/; Secure"),
    "a token": (
        "set_cookie('XSRF-TOKEN', '1', samesite='Lax')",
        "XSRF-TOKEN=1; Path=/; SameSite=Lax",
    ),
    "spread": ("set_cookie('a', '1', **{'secure': True})", "a=1; Path=/; Secure"),
}
SILENT = {
    "all three": "set_cookie('a', secure=True, httponly=True, samesite='Lax')",
    "decisions": "set_cookie('a', secure=False, httponly=False, samesite=None)",
    "settings": "set_cookie('a', secure=settings.X, httponly=settings.Y, samesite=settings.Z)",
    "unknown arguments": "set_cookie('a', **request.GET)",
    "a token that scripts read": "set_cookie('csrftoken', secure=True, samesite='Lax')",
    "a built name": "set_cookie(f'csrf-{request.name}', secure=True, samesite='Lax')",
    "a deletion": "delete_cookie('a')",
    "a deletion by hand": "set_cookie('a', '', max_age=0)",
    "a suppression": "set_cookie('a')  # noqa: RSP706",
}


@pytest.mark.parametrize(("call", "sent"), FLAGGED.values(), ids=FLAGGED)
def test_what_is_not_said_is_flagged_and_not_sent(call: str, sent: str, django: Django) -> None:
    assert codes(view(call), min(django.version, DEFAULT)) == ["RSP706"]
    assert django.run(view(call)).cookies == (sent,)


@pytest.mark.parametrize("call", SILENT.values(), ids=SILENT)
def test_what_is_said_or_not_known_is_silent(call: str) -> None:
    silent(view(call))


def test_it_runs_where_it_is_asked_for_only() -> None:
    assert [f.code for f in lint(view("set_cookie('a')"), Config())] == []


def test_the_message_names_what_is_missing() -> None:
    check("""
        from django.http import HttpResponse as Answer
        def view(request):
            answer = Answer()
            answer.set_cookie("a")
        #   ^^^^^^^^^^^^^^^^^^^^^^ RSP706 without Secure, HttpOnly and SameSite; give secure=True, httponly=True, samesite="Lax", or say
            answer.set_signed_cookie("a", "1", secure=True, samesite="Lax")
        #   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ RSP706 without HttpOnly; give httponly=True,
            return answer
    """)


def test_another_library_s_cookie_is_silent() -> None:
    silent("from starlette.responses import Response\nr = Response()\nr.set_cookie('a')\n")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("set_cookie('a')", "set_cookie('a', secure=True, httponly=True, samesite=\"Lax\")"),
        (
            "set_cookie('a', secure=True)",
            "set_cookie('a', secure=True, httponly=True, samesite=\"Lax\")",
        ),
        ("set_cookie('csrf', secure=True)", "set_cookie('csrf', secure=True, samesite=\"Lax\")"),
        (
            "set_cookie(\n        'a',\n        secure=True,\n    )",
            "set_cookie(\n        'a',\n        secure=True,\n        httponly=True,\n"
            '        samesite="Lax",\n    )',
        ),
    ],
)
def test_the_flags_are_suggested(before: str, after: str) -> None:
    unfixed(view(before), Safety.SAFE)
    fixes(view(before), view(after), Safety.SUGGESTED)
