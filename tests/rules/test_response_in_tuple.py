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
from http import HTTPStatus
from django.http import HttpResponse, HttpResponseBadRequest, JsonResponse
from django.views.decorators.http import require_GET
"""
MENDED = {
    "JSON": "return JsonResponse({'error': 'no'}), 404",
    "in brackets": "return (JsonResponse({'error': 'no'}), 404)",
    "a member of HTTPStatus": "return HttpResponse('no'), HTTPStatus.NOT_FOUND",
    "a class with a status": "return HttpResponseBadRequest(), 404",
    "a name": "code = 404\n    return HttpResponse('no'), code",
    "a comma at the end": "return (HttpResponse('no'), 404,)",
}
TUPLES = {
    "three items": "return HttpResponse('no'), 404, {'X-A': 'b'}",
    "no status": "return HttpResponse('no'), 'error'",
    "a comma alone": "return HttpResponse('no'),",
    "a status already": "return HttpResponse('no', status=400), 404",
    "a name of a response": "response = HttpResponse('no')\n    return response, 404",
    "no status that Django takes": "return HttpResponse('no'), 99",
}


def program(statement: str, decorator: str = "@require_GET\n") -> str:
    return f"{HEAD}{decorator}def view(request):\n    {statement}\n"


@pytest.mark.parametrize("statement", MENDED.values(), ids=MENDED)
def test_django_fails_until_it_is_mended(statement: str, django: Django) -> None:
    code = program(statement)
    assert codes(code, django.version) == ["RSP514"]
    before, after = before_and_after(code, django)
    assert "'tuple' object has no attribute" in (before.raises or "")
    assert after.status == 404


@pytest.mark.parametrize("statement", TUPLES.values(), ids=TUPLES)
def test_any_tuple_fails(statement: str, django: Django) -> None:
    code = program(statement)
    assert codes(code, django.version) == ["RSP514"]
    assert "'tuple' object has no attribute" in (django.run(code).raises or "")
    unfixed(code, target=django.version)


@pytest.mark.parametrize(
    "statement",
    [
        "return HttpResponse('x', 'text/plain')",
        "return (HttpResponse('x'))",
        "return [HttpResponse('x'), 404]",
        "return ('x', 404)",
        "return request.response, 404",
        "pair = HttpResponse('x'), 404\n    return pair[0]",
    ],
)
def test_what_is_no_such_tuple_is_silent(statement: str) -> None:
    silent(program(statement))


@pytest.mark.parametrize(
    "function",
    [
        "def helper(text):\n    return HttpResponse(text), 404\n",
        "def helper(request):\n    return HttpResponse('x'), 'error'\n",
        "from elsewhere import api\n@api\ndef view(text):\n    return HttpResponse(text), 404\n",
    ],
)
def test_the_tuple_of_another_function_is_silent(function: str) -> None:
    silent(HEAD + function)


def test_in_a_function_with_a_request_it_is_a_hint() -> None:
    code = program("return HttpResponse('no'), 404", "")
    assert codes(code) == []
    found = lint(code, Config(select=("RSP514",), target_django=DEFAULT, hints=True))
    assert [f.severity for f in found] == [Severity.HINT]


@each_look_alike("JsonResponse")
def test_a_class_of_the_same_name_is_silent(head: str) -> None:
    silent(
        f"{head}from django.views.decorators.http import require_GET\n"
        "@require_GET\ndef view(request):\n    return JsonResponse({}), 404\n"
    )


def test_the_tuple_is_marked() -> None:
    check("""
        from django.http import JsonResponse as J
        from django.views import View
        class Page(View):
            def get(self, request):
                return J({}), 404
                #      ^^^^^^^^^^ RSP514 give the status to the response
    """)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("JsonResponse({}), 404", "JsonResponse({}, status=404)"),
        ("HttpResponse(), 404", "HttpResponse(status=404)"),
        ("(JsonResponse({}), 404)", "(JsonResponse({}, status=404))"),
    ],
)
def test_the_response_gets_the_status(before: str, after: str) -> None:
    fixes(program(f"return {before}"), program(f"return {after}"))


def test_a_comment_is_kept() -> None:
    unfixed(program("return (\n        JsonResponse({}),  # why\n        404\n    )"), Safety.SAFE)


def test_a_comment_silences_it() -> None:
    silent(program("return JsonResponse({}), 404  # noqa: RSP514"))
