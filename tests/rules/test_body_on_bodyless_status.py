from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from resp_lsp.rules.finding import Safety
from tests.rules.check import check, codes, fixes, unfixed
from tests.rules.look_alikes import each_look_alike

if TYPE_CHECKING:
    from tests.django.matrix import Django

NAMES = "HttpResponse, HttpResponseNotModified, JsonResponse"
HEAD = f"from http import HTTPStatus\nfrom django.http import {NAMES}\n"

FILLED = {
    "text": "return HttpResponse('gone', status=204)",
    "bytes": "return HttpResponse(b'gone', status=205)",
    "text with a hole": "return HttpResponse(f'{request.path}gone', status=304)",
    "a list": "return HttpResponse(['gone'], status=204)",
    "a status by name": "return HttpResponse('gone', status=HTTPStatus.NO_CONTENT)",
    "a status bound earlier": "code = 204\n    return HttpResponse('gone', status=code)",
    "by position": "return HttpResponse('gone', 'text/plain', 204)",
    "JSON": "return JsonResponse({'gone': True}, status=204)",
    "empty JSON": "return JsonResponse({}, status=204)",
    "unknown JSON": "return JsonResponse(dict(request.GET), status=204)",
    "later": "response = HttpResponse('gone')\n    response.status_code = 204\n    return response",
    "JSON later": (
        "response = JsonResponse({'gone': True})\n    response.status_code = 304\n"
        "    return response"
    ),
    "either of two": ("return HttpResponse('gone' if request.path else b'away', status=204)"),
}

EMPTY = {
    "no body": "return HttpResponse(status=204)",
    "empty text": "return HttpResponse('', status=204)",
    "empty bytes": "return HttpResponse(content=b'', status=204)",
    "not modified": "return HttpResponseNotModified()",
    "empty text for not modified": "return HttpResponseNotModified('')",
    "emptied": (
        "response = HttpResponse('gone')\n    response.status_code = 204\n"
        "    response.content = b''\n    return response"
    ),
}

ALLOWED = {
    "200": "return HttpResponse('here')",
    "201": "return HttpResponse('here', status=201)",
    "404": "return JsonResponse({}, status=404)",
    "another status on one way": "return HttpResponse('a', status=200 if request.path else 204)",
    "no body on one way": "return HttpResponse('' if request.path else 'a', status=204)",
    "another status later": (
        "response = HttpResponse('a')\n    response.status_code = 201\n    return response"
    ),
    "an error that is handled": (
        "try:\n        return HttpResponseNotModified('a')\n    except AttributeError:\n"
        "        return HttpResponse('a')"
    ),
}


def program(body: str) -> str:
    return f"{HEAD}def view(request):\n    {body}\n"


@pytest.mark.parametrize("body", FILLED.values(), ids=FILLED.keys())
def test_a_body_is_flagged_and_sent(body: str, django: Django) -> None:
    assert codes(program(body)) == ["RSP410"]
    outcome = django.run(program(body))
    assert outcome.status in (204, 205, 304)
    assert outcome.body


@pytest.mark.parametrize("body", EMPTY.values(), ids=EMPTY.keys())
def test_no_body_is_not_flagged(body: str, django: Django) -> None:
    assert codes(program(body)) == []
    outcome = django.run(program(body))
    assert (outcome.status in (204, 304), outcome.body) == (True, "")


@pytest.mark.parametrize("body", ALLOWED.values(), ids=ALLOWED.keys())
def test_a_body_that_is_allowed_is_not_flagged(body: str, django: Django) -> None:
    assert codes(program(body)) == []
    assert django.run(program(body)).raises is None


def test_a_status_of_the_rest_framework_is_known() -> None:
    code = "from rest_framework import status\n" + program(
        "return HttpResponse('a', status=status.HTTP_204_NO_CONTENT)"
    )
    assert codes(code) == ["RSP410"]


@pytest.mark.parametrize("body", ["'x'", "b'x'", "['x']", "content='x'"])
def test_not_modified_raises(body: str, django: Django) -> None:
    code = program(f"return HttpResponseNotModified({body})")
    assert codes(code) == ["RSP410"]
    assert (django.run(code).raises or "").startswith("AttributeError: You cannot set content")


@each_look_alike("HttpResponse")
def test_a_look_alike_is_not_flagged(head: str) -> None:
    assert codes(head + "def view(request):\n    return HttpResponse('a', status=204)") == []


@pytest.mark.parametrize("unknown", ["page, status=204", "'a', status=page", "*page", "**page"])
def test_what_is_not_known_is_not_flagged(unknown: str) -> None:
    assert codes(f"{HEAD}def view(request, page):\n    HttpResponse({unknown})") == []


def test_the_body_is_marked_and_shown() -> None:
    check("""
        from django import http
        def view(request):
            return http.HttpResponse("gone", status=204)
            #                        ^^^^^^ RSP410 A 204 response has no body, but this one is given "gone": Django sends it.
        def other(request):
            return http.HttpResponseNotModified("x")
            #                                   ^^^ RSP410 raises AttributeError: You cannot set content
        def last(request):
            response = http.HttpResponse("x")
            response.status_code = 204
            #^^^^^^^^^^^^^^^^^^^ RSP410 is given "x"
            return response
    """)


@pytest.mark.parametrize("comment", ["noqa: RSP410", "resp: ignore[RSP410]"])
def test_a_comment_silences_it(comment: str) -> None:
    assert codes(f"{HEAD}HttpResponse('a', status=204)  # {comment}") == []


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("HttpResponse('a', status=204)", "HttpResponse(status=204)"),
        ("HttpResponse(status=204, content='a')", "HttpResponse(status=204)"),
        ("HttpResponseNotModified('a')", "HttpResponseNotModified()"),
        ("JsonResponse({}, status=204)", "HttpResponse(status=204)"),
    ],
)
def test_the_body_is_taken_away(before: str, after: str, django: Django) -> None:
    code = program(f"return {before}")
    fixes(code, program(f"return {after}"), Safety.SUGGESTED)
    outcome = django.run(program(f"return {after}"))
    assert (outcome.raises, outcome.body) == (None, "")


@pytest.mark.parametrize(
    "code",
    [
        "HttpResponse('a', 'text/plain', status=204)",
        "HttpResponse(**{'content': 'a', 'status': 204})",
        "JsonResponse({}, safe=False, status=204)",
        "HttpResponse('a',  # why\n    status=204)",
    ],
)
def test_where_others_would_move_there_is_no_fix(code: str) -> None:
    unfixed(HEAD + code)
