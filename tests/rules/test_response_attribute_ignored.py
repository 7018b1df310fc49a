from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from resp_lsp.rules.finding import Safety
from tests.rules.check import check, codes, fixes, silent, unfixed
from tests.rules.look_alikes import each_look_alike
from tests.rules.replay import before_and_after

if TYPE_CHECKING:
    from tests.django.matrix import Django

HEAD = """
from django.http import FileResponse, HttpResponse, JsonResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
"""
IGNORED = {
    "a status": ("HttpResponse('x')", "status = 404", "404"),
    "a content type": ("HttpResponse('x')", "content_type = 'text/csv'", "text/csv"),
    "the old content type": ("StreamingHttpResponse(['x'])", "mimetype = 'text/csv'", "text/csv"),
    "a reason": ("JsonResponse({})", "reason = 'Fine'", "Fine"),
    "of a page": ("render(request, 'a.html')", "status = 404", "404"),
    "of a redirect": ("redirect('/x')", "status = 303", "303"),
}


def program(made: str, assigned: str, end: str = "") -> str:
    return (
        f"{HEAD}\ndef view(request):\n    response = {made}\n"
        f"    response.{assigned}\n{end}    return response\n"
    )


@pytest.mark.parametrize(("made", "assigned", "meant"), IGNORED.values(), ids=IGNORED)
def test_nothing_is_sent_until_it_is_mended(
    made: str, assigned: str, meant: str, django: Django
) -> None:
    code = program(made, assigned)
    assert codes(code, django.version) == ["RSP510"]
    before, after = before_and_after(code, django)
    assert meant not in {str(before.status), before.reason, before.header("Content-Type")}
    assert meant in {str(after.status), after.reason, after.header("Content-Type")}


@pytest.mark.parametrize(
    "assigned",
    ["status_code = 404", "reason_phrase = 'Fine'", "charset = 'latin-1'", "note = 1", "code = 4"],
)
def test_what_it_has_or_nobody_expects_is_silent(assigned: str) -> None:
    silent(program("HttpResponse('x')", assigned))


@pytest.mark.parametrize("made", ["make(request)", "request.response", "request"])
def test_what_may_be_no_response_is_silent(made: str) -> None:
    silent(program(made, "status = 404"))


def test_an_attribute_that_is_read_later_is_silent() -> None:
    silent(program("HttpResponse('x')", "status = 404", "    print(response.status)\n"))


@each_look_alike("HttpResponse")
def test_a_class_of_the_same_name_is_silent(head: str) -> None:
    body = "    response = HttpResponse()\n    response.status = 404\n"
    silent(f"import django\n{head}def view(request):\n{body}")


@pytest.mark.parametrize(
    "body", ["status = 200", "def __init__(self):\n        super().__init__('x')", "pass"]
)
def test_a_class_of_the_projects_own_may_have_it(body: str) -> None:
    silent(
        f"from django.http import HttpResponse\nclass Own(HttpResponse):\n    {body}\n"
        "def view(request):\n    response = Own()\n    response.status = 404\n"
    )


def test_a_response_of_rest_framework_has_a_content_type() -> None:
    silent("""
        from rest_framework.response import Response
        def view(request):
            response = Response({})
            response.content_type = "text/csv"
            return response
    """)


def test_the_parameter_of_a_middleware_may_be_of_any_class() -> None:
    silent("""
        from django.utils.deprecation import MiddlewareMixin
        class Middleware(MiddlewareMixin):
            def process_response(self, request, response):
                response.status = 404
                return response
    """)


def test_the_attribute_is_marked() -> None:
    check("""
        from django.http import HttpResponse as R
        def view(request):
            answer = R("x")
            answer.status = 404
            #^^^^^^^^^^^^ RSP510 nothing is sent of it; write answer.status_code.
            return answer
    """)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("response.status = 404", "response.status_code = 404"),
        ("response.mimetype = 'a/b'  # ours", "response[\"Content-Type\"] = 'a/b'  # ours"),
    ],
)
def test_what_is_meant_is_assigned_to(before: str, after: str) -> None:
    head = f"{HEAD}def view(request):\n    response = HttpResponse('x')\n    "
    fixes(head + before, head + after)


@pytest.mark.parametrize("assigned", ["status = 99", "status = request", "content_type = None"])
def test_a_value_that_django_may_not_take_is_left_to_the_author(assigned: str) -> None:
    unfixed(program("HttpResponse('x')", assigned), Safety.SAFE)


def test_a_comment_silences_it() -> None:
    silent(program("HttpResponse('x')", "status = 404  # noqa: RSP510"))
