from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from resp_core.versions import DEFAULT
from resp_lsp.linter.config import Config
from resp_lsp.linter.lint import lint
from tests.rules.check import check, codes, silent, unfixed

if TYPE_CHECKING:
    from tests.django.matrix import Django

HEAD = "from contextlib import nullcontext\nfrom django.http import HttpResponse\nNAME = 'a'\n"


def view(*lines: str) -> str:
    body = "\n".join(f"    {line}" for line in ("r = HttpResponse()", *lines, "return r"))
    return f"{HEAD}def view(request):\n{body}\n"


ONE, TWO = "r.set_cookie('a', '1')", "r.set_cookie('a', '2')"
FLAGGED = {
    "in a row": (view(ONE, TWO), "a=2; Path=/"),
    "with something between": (view(ONE, "r['X-A'] = '1'", TWO), "a=2; Path=/"),
    "a constant": (view("r.set_cookie(key=NAME, value='1')", TWO), "a=2; Path=/"),
    "after a block": (view("with nullcontext():", f"    {ONE}", TWO), "a=2; Path=/"),
    "with flags": (view("r.set_cookie('a', '1', httponly=True)", TWO), "a=2; HttpOnly; Path=/"),
    "on two paths": (view("r.set_cookie('a', '1', path='/a')", TWO), "a=2; Path=/"),
    "both in a branch": (view("if not request.GET:", f"    {ONE}", f"    {TWO}"), "a=2; Path=/"),
    "after a patch": (
        "from django.utils.cache import patch_vary_headers\n"
        + view(ONE, "patch_vary_headers(r, ['A'])", TWO),
        "a=2; Path=/",
    ),
}
SILENT = {
    "two names": view(ONE, "r.set_cookie('b', '2')"),
    "two cases": view(ONE, "r.set_cookie('A', '2')"),
    "two responses": view("o = HttpResponse()", "o.set_cookie('a', '1')", TWO),
    "two branches": view("if request.GET:", f"    {ONE}", "else:", f"    {TWO}"),
    "an override": view(ONE, "if request.GET:", f"    {TWO}"),
    "on one path": view("if request.GET:", f"    {ONE}", TWO),
    "a loop": view("for i in 'ab':", "    r.set_cookie('a', i)"),
    "a deletion": view(ONE, "r.delete_cookie('a')"),
    "after a deletion, with an age": view("r.delete_cookie('a')", "r.set_cookie('a', max_age=9)"),
    "after a deletion on one path": view("if request.GET:", "    r.delete_cookie('a')", ONE),
    "an error": view("try:", f"    {ONE}", "except ValueError:", f"    {TWO}"),
    "a name that is not known": view("r.set_cookie(request.name)", "r.set_cookie(request.name)"),
    "a suppression": view(ONE, f"{TWO}  # noqa: RSP705"),
}


@pytest.mark.parametrize(("program", "sent"), FLAGGED.values(), ids=FLAGGED)
def test_the_second_call_is_flagged_and_wins(program: str, sent: str, django: Django) -> None:
    assert codes(program, min(django.version, DEFAULT)) == ["RSP705"]
    assert django.run(program).cookies == (sent,)


@pytest.mark.parametrize("program", SILENT.values(), ids=SILENT)
def test_what_is_set_once_is_silent(program: str) -> None:
    silent(program)


def test_a_signed_cookie_counts(django: Django) -> None:
    program = view("r.set_signed_cookie('a', '1')", TWO)
    assert codes(program) == ["RSP705"]
    assert django.run(program).cookies == ("a=2; Path=/",)


def test_after_a_deletion_it_is_dropped_at_once(django: Django) -> None:
    program = view("r.delete_cookie('a')", ONE)
    assert codes(program) == ["RSP705"]
    assert django.run(program).cookies == ("a=1; Max-Age=0; Path=/",)
    check("""
        from django.http import HttpResponse
        def view(request):
            response = HttpResponse()
            response.delete_cookie("a")
            response.set_cookie("a", "1")
        #   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ RSP705 Cookie 'a' is set after it was deleted on this response: Django keeps the Max-Age=0
            return response
    """)


def test_a_default_of_a_function_may_be_overridden() -> None:
    silent(
        f"{HEAD}def made():\n    r = HttpResponse()\n    {ONE}\n    return r\n"
        f"def view(request):\n    r = made()\n    {TWO}\n    return r\n"
    )


def test_the_first_call_is_shown() -> None:
    check("""
        class Middleware:
            def process_response(self, request, response):
                response.set_cookie("a", "1")
                response.set_cookie("a", "2")
            #   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ RSP705 Cookie 'a' is set a second time
                return response
        from django.http import HttpResponse
    """)
    program = view(ONE, TWO)
    (finding,) = lint(program, Config(select=("RSP705",)))
    (related,) = finding.related
    assert program[related.span.start : related.span.end] == ONE


def test_another_library_s_cookies_are_silent() -> None:
    silent(f"from starlette.responses import Response\nr = Response()\n{ONE}\n{TWO}\n")


def test_there_is_no_fix() -> None:
    unfixed(view(ONE, TWO))
