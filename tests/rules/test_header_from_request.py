from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from resp_lsp.linter.config import Config
from resp_lsp.linter.lint import lint
from tests.rules.check import check, codes, silent, unfixed
from tests.rules.header_programs import HEAD, elsewhere, view

if TYPE_CHECKING:
    from tests.django.matrix import Django

FLAGGED = {
    "a parameter of the URL": view("r['X-A'] = request.GET['a']"),
    "with a default": view("r['X-A'] = request.GET.get('a', '')"),
    "a field of a form": view("r['X-A'] = request.POST['a']"),
    "the path": view("r['X-A'] = request.path"),
    "an f-string": view("r['X-A'] = f'a {request.GET[\"a\"]}'"),
    "percent": view("r['X-A'] = 'a %s' % request.GET['a']"),
    "a sum": view("r['X-A'] = 'a' + request.GET['a']"),
    "a name bound earlier": view("a = request.GET['a']", "r['X-A'] = a"),
    "a file name": view("r['Content-Disposition'] = f'inline; filename={request.GET[\"a\"]}'"),
    "the headers": view("r.headers['X-A'] = request.GET['a']"),
    "headers=": (
        f"{HEAD}def view(request):\n    return HttpResponse(headers={{'X-A': request.GET['a']}})"
    ),
    "content_type=": (
        f"{HEAD}def view(request):\n    return HttpResponse(content_type=request.GET['a'])"
    ),
    "a function": (
        f"{HEAD}def mark(response, value):\n    response['X-A'] = value\n"
        "def view(request):\n    r = HttpResponse()\n    mark(r, request.GET['a'])\n    return r"
    ),
}
GIVEN = r"""
inner = view
def view(request):
    request.GET = request.POST = {"a": "b\nc"}
    request.path = "/b\nc"
    return inner(request)
"""


@pytest.mark.parametrize("program", FLAGGED.values(), ids=FLAGGED)
def test_what_the_client_sent_is_flagged_and_may_raise(program: str, django: Django) -> None:
    assert codes(program) == ["RSP213"]
    assert "BadHeaderError" in (django.run(program + GIVEN).raises or "")


SILENT = {
    "quoted": view(
        "r['X-A'] = quote(request.GET['a'])", head=f"{HEAD}from urllib.parse import quote\n"
    ),
    "an int": view("r['X-A'] = int(request.GET['a'].encode().hex(), 16)"),
    "a length": view("r['X-A'] = len(request.GET['a'])"),
    "stripped of newlines": view(r"r['X-A'] = request.GET['a'].replace('\n', ' ')"),
    "a full path, which is encoded": view("r['X-A'] = request.get_full_path()"),
    "a header, which holds no newline": view("r['X-A'] = request.headers.get('Origin', '')"),
    "the host": view("r['X-A'] = request.get_host()"),
    "a constant": view("r['X-A'] = 'a'"),
    "a suppression": view("r['X-A'] = request.path.upper().lower().join('ab')  # noqa: RSP213"),
}


@pytest.mark.parametrize("name", SILENT)
def test_what_cannot_hold_a_newline_is_silent(name: str, django: Django) -> None:
    silent(SILENT[name])
    if name != "a suppression":
        assert "BadHeaderError" not in (django.run(SILENT[name] + GIVEN).raises or "")


@pytest.mark.parametrize("program", elsewhere("X-A", "request.GET['a']"))
def test_the_header_of_something_else_is_silent(program: str) -> None:
    silent(program)


def test_the_value_is_marked_and_there_is_no_fix() -> None:
    check("""
        from django.http import HttpResponse as R
        def view(request):
            return R(headers={"X-A": request.GET["a"]})
            #                        ^^^^^^^^^^^^^^^^ RSP213 BadHeaderError
    """)
    unfixed(FLAGGED["the path"])


def test_it_is_off_until_it_is_selected() -> None:
    assert "RSP213" not in [finding.code for finding in lint(FLAGGED["the path"], Config())]
