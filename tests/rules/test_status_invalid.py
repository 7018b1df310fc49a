from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.rules.check import check, codes, silent, unfixed
from tests.rules.look_alikes import each_look_alike

if TYPE_CHECKING:
    from tests.django.matrix import Django

HEAD = """
from http import HTTPStatus
from io import BytesIO
from django.http import (
    FileResponse,
    HttpResponse,
    HttpResponseRedirect,
    JsonResponse,
    StreamingHttpResponse,
)
from django.shortcuts import render
from django.template.response import SimpleTemplateResponse
"""
RANGE = "ValueError: HTTP status code must be an integer from 100 to 599."
INTEGER = "TypeError: HTTP status code must be an integer."
FLAGGED = {
    "below the range": ("HttpResponse('x', status=99)", RANGE),
    "above the range": ("HttpResponse('x', status=600)", RANGE),
    "zero": ("HttpResponse('x', status=0)", RANGE),
    "negative": ("HttpResponse('x', status=-1)", RANGE),
    "True": ("JsonResponse({}, status=True)", RANGE),
    "False": ("JsonResponse({}, status=False)", RANGE),
    "a fraction": ("HttpResponse('x', status=99.9)", RANGE),
    "infinity": ("HttpResponse('x', status=1e999)", "OverflowError: "),
    "a phrase": ("HttpResponse('x', status='404 Not Found')", INTEGER),
    "an empty text": ("HttpResponse('x', status='')", INTEGER),
    "an f-string with letters": ("HttpResponse('x', status=f'{404} Not Found')", INTEGER),
    "a dict": ("JsonResponse({}, status={'code': 404})", INTEGER),
    "a tuple": ("JsonResponse({}, status=(404,))", INTEGER),
    "by position": ("HttpResponse('x', 'text/plain', 99)", RANGE),
    "a redirect": ("HttpResponseRedirect('/', status=99)", RANGE),
    "a stream": ("StreamingHttpResponse(['x'], status=99)", RANGE),
    "a file": ("FileResponse(BytesIO(b'x'), status=99)", RANGE),
    "a template": ("SimpleTemplateResponse('a.html', status=99)", RANGE),
    "a page": ("render(request, 'a.html', status=99)", RANGE),
    "a page by position": ("render(request, 'a.html', {}, 'text/html', 99)", RANGE),
    "either of two": ("HttpResponse('x', status=99 if request.GET else 600)", RANGE),
}
ACCEPTED = {
    "a number": "HttpResponse('x', status=404)",
    "the least": "HttpResponse('x', status=100)",
    "the greatest": "HttpResponse('x', status=599)",
    "digits": "HttpResponse('x', status=' 404 ')",
    "a fraction": "HttpResponse('x', status=404.9)",
    "None": "HttpResponse('x', status=None)",
    "a member of HTTPStatus": "HttpResponse('x', status=HTTPStatus.NOT_FOUND)",
    "an f-string of digits": "HttpResponse('x', status=f'{4}04')",
}
SILENT = {
    "unknown": "HttpResponse('x', status=request.GET['status'])",
    "either of two": "HttpResponse('x', status=99 if request.GET else 200)",
    "unknown arguments": "HttpResponse(*request.GET, status=99)",
}


ASSIGNED = {
    "below the range": ("99", "status_code=99"),
    "above the range": ("999", "status_code=999"),
    "True": ("True", "status_code=1"),
    "digits": ("'404'", "TypeError: %d format: "),
    "a phrase": ("'404 Not Found'", "TypeError: %d format: "),
    "None": ("None", "TypeError: %d format: "),
    "either of two": ("99 if request.GET else 600", "status_code=600"),
}
ASSIGNABLE = (
    "404",
    "HTTPStatus.NOT_FOUND",
    "404.9",
    "request.GET.get('s')",
    "99 if request else 200",
)


def program(expression: str) -> str:
    return f"{HEAD}\ndef view(request):\n    return {expression}\n"


@pytest.mark.parametrize(("expression", "error"), FLAGGED.values(), ids=FLAGGED)
def test_what_is_flagged_raises(expression: str, error: str, django: Django) -> None:
    assert codes(program(expression), django.version) == ["RSP502"]
    assert (django.run(program(expression)).raises or "").startswith(error)


@pytest.mark.parametrize("expression", ACCEPTED.values(), ids=ACCEPTED)
def test_what_django_accepts_is_silent(expression: str, django: Django) -> None:
    silent(program(expression), django.version)
    assert django.run(program(expression)).raises is None


@pytest.mark.parametrize("expression", SILENT.values(), ids=SILENT)
def test_what_is_not_certain_is_silent(expression: str) -> None:
    silent(program(expression))


def assigning(value: str) -> str:
    return (
        f"{HEAD}def view(request):\n    response = HttpResponse('x')\n"
        f"    response.status_code = {value}\n    return HttpResponse(repr(response))\n"
    )


@pytest.mark.parametrize(("value", "shown"), ASSIGNED.values(), ids=ASSIGNED)
def test_what_is_assigned_is_not_checked(value: str, shown: str, django: Django) -> None:
    assert codes(assigning(value), django.version) == ["RSP502"]
    outcome = django.run(assigning(value))
    assert shown in (outcome.raises or outcome.body)


@pytest.mark.parametrize("value", ASSIGNABLE)
def test_a_status_may_be_assigned(value: str) -> None:
    silent(assigning(value))


def test_what_is_no_response_may_have_any_status_code() -> None:
    silent("""
        from django.http import HttpResponse
        def view(request, answer):
            answer.status_code = "404"
            return HttpResponse(answer)
    """)


def test_the_value_that_is_assigned_is_marked() -> None:
    check("""
        from django.http import HttpResponse
        def view(request):
            response = HttpResponse()
            response.status_code = 999
            #                      ^^^ RSP502 999 is no status: Django sends it unchecked
            return response
    """)


@each_look_alike("HttpResponse")
def test_a_class_of_the_same_name_is_silent(head: str) -> None:
    silent(f"import django\n{head}def view(request):\n    return HttpResponse('x', status=99)\n")


def test_an_own_constructor_may_mean_something_else() -> None:
    silent("""
        from django.http import JsonResponse
        class Answer(JsonResponse):
            def __init__(self, status):
                super().__init__({"ok": status})
        def view(request):
            return Answer(status=True)
    """)


def test_the_argument_is_marked() -> None:
    check("""
        from django.http import HttpResponse as R
        def view(request):
            return R("x", status=99)
            #                    ^^ RSP502 ValueError: HTTP status code must be an integer from
    """)


def test_rest_framework_asks_django() -> None:
    check("""
        from rest_framework.response import Response
        def view(request):
            return Response({}, 99)
            #                   ^^ RSP502
    """)


def test_a_function_of_the_project_is_blamed_where_it_is_called() -> None:
    check("""
        from django.http import JsonResponse
        def answer(data, status):
            return JsonResponse(data, status=status)
        def view(request):
            return answer({}, False)
            #                 ^^^^^ RSP502
    """)


def test_an_error_that_is_caught_is_meant() -> None:
    silent("""
        from django.http import HttpResponse
        def view(request):
            try:
                return HttpResponse("x", status=99)
            except ValueError:
                return HttpResponse("y")
    """)


def test_there_is_no_fix() -> None:
    unfixed("from django.http import HttpResponse\nHttpResponse('x', status=99)")


def test_a_comment_silences_it() -> None:
    silent("from django.http import HttpResponse\nHttpResponse('x', status=99)  # noqa: RSP502")
