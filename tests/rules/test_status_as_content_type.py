from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.rules.check import check, codes, fixes, silent, unfixed
from tests.rules.look_alikes import each_look_alike
from tests.rules.replay import before_and_after

if TYPE_CHECKING:
    from tests.django.matrix import Django

HEAD = """
from http import HTTPStatus
from io import BytesIO
from django.http import (
    FileResponse,
    HttpResponse,
    HttpResponseNotAllowed,
    HttpResponseServerError,
    StreamingHttpResponse,
)
from django.shortcuts import render
from django.template.response import SimpleTemplateResponse, TemplateResponse
"""
FLAGGED = {
    "a number": "return HttpResponse('x', 404)",
    "an f-string before it": "return HttpResponse(f'{request.path}', 404)",
    "digits": "return HttpResponse('x', '404')",
    "a member of HTTPStatus": "return HttpResponse('x', HTTPStatus.NOT_FOUND)",
    "its value": "return HttpResponse('x', HTTPStatus.NOT_FOUND.value)",
    "a name": "code = 404\n    return HttpResponse('x', code)",
    "either of two": "code = 404 if request.GET else 410\n    return HttpResponse('x', code)",
    "an int from elsewhere": "return HttpResponse('x', len(404 * 'x'))",
    "by keyword": "return HttpResponse('x', content_type=404)",
    "before a keyword": "return HttpResponse('x', 404, headers={'X-A': 'b'})",
    "a class with a status": "return HttpResponseServerError('x', 404)",
    "a stream": "return StreamingHttpResponse(['x'], 404)",
    "a file": "return FileResponse(BytesIO(b'x'), 404)",
    "a method that is not allowed": "return HttpResponseNotAllowed(['GET'], 'x', 404)",
    "a page": "return render(request, 'a.html', {}, 404)",
    "a page by keyword": "return render(request, 'a.html', content_type=404)",
    "a page that is not there": "return render(request, 'a.html', {}, HTTPStatus.NOT_FOUND)",
    "a template": "return SimpleTemplateResponse('a.html', {}, 404)",
    "a template and its request": "return TemplateResponse(request, 'a.html', {}, 404)",
}
SILENT = {
    "a content type": "return HttpResponse('x', 'text/plain')",
    "None": "return HttpResponse('x', None)",
    "a status": "return HttpResponse('x', status=404)",
    "a page": "return render(request, 'a.html', {}, 'text/html', 404)",
    "a status of a page": "return render(request, 'a.html', {'n': 404}, status=404)",
    "a status by position": "return HttpResponse('x', 'text/plain', 404)",
    "a bool": "return HttpResponse('x', True)",
    "an unknown name": "return HttpResponse('x', request.GET.get('type'))",
    "a status or a type": "return HttpResponse('x', 404 if request.GET else 'text/plain')",
    "unknown arguments": "return HttpResponse(*request.GET.getlist('x'), 404)",
    "a type that begins with a number": "return HttpResponse('x', '404/html')",
}


def program(body: str) -> str:
    return f"{HEAD}\ndef view(request):\n    {body}\n"


@pytest.mark.parametrize("body", FLAGGED.values(), ids=FLAGGED)
def test_django_keeps_the_status_and_the_fix_sends_it(body: str, django: Django) -> None:
    assert codes(program(body), django.version) == ["RSP501"]
    before, after = before_and_after(program(body), django)
    assert before.status not in {404, 410}
    assert after.status in {404, 410}


@pytest.mark.parametrize("body", SILENT.values(), ids=SILENT)
def test_what_may_be_a_content_type_is_silent(body: str) -> None:
    silent(program(body))


@each_look_alike("HttpResponse")
def test_a_class_of_the_same_name_is_silent(head: str) -> None:
    silent(f"import django\n{head}def view(request):\n    return HttpResponse('x', 404)\n")


def test_rest_framework_has_the_status_there() -> None:
    silent("""
        from rest_framework.response import Response
        def view(request):
            return Response({}, 404)
    """)


def test_a_constructor_of_the_projects_own_may_take_a_status() -> None:
    silent("""
        from django.http import HttpResponse
        class Text(HttpResponse):
            def __init__(self, text, status):
                super().__init__(text, "text/plain", status)
        def view(request):
            return Text("x", 404)
    """)


def test_the_argument_is_marked() -> None:
    check("""
        from django.http import HttpResponse as R
        def view(request):
            return R("Not found", 404)
            #                     ^^^ RSP501 write status=404
    """)


def test_an_annotated_parameter_is_an_int() -> None:
    check("""
        from django.http import HttpResponse
        def error(message, status: int):
            return HttpResponse(message, status)
            #                            ^^^^^^ RSP501
    """)


def test_a_function_of_the_project_is_blamed_where_it_is_called() -> None:
    check("""
        from django.http import HttpResponse
        def error(message, status):
            return HttpResponse(message, status)
        def view(request):
            return error("Not found", 404)
            #                         ^^^ RSP501
    """)


def test_a_constant_of_rest_framework_is_a_status() -> None:
    check("""
        from django.http import HttpResponse
        from rest_framework import status
        def view(request):
            return HttpResponse("x", status.HTTP_404_NOT_FOUND)
            #                        ^^^^^^^^^^^^^^^^^^^^^^^^^ RSP501
    """)


def test_the_argument_is_named() -> None:
    head = "from django.http import HttpResponse\n"
    fixes(f"{head}HttpResponse('x', 404)", f"{head}HttpResponse('x', status=404)")
    fixes(f"{head}HttpResponse('x', content_type=404)", f"{head}HttpResponse('x', status=404)")
    fixes(
        f"{head}HttpResponse(\n    'x',\n    (404),  # gone\n)",
        f"{head}HttpResponse(\n    'x',\n    status=(404),  # gone\n)",
    )


@pytest.mark.parametrize(
    "arguments",
    ["'x', 404, 200", "'x', 404, status=200", "'x', 99", "*('x', 404)", "'x', 404, *rest"],
)
def test_what_cannot_be_named_gets_no_fix(arguments: str) -> None:
    unfixed(f"from django.http import HttpResponse\nrest = ()\nHttpResponse({arguments})")


@pytest.mark.parametrize("comment", ["noqa: RSP501", "resp: ignore[RSP501] by contract"])
def test_a_comment_silences_it(comment: str) -> None:
    silent(f"from django.http import HttpResponse\nHttpResponse('x', 404)  # {comment}")
