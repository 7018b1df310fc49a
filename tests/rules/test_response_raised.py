from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from resp_core.versions import DEFAULT
from resp_lsp.linter.config import Config
from resp_lsp.linter.lint import lint
from resp_lsp.rules.finding import Safety, Severity
from tests.rules.check import check, codes, fixes, silent, unfixed
from tests.rules.look_alikes import each_look_alike
from tests.rules.replay import before_and_after

if TYPE_CHECKING:
    from tests.django.matrix import Django

HEAD = """
from django import http
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse, HttpResponseForbidden, JsonResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_GET
"""
ERROR = "TypeError: exceptions must derive from BaseException"
RAISED = {
    "a response": "HttpResponseForbidden('no')",
    "its class": "HttpResponseForbidden",
    "of the module": "http.HttpResponseForbidden()",
    "JSON": "JsonResponse({'error': 'no'}, status=400)",
    "a redirect": "redirect('/login')",
}
RETURNED = {
    "a missing page": "Http404('no')",
    "its class": "Http404",
    "of the module": "http.Http404()",
    "a refusal": "PermissionDenied()",
}


def program(statement: str, decorator: str = "@require_GET\n") -> str:
    return f"{HEAD}{decorator}def view(request):\n    {statement}\n"


@pytest.mark.parametrize("expression", RAISED.values(), ids=RAISED)
def test_a_response_cannot_be_raised(expression: str, django: Django) -> None:
    code = program(f"raise {expression}")
    assert codes(code, django.version) == ["RSP509"]
    before, after = before_and_after(code, django)
    assert before.raises == ERROR
    assert after.raises is None
    assert after.status != 200


@pytest.mark.parametrize("expression", RETURNED.values(), ids=RETURNED)
def test_an_exception_cannot_be_sent(expression: str, django: Django) -> None:
    code = program(f"return {expression}")
    assert codes(code, django.version) == ["RSP509"]
    before, after = before_and_after(code, django)
    assert (before.raises or "").startswith("AttributeError: ")
    assert ("Http404" in (after.raises or "")) or ("PermissionDenied" in (after.raises or ""))


@pytest.mark.parametrize(
    "statement",
    [
        "raise Http404('no')",
        "raise PermissionDenied",
        "return HttpResponseForbidden()",
        "raise ValueError('no')",
        "raise request.error",
        "raise",
        "return request.error",
        "return Http404('no') if request.GET else HttpResponse('x')",
    ],
)
def test_what_is_right_or_not_known_is_silent(statement: str) -> None:
    silent(program(statement))


@each_look_alike("HttpResponse", "Http404")
def test_others_of_the_same_name_are_silent(head: str) -> None:
    silent(f"import django\n{head}def view(request):\n    raise HttpResponse('x')\n")
    silent(f"import django\n{head}def view(request):\n    return Http404('x')\n")


def test_a_class_that_is_an_exception_too_can_be_raised(django: Django) -> None:
    code = """
        from django.http import HttpResponse
        class Stop(HttpResponse, Exception):
            pass
        def view(request):
            try:
                raise Stop("x")
            except Stop as response:
                return response
    """
    silent(code, django.version)
    assert django.run(code).body == "x"


def test_an_exception_that_another_function_raises_is_silent() -> None:
    silent("""
        from django.http import Http404
        def missing(what):
            return Http404(f"no {what}")
    """)


def test_where_it_may_not_be_a_view_an_exception_is_a_hint() -> None:
    code = program("return Http404('no')", "")
    assert codes(code) == []
    found = lint(code, Config(select=("RSP509",), target_django=DEFAULT, hints=True))
    assert [f.severity for f in found] == [Severity.HINT]


def test_where_it_may_not_be_a_view_the_fix_is_a_suggestion() -> None:
    unfixed(program("raise HttpResponse('x')", ""), Safety.SAFE)
    fixes(
        program("raise HttpResponse('x')", ""),
        program("return HttpResponse('x')", ""),
        Safety.SUGGESTED,
    )


def test_what_is_raised_is_marked() -> None:
    check("""
        from django.http import HttpResponseBadRequest as Bad
        def helper(value):
            raise Bad(value)
            #     ^^^^^^^^^^ RSP509 A response cannot be raised, which is a TypeError: return it.
    """)


def test_a_class_is_called_when_it_is_returned() -> None:
    fixes(program("raise HttpResponseForbidden"), program("return HttpResponseForbidden()"))


def test_a_comment_silences_it() -> None:
    silent(program("raise HttpResponseForbidden()  # noqa: RSP509"))
